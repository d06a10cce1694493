/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Figures, for programs, and what people should know of them. */

#include "bench.h"
#include "program/times.h"

#include <inttypes.h>
#include <stdlib.h>

enum {
    MAX_REPORT_BYTES = 4096,
    /* Of a query that is named. */
    MAX_NAMED_BYTES = 200
};

/* The slowest queries ------------------------------------------------------ */

typedef struct timed_query {
    double ms;
    const bench_query *query;
} timed_query;

/* Slowest first, then in the order of the file. */
static int compare(const void *left, const void *right)
{
    const timed_query *a = left;
    const timed_query *b = right;
    int order = (a->ms < b->ms) - (a->ms > b->ms);
    return order ? order
                 : (a->query->line > b->query->line) -
                       (a->query->line < b->query->line);
}

static bf_status name_slowest(const bench_figures *figures,
                              const bench_queries *queries, size_t wanted,
                              bf_error *err)
{
    timed_query *timed = calloc(queries->count, sizeof *timed);
    if (!timed) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < queries->count; i++) {
        timed[i] = (timed_query){figures->times[i], &queries->items[i]};
    }
    qsort(timed, queries->count, sizeof *timed, compare);
    for (size_t i = 0; i < wanted && i < queries->count; i++) {
        bf_str text = timed[i].query->text;
        bfi_program_say(&bfi_bench, "%.4f ms: %s:%zu: %.*s", timed[i].ms,
                        queries->name, timed[i].query->line,
                        (int)bf_utf8_clip(text, MAX_NAMED_BYTES), text.data);
    }
    free(timed);
    return BF_OK;
}

/* The report --------------------------------------------------------------- */

static void tell_doubts(const bench_figures *figures,
                        const bench_queries *queries)
{
    if (figures->partial > 0) {
        bfi_program_say(&bfi_bench,
                        "%zu of %zu queries were cut short when their budget "
                        "was spent: hits may be missing",
                        figures->partial, queries->count);
    }
    if (figures->changed) {
        bfi_program_say(&bfi_bench, "the index changed while it was measured");
    }
}

static void add_time(bf_buf *out, const char *name, double ms)
{
    bf_buf_printf(out, "%s\t%.4f\n", name, ms);
}

static int print_figures(const bench_figures *figures, size_t count)
{
    const double *times = figures->times;
    bf_buf out;
    int code;
    bf_buf_init(&out, MAX_REPORT_BYTES);
    bf_buf_printf(&out, "queries\t%zu\n", count);
    bf_buf_printf(&out, "hits\t%" PRIu64 "\n", figures->hits);
    add_time(&out, "mean", bfi_times_mean(times, count));
    add_time(&out, "p50", bfi_times_percentile(times, count, 50));
    add_time(&out, "p90", bfi_times_percentile(times, count, 90));
    add_time(&out, "p99", bfi_times_percentile(times, count, 99));
    add_time(&out, "max", times[count - 1]);
    code = bfi_cli_finish(&bfi_bench, &out, 0);
    bf_buf_fini(&out);
    return code;
}

int bfi_bench_report(bench_figures *figures, const bench_queries *queries,
                     uint32_t slowest)
{
    bf_error err;
    tell_doubts(figures, queries);
    if (slowest > 0 && name_slowest(figures, queries, slowest, &err)) {
        return bfi_program_fail(&bfi_bench, &err);
    }
    bfi_times_sort(figures->times, queries->count);
    return print_figures(figures, queries->count);
}
