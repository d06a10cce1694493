/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_match: how fast the matcher of blocks is. */

#include <backfile/match.h>

#include "options.h"
#include "program/program.h"
#include "program/times.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char help[] =
    "Usage: bench_match [-r N] QUERIES FOLDER NAME...\n"
    "Match the queries in QUERIES, one a line, against the segments of these "
    "names\n"
    "in FOLDER, in the order of their articles: any of the words, all of them, "
    "and\n"
    "the line as a phrase. Each with matches counted as far as pruning goes, "
    "up to\n"
    "1000, and all of them. Print lines with tabs between: what, how far "
    "counted,\n"
    "mean, median, 99th percentile and maximum of milliseconds (the least of "
    "N,\n"
    "default 3, of each query), matches shown, and the sum of their scores.\n"
    "Exit code: 0, 2 usage; others: docs/exit-codes.md.\n";

static const struct option options[] = {
    {"repeat", required_argument, NULL, 'r'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const program self = {"bench_match", help, "hr:", options};

typedef struct bench_state {
    bf_segment *segments[BF_MAX_SEGMENTS];
    bf_blocks_part parts[BF_MAX_SEGMENTS];
    bf_blocks blocks;
    bf_analyzer_set *analyzers;
    bf_plan_index index;
    uint32_t repeats;
    bf_time now;
} bench_state;

/* What a row is about. */
typedef struct bench_kind {
    const char *name;
    bf_query_reading reading;
    bf_mode mode;
} bench_kind;

/* Queries ----------------------------------------------------------------- */

typedef struct plan_list {
    bf_plan **items;
    size_t count;
} plan_list;

static void plans_fini(plan_list *plans)
{
    for (size_t i = 0; i < plans->count; i++) {
        bf_plan_free(plans->items[i]);
    }
    free(plans->items);
}

static bf_status add_plan(plan_list *plans, const bench_state *state,
                          const bench_kind *kind, bf_str line, bf_error *err)
{
    bf_query *query = NULL;
    bf_status status = bf_query_parse(&query, line, kind->reading, err);
    if (!status) {
        status = bf_plan_build(&plans->items[plans->count], query,
                               &state->index, kind->mode, false, err);
        plans->count += status == BF_OK;
    }
    bf_query_free(query);
    return status;
}

/* The next line of `text`, which it loses. */
static bf_str take_line(bf_str *text)
{
    const char *end = memchr(text->data, '\n', text->size);
    const bf_str line = {text->data,
                         end ? (size_t)(end - text->data) : text->size};
    const size_t used = line.size + (end != NULL);
    *text = (bf_str){text->data + used, text->size - used};
    return line;
}

static bf_status make_plans(plan_list *out, const bench_state *state,
                            const bench_kind *kind, bf_str text, bf_error *err)
{
    size_t lines = 1;
    bf_status status = BF_OK;
    for (size_t i = 0; i < text.size; i++) {
        lines += text.data[i] == '\n';
    }
    *out = (plan_list){calloc(lines, sizeof(bf_plan *)), 0};
    if (!out->items) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    while (text.size > 0 && !status) {
        const bf_str line = take_line(&text);
        if (line.size > 0) {
            status = add_plan(out, state, kind, line, err);
        }
    }
    return status;
}

/* Measuring --------------------------------------------------------------- */

typedef struct bench_sums {
    double *best; /* milliseconds of each query */
    uint64_t shown;
    double scores;
} bench_sums;

static bf_status run_all(bench_sums *sums, const bench_state *state,
                         const plan_list *plans, uint32_t counted,
                         bf_error *err)
{
    const bf_match_request request = {
        .limit = 10, .count_at_least = counted, .now = state->now};
    sums->shown = 0;
    sums->scores = 0;
    for (size_t i = 0; i < plans->count; i++) {
        const double start = bfi_seconds_now();
        bf_matches *page;
        bf_status status = bf_blocks_match(&page, &state->blocks,
                                           plans->items[i], &request, err);
        const double ms = (bfi_seconds_now() - start) * 1e3;
        if (status) {
            return status;
        }
        if (sums->best[i] == 0 || ms < sums->best[i]) {
            sums->best[i] = ms;
        }
        sums->shown += page->count;
        for (size_t k = 0; k < page->count; k++) {
            sums->scores += page->items[k].score;
        }
        bf_matches_free(page);
    }
    return BF_OK;
}

static bf_status bench_row(const bench_state *state, const bench_kind *kind,
                           const plan_list *plans, uint32_t counted,
                           bf_error *err)
{
    bench_sums sums = {calloc(plans->count + 1, sizeof(double)), 0, 0};
    bf_status status =
        sums.best ? BF_OK : bf_fail(err, BF_ERR_NOMEM, "out of memory");
    for (uint32_t i = 0; i < state->repeats && !status; i++) {
        status = run_all(&sums, state, plans, counted, err);
    }
    if (!status && plans->count > 0) {
        const size_t count = plans->count;
        bfi_times_sort(sums.best, count);
        printf("%s\t", kind->name);
        if (counted == UINT32_MAX) {
            printf("all");
        } else {
            printf("%u", counted);
        }
        printf("\t%.3f\t%.3f\t%.3f\t%.3f\t%ju\t%.6f\n",
               bfi_times_mean(sums.best, count),
               bfi_times_median(sums.best, count),
               bfi_times_percentile(sums.best, count, 99), sums.best[count - 1],
               (uintmax_t)sums.shown, sums.scores);
        fflush(stdout);
    }
    free(sums.best);
    return status;
}

static bf_status bench_all(const bench_state *state, bf_str queries,
                           bf_error *err)
{
    static const bench_kind kinds[] = {
        {"any", BF_QUERY_AS_TYPED, BF_MODE_ANY},
        {"all", BF_QUERY_AS_TYPED, BF_MODE_ALL},
        {"phrase", BF_QUERY_AS_PHRASE, BF_MODE_ALL}};
    static const uint32_t counts[] = {0, 1000, UINT32_MAX};
    bf_status status = BF_OK;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !status; i++) {
        plan_list made;
        status = make_plans(&made, state, &kinds[i], queries, err);
        for (size_t k = 0; k < sizeof counts / sizeof *counts && !status; k++) {
            status = bench_row(state, &kinds[i], &made, counts[k], err);
        }
        plans_fini(&made);
    }
    return status;
}

/* Segments ---------------------------------------------------------------- */

static bf_status frequency(void *context, uint32_t *out, bf_str term,
                           bf_error *err)
{
    return bf_blocks_frequency(out, (const bf_blocks *)context, term, err);
}

static bf_status expand(void *context, bf_str prefix,
                        bf_status (*each)(void *payload, bf_str term,
                                          uint32_t frequency),
                        void *payload, bf_error *err)
{
    return bf_blocks_terms((const bf_blocks *)context, prefix, each, payload,
                           err);
}

static bf_status open_all(bench_state *state, const char *folder, char **names,
                          bf_error *err)
{
    static const char *const languages[] = {"en"};
    double length = 0;
    for (; *names; names++) {
        const size_t at = state->blocks.part_count;
        const bf_segment_info *info;
        bf_status status =
            bf_segment_open(&state->segments[at], folder, *names, err);
        if (status) {
            return status;
        }
        info = bf_segment_get_info(state->segments[at]);
        state->parts[at].segment = state->segments[at];
        state->blocks.part_count++;
        state->index.stats.documents += info->documents;
        length += (double)info->length;
    }
    state->blocks.parts = state->parts;
    state->index.context = &state->blocks;
    state->index.stats.average_length =
        length / (double)state->index.stats.documents;
    state->index.languages = languages;
    state->index.language_count = 1;
    state->index.frequency = frequency;
    state->index.expand = expand;
    return BF_OK;
}

static bf_status bench(char **arguments, uint32_t repeats, bf_error *err)
{
    bench_state state = {.repeats = repeats, .now = time(NULL)};
    bf_buf queries;
    bf_status status = bf_analyzer_set_new(&state.analyzers, err);
    bf_buf_init(&queries, SIZE_MAX);
    if (!status) {
        status = open_all(&state, arguments[1], arguments + 2, err);
    }
    state.index.analyzers = state.analyzers;
    if (!status) {
        status = bf_file_read(&queries, arguments[0], err);
    }
    if (!status) {
        status = bench_all(&state, bf_buf_str(&queries), err);
    }
    bf_buf_fini(&queries);
    for (size_t i = 0; i < state.blocks.part_count; i++) {
        bf_segment_free(state.segments[i]);
    }
    bf_analyzer_set_free(state.analyzers);
    return status;
}

int main(int argc, char **argv)
{
    uint32_t repeats;
    bf_error err;
    int step;
    bfi_program_hold_streams();
    step = bfi_bench_options(&repeats, NULL, &self, 3, argc, argv);
    if (step != PROGRAM_GO_ON) {
        return step;
    }
    if (argc - optind > 2 + (int)BF_MAX_SEGMENTS) {
        return bfi_program_usage(&self, "too many segments");
    }
    if (bench(argv + optind, repeats, &err)) {
        return bfi_program_fail(&self, &err);
    }
    return bfi_program_print(&self, bf_str_of(""));
}
