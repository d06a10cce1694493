/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_INDEXER_SPARED_H
#define BF_INDEXER_SPARED_H

/*
 * What failed in a source. An article whose file, or a folder above it, could
 * not be read in this run is not gone: it stays as the index has it.
 */

#include <backfile/util.h>

typedef struct bfi_spared {
    bf_arena *arena; /* of the paths; NULL while there are none */
    bf_str *paths;
    size_t count;
    size_t capacity;
    bool is_sorted;
} bfi_spared;

void bfi_spared_init(bfi_spared *spared);
void bfi_spared_fini(bfi_spared *spared);

/* Spare what came from `path`, a file or folder within the source; an empty
 * path spares all of it. */
bf_status bfi_spared_add(bfi_spared *spared, bf_str path, bf_error *err);

/* Whether an article that came from the file `origin` is spared. */
bool bfi_spared_holds(bfi_spared *spared, bf_str origin);

#endif
