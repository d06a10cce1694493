/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Windows of sums. */

#include "window.h"

#include "scores.h"

#include <string.h>

bf_status bfi_window_new(bfi_run *run, bfi_window **out, uint32_t documents,
                         bf_error *err)
{
    bfi_window *window = bf_arena_alloc(run->arena, sizeof *window);
    const size_t words = ((size_t)documents + 63) / 64;
    if (window) {
        window->sums =
            bf_arena_array(run->arena, words * 64, sizeof *window->sums);
        window->seen = bf_arena_array(run->arena, words, sizeof *window->seen);
    }
    if (!window || !window->sums || !window->seen) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    *out = window;
    return BF_OK;
}

void bfi_window_set(bfi_window *window, uint32_t low, uint32_t high)
{
    window->low = low;
    window->high = high;
    window->word = 0;
}

static inline void mark(bfi_window *window, uint32_t doc)
{
    const uint32_t place = doc - window->low;
    window->seen[place / 64] |= UINT64_C(1) << place % 64;
}

static inline void add(bfi_window *window, uint32_t doc, float score)
{
    mark(window, doc);
    window->sums[doc - window->low] += score;
}

/* The postings of the decoded block that are in the window. */
static uint32_t span_of(const bfi_window *window, const bf_postings *postings,
                        uint32_t *end)
{
    const uint32_t first =
        bfi_lower(postings->docs, 0, postings->count, window->low);
    *end = bfi_lower(postings->docs, first, postings->count, window->high);
    return first;
}

static void add_block(bfi_run *run, bfi_window *window, bfi_branch *branch)
{
    bfi_list *list = &branch->lists[0];
    const bf_postings *postings = &list->postings;
    uint32_t end;
    const uint32_t first = span_of(window, postings, &end);
    float *scores = window->scores;
    if (list->entry.kind == BF_TERM_FILTER) {
        memset(scores, 0, sizeof window->scores);
    } else if (!bfi_list_freqs(run, list)) {
        return;
    } else {
        bfi_scores(scores, postings->docs + first, postings->freqs + first,
                   end - first, run->lengths, branch->scale, run->norms);
    }
    for (uint32_t i = first; i < end; i++) {
        add(window, postings->docs[i], scores[i - first]);
    }
}

void bfi_window_add_list(bfi_run *run, bfi_window *window, bfi_branch *branch,
                         float need)
{
    bfi_list *list = &branch->lists[0];
    bool more = bfi_list_seek(list, window->low);
    while (more && list->low < window->high) {
        if (need <= 0 || branch->weight_f * bfi_list_bound(run, list) >= need) {
            if (!bfi_list_decode(run, list)) {
                return;
            }
            add_block(run, window, branch);
        }
        more = list->high < window->high - 1 && bfi_list_step(list);
    }
}

void bfi_window_add_tree(bfi_run *run, bfi_window *window, bfi_branch *branch)
{
    const bfi_found *found = branch->found;
    for (uint32_t from = window->low; from < window->high; from = found->next) {
        bfi_fill(run, branch, from, window->high);
        if (branch->kind == BF_PLAN_TERM) {
            bfi_scores(window->scores, found->docs, found->freqs, found->count,
                       run->lengths, branch->scale, run->norms);
        }
        for (uint32_t i = 0; i < found->count; i++) {
            add(window, found->docs[i],
                branch->kind == BF_PLAN_TERM
                    ? (found->freqs[i] > 0 ? window->scores[i] : 0)
                    : (float)found->scores[i]);
        }
        if (!bfi_run_goes_on(run, BFI_BATCH)) {
            return;
        }
    }
}

/* Marking ----------------------------------------------------------------- */

static void mark_block(bfi_window *window, const bf_postings *postings)
{
    uint32_t end;
    for (uint32_t i = span_of(window, postings, &end); i < end; i++) {
        mark(window, postings->docs[i]);
    }
}

static void mark_list(bfi_run *run, bfi_window *window, bfi_list *list)
{
    bool more = bfi_list_seek(list, window->low);
    while (more && list->low < window->high && bfi_list_decode(run, list)) {
        mark_block(window, &list->postings);
        more = list->high < window->high - 1 && bfi_list_step(list);
    }
}

static void mark_tree(bfi_run *run, bfi_window *window, bfi_branch *branch)
{
    const bfi_found *found = branch->found;
    for (uint32_t from = window->low;
         from < window->high && bfi_run_goes_on(run, BFI_BATCH);
         from = found->next) {
        bfi_fill(run, branch, from, window->high);
        for (uint32_t i = 0; i < found->count; i++) {
            mark(window, found->docs[i]);
        }
    }
}

void bfi_window_mark(bfi_run *run, bfi_window *window, bfi_branch *branch)
{
    if (branch->kind != BF_PLAN_TERM) {
        mark_tree(run, window, branch);
        return;
    }
    for (size_t i = 0; i < branch->list_count; i++) {
        mark_list(run, window, &branch->lists[i]);
    }
}

static uint32_t count_word(const bfi_sight *sight, uint64_t bits,
                           uint32_t first)
{
    uint32_t count = 0;
    if (bfi_sees_everything(sight)) {
        return (uint32_t)__builtin_popcountll(bits);
    }
    for (; bits; bits &= bits - 1) {
        count += bfi_sees(sight, first + (uint32_t)__builtin_ctzll(bits));
    }
    return count;
}

uint32_t bfi_window_count(const bfi_window *window, const bfi_sight *sight)
{
    const uint32_t words = (window->high - window->low + 63) / 64;
    uint32_t count = 0;
    for (uint32_t i = 0; i < words; i++) {
        count += count_word(sight, window->seen[i], window->low + 64 * i);
    }
    return count;
}

/* Taking ------------------------------------------------------------------ */

/* Fewer documents are compared one by one. */
enum {
    FEW = 6
};

/* The documents of a word that come up to `need`. */
static uint64_t over(const bfi_window *window, uint32_t word, float need)
{
    const float *sums = window->sums + (size_t)64 * word;
    const uint64_t seen = window->seen[word];
    uint64_t taken = 0;
    if (__builtin_popcountll(seen) > FEW) {
        return bfi_scores_from(sums, 64, need).bits[0] & seen;
    }
    for (uint64_t left = seen; left; left &= left - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(left);
        taken |= (uint64_t)(sums[bit] >= need) << bit;
    }
    return taken;
}

static void clear(bfi_window *window, uint32_t word, uint64_t seen)
{
    float *sums = window->sums + (size_t)64 * word;
    if (__builtin_popcountll(seen) > FEW) {
        memset(sums, 0, 64 * sizeof *sums);
        return;
    }
    for (; seen; seen &= seen - 1) {
        sums[__builtin_ctzll(seen)] = 0;
    }
}

bool bfi_window_take(bfi_window *window, bfi_batch *batch, float need)
{
    const uint32_t words = (window->high - window->low + 63) / 64;
    for (; window->word < words; window->word++) {
        const uint32_t word = window->word;
        const uint64_t seen = window->seen[word];
        uint64_t taken;
        if (seen == 0) {
            continue;
        }
        if (batch->count + 64 > BFI_BATCH) {
            return true;
        }
        for (taken = over(window, word, need); taken; taken &= taken - 1) {
            const uint32_t place = 64 * word + (uint32_t)__builtin_ctzll(taken);
            bfi_batch_add(batch, window->low + place, window->sums[place]);
        }
        clear(window, word, seen);
        window->seen[word] = 0;
    }
    return false;
}
