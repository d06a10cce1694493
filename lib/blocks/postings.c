/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Postings. A list is checked when it is opened: that its parts fit it; and a
 * block when it is decoded: that its documents rise up to the last one that the
 * list has of it.
 */

#include "lists.h"
#include "pack.h"

enum {
    PAD = 8 /* numbers behind those of a block */
};

/* Beginning and end ------------------------------------------------------- */

/* Nothing is at hand. */
static void clear(bf_postings *p, uint32_t block)
{
    p->count = 0;
    p->block = block;
    p->has_freqs = false;
    for (unsigned i = 0; i < PAD; i++) {
        p->docs[i] = UINT32_MAX;
    }
}

static bool end(bf_postings *p, bf_status status)
{
    p->status = status;
    p->next = p->block_count;
    clear(p, p->block_count);
    return false;
}

/* Take `size` bytes off what is left of a list; false when it has not so many.
 */
static bool take(const unsigned char **out, bf_postings *p, uint64_t size)
{
    if (size > (uint64_t)(p->end - p->data)) {
        return false;
    }
    *out = p->data;
    p->data += size;
    return true;
}

/* Find the parts in front of the blocks. */
static bool open_list(bf_postings *p, const bf_term_entry *entry)
{
    const uint64_t full = p->full;
    const uint64_t blocks = p->block_count;
    const bool is_filter = entry->kind == BF_TERM_FILTER;
    const bool is_text = entry->kind == BF_TERM_TEXT;
    return (is_filter || take(&p->maxima, p, BFI_MAXIMA_BYTES)) &&
           take(&p->last, p, 4 * full) && take(&p->at, p, 4 * (full + 1)) &&
           (is_filter || take(&p->bounds, p, BFI_MAXIMA_BYTES * blocks)) &&
           (!is_text || take(&p->first, p, 4 * blocks));
}

void bf_postings_open(bf_postings *p, const bf_segment *segment,
                      const bf_term_entry *entry)
{
    p->status = BF_OK;
    p->segment = segment;
    p->entry = entry;
    p->limit = segment->info.documents;
    p->full = entry->documents > 1 ? entry->documents / BFI_GROUP : 0;
    p->block_count = (entry->documents + BFI_GROUP - 1) / BFI_GROUP;
    p->next = 0;
    p->maxima = p->last = p->at = p->bounds = p->first = NULL;
    p->data = (const unsigned char *)entry->postings.data;
    p->end = p->data ? p->data + entry->postings.size : NULL;
    clear(p, 0);
    if (entry->status || (p->full > 0 && !open_list(p, entry))) {
        p->full = p->block_count = 0;
        (void)end(p, BF_ERR_CORRUPT);
    }
}

/* Decoding ---------------------------------------------------------------- */

static uint32_t last_of(const bf_postings *p, uint32_t block)
{
    return bfi_load_u32(p->last + 4 * (size_t)block);
}

/* The number that the first document of a block is counted from. */
static uint64_t next_of(const bf_postings *p, uint32_t block)
{
    return block > 0 ? last_of(p, block - 1) + UINT64_C(1) : 0;
}

static bool read_full(bf_postings *p, uint32_t block)
{
    const size_t size = (size_t)(p->end - p->data);
    const uint32_t start = bfi_load_u32(p->at + 4 * (size_t)block);
    const uint32_t stop = bfi_load_u32(p->at + 4 * (size_t)block + 4);
    const uint64_t next = next_of(p, block);
    const uint32_t last = last_of(p, block);
    size_t used;
    if (start >= stop || stop > size || next > last || last >= p->limit) {
        return false;
    }
    used = bfi_unpack(p->docs, p->data + start + 1, stop - start - 1);
    if (used == 0 || !bfi_sum(p->docs, (uint32_t)next, last)) {
        return false;
    }
    p->freqs_at = p->data + start + 1 + used;
    p->count = BFI_GROUP;
    return true;
}

/* The one posting of a term that has no list. */
static bool read_single(bf_postings *p)
{
    const uint32_t *single = p->entry->single;
    p->docs[0] = single[0];
    p->freqs[0] = single[1];
    p->has_freqs = true;
    p->count = 1;
    return true;
}

static bool read_filter_tail(bf_postings *p, const unsigned char *at,
                             uint32_t rest)
{
    uint64_t next = next_of(p, p->full);
    for (uint32_t i = 0; i < rest; i++) {
        uint32_t delta;
        if (!bfi_get_varint(&delta, &at, p->end)) {
            return false;
        }
        next += delta;
        if (next >= p->limit) {
            return false;
        }
        p->docs[i] = (uint32_t)next++;
    }
    p->count = rest;
    return at == p->end;
}

static bool read_tail(bf_postings *p, const unsigned char *at, uint32_t rest)
{
    uint64_t next = next_of(p, p->full);
    for (uint32_t i = 0; i < rest; i++) {
        bfi_posting posting;
        if (!bfi_get_posting(&posting, &at, p->end)) {
            return false;
        }
        next += posting.delta;
        if (next >= p->limit) {
            return false;
        }
        p->docs[i] = (uint32_t)next++;
        p->freqs[i] = posting.frequency;
    }
    p->count = rest;
    p->has_freqs = true;
    return at == p->end;
}

/* The last block, when it is not full. */
static bool read_rest(bf_postings *p)
{
    const uint32_t start =
        p->full > 0 ? bfi_load_u32(p->at + 4 * (size_t)p->full) : 0;
    if (p->entry->documents == 1) {
        return read_single(p);
    }
    if (start > (size_t)(p->end - p->data)) {
        return false;
    }
    return (p->entry->kind == BF_TERM_FILTER ? read_filter_tail : read_tail)(
        p, p->data + start, p->entry->documents % BFI_GROUP);
}

bool bf_postings_read(bf_postings *p, uint32_t block)
{
    if (block >= p->block_count || p->status) {
        return end(p, p->status);
    }
    if (p->count > 0 && block == p->block) {
        return true;
    }
    p->block = block;
    p->next = block + 1;
    p->has_freqs = false;
    if (!(block < p->full ? read_full(p, block) : read_rest(p))) {
        return end(p, BF_ERR_CORRUPT);
    }
    for (unsigned i = 0; i < PAD; i++) {
        p->docs[p->count + i] = UINT32_MAX;
    }
    return true;
}

/* Most blocks have no more bytes than these lines. */
void bf_postings_expect(const bf_postings *p, uint32_t block)
{
    if (p->full > 0 && block <= p->full) {
        const uint32_t start = bfi_load_u32(p->at + 4 * (size_t)block);
        const size_t size = (size_t)(p->end - p->data);
        for (size_t i = 0; i < 3 && start + 64 * i < size; i++) {
            __builtin_prefetch(p->data + start + 64 * i);
        }
    }
}

bool bf_postings_next(bf_postings *p)
{
    return bf_postings_read(p, p->next);
}

/* Frequencies are kept less 1. */
static bool read_freqs(bf_postings *p)
{
    const uint32_t stop = bfi_load_u32(p->at + 4 * (size_t)p->block + 4);
    const unsigned char *stop_at = p->data + stop;
    uint32_t all = 0;
    if (stop_at < p->freqs_at ||
        bfi_unpack(p->freqs, p->freqs_at, (size_t)(stop_at - p->freqs_at)) ==
            0) {
        return false;
    }
    for (unsigned i = 0; i < BFI_GROUP; i++) {
        all |= p->freqs[i]++;
    }
    /* Or-ed, they may come to it without that one does; then it does not
     * matter that they are refused, for no document is so long. */
    return all != UINT32_MAX;
}

/* The documents stay where damage is found: whoever asks may be amid them. */
bool bf_postings_freqs(bf_postings *p)
{
    const bool is_filter = p->entry->kind == BF_TERM_FILTER;
    if (p->has_freqs || p->count == 0) {
        return !p->status;
    }
    p->has_freqs = true;
    if (is_filter || !read_freqs(p)) {
        for (unsigned i = 0; i < BFI_GROUP; i++) {
            p->freqs[i] = 1;
        }
        if (!is_filter) {
            p->status = BF_ERR_CORRUPT;
            p->next = p->block_count;
        }
    }
    return !p->status;
}

/* Skipping ---------------------------------------------------------------- */

uint32_t bf_postings_find(const bf_postings *p, uint32_t from, uint32_t local)
{
    uint32_t low = from; /* all before it end below `local` */
    uint32_t high;
    uint32_t step = 1;
    if (low >= p->full) {
        return low < p->block_count ? low : p->block_count;
    }
    if (last_of(p, low) >= local) {
        return low;
    }
    low++;
    high = low;
    while (high < p->full && last_of(p, high) < local) {
        low = high + 1;
        high += step;
        step *= 2;
    }
    high = high < p->full ? high : p->full;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (last_of(p, middle) < local) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

uint32_t bf_postings_last(const bf_postings *p, uint32_t block)
{
    if (block < p->full) {
        const uint32_t last = last_of(p, block);
        return last < p->limit ? last : p->limit - 1;
    }
    return p->limit - 1;
}

/* Maxima ------------------------------------------------------------------ */

/* Stored ones; those that bound anything where there are none. */
static bf_maxima load_maxima(const unsigned char *at)
{
    bf_maxima maxima = {{255, 255, 255, 255}, {0, 0, 0, 0}};
    if (at) {
        memcpy(maxima.frequency, at, sizeof maxima.frequency);
        memcpy(maxima.length, at + sizeof maxima.frequency,
               sizeof maxima.length);
    }
    return maxima;
}

bf_maxima bf_postings_maxima(const bf_postings *p, uint32_t block)
{
    return load_maxima(p->bounds && block < p->block_count
                           ? p->bounds + BFI_MAXIMA_BYTES * (size_t)block
                           : NULL);
}

bf_maxima bf_postings_list_maxima(const bf_postings *p)
{
    return load_maxima(p->maxima);
}
