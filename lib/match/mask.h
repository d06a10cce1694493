/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_MASK_H
#define BFI_MATCH_MASK_H

/* Sets of places in a batch: one bit each. */

#include <backfile/blocks.h>

enum {
    /** Documents that are looked at together. */
    BFI_BATCH = BF_BLOCK_POSTINGS
};

typedef struct bfi_mask {
    uint64_t bits[BFI_BATCH / 64];
} bfi_mask;

/* The first `count` places. */
static inline bfi_mask bfi_mask_of(uint32_t count)
{
    bfi_mask mask = {{0, 0}};
    if (count >= 64) {
        mask.bits[0] = UINT64_MAX;
        mask.bits[1] =
            count >= BFI_BATCH ? UINT64_MAX : (UINT64_C(1) << (count - 64)) - 1;
    } else {
        mask.bits[0] = (UINT64_C(1) << count) - 1;
    }
    return mask;
}

static inline void bfi_mask_add(bfi_mask *mask, uint32_t place)
{
    mask->bits[place / 64] |= UINT64_C(1) << place % 64;
}

static inline bool bfi_mask_has(const bfi_mask *mask, uint32_t place)
{
    return mask->bits[place / 64] >> place % 64 & 1;
}

static inline bool bfi_mask_is_empty(bfi_mask mask)
{
    return (mask.bits[0] | mask.bits[1]) == 0;
}

static inline bfi_mask bfi_mask_or(bfi_mask a, bfi_mask b)
{
    return (bfi_mask){{a.bits[0] | b.bits[0], a.bits[1] | b.bits[1]}};
}

static inline bfi_mask bfi_mask_without(bfi_mask a, bfi_mask b)
{
    return (bfi_mask){{a.bits[0] & ~b.bits[0], a.bits[1] & ~b.bits[1]}};
}

/* The least place of a set that is not empty, which leaves it. */
static inline uint32_t bfi_mask_take(bfi_mask *mask)
{
    const uint32_t word = mask->bits[0] ? 0 : 1;
    const uint32_t bit = (uint32_t)__builtin_ctzll(mask->bits[word]);
    mask->bits[word] &= mask->bits[word] - 1;
    return word * 64 + bit;
}

#endif
