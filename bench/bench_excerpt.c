/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_excerpt: how long an excerpt takes, by the size of the text. */

#include <backfile/excerpt.h>
#include <backfile/limits.h>

#include "draw_query.h"
#include "options.h"
#include "program/program.h"
#include "program/times.h"
#include "seed.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

static const char help[] =
    "Usage: bench_excerpt [-r N] FILE...\n"
    "Make excerpts of texts of several sizes, which are put together from the\n"
    "English bodies in each FILE (JSON Lines, - is standard input), and print\n"
    "a line a size, with tabs between: kilobytes (of 1,000 bytes) of the "
    "text,\n"
    "and microseconds an excerpt for three words of it, for the same words as\n"
    "a phrase, and for a word that it lacks. They are medians of N\n"
    "(default 3).\n"
    "Exit code: 0, 2 usage, 65 too little text; others: docs/exit-codes.md.\n";

static const struct option options[] = {
    {"repeat", required_argument, NULL, 'r'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const program tool = {"bench_excerpt", help, "hr:", options};

enum {
    TEXTS = 8, /* of each size */
    WORDS = 3,
    RANDOM_SEED = 1
};

/* A repeat makes excerpts of so many bytes of text. */
static const double repeat_bytes = 2e6;

static const size_t sizes[] = {1000, 4000, 16000, 64000, 256000, 1000000};

typedef struct bench {
    uint32_t repeats;
    bfi_seed seed;
    bf_analyzer *analyzer;
    bf_arena *words_arena;
    bf_arena *arena;
    bfi_words words;
    bfi_random random;
    bf_buf texts[TEXTS];
    bf_mark_word marks[TEXTS][WORDS];
} bench;

/* Texts and their words -----------------------------------------------------
 */

/* Put bodies behind each other, from one that is drawn on, until there are
 * `size` bytes; valid UTF-8. */
static void fill_text(bf_buf *out, bench *self, size_t size)
{
    size_t at = bfi_random_below(&self->random, self->seed.article_count);
    bf_buf_reset(out);
    while (out->size < size && out->status == BF_OK) {
        bf_str body = self->seed.articles[at].body;
        bf_buf_add(out, body.data, body.size);
        bf_buf_add_byte(out, '\n');
        at = (at + 1) % self->seed.article_count;
    }
    bf_buf_truncate(out, bf_utf8_clip(bf_buf_str(out), size));
}

/* The words of `query` as marks. */
static bf_status fill_marks(bf_mark_word *marks, bench *self, bf_str query,
                            bf_error *err)
{
    bf_token token;
    bf_analyzer_start(self->analyzer, query);
    for (size_t i = 0; i < WORDS; i++) {
        if (!bf_analyzer_next(self->analyzer, &token)) {
            return bf_fail(err, BF_ERR_INVALID, "a query has too few words");
        }
        marks[i] =
            (bf_mark_word){.term = bf_arena_copy(self->words_arena, token.term),
                           .word = bf_arena_copy(self->words_arena, token.word),
                           .place = i,
                           .weight = 1.0 + (double)i};
        if (!marks[i].term.data || !marks[i].word.data) {
            return bf_fail(err, BF_ERR_NOMEM, "out of memory");
        }
    }
    return BF_OK;
}

static bf_status draw_marks(bf_mark_word *marks, bench *self, bf_str text,
                            bf_error *err)
{
    bf_buf query;
    bf_status status = bfi_words_find(&self->words, text, err);
    bf_buf_init(&query, BF_MAX_QUERY_BYTES);
    if (!status && !bfi_query_draw(&query, &self->words, text, WORDS, WORDS,
                                   &self->random)) {
        status = bf_fail(err, BF_ERR_INVALID, "the articles have no text");
    }
    if (!status) {
        status = bf_buf_status(&query, err);
    }
    if (!status) {
        status = fill_marks(marks, self, bf_buf_str(&query), err);
    }
    bf_buf_fini(&query);
    return status;
}

static bf_status fill(bench *self, size_t size, bf_error *err)
{
    bf_status status = BF_OK;
    bf_arena_reset(self->words_arena);
    for (size_t i = 0; i < TEXTS && !status; i++) {
        fill_text(&self->texts[i], self, size);
        status = bf_buf_status(&self->texts[i], err);
        if (!status) {
            status = draw_marks(self->marks[i], self,
                                bf_buf_str(&self->texts[i]), err);
        }
    }
    return status;
}

/* Timing --------------------------------------------------------------------
 */

/* What is marked: `count` words in each text. Those of the next text stand
 * `stride` words on. */
typedef struct wanted {
    const bf_mark_word *marks;
    size_t count;
    size_t stride;
} wanted;

/* Make an excerpt of each text. */
static bf_status pass(bench *self, const wanted *what, bf_error *err)
{
    bf_excerpt_opts opts = BF_EXCERPT_OPTS_DEFAULT;
    bf_status status = BF_OK;
    for (size_t i = 0; i < TEXTS && !status; i++) {
        bf_excerpt excerpt;
        bf_arena_reset(self->arena);
        status = bf_excerpt_make(&excerpt, self->arena, self->analyzer,
                                 what->marks + i * what->stride, what->count,
                                 bf_buf_str(&self->texts[i]), &opts, err);
    }
    return status;
}

/* Microseconds an excerpt of the texts, which have `size` bytes. */
static bf_status time_passes(double *out, bench *self, size_t size,
                             const wanted *what, bf_error *err)
{
    int passes = (int)(repeat_bytes / (double)size / TEXTS) + 1;
    double seconds[BFI_MAX_REPEATS] = {0};
    bf_status status = pass(self, what, err); /* warms up */
    for (uint32_t i = 0; i < self->repeats && !status; i++) {
        double start = bfi_seconds_now();
        for (int k = 0; k < passes && !status; k++) {
            status = pass(self, what, err);
        }
        seconds[i] = bfi_seconds_now() - start;
    }
    bfi_times_sort(seconds, self->repeats);
    *out = bfi_times_median(seconds, self->repeats) / passes / TEXTS * 1e6;
    return status;
}

static void make_phrases(bench *self)
{
    for (size_t i = 0; i < TEXTS; i++) {
        for (size_t k = 0; k < WORDS; k++) {
            self->marks[i][k].phrase = 1;
        }
    }
}

static bf_status time_size(bench *self, size_t size, bf_error *err)
{
    const bf_mark_word none = {
        .term = bf_str_of("qqqqq"), .word = bf_str_of("qqqqq"), .weight = 1};
    const wanted own = {self->marks[0], WORDS, WORDS};
    const wanted missing = {&none, 1, 0};
    double words = 0;
    double phrase = 0;
    double nothing = 0;
    bf_status status = fill(self, size, err);
    if (!status) {
        status = time_passes(&words, self, size, &own, err);
    }
    if (!status) {
        make_phrases(self);
        status = time_passes(&phrase, self, size, &own, err);
    }
    if (!status) {
        status = time_passes(&nothing, self, size, &missing, err);
    }
    if (!status) {
        printf("%.0f\t%.1f\t%.1f\t%.1f\n", (double)size / 1e3, words, phrase,
               nothing);
    }
    return status;
}

/* The whole -----------------------------------------------------------------
 */

static bf_status prepare(bench *self, char **paths, bf_error *err)
{
    bfi_seed_choice choice = {.lang = "en"};
    bf_status status = bfi_seed_init(&self->seed, err);
    for (; !status && *paths; paths++) {
        status = bfi_seed_read(&self->seed, *paths, &choice, err);
    }
    if (!status && self->seed.article_count == 0) {
        return bf_fail(err, BF_ERR_INVALID, "no English article was read");
    }
    if (!status) {
        status = bf_arena_new(&self->arena, SIZE_MAX, err);
    }
    if (!status) {
        status = bf_arena_new(&self->words_arena, SIZE_MAX, err);
    }
    return status ? status
                  : bf_analyzer_new(&self->analyzer, bf_str_of("en"), err);
}

static bf_status run(char **paths, uint32_t repeats, bf_error *err)
{
    bench self;
    bf_status status;
    memset(&self, 0, sizeof self);
    self.repeats = repeats;
    for (size_t i = 0; i < TEXTS; i++) {
        bf_buf_init(&self.texts[i], 2 * (size_t)BF_MAX_ARTICLE_BYTES);
    }
    bfi_random_start(&self.random, RANDOM_SEED, 0, 0);
    status = prepare(&self, paths, err);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0] && !status; i++) {
        status = time_size(&self, sizes[i], err);
    }
    for (size_t i = 0; i < TEXTS; i++) {
        bf_buf_fini(&self.texts[i]);
    }
    bfi_words_fini(&self.words);
    bf_analyzer_free(self.analyzer);
    bf_arena_free(self.arena);
    bf_arena_free(self.words_arena);
    bfi_seed_fini(&self.seed);
    return status;
}

int main(int argc, char **argv)
{
    uint32_t repeats;
    bf_error err;
    int step;
    bfi_program_hold_streams();
    step = bfi_bench_options(&repeats, NULL, &tool, 1, argc, argv);
    if (step != PROGRAM_GO_ON) {
        return step;
    }
    if (run(argv + optind, repeats, &err)) {
        int code = bfi_program_fail(&tool, &err);
        return err.status == BF_ERR_INVALID ? EX_DATAERR : code;
    }
    return bfi_program_print(&tool, bf_str_of(""));
}
