/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile eval: how well queries with known answers are answered. */

#include "eval.h"

#include <backfile/text.h>

#include "program/stop.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

static const char help[] =
    "Usage: backfile eval [OPTION]... DIR\n"
    "Measure how well queries are answered whose answers are known. DIR holds\n"
    "docs.jsonl, the articles; queries.tsv, an id, a tab and the text of a "
    "query\n"
    "a line; and qrels.tsv, the ids of a query and of an article and a grade a "
    "line.\n"
    "The articles are indexed in a scratch folder, and all queries are asked.\n"
    "\n"
    "  -i, --index=INDEX     use this index instead; there need be no "
    "docs.jsonl\n"
    "      --queries=FILE    the queries, instead of DIR/queries.tsv\n"
    "      --qrels=FILE      the judgments, instead of DIR/qrels.tsv; TREC's\n"
    "                        four columns are read, too\n"
    "      --lang=LANG       the language of the queries, and of articles "
    "that\n"
    "                        give none (default: for queries those of the "
    "index,\n"
    "                        for articles what their text says)\n"
    "      --mode=MODE       any: at least one word (default); all; auto: all\n"
    "                        words, then fewer; phrase\n"
    "      --synonyms=FILE   take synonyms from FILE, none from '' (default:\n"
    "                        synonyms.txt in the index, if it is there)\n"
    "\n"
    "      --run=FILE        write what was found: query, article, rank, "
    "score\n"
    "      --compare=RUN     show what moved since that run, of --run or of "
    "TREC's\n"
    "                        six columns\n"
    "      --fail-under=NAME=VALUE\n"
    "                        exit code 3 when the number NAME is under VALUE\n"
    "  -h, --help            show this\n"
    "      --version         show the version\n"
    "\n"
    "Printed are NAME, a tab and VALUE a line: queries, nDCG@10, MAP@100, "
    "MRR@10,\n"
    "recall@100, means over the queries with a relevant article. More: "
    "docs/evaluation.md.\n"
    "Exit code: 0; 1 something was left out, each was named; 2 usage; 3 under\n"
    "--fail-under; others: docs/exit-codes.md.\n";

enum {
    OPT_QUERIES = CLI_OPT_OWN,
    OPT_QRELS,
    OPT_LANG,
    OPT_MODE,
    OPT_SYNONYMS,
    OPT_RUN,
    OPT_COMPARE,
    OPT_FAIL_UNDER
};

static const struct option options[] = {
    {"queries", required_argument, NULL, OPT_QUERIES},
    {"qrels", required_argument, NULL, OPT_QRELS},
    {"lang", required_argument, NULL, OPT_LANG},
    {"mode", required_argument, NULL, OPT_MODE},
    {"synonyms", required_argument, NULL, OPT_SYNONYMS},
    {"run", required_argument, NULL, OPT_RUN},
    {"compare", required_argument, NULL, OPT_COMPARE},
    {"fail-under", required_argument, NULL, OPT_FAIL_UNDER},
    PROGRAM_OPTIONS,
};

static const program self = {"backfile eval", help, ":hi:", options};

/* Options ------------------------------------------------------------------ */

/* Read digits with at most one point among them. */
static bool read_value(double *out, const char *text)
{
    size_t whole = strspn(text, "0123456789");
    const char *rest = text + whole;
    size_t part = *rest == '.' ? strspn(rest + 1, "0123456789") : 0;
    *out = strtod(text, NULL);
    return whole + part > 0 && strlen(rest) == part + (*rest == '.') &&
           isfinite(*out);
}

/* Read NAME=VALUE. */
static int take_least(eval_options *wanted)
{
    const char *value = strchr(optarg, '=');
    size_t name_size = value ? (size_t)(value - optarg) : strlen(optarg);
    for (size_t i = 0; i <= BF_EVAL_MEASURES; i++) {
        const char *name = bfi_eval_number_name(i);
        double least;
        if (strlen(name) != name_size ||
            strncmp(name, optarg, name_size) != 0) {
            continue;
        }
        if (!value || !read_value(&least, value + 1) ||
            (i < BF_EVAL_MEASURES && least > 1)) {
            return bfi_program_usage(
                &self, "--fail-under: %s: write %s=VALUE, a number%s", optarg,
                name, i < BF_EVAL_MEASURES ? " from 0 to 1" : "");
        }
        wanted->least[i] = least;
        return PROGRAM_GO_ON;
    }
    return bfi_program_usage(&self,
                             "--fail-under: %.*s is not nDCG@10, MAP@100, "
                             "MRR@10, recall@100 or queries",
                             (int)name_size, optarg);
}

static int take(void *closure, int option)
{
    eval_options *wanted = closure;
    switch (option) {
    case OPT_QUERIES:
        wanted->queries = optarg;
        break;
    case OPT_QRELS:
        wanted->judgments = optarg;
        break;
    case OPT_LANG:
        wanted->lang = optarg;
        return bfi_cli_lang(&self);
    case OPT_MODE:
        return bfi_cli_mode(&wanted->mode, &self);
    case OPT_SYNONYMS:
        wanted->synonyms = optarg;
        break;
    case OPT_RUN:
        wanted->run = optarg;
        break;
    case OPT_COMPARE:
        wanted->old = optarg;
        break;
    default:
        return take_least(wanted);
    }
    return PROGRAM_GO_ON;
}

/* Whether files can be made beside `path`. A step. */
static int check_parent(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *parent =
        slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    int step = PROGRAM_GO_ON;
    if (!parent) {
        bfi_program_say(&self, "out of memory");
        return bf_status_exit_code(BF_ERR_NOMEM);
    }
    if (access(parent, W_OK | X_OK) != 0) {
        bfi_program_say(&self, "--run: %s: %s", parent, strerror(errno));
        step = EX_IOERR;
    }
    free(parent);
    return step;
}

/* Whether the run can be written, before all the work is done for nothing. It
 * is put in place by a rename, which would do away with a device. A step. */
static int check_run_path(const char *path)
{
    struct stat facts;
    if (strcmp(path, "-") == 0) {
        return bfi_program_usage(
            &self, "--run: the numbers go to standard output; name a file");
    }
    if (stat(path, &facts) == 0 && !S_ISREG(facts.st_mode)) {
        return bfi_program_usage(&self, "--run: %s is not a regular file",
                                 path);
    }
    return check_parent(path);
}

/* Whether what was given goes together. A step. */
static int check(eval_options *wanted, int argc, char **argv)
{
    bool need_folder = !wanted->index || !wanted->queries || !wanted->judgments;
    if (wanted->index && !*wanted->index) {
        return bfi_program_usage(&self, "-i: the name of the index is empty");
    }
    if (argc - optind > 1) {
        return bfi_program_usage(&self, "%s: only one DIR can be measured",
                                 argv[optind + 1]);
    }
    if (optind < argc) {
        wanted->folder = argv[optind];
    }
    if (need_folder && (!wanted->folder || !*wanted->folder)) {
        return bfi_program_usage(&self, "no DIR: name the folder with "
                                        "docs.jsonl, queries.tsv, qrels.tsv");
    }
    return wanted->run ? check_run_path(wanted->run) : PROGRAM_GO_ON;
}

/* The work ----------------------------------------------------------------- */

static int write_run(const eval_options *wanted, const bf_buf *run,
                     eval_messages *messages)
{
    bf_error err;
    if (wanted->run && bf_file_replace(wanted->run, bf_buf_str(run), &err)) {
        bfi_eval_fail(messages, &err);
        return EX_IOERR;
    }
    return PROGRAM_GO_ON;
}

/* Ask, and measure what was found by the run that is made of it, so that a run
 * that is read again gives the same numbers. */
static int ask_and_report(const eval_set *set, const char *index,
                          const eval_options *wanted, eval_messages *messages)
{
    bf_search_request request;
    bf_eval_run *run = NULL;
    bf_error err;
    bf_buf text;
    int step;
    bf_buf_init(&text, BF_MAX_EVAL_BYTES);
    bf_search_request_init(&request);
    request.mode = wanted->mode;
    request.now = time(NULL);
    request.lang = bf_str_of(wanted->lang ? wanted->lang : "");
    step = bfi_eval_check_articles(set, index, request.now, messages);
    if (step == PROGRAM_GO_ON) {
        step = bfi_eval_ask(&text, set, index, wanted->synonyms, &request,
                            messages);
    }
    if (step == PROGRAM_GO_ON) {
        step = write_run(wanted, &text, messages);
    }
    if (step == PROGRAM_GO_ON &&
        bf_eval_run_read(&run, bf_buf_str(&text), NULL, NULL, &err)) {
        step = bfi_eval_fail(messages, &err);
    }
    if (step == PROGRAM_GO_ON) {
        step = bfi_eval_report(set, run, wanted, messages);
    }
    bf_eval_run_free(run);
    bf_buf_fini(&text);
    return step;
}

static int eval(const eval_options *wanted)
{
    eval_scratch scratch = {.folder = ""};
    eval_messages messages;
    eval_set set;
    int step;
    bfi_eval_messages_init(&messages, &self);
    bfi_eval_set_init(&set);
    step = bfi_eval_set_read(&set, wanted, &messages);
    if (step == PROGRAM_GO_ON && !wanted->index) {
        step = bfi_eval_scratch_make(&scratch, set.docs_path.data, wanted->lang,
                                     &messages);
    }
    if (step == PROGRAM_GO_ON) {
        step =
            ask_and_report(&set, wanted->index ? wanted->index : scratch.index,
                           wanted, &messages);
    }
    bfi_eval_scratch_remove(&scratch, &messages);
    if ((step == EVAL_DONE || step == EVAL_UNDER) &&
        bfi_eval_count_complaints(&messages) > 0) {
        step = EVAL_COMPLAINED;
    }
    bfi_eval_set_fini(&set);
    return step;
}

int bfi_cli_eval(int argc, char **argv)
{
    eval_options wanted = {.mode = BF_SEARCH_ANY};
    int step;
    for (size_t i = 0; i <= BF_EVAL_MEASURES; i++) {
        wanted.least[i] = -1;
    }
    step =
        bfi_program_read_own(&self, &wanted.index, take, &wanted, argc, argv);
    if (step == PROGRAM_GO_ON) {
        step = check(&wanted, argc, argv);
    }
    if (step != PROGRAM_GO_ON) {
        return step;
    }
    bfi_stop_listen();
    step = eval(&wanted);
    bfi_stop_die();
    return step;
}
