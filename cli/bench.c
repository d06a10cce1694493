/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile bench: how long queries take, in this process and on one thread. */

#include "bench.h"

#include "program/stop.h"

#include <time.h>

static const char help[] =
    "Usage: backfile bench [OPTION]... --queries=FILE\n"
    "Measure how long an index takes to answer queries, one after the other "
    "in\n"
    "one thread. FILE has a query a line, in UTF-8; - is standard input.\n"
    "\n"
    "  -i, --index=INDEX      the index folder (default: $BACKFILE_INDEX)\n"
    "      --queries=FILE     the queries\n"
    "      --mode=MODE        auto (default), all, any, phrase: as in search\n"
    "  -n, --limit=N          ask for N results, 1 to 1000 (default 10)\n"
    "      --lang=LANG        the language of the queries (default: those of "
    "the\n"
    "                         index)\n"
    "      --exact-total      count all that is found\n"
    "      --stage=STAGE      match: parse, plan and match (default); full: "
    "read\n"
    "                         the articles and make excerpts as well\n"
    "      --matcher=MATCHER  auto (default), reference, blocks\n"
    "      --repeat=N         run all queries N times, 1 to 100 (default 3)\n"
    "      --slowest=N        name the N slowest queries on standard error\n"
    "  -h, --help             show this\n"
    "      --version          show the version\n"
    "\n"
    "A first pass over all queries warms up. The time of a query is the median "
    "of\n"
    "its repeats, which are a whole pass apart. Printed are, a name, a tab and "
    "a\n"
    "value a line: queries; hits, the results of one pass; and in milliseconds "
    "mean,\n"
    "p50, p90, p99 (percentiles by nearest rank) and max of the times.\n"
    "Exit code: 0 done; 1 done, but lines of FILE are not text, or it has no "
    "query;\n"
    "2 usage; others: docs/exit-codes.md.\n";

enum {
    OPT_QUERIES = CLI_OPT_OWN,
    OPT_MODE,
    OPT_LANG,
    OPT_EXACT_TOTAL,
    OPT_STAGE,
    OPT_MATCHER,
    OPT_REPEAT,
    OPT_SLOWEST
};

enum {
    DEFAULT_REPEAT = 3
};

static const struct option options[] = {
    {"queries", required_argument, NULL, OPT_QUERIES},
    {"mode", required_argument, NULL, OPT_MODE},
    {"limit", required_argument, NULL, 'n'},
    {"lang", required_argument, NULL, OPT_LANG},
    {"exact-total", no_argument, NULL, OPT_EXACT_TOTAL},
    {"stage", required_argument, NULL, OPT_STAGE},
    {"matcher", required_argument, NULL, OPT_MATCHER},
    {"repeat", required_argument, NULL, OPT_REPEAT},
    {"slowest", required_argument, NULL, OPT_SLOWEST},
    PROGRAM_OPTIONS,
};

const program bfi_bench = {"backfile bench", help, ":hi:n:", options};

typedef struct bench_options {
    bf_search_request request;
    const char *queries; /* path; NULL: not given */
    uint32_t repeat;
    uint32_t slowest;
} bench_options;

/* The command line --------------------------------------------------------- */

static int take_stage(bf_search_request *request)
{
    return bf_search_stage_find(&request->stage, bf_str_of(optarg))
               ? PROGRAM_GO_ON
               : bfi_program_usage(&bfi_bench,
                                   "--stage: %s is not match or full", optarg);
}

static int take_matcher(bf_search_request *request)
{
    return bf_search_matcher_find(&request->matcher, bf_str_of(optarg))
               ? PROGRAM_GO_ON
               : bfi_program_usage(
                     &bfi_bench,
                     "--matcher: %s is not auto, reference or blocks", optarg);
}

static int take(void *closure, int option)
{
    bench_options *out = closure;
    bf_search_request *request = &out->request;
    switch (option) {
    case OPT_QUERIES:
        out->queries = optarg;
        break;
    case OPT_MODE:
        return bfi_cli_mode(&request->mode, &bfi_bench);
    case 'n':
        return bfi_program_number(&request->limit, &bfi_bench, "--limit", 1,
                                  BF_MAX_PAGE);
    case OPT_LANG:
        request->lang = bf_str_of(optarg);
        return bfi_cli_lang(&bfi_bench);
    case OPT_EXACT_TOTAL:
        request->exact_total = true;
        break;
    case OPT_STAGE:
        return take_stage(request);
    case OPT_MATCHER:
        return take_matcher(request);
    case OPT_REPEAT:
        return bfi_program_number(&out->repeat, &bfi_bench, "--repeat", 1,
                                  BF_MAX_BENCH_REPEAT);
    default:
        return bfi_program_number(&out->slowest, &bfi_bench, "--slowest", 1,
                                  BF_MAX_BENCH_QUERIES);
    }
    return PROGRAM_GO_ON;
}

static int check(const bench_options *wanted, int argc, char **argv)
{
    if (optind < argc) {
        return bfi_program_usage(&bfi_bench, "%s: takes no arguments",
                                 argv[optind]);
    }
    return wanted->queries
               ? PROGRAM_GO_ON
               : bfi_program_usage(&bfi_bench,
                                   "which queries? No --queries was given");
}

/* Measuring ---------------------------------------------------------------- */

/* What is wrong with all queries is no query's fault: ask for nothing first. */
static bf_status try_request(bf_searcher *searcher,
                             const bf_search_request *request, bf_error *err)
{
    bf_search_request nothing = *request;
    bf_results *results;
    bf_status status;
    nothing.query = bf_str_of("");
    status = bf_search(&results, searcher, &nothing, err);
    bf_results_free(results);
    return status;
}

static int measure(const bench_options *wanted, bf_searcher *searcher,
                   const bench_queries *queries)
{
    bench_figures figures;
    bf_error err;
    int code = 0;
    if (queries->count == 0) {
        bfi_program_say(&bfi_bench, "%s: no query to run", queries->name);
        return CLI_NOTHING;
    }
    if (bfi_bench_run(&figures, searcher, &wanted->request, queries,
                      wanted->repeat, &err)) {
        code = bfi_program_fail(&bfi_bench, &err);
    } else if (!bfi_stop_signal()) {
        code = bfi_bench_report(&figures, queries, wanted->slowest);
    }
    bfi_bench_figures_fini(&figures);
    return code == 0 && queries->bad_lines > 0 ? CLI_NOTHING : code;
}

static int bench(const bench_options *wanted, const char *index)
{
    bench_queries queries = {.count = 0};
    bf_searcher *searcher = NULL;
    bf_error err;
    int code = 0;
    if (bf_searcher_open(&searcher, index, &err) ||
        try_request(searcher, &wanted->request, &err) ||
        bfi_bench_queries_read(&queries, wanted->queries, &err)) {
        code = bfi_program_fail(&bfi_bench, &err);
    } else if (!bfi_stop_signal()) {
        code = measure(wanted, searcher, &queries);
    }
    bfi_bench_queries_fini(&queries);
    bf_searcher_free(searcher);
    return code;
}

int bfi_cli_bench(int argc, char **argv)
{
    bench_options wanted = {.repeat = DEFAULT_REPEAT};
    const char *index;
    int code;
    bf_search_request_init(&wanted.request);
    wanted.request.stage = BF_STAGE_MATCH;
    code = bfi_program_read(&bfi_bench, &index, take, &wanted, argc, argv);
    if (code == PROGRAM_GO_ON) {
        code = check(&wanted, argc, argv);
    }
    if (code != PROGRAM_GO_ON) {
        return code;
    }
    /* All answers are of one moment: none finds other articles. */
    wanted.request.now = time(NULL);
    bfi_stop_listen();
    code = bench(&wanted, index);
    bfi_stop_die();
    return code;
}
