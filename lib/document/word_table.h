/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_DOCUMENT_WORD_TABLE_H
#define BFI_DOCUMENT_WORD_TABLE_H

/*
 * Items that are found by a hash: open addressing with linear probing. The
 * slots hold numbers of items and half of their hashes, so that a probe seldom
 * touches an item and growing touches none.
 *
 * A table serves one document after the other, and is not cleared between two:
 * numbers go on from those of the documents before, by which a slot of these is
 * known to be free.
 *
 *     bfi_slot *slot = bfi_word_table_first(&table, hash);
 *     while (!bfi_word_table_is_free(&table, slot) &&
 *            !(slot->hash == hash && is_it(bfi_word_table_number(&table,
 * slot)))) { slot = bfi_word_table_next(&table, slot);
 *     }
 */

#include <backfile/util.h>

typedef struct bfi_slot {
    uint32_t item; /* its number, 1 and `before` */
    uint32_t hash;
} bfi_slot;

typedef struct bfi_word_table {
    void *items;      /* in the order in which they came */
    uint32_t *hashes; /* of each */
    size_t item_bytes;
    size_t count;
    size_t room; /* for items */
    bfi_slot *slots;
    size_t slot_count; /* a power of two of them, at most half in use */
    size_t slot_room;  /* those that there are */
    uint32_t before;   /* what slots have that are free: so much or less */
} bfi_word_table;

/* A table without memory: zeros, but for the size of its items. */
void bfi_word_table_init(bfi_word_table *table, size_t item_bytes);
void bfi_word_table_fini(bfi_word_table *table);

/* Forget all items; it holds nothing until bfi_word_table_make_room(). */
void bfi_word_table_start(bfi_word_table *table);

/* Make the table larger; false: no memory. */
BF_MUST_CHECK bool bfi_word_table_grow(bfi_word_table *table);

/* Make room for one more item; bfi_word_table_first() may only follow this.
 * False: no memory. */
BF_MUST_CHECK static inline bool bfi_word_table_make_room(bfi_word_table *table)
{
    return table->count * 2 < table->slot_count || bfi_word_table_grow(table);
}

/* The slot where the search for `hash` begins. */
static inline bfi_slot *bfi_word_table_first(const bfi_word_table *table,
                                             uint32_t hash)
{
    return &table->slots[hash & (table->slot_count - 1)];
}

static inline bfi_slot *bfi_word_table_next(const bfi_word_table *table,
                                            bfi_slot *slot)
{
    return slot + 1 < table->slots + table->slot_count ? slot + 1
                                                       : table->slots;
}

static inline bool bfi_word_table_is_free(const bfi_word_table *table,
                                          const bfi_slot *slot)
{
    return slot->item <= table->before;
}

/* The number of the item in `slot`, which is not free. */
static inline uint32_t bfi_word_table_number(const bfi_word_table *table,
                                             const bfi_slot *slot)
{
    return slot->item - table->before - 1;
}

/* Take the free `slot` for an item, which is to be filled in, with the number
 * table->count - 1. */
static inline void *bfi_word_table_take(bfi_word_table *table, bfi_slot *slot,
                                        uint32_t hash)
{
    const size_t number = table->count++;
    table->hashes[number] = hash;
    *slot = (bfi_slot){table->before + (uint32_t)table->count, hash};
    return (char *)table->items + number * table->item_bytes;
}

#endif
