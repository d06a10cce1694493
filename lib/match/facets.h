/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_FACETS_H
#define BFI_MATCH_FACETS_H

/*
 * Counting the values of the matches: by ordinal in a segment, and by their
 * folded form over all of them.
 */

#include "run.h"

/* What the request asks for; NULL for nothing. */
BF_MUST_CHECK bf_status bfi_facets_new(bfi_facets **out,
                                       const bf_match_request *request,
                                       bf_error *err);
void bfi_facets_free(bfi_facets *facets);

/* Begin with a segment; its counts are in `arena`. False: out of memory. */
BF_MUST_CHECK bool bfi_facets_begin(bfi_facets *facets, bf_arena *arena,
                                    const bf_segment *segment);
/* Count the values of documents of the segment, while the run goes on. */
void bfi_facets_count(bfi_run *run, const uint32_t *docs, uint32_t count);
/* Add what was counted in the segment to the rest. False: out of memory. */
BF_MUST_CHECK bool bfi_facets_end(bfi_facets *facets);

/* Write the values of all fields, with copies in page->arena. */
BF_MUST_CHECK bf_status bfi_facets_write(bf_matches *page,
                                         const bfi_facets *facets,
                                         bf_error *err);

#endif
