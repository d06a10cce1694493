/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_SIGHT_H
#define BFI_MATCH_SIGHT_H

/* Which documents of a segment are there for this run: those that were not
 * removed, and may be seen. */

#include <backfile/blocks.h>
#include <backfile/matches.h>

typedef struct bfi_sight {
    const uint64_t *removed; /* or NULL */
    uint32_t removed_count;
    bool sees_all; /* of those that were not removed */
    bf_time now;
    bf_time_column from;
    bf_time_column until;
} bfi_sight;

void bfi_sight_init(bfi_sight *sight, const bf_blocks_part *part,
                    const bf_match_request *request);

/* Whether visibility lets `local` pass; what was removed is not asked here. */
bool bfi_sight_shows(const bfi_sight *sight, uint32_t local);

static inline bool bfi_sees(const bfi_sight *sight, uint32_t local)
{
    if (sight->removed && (sight->removed[local / 64] >> local % 64 & 1)) {
        return false;
    }
    return sight->sees_all || bfi_sight_shows(sight, local);
}

/* Whether nothing has to be asked of any document. */
static inline bool bfi_sees_everything(const bfi_sight *sight)
{
    return sight->sees_all && !sight->removed;
}

#endif
