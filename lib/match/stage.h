/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_STAGE_H
#define BFI_MATCH_STAGE_H

/* What becomes of a batch that members brought. */

#include "program.h"

/* How it was brought. */
typedef struct bfi_brought {
    /* Members that were not asked, whose scores are to be added. By rising
     * bound. */
    bfi_branches aside;
    double aside_bound; /* the sum of theirs */
    /* Members whose scores are in those of the batch already, but which do not
     * know the documents by slot. */
    bfi_branches summed;
    bool is_counted; /* what matches of it was counted */
} bfi_brought;

/* Send `batch`, which is spent then, on its way to the page. */
void bfi_stages(bfi_run *run, const bfi_program *program, bfi_batch *batch,
                const bfi_brought *how);

/* The least score with which a document goes to the stages, when others may
 * add `bound` to it. */
static inline float bfi_need(const bfi_run *run, double bound)
{
    return (float)((double)run->top.bar - bound);
}

/* Add to the matches of this segment; when they are as many as were wanted to
 * be known, they need not be counted from then on. */
void bfi_count(bfi_run *run, uint64_t more);

#endif
