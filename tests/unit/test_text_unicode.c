/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Unicode's own test of word boundaries (WordBreakTest.txt, in the folder that
 * BACKFILE_UNICODE_DATA names or in that of Debian's unicode-data), compared
 * with the spans of the analyzer. What the file calls a word is a piece between
 * two of its boundaries that holds a letter, a digit or an emoji.
 *
 * Every line is tested. Where the analyzer deviates, the boundaries of the line
 * are changed by the rule that it follows instead; how many lines each rule
 * changed is printed. The rules, and why:
 *
 * - A colon separates: `10:30` is found by either part, `key:value` too. The
 *   rule that joins serves Swedish alone.
 * - Connectors (`_` and its like) separate: names of files and programs are
 *   found by their parts.
 * - An apostrophe after a Hebrew letter belongs to it only before another one,
 *   since one that closes a quotation is the same character.
 * - A zero-width joiner ties a pictograph to another one only, not to a word,
 *   nor to nothing.
 *
 * Beside that, invisible characters at the end of a word are outside of its
 * span; kana are taken in pairs, of which the file has no more than one; and a
 * period joins letters only where each stands alone (U.S.A.), as all do here.
 * What the file has no line for: U+02B9 to U+02BF, which Unicode takes for
 * letters, are apostrophes; and the s of 1990's belongs to the number.
 *
 * UnicodeData.txt beside it tells what is written in several ways: each
 * character, and what it is canonically taken apart to, have one folded form;
 * that of a decimal digit is the digit of ASCII.
 */

#include <backfile/text.h>

#include "lib/text/chars.h"
#include "tap.h"

#include <stdlib.h>

enum {
    MAX_CODES = 64
};

/* A line: characters, where they end, and whether a boundary is before them. */
typedef struct line {
    char text[4 * MAX_CODES];
    size_t size;
    uint32_t codes[MAX_CODES];
    size_t ends[MAX_CODES];
    bool breaks[MAX_CODES + 1];
    size_t count;
    bf_span spans[MAX_CODES]; /* of its words */
    size_t span_count;
} line;

/* Read `÷ 0061 × 0308 ÷`; false for a line without a test. */
static bool parse(char *source, line *out)
{
    char *rest = NULL;
    memset(out, 0, sizeof *out);
    source[strcspn(source, "#\n")] = '\0';
    for (char *at = strtok_r(source, " \t", &rest); at;
         at = strtok_r(NULL, " \t", &rest)) {
        if (strcmp(at, "÷") == 0) {
            out->breaks[out->count] = true;
        } else if (strcmp(at, "×") != 0 && out->count < MAX_CODES) {
            const uint32_t code = (uint32_t)strtoul(at, NULL, 16);
            out->size += bf_utf8_put(out->text + out->size, code);
            out->codes[out->count] = code;
            out->ends[out->count++] = out->size;
        }
    }
    return out->count > 0;
}

/* Rules -------------------------------------------------------------------- */

static bool is_ignored(const line *l, size_t i)
{
    return bfi_is_ignored(bfi_class_of(l->codes[i]));
}

/* The class of the nearest character before or after `i` that counts. */
static bfi_class class_before(const line *l, size_t i)
{
    while (i > 0 && is_ignored(l, i - 1)) {
        i--;
    }
    return i > 0 ? bfi_class_of(l->codes[i - 1]) : BFI_OTHER;
}

static bfi_class class_after(const line *l, size_t i)
{
    for (i++; i < l->count && is_ignored(l, i); i++) {
    }
    return i < l->count ? bfi_class_of(l->codes[i]) : BFI_OTHER;
}

static bool is_colon(const line *l, size_t i)
{
    return l->codes[i] == ':';
}

static bool is_connector(const line *l, size_t i)
{
    return l->codes[i] == '_';
}

static bool is_hebrew_apostrophe(const line *l, size_t i)
{
    const bfi_class after = class_after(l, i);
    return l->codes[i] == '\'' && class_before(l, i) == BFI_HEBREW &&
           after != BFI_LETTER && after != BFI_HEBREW;
}

static bool is_tied_pictograph(const line *l, size_t i)
{
    const bfi_class cls = bfi_class_of(l->codes[i]);
    return i > 0 && l->codes[i - 1] == 0x200d &&
           (cls == BFI_EMOJI || cls == BFI_OTHER) &&
           class_before(l, i) != BFI_EMOJI;
}

typedef struct rule {
    const char *name;
    bool (*separates)(const line *l, size_t i);
    size_t lines;
} rule;

static rule rules[] = {
    {"a colon separates", is_colon, 0},
    {"connectors separate", is_connector, 0},
    {"an apostrophe ends a Hebrew word", is_hebrew_apostrophe, 0},
    {"a joiner ties pictographs to each other only", is_tied_pictograph, 0},
};

/* Put boundaries around the characters that separate by the rules; the marks
 * on them go with them. */
static void apply(rule *r, line *l)
{
    bool changed = false;
    for (size_t i = 0; i < l->count; i++) {
        size_t next = i + 1;
        if (!r->separates(l, i)) {
            continue;
        }
        while (next < l->count && is_ignored(l, next)) {
            next++;
        }
        changed = changed || !l->breaks[i] || !l->breaks[next];
        l->breaks[i] = true;
        l->breaks[next] = true;
    }
    r->lines += changed;
}

/* The pieces between boundaries that are words, as spans. */
static void find_words(line *l)
{
    size_t start = 0;
    size_t visible = 0;
    bool word = false;
    for (size_t i = 0; i < l->count; i++) {
        const bfi_class cls = bfi_class_of(l->codes[i]);
        visible = cls == BFI_FORMAT ? visible : l->ends[i];
        word = word || (cls >= BFI_LETTER && cls <= BFI_FRACTION);
        if (l->breaks[i + 1]) {
            if (word) {
                l->spans[l->span_count++] = (bf_span){start, visible};
            }
            start = l->ends[i];
            word = false;
        }
    }
}

static bool agrees(bf_analyzer *analyzer, const line *l)
{
    bf_token token;
    size_t count = 0;
    bf_analyzer_start(analyzer, (bf_str){l->text, l->size});
    while (bf_analyzer_next(analyzer, &token)) {
        if (token.flags & BF_TOKEN_JOINED) {
            continue;
        }
        if (count == l->span_count ||
            token.span.start != l->spans[count].start ||
            token.span.end != l->spans[count].end) {
            return false;
        }
        count++;
    }
    return count == l->span_count;
}

static bool test_line(bf_analyzer *analyzer, line *l)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        apply(&rules[i], l);
    }
    find_words(l);
    return agrees(analyzer, l);
}

static void test_file(FILE *file)
{
    char source[1024];
    bf_analyzer *analyzer;
    bf_error err;
    line l;
    size_t number = 0;
    size_t tested = 0;
    size_t failed = 0;
    is_status(bf_analyzer_new(&analyzer, bf_str_of(""), &err), BF_OK, &err,
              "an analyzer");
    while (fgets(source, sizeof source, file)) {
        number++;
        if (!parse(source, &l)) {
            continue;
        }
        tested++;
        if (!test_line(analyzer, &l)) {
            failed++;
            printf("# line %zu\n", number);
        }
    }
    is_int(failed, 0, "words as in Unicode's test");
    ok(tested > 1800, "%zu lines tested", tested);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        printf("# in %zu lines %s\n", rules[i].lines, rules[i].name);
    }
    bf_analyzer_free(analyzer);
}

/* Characters --------------------------------------------------------------- */

/* Append the characters of `source`, hexadecimal numbers with blanks between.
 */
static void add_codes(bf_buf *out, const char *source)
{
    char *end;
    for (;;) {
        char bytes[4];
        const uint32_t code = (uint32_t)strtoul(source, &end, 16);
        if (end == source) {
            return;
        }
        bf_buf_add(out, bytes, bf_utf8_put(bytes, code));
        source = end;
    }
}

static bf_buf folded(bf_str text)
{
    bf_buf out;
    bf_error err;
    bf_buf_init(&out, (size_t)BF_MAX_FOLD_GROWTH * MAX_CODES);
    if (bf_text_fold(&out, text, &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
    return out;
}

/* Whether the characters `a` and `b` fold to the same. */
static bool same_fold(const char *a, const char *b)
{
    bf_buf texts[2];
    bf_buf forms[2];
    const char *const sources[] = {a, b};
    bool same;
    for (size_t i = 0; i < 2; i++) {
        bf_buf_init(&texts[i], MAX_CODES);
        add_codes(&texts[i], sources[i]);
        forms[i] = folded(bf_buf_str(&texts[i]));
    }
    same = bf_str_equal(bf_buf_str(&forms[0]), bf_buf_str(&forms[1]));
    for (size_t i = 0; i < 2; i++) {
        bf_buf_fini(&texts[i]);
        bf_buf_fini(&forms[i]);
    }
    return same;
}

/* The fields of a line: 0 is the character, 5 what it is taken apart to (after
 * a tag where that is not canonical), 6 the value of a decimal digit. */
static void split(char *source, const char *fields[7])
{
    for (size_t i = 0; i < 7; i++) {
        const char *field = strsep(&source, ";");
        fields[i] = field ? field : "";
    }
}

static void test_characters(FILE *file)
{
    char source[1024];
    size_t counts[2] = {0, 0};
    size_t failed[2] = {0, 0};
    while (fgets(source, sizeof source, file)) {
        const char *fields[7];
        char digit[8];
        split(source, fields);
        if (fields[5][0] && fields[5][0] != '<') {
            counts[0]++;
            failed[0] += !same_fold(fields[0], fields[5]);
        }
        if (fields[6][0]) {
            snprintf(digit, sizeof digit, "3%s", fields[6]);
            counts[1]++;
            failed[1] += !same_fold(fields[0], digit);
        }
    }
    is_int(failed[0], 0, "a character and its parts fold to the same");
    ok(counts[0] > 2000, "%zu characters tested", counts[0]);
    is_int(failed[1], 0, "a decimal digit folds to that of ASCII");
    ok(counts[1] > 600, "%zu digits tested", counts[1]);
}

static void with_file(const char *name, void (*test)(FILE *file))
{
    const char *folder = getenv("BACKFILE_UNICODE_DATA");
    char path[4096];
    FILE *file;
    snprintf(path, sizeof path, "%s/%s", folder ? folder : "/usr/share/unicode",
             name);
    file = fopen(path, "r");
    if (!file) {
        skip("Debian's unicode-data is not installed");
        return;
    }
    test(file);
    fclose(file);
}

int main(void)
{
    with_file("auxiliary/WordBreakTest.txt", test_file);
    with_file("UnicodeData.txt", test_characters);
    return tap_done();
}
