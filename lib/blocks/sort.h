/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_SORT_H
#define BFI_BLOCKS_SORT_H

/*
 * Sorts texts by their bytes, a shorter one before those that it begins. Seven
 * bytes are compared at once, so that the texts themselves are seldom looked
 * at: "caching" multikey sorting, Bentley, Sedgewick, "Fast algorithms for
 * sorting and searching strings", SODA 1997, with merge sort for each column.
 */

#include <backfile/util.h>

typedef struct bfi_sorted {
    uint64_t key; /* of the module's own */
    uint32_t number;
    uint32_t tied; /* of the module's own */
} bfi_sorted;

/* Sort `count` items by what `text_of(payload, number)` gives, which differs
 * from item to item. `room` has space for as many. */
void bfi_sort(bfi_sorted *items, bfi_sorted *room, size_t count,
              bf_str (*text_of)(const void *payload, uint32_t number),
              const void *payload);

/* Sort as qsort() does, but without taking memory, which would be lost when a
 * guarded read fails amid it, and keep the order of equal items. `room` has
 * space for as many. */
void bfi_sort_by(void *items, void *room, size_t count, size_t size,
                 int (*compare)(const void *a, const void *b));

#endif
