/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Front matter: its three languages, where it ends, what is wrong with it. */

#include <formats.h>

static void is_body(const char *expected, const char *name)
{
    is_str(got.articles[0].body, expected, "%s: body", name);
}

static void test_kinds(void)
{
    read_text("markdown", "a.md", "---\ntitle: T\n---\nB\n");
    is_one("YAML");
    is_str(got.articles[0].title, "T", "YAML: title");
    is_body("B", "YAML");

    read_text("markdown", "a.md", "+++\ntitle = 'T'\n+++\nB\n");
    is_one("TOML");
    is_str(got.articles[0].title, "T", "TOML: title");
    is_body("B", "TOML");

    read_text("markdown", "a.md", "{\"title\": \"T\"}\n\nB\n");
    is_one("JSON");
    is_str(got.articles[0].title, "T", "JSON: title");
    is_body("B", "JSON");

    read_text("html", "a.html", "---\ntitle: T\n---\n<p>B</p>\n");
    is_one("YAML before HTML");
    is_str(got.articles[0].title, "T", "YAML before HTML: title");
    is_body("B", "YAML before HTML");

    read_text("text", "a.txt", "---\ntitle: T\n---\nB\n");
    is_one("YAML before text");
    is_str(got.articles[0].title, "T", "YAML before text: title");
    is_body("B", "YAML before text");
}

static void test_edges(void)
{
    read_text("markdown", "a.md", "---\n---\nB\n");
    is_one("empty front matter");
    is_body("B", "empty front matter");

    read_text("markdown", "a.md", "---\n# nothing yet\n---\nB\n");
    is_one("a comment alone");

    read_text("markdown", "a.md",
              "\xef\xbb\xbf---\r\ntitle: T\r\n--- \r\nB\r\n");
    is_one("a byte order mark and CRLF");
    is_str(got.articles[0].title, "T", "a byte order mark and CRLF: title");
    is_body("B", "a byte order mark and CRLF");

    read_text("markdown", "a.md", "---\ntitle: T\n...\nB\n");
    is_body("B", "closed by three dots");

    read_text("markdown", "a.md", "\n \n---\ntitle: T\n---\nB\n");
    is_str(got.articles[0].title, "T", "empty lines before: title");
    is_body("B", "empty lines before");
    read_text("markdown", "a.md", "\n---\ndate: soon\n---\nB\n");
    is_failure(3, "date", "empty lines before: the line counts them");

    read_text("markdown", "a.md", "---\ntitle: T\n---");
    is_one("no end of line at the end");

    read_text("markdown", "a.md", "---\ntitle: a --- b\n---\nB\n\n---\n\nC\n");
    is_body("B\nC", "a rule in the text");

    read_text("markdown", "a.md", "{{< note >}}\nB\n{{< /note >}}\n");
    is_one("a shortcode is no front matter");
    is_body("B", "a shortcode is no front matter");

    read_text("text", "a.txt", "---\nA line of dashes begins this.\n");
    is_one("a text may begin with dashes");
    is_body("---\nA line of dashes begins this.", "dashes in a text");
}

static void test_unclosed(void)
{
    read_text("markdown", "a.md", "---\ntitle: T\n\nB\n");
    is_failure(1, "not closed by a line of ---", "YAML that does not end");
    read_text("markdown", "a.md", "+++\ntitle = 'T'\n---\n");
    is_failure(1, "not closed by a line of +++", "TOML that does not end");
    read_text("markdown", "a.md", "{\"title\": \"T\"\n\nB\n");
    is_failure(3, "JSON", "JSON that does not end");
}

static void test_yaml_errors(void)
{
    read_text("markdown", "a.md", "---\ntitle: T\n\tdate: 2020\n---\n");
    is_failure(3, "YAML", "a tab for indentation");
    read_text("markdown", "a.md", "---\ntitle: a: b\n---\n");
    is_failure(2, "YAML", "a colon without quotes");
    read_text("markdown", "a.md", "---\ntags: [a, b\n---\n");
    ok(got.failed_count == 1, "a list that does not end: %s",
       got.failures[0].text);
    read_text("markdown", "a.md", "---\n- a\n- b\n---\n");
    is_failure(2, "not a map", "a list for a map");
    read_text("markdown", "a.md", "---\njust words\n---\n");
    is_failure(2, "not a map", "a text for a map");
    read_text("markdown", "a.md", "---\n? [a]\n: b\n---\n");
    is_failure(2, "key", "a list for a key");
    read_text("markdown", "a.md", "---\ntitle: *none\n---\n");
    is_failure(2, "anchor", "an alias without an anchor");
    read_text("markdown", "a.md", "---\na: &a [*a]\n---\n");
    is_failure(2, "anchor", "an alias within its own anchor");
}

static void test_twice(void)
{
    read_text("markdown", "a.md",
              "---\ndate: 2020-01-01\ntitle: T\ndate: 2021-01-01\n---\n");
    is_failure(4, "date: given twice, on line 2 and on line 4",
               "a key twice, with two meanings");
    read_text("markdown", "a.md",
              "---\ntitle: T\nicon: a\nicon: b\ntitle: T\n---\n");
    is_one("a key twice that matters not, or says the same");
}

static void test_yaml_forms(void)
{
    read_text("markdown", "a.md",
              "---\nbase: &base\n  author: A\nextra:\n  <<: *base\n"
              "title: >-\n  two\n  lines\nsummary: |\n  one\n\n  two\n"
              "tags: &t [x, y]\ncategories: *t\n---\n");
    is_one("anchors, merges and blocks");
    is_str(got.articles[0].title, "two lines", "a folded block");
    is_str(got.articles[0].summary, "one\ntwo", "a literal block");
    is_str(joined(got.articles[0].tags), "x|y", "an alias is the value again");
    is_str(joined(got.articles[0].authors), "A", "a merge key");
}

/* Each level names the one before nine times: a thousand million at the end. */
static void test_bombs(void)
{
    bf_buf text;
    bf_buf_init(&text, 4u << 20);
    bf_buf_add_text(&text, "---\na0: &a0 [lol]\n");
    for (int i = 1; i < 30; i++) {
        bf_buf_printf(&text, "a%d: &a%d [", i, i);
        for (int n = 0; n < 9; n++) {
            bf_buf_printf(&text, "*a%d,", i - 1);
        }
        bf_buf_add_text(&text, "]\n");
    }
    bf_buf_add_text(&text, "title: T\ntags: *a29\n---\n");
    read_bytes("markdown", "a.md", bf_buf_str(&text));
    is_failure(30, "tags", "aliases of aliases do not explode");

    bf_buf_reset(&text);
    bf_buf_add_text(&text, "---\ntitle: T\nx: &x >\n  ");
    while (text.size < 900000) {
        bf_buf_add_text(&text, "a&amp;b ");
    }
    bf_buf_add_text(&text, "\ntags: [");
    for (int i = 0; i < 250; i++) {
        bf_buf_add_text(&text, "*x,");
    }
    bf_buf_add_text(&text, "]\n---\n");
    read_bytes("markdown", "a.md", bf_buf_str(&text));
    is_failure(5, "tags: longer than 8192 bytes", "nor do long values");

    bf_buf_reset(&text);
    bf_buf_add_text(&text, "---\ntitle: T\nx: ");
    for (int i = 0; i < 600; i++) {
        bf_buf_add_byte(&text, '[');
    }
    bf_buf_add_text(&text, "\n---\n");
    read_bytes("markdown", "a.md", bf_buf_str(&text));
    is_failure(3, "nested too deeply", "deep nesting is refused");

    bf_buf_reset(&text);
    bf_buf_add_text(&text, "---\ntitle: T\nx: [");
    for (unsigned i = 0; i < 30000; i++) {
        bf_buf_add_text(&text, "1,");
    }
    bf_buf_add_text(&text, "]\n---\n");
    read_bytes("markdown", "a.md", bf_buf_str(&text));
    is_failure(3, "more than 20000 values", "many values are refused");

    bf_buf_reset(&text);
    bf_buf_add_text(&text, "---\ntitle: T\n");
    for (unsigned i = 0; i < 70000; i++) {
        bf_buf_add_text(&text, "# a long comment\n");
    }
    bf_buf_add_text(&text, "---\n");
    read_bytes("markdown", "a.md", bf_buf_str(&text));
    is_failure(1, "larger than a megabyte", "large front matter is refused");
    bf_buf_fini(&text);
}

int main(void)
{
    test_kinds();
    test_edges();
    test_unclosed();
    test_yaml_errors();
    test_twice();
    test_yaml_forms();
    test_bombs();
    forget_all();
    return tap_done();
}
