/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_LISTS_H
#define BFI_BLOCKS_LISTS_H

/* Lists as segments have them: what the dictionary, the cursors and the check
 * of a whole segment read alike. */

#include "segment.h"

/* One posting that stands alone. */
typedef struct bfi_posting {
    uint32_t delta;
    uint32_t frequency;
    uint32_t count; /* of occurrences */
} bfi_posting;

/* Read one of a list that has frequencies. */
static inline bool bfi_get_posting(bfi_posting *out, const unsigned char **at,
                                   const unsigned char *end)
{
    uint32_t head;
    uint32_t number;
    if (!bfi_get_varint(&head, at, end)) {
        return false;
    }
    out->delta = head >> 2;
    out->frequency = out->count = 1;
    if ((head & 3) == BFI_HOW_ONE) {
        return true;
    }
    if ((head & 3) > BFI_HOW_BOTH || !bfi_get_varint(&number, at, end) ||
        number > UINT32_MAX - 2) {
        return false;
    }
    if ((head & 3) == BFI_HOW_SAME) {
        out->frequency = out->count = number + 2;
        return true;
    }
    out->frequency = number + 1;
    if (!bfi_get_varint(&number, at, end) || number == UINT32_MAX) {
        return false;
    }
    out->count = number + 1;
    return true;
}

#endif
