/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sorted list of paths: an origin is looked up with each folder above. */

#include "spared.h"

#include "scan.h"

#include <stdlib.h>
#include <string.h>

enum {
    FIRST_CAPACITY = 16
};

void bfi_spared_init(bfi_spared *spared)
{
    memset(spared, 0, sizeof *spared);
}

void bfi_spared_fini(bfi_spared *spared)
{
    bf_arena_free(spared->arena);
    free(spared->paths);
    bfi_spared_init(spared);
}

static int compare(const void *left, const void *right)
{
    const bf_str *a = left;
    const bf_str *b = right;
    size_t shared = a->size < b->size ? a->size : b->size;
    int order = shared > 0 ? memcmp(a->data, b->data, shared) : 0;
    return order != 0 ? order : (a->size > b->size) - (a->size < b->size);
}

bf_status bfi_spared_add(bfi_spared *spared, bf_str path, bf_error *err)
{
    bf_str copy;
    if (!spared->arena) {
        bf_status status =
            bf_arena_new(&spared->arena, BFI_MAX_PATHS_BYTES, err);
        if (status) {
            return status;
        }
    }
    copy = bf_arena_copy(spared->arena, path);
    if (copy.data && spared->count == spared->capacity) {
        size_t capacity =
            spared->capacity ? spared->capacity * 2 : FIRST_CAPACITY;
        bf_str *paths = reallocarray(spared->paths, capacity, sizeof *paths);
        if (!paths) {
            copy.data = NULL;
        } else {
            spared->paths = paths;
            spared->capacity = capacity;
        }
    }
    if (!copy.data) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    spared->paths[spared->count++] = copy;
    spared->is_sorted = false;
    return BF_OK;
}

static bool has_path(const bfi_spared *spared, bf_str path)
{
    return bsearch(&path, spared->paths, spared->count, sizeof *spared->paths,
                   compare) != NULL;
}

bool bfi_spared_holds(bfi_spared *spared, bf_str origin)
{
    if (spared->count == 0) {
        return false;
    }
    if (!spared->is_sorted) {
        qsort(spared->paths, spared->count, sizeof *spared->paths, compare);
        spared->is_sorted = true;
    }
    for (size_t i = 0; i < origin.size; i++) {
        if (origin.data[i] == '/' &&
            has_path(spared, (bf_str){origin.data, i})) {
            return true;
        }
    }
    return has_path(spared, (bf_str){"", 0}) || has_path(spared, origin);
}
