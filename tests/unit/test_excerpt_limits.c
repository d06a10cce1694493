/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Excerpts at their limits: sizes, long texts, odd words, spent memory, HTML.
 */

#include <backfile/excerpt.h>

#include "tap.h"

#include <stdlib.h>
#include <time.h>

enum {
    MEGABYTE = 1024 * 1024,
    ARENA_BYTES = 16 * MEGABYTE
};

static bf_analyzer *analyzer;
static bf_arena *arena;

static bf_mark_word word_of(const char *term)
{
    return (bf_mark_word){
        .term = bf_str_of(term), .word = bf_str_of(term), .weight = 1};
}

/* The excerpt of a text for words that are as many terms. */
static bf_excerpt make(const bf_mark_word *words, size_t count, bf_str text,
                       bf_excerpt_opts opts)
{
    bf_excerpt excerpt;
    bf_error err;
    is_status(bf_excerpt_make(&excerpt, arena, analyzer, words, count, text,
                              &opts, &err),
              BF_OK, &err, "made");
    return excerpt;
}

static size_t size_of(const bf_excerpt *excerpt)
{
    size_t size = 0;
    for (size_t i = 0; i < excerpt->count; i++) {
        size += excerpt->fragments[i].text.size;
    }
    return size;
}

static size_t marks_of(const bf_excerpt *excerpt)
{
    size_t count = 0;
    for (size_t i = 0; i < excerpt->count; i++) {
        count += excerpt->fragments[i].mark_count;
    }
    return count;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A text of `size` bytes that repeats `unit`. */
static bf_str repeat(const char *unit, size_t size)
{
    size_t unit_size = strlen(unit);
    char *text = malloc(size + unit_size);
    size_t at = 0;
    while (text && at + unit_size <= size) {
        memcpy(text + at, unit, unit_size);
        at += unit_size;
    }
    return (bf_str){text, at};
}

static void test_sizes(void)
{
    bf_str text = repeat("A red phone rang. Nobody came to it. ", 40000);
    bf_mark_word words[] = {word_of("red"), word_of("nobodi"), word_of("it")};
    for (size_t size = BF_MIN_EXCERPT_BYTES; size <= BF_MAX_EXCERPT_BYTES;
         size += size < 400 ? 1 : 997) {
        bf_excerpt_opts opts = {size, 1 + size % BF_MAX_EXCERPT_FRAGMENTS};
        bf_excerpt excerpt;
        bf_arena_reset(arena);
        if (bf_excerpt_make(&excerpt, arena, analyzer, words, 3, text, &opts,
                            NULL) ||
            size_of(&excerpt) > size || size_of(&excerpt) < size / 2 ||
            excerpt.count > opts.max_fragments || marks_of(&excerpt) == 0) {
            ok(false, "an excerpt of %zu bytes", size);
        }
    }
    ok(true, "excerpts of all sizes keep to them");
    free((char *)text.data);
}

static void test_options(void)
{
    static const struct {
        bf_excerpt_opts opts;
        bf_status status;
    } cases[] = {
        {{BF_MIN_EXCERPT_BYTES - 1, 1}, BF_ERR_INVALID},
        {{BF_MIN_EXCERPT_BYTES, 1}, BF_OK},
        {{BF_MAX_EXCERPT_BYTES, BF_MAX_EXCERPT_FRAGMENTS}, BF_OK},
        {{BF_MAX_EXCERPT_BYTES + 1, 1}, BF_ERR_INVALID},
        {{100, 0}, BF_ERR_INVALID},
        {{100, BF_MAX_EXCERPT_FRAGMENTS + 1}, BF_ERR_INVALID},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bf_excerpt excerpt = {NULL, 7};
        bf_error err;
        is_status(bf_excerpt_make(&excerpt, arena, analyzer, NULL, 0,
                                  bf_str_of("text"), &cases[i].opts, &err),
                  cases[i].status, &err, "options %zu", i);
        is_int(excerpt.count, cases[i].status == BF_OK, "fragments");
    }
}

/* What is behind BF_MAX_EXCERPT_SCAN_BYTES is not looked at. */
static void test_scan_limit(void)
{
    bf_str text = repeat("filler ", BF_MAX_EXCERPT_SCAN_BYTES + 70);
    bf_mark_word word = word_of("needl");
    bf_excerpt_opts opts = BF_EXCERPT_OPTS_DEFAULT;
    bf_excerpt excerpt;
    size_t inside = BF_MAX_EXCERPT_SCAN_BYTES - 70;
    memcpy((char *)text.data + text.size - 7, "needles", 7);
    excerpt = make(&word, 1, text, opts);
    is_int(marks_of(&excerpt), 0, "a word behind the limit is not seen");
    ok(excerpt.fragments[0].cut_end, "the text goes on");
    memcpy((char *)text.data + inside, " needles ", 9);
    excerpt = make(&word, 1, text, opts);
    is_int(marks_of(&excerpt), 1, "one before it is");
    ok(excerpt.fragments[excerpt.count - 1].cut_end, "the text goes on");
    free((char *)text.data);
}

/* Twice the text takes about twice the time, whatever it is. */
static void test_linear(void)
{
    static const char *const units[] = {"red ",     "red phone ", "电话红色",
                                        "a. ",      "\n\n \t",    "\xff",
                                        "e\xcc\x81"};
    bf_mark_word words[] = {word_of("red"), word_of("phone"), word_of("电话"),
                            word_of("a")};
    bf_excerpt_opts opts = {BF_MAX_EXCERPT_BYTES, BF_MAX_EXCERPT_FRAGMENTS};
    words[0].phrase = words[1].phrase = 1;
    words[1].place = 1;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        bf_str text = repeat(units[i], MEGABYTE);
        double began = seconds();
        bf_excerpt excerpt = make(words, 4, text, opts);
        double took = seconds() - began;
        ok(took < 5, "unit %zu: a megabyte in %.3f s, %zu fragments", i, took,
           excerpt.count);
        bf_arena_reset(arena);
        free((char *)text.data);
    }
}

/* A query may repeat one word in one phrase as often as it likes. */
static void test_hostile_phrase(void)
{
    bf_mark_word words[2 * BF_MAX_QUERY_WORDS];
    bf_str text = repeat("a ", MEGABYTE);
    bf_excerpt_opts opts = BF_EXCERPT_OPTS_DEFAULT;
    bf_excerpt excerpt;
    double began;
    for (size_t i = 0; i < 2 * BF_MAX_QUERY_WORDS; i++) {
        words[i] = word_of("a");
        words[i].phrase = 1 + i / BF_MAX_QUERY_WORDS;
        words[i].place = i % BF_MAX_QUERY_WORDS;
    }
    began = seconds();
    excerpt = make(words, 2 * BF_MAX_QUERY_WORDS, text, opts);
    ok(seconds() - began < 5, "in %.3f s", seconds() - began);
    ok(excerpt.count > 0 && marks_of(&excerpt) > 0, "something is marked");
    free((char *)text.data);
}

static void test_odd_words(void)
{
    bf_mark_word words[] = {word_of(""), word_of("red"), word_of("phone"),
                            word_of("phone")};
    bf_excerpt_opts opts = BF_EXCERPT_OPTS_DEFAULT;
    bf_excerpt excerpt;
    words[0].prefix = true;
    words[1].weight = NAN;
    words[2].weight = -INFINITY;
    words[3].weight = INFINITY;
    words[3].phrase = SIZE_MAX;
    words[3].place = SIZE_MAX;
    excerpt = make(words, 4, bf_str_of("A red phone rang"), opts);
    is_int(marks_of(&excerpt), 2, "an empty prefix marks nothing");
    excerpt = make(NULL, 0, bf_str_of("A red phone rang"), opts);
    is_int(marks_of(&excerpt), 0, "no words, no marks");
    is_str(excerpt.fragments[0].text, "A red phone rang", "but the text");
}

/* Every arena that is too small gives BF_ERR_NOMEM and nothing else. */
static void test_memory(void)
{
    bf_mark_word words[] = {word_of("red"), word_of("phone")};
    bf_str text = bf_str_of("A red phone.\nA phone in red, and a phone.");
    bf_excerpt_opts opts = {BF_MIN_EXCERPT_BYTES, 1};
    bf_status status = BF_ERR_NOMEM;
    size_t failures = 0;
    for (size_t room = 0; status && room < 1000; room++) {
        bf_arena *small;
        bf_excerpt excerpt;
        bf_error err;
        if (bf_arena_new(&small, room, &err)) {
            break;
        }
        status = bf_excerpt_make(&excerpt, small, analyzer, words, 2, text,
                                 &opts, &err);
        failures += status == BF_ERR_NOMEM && excerpt.count == 0 &&
                    !excerpt.fragments && err.status == BF_ERR_NOMEM;
        bf_arena_free(small);
        if (!status) {
            is_int(failures, room, "all smaller arenas are refused");
        }
    }
    ok(status == BF_OK && failures > 50, "one is large enough");
}

static void test_mark_text(void)
{
    bf_mark_word words[] = {word_of("red"), word_of("phone")};
    bf_str text = repeat("red phone, ", BF_MAX_FIELD_BYTES + 100);
    bf_marked marked;
    bf_buf html;
    bf_error err;
    is_status(bf_mark_text(&marked, arena, analyzer, words, 2,
                           bf_str_of(" <Red>\n & 'phones' "), &err),
              BF_OK, &err, "a title");
    is_str(marked.text, "<Red> & 'phones'", "its text");
    is_int(marked.mark_count, 2, "its marks");
    ok(!marked.cut_start && !marked.cut_end, "it is whole");
    bf_buf_init(&html, 1000);
    bf_marked_html(&html, &marked, "<b>", "</b>");
    is_str(bf_buf_str(&html),
           "&lt;<b>Red</b>&gt; &amp; &#39;<b>phones</b>&#39;", "as HTML");
    bf_buf_fini(&html);
    is_status(bf_mark_text(&marked, arena, analyzer, words, 2, text, &err),
              BF_OK, &err, "a long title");
    ok(marked.cut_end && marked.text.size <= BF_MAX_FIELD_BYTES, "is cut");
    is_status(bf_mark_text(&marked, arena, analyzer, words, 2,
                           (bf_str){NULL, 0}, &err),
              BF_OK, &err, "no title");
    ok(marked.text.data && marked.text.size == 0 && marked.mark_count == 0,
       "is empty");
    free((char *)text.data);
}

/* HTML that does not fit is a status of the buffer. */
static void test_html_limit(void)
{
    bf_marked marked = {.text = bf_str_of("<<<<")};
    bf_buf html;
    bf_error err;
    bf_buf_init(&html, 15);
    bf_marked_html(&html, &marked, "", "");
    is_status(bf_buf_status(&html, &err), BF_ERR_LIMIT, &err, "no room");
    bf_buf_fini(&html);
}

int main(void)
{
    bf_error err;
    is_status(bf_analyzer_new(&analyzer, bf_str_of("en"), &err), BF_OK, &err,
              "an analyzer");
    is_status(bf_arena_new(&arena, ARENA_BYTES, &err), BF_OK, &err, "an arena");
    test_sizes();
    test_options();
    test_scan_limit();
    test_linear();
    test_hostile_phrase();
    test_odd_words();
    test_memory();
    test_mark_text();
    test_html_limit();
    bf_arena_free(arena);
    bf_analyzer_free(analyzer);
    return tap_done();
}
