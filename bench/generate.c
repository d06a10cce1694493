/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * generate: a benchmark corpus of any size, and queries that are in it, made
 * of real articles. Equal input and options give equal bytes on every machine,
 * and the first articles of a large corpus are those of a small one.
 */

#include "program/program.h"
#include "write_corpus.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

static const char help[] =
    "Usage: generate {-n N | --real} -o FOLDER [OPTION]... [FILE]...\n"
    "Make N articles by recombining paragraphs of real ones, read as JSON "
    "Lines\n"
    "from each FILE, or from standard input, also as -. FOLDER, which is made "
    "if\n"
    "there is none, receives:\n"
    "\n"
    "  articles.jsonl   the articles\n"
    "  articles.tsv     the same: id, title, body; tabs and line ends in them\n"
    "                   are spaces\n"
    "  words.txt        queries: 1 to 4 consecutive words of an article\n"
    "  phrases.txt      queries: 2 to 4 consecutive words\n"
    "  about.tsv        what it was made of; written last\n"
    "\n"
    "  -n, --articles=N      how many articles, 1 to 100000000\n"
    "      --real            the real articles as they are, all of them\n"
    "  -o, --output=FOLDER\n"
    "      --queries=N       how many queries of each kind, 1 to 1000000\n"
    "                        (default 1000)\n"
    "      --seed=N          another number gives other articles (default 1)\n"
    "      --lang=LANG       the language of the articles that are used\n"
    "                        (default en); \"\" takes all\n"
    "  -h, --help            show this\n"
    "\n"
    "A line that is not a JSON object with a title and a body ends it; "
    "articles\n"
    "that lack one of them are passed over. Exit code: 0, 2 usage, 65 a FILE\n"
    "is not what it should be, 66 a FILE is not there, 71 memory ran out,\n"
    "74 reading or writing failed.\n";

enum {
    OPT_QUERIES = PROGRAM_VERSION + 1,
    OPT_REAL,
    OPT_SEED,
    OPT_LANG
};

static const struct option options[] = {
    {"articles", required_argument, NULL, 'n'},
    {"output", required_argument, NULL, 'o'},
    {"queries", required_argument, NULL, OPT_QUERIES},
    {"real", no_argument, NULL, OPT_REAL},
    {"seed", required_argument, NULL, OPT_SEED},
    {"lang", required_argument, NULL, OPT_LANG},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const program self = {"generate", help, "hn:o:", options};

typedef struct generate_options {
    bfi_corpus_plan plan;
    bfi_seed_choice choice;
    bool is_real;
} generate_options;

static int take(generate_options *out, int option)
{
    switch (option) {
    case 'n':
        return bfi_program_number(&out->plan.article_count, &self, "--articles",
                                  1, 100000000);
    case 'o':
        out->plan.folder = optarg;
        return PROGRAM_GO_ON;
    case OPT_QUERIES:
        return bfi_program_number(&out->plan.query_count, &self, "--queries", 1,
                                  1000000);
    case OPT_REAL:
        out->is_real = true;
        return PROGRAM_GO_ON;
    case OPT_SEED:
        return bfi_program_number(&out->plan.seed_number, &self, "--seed", 0,
                                  UINT32_MAX);
    case OPT_LANG:
        out->choice.lang = *optarg ? optarg : NULL;
        return PROGRAM_GO_ON;
    case 'h':
        return bfi_program_print(&self, bf_str_of(help));
    default: /* getopt_long() has said what is wrong */
        return bfi_program_usage(&self, "wrong command line");
    }
}

static int read_options(generate_options *out, int argc, char **argv)
{
    int option;
    while ((option = getopt_long(argc, argv, self.letters, options, NULL)) !=
           -1) {
        int step = take(out, option);
        if (step != PROGRAM_GO_ON) {
            return step;
        }
    }
    if ((out->plan.article_count > 0) == out->is_real || !out->plan.folder) {
        return bfi_program_usage(&self,
                                 "-o is needed, and one of -n and --real");
    }
    return PROGRAM_GO_ON;
}

/* Input that is wrong is data here, and no index. */
static int fail(const bf_error *err)
{
    int code = bfi_program_fail(&self, err);
    return err->status == BF_ERR_INVALID || err->status == BF_ERR_LIMIT
               ? EX_DATAERR
               : code;
}

static bf_status read_seed(bfi_seed *seed, const bfi_seed_choice *choice,
                           char **paths, bf_error *err)
{
    bf_status status = BF_OK;
    if (!*paths) {
        status = bfi_seed_read(seed, "-", choice, err);
    }
    for (; !status && *paths; paths++) {
        status = bfi_seed_read(seed, *paths, choice, err);
    }
    if (!status && seed->article_count == 0) {
        return bf_fail(err, BF_ERR_INVALID,
                       "no article with a title and a body was read");
    }
    return status;
}

static int generate(const generate_options *wanted, char **paths)
{
    bfi_seed seed;
    bf_error err;
    int code = 0;
    if (bfi_seed_init(&seed, &err) ||
        read_seed(&seed, &wanted->choice, paths, &err) ||
        bfi_corpus_write(&seed, &wanted->plan, &err)) {
        code = fail(&err);
    }
    bfi_seed_fini(&seed);
    return code;
}

int main(int argc, char **argv)
{
    generate_options wanted = {.plan = {.query_count = 1000, .seed_number = 1},
                               .choice = {.lang = "en", .needs_title = true}};
    int step;
    bfi_program_hold_streams();
    step = read_options(&wanted, argc, argv);
    return step == PROGRAM_GO_ON ? generate(&wanted, argv + optind) : step;
}
