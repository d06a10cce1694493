/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_QUERY_EXPAND_H
#define BFI_QUERY_EXPAND_H

/* The terms of the index that a prefix stands for. */

#include "plan.h"

enum {
    /* Stems of words that begin with a prefix, where the stem does not. */
    BFI_OTHER_STEMS = 16,
    BFI_EXPANSION_TERMS = BF_MAX_PREFIX_TERMS + BFI_OTHER_STEMS
};

typedef struct bfi_expansion {
    bf_str terms[BFI_EXPANSION_TERMS]; /* in the arena of the plan */
    size_t count;
    uint64_t frequency; /* the sum of theirs */
} bfi_expansion;

/* The terms that begin with `prefix`: the most frequent ones, in byte order.
 * `span` is where a note about the rest points to. */
BF_MUST_CHECK bf_status bfi_expand(bfi_planner *planner, bfi_expansion *out,
                                   bf_str prefix, bf_span span);
/* Add `term`, if the index has it and there is room. */
BF_MUST_CHECK bf_status bfi_expand_more(bfi_planner *planner,
                                        bfi_expansion *out, bf_str term);

/* endings.c: the stems of words that begin with the word `begun`, other than
 * the stems that begin so themselves. They are in the arena of the plan. */
BF_MUST_CHECK bf_status bfi_other_stems(bfi_planner *planner,
                                        bf_str out[BFI_OTHER_STEMS],
                                        size_t *count, const bfi_word *begun);

#endif
