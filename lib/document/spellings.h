/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_DOCUMENT_SPELLINGS_H
#define BFI_DOCUMENT_SPELLINGS_H

/*
 * The spellings of an article's words, counted as the words are, so that it can
 * be said of each whether the article writes the word mostly so.
 */

#include <backfile/text.h>

#include "terms.h"

typedef struct bfi_spellings {
    bfi_terms pairs; /* a spelling, NUL, and the term that has it */
    bf_buf key;      /* a pair, or a term, in the making */
} bfi_spellings;

void bfi_spellings_init(bfi_spellings *spellings);
void bfi_spellings_fini(bfi_spellings *spellings);

/* Begin a document; `arena` was reset. */
void bfi_spellings_start(bfi_spellings *spellings, bf_arena *arena);
/* Count a word that has a spelling; BF_ERR_LIMIT as bfi_terms_add(). */
BF_MUST_CHECK bf_status bfi_spellings_count(bfi_spellings *spellings,
                                            const bf_token *token,
                                            uint32_t frequency, bf_error *err);
/* Add to `terms`, those of all words, what was counted. */
BF_MUST_CHECK bf_status bfi_spellings_finish(bfi_spellings *spellings,
                                             bfi_terms *terms, bf_error *err);

#endif
