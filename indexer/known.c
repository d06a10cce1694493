/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Open addressing with linear probing, at most three quarters full. The hash
 * of an id is uniform, so its first bytes are the place to begin at. Two ids
 * with one 128-bit hash are not reckoned with.
 */

#include "known.h"

#include <stdlib.h>
#include <string.h>

enum {
    FIRST_CAPACITY = 1024
};

void bfi_table_init(bfi_table *table)
{
    memset(table, 0, sizeof *table);
}

void bfi_table_fini(bfi_table *table)
{
    free(table->slots);
    bfi_table_init(table);
}

/* The slot that holds `id_hash`, or the free one where it belongs. */
static bfi_known *slot_of(bfi_known *slots, size_t capacity,
                          const unsigned char *id_hash)
{
    size_t at;
    memcpy(&at, id_hash, sizeof at);
    for (;; at++) {
        bfi_known *slot = &slots[at & (capacity - 1)];
        if (!slot->is_taken || !memcmp(slot->id_hash, id_hash, BF_HASH_BYTES)) {
            return slot;
        }
    }
}

static bool grow(bfi_table *table)
{
    size_t capacity = table->capacity ? table->capacity * 2 : FIRST_CAPACITY;
    bfi_known *slots = calloc(capacity, sizeof *slots);
    if (!slots) {
        return false;
    }
    for (size_t i = 0; i < table->capacity; i++) {
        const bfi_known *old = &table->slots[i];
        if (old->is_taken) {
            *slot_of(slots, capacity, old->id_hash) = *old;
        }
    }
    free(table->slots);
    table->slots = slots;
    table->capacity = capacity;
    return true;
}

bfi_known *bfi_table_claim(bfi_table *table, bf_str id)
{
    unsigned char id_hash[BF_HASH_BYTES];
    bfi_known *slot;
    if (table->count >= table->capacity / 4 * 3 && !grow(table)) {
        return NULL;
    }
    bf_hash_128(id_hash, id);
    slot = slot_of(table->slots, table->capacity, id_hash);
    if (!slot->is_taken) {
        slot->is_taken = true;
        memcpy(slot->id_hash, id_hash, BF_HASH_BYTES);
        table->count++;
    }
    return slot;
}

bfi_known *bfi_table_find(const bfi_table *table, bf_str id)
{
    unsigned char id_hash[BF_HASH_BYTES];
    bfi_known *slot;
    if (table->count == 0) {
        return NULL;
    }
    bf_hash_128(id_hash, id);
    slot = slot_of(table->slots, table->capacity, id_hash);
    return slot->is_taken ? slot : NULL;
}
