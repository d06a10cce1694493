/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_SLOTS_H
#define BFI_BLOCKS_SLOTS_H

/*
 * A hash table of numbers: open addressing with linear probing, at most half
 * full. What the numbers stand for is the user's, who compares it; half of the
 * hash of each is kept beside it, so that this is seldom in vain.
 *
 *     for (i = bfi_slots_first(&slots, hash);
 *          (number = bfi_slots_at(&slots, i, hash)) != BFI_NO_NUMBER;
 *          i = bfi_slots_next(&slots, i)) {
 *         if (number != BFI_OTHER_NUMBER && is_same(number)) { ... }
 *     }
 *     bfi_slots_put(&slots, i, hash, fresh);
 */

#include <backfile/util.h>

enum {
    BFI_NO_NUMBER = -1,    /* the slot is free */
    BFI_OTHER_NUMBER = -2, /* another hash */
    BFI_SLOT_BYTES = 8
};

typedef struct bfi_slot {
    uint32_t hash;
    uint32_t number; /* plus 1; 0: free */
} bfi_slot;

typedef struct bfi_slots {
    bfi_slot *slots;
    size_t room; /* a power of two, or 0 */
    size_t count;
} bfi_slots;

/* Make room for `more` numbers; call it before looking. False: no memory. */
BF_MUST_CHECK bool bfi_slots_reserve(bfi_slots *slots, size_t more);
/* Forget all numbers, keep the memory. */
void bfi_slots_reset(bfi_slots *slots);
void bfi_slots_fini(bfi_slots *slots);

static inline size_t bfi_slots_first(const bfi_slots *slots, uint32_t hash)
{
    return hash & (slots->room - 1);
}

static inline size_t bfi_slots_next(const bfi_slots *slots, size_t i)
{
    return (i + 1) & (slots->room - 1);
}

static inline int64_t bfi_slots_at(const bfi_slots *slots, size_t i,
                                   uint32_t hash)
{
    const bfi_slot slot = slots->slots[i];
    if (slot.number == 0) {
        return BFI_NO_NUMBER;
    }
    return slot.hash == hash ? (int64_t)slot.number - 1 : BFI_OTHER_NUMBER;
}

static inline void bfi_slots_put(bfi_slots *slots, size_t i, uint32_t hash,
                                 uint32_t number)
{
    slots->slots[i] = (bfi_slot){hash, number + 1};
    slots->count++;
}

#endif
