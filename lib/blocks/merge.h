/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_MERGE_H
#define BFI_BLOCKS_MERGE_H

/* Merges the terms of sources to the sections of one segment. */

#include "sections.h"
#include "source.h"

/*
 * Write the terms, postings, positions and forms of all `sources`, which are at
 * their beginning. `codes` are those of the lengths of all documents. A term
 * whose documents differ in kind has the lowest of them; one without documents
 * is left out.
 */
BF_MUST_CHECK bf_status bfi_merge(bfi_sections *sections, bfi_source **sources,
                                  size_t count, const unsigned char *codes,
                                  bf_error *err);

#endif
