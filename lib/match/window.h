/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_WINDOW_H
#define BFI_MATCH_WINDOW_H

/* A range of documents in which the scores of several branches are added up. */

#include "branch.h"

enum {
    BFI_LEAST_WINDOW = 1024,
    BFI_LARGEST_WINDOW = 32768
};

typedef struct bfi_window {
    uint32_t low;
    uint32_t high;
    uint32_t word;  /* what is before it was taken */
    uint64_t *seen; /* a bit for each document that some branch has */
    float *sums;    /* 0 for those without */
    float scores[BFI_BATCH];
} bfi_window;

/* A window of up to `documents` (of BFI_LARGEST_WINDOW at most). */
BF_MUST_CHECK bf_status bfi_window_new(bfi_run *run, bfi_window **out,
                                       uint32_t documents, bf_error *err);
/* Set its range; it is empty. */
void bfi_window_set(bfi_window *window, uint32_t low, uint32_t high);
/* Add the scores of a list of the branch; blocks whose bound is below `need`
 * may be left out. */
void bfi_window_add_list(bfi_run *run, bfi_window *window, bfi_branch *branch,
                         float need);
/* Add those of any other branch. */
void bfi_window_add_tree(bfi_run *run, bfi_window *window, bfi_branch *branch);
/* Note the documents of a branch without their scores. */
void bfi_window_mark(bfi_run *run, bfi_window *window, bfi_branch *branch);
/* How many of its documents can be seen. */
uint32_t bfi_window_count(const bfi_window *window, const bfi_sight *sight);
/* Move documents whose sum is at least `need` to `batch`, by rising number,
 * until that is full; forget the others. False: it is empty now. */
bool bfi_window_take(bfi_window *window, bfi_batch *batch, float need);

#endif
