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
 * there is nothing to fold. What would not fit into one segment stays. */
static size_t find_tail(const bf_publisher *publisher,
                        const bf_blocks_part *parts)
{
    const size_t count = bf_manifest_count(publisher->manifest);
    size_t first = count - 1;
    uint64_t behind = documents_of(publisher, first);
    for (size_t i = first; i-- > 0;) {
        const uint64_t documents = documents_of(publisher, i);
        if (!bf_blocks_fit(parts + i, count - i, &publisher->options)) {
            break;
        }
        if (behind >= documents / TAIL_SHARE) {
            first = i;
        }
        behind += documents;
    }
    return first;
}

static bf_status open_view(bf_blocks_view **out, bf_publisher *publisher,
                           bf_error *err)
{
    bf_status status = bf_blocks_view_new(out, err);
    return status
               ? status
               : bf_blocks_view_set(*out, bf_writer_folder(publisher->writer),
                                    publisher->manifest, err);
}

static bf_status fold(bf_publisher *publisher, const bf_blocks_part *parts,
                      size_t first, size_t count, bf_error *err)
{
    const bf_blocks tail = {parts + first, count};
    bf_segment_info made;
    /* Damage that can be read still would be written anew, under checksums
     * that are right, and never be found again. */
    bf_status status = bf_blocks_check(&tail, err);
    if (status) {
        return status;
    }
    status = bf_blocks_fold(&made, bf_writer_folder(publisher->writer),
                            tail.parts, count, &publisher->options, err);
    if (status == BF_ERR_LIMIT) {
        return BF_OK; /* they stay as they are */
    }
    return status ? status
                  : bf_manifest_replace(publisher->manifest, first, count,
                                        &made, err);
}

/* Fold each segment of which much was removed; the view stays as it was. */
static bf_status fold_removed(bf_publisher *publisher,
                              const bf_blocks_part *parts, bf_error *err)
{
    bf_status status = BF_OK;
    /* From behind: one of which nothing is left goes, and those in front of it
     * keep their places. */
    for (size_t i = bf_manifest_count(publisher->manifest);
         !status && i-- > 0;) {
        size_t removed;
        (void)bf_manifest_removed(publisher->manifest, i, &removed);
        if (removed > documents_of(publisher, i) / REMOVED_SHARE) {
            status = fold(publisher, parts, i, 1, err);
        }
    }
    return status;
}

static bf_status fold_tail(bf_publisher *publisher, const bf_blocks_part *parts,
                           bf_error *err)
{
    const size_t count = bf_manifest_count(publisher->manifest);
    const size_t first = find_tail(publisher, parts);
    return first + 1 < count ? fold(publisher, parts, first, count - first, err)
                             : BF_OK;
}

/* Run `work` with what the manifest names. */
static bf_status with_view(bf_publisher *publisher,
                           bf_status (*work)(bf_publisher *publisher,
                                             const bf_blocks_part *parts,
                                             bf_error *err),
                           bf_error *err)
{
    bf_blocks_view *view;
    bf_status status = open_view(&view, publisher, err);
    if (!status) {
        status = work(publisher, bf_blocks_view_get(view)->parts, err);
    }
    bf_blocks_view_free(view);
    return status;
}

bf_status bfi_publisher_fold(bf_publisher *publisher, bf_error *err)
{
    bf_status status = with_view(publisher, fold_removed, err);
    if (status || bf_manifest_count(publisher->manifest) < 2) {
        return status;
    }
    return with_view(publisher, fold_tail, err);
}
