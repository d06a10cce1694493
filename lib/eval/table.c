/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A hash table of records, with linear probing. Invariant: the number of slots
 * is 0 or a power of two, and at most two of three are taken.
 */

#include "table.h"

#include <backfile/util.h>

#include <stdlib.h>
#include <string.h>

enum {
    FIRST_CAPACITY = 16,
    FIRST_SLOTS = 32
};

void *bfi_grow(void *items, size_t *capacity, size_t count, size_t size)
{
    size_t wanted = *capacity ? 2 * *capacity : FIRST_CAPACITY;
    void *grown;
    if (count < *capacity) {
        return items;
    }
    grown = wanted <= SIZE_MAX / size ? realloc(items, wanted * size) : NULL;
    if (grown) {
        *capacity = wanted;
    }
    return grown;
}

void bfi_table_fini(bfi_table *table)
{
    free(table->records);
    free(table->slots);
    *table = (bfi_table){.count = 0};
}

/* The slot that holds the record, or the free one where it belongs. */
static uint32_t *slot_of(const bfi_table *table, uint32_t group, bf_str id)
{
    uint64_t hash = bf_hash_64(id) + group * UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(hash >> 7) & (table->slot_count - 1);
    while (table->slots[at] != 0) {
        const bfi_record *record = &table->records[table->slots[at] - 1];
        if (record->group == group && bf_str_equal(record->id, id)) {
            break;
        }
        at = (at + 1) & (table->slot_count - 1);
    }
    return &table->slots[at];
}

const bfi_record *bfi_table_find(const bfi_table *table, uint32_t group,
                                 bf_str id)
{
    uint32_t found = table->slot_count > 0 ? *slot_of(table, group, id) : 0;
    return found > 0 ? &table->records[found - 1] : NULL;
}

size_t bfi_table_place(const bfi_table *table, const bfi_record *record)
{
    return (size_t)(record - table->records);
}

static void fill_slot(bfi_table *table, size_t place)
{
    const bfi_record *record = &table->records[place];
    *slot_of(table, record->group, record->id) = (uint32_t)place + 1;
}

/* Make room in the slots for one more record. */
static bool grow_slots(bfi_table *table)
{
    size_t wanted = table->slot_count ? 2 * table->slot_count : FIRST_SLOTS;
    uint32_t *slots;
    if (3 * (table->count + 1) <= 2 * table->slot_count) {
        return true;
    }
    slots = calloc(wanted, sizeof *slots);
    if (!slots) {
        return false;
    }
    free(table->slots);
    table->slots = slots;
    table->slot_count = wanted;
    for (size_t i = 0; i < table->count; i++) {
        fill_slot(table, i);
    }
    return true;
}

bf_status bfi_table_add(bfi_table *table, const bfi_record *record,
                        bf_error *err)
{
    bfi_record *records = bfi_grow(table->records, &table->capacity,
                                   table->count, sizeof *records);
    if (records) {
        table->records = records;
    }
    if (!records || !grow_slots(table)) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    records[table->count] = *record;
    fill_slot(table, table->count);
    table->count++;
    return BF_OK;
}

static int compare(const void *a, const void *b)
{
    const bfi_record *x = a;
    const bfi_record *y = b;
    if (x->group != y->group) {
        return x->group < y->group ? -1 : 1;
    }
    if (x->value != y->value) {
        return x->value > y->value ? -1 : 1;
    }
    if (x->rank != y->rank) {
        return x->rank < y->rank ? -1 : 1;
    }
    return (x->line > y->line) - (x->line < y->line);
}

void bfi_table_sort(bfi_table *table)
{
    if (table->count == 0) {
        return;
    }
    qsort(table->records, table->count, sizeof *table->records, compare);
    memset(table->slots, 0, table->slot_count * sizeof *table->slots);
    for (size_t i = 0; i < table->count; i++) {
        fill_slot(table, i);
    }
}
