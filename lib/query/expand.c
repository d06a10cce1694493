/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Prefixes. An index holds stems, and a person types the beginning of a
 * written word, which may be longer than the stem: the index has "happi" for
 * happy*, and "govern" for governm*. So a prefix stands for the terms that
 * begin with it, and for the stems of the words that it may be the beginning
 * of (endings.c).
 */

#include "expand.h"

#include <stdlib.h>
#include <string.h>

/* The most frequent terms -------------------------------------------------- */

typedef struct candidate {
    uint32_t frequency;
    size_t size;
    char text[BF_MAX_INDEX_TERM_BYTES];
} candidate;

/* The candidates so far; from BF_MAX_PREFIX_TERMS on a heap, the least
 * frequent at its top. */
typedef struct candidates {
    candidate items[BF_MAX_PREFIX_TERMS];
    candidate *heap[BF_MAX_PREFIX_TERMS];
    size_t count;
    size_t *scans_left;
    bool stopped; /* no scans were left */
    bool cut;     /* there were more */
} candidates;

static void sift_down(candidate **heap, size_t count, size_t at)
{
    for (;;) {
        size_t least = at;
        candidate *moved = heap[at];
        for (size_t child = 2 * at + 1; child <= 2 * at + 2; child++) {
            if (child < count &&
                heap[child]->frequency < heap[least]->frequency) {
                least = child;
            }
        }
        if (least == at) {
            return;
        }
        heap[at] = heap[least];
        heap[least] = moved;
        at = least;
    }
}

static void set(candidate *out, bf_str term, uint32_t frequency)
{
    out->frequency = frequency;
    out->size = term.size;
    memcpy(out->text, term.data, term.size);
}

static void push(candidates *found, bf_str term, uint32_t frequency)
{
    candidate *added = &found->items[found->count];
    set(added, term, frequency);
    found->heap[found->count++] = added;
    if (found->count == BF_MAX_PREFIX_TERMS) {
        for (size_t i = found->count / 2; i-- > 0;) {
            sift_down(found->heap, found->count, i);
        }
    }
}

static bf_status take(void *payload, bf_str term, uint32_t frequency)
{
    candidates *found = payload;
    if (*found->scans_left == 0) {
        found->stopped = true;
        return BF_ERR_LIMIT;
    }
    --*found->scans_left;
    if (term.size > BF_MAX_INDEX_TERM_BYTES) {
        return BF_OK; /* no term of ours */
    }
    if (found->count < BF_MAX_PREFIX_TERMS) {
        push(found, term, frequency);
        return BF_OK;
    }
    found->cut = true;
    if (frequency > found->heap[0]->frequency) {
        set(found->heap[0], term, frequency);
        sift_down(found->heap, found->count, 0);
    }
    return BF_OK;
}

static int by_text(const void *a, const void *b)
{
    const candidate *first = *(candidate *const *)a;
    const candidate *second = *(candidate *const *)b;
    size_t size = first->size < second->size ? first->size : second->size;
    int order = memcmp(first->text, second->text, size);
    return order ? order
                 : (first->size > second->size) - (first->size < second->size);
}

static bf_status scan(bfi_planner *planner, candidates *found, bf_str prefix)
{
    const bf_plan_index *index = planner->index;
    bf_error err;
    bf_status status = index->expand(index->context, prefix, take, found, &err);
    if (!status || found->stopped) {
        return BF_OK;
    }
    if (planner->err) {
        *planner->err = err;
    }
    return status;
}

/* Expansions --------------------------------------------------------------- */

static bf_status add(bfi_planner *planner, bfi_expansion *out, bf_str term,
                     uint32_t frequency)
{
    term = bf_arena_copy(planner->plan->arena, term);
    if (!term.data) {
        return bfi_planner_nomem(planner);
    }
    out->terms[out->count++] = term;
    out->frequency += frequency;
    return BF_OK;
}

static bool has(const bfi_expansion *expansion, bf_str term)
{
    for (size_t i = 0; i < expansion->count; i++) {
        if (bf_str_equal(expansion->terms[i], term)) {
            return true;
        }
    }
    return false;
}

bf_status bfi_expand(bfi_planner *planner, bfi_expansion *out, bf_str prefix,
                     bf_span span)
{
    candidates found;
    bf_status status;
    found.count = 0;
    found.scans_left = &planner->scans_left;
    found.stopped = found.cut = false;
    out->count = 0;
    out->frequency = 0;
    status = scan(planner, &found, prefix);
    qsort(found.heap, found.count, sizeof(candidate *), by_text);
    for (size_t i = 0; !status && i < found.count; i++) {
        const candidate *item = found.heap[i];
        status = add(planner, out, (bf_str){item->text, item->size},
                     item->frequency);
    }
    if (found.stopped || found.cut) {
        bfi_notes_add(&planner->plan->notes, BFI_NOTE_PREFIX_CUT, span);
    }
    return status;
}

bf_status bfi_expand_more(bfi_planner *planner, bfi_expansion *out, bf_str term)
{
    const bf_plan_index *index = planner->index;
    uint32_t frequency;
    bf_status status;
    if (out->count == BFI_EXPANSION_TERMS || has(out, term)) {
        return BF_OK;
    }
    status = index->frequency(index->context, &frequency, term, planner->err);
    return status || frequency == 0 ? status
                                    : add(planner, out, term, frequency);
}
