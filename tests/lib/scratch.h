/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEST_SCRATCH_H
#define BF_TEST_SCRATCH_H

/* A new folder for the files of a test, in $TMPDIR or /tmp. */

#include <stdio.h>
#include <stdlib.h>

/* The path, valid until the next call; NULL when there can be none. */
static inline const char *scratch_new(void)
{
    static char path[256];
    const char *base = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/backfile-test-XXXXXX",
             base ? base : "/tmp");
    return mkdtemp(path);
}

#endif
