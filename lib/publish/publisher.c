/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Publishers: changes, and the one commit that publishes them. */

#include "publisher.h"

#include <stdlib.h>
#include <string.h>

/* A segment takes some dozen bytes, and each removed document one to five. */
static const size_t max_manifest_bytes = (size_t)256 * 1024 * 1024;

/* Far more than the terms of all values of an article need. */
static const size_t max_lean_bytes = (size_t)16 * 1024 * 1024;

/* Opening ----------------------------------------------------------------- */

void bfi_publisher_set_trouble(bf_publisher *publisher, const bf_error *why)
{
    publisher->is_broken = true;
    publisher->trouble = *why;
    /* The blocks are made anew of what is committed: of the changes at hand
     * nothing may come up again in a later commit. */
    bf_blocks_builder_free(publisher->builder);
    publisher->builder = NULL;
    publisher->pending_count = 0;
    bf_manifest_free(publisher->manifest);
    publisher->manifest = NULL;
}

/* See that the manifest is of these records, and its segments are there. */
static bf_status check_manifest(const bf_publisher *publisher, bf_error *why)
{
    const uint64_t documents = bf_manifest_documents(publisher->manifest);
    const uint64_t articles = bf_writer_count(publisher->writer);
    bf_blocks_view *view;
    bf_status status;
    if (documents != articles) {
        return bf_fail(why, BF_ERR_CORRUPT,
                       "blocks of %ju articles beside records of %ju",
                       (uintmax_t)documents, (uintmax_t)articles);
    }
    status = bf_blocks_view_new(&view, why);
    if (!status) {
        status = bf_blocks_view_set(view, bf_writer_folder(publisher->writer),
                                    publisher->manifest, why);
    }
    bf_blocks_view_free(view);
    return status;
}

static bf_status read_manifest(bf_publisher *publisher, bf_error *err)
{
    bf_error why;
    bf_buf bytes;
    bf_status status;
    bf_buf_init(&bytes, max_manifest_bytes);
    status = bf_writer_get_manifest(&bytes, publisher->writer, &why);
    if (!status) {
        status =
            bf_manifest_decode(&publisher->manifest, bf_buf_str(&bytes), &why);
    }
    if (!status) {
        status = check_manifest(publisher, &why);
    }
    bf_buf_fini(&bytes);
    if (status == BF_ERR_NOMEM) {
        return bf_fail(err, status, "%s", why.text);
    }
    if (status) {
        bfi_publisher_set_trouble(publisher, &why);
    }
    return BF_OK;
}

bf_status bf_publisher_open(bf_publisher **out, const char *path,
                            bf_writer_mode mode,
                            const bf_blocks_options *options, bf_error *err)
{
    bf_publisher *publisher = calloc(1, sizeof *publisher);
    bf_status status;
    *out = NULL;
    if (!publisher || !(publisher->path = strdup(path))) {
        bf_publisher_free(publisher);
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    publisher->options = *options;
    publisher->memory_bytes = options->memory_bytes;
    status = bf_writer_open(&publisher->writer, path, mode, err);
    if (!status) {
        status = bf_indexing_new(&publisher->indexing, err);
    }
    if (!status) {
        status = bf_arena_new(&publisher->lean, max_lean_bytes, err);
    }
    if (!status) {
        status = bfi_publisher_read_settings(publisher, err);
    }
    if (!status) {
        status = read_manifest(publisher, err);
    }
    if (status) {
        bf_publisher_free(publisher);
        return status;
    }
    if (!publisher->is_broken) {
        /* What runs that were killed left; a run without changes stays so. */
        bfi_publisher_sweep(publisher);
    }
    *out = publisher;
    return BF_OK;
}

void bf_publisher_free(bf_publisher *publisher)
{
    if (publisher) {
        bf_blocks_builder_free(publisher->builder);
        free(publisher->pending);
        free(publisher->lost.items);
        bf_manifest_free(publisher->manifest);
        bf_indexing_free(publisher->indexing);
        bf_arena_free(publisher->lean);
        bf_writer_free(publisher->writer);
        free(publisher->path);
        free(publisher);
    }
}

const char *bf_publisher_trouble(const bf_publisher *publisher)
{
    return publisher->is_broken ? publisher->trouble.text : NULL;
}

void bf_publisher_on_lost(bf_publisher *publisher, bf_publisher_lost_fn *each,
                          void *payload)
{
    publisher->on_lost = each;
    publisher->on_lost_payload = payload;
}

/* Changes ----------------------------------------------------------------- */

/* The last number that a segment may have. */
static bf_docnum last_published(const bf_publisher *publisher)
{
    const size_t count = bf_manifest_count(publisher->manifest);
    return count > 0 ? bf_manifest_segment(publisher->manifest, count - 1)->last
                     : 0;
}

static bf_status add_pending(bf_publisher *publisher, bf_docnum docnum,
                             bf_error *err)
{
    bf_docnum *pending = realloc(
        publisher->pending, (publisher->pending_count + 1) * sizeof *pending);
    if (!pending) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    pending[publisher->pending_count++] = docnum;
    publisher->pending = pending;
    return BF_OK;
}

/* Note in the manifest that a document went; that it knows of none is trouble.
 */
static bf_status remove_published(bf_publisher *publisher, bf_docnum docnum,
                                  bf_error *err)
{
    bf_error why;
    const bf_status status =
        bf_manifest_remove(publisher->manifest, docnum, &why);
    if (status == BF_ERR_NOT_FOUND) {
        bfi_publisher_set_trouble(publisher, &why);
        return BF_OK;
    }
    return status ? bf_fail(err, status, "%s", why.text) : BF_OK;
}

/* Note in the blocks that the document `docnum` went. */
static bf_status note_removed(bf_publisher *publisher, bf_docnum docnum,
                              bf_error *err)
{
    if (publisher->is_broken) {
        return BF_OK;
    }
    if (docnum > last_published(publisher)) {
        return add_pending(publisher, docnum, err);
    }
    return remove_published(publisher, docnum, err);
}

/* See that there is a segment that may grow by `growth`. */
static bf_status make_room(bf_publisher *publisher, uint64_t growth,
                           bf_error *err)
{
    bf_status status = BF_OK;
    if (!publisher->builder) {
        publisher->growth = 0;
        status = bf_blocks_builder_new(&publisher->builder,
                                       bf_writer_folder(publisher->writer),
                                       &publisher->options, err);
    } else if (publisher->growth + growth > bfi_publisher_limit(publisher)) {
        publisher->growth = 0;
        status = bfi_publisher_finish(publisher, publisher->builder, err);
    }
    publisher->growth += growth;
    return status;
}

bf_status bfi_publisher_note_added(bf_publisher *publisher, bf_docnum docnum,
                                   const bf_document *document, bf_error *err)
{
    bf_status status;
    if (publisher->is_broken) {
        return BF_OK;
    }
    status = make_room(publisher, bf_blocks_growth(document), err);
    if (!status) {
        status =
            bf_blocks_builder_add(publisher->builder, docnum, document, err);
    }
    /* The record is written: that the article is at fault would be no help. */
    return status == BF_ERR_INVALID || status == BF_ERR_LIMIT ? BF_ERR_INTERNAL
                                                              : status;
}

bf_status bfi_publisher_put_record(bf_publisher *publisher, bf_docnum *added,
                                   bf_docnum *removed,
                                   const bf_article *article,
                                   const bf_document *document, bf_error *err)
{
    bf_document lean;
    bf_status status;
    if (publisher->settings.records == BF_RECORDS_COMPLETE) {
        return bf_writer_put(publisher->writer, added, removed, document, err);
    }
    bf_arena_reset(publisher->lean);
    status = bf_document_lean(&lean, document, article->source, publisher->lean,
                              err);
    return status
               ? status
               : bf_writer_put(publisher->writer, added, removed, &lean, err);
}

bf_status bf_publisher_put(bf_publisher *publisher, bool *replaced,
                           const bf_article *article, bf_error *err)
{
    const bf_document *document;
    bf_docnum added;
    bf_docnum removed;
    bf_status status =
        bf_indexing_document(&document, publisher->indexing, article, err);
    *replaced = false;
    if (status) {
        return status;
    }
    status = bfi_publisher_put_record(publisher, &added, &removed, article,
                                      document, err);
    publisher->has_changes = publisher->has_changes || !status;
    if (!status && removed) {
        status = note_removed(publisher, removed, err);
    }
    if (!status) {
        status = bfi_publisher_note_added(publisher, added, document, err);
    }
    *replaced = !status && removed;
    return status;
}

bf_status bf_publisher_delete(bf_publisher *publisher, bool *existed, bf_str id,
                              bf_error *err)
{
    bf_docnum removed;
    bf_status status = bf_writer_delete(publisher->writer, &removed, id, err);
    *existed = removed != 0;
    if (!status && removed) {
        publisher->has_changes = true;
        status = note_removed(publisher, removed, err);
    }
    return status;
}

bf_status bf_publisher_list(bf_publisher *publisher, bf_str source,
                            bf_entry_fn *each, void *payload, bf_error *err)
{
    return bf_writer_list(publisher->writer, source, each, payload, err);
}

bf_status bf_publisher_hash(bf_publisher *publisher, bool *found,
                            unsigned char hash[BF_HASH_BYTES], bf_str id,
                            bf_error *err)
{
    return bf_writer_hash(publisher->writer, found, hash, id, err);
}

uint64_t bf_publisher_count(const bf_publisher *publisher)
{
    return bf_writer_count(publisher->writer);
}

/* Committing -------------------------------------------------------------- */

bf_status bfi_publisher_check_unchanged(const bf_publisher *publisher,
                                        bf_error *err)
{
    return publisher->has_changes
               ? bf_fail(err, BF_ERR_INVALID,
                         "%s: there are changes that were not committed",
                         publisher->path)
               : BF_OK;
}

bf_status bfi_publisher_finish(bf_publisher *publisher,
                               bf_blocks_builder *builder, bf_error *err)
{
    bf_segment_info made;
    bf_status status = bf_blocks_builder_finish(&made, builder, err);
    if (!status && made.name[0]) {
        status = bf_manifest_append(publisher->manifest, &made, err);
    }
    return status;
}

bf_status bfi_publisher_write_segment(bf_publisher *publisher, bf_error *err)
{
    bf_status status = BF_OK;
    publisher->growth = 0;
    if (publisher->builder) {
        status = bfi_publisher_finish(publisher, publisher->builder, err);
    }
    /* Trouble leaves none of them. */
    for (size_t i = 0; !status && i < publisher->pending_count; i++) {
        status = remove_published(publisher, publisher->pending[i], err);
    }
    publisher->pending_count = 0;
    return status;
}

/* Fold. Segments that turn out to be damaged hold up no article. */
static bf_status fold(bf_publisher *publisher, bf_error *err)
{
    bf_error why;
    const bf_status status = bfi_publisher_fold(publisher, &why);
    switch (status) {
    case BF_OK:
        return BF_OK;
    case BF_ERR_NOT_FOUND:
    case BF_ERR_CORRUPT:
    case BF_ERR_FORMAT:
    /* What was read of them cannot be, or not beside the manifest. */
    case BF_ERR_INVALID:
        bfi_publisher_set_trouble(publisher, &why);
        return BF_OK;
    default:
        return bf_fail(err, status, "%s", why.text);
    }
}

bf_status bfi_publisher_commit_manifest(bf_publisher *publisher, bf_error *err)
{
    bf_buf bytes;
    bf_status status;
    bf_buf_init(&bytes, max_manifest_bytes);
    /* Blocks in trouble are none, which is not the same as an empty index. */
    if (!publisher->is_broken) {
        bf_manifest_encode(&bytes, publisher->manifest);
    }
    status = bf_buf_status(&bytes, err);
    if (!status) {
        status =
            bf_writer_set_manifest(publisher->writer, bf_buf_str(&bytes), err);
    }
    bf_buf_fini(&bytes);
    if (!status) {
        status = bfi_publisher_keep_settings(publisher, err);
    }
    if (!status) {
        status = bf_writer_commit(publisher->writer, err);
    }
    if (!status) {
        publisher->has_changes = false;
        bfi_publisher_sweep(publisher);
    }
    return status;
}

bf_status bf_publisher_commit(bf_publisher *publisher, bf_error *err)
{
    bf_status status = BF_OK;
    if (!publisher->is_broken) {
        status = bfi_publisher_write_segment(publisher, err);
    }
    if (!status && !publisher->is_broken) {
        status = fold(publisher, err);
    }
    if (!status) {
        status = bfi_publisher_commit_manifest(publisher, err);
    }
    if (!status && publisher->is_broken) {
        /* The changes are published: when this fails they still are. */
        bfi_publisher_mend(publisher, NULL, NULL);
    }
    return status;
}
