/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hash tables of one document. */

#include "table.h"

#include <string.h>

enum {
    FIRST_SLOTS = 1024
};

void bfi_table_start(bfi_table *table, bf_arena *arena, size_t item_bytes)
{
    *table = (bfi_table){.arena = arena, .item_bytes = item_bytes};
}

/* Put a slot of the old table where it belongs in the new one. */
static void move_slot(const bfi_table *table, bfi_slot old)
{
    bfi_slot *slot = bfi_table_first(table, old.hash);
    while (slot->item) {
        slot = bfi_table_next(table, slot);
    }
    *slot = old;
}

static bf_status grow(bfi_table *table, bf_error *err)
{
    const bfi_table old = *table;
    const size_t slot_count = old.slot_count ? old.slot_count * 2 : FIRST_SLOTS;
    bfi_slot *slots = bf_arena_array(old.arena, slot_count, sizeof *slots);
    void *items = bf_arena_array(old.arena, slot_count / 2, old.item_bytes);
    if (!slots || !items) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    table->slots = slots;
    table->slot_count = slot_count;
    table->items = items;
    if (old.count > 0) {
        memcpy(items, old.items, old.count * old.item_bytes);
    }
    for (size_t i = 0; i < old.slot_count; i++) {
        if (old.slots[i].item) {
            move_slot(table, old.slots[i]);
        }
    }
    return BF_OK;
}

bf_status bfi_table_make_room(bfi_table *table, bf_error *err)
{
    return table->count * 2 == table->slot_count ? grow(table, err) : BF_OK;
}

void *bfi_table_take(bfi_table *table, bfi_slot *slot, uint32_t hash)
{
    char *item = (char *)table->items + table->count * table->item_bytes;
    table->count++;
    *slot = (bfi_slot){(uint32_t)table->count, hash};
    return item;
}
