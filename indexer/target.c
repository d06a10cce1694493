/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A publisher, or for a dry run a reader (none where there is no index) and
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
    bf_publisher *publisher; /* NULL in a dry run */
    /* In a dry run: */
    bf_reader *reader;
    bf_indexing *indexing;
    bf_settings settings;
    uint64_t count;
    bool has_changes;
};

static bf_status open_publisher(bfi_target *target, const char *path,
                                bfi_target_mode mode, unsigned threads,
                                bf_error *err)
{
    const bf_blocks_options options = {.threads = threads};
    bf_status status = bf_publisher_open(&target->publisher, path,
                                         BF_WRITER_EXISTING, &options, err);
    if (status == BF_ERR_NOT_FOUND && mode == BFI_TARGET_CREATE) {
        target->has_changes = true;
        status = bf_publisher_open(&target->publisher, path, BF_WRITER_CREATE,
                                   &options, err);
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

static bf_status read_settings(bfi_target *target, const char *path,
                               bf_error *err)
{
    bf_error why;
    bf_buf text;
    bf_status status;
    bf_buf_init(&text, BF_MAX_SETTINGS_BYTES);
    status = bf_reader_get_settings(&text, target->reader, err);
    if (!status && bf_settings_read(&target->settings, bf_buf_str(&text), NULL,
                                    NULL, &why)) {
        status = bf_fail(err, BF_ERR_CORRUPT, "%s: its settings: %s", path,
                         why.text);
    }
    bf_buf_fini(&text);
    return status;
}

static bf_status open_reader(bfi_target *target, const char *path,
                             bfi_target_mode mode, bf_error *err)
{
    bf_reader_info info;
    bf_status status = bf_reader_open(&target->reader, path, err);
    bf_settings_init(&target->settings);
    if (status == BF_ERR_NOT_FOUND && mode == BFI_TARGET_CREATE) {
        status = check_place(path, err);
    } else if (!status) {
        status = bf_reader_get_info(&info, target->reader, err);
        target->count = status ? 0 : info.documents;
        status = status ? status : read_settings(target, path, err);
    }
    if (!status) {
        status = bf_indexing_new(&target->indexing, err);
    }
    return status;
}

bf_status bfi_target_open(bfi_target **out, const char *path,
                          bfi_target_mode mode, bool dry_run, unsigned threads,
                          bf_error *err)
{
    bf_status status;
    *out = calloc(1, sizeof **out);
    if (!*out) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = dry_run ? open_reader(*out, path, mode, err)
                     : open_publisher(*out, path, mode, threads, err);
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
        bf_publisher_free(target->publisher);
        bf_reader_free(target->reader);
        free(target);
    }
}

void bfi_target_on_lost(bfi_target *target, bf_publisher_lost_fn *each,
                        void *payload)
{
    if (target->publisher) {
        bf_publisher_on_lost(target->publisher, each, payload);
    }
}

const bf_settings *bfi_target_settings(const bfi_target *target)
{
    return target->publisher ? bf_publisher_settings(target->publisher)
                             : &target->settings;
}

bf_status bfi_target_set_settings(bfi_target *target,
                                  const bf_settings *settings,
                                  bf_publisher_step *step, void *payload,
                                  bf_error *err)
{
    if (bf_settings_equal(bfi_target_settings(target), settings)) {
        return BF_OK;
    }
    target->has_changes = true;
    target->settings = *settings;
    return target->publisher
               ? bf_publisher_set_settings(target->publisher, settings, step,
                                           payload, err)
               : BF_OK;
}

bf_status bfi_target_list(bfi_target *target, bf_str source, bf_entry_fn *each,
                          void *payload, bf_error *err)
{
    bf_status status;
    unsigned tries = 0;
    if (target->publisher) {
        return bf_publisher_list(target->publisher, source, each, payload, err);
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

bf_status bfi_target_hash(bfi_target *target, bool *found,
                          unsigned char hash[BF_HASH_BYTES], bf_str id,
                          bf_error *err)
{
    return bf_publisher_hash(target->publisher, found, hash, id, err);
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

/* What putting `article` would do. */
static bf_status try_put(bfi_target *target, bool *replaced, bool *is_article,
                         const bf_article *article, bf_error *err)
{
    const bf_document *document;
    bf_status status =
        bf_indexing_document(&document, target->indexing, article, err);
    *is_article = status == BF_ERR_LIMIT || status == BF_ERR_INVALID;
    if (!status) {
        status = has(target, replaced, article->id, err);
        target->count += !status && !*replaced;
    }
    return status;
}

bf_status bfi_target_put(bfi_target *target, const bf_article *article,
                         bool *replaced, bool *is_article, bf_error *err)
{
    bf_status status;
    *replaced = false;
    if (target->publisher) {
        status = bf_publisher_put(target->publisher, replaced, article, err);
        *is_article = status == BF_ERR_LIMIT || status == BF_ERR_INVALID;
    } else {
        status = try_put(target, replaced, is_article, article, err);
    }
    target->has_changes = target->has_changes || !status;
    return status;
}

bf_status bfi_target_delete(bfi_target *target, bool *existed, bf_str id,
                            bf_error *err)
{
    bf_status status;
    if (target->publisher) {
        status = bf_publisher_delete(target->publisher, existed, id, err);
    } else {
        status = has(target, existed, id, err);
        target->count -= *existed && target->count > 0;
    }
    target->has_changes = target->has_changes || *existed;
    return status;
}

/* Keep what is wrong with the blocks; false: nothing is. */
static bool note_trouble(const bf_publisher *publisher, bf_error *why)
{
    const char *trouble = bf_publisher_trouble(publisher);
    if (trouble) {
        bf_fail(why, BF_ERR_CORRUPT, "%s", trouble);
    }
    return trouble != NULL;
}

/* Find damage, which reads all blocks and is why the articles of the run are
 * published first, and make the blocks anew if there is some. */
static void mend(bf_publisher *publisher, bfi_commit *out)
{
    bf_status status = bf_publisher_check(publisher, &out->unmended);
    if (!status && note_trouble(publisher, &out->mended)) {
        status = bf_publisher_rebuild(publisher, NULL, NULL, &out->unmended);
        out->committed = out->committed || !status;
    }
}

bf_status bfi_target_commit(bfi_target *target, bfi_commit *out, bf_error *err)
{
    bf_publisher *publisher = target->publisher;
    *out = (bfi_commit){.committed = false};
    if (!publisher) {
        return BF_OK;
    }
    (void)note_trouble(publisher, &out->mended);
    if (target->has_changes) {
        const bf_status status = bf_publisher_commit(publisher, err);
        if (status) {
            return status;
        }
        out->committed = true;
        /* Then it was tried already. */
        if (note_trouble(publisher, &out->unmended)) {
            return BF_OK;
        }
    }
    mend(publisher, out);
    return BF_OK;
}

bf_status bfi_target_rebuild(bfi_target *target, bf_publisher_step *step,
                             void *payload, bf_error *err)
{
    return bf_publisher_rebuild(target->publisher, step, payload, err);
}

uint64_t bfi_target_count(const bfi_target *target)
{
    return target->publisher ? bf_publisher_count(target->publisher)
                             : target->count;
}
