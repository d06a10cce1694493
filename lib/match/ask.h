/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_ASK_H
#define BFI_MATCH_ASK_H

/* Asking lists about many documents at once. */

#include "branch.h"

/* What was found out of the documents that were asked about, in their order. */
struct bfi_answers {
    uint32_t freqs[BFI_BATCH];  /* summed up; 0 for those that are in no list */
    uint32_t places[BFI_BATCH]; /* of hits: numbers in the last list with it */
    bfi_mask hits;
    float scores[BFI_BATCH]; /* room */
};

/* Ask the lists of a TERM about `docs`, by rising number. */
void bfi_ask(bfi_run *run, bfi_branch *branch, const uint32_t *docs,
             uint32_t count, bfi_answers *out);

/* Ask the one list of a TERM about the documents of a batch. Of those whose
 * score does not come up to `need` even with the bound of their block it may
 * be said that they are not in the list. */
void bfi_ask_for(bfi_run *run, bfi_branch *branch, const bfi_batch *batch,
                 float need, bfi_answers *out);

#endif
