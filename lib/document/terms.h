/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_DOCUMENT_TERMS_H
#define BFI_DOCUMENT_TERMS_H

/*
 * The terms of one document, each once; the forms in which they are written;
 * and the tokens in the order of the text. Texts are the arena's.
 */

#include <backfile/document.h>
#include <backfile/text.h>

#include "word_table.h"

typedef struct bfi_terms {
    bf_arena *arena;
    bfi_word_table terms; /* bf_document_term */
    bfi_word_table forms; /* bf_document_form */
    bf_document_token *tokens;
    size_t token_count;
    size_t token_room;
    uint32_t length; /* the sum of the frequencies */
} bfi_terms;

void bfi_terms_init(bfi_terms *terms);
void bfi_terms_fini(bfi_terms *terms);

/* Begin a document; `arena` was reset. */
void bfi_terms_start(bfi_terms *terms, bf_arena *arena);

/* Count `term`, which is copied. A term that is added again adds its
 * frequency. BF_ERR_LIMIT: BF_MAX_ARTICLE_TERMS. */
BF_MUST_CHECK bf_status bfi_terms_add(bfi_terms *terms, bf_str term,
                                      uint32_t frequency, bf_error *err);

/* What was counted of `term`; 0 when it is none of them. */
uint32_t bfi_terms_frequency(const bfi_terms *terms, bf_str term);

/* Count the term of `token`, which stands at `position`. BF_ERR_LIMIT. */
BF_MUST_CHECK bf_status bfi_terms_add_token(bfi_terms *terms,
                                            const bf_token *token,
                                            uint32_t position,
                                            uint32_t frequency, bf_error *err);

#endif
