/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The check of a term's lists: what the cursors need not know to read them, and
 * what they read. */

#include "forms.h"
#include "maxima.h"
#include "pack.h"
#include "verify.h"

/* Postings ---------------------------------------------------------------- */

/* Whether `count` packed groups are all that stands from `at` to `end`. */
static bool are_groups(const unsigned char *at, const unsigned char *end,
                       unsigned count)
{
    for (; count > 0; count--) {
        const size_t used = bfi_packed_size(at, (size_t)(end - at));
        if (used == 0) {
            return false;
        }
        at += used;
    }
    return at == end;
}

/* The block at hand has what its flags say, and nothing else. */
static bool is_whole(const bf_postings *list)
{
    const unsigned char *at =
        list->data + bfi_load_u32(list->at + 4 * (size_t)list->block);
    const unsigned char *end =
        list->data + bfi_load_u32(list->at + 4 * (size_t)list->block + 4);
    const bf_term_kind kind = list->entry->kind;
    const unsigned flags = *at;
    if (flags > (kind == BF_TERM_TEXT ? BFI_BLOCK_HAS_COUNTS : 0)) {
        return false;
    }
    return are_groups(at + 1, end, 1 + (kind != BF_TERM_FILTER) + flags);
}

/* Whether a posting scores no higher than the maxima allow. */
static bool is_bound(const bf_maxima *maxima, uint32_t frequency,
                     unsigned char code)
{
    const unsigned f = frequency < 255 ? frequency : 255;
    for (unsigned i = 0; i < 4; i++) {
        if (maxima->frequency[i] >= f && maxima->length[i] <= code) {
            return true;
        }
    }
    return false;
}

static bool are_bound(const bf_postings *list)
{
    const uint32_t *lengths = bf_segment_lengths(list->segment);
    const bf_maxima all = bf_postings_list_maxima(list);
    const bf_maxima here = bf_postings_maxima(list, list->block);
    for (uint32_t i = 0; i < list->count; i++) {
        const unsigned char code = bfi_length_code(lengths[list->docs[i]]);
        if (!is_bound(&all, list->freqs[i], code) ||
            !is_bound(&here, list->freqs[i], code)) {
            return false;
        }
    }
    return true;
}

bf_status bfi_verify_postings(bfi_verify *v, bf_error *err)
{
    bf_postings *list = &v->list;
    bf_postings_open(list, v->segment, &v->entry);
    if (list->full > 0 && bfi_load_u32(list->at) != 0) {
        return bfi_broken_term(v, err, "its first block is not the first");
    }
    while (bf_postings_next(list)) {
        if (list->block < list->full && !is_whole(list)) {
            return bfi_broken_term(v, err, "a block of postings is damaged");
        }
        if (!bf_postings_freqs(list)) {
            break;
        }
        if (!are_bound(list)) {
            return bfi_broken_term(v, err, "a posting is above its bound");
        }
    }
    return list->status ? bfi_broken_term(v, err, "its postings are damaged")
                        : BF_OK;
}

/* Positions --------------------------------------------------------------- */

static bool are_blocks(const bf_positions *occurrences)
{
    const unsigned groups = occurrences->form_count > 1 ? 2 : 1;
    uint32_t start = 0;
    for (uint32_t i = 0; i < occurrences->full; i++) {
        const unsigned char *at = occurrences->at + 4 * (size_t)i;
        const uint32_t end = bfi_load_u32(at + 4);
        if (bfi_load_u32(at) != start || end < start ||
            end > (size_t)(occurrences->end - occurrences->data) ||
            !are_groups(occurrences->data + start, occurrences->data + end,
                        groups)) {
            return false;
        }
        start = end;
    }
    return true;
}

/* Read a document's occurrences, and count its forms. */
static bool count_forms(bfi_verify *v, uint32_t place)
{
    bf_positions *occurrences = &v->occurrences;
    uint32_t *uses = (uint32_t *)(void *)v->uses.data;
    if (!bf_positions_read(occurrences, &v->list,
                           v->list.block * BFI_GROUP + place) ||
        occurrences->from != v->seen || !bf_positions_forms(occurrences)) {
        return false;
    }
    v->seen += occurrences->count;
    for (uint32_t i = 0; i < occurrences->count; i++) {
        uses[occurrences->forms[i]]++;
    }
    return true;
}

/* Read all occurrences; `list` is read anew. */
static bool read_occurrences(bfi_verify *v)
{
    bf_postings *list = &v->list;
    bf_postings_open(list, v->segment, &v->entry);
    v->seen = 0;
    while (bf_postings_next(list)) {
        for (uint32_t i = 0; i < list->count; i++) {
            if (!count_forms(v, i)) {
                return false;
            }
        }
    }
    return !list->status && v->seen == v->entry.occurrences;
}

/* Forms are by falling number of uses, then by their bytes, then by reach. */
static bool are_forms(const bfi_verify *v)
{
    const uint32_t *uses = (const uint32_t *)(const void *)v->uses.data;
    const bf_str term = {v->term, v->term_size};
    bfi_forms forms;
    bf_str word;
    bf_str last = {NULL, 0};
    uint32_t reach;
    uint32_t last_reach = 0;
    bfi_forms_open(&forms, &v->entry);
    for (uint32_t i = 0; bfi_forms_next(&word, &reach, &forms, term); i++) {
        if (i > 0 && uses[i] == uses[i - 1]) {
            const int order =
                bfi_compare(last.data, last.size, word.data, word.size);
            if (order > 0 || (order == 0 && last_reach >= reach)) {
                return false;
            }
        }
        if (uses[i] == 0 || (i > 0 && uses[i] > uses[i - 1])) {
            return false;
        }
        last = word;
        last_reach = reach;
    }
    return !forms.is_damaged && forms.at == forms.end;
}

bf_status bfi_verify_positions(bfi_verify *v, bf_error *err)
{
    bf_positions *occurrences = &v->occurrences;
    bf_status status = BF_OK;
    bf_positions_fini(occurrences);
    bf_positions_open(occurrences, v->segment, &v->entry);
    /* Each form takes two bytes at least. */
    if (occurrences->status ||
        (occurrences->form_count > 1 &&
         occurrences->form_count > v->entry.forms.size)) {
        return bfi_broken_term(v, err, "its forms are damaged");
    }
    bf_buf_reset(&v->uses);
    if (!bf_buf_reserve(&v->uses,
                        sizeof(uint32_t) * (size_t)occurrences->form_count)) {
        return bf_buf_status(&v->uses, err);
    }
    memset(v->uses.data, 0, sizeof(uint32_t) * (size_t)occurrences->form_count);
    if (!are_blocks(occurrences) || !read_occurrences(v)) {
        status = occurrences->status == BF_ERR_NOMEM
                     ? bf_fail(err, BF_ERR_NOMEM, "out of memory")
                     : bfi_broken_term(v, err, "its positions are damaged");
    } else if (!are_forms(v)) {
        status = bfi_broken_term(v, err, "its forms are damaged");
    }
    return status;
}
