/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A hash table of numbers. */

#include "slots.h"

#include <stdlib.h>
#include <string.h>

enum {
    FIRST_ROOM = 1024
};

/* Free slots. */
static bfi_slot *make_slots(size_t room)
{
    const size_t size = room * sizeof(bfi_slot);
    bfi_slot *slots = size < BF_HUGE_BYTES ? malloc(size) : bf_huge_alloc(size);
    return slots ? memset(slots, 0, size) : NULL;
}

bool bfi_slots_reserve(bfi_slots *slots, size_t more)
{
    bfi_slots grown = {.room = slots->room ? slots->room : FIRST_ROOM,
                       .count = slots->count};
    while (grown.room < 2 * (slots->count + more)) {
        grown.room *= 2;
    }
    if (grown.room == slots->room) {
        return true;
    }
    grown.slots = make_slots(grown.room);
    if (!grown.slots) {
        return false;
    }
    for (size_t from = 0; from < slots->room; from++) {
        const bfi_slot slot = slots->slots[from];
        size_t i = bfi_slots_first(&grown, slot.hash);
        if (slot.number == 0) {
            continue;
        }
        while (grown.slots[i].number != 0) {
            i = bfi_slots_next(&grown, i);
        }
        grown.slots[i] = slot;
    }
    free(slots->slots);
    *slots = grown;
    return true;
}

void bfi_slots_reset(bfi_slots *slots)
{
    if (slots->count > 0) {
        memset(slots->slots, 0, slots->room * sizeof *slots->slots);
    }
    slots->count = 0;
}

void bfi_slots_fini(bfi_slots *slots)
{
    free(slots->slots);
    *slots = (bfi_slots){NULL, 0, 0};
}
