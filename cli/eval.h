/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_CLI_EVAL_H
#define BF_CLI_EVAL_H

/*
 * What the files of `backfile eval` share. A step returns PROGRAM_GO_ON, or the
 * exit code with which the command is to end: then it was said why, or a signal
 * asked for it (program/stop.h).
 */

#include <backfile/eval.h>

#include "cli.h"
#include "program/progress.h"

/* Exit codes, beside those of the other commands. */
enum {
    EVAL_DONE = 0,
    EVAL_COMPLAINED = 1, /* the numbers are not of all that was given */
    EVAL_UNDER = 3       /* a measure is under what --fail-under wants */
};

/* Messages (eval_messages.c) ----------------------------------------------- */

/* What is complained of: a bf_eval_fault, or one of these. */
enum {
    EVAL_NO_TEXT = BF_EVAL_FAULTS, /* a judged query has no text */
    EVAL_NO_ARTICLE,               /* the index lacks a judged article */
    EVAL_HIDDEN,                   /* a relevant article is hidden */
    EVAL_NO_QUERY,                 /* the other run has a query of its own */
    EVAL_NOT_INDEXED,              /* the indexer complained */
    EVAL_PARTIAL,                  /* the budget of a query was spent */
    EVAL_SYNONYMS,                 /* a line of synonyms is broken */
    EVAL_KINDS
};

typedef struct eval_messages {
    const program *self;
    size_t counts[EVAL_KINDS]; /* of complaints */
    bfi_progress progress;
} eval_messages;

void bfi_eval_messages_init(eval_messages *messages, const program *self);

/* Complain of a line of `file`, of `file` when `line` is 0, of neither when
 * `file` is NULL. Everything is counted, the first of each kind are said. */
void bfi_eval_complain(eval_messages *messages, int kind, const char *file,
                       size_t line, const char *format, ...) BF_PRINTF(5, 6);

/* Say how many complaints there were, those that were not said among them; the
 * number. */
size_t bfi_eval_count_complaints(eval_messages *messages);

/* Say what failed; the exit code for it. */
int bfi_eval_fail(eval_messages *messages, const bf_error *err);

/* Say that `what` cannot be used to measure by; the exit code for it. */
int bfi_eval_refuse(eval_messages *messages, const char *what, const char *why);

/* What is measured (eval_set.c) -------------------------------------------- */

/* A query with a relevant article. */
typedef struct eval_question {
    const bf_eval_query *query;
    const bf_eval_topic *topic;
} eval_question;

/* Far more than the system opens. */
#define EVAL_MAX_PATH_BYTES 8192u

typedef struct eval_set {
    bf_buf queries_path;
    bf_buf judgments_path;
    bf_buf docs_path; /* of the articles; empty when there is an index */
    bf_buf queries_text;
    bf_buf judgments_text;
    bf_buf old_text;
    bf_eval_queries *queries;
    bf_eval_judgments *judgments;
    bf_eval_run *old; /* to compare with, or NULL */
    eval_question *questions;
    size_t count; /* of questions, ≥ 1 once the set was read */
} eval_set;

/* What the command line says. */
typedef struct eval_options {
    const char *index; /* NULL: to be made of DIR */
    const char *folder;
    const char *queries; /* NULL: of DIR, and so the judgments */
    const char *judgments;
    const char *run;      /* to be written, or NULL */
    const char *old;      /* to compare with, or NULL */
    const char *lang;     /* NULL: not given */
    const char *synonyms; /* NULL: those of the index */
    bf_search_mode mode;
    /* --fail-under by measure, the last for the number of queries; negative:
     * not given. */
    double least[BF_EVAL_MEASURES + 1];
} eval_options;

void bfi_eval_set_init(eval_set *set);
void bfi_eval_set_fini(eval_set *set);

/* Read the files of the set. A step. */
int bfi_eval_set_read(eval_set *set, const eval_options *options,
                      eval_messages *messages);

/* The index (eval_index.c) ------------------------------------------------- */

/* A folder of our own, or none: "". */
typedef struct eval_scratch {
    char folder[1024];
    char index[1024 + 8];
} eval_scratch;

/* Index the file `docs` in a scratch folder. A step; whatever comes of it, the
 * folder is to be removed. */
int bfi_eval_scratch_make(eval_scratch *scratch, const char *docs,
                          const char *lang, eval_messages *messages);
void bfi_eval_scratch_remove(eval_scratch *scratch, eval_messages *messages);

/* Complain of judged articles that the index `path` does not hold or hides at
 * the moment `now`; refuse an index without any. A step. */
int bfi_eval_check_articles(const eval_set *set, const char *path, bf_time now,
                            eval_messages *messages);

/* Asking (eval_ask.c) ------------------------------------------------------ */

/* Ask all queries of the set, by `request` but for its text and limit, and
 * append the answers to `out` as a run. `synonyms`: as in eval_options. A step.
 */
int bfi_eval_ask(bf_buf *out, const eval_set *set, const char *index,
                 const char *synonyms, bf_search_request *request,
                 eval_messages *messages);

/* The numbers (eval_report.c) ---------------------------------------------- */

/* Measure `run`, print, and compare with the old run of the set. A step with
 * EVAL_DONE or EVAL_UNDER at its end. */
int bfi_eval_report(const eval_set *set, const bf_eval_run *run,
                    const eval_options *options, eval_messages *messages);

/* What --fail-under takes, by its place in eval_options.least. */
const char *bfi_eval_number_name(size_t place);

#endif
