/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Measuring. A pass runs each query once, in the order of the file: so between
 * two runs of a query are all others, and none finds the caches of the
 * processor full of itself. The first pass warms up and is thrown away.
 */

#include "bench.h"
#include "program/stop.h"
#include "times.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PROGRESS_MS 100.0

typedef struct bench_run {
    bf_searcher *searcher;
    bf_search_request request;
    const bench_queries *queries;
    uint32_t repeat;
    double *times; /* of each query, one pass behind the other */
    bool *partial; /* of each query: whether an answer was */
    uint64_t hits; /* of the pass that runs */
    uint64_t first_change;
    uint64_t last_change;
    bool has_progress;
    double shown_at;
} bench_run;

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Progress ----------------------------------------------------------------- */

static bool wants_progress(void)
{
    const char *terminal = getenv("TERM");
    return isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

/* Between queries, so that no time has it. */
static void show_progress(bench_run *run, uint32_t pass, size_t done)
{
    double now;
    if (!run->has_progress || (now = now_ms()) - run->shown_at < PROGRESS_MS) {
        return;
    }
    run->shown_at = now;
    fprintf(stderr, "\rpass %u of %u, query %zu of %zu\033[K",
            (unsigned)pass + 1, (unsigned)run->repeat + 1, done + 1,
            run->queries->count);
    fflush(stderr);
}

static void erase_progress(const bench_run *run)
{
    if (run->shown_at > 0) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
}

/* Passes ------------------------------------------------------------------- */

/* Run query number `i` for pass number `pass`, from 0, which warms up. */
static bf_status run_query(bench_run *run, uint32_t pass, size_t i,
                           bf_error *err)
{
    const bench_query *query = &run->queries->items[i];
    bf_results *results;
    bf_error why;
    bf_status status;
    double started;
    run->request.query = query->text;
    started = now_ms();
    status = bf_search(&results, run->searcher, &run->request, &why);
    if (status) {
        return bf_fail(err, status, "%s:%zu: %s", run->queries->name,
                       query->line, why.text);
    }
    run->hits += results->count;
    run->last_change = results->change;
    if (pass > 0) {
        run->partial[i] = run->partial[i] || results->partial;
    } else if (i == 0) {
        run->first_change = results->change;
    }
    bf_results_free(results);
    if (pass > 0) {
        run->times[(pass - 1) * run->queries->count + i] = now_ms() - started;
    }
    return BF_OK;
}

static bf_status run_passes(bench_run *run, bf_error *err)
{
    bf_status status = BF_OK;
    for (uint32_t pass = 0; !status && pass <= run->repeat; pass++) {
        run->hits = 0;
        for (size_t i = 0; !status && i < run->queries->count; i++) {
            if (bfi_stop_signal()) {
                return BF_OK;
            }
            show_progress(run, pass, i);
            status = run_query(run, pass, i, err);
        }
    }
    return status;
}

/* Figures ------------------------------------------------------------------ */

/* The time of each query is the median of its repeats. */
static void sum_up(bench_figures *out, const bench_run *run)
{
    size_t count = run->queries->count;
    double repeats[BF_MAX_BENCH_REPEAT];
    for (size_t i = 0; i < count; i++) {
        for (uint32_t pass = 0; pass < run->repeat; pass++) {
            repeats[pass] = run->times[pass * count + i];
        }
        bfi_times_sort(repeats, run->repeat);
        out->times[i] = bfi_times_median(repeats, run->repeat);
        out->partial += run->partial[i];
    }
    out->hits = run->hits;
    out->changed = run->last_change != run->first_change;
}

void bfi_bench_figures_fini(bench_figures *figures)
{
    free(figures->times);
}

bf_status bfi_bench_run(bench_figures *out, bf_searcher *searcher,
                        const bf_search_request *request,
                        const bench_queries *queries, uint32_t repeat,
                        bf_error *err)
{
    bench_run run = {.searcher = searcher,
                     .request = *request,
                     .queries = queries,
                     .repeat = repeat,
                     .has_progress = wants_progress()};
    bf_status status;
    *out = (bench_figures){.times = NULL};
    run.times = calloc(queries->count, repeat * sizeof *run.times);
    run.partial = calloc(queries->count, sizeof *run.partial);
    out->times = calloc(queries->count, sizeof *out->times);
    if (!run.times || !run.partial || !out->times) {
        status = bf_fail(err, BF_ERR_NOMEM, "out of memory");
        goto done;
    }
    status = run_passes(&run, err);
    erase_progress(&run);
    if (!status && !bfi_stop_signal()) {
        sum_up(out, &run);
    }
done:
    free(run.times);
    free(run.partial);
    return status;
}
