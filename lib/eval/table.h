/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_EVAL_TABLE_H
#define BFI_EVAL_TABLE_H

/* Records that are found by an id within a group. */

#include <backfile/base.h>

/* A grade or a place in a ranking, when it is about a document. */
typedef struct bfi_record {
    bf_str id; /* borrowed */
    uint32_t group;
    uint32_t rank;
    double value; /* a grade or a score */
    size_t line;
} bfi_record;

/* All zero is an empty table. */
typedef struct bfi_table {
    bfi_record *records; /* as they were added, or sorted */
    size_t count;
    size_t capacity;
    uint32_t *slots; /* open addressing: a place in records + 1; 0: free */
    size_t slot_count;
} bfi_table;

void bfi_table_fini(bfi_table *table);

/* The record `id` of `group`; NULL: there is none. */
const bfi_record *bfi_table_find(const bfi_table *table, uint32_t group,
                                 bf_str id);

/* Add a record; there is none with its group and id. */
BF_MUST_CHECK bf_status bfi_table_add(bfi_table *table,
                                      const bfi_record *record, bf_error *err);

/* The place of a record of the table. */
size_t bfi_table_place(const bfi_table *table, const bfi_record *record);

/* Put the records in the order of rising group, falling value, rising rank and
 * line. */
void bfi_table_sort(bfi_table *table);

/* `items` with room for at least one more than `count` items of `size` bytes,
 * moved if need be; NULL: out of memory, and `items` are as they were. */
void *bfi_grow(void *items, size_t *capacity, size_t count, size_t size);

#endif
