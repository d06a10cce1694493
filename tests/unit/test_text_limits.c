/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The analyzer at its limits: long words, many marks, hostile texts, memory. */

#include <backfile/limits.h>
#include <backfile/text.h>

#include "tap.h"

#include <malloc.h>
#include <stdlib.h>
#include <time.h>

enum {
    LARGE_BYTES = 3 * 1000 * 1000,
    HASH_DIGITS = 16
};

static bf_analyzer *analyzer_for(const char *lang)
{
    bf_analyzer *analyzer;
    bf_error err;
    is_status(bf_analyzer_new(&analyzer, bf_str_of(lang), &err), BF_OK, &err,
              "an analyzer");
    return analyzer;
}

/* `before`, `count` times `unit`, `after`. */
static bf_buf repeated(const char *before, const char *unit, size_t count,
                       const char *after)
{
    const size_t size = count * strlen(unit);
    size_t start;
    bf_buf out;
    bf_buf_init(&out, (size_t)4 * LARGE_BYTES);
    bf_buf_add_text(&out, before);
    start = out.size;
    for (size_t i = 0; i < count && i < 1000; i++) {
        bf_buf_add_text(&out, unit);
    }
    while (out.size - start < size) {
        size_t part = out.size - start;
        size_t rest = size - part;
        char *room = bf_buf_reserve(&out, rest < part ? rest : part);
        memcpy(room, out.data + start, rest < part ? rest : part);
        bf_buf_grew(&out, rest < part ? rest : part);
    }
    bf_buf_add_text(&out, after);
    return out;
}

/* The first token of before, count × unit, after; its forms are copied to
 * `forms`, 2 × BF_MAX_TERM_BYTES. */
static bf_token first_of(bf_analyzer *analyzer, char *forms, const char *before,
                         const char *unit, size_t count, const char *after)
{
    bf_token token;
    bf_buf text = repeated(before, unit, count, after);
    bf_analyzer_start(analyzer, bf_buf_str(&text));
    if (!bf_analyzer_next(analyzer, &token)) {
        bf_buf_fini(&text);
        return token;
    }
    memcpy(forms, token.word.data, token.word.size);
    token.word.data = forms;
    memcpy(forms + BF_MAX_TERM_BYTES, token.term.data, token.term.size);
    token.term.data = forms + BF_MAX_TERM_BYTES;
    bf_buf_fini(&text);
    return token;
}

/* Words of `unit` around the limit: the longest that is whole, the first that
 * is clipped. */
static void test_clipping(const char *unit)
{
    const size_t unit_size = strlen(unit);
    const size_t most = BF_MAX_TERM_BYTES / unit_size;
    const size_t head = BF_MAX_TERM_BYTES - HASH_DIGITS;
    char whole[2 * BF_MAX_TERM_BYTES];
    char clipped[2 * BF_MAX_TERM_BYTES];
    bf_analyzer *analyzer = analyzer_for("");
    bf_token token = first_of(analyzer, whole, "", unit, most, "");
    is_int(token.word.size, most * unit_size, "a word that just fits");
    is_int(token.flags, 0, "is not clipped");
    token = first_of(analyzer, clipped, "", unit, most + 1, "");
    is_int(token.flags, BF_TOKEN_CLIPPED, "one character more is clipped");
    is_int(token.word.size, head / unit_size * unit_size + HASH_DIGITS,
           "to whole characters and a hash");
    ok(!memcmp(whole, clipped, head / unit_size * unit_size) &&
           bf_utf8_valid(token.word, NULL),
       "with its beginning");
    ok(bf_str_equal(token.word, token.term), "both forms are the same");
    is_int(token.span.end, (most + 1) * unit_size, "the span is the whole");
    bf_analyzer_free(analyzer);
}

static void same(bool wanted, const char *name, const char *const a[3],
                 size_t a_count, const char *const b[3], size_t b_count)
{
    char a_forms[2 * BF_MAX_TERM_BYTES];
    char b_forms[2 * BF_MAX_TERM_BYTES];
    bf_analyzer *analyzer = analyzer_for("en");
    bf_token x = first_of(analyzer, a_forms, a[0], a[1], a_count, a[2]);
    bf_token y = first_of(analyzer, b_forms, b[0], b[1], b_count, b[2]);
    ok(x.word.size > 0 && y.word.size > 0 &&
           bf_str_equal(x.word, y.word) == wanted &&
           bf_str_equal(x.term, y.term) == wanted,
       "%s", name);
    bf_analyzer_free(analyzer);
}

#define PARTS(a, b, c) ((const char *const[3]){a, b, c})

static void test_long_words(void)
{
    const char *nfd = "e\xcc\x81";
    same(true, "long words by their place", PARTS("", "ab", ""), 5000,
         PARTS("., ", "ab", " x"), 5000);
    same(true, "by case", PARTS("", "ab", ""), 5000, PARTS("", "aB", ""), 5000);
    same(true, "by encoding", PARTS("", "é", "x"), 5000, PARTS("", nfd, "x"),
         5000);
    same(true, "by accents", PARTS("", "é", "x"), 5000, PARTS("", "e", "x"),
         5000);
    same(false, "a longer one", PARTS("", "ab", ""), 5000, PARTS("", "ab", "a"),
         5000);
    same(false, "another end", PARTS("", "ab", "y"), 5000, PARTS("", "ab", "x"),
         5000);
    same(false, "another middle", PARTS("aaaaaaab", "a", ""), 1000,
         PARTS("aaaaaaaa", "a", ""), 1000);
    /* Around the room that a form has. */
    for (size_t i = 4 * BF_MAX_TERM_BYTES - 2; i < 4 * BF_MAX_TERM_BYTES + 3;
         i++) {
        same(true, "same size", PARTS("", "a", ""), i, PARTS(".", "A", ""), i);
        same(false, "one more", PARTS("", "a", ""), i, PARTS("", "a", ""),
             i + 1);
    }
}

static void test_marks(void)
{
    /* A letter of Thai keeps its marks. */
    const char *mark = "\xe0\xb8\xb4";
    same(true, "30 marks count, not more", PARTS("ก", mark, ""), 30,
         PARTS("ก", mark, ""), 31);
    same(false, "fewer differ", PARTS("ก", mark, ""), 29, PARTS("ก", mark, ""),
         30);
    same(true, "a word under a thousand accents",
         PARTS("zalg", "\xcc\x81", "o"), 1000, PARTS("zalg", "o", ""), 1);
}

/* Accents of which a short word has too many for the stemmer. */
static void test_unstemmed(void)
{
    char forms[2 * BF_MAX_TERM_BYTES];
    bf_analyzer *analyzer = analyzer_for("en");
    bf_token token = first_of(analyzer, forms, "word",
                              "o\xcc\x80\xcc\xa7\xcc\xa8", 65, "wings");
    is_int(token.word.size, 4 + 65 + 5, "the written form is whole");
    ok(bf_str_equal(token.word, token.term), "it is the term as well");
    is_int(token.flags, 0, "nothing is clipped");
    bf_analyzer_free(analyzer);
}

/* Analyse a large text; the time must be as for a linear analyzer. */
static void test_large(bf_analyzer *analyzer, const char *unit,
                       const char *name)
{
    bf_buf text = repeated("a", unit, LARGE_BYTES / strlen(unit), "");
    size_t last = 0;
    size_t count = 0;
    bool sound = true;
    bf_token token;
    clock_t start = clock();
    bf_analyzer_start(analyzer, bf_buf_str(&text));
    while (bf_analyzer_next(analyzer, &token)) {
        sound = sound && token.span.end <= text.size &&
                (token.flags & BF_TOKEN_JOINED || token.span.end > last) &&
                token.word.size <= BF_MAX_TERM_BYTES &&
                token.term.size <= BF_MAX_TERM_BYTES;
        last = token.flags & BF_TOKEN_JOINED ? last : token.span.end;
        count++;
    }
    ok(sound, "%s: %zu tokens", name, count);
    /* It takes about a second at most; quadratic time would be hours. */
    ok(clock() - start < 60 * CLOCKS_PER_SEC, "%s: in little time", name);
    bf_buf_fini(&text);
}

static void test_large_texts(void)
{
    static const char *const texts[][2] = {
        {"a", "one word"},
        {"a ", "words of one letter"},
        {"a.", "one word with points"},
        {"\xcc\x81", "acute accents"},
        {"a\xcc\x81", "letters with accents"},
        {".\xcc\x81\xcc\x81", "points with accents"},
        {"a:\xcc\x81\xcc\x81", "words and accents of nothing"},
        {"\xc2\xad", "soft hyphens"},
        {"\xff", "invalid bytes"},
        {"\xe4\xb8\x80", "ideographs"},
        {"\xe4\xb8\x80\xcc\x81", "ideographs with accents"},
        {"\xe1\x84\x80", "lead consonants of hangul"},
        {"\xe0\xb8\x81\xe0\xb8\xb4\xe0\xb8\xb4", "Thai with marks"},
        {"\xef\xb7\xba", "ligatures of 18 letters"},
        {"\xd9\x80", "tatweels"},
        {"\xd7\x90\"", "Hebrew letters and quotes"},
        {"a'", "letters and apostrophes"},
        {"l'", "letters that are no articles"},
        {"l'a ", "articles"},
        {"a-", "letters and hyphens"},
        {"ab.", "words and periods"},
        {"a-\n                ", "hyphens and long ends of lines"},
        {"a & ", "letters and ampersands"},
        {"a&", "names without an end"},
        {"a+", "letters and signs"},
        {"a++ ", "names with signs"},
        {"1/", "numbers and slashes"},
        {"\xf0\x9f\x98\x80\xe2\x80\x8d", "emoji that are tied together"},
        {"\xf0\x9f\x87\xa6", "halves of flags"},
        {"\xc2\xbd", "fractions"},
    };
    bf_analyzer *analyzer = analyzer_for("en");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        test_large(analyzer, texts[i][0], texts[i][1]);
    }
    bf_analyzer_free(analyzer);
}

/* Under sanitizers mallinfo2() counts nothing, and the test shows nothing. */
static void test_memory(void)
{
    bf_analyzer *analyzer = analyzer_for("en");
    bf_buf text = repeated("", "Wordings é 東京 ", 10000, "");
    size_t before = mallinfo2().uordblks;
    size_t count = 0;
    bf_token token;
    bf_analyzer_start(analyzer, bf_buf_str(&text));
    while (bf_analyzer_next(analyzer, &token)) {
        count++;
    }
    is_int(mallinfo2().uordblks, before, "no memory is taken for a text");
    is_int(count, 50000, "of many words and two characters");
    bf_buf_fini(&text);
    bf_analyzer_free(analyzer);
}

/* More different words than are remembered: what is forgotten and made again
 * is the same. */
static void test_forgetting(void)
{
    bf_analyzer *analyzer = analyzer_for("en");
    bool equal = true;
    for (unsigned turn = 0; turn < 2; turn++) {
        for (unsigned i = 0; i < 300000; i++) {
            char text[40];
            bf_token token = {0};
            snprintf(text, sizeof text, "W%uings", i);
            bf_analyzer_start(analyzer, bf_str_of(text));
            equal = equal && bf_analyzer_next(analyzer, &token);
            text[0] = 'w';
            equal = equal && bf_str_is(token.word, text);
            text[strlen(text) - 1] = '\0';
            equal = equal && bf_str_is(token.term, text);
        }
    }
    ok(equal, "all words have their own forms");
    bf_analyzer_free(analyzer);
}

int main(void)
{
    test_clipping("a");
    test_clipping("я");
    test_clipping("ɐ");
    test_clipping("አ");
    test_clipping("\xf0\x90\x8c\xb0"); /* Gothic */
    test_long_words();
    test_marks();
    test_unstemmed();
    test_large_texts();
    test_memory();
    test_forgetting();
    return tap_done();
}
