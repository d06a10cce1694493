/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_PROGRAM_H
#define BFI_MATCH_PROGRAM_H

/*
 * How the documents of a segment are found: the members bring those that any of
 * them matches; what is required or excluded, and phrases, decide on them; what
 * is optional only adds to their scores.
 *
 * This is where further stages would stand.
 */

#include "branch.h"
#include "phrase.h"

typedef struct bfi_branches {
    bfi_branch **items;
    size_t count;
} bfi_branches;

typedef struct bfi_program {
    bfi_branch *root; /* the exact score is that of it */
    bfi_branches members;
    bfi_branches required; /* by rising cost */
    bfi_branches optional; /* by falling bound */
    bfi_branches excluded;
    /* An AT_LEAST that was taken apart: some of its children are members, the
     * others optional, and together they are enough. */
    bfi_branch *least;
    bfi_phrase **checks;
    size_t check_count;
    /* Not all that the members bring matches, or it is to be known for other
     * reasons what does. */
    bool decides;
    double optional_bound; /* the sum of the bounds of what is optional */
    double rest;           /* and of what is required */
} bfi_program;

/* Take `root`, which is not NOTHING, apart. */
BF_MUST_CHECK bf_status bfi_program_make(bfi_run *run, bfi_program *out,
                                         bfi_branch *root, bf_error *err);

#endif
