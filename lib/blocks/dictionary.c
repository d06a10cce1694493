/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Looking up terms: a binary search over the first terms of the blocks, then
 * one block from its beginning. How much of the term sought the one at hand has
 * tells, with what the next one shares with it, which of the next ones need not
 * be compared at all.
 */

#include "dictionary.h"

#include "lists.h"

/* Reading ----------------------------------------------------------------- */

bool bfi_block_open(bf_term_place *place, const bf_segment *segment,
                    uint32_t block)
{
    const uint32_t start = bfi_u32_at(segment->term_index, block);
    const uint32_t end = bfi_u32_at(segment->term_index, block + (size_t)1);
    uint32_t postings;
    uint32_t positions;
    uint32_t forms;
    if (start >= end || end > segment->terms.size) {
        return false;
    }
    place->at = segment->terms.data + start;
    place->end = segment->terms.data + end;
    if (!bfi_get_varint(&postings, &place->at, place->end) ||
        !bfi_get_varint(&positions, &place->at, place->end) ||
        !bfi_get_varint(&forms, &place->at, place->end)) {
        return false;
    }
    place->postings = (uint64_t)postings * BFI_LIST_ALIGN;
    place->positions = (uint64_t)positions * BFI_LIST_ALIGN;
    place->forms = forms;
    return place->at < place->end;
}

bool bfi_read_spelling(bfi_spelling *out, bf_term_place *place)
{
    if (!bfi_get_varint(&out->shared, &place->at, place->end) ||
        !bfi_get_varint(&out->size, &place->at, place->end) ||
        out->size > (size_t)(place->end - place->at) ||
        out->size > BF_MAX_INDEX_TERM_BYTES ||
        out->shared > BF_MAX_INDEX_TERM_BYTES - out->size) {
        return false;
    }
    out->rest = place->at;
    place->at += out->size;
    return true;
}

/* Cut the next list, of `size` bytes, out of its section. */
static bool cut(bf_str *out, bfi_bytes section, uint64_t *next, uint32_t size,
                unsigned align)
{
    const uint64_t start = bfi_align(*next, align);
    if (start > section.size || size > section.size - start) {
        return false;
    }
    *out = (bf_str){(const char *)section.data + start, size};
    *next = start + size;
    return true;
}

/* The only posting of a term. */
static bool read_single(bf_term_entry *out, const bf_segment *segment,
                        bf_term_place *place)
{
    bfi_posting posting = {0, 1, 0};
    const bool is_read =
        out->kind == BF_TERM_FILTER
            ? bfi_get_varint(&posting.delta, &place->at, place->end)
            : bfi_get_posting(&posting, &place->at, place->end);
    out->single[0] = posting.delta;
    out->single[1] = posting.frequency;
    out->single[2] = posting.count;
    out->occurrences = out->kind == BF_TERM_TEXT ? posting.count : 0;
    return is_read && posting.delta < segment->info.documents;
}

static bool read_list(bf_term_entry *out, const bf_segment *segment,
                      bf_term_place *place)
{
    uint32_t size;
    if (!bfi_get_varint(&size, &place->at, place->end) ||
        !cut(&out->postings, segment->postings, &place->postings, size,
             BFI_LIST_ALIGN)) {
        return false;
    }
    return out->kind != BF_TERM_TEXT ||
           (bfi_get_varint(&out->occurrences, &place->at, place->end) &&
            out->occurrences >= out->documents);
}

static bool read_text(bf_term_entry *out, const bf_segment *segment,
                      bf_term_place *place)
{
    uint32_t positions;
    uint32_t forms;
    return bfi_get_varint(&positions, &place->at, place->end) &&
           bfi_get_varint(&forms, &place->at, place->end) &&
           cut(&out->positions, segment->positions, &place->positions,
               positions, BFI_LIST_ALIGN) &&
           cut(&out->forms, segment->forms, &place->forms, forms, 1);
}

bool bfi_read_entry(bf_term_entry *out, const bf_segment *segment,
                    bf_term_place *place)
{
    uint32_t head;
    memset(out, 0, sizeof *out);
    if (!bfi_get_varint(&head, &place->at, place->end) ||
        (head & 3) > BF_TERM_TEXT || head >> 2 == 0 ||
        head >> 2 > segment->info.documents) {
        return false;
    }
    out->kind = (bf_term_kind)(head & 3);
    out->documents = head >> 2;
    return (out->documents == 1 ? read_single(out, segment, place)
                                : read_list(out, segment, place)) &&
           (out->kind != BF_TERM_TEXT || read_text(out, segment, place));
}

/* Finding ----------------------------------------------------------------- */

/* How the first term of a block compares with `term`. */
static bool compare_first(int *order, const bf_segment *segment, uint32_t block,
                          bf_str term)
{
    bf_term_place place;
    bfi_spelling first;
    if (!bfi_block_open(&place, segment, block) ||
        !bfi_read_spelling(&first, &place) || first.shared != 0) {
        return false;
    }
    *order = bfi_compare(first.rest, first.size, term.data, term.size);
    return true;
}

/* Move `low` up to the last block before `high` that does not begin above
 * `term`; as it is when none does. */
static bool narrow(uint32_t *low, uint32_t high, const bf_segment *segment,
                   bf_str term)
{
    while (high - *low > 1) {
        const uint32_t middle = *low + (high - *low) / 2;
        int order;
        if (!compare_first(&order, segment, middle, term)) {
            return false;
        }
        if (order <= 0) {
            *low = middle;
        } else {
            high = middle;
        }
    }
    return true;
}

bool bfi_find_block(uint32_t *out, const bf_segment *segment, bf_str term)
{
    *out = 0;
    return segment->term_blocks > 0 &&
           narrow(out, segment->term_blocks, segment, term);
}

/* The same from block `*out` on, of which the first term is not above `term`;
 * the steps grow. */
static bool find_block_from(uint32_t *out, const bf_segment *segment,
                            bf_str term)
{
    uint32_t step = 1;
    while (step < segment->term_blocks - *out) {
        int order;
        if (!compare_first(&order, segment, *out + step, term)) {
            return false;
        }
        if (order > 0) {
            return narrow(out, *out + step, segment, term);
        }
        *out += step;
        step *= 2;
    }
    return narrow(out, segment->term_blocks, segment, term);
}

/* What a term turned out to be, beside the one sought. */
typedef enum found {
    FOUND_BELOW,
    FOUND_EQUAL,
    FOUND_ABOVE
} found;

/* Compare a term that shares as many bytes with the one before as the one
 * sought does, and set how many that is of this one. */
static found compare_rest(uint32_t *matched, const bfi_spelling *spelling,
                          bf_str term)
{
    const unsigned char *sought = (const unsigned char *)term.data;
    const size_t size = spelling->shared + (size_t)spelling->size;
    uint32_t same = spelling->shared;
    while (same < size && same < term.size &&
           spelling->rest[same - spelling->shared] == sought[same]) {
        same++;
    }
    *matched = same;
    if (same == size) {
        return same == term.size ? FOUND_EQUAL : FOUND_BELOW;
    }
    return same == term.size ||
                   spelling->rest[same - spelling->shared] > sought[same]
               ? FOUND_ABOVE
               : FOUND_BELOW;
}

/* Look for `term` in a block; false when it is damaged. `out` is empty when it
 * is not there. */
static bool find_in_block(bf_term_entry *out, const bf_segment *segment,
                          uint32_t block, bf_str term)
{
    bf_term_place place;
    bfi_spelling spelling;
    uint32_t matched = 0; /* bytes that `term` and the term before share */
    uint32_t before = 0;  /* size of that one */
    if (!bfi_block_open(&place, segment, block)) {
        return false;
    }
    while (place.at < place.end) {
        found order = FOUND_BELOW;
        if (!bfi_read_spelling(&spelling, &place) || spelling.shared > before) {
            return false;
        }
        if (spelling.shared < matched) {
            order = FOUND_ABOVE;
        } else if (spelling.shared == matched) {
            order = compare_rest(&matched, &spelling, term);
        }
        if (order == FOUND_ABOVE) {
            break;
        }
        if (!bfi_read_entry(out, segment, &place)) {
            return false;
        }
        if (order == FOUND_EQUAL) {
            return true;
        }
        before = spelling.shared + spelling.size;
    }
    memset(out, 0, sizeof *out);
    return true;
}

bool bf_segment_find(const bf_segment *segment, bf_str term, bf_term_entry *out)
{
    uint32_t block;
    memset(out, 0, sizeof *out);
    if (segment->term_blocks == 0) {
        return false;
    }
    if (!bfi_find_block(&block, segment, term) ||
        !find_in_block(out, segment, block, term)) {
        memset(out, 0, sizeof *out);
        out->status = BF_ERR_CORRUPT;
    }
    return out->documents > 0;
}

/* Cursors ----------------------------------------------------------------- */

static bool end_cursor(bf_term_cursor *cursor, bf_status status)
{
    cursor->status = status;
    cursor->block = cursor->segment->term_blocks;
    cursor->place.at = cursor->place.end = NULL;
    cursor->term = (bf_str){NULL, 0};
    memset(&cursor->entry, 0, sizeof cursor->entry);
    return false;
}

/* Read the next term of the block at hand. */
static bool read_next(bf_term_cursor *cursor)
{
    bfi_spelling spelling;
    if (!bfi_read_spelling(&spelling, &cursor->place) ||
        spelling.shared > cursor->term.size ||
        !bfi_read_entry(&cursor->entry, cursor->segment, &cursor->place)) {
        return end_cursor(cursor, BF_ERR_CORRUPT);
    }
    memcpy(cursor->room + spelling.shared, spelling.rest, spelling.size);
    cursor->term =
        (bf_str){cursor->room, spelling.shared + (size_t)spelling.size};
    return true;
}

/* Read the first term of a block. */
static bool read_first(bf_term_cursor *cursor, uint32_t block)
{
    cursor->block = block;
    cursor->term = (bf_str){cursor->room, 0};
    if (!bfi_block_open(&cursor->place, cursor->segment, block)) {
        return end_cursor(cursor, BF_ERR_CORRUPT);
    }
    return read_next(cursor);
}

bool bf_term_cursor_next(bf_term_cursor *cursor)
{
    const uint32_t blocks = cursor->segment->term_blocks;
    if (cursor->place.at < cursor->place.end) {
        return read_next(cursor);
    }
    if (cursor->status || cursor->block >= blocks ||
        cursor->block + 1 == blocks) {
        return end_cursor(cursor, cursor->status);
    }
    return read_first(cursor, cursor->block + 1);
}

/* Pass over what is below `term` in the block at hand, the last one that may
 * have something below it. */
static bool pass(bf_term_cursor *cursor, bf_str term)
{
    const uint32_t block = cursor->block;
    bool is_there = true;
    while (is_there && bfi_compare(cursor->term.data, cursor->term.size,
                                   term.data, term.size) < 0) {
        is_there = cursor->block == block ? bf_term_cursor_next(cursor)
                                          : end_cursor(cursor, BF_ERR_CORRUPT);
    }
    return is_there;
}

bool bf_term_cursor_seek(bf_term_cursor *cursor, const bf_segment *segment,
                         bf_str term)
{
    uint32_t block;
    cursor->segment = segment;
    cursor->status = BF_OK;
    if (segment->term_blocks == 0) {
        return end_cursor(cursor, BF_OK);
    }
    if (!bfi_find_block(&block, segment, term)) {
        return end_cursor(cursor, BF_ERR_CORRUPT);
    }
    return read_first(cursor, block) && pass(cursor, term);
}

bool bfi_term_cursor_forward(bf_term_cursor *cursor, bf_str term)
{
    uint32_t block = cursor->block;
    if (!find_block_from(&block, cursor->segment, term)) {
        return end_cursor(cursor, BF_ERR_CORRUPT);
    }
    return (block == cursor->block || read_first(cursor, block)) &&
           pass(cursor, term);
}
