/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_SEARCH_TALLY_H
#define BFI_SEARCH_TALLY_H

/* Counting how often each of many names comes. */

#include <backfile/search.h>

enum {
    /* Different names that are counted; further ones are left out. */
    BFI_MAX_NAMES = 65536
};

typedef struct bfi_tally {
    bf_arena *arena;
    struct bfi_tally_name **slots; /* by hash; as many as a power of two */
    size_t slot_count;
    size_t count;
} bfi_tally;

/* Make an empty tally, which keeps all it has in `arena`. */
void bfi_tally_init(bfi_tally *tally, bf_arena *arena);

/* Count `name` once more. Names with one `key` are one; the first is shown. */
BF_MUST_CHECK bf_status bfi_tally_add(bfi_tally *tally, bf_str key, bf_str name,
                                      bf_error *err);

/* The names by falling count, then in byte order. */
BF_MUST_CHECK bf_status bfi_tally_list(const bf_stat_count **out, size_t *count,
                                       const bfi_tally *tally, bf_error *err);

#endif
