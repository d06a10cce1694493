/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making all blocks anew from the records. */

#include "publisher.h"

#include <stdlib.h>

enum {
    FIRST_NUMBERS = 1024
};

/* An article as it is stored, unpacked and as lists. */
static const size_t max_article_bytes = 2 * (size_t)BF_MAX_STORED_BYTES;

/* The numbers of all documents. */
typedef struct numbers {
    bf_docnum *items;
    size_t count;
    size_t room;
} numbers;

static bf_status add_number(void *payload, const bf_entry *entry)
{
    numbers *all = payload;
    if (all->count == all->room) {
        const size_t room = all->room ? 2 * all->room : FIRST_NUMBERS;
        bf_docnum *items = realloc(all->items, room * sizeof *items);
        if (!items) {
            return BF_ERR_NOMEM;
        }
        all->items = items;
        all->room = room;
    }
    all->items[all->count++] = entry->docnum;
    return BF_OK;
}

static bf_status add_article(bf_publisher *publisher,
                             bf_blocks_builder *builder, bf_reader *reader,
                             bf_arena *arena, bf_docnum docnum, bf_error *err)
{
    const bf_document *document;
    bf_article article;
    bf_status status;
    bf_arena_reset(arena);
    status = bf_reader_article(&article, reader, docnum, arena, err);
    if (!status) {
        status =
            bf_indexing_words(&document, publisher->indexing, &article, err);
    }
    return status ? status
                  : bf_blocks_builder_add(builder, docnum, document, err);
}

/* Give all records to `builder`. */
static bf_status add_all(bf_publisher *publisher, bf_blocks_builder *builder,
                         bf_reader *reader, bf_error *err)
{
    numbers all = {NULL, 0, 0};
    bf_arena *arena;
    bf_status status = bf_arena_new(&arena, max_article_bytes, err);
    if (!status) {
        status =
            bf_reader_list(reader, (bf_str){NULL, 0}, add_number, &all, err);
    }
    for (size_t i = 0; !status && i < all.count; i++) {
        status =
            add_article(publisher, builder, reader, arena, all.items[i], err);
    }
    bf_arena_free(arena);
    free(all.items);
    return status;
}

static bf_status build(bf_publisher *publisher, bf_error *err)
{
    bf_reader *reader = NULL;
    bf_blocks_builder *builder;
    bf_status status =
        bf_blocks_builder_new(&builder, bf_writer_folder(publisher->writer),
                              &publisher->options, err);
    if (!status) {
        status = bf_reader_open(&reader, publisher->path, err);
    }
    if (!status) {
        status = add_all(publisher, builder, reader, err);
    }
    if (!status) {
        status = bfi_publisher_finish(publisher, builder, err);
    }
    bf_reader_free(reader);
    bf_blocks_builder_free(builder);
    return status;
}

bf_status bf_publisher_rebuild(bf_publisher *publisher, bf_error *err)
{
    bf_status status;
    if (publisher->has_changes) {
        return bf_fail(err, BF_ERR_INVALID,
                       "%s: there are changes that were not committed",
                       publisher->path);
    }
    bf_manifest_free(publisher->manifest);
    status = bf_manifest_new(&publisher->manifest, err);
    if (!status) {
        status = build(publisher, err);
    }
    if (!status) {
        status = bfi_publisher_commit_manifest(publisher, err);
    }
    publisher->is_broken = status != BF_OK;
    return status;
}
