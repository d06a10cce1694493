/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Markdown: its text, and what is for the generator and not for readers. */

#include <formats.h>

static void reads(const char *markdown, const char *expected)
{
    read_text("markdown", "a.md", markdown);
    is_str(got.articles[0].body, expected, "%s", shown(markdown));
}

static void test_blocks(void)
{
    reads("One\ntwo.\n\nThree.\n", "One two.\nThree.");
    reads("## A\n\nB\n\nC\n-\n\nD\n", "A\nB\nC\nD");
    reads("- a\n- b\n  - c\n", "a\nb\nc");
    reads("1. a\n2. b\n", "a\nb");
    reads("> a\n>\n> b\n", "a\nb");
    reads("a  \nb\n", "a\nb");
    reads("a\n\n---\n\nb\n", "a\nb");
    reads("- [x] done\n", "done");
    reads("| a | b |\n|---|---|\n| c | d |\n", "a\tb\nc\td");
    reads("```sh\nls -l\ncd\n```\n", "ls -l\ncd");
    reads("x\n\n    int a;\n    int b;\n", "x\nint a;\nint b;");
    reads("", "");
}

static void test_inlines(void)
{
    reads("a **b** _c_ `d` ~~e~~\n", "a b c d e");
    reads("[text](http://x.example \"t\") [ref][r]\n\n[r]: /x\n", "text ref");
    reads("a ![alt text](i.png) b\n", "a alt text b");
    reads("R&amp;D &eacute; \\*x\\*\n", "R&D \xc3\xa9 *x*");
    reads("a&nbsp;b\n", "a b");
    reads("in<span>side</span> <b>x</b>\n", "inside x");
}

/* Chinese and Japanese break lines anywhere. */
static void test_soft_breaks(void)
{
    reads("昨日は東\n京に行っ\nた。\nそして*大*\n阪へ。\n",
          "昨日は東京に行った。そして大阪へ。");
    reads("コンピュ\n  ータ\n", "コンピュータ");
    reads("东\\\n京  \n市\n", "东\n京\n市");
    reads("東 京\n", "東 京");
    reads("英語 Eng\nlish\n語\n", "英語 Eng lish 語");
    reads("한국\n어\n", "한국 어");
    reads("ไทย\nไทย\n", "ไทย ไทย");
    reads("```\n東\n京\n```\n", "東\n京");
}

static void test_html(void)
{
    reads("<div>a</div>\n\n<p>b</p>\n", "a\nb");
    reads("a\n\n<script>var x;</script>\n\nb\n", "a\nb");
    reads("a <!-- note --> b\n", "a b");
    reads("a\n\n<div hidden>\n\nsecret\n\n</div>\n\nb\n", "a\nb");
    reads("<div>\n\n    <p>x <b>y</b></p>\n\n</div>\n", "x y");
    reads("code:\n\n    <p>shown</p>\n", "code:\n<p>shown</p>");
}

static void test_titles(void)
{
    read_text("markdown", "a.md", "# The *title*\n\nBody.\n");
    is_str(got.articles[0].title, "The title", "the heading is the title");
    is_str(got.articles[0].body, "Body.", "and not in the body again");

    read_text("markdown", "a.md", "# Two<br>lines\n");
    is_str(got.articles[0].title, "Two lines", "a title is one line");

    read_text("markdown", "a.md", "Intro.\n\n# Title\n\nBody.\n");
    is_str(got.articles[0].title, "Title", "even if it comes late");
    is_str(got.articles[0].body, "Intro.\nBody.", "and out of the middle");

    read_text("markdown", "a.md", "---\ntitle: T\n---\n# T\n\nBody.\n");
    is_str(got.articles[0].body, "Body.", "the same heading is left out");

    read_text("markdown", "a.md", "---\ntitle: T\n---\n# Else\n\nBody.\n");
    is_str(got.articles[0].title, "T", "the given title is the title");
    is_str(got.articles[0].body, "Else\nBody.", "another heading stays");

    read_text("markdown", "a.md", "## Second\n\nBody.\n");
    ok(!got.articles[0].title.data, "a second-level heading is no title");
}

static void test_shortcodes(void)
{
    reads("a {{< ref \"x\" >}} b\n", "a b");
    reads("{{% note %}}\n**in**\n{{% /note %}}\n\nout\n", "in\nout");
    reads("{{< youtube abc >}}\n\nx\n", "x");
    reads("{{< figure src=\"x.png\" alt=\"A tower\" caption='By night' >}}\n",
          "A tower By night");
    reads("[link]({{< ref \"a b\" >}}) x\n", "link x");
    reads("[a][b]\n\n[b]: {{< ref \"c\" >}}\n", "a");
    reads("`{{< ref >}}` x\n", "`` x");
    reads("{{</* shown */>}}\n", "shown");
    reads("a {{< open\n", "a {{< open");
}

static void test_liquid(void)
{
    reads("a {{ site.title }} b\n", "a b");
    reads("{% if x %}a{% else %}b{% endif %}\n", "ab");
    reads("[l]({{ \"/a b/\" | url }})\n", "l");
    reads("a {% comment %} no {{ x }} {% endcomment %}b\n", "a b");
    reads("a{% raw %}{{ kept }}{%- endraw -%}b\n", "a{{ kept }}b");
    reads("`{{ kept }}` {{ gone }}\n", "{{ kept }}");
    reads("```\n{{ kept }}\n{% kept %}\n```\n{{ gone }}\n",
          "{{ kept }}\n{% kept %}");
    reads("```\n{% raw %}{{{% endraw %} x }}\n```\n", "{{ x }}");
    reads("``` {{ a }} ```\n", "{{ a }}");
    reads("a {# note #} b\n", "a b");
    reads("Price: {{ x }} each\n", "Price: each");
    reads("a {% never closed\n", "a {% never closed");
}

static void test_attributes(void)
{
    reads("## Heading {#anchor}\n\nx\n", "Heading\nx");
    reads("[a](b){:target=\"_blank\"} c\n", "a c");
    reads("[a](b){.wide} c\n", "a c");
    reads("text\n{: .lead }\n\nb\n", "text\nb");
    reads("a {.not} b {#nor} c\n", "a {.not} b {#nor} c");
}

/* Inputs that are slow for those who look ahead from every place. */
static void test_hostile(void)
{
    static const char *const pieces[] = {"{{",  "{%",  "`",    "`` ",
                                         "[",   "{:",  "<!--", "{{< ",
                                         "*a_", "{#a", "> ",   "<div>"};
    bf_buf text;
    bf_buf_init(&text, 1u << 20);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        bf_buf_reset(&text);
        while (text.size < 200000) {
            bf_buf_add_text(&text, pieces[i]);
        }
        read_bytes("markdown", "a.md", bf_buf_str(&text));
        ok(got.status == BF_OK && got.count + got.failed_count == 1,
           "many \"%s\"", pieces[i]);
    }
    bf_buf_fini(&text);
}

int main(void)
{
    test_blocks();
    test_inlines();
    test_soft_breaks();
    test_html();
    test_titles();
    test_shortcodes();
    test_liquid();
    test_attributes();
    test_hostile();
    forget_all();
    return tap_done();
}
