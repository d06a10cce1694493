/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_PHRASE_H
#define BFI_MATCH_PHRASE_H

/* Whether the words of a phrase stand side by side in a document, by their
 * positions. */

#include "branch.h"

/* Make the check of phrase number `number` for the segment at hand. The
 * branches are its words. */
BF_MUST_CHECK bf_status bfi_phrase_new(bfi_phrase **out, bfi_run *run,
                                       size_t number,
                                       bfi_branch *const *children,
                                       size_t child_count, bf_error *err);
/* Release what phrases hold beside the arena: run->phrases, which are then
 * none. */
void bfi_phrases_fini(bfi_run *run);
enum {
    BFI_NO_SLOT = BFI_BATCH
};

/* Whether it stands in `doc`; fastest by rising documents. `slot`: where its
 * words have that document, all of them; or BFI_NO_SLOT. */
bool bfi_phrase_stands_in(bfi_run *run, bfi_phrase *phrase, uint32_t doc,
                          unsigned slot);

#endif
