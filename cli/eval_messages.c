/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `backfile eval` says on standard error. */

#include "eval.h"

#include <stdarg.h>
#include <stdio.h>
#include <sysexits.h>

enum {
    MAX_NAMED = 20 /* complaints of a kind */
};

static const char *const kind_names[EVAL_KINDS] = {
    [BF_EVAL_NOT_TEXT] = "lines that are not UTF-8",
    [BF_EVAL_COLUMNS] = "lines without the columns of a format",
    [BF_EVAL_ID] = "ids that are empty or too long",
    [BF_EVAL_QUERY] = "queries that are empty or too long",
    [BF_EVAL_NUMBER] = "grades, ranks or scores that are none",
    [BF_EVAL_DUPLICATE] = "lines with ids that were there before",
    [EVAL_NO_TEXT] = "judged queries without a text",
    [EVAL_NO_ARTICLE] = "judgments of articles that the index does not hold",
    [EVAL_HIDDEN] = "judgments of articles that are hidden",
    [EVAL_NO_QUERY] = "queries that only the other run has",
    [EVAL_NOT_INDEXED] = "articles that were not indexed",
    [EVAL_PARTIAL] = "queries that were cut short",
    [EVAL_SYNONYMS] = "lines of synonyms",
};

void bfi_eval_messages_init(eval_messages *messages, const program *self)
{
    *messages = (eval_messages){.self = self};
    bfi_progress_init(&messages->progress, false);
}

/* Complaints --------------------------------------------------------------- */

void bfi_eval_complain(eval_messages *messages, int kind, const char *file,
                       size_t line, const char *format, ...)
{
    char text[BF_ERROR_TEXT_BYTES];
    va_list args;
    if (++messages->counts[kind] > MAX_NAMED) {
        return;
    }
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    bfi_progress_erase(&messages->progress);
    if (line > 0) {
        bfi_program_say(messages->self, "%s:%zu: %s", file, line, text);
    } else if (file) {
        bfi_program_say(messages->self, "%s: %s", file, text);
    } else {
        bfi_program_say(messages->self, "%s", text);
    }
}

size_t bfi_eval_count_complaints(eval_messages *messages)
{
    size_t sum = 0;
    bfi_progress_erase(&messages->progress);
    for (int kind = 0; kind < EVAL_KINDS; kind++) {
        size_t count = messages->counts[kind];
        sum += count;
        if (count > MAX_NAMED) {
            bfi_program_say(messages->self, "and %zu more %s",
                            count - MAX_NAMED, kind_names[kind]);
        }
    }
    if (sum > 0) {
        bfi_program_say(messages->self,
                        "%zu complaint%s: what is measured is not all that "
                        "was given",
                        sum, sum == 1 ? "" : "s");
    }
    return sum;
}

/* Ends --------------------------------------------------------------------- */

int bfi_eval_fail(eval_messages *messages, const bf_error *err)
{
    bfi_progress_erase(&messages->progress);
    return bfi_program_fail(messages->self, err);
}

int bfi_eval_refuse(eval_messages *messages, const char *what, const char *why)
{
    bfi_progress_erase(&messages->progress);
    bfi_program_say(messages->self, "%s: %s", what, why);
    return EX_NOINPUT;
}
