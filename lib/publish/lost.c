/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Records that turned out to be damaged. What is left of an article is what the
 * records hold outside of its stored form: its id, its source, its file. An
 * empty record with these keeps its place: it can be read and deleted, and is
 * replaced when its source is read, since no article has its hash. A draft is
 * hidden, so that no search shows it.
 */

#include <backfile/limits.h>

#include "publisher.h"

typedef struct replacement {
    bf_publisher *publisher;
    bf_reader *reader;
    size_t next; /* in `publisher->lost` */
    bf_error why;
} replacement;

/* The blocks know nothing of the document that is replaced. */
static bf_status put_empty(bf_publisher *publisher, const bf_entry *entry,
                           bf_str source, bf_error *err)
{
    const bf_document *document;
    bf_docnum added;
    bf_article article;
    bf_status status;
    bf_article_init(&article);
    article.id = entry->id;
    article.origin = entry->origin;
    article.source = source;
    article.draft = true;
    status =
        bf_indexing_document(&document, publisher->indexing, &article, err);
    if (!status) {
        status = bfi_publisher_put_record(publisher, &added, NULL, &article,
                                          document, err);
    }
    publisher->has_changes = publisher->has_changes || !status;
    return status ? status
                  : bfi_publisher_note_added(publisher, added, document, err);
}

static bf_status replace_one(replacement *work, const bf_entry *entry,
                             bf_error *err)
{
    bf_publisher *publisher = work->publisher;
    bf_buf source;
    bf_status status;
    bf_buf_init(&source, BF_MAX_INDEX_TERM_BYTES);
    status = bf_reader_source(&source, work->reader, entry->docnum, err);
    if (!status) {
        status = put_empty(publisher, entry, bf_buf_str(&source), err);
    }
    if (!status && publisher->on_lost) {
        publisher->on_lost(publisher->on_lost_payload, entry->id);
    }
    bf_buf_fini(&source);
    return status;
}

static bf_status visit(void *payload, const bf_entry *entry)
{
    replacement *work = payload;
    const bfi_numbers *lost = &work->publisher->lost;
    if (work->next == lost->count || lost->items[work->next] != entry->docnum) {
        return BF_OK;
    }
    work->next++;
    return replace_one(work, entry, &work->why);
}

bf_status bfi_publisher_replace_lost(bf_publisher *publisher, bf_error *err)
{
    replacement work = {.publisher = publisher};
    bf_status status;
    if (publisher->lost.count == 0) {
        return BF_OK;
    }
    status = bf_reader_open(&work.reader, publisher->path, &work.why);
    if (!status) {
        status = bf_reader_list(work.reader, (bf_str){NULL, 0}, visit, &work,
                                &work.why);
    }
    bf_reader_free(work.reader);
    publisher->lost.count = 0;
    return status ? bf_fail(err, status, "%s", work.why.text) : BF_OK;
}
