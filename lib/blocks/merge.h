/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_MERGE_H
#define BFI_BLOCKS_MERGE_H

/* Merges the terms of sources to the sections of one segment. */

#include "sections.h"
#include "source.h"

typedef struct bfi_merger bfi_merger;

/* `sources` are at their beginning. `codes` are those of the lengths of all
 * documents. All is borrowed. */
BF_MUST_CHECK bf_status bfi_merger_new(bfi_merger **out, bfi_sections *sections,
                                       bfi_source **sources, size_t count,
                                       const unsigned char *codes,
                                       bf_error *err);
void bfi_merger_free(bfi_merger *merger);
/*
 * Write the terms, postings, positions and forms of all sources. A term whose
 * documents differ in kind has the lowest of them. All memory is the merger's
 * and the sections', so that it may be left at any moment.
 */
BF_MUST_CHECK bf_status bfi_merger_run(bfi_merger *merger, bf_error *err);

#endif
