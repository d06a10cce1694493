/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON Lines and plain text, and what both have in common with all formats. */

#include <backfile/limits.h>

#include <formats.h>

static void test_lines(void)
{
    const bf_article *article = &got.articles[0];
    read_text("jsonl", "wire.jsonl",
              "\xef\xbb\xbf{\"id\": \"a1\", \"title\": \"A\", \"body\": "
              "\"One.\\n\\nTwo.\", \"authors\": [\"X\"], \"date\": "
              "\"2020-01-02\", \"unknown\": {\"deep\": [1]}}\r\n"
              "\n"
              "{\"id\": 7, \"headline\": \"B\"}");
    is_int(got.count, 2, "two articles");
    is_int(got.failed_count, 0, "no failure");
    is_int(got.lines[0], 1, "the first line");
    is_int(got.lines[1], 3, "an empty line counts, and is no article");
    is_str(article->id, "a1", "id");
    is_str(article->title, "A", "title");
    is_str(article->body, "One.\nTwo.", "paragraphs");
    is_str(joined(article->authors), "X", "authors");
    is_str(moment(article->published), "2020-01-02T00:00:00Z", "date");
    is_str(got.articles[1].id, "7", "a number is an id");
    is_str(got.articles[1].title, "B", "headline");
    ok(!got.articles[1].body.data, "nothing stays from the line before");
}

static bf_str body_of(const char *json)
{
    read_text("jsonl", "a.jsonl", json);
    return got.articles[0].body;
}

static void test_bodies(void)
{
    is_str(body_of("{\"text\": \"a\"}"), "a", "text");
    is_str(body_of("{\"content\": \"a\"}"), "a", "content");
    is_str(body_of("{\"html\": \"<p>a</p><p>b &amp; c</p>\"}"), "a\nb & c",
           "html");
    is_str(body_of("{\"body_html\": \"<p>a</p>\"}"), "a", "body_html");
    is_str(body_of("{\"markdown\": \"*a*\\n\\nb\"}"), "a\nb", "markdown");
    is_str(body_of("{\"html\": \"<p>a</p>\", \"body\": \"b\"}"), "b",
           "plain text comes first");
    is_str(body_of("{\"body\": \"<p>a</p>\"}"), "<p>a</p>",
           "the body is plain text");
    is_str(body_of("{\"body\": \"a\\u0000b\\u0007c\"}"), "a b c",
           "control characters are spaces");
    is_str(body_of("{\"html\": \"a\\u0000b\"}"), "a b", "in HTML, too");
    is_str(body_of("{\"body\": \"one\\ntwo\"}"), "one\ntwo",
           "without empty lines, lines are paragraphs");
    is_str(body_of("{\"body\": \"one\\ntwo\\n\\nthree\"}"), "one two\nthree",
           "with empty lines, they are not");
}

static void fails(const char *line, const char *part)
{
    bf_buf text;
    bf_buf_init(&text, 1u << 20);
    bf_buf_printf(&text, "{\"title\": \"A\"}\n%s\n{\"title\": \"B\"}\n", line);
    read_bytes("jsonl", "a.jsonl", bf_buf_str(&text));
    is_failure(2, part, "%s", shown(line));
    is_int(got.count, 2, "reading goes on after %s", shown(line));
    bf_buf_fini(&text);
}

static void test_failures(void)
{
    fails("{\"title\": \"cut in ha", "JSON");
    fails("{\"title\": \"a\"} extra", "JSON");
    fails("[1, 2]", "not a JSON object");
    fails("\"text\"", "JSON");
    fails("{\"title\": [\"a\"]}", "title: must be a text");
    fails("{\"tags\": true}", "tags: must be a list");
    fails("{\"date\": \"yesterday\"}", "date: ");
    fails("{\"date\": 1500000000}", "date: ");
    fails("{\"title\": \"a\", \"title\": \"b\"}", "JSON");
    fails("{\"url\": \"ftp://x.example/\"}", "url: not an http");
    fails("not json", "JSON");
}

/* Halves of a pair of surrogates that stand alone. */
static void test_halves(void)
{
    static const char *const rows[][2] = {
        {"cut \\ud83d", "cut \ufffd"},
        {"\\uDE00 cut", "\ufffd cut"},
        {"a\\ud83d\\ud83d\\ude00b", "a\ufffd\U0001f600b"},
        {"\\ude00\\ud83dx", "\ufffd\ufffdx"},
        {"\\ud83d\\n\\ude00", "\ufffd\n\ufffd"},
        {"\\\\ud83d \\\\\\ud83d", "\\ud83d \\\ufffd"},
        {"\\ud83d\\ude00", "\U0001f600"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bf_buf text;
        bf_buf_init(&text, 1000);
        bf_buf_printf(&text, "{\"title\": \"T\", \"body\": \"%s\"}\n",
                      rows[i][0]);
        read_bytes("jsonl", "a.jsonl", bf_buf_str(&text));
        is_int(got.count, 1, "%s is read", rows[i][0]);
        is_str(got.articles[0].body, rows[i][1], "with what it has");
        bf_buf_fini(&text);
    }
    read_text("markdown", "a.md",
              "{\"title\": \"A\\udfffb\"}\n\nBody \\ud800.\n");
    is_str(got.articles[0].title, "A\ufffdb", "in front matter");
    is_str(got.articles[0].body, "Body \\ud800.", "and not behind it");
    fails("{\"title\": \"\\ud83\"}", "JSON");
    fails("{\"title\": \"\\ud83d\\", "JSON");
}

static void test_mended(void)
{
    read_bytes(
        "jsonl", "a.jsonl",
        bf_str_of("{\"title\": \"A\"}\n{\"title\": \"caf\xe9 noir\"}\n"));
    ok(got.count == 2 && got.failed_count == 0, "a broken byte fails no line");
    is_int(got.mended_lines[0], 2, "its line is told");
    is_str(bf_str_of(got.mended[0].text), "is not UTF-8: byte 14 is 0xe9",
           "and which byte it is");
    is_str(got.articles[1].title, "caf\xef\xbf\xbd noir", "the rest is there");
    read_bytes("jsonl", "a.jsonl", (bf_str){"{\"title\": \"a\0b\"}", 16});
    is_str(got.articles[0].title,
           "a\xef\xbf\xbd"
           "b",
           "NUL");
    read_bytes("jsonl", "a.jsonl", bf_str_of("{\"title\": \xe9}\n{}\n"));
    ok(got.failed_count == 1 && got.mended_count == 0,
       "a line that fails is told of once");
}

static void test_other_files(void)
{
    read_text("jsonl", "a.jsonl", "[\n{\"title\": \"A\"},\n{}\n]\n");
    is_failure(1, "a JSON array", "an array fails once");
    read_text("jsonl", "a.jsonl", "{\n  \"title\": \"A\"\n}\n");
    is_failure(1, "over several lines", "a pretty object fails once");
    read_bytes("jsonl", "a.jsonl",
               (bf_str){"\x7f"
                        "ELF\0\0\n\0\n\0\n",
                        11});
    is_failure(1, "does not look like text", "a binary fails once");
    read_text("jsonl", "a.jsonl", "");
    ok(got.status == BF_OK && got.count == 0 && got.failed_count == 0,
       "an empty file has no articles");
}

static void test_long_lines(void)
{
    bf_buf text;
    bf_buf_init(&text, 64u << 20);
    bf_buf_add_text(&text, "{\"body\": \"");
    while (text.size < BF_MAX_ARTICLE_BYTES + 10u) {
        bf_buf_add_text(&text, "a long line of words ");
    }
    bf_buf_add_text(&text, "\"}\n{\"title\": \"B\"}\n");
    read_bytes("jsonl", "a.jsonl", bf_buf_str(&text));
    is_failure(1, "16777216 bytes", "a line over the limit");
    is_int(got.count, 1, "the line after it is read");
    is_int(got.lines[0], 2, "and has its number");
    bf_buf_fini(&text);
}

static bf_status refuse(void *payload, const bf_article *article, size_t line,
                        bf_error *err)
{
    (void)article;
    (void)line;
    ++*(int *)payload;
    return bf_fail(err, BF_ERR_LOCKED, "enough");
}

static void test_sink_failure(void)
{
    char lines[] = "{\"title\": \"A\"}\n{\"title\": \"B\"}\n";
    int calls = 0;
    bfi_sink sink = {&calls, refuse, keep_failure_, keep_mended_};
    bfi_input input = {fmemopen(lines, sizeof lines - 1, "r"),
                       bf_str_of("a.jsonl")};
    bf_error err;
    bf_status status =
        bfi_format_read(bfi_format_named("jsonl"), &input, &sink, &err);
    is_status(status, BF_ERR_LOCKED, &err, "a failure of the sink is returned");
    is_int(calls, 1, "and ends the reading");
    fclose(input.stream);
}

static void test_plain_text(void)
{
    const bf_article *article = &got.articles[0];
    read_text("text", "a.txt", "\nThe title \n\nOne\nline.\n\n\nTwo.\n");
    is_str(article->title, "The title", "a first line with a gap after it");
    is_str(article->body, "One line.\nTwo.", "paragraphs of several lines");
    read_text("text", "a.txt", "One\nline.\n\nTwo.\n");
    ok(!article->title.data, "a first paragraph is no title");
    is_str(article->body, "One line.\nTwo.", "it stays in the body");
    read_text("text", "a.txt", "Title\r\n\r\nBody\r\n");
    is_str(article->title, "Title", "CRLF: title");
    is_str(article->body, "Body", "CRLF: body");
    read_text("text", "a.txt", "A\n\x02 \n \n");
    is_str(article->body, "A", "control characters after a title");
    read_text("text", "a.txt", "題名\n\n東\n京は\r\n広い。\n\n한국\n어 ab\n語");
    is_str(article->body, "東京は広い。\n한국 어 ab 語",
           "lines of Japanese go on without a space");
    read_text("text", "a.txt", "東\n京\n");
    is_str(article->body, "東\n京", "but lines that are paragraphs are lines");
    read_text("text", "a.txt", "one line alone");
    is_str(article->body, "one line alone", "one line is a body");
}

/* Whether the body of the article that was read has `text` in it. */
static void like_body(const char *text, const char *name)
{
    const bf_str body = got.articles[0].body;
    ok(body.data && memmem(body.data, body.size, text, strlen(text)),
       "%s: what it is read as", name);
}

static void test_inputs(void)
{
    static const char *const names[] = {"html", "markdown", "text"};
    bf_buf text;
    for (size_t i = 0; i < 3; i++) {
        read_text(names[i], "a", "");
        ok(got.count == 1 && bf_article_is_empty(&got.articles[0]),
           "%s: an empty file is an empty article", names[i]);
        read_bytes(names[i], "a",
                   (bf_str){"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16});
        is_failure(0, "does not look like text", "%s: a picture", names[i]);
        read_text(names[i], "a", "a\nb \xe9t\xe9\n");
        is_mended(2, "is not UTF-8: byte 4 is 0xe9, and 1 more", "%s: Latin-1",
                  names[i]);
        like_body("b \xef\xbf\xbdt\xef\xbf\xbd", names[i]);
        read_bytes(names[i], "a", (bf_str){"ab\0cd", 5});
        is_mended(1, "is not text: byte 2 is 0x00", "%s: NUL", names[i]);
        like_body("ab\xef\xbf\xbd"
                  "cd",
                  names[i]);
        read_text(names[i], "a",
                  "\xcd\xc9\xd2 \xcd\xc9\xd2 \xcd\xc9\xd2 \xcd\xc9\xd2");
        is_failure(1, "is not UTF-8: byte 0 is 0xcd, and 11 more",
                   "%s: another encoding of other letters", names[i]);
    }
    read_bytes("text", "a",
               (bf_str){"\xff\xfe"
                        "a\0b\0",
                        6});
    is_failure(0, "UTF-16", "UTF-16 is named");
    bf_buf_init(&text, 64u << 20);
    while (text.size <= BF_MAX_ARTICLE_BYTES) {
        bf_buf_add_text(&text, "a long file of words\n");
    }
    read_bytes("text", "a", bf_buf_str(&text));
    is_failure(0, "larger than 16777216 bytes", "a file over the limit");
    bf_buf_truncate(&text, BF_MAX_ARTICLE_BYTES);
    read_bytes("text", "a", bf_buf_str(&text));
    is_one("a file at the limit");
    bf_buf_fini(&text);
}

static void test_registry(void)
{
    static const struct {
        const char *path;
        const char *name;
    } cases[] = {
        {"a/b.md", "markdown"}, {"A.MARKDOWN", "markdown"},
        {"x.html", "html"},     {"x.HTM", "html"},
        {"x.txt", "text"},      {"x.jsonl", "jsonl"},
        {"x.ndjson", "jsonl"},  {"x.json", NULL},
        {".md", NULL},          {"md", NULL},
        {"a.md/b", NULL},       {"", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const bfi_format *format = bfi_format_of_path(cases[i].path);
        const char *name = format ? format->name : NULL;
        ok(name == cases[i].name ||
               (name && cases[i].name && strcmp(name, cases[i].name) == 0),
           "\"%s\" is %s", cases[i].path,
           cases[i].name ? cases[i].name : "nothing");
    }
    ok(!bfi_format_named("docx"), "an unknown format");
}

int main(void)
{
    test_lines();
    test_bodies();
    test_failures();
    test_halves();
    test_mended();
    test_other_files();
    test_long_lines();
    test_sink_failure();
    test_plain_text();
    test_inputs();
    test_registry();
    forget_all();
    return tap_done();
}
