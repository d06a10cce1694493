/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as front matter. What makes a whole file (a text) is read as one;
 * and the bytes alone are given to each of the three languages, whose trees
 * must keep their limits.
 */

#include "indexer/formats/value.h"

#include <formats_fuzz.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Aliases make one value reachable by many ways, so a walk has to be bounded
 * by depth and steps. */
static void walk(const bfi_value *value, unsigned depth, unsigned *steps)
{
    const bfi_entry *last = NULL;
    must(value->kind <= BFI_MAP);
    must(value->text.data || value->text.size == 0);
    for (const bfi_entry *entry = value->first;
         entry && depth < 20 && ++*steps < 10000; entry = entry->next) {
        must(entry->value != NULL);
        must(value->kind == BFI_LIST || value->kind == BFI_MAP);
        walk(entry->value, depth + 1, steps);
        last = entry;
    }
    must(!last || last->next || last == value->last);
}

static void check_tree(bf_status status, const bfi_value *root,
                       const bfi_tree *tree)
{
    unsigned steps = 0;
    must(status == BF_OK || status == BF_ERR_INVALID || status == BF_ERR_LIMIT);
    must((status == BF_OK) == (root != NULL));
    must(tree->count <= BFI_MAX_VALUES + 1);
    if (root) {
        walk(root, 0, &steps);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bf_str text = {(const char *)data, size};
    bfi_value *root;
    bf_arena *arena;
    must(fuzz_read("text", data, size) == 1);
    if (size == 0 || !bf_utf8_valid(text, NULL)) {
        return 0;
    }
    must(bf_arena_new(&arena, 256u << 20, NULL) == BF_OK);
    for (int i = 0; i < 3; i++) {
        bfi_tree tree = {.arena = arena, .first_line = 1};
        bf_status status = i == 0 ? bfi_yaml_read(&root, &tree, text, NULL)
                           : i == 1
                               ? bfi_toml_read(&root, &tree, text, NULL)
                               : bfi_json_read(&root, &tree, text, NULL, NULL);
        check_tree(status, root, &tree);
    }
    bf_arena_free(arena);
    return 0;
}
