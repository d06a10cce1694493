/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The terms of several segments as one list. */

#include <backfile/blocks.h>

#include <stdlib.h>
#include <string.h>

uint32_t bf_blocks_frequency(const bf_blocks *blocks, bf_str term)
{
    uint32_t frequency = 0;
    for (size_t i = 0; i < blocks->part_count; i++) {
        bf_term_entry entry;
        if (bf_segment_find(blocks->parts[i].segment, term, &entry)) {
            frequency += entry.documents;
        }
    }
    return frequency;
}

/* A cursor in the terms of one segment, as long as they have the prefix. */
typedef struct lane {
    bf_term_cursor cursor;
    bool is_open;
} lane;

static bool has_prefix(bf_str term, bf_str prefix)
{
    return term.size >= prefix.size &&
           memcmp(term.data, prefix.data, prefix.size) == 0;
}

static int compare(bf_str a, bf_str b)
{
    const size_t size = a.size < b.size ? a.size : b.size;
    const int order = memcmp(a.data, b.data, size);
    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

/* The lane with the first term of all; NULL when all have ended. */
static const lane *first_lane(const lane *lanes, size_t count)
{
    const lane *first = NULL;
    for (size_t i = 0; i < count; i++) {
        if (lanes[i].is_open &&
            (!first || compare(lanes[i].cursor.term, first->cursor.term) < 0)) {
            first = &lanes[i];
        }
    }
    return first;
}

/* Sum up `term` over the lanes, and move those that have it on. */
static uint32_t take(lane *lanes, size_t count, bf_str term, bf_str prefix)
{
    uint32_t frequency = 0;
    for (size_t i = 0; i < count; i++) {
        bf_term_cursor *cursor = &lanes[i].cursor;
        if (lanes[i].is_open && bf_str_equal(cursor->term, term)) {
            frequency += cursor->entry.documents;
            lanes[i].is_open =
                bf_term_cursor_next(cursor) && has_prefix(cursor->term, prefix);
        }
    }
    return frequency;
}

static bf_status check(const lane *lanes, size_t count, bf_error *err)
{
    for (size_t i = 0; i < count; i++) {
        const bf_term_cursor *cursor = &lanes[i].cursor;
        if (cursor->status) {
            return bf_fail(err, cursor->status,
                           "segment %s: its terms are damaged",
                           bf_segment_get_info(cursor->segment)->name);
        }
    }
    return BF_OK;
}

bf_status bf_blocks_terms(const bf_blocks *blocks, bf_str prefix,
                          bf_status (*each)(void *payload, bf_str term,
                                            uint32_t frequency),
                          void *payload, bf_error *err)
{
    const size_t count = blocks->part_count;
    lane *lanes = calloc(count + 1, sizeof *lanes);
    char room[BF_MAX_INDEX_TERM_BYTES];
    const lane *first;
    bf_status status = BF_OK;
    if (!lanes) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        lanes[i].is_open =
            bf_term_cursor_seek(&lanes[i].cursor, blocks->parts[i].segment,
                                prefix) &&
            has_prefix(lanes[i].cursor.term, prefix);
    }
    while (!status && (first = first_lane(lanes, count)) != NULL) {
        const bf_str term = {room, first->cursor.term.size};
        memcpy(room, first->cursor.term.data, term.size);
        status = each(payload, term, take(lanes, count, term, prefix));
    }
    if (!status) {
        status = check(lanes, count, err);
    }
    free(lanes);
    return status;
}
