/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_DOCUMENT_TABLE_H
#define BFI_DOCUMENT_TABLE_H

/*
 * Items that are found by a hash: open addressing with linear probing. The
 * slots hold numbers of items and half of their hashes, so that a probe seldom
 * touches an item and growing touches none. All memory is the arena's; tables
 * that were outgrown stay in it: together they are smaller than the one in use.
 *
 *     bfi_slot *slot = bfi_table_first(&table, hash);
 *     while (slot->item && !(slot->hash == hash && is_it(slot->item - 1))) {
 *         slot = bfi_table_next(&table, slot);
 *     }
 */

#include <backfile/util.h>

typedef struct bfi_slot {
    uint32_t item; /* its number and 1; 0: free */
    uint32_t hash;
} bfi_slot;

typedef struct bfi_table {
    bf_arena *arena;
    void *items; /* in the order in which they came */
    size_t item_bytes;
    size_t count;
    bfi_slot *slots; /* a power of two of them, at most half in use */
    size_t slot_count;
} bfi_table;

/* Begin with an empty table; it holds nothing until bfi_table_make_room(). */
void bfi_table_start(bfi_table *table, bf_arena *arena, size_t item_bytes);

/* Make room for one more item; bfi_table_first() may only follow this. */
BF_MUST_CHECK bf_status bfi_table_make_room(bfi_table *table, bf_error *err);

/* The slot where the search for `hash` begins. */
static inline bfi_slot *bfi_table_first(const bfi_table *table, uint32_t hash)
{
    return &table->slots[hash & (table->slot_count - 1)];
}

static inline bfi_slot *bfi_table_next(const bfi_table *table, bfi_slot *slot)
{
    return slot + 1 < table->slots + table->slot_count ? slot + 1
                                                       : table->slots;
}

/* Take the free `slot` for an item, which is zeroed, with the number
 * table->count - 1. */
void *bfi_table_take(bfi_table *table, bfi_slot *slot, uint32_t hash);

#endif
