/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making all blocks anew from the records. */

#include "publisher.h"

typedef struct rebuilding {
    bf_indexing *indexing;
    bf_blocks_builder *builder;
} rebuilding;

static bf_status add_record(void *closure, bf_docnum docnum,
                            const bf_article *article, bf_error *err)
{
    const rebuilding *work = closure;
    const bf_document *document;
    bf_status status =
        bf_indexing_words(&document, work->indexing, article, err);
    return status ? status
                  : bf_blocks_builder_add(work->builder, docnum, document, err);
}

static bf_status build(bf_publisher *publisher, bf_error *err)
{
    rebuilding work = {publisher->indexing, NULL};
    bf_status status = bf_blocks_builder_new(
        &work.builder, bf_writer_folder(publisher->writer), &publisher->options,
        err);
    if (!status) {
        status = bfi_publisher_each_record(publisher, add_record, &work, err);
    }
    if (!status) {
        status = bfi_publisher_finish(publisher, work.builder, err);
    }
    bf_blocks_builder_free(work.builder);
    return status;
}

static bf_status rebuild(bf_publisher *publisher, bf_error *err)
{
    bf_status status;
    bf_manifest_free(publisher->manifest);
    status = bf_manifest_new(&publisher->manifest, err);
    if (!status) {
        status = build(publisher, err);
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

void bfi_publisher_mend(bf_publisher *publisher)
{
    bf_error why;
    if (rebuild(publisher, &why)) {
        bfi_publisher_set_trouble(publisher, &why);
    }
}

bf_status bf_publisher_rebuild(bf_publisher *publisher, bf_error *err)
{
    const bf_error *trouble = &publisher->trouble;
    bf_status status = bfi_publisher_check_unchanged(publisher, err);
    if (status) {
        return status;
    }
    bfi_publisher_mend(publisher);
    return publisher->is_broken
               ? bf_fail(err, trouble->status, "%s", trouble->text)
               : BF_OK;
}
