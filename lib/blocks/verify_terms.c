/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The check of a segment's dictionary: blocks, order, and that the lists of its
 * terms are all that there is. */

#include "verify.h"

/* The first term of a block begins its lists where those of the one before end.
 */
static bool is_next(const bfi_verify *v, const bf_term_place *place)
{
    return place->postings == bfi_align(v->postings, BFI_LIST_ALIGN) &&
           place->positions == bfi_align(v->positions, BFI_LIST_ALIGN) &&
           place->forms == v->forms;
}

/* Take the spelling of the next term; false when it is out of order, or shares
 * more or less with the one before than it should. */
static bool take_spelling(bfi_verify *v, const bfi_spelling *spelling,
                          bool is_first)
{
    char before[BF_MAX_INDEX_TERM_BYTES];
    const size_t size = v->term_size;
    size_t same = 0;
    if (spelling->shared > size || (is_first && spelling->shared > 0)) {
        return false;
    }
    memcpy(before, v->term, size);
    memcpy(v->term + spelling->shared, spelling->rest, spelling->size);
    v->term_size = spelling->shared + (size_t)spelling->size;
    while (same < size && same < v->term_size &&
           before[same] == v->term[same]) {
        same++;
    }
    return v->term_size > 0 && (is_first || same == spelling->shared) &&
           bfi_compare(before, size, v->term, v->term_size) < 0;
}

/* What is between two lists is 0. */
static bool is_padded(bfi_bytes section, uint64_t end)
{
    uint64_t next = bfi_align(end, BFI_LIST_ALIGN);
    next = next < section.size ? next : section.size;
    return bfi_is_zero(section.data + end, section.data + next);
}

static bf_status verify_entry(bfi_verify *v, const bf_term_place *place,
                              bf_error *err)
{
    bf_status status;
    /* A block may begin at an aligned place behind which there is nothing. */
    v->postings = v->entry.postings.size > 0 ? place->postings : v->postings;
    v->positions =
        v->entry.positions.size > 0 ? place->positions : v->positions;
    v->forms = place->forms;
    if (!is_padded(v->segment->postings, v->postings) ||
        !is_padded(v->segment->positions, v->positions)) {
        return bfi_broken_term(v, err, "something stands behind its lists");
    }
    status = bfi_verify_postings(v, err);
    if (!status && v->entry.kind == BF_TERM_TEXT) {
        status = bfi_verify_positions(v, err);
    }
    return status;
}

static bf_status verify_block(bfi_verify *v, uint32_t block, bf_error *err)
{
    const bool is_last = block + 1 == v->segment->term_blocks;
    bf_term_place place;
    uint32_t count = 0;
    bf_status status = BF_OK;
    if (!bfi_block_open(&place, v->segment, block) || !is_next(v, &place)) {
        return bfi_broken_term(v, err, "the terms behind it are damaged");
    }
    for (; !status && place.at < place.end; count++) {
        bfi_spelling spelling;
        if (!bfi_read_spelling(&spelling, &place) ||
            !take_spelling(v, &spelling, count == 0)) {
            return bfi_broken_term(v, err, "it, or that behind it, is damaged");
        }
        if (!bfi_read_entry(&v->entry, v->segment, &place)) {
            return bfi_broken_term(v, err, "what is said of it is damaged");
        }
        status = verify_entry(v, &place, err);
    }
    if (!status &&
        (is_last ? count > BFI_BLOCK_TERMS : count != BFI_BLOCK_TERMS)) {
        status = bfi_broken_term(v, err, "it ends a block of another size");
    }
    return status;
}

static bool is_end(bfi_bytes section, uint64_t end)
{
    return section.size == end ||
           (section.size == bfi_align(end, BFI_LIST_ALIGN) &&
            is_padded(section, end));
}

bf_status bfi_verify_terms(bfi_verify *v, bf_error *err)
{
    const bf_segment *segment = v->segment;
    bf_status status = BF_OK;
    if (bfi_u32_at(segment->term_index, 0) != 0) {
        return bfi_broken(v, err, "its index of terms is damaged");
    }
    for (uint32_t i = 0; !status && i < segment->term_blocks; i++) {
        status = verify_block(v, i, err);
    }
    if (!status && (!is_end(segment->postings, v->postings) ||
                    !is_end(segment->positions, v->positions) ||
                    segment->forms.size != v->forms)) {
        status = bfi_broken(v, err, "it has lists that are of no term");
    }
    return status;
}
