/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Asking lists. The documents are gone through by the blocks that they would be
 * in. Where many are in one block, and that is dense, a map from documents to
 * places is made of it; else each is looked for from the place of the one
 * before.
 */

#include "ask.h"

#include <string.h>

enum {
    /* Documents that are worth a map. */
    MANY = 6
};

static void begin(bfi_answers *out, uint32_t count)
{
    memset(out->freqs, 0, count * sizeof *out->freqs);
    out->hits = (bfi_mask){{0, 0}};
}

/* The end of the documents from place `from` on that are in the block found. */
static uint32_t end_of_run(const bfi_list *list, const uint32_t *docs,
                           uint32_t from, uint32_t count)
{
    if (docs[count - 1] <= list->high) {
        return count;
    }
    for (from++; docs[from] <= list->high; from++) {
    }
    return from;
}

/* Make the map of the decoded block. */
static void map_block(bfi_list *list)
{
    const bf_postings *postings = &list->postings;
    if (list->map_block == list->block) {
        return;
    }
    list->map_block = list->block;
    memset(list->map, 0, sizeof list->map);
    for (uint32_t i = 0; i < postings->count; i++) {
        const uint32_t place = postings->docs[i] - list->low;
        if (place < sizeof list->map) { /* others are damage */
            list->map[place] = (unsigned char)(i + 1);
        }
    }
}

/* The places in the map of documents in the block found; 0: not in it. */
static void ask_map(bfi_run *run, bfi_list *list, const uint32_t *docs,
                    uint32_t from, uint32_t to, bfi_answers *out)
{
    static const uint32_t none[BFI_BATCH];
    const uint32_t *freqs = none;
    const uint32_t low = list->low;
    uint32_t i = from;
    map_block(list);
    if (list->entry.kind != BF_TERM_FILTER) {
        if (!bfi_list_freqs(run, list)) {
            return;
        }
        freqs = list->postings.freqs;
    }
    while (i < to) {
        const uint32_t word = i / 64;
        const uint32_t end = to < 64 * (word + 1) ? to : 64 * (word + 1);
        uint64_t bits = 0;
        for (; i < end; i++) {
            const uint32_t place = list->map[docs[i] - low];
            const uint32_t hit = place > 0;
            bits |= (uint64_t)hit << i % 64;
            out->places[i] = list->block * BFI_BATCH + place - 1;
            /* Before the first place comes the last one, which is not taken. */
            out->freqs[i] += freqs[(place - 1) % BFI_BATCH] & -hit;
        }
        out->hits.bits[word] |= bits;
    }
}

static void ask_each(bfi_run *run, bfi_list *list, const uint32_t *docs,
                     uint32_t from, uint32_t to, bfi_answers *out)
{
    for (uint32_t i = from; i < to; i++) {
        if (bfi_list_has(run, list, docs[i])) {
            bfi_mask_add(&out->hits, i);
            out->places[i] = bfi_list_number(list);
            out->freqs[i] += bfi_list_frequency(run, list);
        }
    }
}

/* Ask about documents that the list covers. */
static void ask_run(bfi_run *run, bfi_list *list, const uint32_t *docs,
                    uint32_t from, uint32_t to, bfi_answers *out)
{
    if (!bfi_list_decode(run, list)) {
        return;
    }
    if (to - from >= MANY && docs[from] >= list->low &&
        docs[to - 1] - list->low < sizeof list->map) {
        ask_map(run, list, docs, from, to, out);
    } else {
        ask_each(run, list, docs, from, to, out);
    }
}

void bfi_ask(bfi_run *run, bfi_branch *branch, const uint32_t *docs,
             uint32_t count, bfi_answers *out)
{
    begin(out, count);
    for (size_t i = 0; i < branch->list_count; i++) {
        bfi_list *list = &branch->lists[i];
        uint32_t at = 0;
        while (at < count && bfi_list_seek(list, docs[at])) {
            const uint32_t end = end_of_run(list, docs, at, count);
            ask_run(run, list, docs, at, end, out);
            at = end;
        }
    }
}

/* Whether one of these scores comes up to `need`. */
static bool is_any_from(const float *scores, uint32_t from, uint32_t to,
                        float need)
{
    for (uint32_t i = from; i < to; i++) {
        if (scores[i] >= need) {
            return true;
        }
    }
    return false;
}

/* Ask for the bytes of the block of the document behind a run, while that is
 * looked at; its number. */
static uint32_t expect(const bfi_list *list, const bfi_batch *batch,
                       uint32_t at)
{
    uint32_t block = list->block;
    if (at < batch->count) {
        block = bf_postings_find(&list->postings, block + 1, batch->docs[at]);
        bf_postings_expect(&list->postings, block);
    }
    return block;
}

void bfi_ask_for(bfi_run *run, bfi_branch *branch, const bfi_batch *batch,
                 float need, bfi_answers *out)
{
    bfi_list *list = &branch->lists[0];
    const uint32_t count = batch->count;
    uint32_t at = 0;
    bool more = bfi_list_seek(list, batch->docs[0]);
    begin(out, count);
    while (more) {
        const uint32_t end = end_of_run(list, batch->docs, at, count);
        const uint32_t next = expect(list, batch, end);
        if (need <= 0 ||
            is_any_from(batch->scores, at, end,
                        need - branch->weight_f * bfi_list_bound(run, list))) {
            ask_run(run, list, batch->docs, at, end, out);
        }
        at = end;
        more = at < count && bfi_list_set(list, next);
    }
}
