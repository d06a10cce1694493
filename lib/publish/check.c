/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Comparing the segments with their checksums. */

#include "publisher.h"

static bf_status check(const bf_publisher *publisher, bf_error *err)
{
    bf_blocks_view *view;
    bf_status status = bf_blocks_view_new(&view, err);
    if (!status) {
        status = bf_blocks_view_set(view, bf_writer_folder(publisher->writer),
                                    publisher->manifest, err);
    }
    if (!status) {
        status = bf_blocks_check(bf_blocks_view_get(view), err);
    }
    bf_blocks_view_free(view);
    return status;
}

bf_status bf_publisher_check(bf_publisher *publisher, bf_error *err)
{
    bf_error why;
    bf_status status = bfi_publisher_check_unchanged(publisher, err);
    if (status || publisher->is_broken) {
        return status;
    }
    status = check(publisher, &why);
    if (status == BF_ERR_NOMEM) {
        return bf_fail(err, status, "%s", why.text);
    }
    if (status) {
        bfi_publisher_set_trouble(publisher, &why);
    }
    return BF_OK;
}
