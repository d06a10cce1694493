/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Measuring. A pass runs each query once, in the order of the file: so between
 * two runs of a query are all others, and none finds the caches of the
 * processor full of itself. The first pass warms up and is thrown away.
 */

#include "bench.h"
#include "program/progress.h"
#include "program/stop.h"
#include "program/times.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    bfi_progress progress;
} bench_run;

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
    started = bfi_seconds_now();
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
        run->times[(pass - 1) * run->queries->count + i] =
            1e3 * (bfi_seconds_now() - started);
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
            /* Between queries, so that no time has it. */
            bfi_progress_show(&run->progress, "pass %u of %u, query %zu of %zu",
                              (unsigned)pass + 1, (unsigned)run->repeat + 1,
                              i + 1, run->queries->count);
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
                     .repeat = repeat};
    bf_status status;
    *out = (bench_figures){.times = NULL};
    bfi_progress_init(&run.progress, false);
    run.times = calloc(queries->count, repeat * sizeof *run.times);
    run.partial = calloc(queries->count, sizeof *run.partial);
    out->times = calloc(queries->count, sizeof *out->times);
    if (!run.times || !run.partial || !out->times) {
        status = bf_fail(err, BF_ERR_NOMEM, "out of memory");
        goto done;
    }
    status = run_passes(&run, err);
    bfi_progress_erase(&run.progress);
    if (!status && !bfi_stop_signal()) {
        sum_up(out, &run);
    }
done:
    free(run.times);
    free(run.partial);
    return status;
}
