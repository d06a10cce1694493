/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `backfile eval` says on standard error. */

#include "eval.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

enum {
    MAX_NAMED = 20 /* complaints of a kind */
};

#define PROGRESS_SECONDS 0.1

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

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void bfi_eval_messages_init(eval_messages *messages, const program *self)
{
    const char *terminal = getenv("TERM");
    *messages = (eval_messages){.self = self};
    messages->has_progress =
        isatty(STDERR_FILENO) == 1 && terminal && strcmp(terminal, "dumb") != 0;
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
    bfi_eval_erase(messages);
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
    bfi_eval_erase(messages);
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

/* Progress ----------------------------------------------------------------- */

void bfi_eval_erase(eval_messages *messages)
{
    if (messages->is_shown) {
        fputs("\r\033[K", stderr);
        messages->is_shown = false;
    }
}

void bfi_eval_progress(eval_messages *messages, const char *what, size_t done,
                       size_t all)
{
    double now;
    if (!messages->has_progress) {
        return;
    }
    now = seconds_now();
    if (now - messages->shown_at < PROGRESS_SECONDS) {
        return;
    }
    messages->shown_at = now;
    messages->is_shown = true;
    if (all > 0) {
        fprintf(stderr, "\r%zu of %zu %s\033[K", done, all, what);
    } else {
        fprintf(stderr, "\r%s\033[K", what);
    }
    fflush(stderr);
}

/* Ends --------------------------------------------------------------------- */

int bfi_eval_fail(eval_messages *messages, const bf_error *err)
{
    bfi_eval_erase(messages);
    return bfi_program_fail(messages->self, err);
}

int bfi_eval_refuse(eval_messages *messages, const char *what, const char *why)
{
    bfi_eval_erase(messages);
    bfi_program_say(messages->self, "%s: %s", what, why);
    return EX_NOINPUT;
}
