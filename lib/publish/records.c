/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading all records of the last commit. */

#include "publisher.h"

#include <stdlib.h>

enum {
    FIRST_NUMBERS = 1024
};

/* An article as it is stored, unpacked and as lists. */
static const size_t max_article_bytes = 2 * (size_t)BF_MAX_STORED_BYTES;

bf_status bfi_numbers_add(bfi_numbers *all, bf_docnum docnum, bf_error *err)
{
    if (all->count == all->room) {
        const size_t room = all->room ? 2 * all->room : FIRST_NUMBERS;
        bf_docnum *items = realloc(all->items, room * sizeof *items);
        if (!items) {
            return bf_fail(err, BF_ERR_NOMEM, "out of memory");
        }
        all->items = items;
        all->room = room;
    }
    all->items[all->count++] = docnum;
    return BF_OK;
}

static bf_status add_number(void *payload, const bf_entry *entry)
{
    return bfi_numbers_add(payload, entry->docnum, NULL);
}

typedef struct walk {
    bf_reader *reader;
    bf_arena *arena;
    bfi_record_fn *each;
    void *closure;
    bfi_numbers *lost;
} walk;

static bf_status read_one(const walk *w, bf_docnum docnum, bf_error *err)
{
    bf_article article;
    bf_error why;
    bf_status status;
    bf_arena_reset(w->arena);
    status = bf_reader_article(&article, w->reader, docnum, w->arena, &why);
    switch (status) {
    case BF_OK:
        return w->each(w->closure, docnum, &article, err);
    case BF_ERR_CORRUPT:
        return bfi_numbers_add(w->lost, docnum, err);
    default:
        return bf_fail(err, status, "article number %u: %s", docnum, why.text);
    }
}

static bf_status read_all(const walk *w, bf_error *err)
{
    bfi_numbers all = {NULL, 0, 0};
    bf_status status =
        bf_reader_list(w->reader, (bf_str){NULL, 0}, add_number, &all, err);
    for (size_t i = 0; !status && i < all.count; i++) {
        status = read_one(w, all.items[i], err);
    }
    free(all.items);
    return status;
}

bf_status bfi_publisher_each_record(bf_publisher *publisher,
                                    bfi_record_fn *each, void *closure,
                                    bf_error *err)
{
    walk w = {.each = each, .closure = closure, .lost = &publisher->lost};
    bf_status status = bf_arena_new(&w.arena, max_article_bytes, err);
    publisher->lost.count = 0;
    if (!status) {
        status = bf_reader_open(&w.reader, publisher->path, err);
    }
    if (!status) {
        status = read_all(&w, err);
    }
    bf_reader_free(w.reader);
    bf_arena_free(w.arena);
    return status;
}
