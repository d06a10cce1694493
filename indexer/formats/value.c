/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Trees of values: lists and maps are chains of entries, in order. */

#include "value.h"

bf_status bfi_value_new(bfi_value **out, bfi_tree *tree, bfi_kind kind,
                        size_t line, bf_error *err)
{
    *out = NULL;
    if (++tree->count > BFI_MAX_VALUES) {
        tree->failed_line = line;
        return bf_fail(err, BF_ERR_LIMIT, "more than %u values",
                       BFI_MAX_VALUES);
    }
    *out = bf_arena_alloc(tree->arena, sizeof **out);
    if (!*out) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    (*out)->kind = kind;
    (*out)->text = bf_str_of("");
    (*out)->line = line;
    return BF_OK;
}

bf_status bfi_value_add(bfi_tree *tree, bfi_value *parent, bf_str key,
                        const bfi_value *value, bf_error *err)
{
    bfi_entry *entry = bf_arena_alloc(tree->arena, sizeof *entry);
    if (!entry) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    entry->key = key;
    entry->value = value;
    if (parent->last) {
        parent->last->next = entry;
    } else {
        parent->first = entry;
    }
    parent->last = entry;
    return BF_OK;
}

const bfi_value *bfi_value_get(const bfi_value *map, bf_str key)
{
    for (const bfi_entry *entry = map->first; entry; entry = entry->next) {
        if (bf_str_equal(entry->key, key)) {
            return entry->value;
        }
    }
    return NULL;
}
