/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_SLIPS_H
#define BFI_BLOCKS_SLIPS_H

/*
 * Slips: what a segment has of a document but its terms, put aside in a spool
 * until it is known which documents stand before it. Of each:
 *
 *     varint number, varint length;
 *     for each field to search: varint where it begins;
 *     of each time varint slot and 1, its key; then 0;
 *     varint keywords, and of each of them
 *         varint field, varint size, folded, varint size, shown.
 */

#include "document_writer.h"

/* Append a document that was checked. */
void bfi_slip_add(bfi_spool *slips, bf_docnum docnum,
                  const bf_document *document);

/* Give `writer` the next `count` documents, which are those in `slips`. */
BF_MUST_CHECK bf_status bfi_slips_write(bfi_document_writer *writer,
                                        bfi_spool *slips, uint32_t count,
                                        bf_error *err);

#endif
