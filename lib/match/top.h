/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_TOP_H
#define BFI_MATCH_TOP_H

/* The best matches so far, and the score that others must have to be of use. */

#include <backfile/matches.h>

typedef struct bfi_top {
    bf_match *items; /* a heap, the worst of them first */
    uint32_t count;
    uint32_t capacity;
    /* Matches come by rising number; one whose score, as float arithmetic sees
     * it, is below this does not come in. Never above the worst score, by more
     * than such arithmetic errs. */
    float bar;
    double slack;   /* that error, relative */
    bool may_prune; /* false: floats cannot hold the weights; the bar stays 0 */
} bfi_top;

/* Room for `capacity` matches. `errs`: the relative error of float scores. */
BF_MUST_CHECK bf_status bfi_top_init(bfi_top *top, uint32_t capacity,
                                     double errs, bf_error *err);
void bfi_top_fini(bfi_top *top);
/* Take a match that is better than the worst one. */
void bfi_top_offer(bfi_top *top, bf_match match);
/* Put them in order, the best first. */
void bfi_top_sort(bfi_top *top);

#endif
