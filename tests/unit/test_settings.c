/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings: what is read, what is refused and where, and what is written. */

#include <backfile/limits.h>
#include <backfile/settings.h>

#include "tap.h"

#include <locale.h>
#include <stdlib.h>

enum {
    TEXT_BYTES = 1 << 20
};

static bf_buf complaints;
static size_t complaint_count;
static bf_error err;

static void complain(void *payload, size_t line, size_t column, const char *why)
{
    (void)payload;
    complaint_count++;
    bf_buf_printf(&complaints, "%zu:%zu: %s\n", line, column, why);
}

static bf_status read_text(bf_settings *out, const char *text)
{
    bf_buf_reset(&complaints);
    complaint_count = 0;
    return bf_settings_read(out, bf_str_of(text), complain, NULL, &err);
}

/* Reading ------------------------------------------------------------------ */

static void test_defaults(void)
{
    static const char *const texts[] = {"",
                                        "# nothing\n",
                                        "---\n",
                                        "~",
                                        "index:\n#  memory: 1GB\nfields: ~\n",
                                        "fields:\n  title:\n"};
    const bf_score_params params = BF_SCORE_PARAMS_DEFAULT;
    bf_settings defaults;
    bf_settings made;
    bf_settings_init(&defaults);
    is_int(defaults.memory_bytes, BF_DEFAULT_BLOCKS_BYTES, "memory");
    is_int(defaults.records, BF_RECORDS_COMPLETE, "records");
    ok(defaults.ranking.k1 == params.k1 && defaults.ranking.b == params.b,
       "ranking");
    is_int(defaults.weights[BF_FIELD_TITLE], 8, "weight of titles");
    is_int(defaults.weights[BF_FIELD_URL], 0, "weight of what is not searched");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        is_int(read_text(&made, texts[i]), BF_OK, "text %zu is read", i);
        ok(bf_settings_equal(&made, &defaults), "text %zu: defaults", i);
    }
}

static void test_values(void)
{
    bf_settings made;
    is_int(read_text(&made, "\xef\xbb\xbf# all of them\n"
                            "index: {memory: 1 GB, records: \"complete\"}\r\n"
                            "ranking:\n"
                            "  k1: 0.9\n"
                            "  b: 0\n"
                            "fields:\n"
                            "  title: &much\n"
                            "    weight: 16\n"
                            "  tags: *much\n"
                            "  body: {weight: 2}\n"),
           BF_OK, "read");
    is_str(bf_buf_str(&complaints), "", "without complaint");
    is_int(made.memory_bytes, (size_t)1 << 30, "memory");
    ok(made.ranking.k1 == 0.9 && made.ranking.b == 0, "ranking");
    is_int(made.weights[BF_FIELD_TITLE], 16, "title");
    is_int(made.weights[BF_FIELD_TAGS], 16, "tags, by an alias");
    is_int(made.weights[BF_FIELD_BODY], 2, "body");
    is_int(made.weights[BF_FIELD_SUMMARY], 3, "summary, not given");
}

static void test_bounds(void)
{
    static const char *const good[] = {
        "index: {memory: 8MB}",        "index: {memory: 64GB}",
        "index: {memory: 8193KB}",     "ranking: {k1: 0, b: 1}",
        "ranking: {k1: 10, b: 1.0}",   "ranking: {k1: 9.9999, b: 0.0001}",
        "fields: {body: {weight: 1}}", "fields: {body: {weight: 16}}"};
    static const char *const bad[] = {
        "index: {memory: 8191KB}",
        "index: {memory: 65GB}",
        "index: {memory: 256}",
        "index: {memory: 256mb}",
        "index: {memory: 0.5GB}",
        "index: {memory: 256  MB}",
        "index: {memory: -8MB}",
        "index: {memory: 99999999999999999999GB}",
        "ranking: {k1: 10.0001}",
        "ranking: {b: 1.0001}",
        "ranking: {k1: -1}",
        "ranking: {k1: 1.}",
        "ranking: {k1: .5}",
        "ranking: {k1: 1e0}",
        "ranking: {k1: 0x1}",
        "ranking: {k1: .inf}",
        "ranking: {k1: 1.00001}",
        "ranking: {k1: 1,2}",
        "fields: {body: {weight: 0}}",
        "fields: {body: {weight: 17}}",
        "fields: {body: {weight: 1.5}}",
        "fields: {body: {weight: +2}}",
        "fields: {body: {weight: 18446744073709551617}}"};
    bf_settings made;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        is_int(read_text(&made, good[i]), BF_OK, "%s", good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        is_int(read_text(&made, bad[i]), BF_ERR_INVALID, "%s", bad[i]);
    }
}

/* Complaints --------------------------------------------------------------- */

static void test_complaints(void)
{
    static const struct {
        const char *text;
        const char *complaints;
    } rows[] = {
        {"colour: red\nindex:\n  memory: 256MB\n  memroy: 1GB\n",
         "1:1: unknown key colour; known are index, ranking, fields\n"
         "4:3: index: unknown key memroy; known are memory, records\n"},
        {"ranking:\n  k1: 1\n  b: 0.5\n  k1: 2\n",
         "4:3: ranking: k1 is given twice, first in line 2\n"},
        {"fields: {titel: {weight: 2}, url: {weight: 1}, Title: 1}",
         "1:10: fields: unknown key titel; known are title, summary, body, "
         "authors, section, tags\n"
         "1:30: fields: unknown key url; known are title, summary, body, "
         "authors, section, tags\n"
         "1:48: fields: unknown key Title; known are title, summary, body, "
         "authors, section, tags\n"},
        {"fields:\n  title: 8\n  body:\n    weight: \"8\"\n    boost: 1\n",
         "2:10: fields.title: a map of keys and values is needed, not 8\n"
         "4:13: fields.body.weight: a whole number is needed, not the text "
         "\"8\"\n"
         "5:5: fields.body: unknown key boost; known is weight\n"},
        {"fields: {body: {weight: 99}}\nranking: {k1: 11, b: high}\n",
         "1:25: fields.body.weight: 99 is out of range: 1 to 16\n"
         "2:15: ranking.k1: 11 is out of range: 0 to 10\n"
         "2:22: ranking.b: a number with up to 4 decimal places is needed, "
         "not high\n"},
        {"index:\n  memory: [1]\n  records: thin\nranking: []\n",
         "2:11: index.memory: a size such as 256MB or 2GB is needed, not a "
         "list\n"
         "3:12: index.records: complete or lean is needed, not thin\n"
         "4:10: ranking: a map of keys and values is needed, not a list\n"},
        {"ranking:\n  k1:\n  b: {}\n",
         "2:6: ranking.k1: a number with up to 4 decimal places is needed, "
         "and there is no value\n"
         "3:6: ranking.b: a number with up to 4 decimal places is needed, not "
         "a map\n"},
        {"? [a]\n: b\n", "1:3: a key is a word, not a list or a map\n"},
        {"just words", "1:1: a map of keys and values is needed, not just "
                       "words\n"},
        {"ranking: {b: 1}\n---\nranking: {b: 1}\n",
         "3:1: a second document: settings are one\n"},
        {"# \xc3\xa9\n\xc3\xa9: 1 # \xff\n",
         "2:8: not YAML: invalid leading UTF-8 octet\n"},
        {"\"a\\x1b[2J\\0\": 1",
         "1:1: unknown key a?[2J; known are index, ranking, fields\n"},
        {"index: &i {memory: *i}",
         "1:8: index.memory: a size such as 256MB or 2GB is needed, not a "
         "map\n"},
    };
    bf_settings defaults;
    bf_settings made;
    bf_settings_init(&defaults);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *first = rows[i].complaints;
        is_int(read_text(&made, rows[i].text), BF_ERR_INVALID, "row %zu", i);
        is_str(bf_buf_str(&complaints), rows[i].complaints,
               "row %zu: its complaints", i);
        ok(strncmp(err.text, first, strlen(err.text)) == 0 &&
               first[strlen(err.text)] == '\n',
           "row %zu: the first is the error", i);
        ok(bf_settings_equal(&made, &defaults), "row %zu: defaults", i);
    }
}

static void test_broken_yaml(void)
{
    bf_settings made;
    is_int(read_text(&made, "index:\n  memory: 256MB\n bad"), BF_ERR_INVALID,
           "bad indentation is refused");
    is_int(complaint_count, 1, "with one complaint");
    ok(strncmp(err.text, "3:", 2) == 0, "in line 3: %s", err.text);
    is_int(read_text(&made, "index: {"), BF_ERR_INVALID, "an open brace");
    is_int(bf_settings_read(&made, bf_str_of("a: b"), NULL, NULL, NULL),
           BF_ERR_INVALID, "nobody to complain to");
}

static void test_limits(void)
{
    const size_t size = BF_MAX_SETTINGS_BYTES;
    char *text = malloc(size + 1);
    bf_settings made;
    if (!text) {
        exit(1);
    }
    memset(text, '\n', size + 1);
    is_int(bf_settings_read(&made, (bf_str){text, size}, NULL, NULL, &err),
           BF_OK, "as large as may be");
    is_int(bf_settings_read(&made, (bf_str){text, size + 1}, NULL, NULL, &err),
           BF_ERR_LIMIT, "one byte more: %s", err.text);
    for (size_t i = 0; i + 4 <= size; i += 4) {
        memcpy(text + i, "a: \n", 4);
    }
    bf_buf_reset(&complaints);
    complaint_count = 0;
    is_int(bf_settings_read(&made, (bf_str){text, size}, complain, NULL, &err),
           BF_ERR_INVALID, "thousands of unknown keys");
    is_int(complaint_count, BF_MAX_SETTINGS_COMPLAINTS + 1,
           "so many are told, and that there are more");
    free(text);
}

/* Writing ------------------------------------------------------------------ */

static void test_writing(void)
{
    static const char text[] = "index:\n"
                               "  memory: 9000KB\n"
                               "  records: complete\n"
                               "ranking:\n"
                               "  k1: 1.25\n"
                               "  b: 0.0001\n"
                               "fields:\n"
                               "  title:\n"
                               "    weight: 8\n"
                               "  summary:\n"
                               "    weight: 3\n"
                               "  body:\n"
                               "    weight: 1\n"
                               "  authors:\n"
                               "    weight: 4\n"
                               "  section:\n"
                               "    weight: 2\n"
                               "  tags:\n"
                               "    weight: 5\n";
    bf_settings made;
    bf_settings again;
    bf_buf out;
    bf_buf_init(&out, TEXT_BYTES);
    is_int(read_text(&made, "index: {memory: 9000KB}\nranking: {k1: 1.25, b: "
                            "0.0001}\nfields: {tags: {weight: 5}}"),
           BF_OK, "read");
    bf_settings_write(&out, &made);
    is_str(bf_buf_str(&out), text, "written");
    is_int(bf_settings_read(&again, bf_buf_str(&out), NULL, NULL, &err), BF_OK,
           "and read again");
    ok(bf_settings_equal(&made, &again), "as the same");
    bf_buf_fini(&out);
}

static void test_comparing(void)
{
    static const struct {
        const char *text;
        bool same_index;
    } rows[] = {
        {"index: {memory: 8MB}", true},
        {"ranking: {k1: 1}", true},
        {"ranking: {b: 1}", true},
        {"fields: {tags: {weight: 5}}", false},
    };
    bf_settings defaults;
    bf_settings made;
    bf_settings_init(&defaults);
    ok(bf_settings_equal(&defaults, &defaults), "equal");
    ok(bf_settings_same_index(&defaults, &defaults), "of one index");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        is_int(read_text(&made, rows[i].text), BF_OK, "%s", rows[i].text);
        ok(!bf_settings_equal(&made, &defaults), "another");
        is_int(bf_settings_same_index(&made, &defaults), rows[i].same_index,
               "whether articles are indexed anew");
    }
}

int main(void)
{
    bf_buf_init(&complaints, TEXT_BYTES);
    test_defaults();
    test_values();
    test_bounds();
    test_complaints();
    test_broken_yaml();
    test_limits();
    test_writing();
    test_comparing();
    if (setlocale(LC_NUMERIC, "de_DE.UTF-8")) {
        test_values();
        test_writing();
    }
    bf_buf_fini(&complaints);
    return tap_done();
}
