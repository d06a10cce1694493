/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hash tables of documents. */

#include "word_table.h"

#include <stdlib.h>
#include <string.h>

enum {
    FIRST_SLOTS = 1024,
    /* A table that a long document made larger is not kept. */
    MOST_KEPT_SLOTS = 64 * FIRST_SLOTS
};

void bfi_word_table_init(bfi_word_table *table, size_t item_bytes)
{
    *table = (bfi_word_table){.item_bytes = item_bytes};
}

void bfi_word_table_fini(bfi_word_table *table)
{
    free(table->items);
    free(table->hashes);
    free(table->slots);
    bfi_word_table_init(table, table->item_bytes);
}

/* Make all slots free. */
static void free_slots(bfi_word_table *table)
{
    if (table->before > UINT32_MAX / 2) {
        memset(table->slots, 0, table->slot_room * sizeof *table->slots);
        table->before = 0;
    } else {
        table->before += (uint32_t)table->count;
    }
}

void bfi_word_table_start(bfi_word_table *table)
{
    if (table->slot_room > MOST_KEPT_SLOTS) {
        bfi_word_table_fini(table);
        return;
    }
    free_slots(table);
    table->count = 0;
    table->slot_count =
        table->slot_room < FIRST_SLOTS ? table->slot_room : FIRST_SLOTS;
}

static bool reserve_items(bfi_word_table *table, size_t room)
{
    void *items;
    uint32_t *hashes;
    if (room <= table->room) {
        return true;
    }
    items = realloc(table->items, room * table->item_bytes);
    if (!items) {
        return false;
    }
    table->items = items;
    hashes = realloc(table->hashes, room * sizeof *hashes);
    if (!hashes) {
        return false;
    }
    table->hashes = hashes;
    table->room = room;
    return true;
}

static bool reserve_slots(bfi_word_table *table, size_t room)
{
    bfi_slot *slots;
    if (room <= table->slot_room) {
        return true;
    }
    slots = calloc(room, sizeof *slots);
    if (!slots) {
        return false;
    }
    free(table->slots);
    table->slots = slots;
    table->slot_room = room;
    return true;
}

bool bfi_word_table_grow(bfi_word_table *table)
{
    const size_t slot_count =
        table->slot_count ? table->slot_count * 2 : FIRST_SLOTS;
    if (!reserve_items(table, slot_count / 2) ||
        !reserve_slots(table, slot_count)) {
        return false;
    }
    table->slot_count = slot_count;
    free_slots(table);
    for (size_t i = 0; i < table->count; i++) {
        const uint32_t hash = table->hashes[i];
        bfi_slot *slot = bfi_word_table_first(table, hash);
        while (!bfi_word_table_is_free(table, slot)) {
            slot = bfi_word_table_next(table, slot);
        }
        *slot = (bfi_slot){table->before + (uint32_t)i + 1, hash};
    }
    return true;
}
