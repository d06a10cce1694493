/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Positions. The occurrences of a term are numbered through all of its
 * documents. Those of a document are found by the number that its block of
 * postings begins with, and the counts in it; their positions are in blocks of
 * 128 occurrences, of which the one decoded last is kept.
 */

#include "lists.h"
#include "pack.h"

/* No block is decoded. */
#define NO_BLOCK UINT32_MAX

static bool fail(bf_positions *p, bf_status status)
{
    p->status = status;
    p->count = 0;
    p->positions = p->forms = NULL;
    return false;
}

/* Opening ----------------------------------------------------------------- */

/* How many forms the term has; false when it does not say. */
static bool count_forms(bf_positions *p)
{
    const bf_str forms = p->entry->forms;
    const unsigned char *at = (const unsigned char *)forms.data;
    p->form_count = 1;
    return forms.size == 0 ||
           (bfi_get_varint(&p->form_count, &at, at + forms.size) &&
            p->form_count > 0);
}

/* Find the parts of the list. */
static bool open_list(bf_positions *p)
{
    const bf_str list = p->entry->positions;
    const uint64_t directory = p->full > 0 ? 4 * (p->full + UINT64_C(1)) : 0;
    if (p->entry->kind != BF_TERM_TEXT || directory > list.size) {
        return false;
    }
    p->at = (const unsigned char *)list.data;
    p->data = p->at + directory;
    p->end = p->at + list.size;
    return true;
}

void bf_positions_open(bf_positions *p, const bf_segment *segment,
                       const bf_term_entry *entry)
{
    p->status = BF_OK;
    p->positions = p->forms = NULL;
    p->count = p->from = 0;
    p->segment = segment;
    p->entry = entry;
    p->full = entry->occurrences / BFI_GROUP;
    p->block = p->posting_block = NO_BLOCK;
    p->has_numbers = false;
    p->form_count = 1;
    bf_buf_init(&p->room, SIZE_MAX);
    if (entry->status || !open_list(p) || !count_forms(p)) {
        (void)fail(p, BF_ERR_CORRUPT);
    }
}

void bf_positions_fini(bf_positions *p)
{
    bf_buf_fini(&p->room);
}

/* Which occurrences a document has ---------------------------------------- */

/* The number of the first occurrence of a block of postings; that behind all
 * for the block behind the last. */
static uint32_t first_of(const bf_postings *postings, uint32_t block)
{
    if (block >= postings->block_count) {
        return postings->entry->occurrences;
    }
    return postings->first ? bfi_load_u32(postings->first + 4 * (size_t)block)
                           : 0;
}

/* Pass over `count` packed groups; NULL: they do not end before `stop`. */
static const unsigned char *
skip_groups(const unsigned char *at, const unsigned char *stop, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        const size_t used = bfi_packed_size(at, (size_t)(stop - at));
        if (used == 0) {
            return NULL;
        }
        at += used;
    }
    return at;
}

/* Behind the documents and the frequencies, unless those are the counts. */
static bool read_ends_full(bf_positions *p, const bf_postings *postings,
                           uint32_t block)
{
    const size_t size = (size_t)(postings->end - postings->data);
    const uint32_t from = bfi_load_u32(postings->at + 4 * (size_t)block);
    const uint32_t to = bfi_load_u32(postings->at + 4 * (size_t)block + 4);
    const unsigned char *start = postings->data + from;
    const unsigned char *stop = postings->data + to;
    const uint32_t behind = first_of(postings, block + 1);
    const unsigned char *at;
    if (from >= to || to > size || behind == 0 ||
        behind > p->entry->occurrences) {
        return false;
    }
    at =
        skip_groups(start + 1, stop, (*start & BFI_BLOCK_HAS_COUNTS) ? 2u : 1u);
    return at && bfi_unpack(p->ends, at, (size_t)(stop - at)) > 0 &&
           bfi_sum(p->ends, p->posting_first, behind - 1);
}

static bool read_ends_rest(bf_positions *p, const bf_postings *postings)
{
    const uint32_t start =
        postings->full > 0
            ? bfi_load_u32(postings->at + 4 * (size_t)postings->full)
            : 0;
    const uint32_t rest = p->entry->documents % BFI_GROUP;
    const unsigned char *at = postings->data + start;
    uint64_t next = p->posting_first;
    if (start > (size_t)(postings->end - postings->data)) {
        return false;
    }
    for (uint32_t i = 0; i < rest; i++) {
        bfi_posting posting;
        if (!bfi_get_posting(&posting, &at, postings->end)) {
            return false;
        }
        next += posting.count;
        if (next > p->entry->occurrences) {
            return false;
        }
        p->ends[i] = (uint32_t)next - 1;
    }
    return true;
}

/* Find the last occurrence of each document of a block of postings. */
static bool read_ends(bf_positions *p, const bf_postings *postings,
                      uint32_t block)
{
    bool is_read;
    p->posting_first = first_of(postings, block);
    if (p->entry->documents == 1) {
        p->ends[0] = p->entry->occurrences - 1;
        is_read = true;
    } else if (block < postings->full) {
        is_read = read_ends_full(p, postings, block);
    } else {
        is_read = read_ends_rest(p, postings);
    }
    p->posting_block = is_read ? block : NO_BLOCK;
    return is_read;
}

/* Blocks of occurrences --------------------------------------------------- */

/* Where a full block ends; the end of the list for the last one, which is not
 * full. NULL when it begins or ends where it cannot. */
static const unsigned char *bounds_of(const unsigned char **start,
                                      const bf_positions *p, uint32_t block)
{
    const size_t size = (size_t)(p->end - p->data);
    const uint32_t from =
        p->full > 0 ? bfi_load_u32(p->at + 4 * (size_t)block) : 0;
    const size_t to =
        block < p->full ? bfi_load_u32(p->at + 4 * (size_t)block + 4) : size;
    if (from > to || to > size) {
        return NULL;
    }
    *start = p->data + from;
    return p->data + to;
}

/* Positions and form numbers stand by turns there. */
static bool read_tail(bf_positions *p, const unsigned char *at,
                      const unsigned char *end)
{
    const uint32_t rest = p->entry->occurrences % BFI_GROUP;
    const bool has_forms = p->form_count > 1;
    for (uint32_t i = 0; i < rest; i++) {
        if (!bfi_get_varint(&p->deltas[i], &at, end) ||
            (has_forms && !bfi_get_varint(&p->numbers[i], &at, end))) {
            return false;
        }
    }
    p->has_numbers = has_forms;
    return at == end;
}

static bool read_block(bf_positions *p, uint32_t block)
{
    const unsigned char *at;
    const unsigned char *end;
    size_t used;
    if (block == p->block) {
        return true;
    }
    p->block = NO_BLOCK;
    p->has_numbers = false;
    end = bounds_of(&at, p, block);
    if (!end) {
        return false;
    }
    if (block < p->full) {
        used = bfi_unpack(p->deltas, at, (size_t)(end - at));
        p->numbers_at = at + used;
        if (used == 0) {
            return false;
        }
    } else if (!read_tail(p, at, end)) {
        return false;
    }
    p->block = block;
    return true;
}

/* Decode the form numbers of a block, which is decoded before. */
static bool read_numbers(bf_positions *p, uint32_t block)
{
    const unsigned char *at;
    const unsigned char *end;
    if (!read_block(p, block)) {
        return false;
    }
    if (p->has_numbers) {
        return true;
    }
    end = bounds_of(&at, p, block);
    p->has_numbers = end && bfi_unpack(p->numbers, p->numbers_at,
                                       (size_t)(end - p->numbers_at)) > 0;
    return p->has_numbers;
}

/* Documents --------------------------------------------------------------- */

/* How many occurrences from number `from` on, of `count`, are in its block. */
static uint32_t in_block(uint32_t from, uint32_t count)
{
    const uint32_t left = BFI_GROUP - from % BFI_GROUP;
    return count < left ? count : left;
}

/* Room for the positions of the document and its form numbers behind them:
 * where there are few, within the cursor. */
static uint32_t *room_of(bf_positions *p)
{
    return p->count <= BFI_GROUP ? p->here : (uint32_t *)(void *)p->room.data;
}

static bool make_room(bf_positions *p)
{
    bf_buf_reset(&p->room);
    return p->count <= BFI_GROUP ||
           bf_buf_reserve(&p->room, 2 * sizeof(uint32_t) * (size_t)p->count);
}

static bool read_positions(bf_positions *p, uint32_t *out)
{
    uint64_t position = 0;
    uint32_t done = 0;
    while (done < p->count) {
        const uint32_t from = p->from + done;
        const uint32_t count = in_block(from, p->count - done);
        const uint32_t *deltas = p->deltas + from % BFI_GROUP;
        if (!read_block(p, from / BFI_GROUP)) {
            return false;
        }
        for (uint32_t i = 0; i < count; i++) {
            position += deltas[i];
            out[done + i] = (uint32_t)position;
        }
        /* They only rise, so that the last of them tells of all; 128 of them
         * cannot overflow before it is looked at. */
        if (position > BF_MAX_POSITIONS) {
            return false;
        }
        done += count;
    }
    p->positions = out;
    return true;
}

bool bf_positions_read(bf_positions *p, const bf_postings *postings,
                       uint32_t posting)
{
    const uint32_t block = posting / BFI_GROUP;
    const uint32_t place = posting % BFI_GROUP;
    p->forms = NULL;
    if (p->status || postings->status || posting >= p->entry->documents) {
        return fail(p, p->status ? p->status
                                 : (postings->status ? postings->status
                                                     : BF_ERR_INTERNAL));
    }
    if (p->posting_block != block && !read_ends(p, postings, block)) {
        return fail(p, BF_ERR_CORRUPT);
    }
    p->from = place > 0 ? p->ends[place - 1] + 1 : p->posting_first;
    p->count = p->ends[place] + 1 - p->from;
    if (!make_room(p)) {
        return fail(p, BF_ERR_NOMEM);
    }
    return read_positions(p, room_of(p)) || fail(p, BF_ERR_CORRUPT);
}

/* Copy the form numbers of the document; those that the term has. */
static bool copy_forms(bf_positions *p, uint32_t *out)
{
    uint32_t done = 0;
    if (p->form_count == 1) {
        memset(out, 0, p->count * sizeof *out);
        return true;
    }
    while (done < p->count) {
        const uint32_t from = p->from + done;
        const uint32_t count = in_block(from, p->count - done);
        const uint32_t *numbers = p->numbers + from % BFI_GROUP;
        if (!read_numbers(p, from / BFI_GROUP)) {
            return false;
        }
        for (uint32_t i = 0; i < count; i++) {
            if (numbers[i] >= p->form_count) {
                return false;
            }
            out[done + i] = numbers[i];
        }
        done += count;
    }
    return true;
}

bool bf_positions_forms(bf_positions *p)
{
    if (!p->forms && !p->status && p->positions) {
        uint32_t *out = room_of(p) + p->count;
        if (!copy_forms(p, out)) {
            return fail(p, BF_ERR_CORRUPT);
        }
        p->forms = out;
    }
    return p->forms != NULL;
}
