/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_segment: how fast a segment is read: terms, postings, positions. */

#include <backfile/blocks.h>

#include "options.h"
#include "program/program.h"
#include "program/times.h"
#include "random.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char help[] =
    "Usage: bench_segment [-r N] FOLDER NAME\n"
    "Read the segment NAME in FOLDER in each way that there is, and print what "
    "that\n"
    "takes: nanoseconds of CPU, medians of N rounds (default 5).\n"
    "Exit code: 0, 2 usage; others: docs/exit-codes.md.\n";

static const struct option options[] = {
    {"repeat", required_argument, NULL, 'r'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const program self = {"bench_segment", help, "hr:", options};

enum {
    MAX_SAMPLE = 50000, /* terms that are looked up */
    MAX_WORDS = 200,    /* of which others within some edits are looked for */
    MIN_WORD_BYTES = 5, /* of these */
    LONG_LIST = 1000,   /* documents that have a term whose list is walked */
    STEP = 10           /* blocks passed over at a time */
};

typedef struct sample {
    char term[BF_MAX_INDEX_TERM_BYTES];
    size_t size;
    bf_term_entry entry;
} sample;

typedef struct bench_state {
    const bf_segment *segment;
    sample *terms; /* at random */
    size_t term_count;
    uint64_t sum; /* of what was read, so that it is read */
} bench_state;

/* One way to read: returns how many things it read. */
typedef uint64_t read_function(bench_state *state);

/* Terms ------------------------------------------------------------------- */

/* Choose terms so that each is as likely: Vitter, "Random sampling with a
 * reservoir", 1985, algorithm R. They come in no order. */
static void choose_terms(bench_state *state)
{
    bf_term_cursor cursor;
    bfi_random random = {1};
    uint64_t seen = 0;
    bool more = bf_term_cursor_seek(&cursor, state->segment, bf_str_of(""));
    for (; more; more = bf_term_cursor_next(&cursor)) {
        const uint64_t place =
            seen < MAX_SAMPLE ? seen : bfi_random_below(&random, seen + 1);
        if (place < MAX_SAMPLE) {
            sample *s = &state->terms[place];
            memcpy(s->term, cursor.term.data, cursor.term.size);
            s->size = cursor.term.size;
            s->entry = cursor.entry;
        }
        seen++;
    }
    state->term_count = seen < MAX_SAMPLE ? seen : MAX_SAMPLE;
    for (size_t i = state->term_count; i > 1; i--) {
        const size_t other = bfi_random_below(&random, i);
        const sample swapped = state->terms[i - 1];
        state->terms[i - 1] = state->terms[other];
        state->terms[other] = swapped;
    }
}

static uint64_t find_terms(bench_state *state)
{
    for (size_t i = 0; i < state->term_count; i++) {
        const sample *s = &state->terms[i];
        bf_term_entry entry;
        state->sum +=
            bf_segment_find(state->segment, (bf_str){s->term, s->size}, &entry);
    }
    return state->term_count;
}

static uint64_t miss_terms(bench_state *state)
{
    for (size_t i = 0; i < state->term_count; i++) {
        sample s = state->terms[i];
        bf_term_entry entry;
        s.term[s.size - 1] ^= 1;
        state->sum +=
            bf_segment_find(state->segment, (bf_str){s.term, s.size}, &entry);
    }
    return state->term_count;
}

static uint64_t walk_terms(bench_state *state)
{
    bf_term_cursor cursor;
    uint64_t count = 0;
    bool more = bf_term_cursor_seek(&cursor, state->segment, bf_str_of(""));
    for (; more; more = bf_term_cursor_next(&cursor)) {
        count++;
    }
    return count;
}

static bf_status count_match(void *payload, bf_str term, unsigned edits,
                             const bf_term_entry *entry)
{
    (void)term;
    (void)edits;
    (void)entry;
    ++*(uint64_t *)payload;
    return BF_OK;
}

/* Terms near words of the text. */
static uint64_t find_near(bench_state *state, unsigned edits)
{
    uint64_t count = 0;
    for (size_t i = 0; i < state->term_count && count < MAX_WORDS; i++) {
        const sample *s = &state->terms[i];
        const bf_fuzzy fuzzy = {
            {NULL, 0}, {s->term, s->size}, edits, UINT32_MAX};
        bool complete;
        if (s->entry.kind == BF_TERM_TEXT && s->size >= MIN_WORD_BYTES) {
            state->sum +=
                bf_segment_fuzzy(&complete, state->segment, &fuzzy, count_match,
                                 &state->sum, NULL) == BF_OK;
            count++;
        }
    }
    return count;
}

static uint64_t find_near_by_one(bench_state *state)
{
    return find_near(state, 1);
}

static uint64_t find_near_by_two(bench_state *state)
{
    return find_near(state, 2);
}

/* Postings ---------------------------------------------------------------- */

static uint64_t read_lists(bench_state *state, uint32_t least, uint32_t most,
                           bool with_freqs)
{
    bf_postings postings;
    uint64_t count = 0;
    for (size_t i = 0; i < state->term_count; i++) {
        const bf_term_entry *entry = &state->terms[i].entry;
        if (entry->documents < least || entry->documents > most ||
            entry->kind == BF_TERM_FILTER) {
            continue;
        }
        bf_postings_open(&postings, state->segment, entry);
        while (bf_postings_next(&postings)) {
            count += postings.count;
            state->sum += postings.docs[postings.count - 1];
            if (with_freqs && bf_postings_freqs(&postings)) {
                state->sum += postings.freqs[0];
            }
        }
    }
    return count;
}

static uint64_t read_long_docs(bench_state *state)
{
    return read_lists(state, LONG_LIST, UINT32_MAX, false);
}

static uint64_t read_long_freqs(bench_state *state)
{
    return read_lists(state, LONG_LIST, UINT32_MAX, true);
}

static uint64_t read_short_lists(bench_state *state)
{
    return read_lists(state, 2, BF_BLOCK_POSTINGS - 1, true);
}

static uint64_t open_lists(bench_state *state)
{
    bf_postings postings;
    for (size_t i = 0; i < state->term_count; i++) {
        bf_postings_open(&postings, state->segment, &state->terms[i].entry);
        state->sum += postings.block_count;
    }
    return state->term_count;
}

static uint64_t skip_blocks(bench_state *state)
{
    bf_postings postings;
    uint64_t count = 0;
    for (size_t i = 0; i < state->term_count; i++) {
        const bf_term_entry *entry = &state->terms[i].entry;
        if (entry->documents < LONG_LIST) {
            continue;
        }
        bf_postings_open(&postings, state->segment, entry);
        for (uint32_t b = 0; b < postings.block_count;) {
            const uint32_t local = bf_postings_last(&postings, b) + 1;
            b = bf_postings_find(&postings, b, local) + STEP;
            state->sum += b;
            count++;
        }
    }
    return count;
}

static uint64_t bound_blocks(bench_state *state)
{
    const bf_score_params params = BF_SCORE_PARAMS_DEFAULT;
    const bf_score_stats stats = {1000, 300};
    bf_postings postings;
    bf_bounds bounds;
    uint64_t count = 0;
    bf_bounds_init(&bounds, &params, &stats);
    for (size_t i = 0; i < state->term_count; i++) {
        const bf_term_entry *entry = &state->terms[i].entry;
        if (entry->documents < LONG_LIST) {
            continue;
        }
        bf_postings_open(&postings, state->segment, entry);
        for (uint32_t b = 0; b < postings.block_count; b++) {
            state->sum +=
                bf_bounds_of(&bounds, bf_postings_maxima(&postings, b)) > 1;
        }
        count += postings.block_count;
    }
    return count;
}

/* Positions --------------------------------------------------------------- */

/* The positions of each `every`th document. */
static uint64_t read_positions(bench_state *state, uint32_t every,
                               bool with_forms)
{
    bf_postings postings;
    bf_positions positions;
    uint64_t count = 0;
    for (size_t i = 0; i < state->term_count; i++) {
        const bf_term_entry *entry = &state->terms[i].entry;
        if (entry->documents < LONG_LIST || entry->kind != BF_TERM_TEXT) {
            continue;
        }
        bf_postings_open(&postings, state->segment, entry);
        bf_positions_open(&positions, state->segment, entry);
        while (bf_postings_next(&postings)) {
            for (uint32_t p = 0; p < postings.count; p += every, count++) {
                state->sum +=
                    bf_positions_read(&positions, &postings,
                                      postings.block * BF_BLOCK_POSTINGS + p) &&
                    (!with_forms || bf_positions_forms(&positions));
            }
        }
        bf_positions_fini(&positions);
    }
    return count;
}

static uint64_t read_all_positions(bench_state *state)
{
    return read_positions(state, 1, false);
}

static uint64_t read_all_forms(bench_state *state)
{
    return read_positions(state, 1, true);
}

static uint64_t read_some_positions(bench_state *state)
{
    return read_positions(state, BF_BLOCK_POSTINGS, false);
}

/* The rest ---------------------------------------------------------------- */

static uint64_t read_fields(bench_state *state)
{
    const uint32_t documents = bf_segment_get_info(state->segment)->documents;
    for (uint32_t i = 0; i < documents; i++) {
        uint32_t start;
        uint32_t end;
        state->sum += bf_segment_field_range(state->segment, i, BF_FIELD_BODY,
                                             &start, &end);
    }
    return documents;
}

static uint64_t verify(bench_state *state)
{
    state->sum += bf_segment_verify(state->segment, NULL) == BF_OK;
    return bf_segment_get_info(state->segment)->bytes;
}

typedef struct way {
    const char *name;
    const char *unit;
    read_function *read;
} way;

static const way ways[] = {
    {"find a term", "term", find_terms},
    {"find none", "term", miss_terms},
    {"walk over terms", "term", walk_terms},
    {"one edit from a word", "word", find_near_by_one},
    {"two edits from a word", "word", find_near_by_two},
    {"open a list", "list", open_lists},
    {"documents, long lists", "posting", read_long_docs},
    {"and frequencies", "posting", read_long_freqs},
    {"all of short lists", "posting", read_short_lists},
    {"skip ten blocks", "skip", skip_blocks},
    {"bound a block", "block", bound_blocks},
    {"positions", "document", read_all_positions},
    {"and forms", "document", read_all_forms},
    {"positions, one a block", "document", read_some_positions},
    {"range of a field", "document", read_fields},
    {"check all of it", "byte", verify},
};

static void measure(bench_state *state, const way *w, uint32_t repeats)
{
    double times[BFI_MAX_REPEATS];
    uint64_t count = 0;
    for (uint32_t i = 0; i < repeats; i++) {
        const clock_t start = clock();
        count = w->read(state);
        times[i] = (double)(clock() - start) / CLOCKS_PER_SEC;
    }
    bfi_times_sort(times, repeats);
    printf("%s\t%" PRIu64 "\t%.2f\t%s\n", w->name, count,
           count > 0 ? bfi_times_median(times, repeats) * 1e9 / (double)count
                     : 0,
           w->unit);
}

static bf_status bench(const char *folder, const char *name, uint32_t repeats,
                       bf_error *err)
{
    bench_state state = {.segment = NULL};
    bf_segment *segment;
    const double start = bfi_seconds_now();
    bf_status status = bf_segment_open(&segment, folder, name, err);
    const double opened = bfi_seconds_now();
    state.segment = segment;
    state.terms = calloc(MAX_SAMPLE, sizeof *state.terms);
    if (!status && !state.terms) {
        status = bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    if (!status) {
        printf("%u documents, %.1f MB, opened in %.3f ms\n",
               (unsigned)bf_segment_get_info(segment)->documents,
               (double)bf_segment_get_info(segment)->bytes / 1e6,
               (opened - start) * 1e3);
        choose_terms(&state);
        printf("what\tcount\tns\ta\n");
        for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
            measure(&state, &ways[i], repeats);
        }
        printf("# %" PRIu64 "\n", state.sum);
    }
    free(state.terms);
    bf_segment_free(segment);
    return status;
}

int main(int argc, char **argv)
{
    uint32_t repeats;
    bf_error err;
    int step;
    bfi_program_hold_streams();
    step = bfi_bench_options(&repeats, NULL, &self, 2, argc, argv);
    if (step != PROGRAM_GO_ON) {
        return step;
    }
    if (bench(argv[optind], argv[optind + 1], repeats, &err)) {
        return bfi_program_fail(&self, &err);
    }
    return bfi_program_print(&self, bf_str_of(""));
}
