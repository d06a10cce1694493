/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parser: readings, notes, spans, limits; and the tables of its manual. */

#include <backfile/limits.h>
#include <backfile/query.h>
#include <backfile/util.h>

#include "lib/query/notes.h"
#include "tap.h"

#include <stdlib.h>

enum {
    LINE_BYTES = 64 * 1024
};

static bf_query *parse_as(bf_str text, bf_query_reading reading)
{
    bf_query *query;
    bf_error err;
    if (bf_query_parse(&query, text, reading, &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
    return query;
}

static bf_query *parse(bf_str text)
{
    return parse_as(text, BF_QUERY_AS_TYPED);
}

static bool has_note(const bf_query *query, const char *code)
{
    for (size_t i = 0; i < bf_query_note_count(query); i++) {
        if (!strcmp(bf_query_note_at(query, i)->code, code)) {
            return true;
        }
    }
    return false;
}

/* Whether what `query` prints is `expected`, and is read back as the same. */
static void is_read_as(bf_str text, bf_str expected)
{
    bf_query *query = parse(text);
    bf_query *again;
    bf_buf printed;
    bf_buf wanted;
    bf_buf_init(&printed, LINE_BYTES);
    bf_buf_init(&wanted, LINE_BYTES);
    bf_query_print(&printed, query);
    bf_buf_add(&wanted, expected.data, expected.size);
    again = parse(bf_buf_str(&printed));
    is_str(bf_buf_str(&printed), bf_buf_str(&wanted).data, "%.*s",
           (int)text.size, text.data);
    ok(bf_query_equal(query, again), "and back");
    bf_query_free(query);
    bf_query_free(again);
    bf_buf_fini(&printed);
    bf_buf_fini(&wanted);
}

/* The manual --------------------------------------------------------------- */

/* Cut the first cell off the table row `*row`, which begins with `|`. */
static bf_str take_cell(bf_str *row)
{
    const char *end;
    bf_str cell;
    row->data++;
    row->size--;
    end = memchr(row->data, '|', row->size);
    cell = (bf_str){row->data, end ? (size_t)(end - row->data) : row->size};
    row->data += cell.size;
    row->size -= cell.size;
    return bf_str_trim(cell);
}

/* What stands between the two backquotes that `cell` consists of. */
static bool is_code(bf_str cell, bf_str *code)
{
    bool quoted = cell.size >= 2 && cell.data[0] == '`' &&
                  cell.data[cell.size - 1] == '`';
    *code = quoted ? (bf_str){cell.data + 1, cell.size - 2} : cell;
    return quoted && !memchr(code->data, '`', code->size);
}

/* Check a row `query`, `reading`, `note`; 0 when it is not one. */
static int check_row(bf_str row)
{
    bf_str query;
    bf_str reading;
    bf_str note;
    bf_query *parsed;
    char code[64];
    if (!is_code(take_cell(&row), &query)) {
        return 0;
    }
    if (!is_code(take_cell(&row), &reading)) {
        if (!bf_str_is(reading, "nothing")) {
            return 0;
        }
        reading.size = 0;
    }
    is_read_as(query, reading);
    if (is_code(take_cell(&row), &note)) {
        parsed = parse(query);
        snprintf(code, sizeof code, "%.*s", (int)note.size, note.data);
        ok(has_note(parsed, code), "with the note %s", code);
        bf_query_free(parsed);
    }
    return 1;
}

static void test_manual(void)
{
    bf_buf text;
    bf_error err;
    int rows = 0;
    bf_buf_init(&text, 1024 * 1024);
    is_status(bf_file_read(&text, "docs/query-language.md", &err), BF_OK, &err,
              "the manual is read");
    for (char *line = strtok(text.data, "\n"); line;
         line = strtok(NULL, "\n")) {
        rows += line[0] == '|' ? check_row(bf_str_of(line)) : 0;
    }
    ok(rows > 50, "it has %d readings", rows);
    bf_buf_fini(&text);
}

/* Every code that can be met is in the manual. */
static void test_codes(void)
{
    bf_buf text;
    bf_error err;
    bf_buf_init(&text, 1024 * 1024);
    is_status(bf_file_read(&text, "docs/query-language.md", &err), BF_OK, &err,
              "the manual is read");
    for (int i = 0; i < BFI_NOTE_COUNT; i++) {
        bfi_notes notes = {.count = 0};
        char quoted[64];
        bfi_notes_add(&notes, (bfi_note)i, (bf_span){0, 0});
        snprintf(quoted, sizeof quoted, "`%s`", notes.items[0].code);
        ok(strstr(bf_buf_str(&text).data, quoted) != NULL, "%s is explained",
           quoted);
    }
    bf_buf_fini(&text);
}

/* Readings ----------------------------------------------------------------- */

static void test_readings(void)
{
    static const char *const rows[][2] = {
        /* nothing */
        {"", ""},
        {" \t\n", ""},
        {"-", ""},
        {"+ - --", ""},
        {"()", ""},
        {"((()))", ""},
        {"\"", ""},
        {"\"\" ''", ""},
        {":-)", ""},
        {"*", ""},
        {"...", ""},
        {"\u2013 \u2026", ""},
        /* signs */
        {"a - b", "a b"},
        {"a -- b", "a b"},
        {"-a-b", "-a-b"},
        {"c++ c#", "c++ c#"},
        {"+-a", "a"},
        {"--\"a b\"", "\"a b\""},
        {"--(a b) c", "a b c"},
        {"- a", "a"},
        {"-) a", "a"},
        {"a (-)", "a"},
        {"+(a)", "+a"},
        {"(+a) b", "a b"},
        {"-(-a)", "-(-a)"},
        {"-5 degrees", "-5 degrees"},
        /* quotes */
        {"\u201ea b\u201c c", "\"a b\" c"},
        {"\u00bba\u00ab", "\"a\""},
        {"\u201ca b\" c", "\"a b\" c"},
        {"\"a\"\"b\"", "\"a\" \"b\""},
        {"\" a  b \"", "\"a  b\""},
        {"a=\"b c\"", "a= \"b c\""},
        {"\"a OR (b -c\"", "\"a OR (b -c\""},
        {"5\" and 3\"", "5 and 3"},
        {"title:\"a", "title:\"a\""},
        {"-\"a b\"", "-\"a b\""},
        {"\"a b\"-c", "\"a b\" c"},
        {"\u201ea\u201c-b c", "\"a\" b c"},
        {"\"a\"+b", "\"a\" b"},
        {"\"a\"-(b c) d", "\"a\" b c d"},
        {"(a b)-c", "a b c"},
        {"(-a b)-", "-a b"},
        {"\"a\" -b", "\"a\" -b"},
        /* operators */
        {"a AND b AND c", "+a +b +c"},
        {"a AND -b", "+a -b"},
        {"a AND NOT b", "+a -b"},
        {"NOT a AND b", "-a +b"},
        {"a OR b OR c", "a OR b OR c"},
        {"a OR (b OR c)", "a OR b OR c"},
        {"a b OR c d", "a (b OR c) d"},
        {"x a AND b OR c y", "x a AND b OR c y"},
        {"(a AND b) c", "(+a +b) c"},
        {"a AND (b AND c)", "+a +b +c"},
        {"a AND (b c)", "+a +(b c)"},
        {"a AND (b c) OR d", "a AND (b c) OR d"},
        {"(a OR b) AND (c OR d)", "+(a OR b) +(c OR d)"},
        {"a OR (-b -c)", "a OR -b AND -c"},
        {"-(a) OR b", "-a OR b"},
        {"a (-b -c)", "a -b -c"},
        {"(a b) (c d)", "a b c d"},
        {"((((a) b)))", "a b"},
        {"a AND", "a"},
        {"AND OR a", "a"},
        {"a OR AND b", "a OR b"},
        {"a NOT AND b", "a -b"},
        {"a (b OR)", "a b"},
        {"a (OR) b", "a b"},
        {"NOT (a b)", "-(a b)"},
        {"NOT () b", "b"},
        {"a AND () b", "+a +b"},
        {"a AND(b OR c)", "+a +(b OR c)"},
        {"(NOT)", "not"},
        {"AND OR", "and or"},
        {"+AND", "+and"},
        {"--OR a", "or a"},
        {"And or nOT", "And or nOT"},
        {"ANDROID", "ANDROID"},
        /* fields */
        {"TAGS:x", "tag:x"},
        {"title::x", "title::x"},
        {"title:title:x", "title:title:x"},
        {"title:(a author:b)", "title:a author:b"},
        {"title:(a (b -c))", "title:a (title:b -title:c)"},
        {"-title:(a b)", "-(title:a title:b)"},
        {"title:(a b) OR c", "title:a AND title:b OR c"},
        {"title:(a (b)) c", "title:a title:b c"},
        {"title:a OR tag:b", "title:a OR tag:b"},
        {"title:+a", "title:a"},
        {"+title:a", "title:a"},
        {"title:OR", "title:or"},
        {"title:()", ""},
        {"title:\"\" a", "a"},
        {"title:* a", "a"},
        {"-title: a", "-title a"},
        {"(title:)", "title"},
        {"id:x body:y", "id:x body:y"},
        {":x x:", ":x x:"},
        /* prefixes */
        {"ab* abc** a*b", "ab* abc* a*b"},
        {"-ab*", "-ab*"},
        {"OR*", "OR*"},
        {"back-c*", "back-c"},
        {"\u00e9t*", "\u00e9t*"},
        {"\u5317*", "\u5317"},
        /* what nobody sees */
        {"\u200f-a", "-a"},
        {"\ufeff\"a b\"", "\"a b\""},
        {"a\u200bb \u200eab\u200f", "a\u200bb ab"},
        {"\"a\ufeff\u202ab c\"", "\"a\ufeff\u202ab c\""},
        {"a\u200b\u200b-b", "a -b"},
        {"a\u200f\xff", "a"},
        {"a\u3000OR\u00a0b", "a OR b"},
        {"\U0001f389", "\U0001f389"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        is_read_as(bf_str_of(rows[i][0]), bf_str_of(rows[i][1]));
    }
}

static void test_bytes(void)
{
    static const char broken[] = "a\0b \xff\xc3(c\xed\xa0\x80";
    const bf_str text = {broken, sizeof broken - 1};
    bf_query *query = parse(text);
    is_read_as(text, bf_str_of("a b c"));
    ok(has_note(query, "invalid_utf8"), "bytes that are no text are noted");
    bf_query_free(query);
    query = parse((bf_str){NULL, 0});
    is_int(bf_query_root(query)->kind, BF_QUERY_NOTHING, "no text at all");
    is_int(bf_query_note_count(query), 0, "is nothing to talk about");
    bf_query_free(query);
}

static void test_tree(void)
{
    const char text[] = "red +\"back channel\" -title:tele* (a OR b)";
    bf_query *query = parse(bf_str_of(text));
    const bf_query_node *root = bf_query_root(query);
    const bf_query_node *const *child = root->children;
    is_int(root->kind, BF_QUERY_LIST, "the root is a list");
    is_int(root->child_count, 4, "of four");
    is_int(root->span.start, 0, "from the beginning");
    is_int(child[0]->kind, BF_QUERY_WORD, "a word");
    is_int(child[0]->role, BF_QUERY_SHOULD, "without a sign");
    ok(!child[0]->field, "in no field");
    is_int(child[1]->kind, BF_QUERY_PHRASE, "a phrase");
    is_int(child[1]->role, BF_QUERY_MUST, "that must be");
    is_str(child[1]->text, "back channel", "without its quotation marks");
    is_int(child[1]->span.start, 5, "which its span has, but not the sign");
    is_int(child[1]->span.end, 19, "up to the last");
    is_int(child[2]->kind, BF_QUERY_PREFIX, "a prefix");
    is_int(child[2]->role, BF_QUERY_MUST_NOT, "that must not be");
    is_str(child[2]->text, "tele", "without its asterisk");
    ok(child[2]->field == bf_field_info_of(BF_FIELD_TITLE), "in the title");
    is_str(((bf_str){text + child[2]->span.start,
                     child[2]->span.end - child[2]->span.start}),
           "title:tele*", "its span has all of it");
    is_int(child[3]->kind, BF_QUERY_OR, "an or");
    is_int(child[3]->child_count, 2, "of two");
    bf_query_free(query);
}

static void test_as_phrase(void)
{
    bf_query *query = parse_as(bf_str_of(" he said \u201cno\u201d -OR (x "),
                               BF_QUERY_AS_PHRASE);
    const bf_query_node *root = bf_query_root(query);
    bf_buf printed;
    bf_query *again;
    is_int(root->child_count, 1, "one phrase");
    is_int(root->children[0]->kind, BF_QUERY_PHRASE, "a phrase");
    is_int(root->children[0]->span.start, 1, "where it begins");
    is_int(bf_query_note_count(query), 0, "nothing in it is an operator");
    bf_buf_init(&printed, LINE_BYTES);
    bf_query_print(&printed, query);
    again = parse(bf_buf_str(&printed));
    ok(bf_query_equal(query, again), "it is read back from its spelling");
    bf_query_free(again);
    bf_query_free(query);
    bf_buf_fini(&printed);
    query = parse_as(bf_str_of(" \"-\" "), BF_QUERY_AS_PHRASE);
    is_int(bf_query_root(query)->kind, BF_QUERY_NOTHING,
           "a phrase without words is nothing");
    bf_query_free(query);
}

static void test_equal(void)
{
    static const char *const rows[][2] = {
        {"a b", "a +b"},
        {"a", "+a"},
        {"a", "\"a\""},
        {"a", "A"},
        {"ab", "ab*"},
        {"a b", "b a"},
        {"title:a", "tag:a"},
        {"a OR b", "a b"},
        {"a b", "a"},
        {"a AND b", "a OR b"},
        {"", "a"},
        {"-a", "a"},
        {"(+a b) c", "+a b c"},
        {"-(a b)", "-a -b"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bf_query *a = parse(bf_str_of(rows[i][0]));
        bf_query *b = parse(bf_str_of(rows[i][1]));
        ok(!bf_query_equal(a, b), "%s is not %s", rows[i][0], rows[i][1]);
        bf_query_free(a);
        bf_query_free(b);
    }
}

/* Limits ------------------------------------------------------------------- */

static size_t count_leaves(const bf_query_node *node)
{
    size_t sum = node->child_count == 0 && node->kind != BF_QUERY_NOTHING;
    for (size_t i = 0; i < node->child_count; i++) {
        sum += count_leaves(node->children[i]);
    }
    return sum;
}

static void repeat(bf_buf *out, const char *unit, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bf_buf_add_text(out, unit);
    }
}

static void test_words_limit(void)
{
    bf_buf text;
    bf_query *query;
    bf_buf_init(&text, LINE_BYTES);
    repeat(&text, "ab ", BF_MAX_QUERY_WORDS);
    query = parse(bf_buf_str(&text));
    is_int(count_leaves(bf_query_root(query)), BF_MAX_QUERY_WORDS,
           "as many words as may be");
    is_int(bf_query_note_count(query), 0, "without a note");
    bf_query_free(query);
    bf_buf_add_text(&text, "c");
    query = parse(bf_buf_str(&text));
    is_int(count_leaves(bf_query_root(query)), BF_MAX_QUERY_WORDS,
           "one more is left out");
    ok(has_note(query, "too_many_words"), "with a note");
    is_int(bf_query_note_at(query, 0)->span.start, text.size - 1,
           "that says where");
    bf_query_free(query);
    bf_buf_fini(&text);
}

static void test_bytes_limit(void)
{
    bf_buf text;
    bf_query *query;
    bf_buf_init(&text, LINE_BYTES);
    repeat(&text, "x", BF_MAX_QUERY_BYTES - 1);
    bf_buf_add_text(&text, "\u00e9 tail");
    query = parse(bf_buf_str(&text));
    is_int(bf_query_root(query)->children[0]->text.size, BF_MAX_QUERY_BYTES - 1,
           "a long query is cut between characters");
    ok(has_note(query, "query_cut"), "with a note");
    ok(!has_note(query, "invalid_utf8"), "and no other");
    bf_query_free(query);
    bf_buf_fini(&text);
}

/* `depth` parentheses, each opened by `unit`. */
static void test_depth(const char *unit, size_t depth, bool noted)
{
    bf_buf text;
    bf_buf printed;
    bf_query *query;
    bf_query *again;
    bf_buf_init(&text, LINE_BYTES);
    bf_buf_init(&printed, LINE_BYTES);
    repeat(&text, unit, depth);
    bf_buf_add_text(&text, "end");
    repeat(&text, ")", depth);
    query = parse(bf_buf_str(&text));
    ok(has_note(query, "too_deep") == noted, "%zu times %s", depth, unit);
    ok(!has_note(query, "unbalanced_parenthesis"), "is balanced");
    bf_query_print(&printed, query);
    again = parse(bf_buf_str(&printed));
    ok(bf_query_equal(query, again), "and read back");
    bf_query_free(query);
    bf_query_free(again);
    bf_buf_fini(&text);
    bf_buf_fini(&printed);
}

/* What is typed by a cat, or by someone who means harm. */
static void test_garbage(void)
{
    static const char *const units[] = {
        "(",       ")",  "\"",   "-",    "+",      "a(",
        "a OR (",  "-(", "NOT ", "OR ",  "\"a\"",  "title:",
        "title:(", "*",  "a*",   "\xff", "\u201c",
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        bf_buf text;
        bf_query *query;
        bf_buf_init(&text, 1024 * 1024);
        repeat(&text, units[i], 100 * 1024 / strlen(units[i]));
        query = parse(bf_buf_str(&text));
        ok(count_leaves(bf_query_root(query)) <= BF_MAX_QUERY_WORDS &&
               bf_query_note_count(query) <= BFI_NOTE_COUNT,
           "100 KB of %s", units[i][0] == '\xff' ? "bytes" : units[i]);
        bf_query_free(query);
        bf_buf_fini(&text);
    }
}

int main(void)
{
    test_manual();
    test_codes();
    test_readings();
    test_bytes();
    test_tree();
    test_as_phrase();
    test_equal();
    test_words_limit();
    test_bytes_limit();
    test_depth("x a OR b AND NOT(", BF_MAX_QUERY_DEPTH, false);
    test_depth("x a OR b AND NOT(", BF_MAX_QUERY_DEPTH + 1, true);
    test_depth("-(", BF_MAX_QUERY_DEPTH, false);
    test_depth("-(", 2000, true);
    test_garbage();
    return tap_done();
}
