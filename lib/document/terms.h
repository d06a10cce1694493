/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_DOCUMENT_TERMS_H
#define BF_DOCUMENT_TERMS_H

/*
 * The terms of one document, each once. A term that is added again adds its
 * frequency. All memory is the arena's, so there is nothing to release: reset
 * the arena and start anew.
 */

#include <backfile/document.h>

typedef struct bfi_terms_slot bfi_terms_slot;

typedef struct bfi_terms {
    bf_arena *arena;
    bf_document_term *items; /* in the order in which they came */
    size_t count;
    bfi_terms_slot *slots; /* a power of two of them, at most half in use */
    size_t slot_count;
    uint32_t length; /* the sum of the frequencies */
} bfi_terms;

/* Begin a document; `arena` was reset. */
void bfi_terms_start(bfi_terms *terms, bf_arena *arena);

/* Count `term`, which is copied. BF_ERR_LIMIT: BF_MAX_ARTICLE_TERMS. */
BF_MUST_CHECK bf_status bfi_terms_add(bfi_terms *terms, bf_str term,
                                      uint32_t frequency, bf_error *err);

/* What was counted of `term`; 0 when it is none of them. */
uint32_t bfi_terms_frequency(const bfi_terms *terms, bf_str term);

#endif
