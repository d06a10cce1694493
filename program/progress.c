/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "progress.h"

#include "times.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SHOW_SECONDS 0.1

/* What clears the rest of a line, on every terminal of today but dumb ones. */
#define CLEAR "\033[K"

void bfi_progress_init(bfi_progress *progress, bool quiet)
{
    const char *terminal = getenv("TERM");
    *progress = (bfi_progress){
        .is_wanted = !quiet && isatty(STDERR_FILENO) == 1 && terminal &&
                     strcmp(terminal, "dumb") != 0,
    };
}

static bool is_due(const bfi_progress *progress)
{
    return progress->is_wanted &&
           bfi_seconds_now() - progress->shown_at >= SHOW_SECONDS;
}

void bfi_progress_show(bfi_progress *progress, const char *format, ...)
{
    va_list args;
    if (!is_due(progress)) {
        return;
    }
    progress->shown_at = bfi_seconds_now();
    progress->is_shown = true;
    fputc('\r', stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputs(CLEAR, stderr);
    fflush(stderr);
}

void bfi_progress_erase(bfi_progress *progress)
{
    if (progress->is_shown) {
        fputs("\r" CLEAR, stderr);
        fflush(stderr);
        progress->is_shown = false;
    }
}
