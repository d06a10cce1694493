/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_SEGMENT_SOURCE_H
#define BFI_BLOCKS_SEGMENT_SOURCE_H

/* A segment, less what was removed of it, as a source of a merge. */

#include "source.h"

/* Documents of a part by new numbers, from `base` on. */
typedef struct bfi_renumbering {
    const uint64_t *removed; /* as of the part; NULL: none */
    uint32_t *before;        /* removed before each word of them */
    uint32_t base;
    uint32_t kept; /* how many are left */
} bfi_renumbering;

/* The documents of `part`; release it in any case. */
BF_MUST_CHECK bf_status bfi_renumbering_init(bfi_renumbering *out,
                                             const bf_blocks_part *part,
                                             uint32_t base, bf_error *err);
void bfi_renumbering_fini(bfi_renumbering *renumbering);

static inline bool bfi_is_removed(const bfi_renumbering *renumbering,
                                  uint32_t local)
{
    return renumbering->removed &&
           (renumbering->removed[local / 64] >> local % 64 & 1);
}

/* The new number of a document that was not removed. */
static inline uint32_t bfi_renumber(const bfi_renumbering *renumbering,
                                    uint32_t local)
{
    uint64_t below;
    if (!renumbering->removed) {
        return renumbering->base + local;
    }
    below =
        renumbering->removed[local / 64] & ((UINT64_C(1) << local % 64) - 1);
    return renumbering->base + local - renumbering->before[local / 64] -
           (uint32_t)__builtin_popcountll(below);
}

/* `segment` and `renumbering` are borrowed. Nothing is read of the segment
 * yet. */
BF_MUST_CHECK bf_status
bfi_segment_source_new(bfi_source **out, const bf_segment *segment,
                       const bfi_renumbering *renumbering, bf_error *err);

#endif
