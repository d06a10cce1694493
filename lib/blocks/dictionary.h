/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_DICTIONARY_H
#define BFI_BLOCKS_DICTIONARY_H

/*
 * The dictionary of a segment: terms in blocks of 16, each written as what
 * differs from the one before, and its lists' sizes.
 *
 *     bfi_block_open(&place, segment, block);
 *     while (place.at < place.end) {
 *         bfi_read_spelling(&spelling, &place);
 *         bfi_read_entry(&entry, segment, &place);
 *     }
 *
 * All of them return false when the bytes cannot be what they should.
 */

#include "segment.h"

/* A term, less what it shares with the one before. */
typedef struct bfi_spelling {
    uint32_t shared;
    uint32_t size; /* of the rest */
    const unsigned char *rest;
} bfi_spelling;

/* Begin with the terms of a block, which has at least one. */
bool bfi_block_open(bf_term_place *place, const bf_segment *segment,
                    uint32_t block);
/* Read how the next term is written; shared and size together are at most
 * BF_MAX_INDEX_TERM_BYTES. */
bool bfi_read_spelling(bfi_spelling *out, bf_term_place *place);
/* Read what is said of it. */
bool bfi_read_entry(bf_term_entry *out, const bf_segment *segment,
                    bf_term_place *place);

/* The place of the last block that begins with `term` or a term below it: the
 * first one when none does. False also when there are no terms. */
bool bfi_find_block(uint32_t *out, const bf_segment *segment, bf_str term);

/* Move on to the first term that is not below `term`, which is above the one at
 * hand: fast when it is near. */
bool bfi_term_cursor_forward(bf_term_cursor *cursor, bf_str term);

/* memcmp() of two terms, a shorter one before those that it begins. */
static inline int bfi_compare(const void *a, size_t a_size, const void *b,
                              size_t b_size)
{
    const size_t size = a_size < b_size ? a_size : b_size;
    const int order = size > 0 ? memcmp(a, b, size) : 0;
    return order != 0 ? order : (a_size > b_size) - (a_size < b_size);
}

#endif
