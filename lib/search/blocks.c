/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The blocks of a state. What is wrong with them is kept rather than returned:
 * the reference matcher answers then.
 */

#include "blocks.h"

/* Larger than any that a publisher writes. */
static const size_t max_manifest_bytes = (size_t)256 * 1024 * 1024;

static bf_status open_segments(bfi_search_blocks *blocks, const char *path,
                               const bf_reader_info *info, bf_str bytes,
                               bf_error *err)
{
    bf_manifest *manifest;
    bf_buf folder;
    bf_status status = bf_manifest_decode(&manifest, bytes, err);
    bf_buf_init(&folder, SIZE_MAX);
    bf_buf_printf(&folder, "%s/%s", path, info->generation);
    if (!status) {
        status = bf_buf_status(&folder, err);
    }
    if (!status && bf_manifest_documents(manifest) != info->documents) {
        status = bf_fail(err, BF_ERR_CORRUPT,
                         "blocks of %ju articles beside records of %ju",
                         (uintmax_t)bf_manifest_documents(manifest),
                         (uintmax_t)info->documents);
    }
    if (!status) {
        status = bf_blocks_view_set(blocks->view, folder.data, manifest, err);
    }
    bf_manifest_free(manifest);
    bf_buf_fini(&folder);
    return status;
}

bf_status bfi_search_blocks_open(bfi_search_blocks *blocks, const char *path,
                                 bf_reader *reader, const bf_reader_info *info,
                                 bf_error *err)
{
    bf_status status =
        blocks->view ? BF_OK : bf_blocks_view_new(&blocks->view, err);
    bf_buf bytes;
    bf_error why;
    blocks->is_whole = false;
    if (status) {
        return status;
    }
    bf_buf_init(&bytes, max_manifest_bytes);
    status = bf_reader_get_manifest(&bytes, reader, &why);
    if (!status && bytes.size == 0) {
        status = bf_fail(&why, BF_ERR_NOT_FOUND, "%s: this index has no blocks",
                         path);
    }
    if (!status) {
        status = open_segments(blocks, path, info, bf_buf_str(&bytes), &why);
    }
    bf_buf_fini(&bytes);
    blocks->is_whole = status == BF_OK;
    if (status == BF_ERR_NOMEM || status == BF_ERR_STALE) {
        return bf_fail(err, status, "%s", why.text);
    }
    if (status) {
        bfi_search_blocks_drop(blocks, &why);
    }
    return BF_OK;
}

void bfi_search_blocks_fini(bfi_search_blocks *blocks)
{
    bf_blocks_view_free(blocks->view);
    blocks->view = NULL;
    blocks->is_whole = false;
}

void bfi_search_blocks_drop(bfi_search_blocks *blocks, const bf_error *why)
{
    blocks->is_whole = false;
    blocks->trouble = *why;
}
