/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_PROGRESS_H
#define BF_PROGRESS_H

/*
 * The line on a terminal that says how far long work is. It is written over
 * and over on standard error, ten times a second at most, and taken away
 * before anything else is said there. Where there is no terminal it is not.
 */

#include <backfile/base.h>

typedef struct bfi_progress {
    bool is_wanted;  /* there is a terminal that can show it */
    bool is_shown;   /* it stands there */
    double shown_at; /* bfi_seconds_now() of times.h */
} bfi_progress;

/* `quiet`: never show it. */
void bfi_progress_init(bfi_progress *progress, bool quiet);

/* Show a line, if it is time for it again. */
void bfi_progress_show(bfi_progress *progress, const char *format, ...)
    BF_PRINTF(2, 3);

/* Take the line away. */
void bfi_progress_erase(bfi_progress *progress);

#endif
