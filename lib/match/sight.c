/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Removed and hidden documents. */

#include "sight.h"

/* Whether the bounds of the columns already say that all can be seen. */
static bool shows_all(const bfi_sight *sight)
{
    const bf_time_column *from = &sight->from;
    const bf_time_column *until = &sight->until;
    return (from->least > from->greatest || from->greatest <= sight->now) &&
           (until->least > until->greatest || until->least > sight->now);
}

void bfi_sight_init(bfi_sight *sight, const bf_blocks_part *part,
                    const bf_match_request *request)
{
    *sight = (bfi_sight){.now = request->now};
    if (part->removed_count > 0) {
        sight->removed = part->removed;
        sight->removed_count = part->removed_count;
    }
    bf_segment_times(&sight->from, part->segment, BF_SLOT_VISIBLE_FROM);
    bf_segment_times(&sight->until, part->segment, BF_SLOT_VISIBLE_UNTIL);
    sight->sees_all = request->show_hidden || shows_all(sight);
}

/* A document without a time has always been, or will always be, to be seen. */
bool bfi_sight_shows(const bfi_sight *sight, uint32_t local)
{
    const bf_time from = bf_time_column_at(&sight->from, local);
    const bf_time until = bf_time_column_at(&sight->until, local);
    return (from == BF_TIME_NONE || from <= sight->now) &&
           (until == BF_TIME_NONE || sight->now < until);
}
