/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A writer, or for a dry run a reader (none where there is no index) and
 * a count. The same calls fail for the same articles in both.
 */

#include "target.h"

#include <backfile/document.h>
#include <backfile/limits.h>

#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct bfi_target {
    bf_writer *writer; /* NULL in a dry run */
    bf_reader *reader; /* NULL but in a dry run */
    bf_indexing *indexing;
    uint64_t count; /* in a dry run */
    bool has_changes;
};

static bf_status open_writer(bfi_target *target, const char *path,
                             bfi_target_mode mode, bf_error *err)
{
    bf_status status =
        bf_writer_open(&target->writer, path, BF_WRITER_EXISTING, err);
    if (status == BF_ERR_NOT_FOUND && mode == BFI_TARGET_CREATE) {
        target->has_changes = true;
        status = bf_writer_open(&target->writer, path, BF_WRITER_CREATE, err);
    }
    return status;
}

/* Refuse what the writer would: to make an index in a folder that is not
 * there. */
static bf_status check_place(const char *path, bf_error *err)
{
    char copy[PATH_MAX];
    const char *above;
    snprintf(copy, sizeof copy, "%s", path);
    above = dirname(copy);
    if (access(above, F_OK) == 0) {
        return BF_OK;
    }
    return bf_fail(err, BF_ERR_NOT_FOUND,
                   "%s: cannot be made: there is no folder %s", path, above);
}

static bf_status open_reader(bfi_target *target, const char *path,
                             bfi_target_mode mode, bf_error *err)
{
    bf_reader_info info;
    bf_status status = bf_reader_open(&target->reader, path, err);
    if (status == BF_ERR_NOT_FOUND && mode == BFI_TARGET_CREATE) {
        return check_place(path, err);
    }
    if (!status) {
        status = bf_reader_get_info(&info, target->reader, err);
        target->count = status ? 0 : info.documents;
    }
    return status;
}

bf_status bfi_target_open(bfi_target **out, const char *path,
                          bfi_target_mode mode, bool dry_run, bf_error *err)
{
    bf_status status;
    *out = calloc(1, sizeof **out);
    if (!*out) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = dry_run ? open_reader(*out, path, mode, err)
                     : open_writer(*out, path, mode, err);
    if (!status) {
        status = bf_indexing_new(&(*out)->indexing, err);
    }
    if (status) {
        bfi_target_free(*out);
        *out = NULL;
    }
    return status;
}

void bfi_target_free(bfi_target *target)
{
    if (target) {
        bf_indexing_free(target->indexing);
        bf_writer_free(target->writer);
        bf_reader_free(target->reader);
        free(target);
    }
}

bf_status bfi_target_list(bfi_target *target, bf_str source, bf_entry_fn *each,
                          void *payload, bf_error *err)
{
    bf_status status;
    unsigned tries = 0;
    if (target->writer) {
        return bf_writer_list(target->writer, source, each, payload, err);
    }
    if (!target->reader) {
        return BF_OK;
    }
    status = bf_reader_list(target->reader, source, each, payload, err);
    while (status == BF_ERR_STALE && tries++ < BF_MAX_STALE_RETRIES) {
        status = bf_reader_reopen(target->reader, NULL, err);
        if (!status) {
            status = bf_reader_list(target->reader, source, each, payload, err);
        }
    }
    return status;
}

/* Whether the index of a dry run has `id`. */
static bf_status has(bfi_target *target, bool *found, bf_str id, bf_error *err)
{
    bf_docnum docnum;
    bf_status status = BF_ERR_NOT_FOUND;
    unsigned tries = 0;
    *found = false;
    if (target->reader) {
        status = bf_reader_find(&docnum, target->reader, id, err);
    }
    while (status == BF_ERR_STALE && tries++ < BF_MAX_STALE_RETRIES) {
        status = bf_reader_reopen(target->reader, NULL, err);
        if (!status) {
            status = bf_reader_find(&docnum, target->reader, id, err);
        }
    }
    *found = status == BF_OK;
    return status == BF_ERR_NOT_FOUND ? BF_OK : status;
}

bf_status bfi_target_put(bfi_target *target, const bf_article *article,
                         bool *replaced, bool *is_article, bf_error *err)
{
    const bf_document *document;
    bf_docnum added;
    bf_docnum removed;
    bf_status status =
        bf_indexing_document(&document, target->indexing, article, err);
    *replaced = false;
    *is_article = status == BF_ERR_LIMIT || status == BF_ERR_INVALID;
    if (status) {
        return status;
    }
    target->has_changes = true;
    if (!target->writer) {
        status = has(target, replaced, article->id, err);
        target->count += !*replaced;
        return status;
    }
    status = bf_writer_put(target->writer, &added, &removed, document, err);
    *replaced = removed != 0;
    return status;
}

bf_status bfi_target_delete(bfi_target *target, bool *existed, bf_str id,
                            bf_error *err)
{
    bf_status status;
    if (target->writer) {
        bf_docnum removed;
        status = bf_writer_delete(target->writer, &removed, id, err);
        *existed = removed != 0;
    } else {
        status = has(target, existed, id, err);
        target->count -= *existed && target->count > 0;
    }
    target->has_changes = target->has_changes || *existed;
    return status;
}

bf_status bfi_target_commit(bfi_target *target, bool *committed, bf_error *err)
{
    bf_status status;
    *committed = false;
    if (!target->writer || !target->has_changes) {
        return BF_OK;
    }
    status = bf_writer_commit(target->writer, err);
    *committed = status == BF_OK;
    return status;
}

uint64_t bfi_target_count(const bfi_target *target)
{
    return target->writer ? bf_writer_count(target->writer) : target->count;
}
