/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_TERM_WRITER_H
#define BFI_BLOCKS_TERM_WRITER_H

/* Writes the dictionary of a segment: blocks of terms, their index, and the
 * written forms of terms. */

#include "encode.h"

typedef struct bfi_term_writer {
    bfi_spool *blocks; /* sections; borrowed */
    bfi_spool *index;
    unsigned place; /* of the next term in its block */
    size_t size;    /* of the term before */
    char before[BF_MAX_INDEX_TERM_BYTES];
} bfi_term_writer;

void bfi_term_writer_init(bfi_term_writer *writer, bfi_spool *blocks,
                          bfi_spool *index);
/* Add a term, which is above those before, and where its lists are. */
void bfi_term_writer_add(bfi_term_writer *writer, bf_str term,
                         const bfi_lists *lists);
/* Write what follows the last term. */
void bfi_term_writer_end(bfi_term_writer *writer);

#endif
