/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_SMALL_INDEX_H
#define BF_SMALL_INDEX_H

/*
 * A small index in a scratch folder, made through the public headers.
 *
 *     small_index index;
 *     small_index_begin(&index, "/tmp/x/index");
 *     bf_article a = small_article("a", "A title", "The body.");
 *     small_index_add(&index, &a);
 *     small_index_commit(&index);
 *     small_index_end(&index);
 */

#include <backfile/document.h>
#include <backfile/store.h>

#include "tap.h"

#include <stdlib.h>

typedef struct small_index {
    bf_writer *writer;
    bf_indexing *indexing;
    bf_error err;
} small_index;

/* End the test when something that has to work does not. */
static inline void small_require(bf_status status, const bf_error *err)
{
    if (status) {
        printf("Bail out! %s\n", err->text);
        exit(1);
    }
}

static inline void small_index_begin(small_index *index, const char *path)
{
    small_require(
        bf_writer_open(&index->writer, path, BF_WRITER_CREATE, &index->err),
        &index->err);
    small_require(bf_indexing_new(&index->indexing, &index->err), &index->err);
}

static inline bf_article small_article(const char *id, const char *title,
                                       const char *body)
{
    bf_article article;
    bf_article_init(&article);
    article.id = bf_str_of(id);
    article.title = bf_str_of(title);
    article.body = bf_str_of(body);
    article.lang = bf_str_of("en");
    article.source = bf_str_of("site");
    article.origin = bf_str_of(id);
    return article;
}

static inline void small_index_add(small_index *index,
                                   const bf_article *article)
{
    const bf_document *document;
    small_require(bf_article_check(article, &index->err), &index->err);
    small_require(
        bf_indexing_document(&document, index->indexing, article, &index->err),
        &index->err);
    small_require(
        bf_writer_put(index->writer, NULL, NULL, document, &index->err),
        &index->err);
}

static inline void small_index_commit(small_index *index)
{
    small_require(bf_writer_commit(index->writer, &index->err), &index->err);
}

static inline void small_index_end(small_index *index)
{
    bf_indexing_free(index->indexing);
    bf_writer_free(index->writer);
}

#endif
