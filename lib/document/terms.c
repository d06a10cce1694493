/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A hash table with open addressing and linear probing. The slots hold numbers
 * of items and half of their hashes, so that a probe seldom touches a term and
 * growing touches none. Tables that were outgrown stay in the arena: together
 * they are smaller than the one in use.
 */

#include "terms.h"

#include <backfile/limits.h>

#include <string.h>

enum {
    FIRST_SLOTS = 1024
};

struct bfi_terms_slot {
    uint32_t item; /* its number and 1; 0: free */
    uint32_t hash;
};

void bfi_terms_start(bfi_terms *terms, bf_arena *arena)
{
    *terms = (bfi_terms){.arena = arena};
}

/* The slot of `term`, or the free one where it belongs. */
static bfi_terms_slot *find(const bfi_terms *terms, bf_str term, uint32_t hash)
{
    const size_t mask = terms->slot_count - 1;
    size_t at = hash & mask;
    for (;;) {
        bfi_terms_slot *slot = &terms->slots[at];
        if (slot->item == 0 ||
            (slot->hash == hash &&
             bf_str_equal(terms->items[slot->item - 1].term, term))) {
            return slot;
        }
        at = (at + 1) & mask;
    }
}

/* Put a slot of the old table where it belongs in the new one. */
static void move_slot(const bfi_terms *terms, bfi_terms_slot slot)
{
    const size_t mask = terms->slot_count - 1;
    size_t at = slot.hash & mask;
    while (terms->slots[at].item != 0) {
        at = (at + 1) & mask;
    }
    terms->slots[at] = slot;
}

static bf_status grow(bfi_terms *terms, bf_error *err)
{
    const bfi_terms old = *terms;
    terms->slot_count = old.slot_count ? old.slot_count * 2 : FIRST_SLOTS;
    terms->slots =
        bf_arena_array(old.arena, terms->slot_count, sizeof *terms->slots);
    terms->items =
        bf_arena_array(old.arena, terms->slot_count / 2, sizeof *terms->items);
    if (!terms->slots || !terms->items) {
        *terms = old;
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    if (old.count > 0) {
        memcpy(terms->items, old.items, old.count * sizeof *old.items);
    }
    for (size_t i = 0; i < old.slot_count; i++) {
        if (old.slots[i].item != 0) {
            move_slot(terms, old.slots[i]);
        }
    }
    return BF_OK;
}

static bf_status add_new(bfi_terms *terms, bfi_terms_slot *slot, bf_str term,
                         uint32_t hash, bf_error *err)
{
    bf_str copy;
    if (terms->count == (size_t)BF_MAX_ARTICLE_TERMS) {
        return bf_fail(err, BF_ERR_LIMIT, "more than %u different terms",
                       BF_MAX_ARTICLE_TERMS);
    }
    copy = bf_arena_copy(terms->arena, term);
    if (!copy.data) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    terms->items[terms->count++].term = copy;
    *slot = (bfi_terms_slot){(uint32_t)terms->count, hash};
    return BF_OK;
}

bf_status bfi_terms_add(bfi_terms *terms, bf_str term, uint32_t frequency,
                        bf_error *err)
{
    const uint32_t hash = (uint32_t)bf_hash_64(term);
    bf_status status = BF_OK;
    bfi_terms_slot *slot;
    if (terms->count * 2 == terms->slot_count) {
        status = grow(terms, err);
        if (status) {
            return status;
        }
    }
    slot = find(terms, term, hash);
    if (slot->item == 0) {
        status = add_new(terms, slot, term, hash, err);
        if (status) {
            return status;
        }
    }
    terms->items[slot->item - 1].frequency += frequency;
    terms->length += frequency;
    return BF_OK;
}

uint32_t bfi_terms_frequency(const bfi_terms *terms, bf_str term)
{
    const bfi_terms_slot *slot =
        terms->slot_count > 0 ? find(terms, term, (uint32_t)bf_hash_64(term))
                              : NULL;
    return slot && slot->item > 0 ? terms->items[slot->item - 1].frequency : 0;
}
