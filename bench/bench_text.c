/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_text: how fast the analyzer is on real text of a language. */

#include <backfile/text.h>

#include "options.h"
#include "program/program.h"
#include "program/times.h"
#include "seed.h"

#include <stdio.h>
#include <sysexits.h>

static const char help[] =
    "Usage: bench_text [-r N] LANG FILE...\n"
    "Analyse the bodies of the articles of LANG in each FILE (JSON Lines, - "
    "is\n"
    "standard input) and print one line, with tabs between: LANG, articles,\n"
    "megabytes, million words, megabytes a second without stemming, and "
    "with it;\n"
    "or nothing when there is no such article. The rates are medians of N\n"
    "(default 3).\n"
    "Exit code: 0, 2 usage, 65 a FILE is not what it should be; others:\n"
    "docs/exit-codes.md.\n";

static const struct option options[] = {
    {"repeat", required_argument, NULL, 'r'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const program self = {"bench_text", help, "hr:", options};

/* A pass is over so many bytes, again and again over a smaller text. */
static const double pass_bytes = 4e6;

static size_t analyse(bf_analyzer *analyzer, const bfi_seed *seed)
{
    size_t count = 0;
    for (size_t i = 0; i < seed->article_count; i++) {
        bf_token token;
        bf_analyzer_start(analyzer, seed->articles[i].body);
        while (bf_analyzer_next(analyzer, &token)) {
            count++;
        }
    }
    return count;
}

/* Bytes of all bodies. */
static double body_bytes(const bfi_seed *seed)
{
    double bytes = 0;
    for (size_t i = 0; i < seed->article_count; i++) {
        bytes += (double)seed->articles[i].body.size;
    }
    return bytes;
}

/* Megabytes a second, and the words of one pass. */
static bf_status time_language(double *rate, size_t *words,
                               const bfi_seed *seed, const char *lang,
                               uint32_t repeats, bf_error *err)
{
    double bytes = body_bytes(seed);
    int rounds = bytes < pass_bytes ? (int)(pass_bytes / bytes) + 1 : 1;
    double seconds[BFI_MAX_REPEATS];
    bf_analyzer *analyzer;
    bf_status status = bf_analyzer_new(&analyzer, bf_str_of(lang), err);
    if (status) {
        return status;
    }
    *words = analyse(analyzer, seed); /* which warms up */
    for (uint32_t i = 0; i < repeats; i++) {
        double start = bfi_seconds_now();
        for (int round = 0; round < rounds; round++) {
            *words = analyse(analyzer, seed);
        }
        seconds[i] = bfi_seconds_now() - start;
    }
    bf_analyzer_free(analyzer);
    bfi_times_sort(seconds, repeats);
    *rate = bytes * rounds / bfi_times_median(seconds, repeats) / 1e6;
    return BF_OK;
}

static bf_status bench(const char *lang, char **paths, uint32_t repeats,
                       bf_error *err)
{
    bfi_seed_choice choice = {.lang = lang};
    bfi_seed seed;
    double plain;
    double whole;
    size_t words;
    bf_status status = bfi_seed_init(&seed, err);
    for (; !status && *paths; paths++) {
        status = bfi_seed_read(&seed, *paths, &choice, err);
    }
    if (status || seed.article_count == 0) {
        goto done;
    }
    status = time_language(&plain, &words, &seed, "", repeats, err);
    if (!status) {
        status = time_language(&whole, &words, &seed, lang, repeats, err);
    }
    if (!status) {
        printf("%s\t%zu\t%.2f\t%.3f\t%.1f\t%.1f\n", lang, seed.article_count,
               body_bytes(&seed) / 1e6, (double)words / 1e6, plain, whole);
    }
done:
    bfi_seed_fini(&seed);
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
    if (bench(argv[optind], argv + optind + 1, repeats, &err)) {
        int code = bfi_program_fail(&self, &err);
        return err.status == BF_ERR_INVALID ? EX_DATAERR : code;
    }
    return bfi_program_print(&self, bf_str_of(""));
}
