/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_SEARCH_BLOCKS_H
#define BFI_SEARCH_BLOCKS_H

/* The block index of the state that a searcher has open. */

#include <backfile/manifest.h>
#include <backfile/store.h>

typedef struct bfi_search_blocks {
    bf_blocks_view *view;
    bool is_whole;    /* else `trouble` says why it is of no use */
    bf_error trouble; /* BF_ERR_NOT_FOUND: the index has no blocks */
} bfi_search_blocks;

/**
 * Open the blocks of the state that `reader` has open, the index `path`.
 * Trouble with them is no failure.
 */
BF_MUST_CHECK bf_status bfi_search_blocks_open(bfi_search_blocks *blocks,
                                               const char *path,
                                               bf_reader *reader,
                                               const bf_reader_info *info,
                                               bf_error *err);
void bfi_search_blocks_fini(bfi_search_blocks *blocks);

/* The blocks turned out to be of no use, because of `why`. */
void bfi_search_blocks_drop(bfi_search_blocks *blocks, const bf_error *why);

#endif
