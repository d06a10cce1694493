/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_HUGE_H
#define BFI_BLOCKS_HUGE_H

/* Memory in large pages, where the system has some: most of what a segment is
 * built in is read here and there, and finding out where a page of 4 KB is
 * takes longer than reading it. */

#include <stddef.h>

enum {
    BFI_HUGE_BYTES = 2 * 1024 * 1024
};

/* `size` bytes, a multiple of BFI_HUGE_BYTES, to be released by free(); NULL:
 * no memory. */
void *bfi_huge_alloc(size_t size);

#endif
