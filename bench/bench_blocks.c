/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_blocks: how fast segments are built and folded, and how large they
 * are. */

#include <backfile/blocks.h>

#include "options.h"
#include "program/program.h"
#include "program/times.h"
#include "seed.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

static const char help[] =
    "Usage: bench_blocks [-k] [-r N] MEGABYTES FOLDER FILE...\n"
    "Build segments of the articles in each FILE (JSON Lines, - is standard "
    "input)\n"
    "in FOLDER, with so much memory; fold four of them; delete them. Print "
    "seconds\n"
    "of the processor, medians of N (default 3), and the parts of the "
    "segment.\n"
    "With -k, build one segment of all, leave it there, and print its name.\n"
    "Exit code: 0, 2 usage, 65 a FILE is not what it should be; others:\n"
    "docs/exit-codes.md.\n";

static const struct option options[] = {
    {"keep", no_argument, NULL, 'k'},
    {"repeat", required_argument, NULL, 'r'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const program self = {"bench_blocks", help, "hkr:", options};

enum {
    PARTS = 4,    /* that are folded */
    TIMED_OF = 4, /* one of so many documents is timed */
    MAX_MEGABYTES = 1000000,
    MAX_SECTIONS = 64,
    HEADER_BYTES = 64,
    ENTRY_BYTES = 32,
    ID_BYTES = 24
};

typedef struct bench_state {
    bfi_seed seed;
    bf_indexing *indexing;
    const char *folder;
    bf_blocks_options options;
} bench_state;

/* One round: seconds, and how many words and postings the documents have. */
typedef struct round_result {
    double analyse; /* articles to documents */
    double add;     /* these to a builder */
    double finish;
    double fold;
    uint64_t tokens;
    uint64_t terms;
} round_result;

/* Of the processor: what else runs does not matter, and little is waited for.
 */
static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Building ---------------------------------------------------------------- */

/* The document of article number `i`, with some fields that seeds lack. */
static bf_status make(const bf_document **out, bench_state *state, size_t i,
                      bf_error *err)
{
    const bfi_seed_article *from = &state->seed.articles[i];
    char id[ID_BYTES];
    bf_article article;
    bf_article_init(&article);
    snprintf(id, sizeof id, "%08zu", i + 1);
    article.id = bf_str_of(id);
    article.source = bf_str_of("bench");
    article.title = from->title;
    article.body = from->body;
    article.section = from->section;
    article.lang = from->lang;
    article.authors = from->authors;
    article.tags = (bf_str_list){&from->section, from->section.size > 0};
    article.published = (bf_time)(i * 7919 % 500000000);
    return bf_indexing_words(out, state->indexing, &article, err);
}

/* Make document `i` and add it; the seconds that making it took are added to
 * `made` when that is not NULL. */
static bf_status add_one(bf_blocks_builder *builder, bench_state *state,
                         round_result *took, size_t i, double *made,
                         bf_error *err)
{
    const bf_document *document;
    const double start = made ? seconds_now() : 0;
    bf_status status = make(&document, state, i, err);
    if (made) {
        *made += seconds_now() - start;
    }
    if (status) {
        return status;
    }
    took->tokens += document->token_count;
    took->terms += document->term_count;
    return bf_blocks_builder_add(builder, (bf_docnum)i + 1, document, err);
}

/* Asking for the time takes part of it, so it is asked for the whole, and for
 * some of the documents, which tell how much of it making all of them took. */
static bf_status add_range(bf_blocks_builder *builder, bench_state *state,
                           round_result *took, size_t from, size_t to,
                           bf_error *err)
{
    const double start = seconds_now();
    double made = 0;
    size_t timed = 0;
    bf_status status = BF_OK;
    for (size_t i = from; !status && i < to; i++) {
        const bool is_timed = (i - from) % TIMED_OF == 0;
        timed += is_timed;
        status = add_one(builder, state, took, i, is_timed ? &made : NULL, err);
    }
    made = timed > 0 ? made * (double)(to - from) / (double)timed : 0;
    took->analyse += made;
    took->add += seconds_now() - start - made;
    return status;
}

static bf_status build_range(bf_segment_info *out, bench_state *state,
                             round_result *took, size_t from, size_t to,
                             bf_error *err)
{
    bf_blocks_builder *builder;
    double start;
    bf_status status =
        bf_blocks_builder_new(&builder, state->folder, &state->options, err);
    if (!status) {
        status = add_range(builder, state, took, from, to, err);
    }
    start = seconds_now();
    if (!status) {
        status = bf_blocks_builder_finish(out, builder, err);
    }
    bf_blocks_builder_free(builder);
    took->finish += seconds_now() - start;
    return status;
}

/* Folding ----------------------------------------------------------------- */

static void delete_segment(const bench_state *state, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s" BF_SEGMENT_ENDING, state->folder, name);
    unlink(path);
}

static bf_status build_parts(bf_segment_info made[PARTS], bench_state *state,
                             bf_error *err)
{
    const size_t count = state->seed.article_count;
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < PARTS; i++) {
        round_result ignored = {.add = 0};
        status = build_range(&made[i], state, &ignored, count * i / PARTS,
                             count * (i + 1) / PARTS, err);
    }
    return status;
}

static bf_status fold_parts(bench_state *state, round_result *took,
                            bf_error *err)
{
    bf_segment_info made[PARTS] = {{.bytes = 0}};
    bf_segment_info folded = {.bytes = 0};
    bf_segment *segments[PARTS] = {NULL};
    bf_blocks_part parts[PARTS] = {{NULL, NULL, 0}};
    bf_status status = build_parts(made, state, err);
    double start;
    for (size_t i = 0; !status && i < PARTS; i++) {
        status =
            bf_segment_open(&segments[i], state->folder, made[i].name, err);
        parts[i].segment = segments[i];
    }
    start = seconds_now();
    if (!status) {
        status = bf_blocks_fold(&folded, state->folder, parts, PARTS,
                                &state->options, err);
    }
    took->fold = seconds_now() - start;
    for (size_t i = 0; i < PARTS; i++) {
        bf_segment_free(segments[i]);
        delete_segment(state, made[i].name);
    }
    printf("# folded: %s\n", folded.name);
    delete_segment(state, folded.name);
    return status;
}

/* Sizes ------------------------------------------------------------------- */

static uint64_t number_at(const unsigned char *at, unsigned bytes)
{
    uint64_t number = 0;
    while (bytes-- > 0) {
        number = number << 8 | at[bytes];
    }
    return number;
}

static void print_part(const bench_state *state, const round_result *took,
                       const char *name, unsigned number, uint64_t bytes)
{
    const double size = (double)bytes;
    printf("%s\t%u\t%" PRIu64 "\t%.4f\t%.3f\t%.3f\n", name, number, bytes,
           size / (double)state->seed.text_bytes, size / (double)took->terms,
           size / (double)took->tokens);
}

static void print_parts(const bench_state *state, const round_result *took,
                        const bf_segment_info *info)
{
    static const char *const names[] = {
        [1] = "docnums",    [2] = "lengths",      [3] = "terms",
        [4] = "term index", [5] = "postings",     [6] = "positions",
        [7] = "forms",      [8] = "field starts", [9] = "field index",
        [16] = "times",     [17] = "keywords"};
    unsigned char front[HEADER_BYTES + MAX_SECTIONS * ENTRY_BYTES] = {0};
    char path[4096];
    FILE *file;
    snprintf(path, sizeof path, "%s/%s" BF_SEGMENT_ENDING, state->folder,
             info->name);
    file = fopen(path, "rb");
    if (file && fread(front, 1, sizeof front, file) == sizeof front) {
        printf("part\tnumber\tbytes\tof the text\ta posting\ta word\n");
        for (size_t i = 0; i < front[12]; i++) {
            const unsigned char *entry = front + HEADER_BYTES + i * ENTRY_BYTES;
            print_part(state, took, names[entry[0]], entry[4],
                       number_at(entry + 16, 8));
        }
        print_part(state, took, "all", 0, info->bytes);
    }
    if (file) {
        fclose(file);
    }
}

/* The whole --------------------------------------------------------------- */

static bf_status run_round(bench_state *state, round_result *took, bool is_last,
                           bf_error *err)
{
    bf_segment_info made = {.bytes = 0};
    bf_status status =
        build_range(&made, state, took, 0, state->seed.article_count, err);
    if (!status && is_last) {
        print_parts(state, took, &made);
    }
    printf("# built: %s\n", made.name);
    delete_segment(state, made.name);
    return status ? status : fold_parts(state, took, err);
}

static void print_time(const bench_state *state, const char *name,
                       double *times, uint32_t repeats)
{
    double median;
    bfi_times_sort(times, repeats);
    median = bfi_times_median(times, repeats);
    printf("%s\t%.3f\t%.1f\n", name, median,
           (double)state->seed.text_bytes / median / 1e6);
}

static bf_status run_rounds(bench_state *state, uint32_t repeats, bf_error *err)
{
    double analyse[BFI_MAX_REPEATS];
    double add[BFI_MAX_REPEATS];
    double finish[BFI_MAX_REPEATS];
    double all[BFI_MAX_REPEATS];
    double fold[BFI_MAX_REPEATS];
    round_result took = {.add = 0};
    bf_status status = BF_OK;
    for (uint32_t i = 0; !status && i < repeats; i++) {
        took = (round_result){.add = 0};
        status = run_round(state, &took, i + 1 == repeats, err);
        analyse[i] = took.analyse;
        add[i] = took.add;
        finish[i] = took.finish;
        all[i] = took.analyse + took.add + took.finish;
        fold[i] = took.fold;
    }
    if (!status) {
        printf("%zu articles, %.1f MB of text, %" PRIu64 " postings, %" PRIu64
               " words\nwhat\tseconds\tMB/s\n",
               state->seed.article_count, (double)state->seed.text_bytes / 1e6,
               took.terms, took.tokens);
        print_time(state, "make documents", analyse, repeats);
        print_time(state, "add them", add, repeats);
        print_time(state, "finish", finish, repeats);
        print_time(state, "all of it", all, repeats);
        print_time(state, "fold four", fold, repeats);
    }
    return status;
}

static bf_status build_one(bench_state *state, bf_error *err)
{
    bf_segment_info made = {.bytes = 0};
    round_result ignored = {.add = 0};
    bf_status status =
        build_range(&made, state, &ignored, 0, state->seed.article_count, err);
    if (!status) {
        printf("%s\n", made.name);
    }
    return status;
}

static bf_status bench(uint64_t megabytes, char **arguments, bool keep,
                       uint32_t repeats, bf_error *err)
{
    const bfi_seed_choice choice = {.lang = NULL};
    bench_state state = {.folder = arguments[0],
                         .options = BF_BLOCKS_OPTIONS_DEFAULT};
    bf_status status = bfi_seed_init(&state.seed, err);
    state.options.memory_bytes = (size_t)megabytes * 1024 * 1024;
    for (char **path = arguments + 1; !status && *path; path++) {
        status = bfi_seed_read(&state.seed, *path, &choice, err);
    }
    if (!status) {
        status = bf_indexing_new(&state.indexing, err);
    }
    if (!status && state.seed.article_count > 0) {
        status =
            keep ? build_one(&state, err) : run_rounds(&state, repeats, err);
    }
    bf_indexing_free(state.indexing);
    bfi_seed_fini(&state.seed);
    return status;
}

int main(int argc, char **argv)
{
    uint64_t megabytes;
    uint32_t repeats;
    bool keep = false;
    bf_error err;
    int step;
    bfi_program_hold_streams();
    step = bfi_bench_options(&repeats, &keep, &self, 3, argc, argv);
    if (step != PROGRAM_GO_ON) {
        return step;
    }
    if (!bf_uint_parse(&megabytes, bf_str_of(argv[optind]), MAX_MEGABYTES)) {
        return bfi_program_usage(&self, "MEGABYTES is a number");
    }
    if (bench(megabytes, argv + optind + 1, keep, repeats, &err)) {
        int code = bfi_program_fail(&self, &err);
        return err.status == BF_ERR_INVALID ? EX_DATAERR : code;
    }
    return bfi_program_print(&self, bf_str_of(""));
}
