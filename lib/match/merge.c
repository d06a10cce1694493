/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lists of a TERM with several terms, as one: frequencies are added up in a
 * window of documents.
 */

#include "branch.h"

#include <string.h>

enum {
    WINDOW = 2048,
    WORDS = WINDOW / 64
};

struct bfi_merge {
    /* The window: from `low` to below `high`; nothing but zeros is in it where
     * no document was found. */
    uint32_t low;
    uint32_t high;
    uint64_t seen[WORDS];
    uint32_t sums[WINDOW];
};

bf_status bfi_merge_new(bfi_run *run, bfi_branch *branch, bf_error *err)
{
    branch->merge = bf_arena_alloc(run->arena, sizeof *branch->merge);
    return branch->merge ? BF_OK : bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

/* The least document from `from` on that one of the lists has, or may have when
 * it is not in the block found; `until` when that is less. */
static uint32_t least(bfi_branch *branch, uint32_t from, uint32_t until)
{
    uint32_t found = until;
    for (size_t i = 0; i < branch->list_count; i++) {
        bfi_list *list = &branch->lists[i];
        if (bfi_list_seek(list, from)) {
            const uint32_t at = list->low > from ? list->low : from;
            found = at < found ? at : found;
        }
    }
    return found;
}

static void add_block(bfi_run *run, bfi_merge *merge, bfi_list *list)
{
    const bf_postings *postings = &list->postings;
    uint32_t at = bfi_lower(postings->docs, 0, postings->count, merge->low);
    const bool counts = list->entry.kind != BF_TERM_FILTER;
    if (counts && !bfi_list_freqs(run, list)) {
        return;
    }
    for (; at < postings->count && postings->docs[at] < merge->high; at++) {
        const uint32_t place = postings->docs[at] - merge->low;
        merge->seen[place / 64] |= UINT64_C(1) << place % 64;
        merge->sums[place] += counts ? postings->freqs[at] : 0;
    }
}

static void add_list(bfi_run *run, bfi_merge *merge, bfi_list *list)
{
    bool more = bfi_list_seek(list, merge->low);
    while (more && list->low < merge->high && bfi_list_decode(run, list)) {
        add_block(run, merge, list);
        more = list->high < merge->high && bfi_list_step(list);
    }
}

static void set_window(bfi_run *run, bfi_branch *branch, uint32_t from,
                       uint32_t until)
{
    bfi_merge *merge = branch->merge;
    memset(merge->seen, 0, sizeof merge->seen);
    memset(merge->sums, 0, sizeof merge->sums);
    merge->low = least(branch, from, until);
    merge->high = until - merge->low < WINDOW ? until : merge->low + WINDOW;
    for (size_t i = 0; i < branch->list_count && merge->low < until; i++) {
        add_list(run, merge, &branch->lists[i]);
    }
    (void)bfi_run_goes_on(run, WINDOW);
}

/* Take what the window has from place `from` on. */
static void take(bfi_found *found, const bfi_merge *merge, uint32_t from)
{
    uint32_t word = from / 64;
    uint64_t bits = merge->seen[word] & UINT64_MAX << from % 64;
    while (found->count < BFI_BATCH) {
        uint32_t place;
        while (bits == 0) {
            if (++word == WORDS) {
                return;
            }
            bits = merge->seen[word];
        }
        place = word * 64 + (uint32_t)__builtin_ctzll(bits);
        bits &= bits - 1;
        found->docs[found->count] = merge->low + place;
        found->freqs[found->count++] = merge->sums[place];
    }
}

void bfi_merge_fill(bfi_run *run, bfi_branch *branch, uint32_t from,
                    uint32_t until)
{
    bfi_found *found = branch->found;
    bfi_merge *merge = branch->merge;
    if (from < merge->low || from >= merge->high) {
        set_window(run, branch, from, until);
    }
    found->count = 0;
    if (merge->low < until) {
        take(found, merge, from > merge->low ? from - merge->low : 0);
    }
    found->next = found->count == BFI_BATCH ? found->docs[BFI_BATCH - 1] + 1
                                            : merge->high;
    /* The window may be wider than what is asked for now. */
    if (found->next > until) {
        found->next = until;
        found->count = bfi_lower(found->docs, 0, found->count, until);
    }
}
