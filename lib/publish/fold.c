/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Folding. Segments stand by rising numbers, the newest last, so those that
 * are folded are neighbours, and the folded one takes their place. As long as
 * each segment has more than ten times the documents of all behind it, there
 * are few of them, and what a run adds is written again but a few times for
 * each power of ten.
 */

#include "publisher.h"

#include <stdlib.h>

enum {
    /* The last segments are folded with the one before them when together they
     * have this part of its documents ... */
    TAIL_SHARE = 10,
    /* ... and a segment when this part of its documents was removed. */
    REMOVED_SHARE = 4
};

static uint64_t documents_of(const bf_publisher *publisher, size_t segment)
{
    return bf_manifest_segment(publisher->manifest, segment)->documents;
}

/* The first of the segments that are folded to one; the last segment, when
 * there is nothing to fold. */
static size_t find_tail(const bf_publisher *publisher)
{
    size_t first = bf_manifest_count(publisher->manifest) - 1;
    uint64_t behind = documents_of(publisher, first);
    for (size_t i = first; i-- > 0;) {
        const uint64_t documents = documents_of(publisher, i);
        if (behind >= documents / TAIL_SHARE) {
            first = i;
        }
        behind += documents;
    }
    return first;
}

static bf_status fold(bf_publisher *publisher, size_t first, size_t count,
                      bf_error *err)
{
    const char *folder = bf_writer_folder(publisher->writer);
    bf_blocks_view *view;
    bf_blocks tail = {NULL, count};
    bf_segment_info made;
    bf_status status = bf_blocks_view_new(&view, err);
    if (!status) {
        status = bf_blocks_view_set(view, folder, publisher->manifest, err);
    }
    if (!status) {
        /* Damage that can be read still would be written anew, under checksums
         * that are right, and never be found again. */
        tail.parts = bf_blocks_view_get(view)->parts + first;
        status = bf_blocks_check(&tail, err);
    }
    if (!status) {
        status = bf_blocks_fold(&made, folder, tail.parts, count,
                                &publisher->options, err);
    }
    if (!status) {
        status =
            bf_manifest_replace(publisher->manifest, first, count, &made, err);
    }
    bf_blocks_view_free(view);
    return status;
}

/* Fold each segment of which much was removed. */
static bf_status fold_removed(bf_publisher *publisher, bf_error *err)
{
    bf_status status = BF_OK;
    for (size_t i = bf_manifest_count(publisher->manifest);
         !status && i-- > 0;) {
        size_t removed;
        (void)bf_manifest_removed(publisher->manifest, i, &removed);
        if (removed > documents_of(publisher, i) / REMOVED_SHARE) {
            status = fold(publisher, i, 1, err);
        }
    }
    return status;
}

bf_status bfi_publisher_fold(bf_publisher *publisher, bf_error *err)
{
    bf_status status = fold_removed(publisher, err);
    const size_t count = bf_manifest_count(publisher->manifest);
    size_t first;
    if (status || count < 2) {
        return status;
    }
    first = find_tail(publisher);
    return first + 1 < count ? fold(publisher, first, count - first, err)
                             : BF_OK;
}
