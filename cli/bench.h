/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_CLI_BENCH_H
#define BF_CLI_BENCH_H

/*
 * What the files of `backfile bench` share. bench.c has the command line and
 * prints, bench_queries.c reads the queries, bench_run.c measures.
 */

#include "cli.h"

extern const program bfi_bench;

typedef struct bench_query {
    bf_str text; /* in the input */
    size_t line; /* from 1 */
} bench_query;

typedef struct bench_queries {
    const char *name; /* of the input, for messages */
    bf_buf input;
    bench_query *items;
    size_t count;
    size_t empty_lines; /* left out, and named */
    size_t bad_lines;   /* that are no text: left out, and named */
    size_t long_lines;  /* over BF_MAX_QUERY_BYTES: named */
} bench_queries;

/* Read the queries of the file `path`, one a line; "-": standard input. Lines
 * that are left out are named. bfi_bench_queries_fini() follows in any case. */
BF_MUST_CHECK bf_status bfi_bench_queries_read(bench_queries *out,
                                               const char *path, bf_error *err);
void bfi_bench_queries_fini(bench_queries *queries);

/* What was measured. */
typedef struct bench_figures {
    double *times;  /* of each query, milliseconds */
    uint64_t hits;  /* on the pages of one pass, all together */
    size_t partial; /* queries with an answer that was cut short */
    bool changed;   /* something was committed meanwhile */
} bench_figures;

/*
 * Run the queries, of which there is one at least, once to warm up and then
 * `repeat` times, 1 to BF_MAX_BENCH_REPEAT. When bfi_stop_signal() is set this
 * ends early with BF_OK, and there are no figures. A failure names the line of
 * its query. bfi_bench_figures_fini() follows in any case.
 */
BF_MUST_CHECK bf_status bfi_bench_run(bench_figures *out, bf_searcher *searcher,
                                      const bf_search_request *request,
                                      const bench_queries *queries,
                                      uint32_t repeat, bf_error *err);
void bfi_bench_figures_fini(bench_figures *figures);

/* Print the figures, and say what there is to say of them, the `slowest`
 * slowest queries among it. Puts the times in order. The exit code. */
int bfi_bench_report(bench_figures *figures, const bench_queries *queries,
                     uint32_t slowest);

#endif
