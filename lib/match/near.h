/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_NEAR_H
#define BFI_MATCH_NEAR_H

/* Whether words stand close to each other in a document: as a phrase that is
 * checked in another way. */

#include "phrase_parts.h"

/* Make the check of a NEAR, whose branches are its words. */
BF_MUST_CHECK bf_status bfi_near_new(bfi_phrase **out, bfi_run *run,
                                     const bf_plan_near *plan,
                                     bfi_branch *const *children,
                                     size_t child_count, bf_error *err);
/* Whether it holds in the document at hand, for positions from `low` to below
 * `high`. */
bool bfi_near_holds(bfi_run *run, bfi_phrase *phrase, uint32_t low,
                    uint32_t high);

#endif
