/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words have no NUL, so a pair can be taken apart at it. */

#include "spellings.h"

#include <backfile/terms.h>

#include <string.h>

void bfi_spellings_init(bfi_spellings *spellings)
{
    bfi_terms_init(&spellings->pairs);
    bf_buf_init(&spellings->key, BF_MAX_INDEX_TERM_BYTES);
}

void bfi_spellings_fini(bfi_spellings *spellings)
{
    bfi_terms_fini(&spellings->pairs);
    bf_buf_fini(&spellings->key);
}

void bfi_spellings_start(bfi_spellings *spellings, bf_arena *arena)
{
    bfi_terms_start(&spellings->pairs, arena);
}

bf_status bfi_spellings_count(bfi_spellings *spellings, const bf_token *token,
                              uint32_t frequency, bf_error *err)
{
    bf_buf *key = &spellings->key;
    bf_status status;
    bf_buf_reset(key);
    bf_buf_add(key, token->spelling.data, token->spelling.size);
    bf_buf_add_byte(key, '\0');
    bf_buf_add(key, token->term.data, token->term.size);
    status = bf_buf_status(key, err);
    return status ? status
                  : bfi_terms_add(&spellings->pairs, bf_buf_str(key), frequency,
                                  err);
}

/* Add what is to be said of `pair`. */
static bf_status add_pair(bfi_spellings *spellings, bfi_terms *terms,
                          const bf_document_term *pair, bf_error *err)
{
    const char *gap = memchr(pair->term.data, '\0', pair->term.size);
    const bf_str spelling = {pair->term.data, (size_t)(gap - pair->term.data)};
    const bf_str term = {gap + 1, pair->term.size - spelling.size - 1};
    const uint32_t all = bfi_terms_frequency(terms, term);
    bf_status status;
    bf_buf_reset(&spellings->key);
    bf_term_spelling(&spellings->key,
                     pair->frequency < all - pair->frequency ? BF_SPELLING_SOME
                                                             : BF_SPELLING_MOST,
                     spelling);
    status = bf_buf_status(&spellings->key, err);
    return status ? status
                  : bfi_terms_add(terms, bf_buf_str(&spellings->key), 0, err);
}

bf_status bfi_spellings_finish(bfi_spellings *spellings, bfi_terms *terms,
                               bf_error *err)
{
    const bf_document_term *pairs = spellings->pairs.terms.items;
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < spellings->pairs.terms.count; i++) {
        status = add_pair(spellings, terms, &pairs[i], err);
    }
    return status;
}
