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

bf_status bfi_records_open(bfi_records *out, const bf_publisher *publisher,
                           bf_error *err)
{
    bf_status status;
    *out = (bfi_records){NULL, NULL};
    status = bf_arena_new(&out->arena, max_article_bytes, err);
    return status ? status : bf_reader_open(&out->reader, publisher->path, err);
}

void bfi_records_close(bfi_records *records)
{
    bf_reader_free(records->reader);
    bf_arena_free(records->arena);
}

bf_status bfi_records_list(bfi_numbers *out, const bfi_records *records,
                           bf_error *err)
{
    const bf_status status = bf_reader_list(records->reader, (bf_str){NULL, 0},
                                            add_number, out, err);
    return status == BF_ERR_NOMEM ? bf_fail(err, status, "out of memory")
                                  : status;
}

bf_status bfi_records_read(const bfi_records *records, bf_docnum docnum,
                           bfi_record_fn *each, void *closure,
                           bfi_numbers *lost, bf_error *err)
{
    bf_article article;
    bf_error why;
    bf_status status;
    bf_arena_reset(records->arena);
    status = bf_reader_article(&article, records->reader, docnum,
                               records->arena, &why);
    switch (status) {
    case BF_OK:
        return each(closure, docnum, &article, err);
    case BF_ERR_CORRUPT:
        return bfi_numbers_add(lost, docnum, err);
    default:
        return bf_fail(err, status, "article number %u: %s", docnum, why.text);
    }
}

static bf_status read_all(const bfi_records *records, bf_publisher *publisher,
                          bfi_record_fn *each, void *closure, bf_error *err)
{
    bfi_numbers all = {NULL, 0, 0};
    bf_status status = bfi_records_list(&all, records, err);
    for (size_t i = 0; !status && i < all.count; i++) {
        status = bfi_records_read(records, all.items[i], each, closure,
                                  &publisher->lost, err);
    }
    free(all.items);
    return status;
}

bf_status bfi_publisher_each_record(bf_publisher *publisher,
                                    bfi_record_fn *each, void *closure,
                                    bf_error *err)
{
    bfi_records records;
    bf_status status = bfi_records_open(&records, publisher, err);
    publisher->lost.count = 0;
    if (!status) {
        status = read_all(&records, publisher, each, closure, err);
    }
    bfi_records_close(&records);
    return status;
}
