/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_TOP_H
#define BFI_MATCH_TOP_H

/* The best matches so far, and the score that others must have to be of use. */

#include <backfile/matches.h>

typedef struct bfi_best {
    double key; /* the higher the better; equal ones by rising number */
    double score;
    uint32_t doc;
} bfi_best;

typedef struct bfi_top {
    bfi_best *items; /* a heap, the worst of them first */
    uint32_t count;
    uint32_t capacity;
    /* Matches come by rising number; one whose score, as float arithmetic sees
     * it, is below this does not come in. Never above the worst score, by more
     * than such arithmetic errs. */
    float bar;
    double slack; /* that error, relative */
    /* False: floats cannot hold the weights, or keys are no scores; the bar
     * stays 0. */
    bool may_prune;
} bfi_top;

/* Room for `capacity` matches. `errs`: the relative error of float scores. */
BF_MUST_CHECK bf_status bfi_top_init(bfi_top *top, uint32_t capacity,
                                     double errs, bf_error *err);
void bfi_top_fini(bfi_top *top);
/* Take a match that is better than the worst one. */
void bfi_top_offer(bfi_top *top, bfi_best match);
/* Whether one with this key, that comes by its number behind those that are
 * there, would not come in. */
static inline bool bfi_top_is_over(const bfi_top *top, double key)
{
    return top->count == top->capacity &&
           (top->capacity == 0 || key <= top->items[0].key);
}
/* Put them in order, the best first. */
void bfi_top_sort(bfi_top *top);

#endif
