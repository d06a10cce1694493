/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The terms of several segments as one list. */

#include <backfile/blocks.h>

#include <stdlib.h>
#include <string.h>

static bf_status damaged(const bf_segment *segment, bf_status status,
                         bf_error *err)
{
    return bf_fail(err, status, "segment %s: its terms are damaged",
                   bf_segment_get_info(segment)->name);
}

/* What is asked for a term. */
typedef struct question {
    const bf_blocks *blocks;
    bf_str term;
    uint32_t frequency;
} question;

static bf_status sum_up(void *closure, bf_error *err)
{
    question *asked = closure;
    for (size_t i = 0; i < asked->blocks->part_count; i++) {
        const bf_segment *segment = asked->blocks->parts[i].segment;
        bf_term_entry entry;
        if (bf_segment_find(segment, asked->term, &entry)) {
            asked->frequency += entry.documents;
        } else if (entry.status) {
            return damaged(segment, entry.status, err);
        }
    }
    return BF_OK;
}

bf_status bf_blocks_frequency(uint32_t *out, const bf_blocks *blocks,
                              bf_str term, bf_error *err)
{
    question asked = {blocks, term, 0};
    const bf_status status = bf_segments_guard(sum_up, &asked, err);
    *out = status ? 0 : asked.frequency;
    return status;
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

/* A walk over the terms with a prefix. Only its steps read segments, so these
 * are what is guarded: whoever is told of a term may take locks and memory. */
typedef struct walk {
    const bf_blocks *blocks;
    bf_str prefix;
    lane *lanes;
    bf_str term; /* at hand, in `room`; without data: there are no more */
    uint32_t frequency;
    char room[BF_MAX_INDEX_TERM_BYTES];
} walk;

static bf_status check(const walk *w, bf_error *err)
{
    for (size_t i = 0; i < w->blocks->part_count; i++) {
        const bf_term_cursor *cursor = &w->lanes[i].cursor;
        if (cursor->status) {
            return damaged(cursor->segment, cursor->status, err);
        }
    }
    return BF_OK;
}

static bf_status begin(void *closure, bf_error *err)
{
    walk *w = closure;
    for (size_t i = 0; i < w->blocks->part_count; i++) {
        bf_term_cursor *cursor = &w->lanes[i].cursor;
        w->lanes[i].is_open =
            bf_term_cursor_seek(cursor, w->blocks->parts[i].segment,
                                w->prefix) &&
            has_prefix(cursor->term, w->prefix);
    }
    return check(w, err);
}

/* Sum up the next term over the lanes, and move those that have it on. */
static bf_status step(void *closure, bf_error *err)
{
    walk *w = closure;
    const size_t count = w->blocks->part_count;
    const lane *first = first_lane(w->lanes, count);
    w->term = (bf_str){NULL, 0};
    w->frequency = 0;
    if (!first) {
        return BF_OK;
    }
    w->term = (bf_str){w->room, first->cursor.term.size};
    memcpy(w->room, first->cursor.term.data, w->term.size);
    for (size_t i = 0; i < count; i++) {
        bf_term_cursor *cursor = &w->lanes[i].cursor;
        if (w->lanes[i].is_open && bf_str_equal(cursor->term, w->term)) {
            w->frequency += cursor->entry.documents;
            w->lanes[i].is_open = bf_term_cursor_next(cursor) &&
                                  has_prefix(cursor->term, w->prefix);
        }
    }
    return check(w, err);
}

bf_status bf_blocks_terms(const bf_blocks *blocks, bf_str prefix,
                          bf_status (*each)(void *payload, bf_str term,
                                            uint32_t frequency),
                          void *payload, bf_error *err)
{
    walk w = {.blocks = blocks, .prefix = prefix};
    bf_status status;
    w.lanes = calloc(blocks->part_count + 1, sizeof *w.lanes);
    if (!w.lanes) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = bf_segments_guard(begin, &w, err);
    if (!status) {
        status = bf_segments_guard(step, &w, err);
    }
    while (!status && w.term.data) {
        status = each(payload, w.term, w.frequency);
        if (!status) {
            status = bf_segments_guard(step, &w, err);
        }
    }
    free(w.lanes);
    return status;
}
