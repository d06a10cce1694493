/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The article: schema table, identity, emptiness, checks, visibility, JSON. */

#include <backfile/article.h>
#include <backfile/json.h>
#include <backfile/limits.h>

#include "tap.h"

#include <stdlib.h>

static bf_arena *arena;

/* The schema table -------------------------------------------------------- */

static void test_table(void)
{
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        const bf_field_info *info = bf_field_info_of((bf_field)i);
        const bool searched = info->uses & BF_USE_SEARCH;
        is_int(info->field, i, "%s stands at its number", info->name);
        ok(searched ? info->weight >= 1 && info->weight <= 16
                    : info->weight == 0,
           "%s: its weight fits its use", info->name);
        ok(!(info->uses & BF_USE_FILTER) || info->prefix,
           "%s: a filter has a prefix", info->name);
        ok(!(info->uses & BF_USE_SORT) || info->slot != BF_SLOT_NONE,
           "%s: what is sorted by has a slot", info->name);
    }
    ok(!bf_field_info_of(BF_FIELD_COUNT), "no line beyond the last");
}

/* The table of the documentation ------------------------------------------ */

static const char *const type_names[] = {
    [BF_TYPE_TEXT] = "text",         [BF_TYPE_KEYWORD] = "keyword",
    [BF_TYPE_KEYWORDS] = "keywords", [BF_TYPE_LINK] = "link",
    [BF_TYPE_TIME] = "time",         [BF_TYPE_FLAG] = "flag",
};

static void add_code(bf_buf *row, const char *text)
{
    if (text) {
        bf_buf_printf(row, " `%s` |", text);
    } else {
        bf_buf_add_text(row, " \xe2\x80\x93 |");
    }
}

static void add_row(bf_buf *row, const bf_field_info *info)
{
    static const char *const uses[] = {"search", "filter", "sort", "facet",
                                       "store"};
    const char *in_queries = info->query_name ? info->query_name : info->name;
    bf_buf_printf(row, "| %d | `%s` |", (int)info->field, info->name);
    add_code(row, info->uses & BF_USE_FILTER ? in_queries : NULL);
    bf_buf_printf(row, " %s |", type_names[info->type]);
    for (unsigned i = 0; i < sizeof uses / sizeof *uses; i++) {
        if (info->uses & 1u << i) {
            bf_buf_printf(row, " %s", uses[i]);
        }
    }
    bf_buf_printf(row, " | %u |", info->weight);
    add_code(row, info->prefix);
    if (info->slot == BF_SLOT_NONE) {
        bf_buf_add_text(row, " \xe2\x80\x93 |\n");
    } else {
        bf_buf_printf(row, " %d |\n", info->slot);
    }
}

/* Section 3 of the page has these rows, one after the other, and no more. */
static void test_documentation(void)
{
    static const char path[] = "docs/index-format.md";
    bf_error err;
    bf_buf page;
    bf_buf rows;
    bf_buf_init(&page, 1 << 20);
    bf_buf_init(&rows, 1 << 20);
    bf_buf_add_text(&rows, "|---|---|---|---|---|---|---|---|\n");
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        add_row(&rows, bf_field_info_of((bf_field)i));
    }
    bf_buf_add_text(&rows, "\n");
    is_status(bf_file_read(&page, path, &err), BF_OK, &err, "%s is read", path);
    if (!ok(page.data && strstr(page.data, rows.data),
            "%s has the schema table", path)) {
        printf("%s", rows.data);
    }
    bf_buf_fini(&page);
    bf_buf_fini(&rows);
}

static bool begins_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* A term says which field it is of only if no prefix begins another, and if
 * none begins as a folded word can. */
static void test_prefixes(void)
{
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        const char *prefix = bf_field_info_of((bf_field)i)->prefix;
        ok(!prefix || (*prefix >= 'A' && *prefix <= 'Z'),
           "field %d: the prefix begins with a capital", i);
        for (int j = 0; prefix && j < BF_FIELD_COUNT; j++) {
            const char *other = bf_field_info_of((bf_field)j)->prefix;
            if (j != i && other) {
                ok(!begins_with(other, prefix), "%s does not begin %s", prefix,
                   other);
            }
        }
    }
}

static void test_find(void)
{
    const bf_field_info *tags = bf_field_info_of(BF_FIELD_TAGS);
    ok(bf_field_find(bf_str_of("tags")) == tags, "by name");
    ok(bf_field_find(bf_str_of("tag")) == tags, "by the singular");
    ok(bf_field_find(bf_str_of("TaG")) == tags, "in any case");
    ok(!bf_field_find(bf_str_of("ta")), "not by a beginning");
    ok(!bf_field_find(bf_str_of("")), "not by nothing");
    ok(!bf_field_find((bf_str){NULL, 0}), "not by no name");
    ok(!bf_field_find((bf_str){"tag\0", 4}), "not by a name and a NUL");
}

static void test_field_values(void)
{
    static const bf_str names[] = {{"a", 1}, {"b", 1}};
    bf_article article;
    bf_article_init(&article);
    article.title = bf_str_of("");
    article.authors = (bf_str_list){names, 2};
    article.lang = bf_str_of("en");
    is_int(bf_article_values(&article, BF_FIELD_AUTHORS).count, 2, "several");
    ok(bf_article_values(&article, BF_FIELD_TITLE).items == &article.title,
       "a text is one value, in place");
    is_int(bf_article_values(&article, BF_FIELD_TITLE).count, 1,
           "also when it is empty");
    is_int(bf_article_values(&article, BF_FIELD_LANG).count, 1,
           "a keyword is one");
    is_int(bf_article_values(&article, BF_FIELD_BODY).count, 0,
           "a missing text is none");
    is_int(bf_article_values(&article, BF_FIELD_UPDATED).count, 0,
           "a time is none");
    is_int(bf_article_values(&article, BF_FIELD_COUNT).count, 0, "no field");
}

/* Identity ---------------------------------------------------------------- */

static void identify(const char *id, const char *url, const char *source,
                     const char *origin, const char *expected)
{
    bf_article article;
    bf_error err = {BF_OK, ""};
    bf_status status;
    bf_article_init(&article);
    article.id = bf_str_of(id);
    article.url = bf_str_of(url);
    article.source = bf_str_of(source);
    article.origin = bf_str_of(origin);
    status = bf_article_identify(&article, arena, &err);
    if (!expected) {
        is_int(status, BF_ERR_INVALID, "no id: %s", err.text);
        return;
    }
    is_status(status, BF_OK, &err, "there is an id");
    is_str(article.id, expected, "%s", expected);
}

static void test_identify(void)
{
    identify("a1", "https://x.example/a", "site", "a.md", "a1");
    identify(NULL, "https://x.example/a", "site", "a.md",
             "https://x.example/a");
    identify("", "HTTP://x.example/", "site", "a.md", "HTTP://x.example/");
    identify(NULL, "/posts/a/", "site", "posts/a.md", "site/posts/a.md");
    identify(NULL, "//x.example/a", "site", "a.md", "site/a.md");
    identify(NULL, "https:///a", "site", "a.md", "site/a.md");
    identify(NULL, "https://", "site", "a.md", "site/a.md");
    identify(NULL, "1http://x", "site", "a.md", "site/a.md");
    identify(NULL, "mailto:a@x.example", "site", "a.md", "site/a.md");
    identify(NULL, "", "site", "a.md", "site/a.md");
    identify(NULL, "/posts/a/", "site", NULL, NULL);
    identify(NULL, NULL, NULL, "a.md", NULL);
    identify(NULL, NULL, NULL, NULL, NULL);
}

static void test_identify_without_memory(void)
{
    bf_article article;
    bf_arena *small;
    ok(!bf_arena_new(&small, 8, NULL), "a small arena");
    bf_article_init(&article);
    article.source = bf_str_of("source");
    article.origin = bf_str_of("and/origin.md");
    is_int(bf_article_identify(&article, small, NULL), BF_ERR_NOMEM,
           "an id that does not fit");
    ok(!article.id.data, "is not made");
    bf_arena_free(small);
}

/* Emptiness --------------------------------------------------------------- */

static bool is_empty_with(const char *title, const char *summary,
                          const char *body)
{
    bf_article article;
    bf_article_init(&article);
    article.title = bf_str_of(title);
    article.summary = bf_str_of(summary);
    article.body = bf_str_of(body);
    return bf_article_is_empty(&article);
}

static void test_empty(void)
{
    ok(is_empty_with(NULL, NULL, NULL), "nothing at all");
    ok(is_empty_with("", " \t\r\n", "\n\n"), "white space");
    ok(is_empty_with(NULL, NULL, "\xc2\xa0\xe3\x80\x80\xef\xbb\xbf"),
       "no-break and ideographic spaces, a byte order mark");
    ok(!is_empty_with("a", NULL, NULL), "a title is an article");
    ok(!is_empty_with(NULL, "a", NULL), "so is a summary");
    ok(!is_empty_with(NULL, NULL, " \n a"), "so is a body");
    ok(!is_empty_with(NULL, NULL, "\xff"), "so are bytes that are not UTF-8");
}

/* Checks ------------------------------------------------------------------ */

static bf_article good(void)
{
    static const bf_str tags[] = {{"a", 1}, {"b c", 3}};
    bf_article article;
    bf_article_init(&article);
    article.id = bf_str_of("id");
    article.title = bf_str_of("title\nin two lines");
    article.tags = (bf_str_list){tags, 2};
    article.lang = bf_str_of("pt-BR");
    article.published = 0;
    return article;
}

static void refuses(const bf_article *article, bf_status expected,
                    const char *field)
{
    bf_error err = {BF_OK, ""};
    is_int(bf_article_check(article, &err), expected, "refused: %s", err.text);
    ok(begins_with(err.text, field), "the text begins with %s", field);
}

static void refuses_str(bf_field field, bf_str value, bf_status expected)
{
    const bf_field_info *info = bf_field_info_of(field);
    bf_article article = good();
    bf_str *const members[BF_FIELD_COUNT] = {
        [BF_FIELD_ID] = &article.id,
        [BF_FIELD_URL] = &article.url,
        [BF_FIELD_TITLE] = &article.title,
        [BF_FIELD_SUMMARY] = &article.summary,
        [BF_FIELD_BODY] = &article.body,
        [BF_FIELD_SECTION] = &article.section,
        [BF_FIELD_LANG] = &article.lang,
        [BF_FIELD_IMAGE] = &article.image,
        [BF_FIELD_SOURCE] = &article.source,
        [BF_FIELD_ORIGIN] = &article.origin,
    };
    *members[field] = value;
    if (expected) {
        refuses(&article, expected, info->name);
    } else {
        bf_error err;
        is_status(bf_article_check(&article, &err), BF_OK, &err, "%s is good",
                  info->name);
    }
}

static void test_check(void)
{
    bf_article article = good();
    bf_error err;
    is_status(bf_article_check(&article, &err), BF_OK, &err, "a good article");
    refuses_str(BF_FIELD_ID, (bf_str){NULL, 0}, BF_ERR_INVALID);
    refuses_str(BF_FIELD_ID, bf_str_of(""), BF_ERR_INVALID);
    refuses_str(BF_FIELD_ID, bf_str_of("a\nb"), BF_ERR_INVALID);
    refuses_str(BF_FIELD_ID, (bf_str){"a\0b", 3}, BF_ERR_INVALID);
    refuses_str(BF_FIELD_SECTION, bf_str_of("a\x7f"), BF_ERR_INVALID);
    refuses_str(BF_FIELD_SECTION, bf_str_of("a\xc2\x85"), BF_ERR_INVALID);
    refuses_str(BF_FIELD_BODY, bf_str_of("ab\xff"), BF_ERR_INVALID);
    refuses_str(BF_FIELD_BODY, (bf_str){"a\0b", 3}, BF_OK);
    refuses_str(BF_FIELD_LANG, bf_str_of("e"), BF_ERR_INVALID);
    refuses_str(BF_FIELD_LANG, bf_str_of("languages"), BF_ERR_INVALID);
    refuses_str(BF_FIELD_LANG, bf_str_of("en.UTF-8"), BF_ERR_INVALID);
    refuses_str(BF_FIELD_LANG, bf_str_of("en_US.UTF-8"), BF_OK);
    refuses_str(BF_FIELD_LANG, bf_str_of(""), BF_OK);
}

static void test_check_lists(void)
{
    static bf_str values[BF_MAX_FIELD_VALUES + 1];
    bf_article article = good();
    for (size_t i = 0; i <= BF_MAX_FIELD_VALUES; i++) {
        values[i] = bf_str_of("tag");
    }
    article.tags = (bf_str_list){values, BF_MAX_FIELD_VALUES};
    is_int(bf_article_check(&article, NULL), BF_OK,
           "as many values as allowed");
    article.tags.count++;
    refuses(&article, BF_ERR_LIMIT, "tags");
    article = good();
    values[1] = bf_str_of("\xc3(");
    article.authors = (bf_str_list){values, 2};
    refuses(&article, BF_ERR_INVALID, "authors");
}

static void test_check_times(void)
{
    bf_article article = good();
    article.expires = BF_TIME_MAX;
    is_int(bf_article_check(&article, NULL), BF_OK, "the latest time");
    article.expires = BF_TIME_MAX + 1;
    refuses(&article, BF_ERR_INVALID, "expires");
    article = good();
    article.updated = BF_TIME_MIN - 1;
    refuses(&article, BF_ERR_INVALID, "updated");
}

static void test_limits(void)
{
    static const struct {
        bf_field field;
        size_t max_bytes;
    } rows[] = {
        {BF_FIELD_ID, BF_MAX_ID_BYTES},
        {BF_FIELD_URL, BF_MAX_FIELD_BYTES},
        {BF_FIELD_TITLE, BF_MAX_FIELD_BYTES},
        {BF_FIELD_SUMMARY, BF_MAX_ARTICLE_BYTES},
        {BF_FIELD_BODY, BF_MAX_ARTICLE_BYTES},
        {BF_FIELD_SECTION, BF_MAX_FIELD_BYTES},
        {BF_FIELD_IMAGE, BF_MAX_FIELD_BYTES},
        {BF_FIELD_SOURCE, BF_MAX_SOURCE_BYTES},
        {BF_FIELD_ORIGIN, BF_MAX_FIELD_BYTES},
    };
    char *text = malloc(BF_MAX_ARTICLE_BYTES + 1);
    memset(text, 'a', BF_MAX_ARTICLE_BYTES + 1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        refuses_str(rows[i].field, (bf_str){text, rows[i].max_bytes}, BF_OK);
        refuses_str(rows[i].field, (bf_str){text, rows[i].max_bytes + 1},
                    BF_ERR_LIMIT);
    }
    free(text);
}

/* Visibility -------------------------------------------------------------- */

static void test_visibility(void)
{
    bf_article article;
    bf_visibility seen;
    bf_article_init(&article);
    seen = bf_article_visibility(&article);
    ok(seen.from == INT64_MIN && seen.until == INT64_MAX, "no dates: always");
    article.published = 100;
    article.expires = 200;
    seen = bf_article_visibility(&article);
    ok(!bf_visible_at(seen, 99), "not before it is published");
    ok(bf_visible_at(seen, 100), "from the second on");
    ok(bf_visible_at(seen, 199), "to the last second");
    ok(!bf_visible_at(seen, 200), "not when it expires");
    article.expires = 50;
    seen = bf_article_visibility(&article);
    ok(!bf_visible_at(seen, 75) && !bf_visible_at(seen, 150),
       "one that expires before it is published is never seen");
    article.draft = true;
    seen = bf_article_visibility(&article);
    ok(seen.from == INT64_MAX && seen.until == INT64_MAX, "a draft: never");
    ok(!bf_visible_at(seen, BF_TIME_MAX), "not at the end of time");
}

/* JSON -------------------------------------------------------------------- */

static void test_json(void)
{
    static const bf_str authors[] = {{"A. \"B\" C", 8}, {"D", 1}};
    bf_article article;
    bf_json json;
    bf_buf buf;
    bf_buf_init(&buf, 4096);
    bf_json_init(&json, &buf);
    bf_article_init(&article);
    bf_article_write_json(&json, &article);
    is_str(bf_buf_str(&buf), "{}", "nothing is missing everything");

    bf_buf_reset(&buf);
    bf_json_init(&json, &buf);
    article.id = bf_str_of("1");
    article.title = bf_str_of("A & B");
    article.summary = bf_str_of("");
    article.authors = (bf_str_list){authors, 2};
    article.published = 0;
    article.draft = true;
    article.origin = bf_str_of("a.md");
    bf_article_write_json(&json, &article);
    is_str(bf_buf_str(&buf),
           "{\"id\":\"1\",\"title\":\"A \\u0026 B\",\"summary\":\"\","
           "\"authors\":[\"A. \\\"B\\\" C\",\"D\"],"
           "\"published\":\"1970-01-01T00:00:00Z\",\"draft\":true,"
           "\"origin\":\"a.md\"}",
           "every kind of field");
    bf_buf_fini(&buf);
}

int main(void)
{
    if (bf_arena_new(&arena, 1 << 20, NULL)) {
        return 1;
    }
    test_table();
    test_documentation();
    test_prefixes();
    test_find();
    test_field_values();
    test_identify();
    test_identify_without_memory();
    test_empty();
    test_check();
    test_check_lists();
    test_check_times();
    test_limits();
    test_visibility();
    test_json();
    bf_arena_free(arena);
    return tap_done();
}
