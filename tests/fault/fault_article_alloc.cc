/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation on the way from an article to its document and back fails
 * once: the status is BF_ERR_NOMEM, and the outputs are empty. */

#include <backfile/document.h>
#include <backfile/json.h>

#include "allocations.hh"
#include "tap.h"

/* More different words than the first table and the first block of an arena
 * hold. */
static char body[8 * 5000];

static void fill_body()
{
    char word[16];
    for (size_t i = 0; i < sizeof body / 8; i++) {
        snprintf(word, sizeof word, "w%06zu ", i);
        memcpy(body + i * 8, word, 8);
    }
}

static bf_article sample()
{
    static const bf_str names[] = {{"Mei-Ling Chow", 13}, {"A", 1}};
    bf_article article;
    bf_article_init(&article);
    article.title = bf_str_of("Elections");
    article.body = {body, sizeof body};
    article.authors = {names, 2};
    article.section = bf_str_of("Caf\xc3\xa9s");
    article.tags = {names, 1};
    article.published = 1;
    article.lang = bf_str_of("en");
    article.source = bf_str_of("site");
    article.origin = bf_str_of("posts/a.md");
    return article;
}

static bf_status identify(bf_article *article, bf_arena **arena, bf_error *err)
{
    bf_status status = bf_arena_new(arena, 1 << 20, err);
    if (status) {
        return *arena ? BF_ERR_INTERNAL : status;
    }
    return bf_article_identify(article, *arena, err);
}

static bf_status store_and_read(bf_error *err)
{
    bf_article article = sample();
    bf_article back;
    bf_arena *arena;
    bf_buf buf;
    bf_buf_init(&buf, 1 << 20);
    bf_status status = identify(&article, &arena, err);
    if (!status) {
        status = bf_article_encode(&buf, &article, err);
        if (status && buf.size > 0) {
            status = BF_ERR_INTERNAL;
        }
    }
    if (!status) {
        status = bf_article_decode(&back, arena, bf_buf_str(&buf), err);
        if (status ? back.title.data || back.authors.count
                   : back.body.size != article.body.size) {
            status = BF_ERR_INTERNAL;
        }
    }
    bf_buf_fini(&buf);
    bf_arena_free(arena);
    return status;
}

static bf_status hash(bf_error *err)
{
    static const unsigned char zeros[BF_HASH_BYTES] = {0};
    unsigned char made[BF_HASH_BYTES];
    bf_article article = sample();
    bf_status status = bf_article_hash(made, &article, err);
    bool is_zero = memcmp(made, zeros, sizeof made) == 0;
    return (status != BF_OK) == is_zero ? status : BF_ERR_INTERNAL;
}

static bf_status write_json(bf_error *err)
{
    bf_article article = sample();
    bf_json json;
    bf_buf buf;
    bf_buf_init(&buf, 1 << 20);
    bf_json_init(&json, &buf);
    bf_article_write_json(&json, &article);
    bf_status status = bf_buf_status(&buf, err);
    bf_buf_fini(&buf);
    return status;
}

/* The second document must not suffer from the failure of the first. */
static bf_status make_documents(bf_error *err)
{
    bf_article article = sample();
    bf_indexing *indexing;
    const bf_document *document;
    article.id = bf_str_of("a");
    bf_status status = bf_indexing_new(&indexing, err);
    if (status) {
        return indexing ? BF_ERR_INTERNAL : status;
    }
    status = bf_indexing_document(&document, indexing, &article, err);
    if (status) {
        bf_status again;
        allocations::disarm();
        again = document ? BF_ERR_INTERNAL
                         : bf_indexing_document(&document, indexing, &article,
                                                nullptr);
        status = again ? BF_ERR_INTERNAL : status;
    }
    if (document && document->length < sizeof body / 8) {
        status = BF_ERR_INTERNAL;
    }
    bf_indexing_free(indexing);
    return status;
}

static bf_status read_file(bf_error *err)
{
    bf_buf buf;
    bf_buf_init(&buf, 1 << 20);
    bf_status status = bf_file_read(&buf, "LICENSE", err);
    bf_buf_fini(&buf);
    return status;
}

/* Fail the first allocation of `act`, then the second, until it has no more. */
static void sweep(const char *name, bf_status (*act)(bf_error *err))
{
    unsigned long number = 0;
    bf_error err = {BF_OK, ""};
    bf_status status;
    do {
        number++;
        err.status = BF_OK;
        allocations::arm(number, false);
        status = act(&err);
        allocations::disarm();
    } while (allocations::failed > 0 && status == BF_ERR_NOMEM &&
             err.status == BF_ERR_NOMEM);
    ok(allocations::failed == 0, "%s: each of %lu failures is a status", name,
       number - 1);
    is_status(status, BF_OK, &err, "%s: none is the last", name);
}

int main()
{
#ifdef BF_HAS_OWN_MALLOC
    skip("a sanitizer's malloc() cannot be told to fail");
#endif
    fill_body();
    sweep("store and read", store_and_read);
    sweep("hash", hash);
    sweep("write JSON", write_json);
    sweep("make documents", make_documents);
    sweep("read a file", read_file);
    return tap_done();
}
