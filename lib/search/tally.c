/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A hash table that counts, with open addressing, half full at most. */

#include "tally.h"

#include <stdlib.h>
#include <string.h>

enum {
    FIRST_SLOTS = 64
};

typedef struct bfi_tally_name {
    bf_str key;
    bf_stat_count shown;
} tally_name;

void bfi_tally_init(bfi_tally *tally, bf_arena *arena)
{
    *tally = (bfi_tally){.arena = arena};
}

/* Where the name with `key` is, or where it belongs. */
static tally_name **slot_of(const bfi_tally *tally, bf_str key)
{
    size_t at = bf_hash_64(key) & (tally->slot_count - 1);
    while (tally->slots[at] && !bf_str_equal(tally->slots[at]->key, key)) {
        at = (at + 1) & (tally->slot_count - 1);
    }
    return &tally->slots[at];
}

static bool grow(bfi_tally *tally)
{
    bfi_tally old = *tally;
    size_t slots = old.slot_count ? 2 * old.slot_count : FIRST_SLOTS;
    tally->slots = bf_arena_array(tally->arena, slots, sizeof(tally_name *));
    if (!tally->slots) {
        *tally = old;
        return false;
    }
    tally->slot_count = slots;
    for (size_t i = 0; i < old.slot_count; i++) {
        if (old.slots[i]) {
            *slot_of(tally, old.slots[i]->key) = old.slots[i];
        }
    }
    return true;
}

static tally_name *new_name(bf_arena *arena, bf_str key, bf_str name)
{
    tally_name *made = bf_arena_alloc(arena, sizeof *made);
    if (made) {
        made->key = bf_arena_copy(arena, key);
        made->shown.name = bf_arena_copy(arena, name);
    }
    return made && made->key.data && made->shown.name.data ? made : NULL;
}

bf_status bfi_tally_add(bfi_tally *tally, bf_str key, bf_str name,
                        bf_error *err)
{
    tally_name **slot;
    if (2 * tally->count >= tally->slot_count && !grow(tally)) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    slot = slot_of(tally, key);
    if (!*slot && tally->count == BFI_MAX_NAMES) {
        return BF_OK;
    }
    if (!*slot) {
        *slot = new_name(tally->arena, key, name);
        if (!*slot) {
            return bf_fail(err, BF_ERR_NOMEM, "out of memory");
        }
        tally->count++;
    }
    (*slot)->shown.articles++;
    return BF_OK;
}

static int compare_counts(const void *left, const void *right)
{
    const bf_stat_count *a = left;
    const bf_stat_count *b = right;
    size_t size = a->name.size < b->name.size ? a->name.size : b->name.size;
    int order = (a->articles < b->articles) - (a->articles > b->articles);
    if (order == 0) {
        order = memcmp(a->name.data, b->name.data, size);
    }
    return order != 0
               ? order
               : (a->name.size > b->name.size) - (a->name.size < b->name.size);
}

bf_status bfi_tally_list(const bf_stat_count **out, size_t *count,
                         const bfi_tally *tally, bf_error *err)
{
    bf_stat_count *items =
        bf_arena_array(tally->arena, tally->count, sizeof *items);
    *out = NULL;
    *count = 0;
    if (!items) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < tally->slot_count; i++) {
        if (tally->slots[i]) {
            items[(*count)++] = tally->slots[i]->shown;
        }
    }
    if (*count > 0) {
        qsort(items, *count, sizeof *items, compare_counts);
    }
    *out = items;
    return BF_OK;
}
