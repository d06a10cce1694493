/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_GUARD_H
#define BFI_BLOCKS_GUARD_H

/* Which memory is mapped segments, for bf_segments_guard() and its handler of
 * signals. */

#include <backfile/blocks.h>

typedef struct bfi_mapping bfi_mapping;

/* Note a mapping, before anything of it is read; NULL: out of memory. */
bfi_mapping *bfi_mapping_add(const void *start, size_t size, const char *name);
/* Forget it, before it is unmapped; NULL is fine. */
void bfi_mapping_remove(bfi_mapping *mapping);

#endif
