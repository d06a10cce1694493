/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_HEAP_H
#define BFI_BLOCKS_HEAP_H

/* Sorted sources that are merged: which of them has the least text at hand; of
 * equal texts the one with the lower number. */

#include <backfile/util.h>

typedef struct bfi_heap_item {
    bf_str text; /* borrowed */
    size_t source;
} bfi_heap_item;

typedef struct bfi_heap {
    bfi_heap_item *items; /* items[0] is the least */
    size_t count;
} bfi_heap;

/* An empty one for up to `room` sources; false: no memory. */
BF_MUST_CHECK bool bfi_heap_init(bfi_heap *heap, size_t room);
void bfi_heap_fini(bfi_heap *heap);
void bfi_heap_push(bfi_heap *heap, bf_str text, size_t source);
/* Take the least one out; there is one. */
size_t bfi_heap_pop(bfi_heap *heap);

/* Whether the least one has the text `text`. */
static inline bool bfi_heap_has(const bfi_heap *heap, bf_str text)
{
    return heap->count > 0 && bf_str_equal(heap->items[0].text, text);
}

#endif
