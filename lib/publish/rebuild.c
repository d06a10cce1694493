/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Making all blocks anew from the records. When they are too much for one
 * segment, half of the records are tried, and so on: how many segments there
 * are depends on nothing but the records.
 */

#include "gather.h"

#include <stdlib.h>

/* Make one segment of what is to be gathered. *is_full: it would be too large,
 * and nothing was made. */
static bf_status build_one(bool *is_full, const bfi_gathering *what,
                           bf_error *err)
{
    bf_publisher *publisher = what->publisher;
    const size_t lost = publisher->lost.count;
    bf_blocks_builder *builder;
    bf_status status =
        bf_blocks_builder_new(&builder, bf_writer_folder(publisher->writer),
                              &publisher->options, err);
    *is_full = false;
    if (!status) {
        status = bfi_gather(builder, is_full, what, err);
    }
    if (!status) {
        status = bfi_publisher_finish(publisher, builder, err);
        *is_full = status == BF_ERR_LIMIT;
    }
    if (status) {
        publisher->lost.count = lost;
    }
    bf_blocks_builder_free(builder);
    return status;
}

static bf_status build(const bfi_gathering *all, bf_error *err)
{
    bfi_gathering part = *all;
    size_t done = 0;
    while (done < all->count) {
        const size_t left = all->count - done;
        bool is_full;
        bf_status status;
        part.numbers = all->numbers + done;
        part.count = part.count < left ? part.count : left;
        status = build_one(&is_full, &part, err);
        if (!status) {
            done += part.count;
        } else if (is_full && part.count > 1) {
            part.count = (part.count + 1) / 2;
        } else {
            return status;
        }
    }
    return BF_OK;
}

static bf_status build_all(bf_publisher *publisher, bf_publisher_step *step,
                           void *payload, bf_error *err)
{
    bfi_numbers all = {NULL, 0, 0};
    bfi_records records;
    bf_status status = bfi_records_open(&records, publisher, err);
    publisher->lost.count = 0;
    if (!status) {
        status = bfi_records_list(&all, &records, err);
    }
    bfi_records_close(&records);
    if (!status) {
        status = build(
            &(bfi_gathering){publisher, all.items, all.count, step, payload},
            err);
    }
    free(all.items);
    return status;
}

static bf_status rebuild(bf_publisher *publisher, bf_publisher_step *step,
                         void *payload, bf_error *err)
{
    bf_status status;
    bf_manifest_free(publisher->manifest);
    status = bf_manifest_new(&publisher->manifest, err);
    if (!status) {
        status = build_all(publisher, step, payload, err);
    }
    if (!status) {
        publisher->is_broken = false;
        status = bfi_publisher_replace_lost(publisher, err);
    }
    if (!status) {
        status = bfi_publisher_write_segment(publisher, err);
    }
    if (!status) {
        status = bfi_publisher_commit_manifest(publisher, err);
    }
    return status;
}

void bfi_publisher_mend(bf_publisher *publisher, bf_publisher_step *step,
                        void *payload)
{
    bf_error why;
    if (rebuild(publisher, step, payload, &why)) {
        bfi_publisher_set_trouble(publisher, &why);
    }
}

bf_status bf_publisher_rebuild(bf_publisher *publisher, bf_publisher_step *step,
                               void *payload, bf_error *err)
{
    const bf_error *trouble = &publisher->trouble;
    bf_status status = bfi_publisher_check_unchanged(publisher, err);
    if (status) {
        return status;
    }
    bfi_publisher_mend(publisher, step, payload);
    return publisher->is_broken
               ? bf_fail(err, trouble->status, "%s", trouble->text)
               : BF_OK;
}
