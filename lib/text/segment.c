/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Segments. Parts that are tied together are read ahead, as many as can be
 * joined and one more, so that what they are when joined can be given with the
 * first of them.
 */

#include "segment.h"

#include <backfile/util.h>

#include "join.h"

#include <string.h>

void bfi_segmenter_start(bfi_segmenter *s, bf_str text)
{
    s->text = text.data ? text : bf_str_of("");
    s->at = 0;
    s->covered = false;
    s->ruled = false;
    s->part_count = 0;
    s->join_before = BFI_JOIN_NONE;
    s->next = BFI_SEGMENT_WORD;
}

/* Done with the first part: go to the one after it. */
static void drop_part(bfi_segmenter *s)
{
    s->join_before = s->parts[0].join;
    s->part_count--;
    if (s->part_count > 0) {
        memmove(&s->parts[0], &s->parts[1], s->part_count * sizeof s->parts[0]);
    }
    s->next = BFI_SEGMENT_WORD;
}

/* Whether what is joined may begin with the first part. Where different joins
 * follow each other the first one counts, but an article never hides a word
 * (l'avant-garde), nor does anything hide a name (non-AT&T). */
static bool begins_join(const bfi_segmenter *s)
{
    const unsigned join = s->parts[0].join;
    if (join == BFI_JOIN_NONE || join == s->join_before) {
        return false;
    }
    return s->join_before == BFI_JOIN_NONE ||
           s->join_before == BFI_JOIN_ELISION || join == BFI_JOIN_AMPERSAND;
}

/* How many parts from the first on the same join ties together; 0 when they are
 * too many. */
static size_t count_joined(bfi_segmenter *s)
{
    const unsigned join = s->parts[0].join;
    size_t count = 1;
    if (!begins_join(s)) {
        return 0;
    }
    while (count < BFI_MAX_PARTS && s->parts[count - 1].join == join) {
        if (count == s->part_count && bfi_scan_part(s, &s->parts[count])) {
            s->part_count++;
        }
        if (count == s->part_count) {
            return 0;
        }
        count++;
    }
    return count < BFI_MAX_PARTS ? count : 0;
}

static bool can_join(bfi_segmenter *s, bfi_segment *out)
{
    const size_t count = count_joined(s);
    if (count < 2 || !bfi_can_join(s->parts, count, s->text)) {
        return false;
    }
    out->part_count = count;
    out->span.end = s->parts[count - 1].span.end;
    return true;
}

/* Whether the first part has a segment of the kind `out->kind`. */
static bool has_kind(bfi_segmenter *s, bfi_segment *out)
{
    const bfi_part *part = &s->parts[0];
    switch (out->kind) {
    case BFI_SEGMENT_BARE:
        return part->marked;
    case BFI_SEGMENT_SIGN:
        out->span.end += part->signs;
        return part->signs > 0;
    case BFI_SEGMENT_JOINED:
        return can_join(s, out);
    case BFI_SEGMENT_FIRST:
        out->span.end = part->first_end;
        return part->first_end > 0;
    case BFI_SEGMENT_LAST:
        out->span.start = part->last_start;
        return part->last_start > 0;
    default:
        return false;
    }
}

/* Give the next other segment of the first part; false when it has no more. */
static bool give(bfi_segmenter *s, bfi_segment *out)
{
    while (s->next < BFI_SEGMENT_NONE) {
        *out = (bfi_segment){.span = s->parts[0].span,
                             .kind = s->next,
                             .parts = s->parts,
                             .part_count = 1};
        s->next = (bfi_segment_kind)(s->next + 1);
        if (has_kind(s, out)) {
            return true;
        }
    }
    return false;
}

/* The first kind that a part may have after that of a word. */
static bfi_segment_kind kind_after_word(const bfi_part *part)
{
    if (part->paired) {
        return part->first_end > 0 ? BFI_SEGMENT_FIRST : BFI_SEGMENT_NONE;
    }
    return part->join == BFI_JOIN_NONE && !part->marked && part->signs == 0
               ? BFI_SEGMENT_NONE
               : BFI_SEGMENT_BARE;
}

/* Give the first part as it stands. */
static void give_word(bfi_segmenter *s, bfi_segment *out)
{
    out->span = s->parts[0].span;
    out->kind = BFI_SEGMENT_WORD;
    out->parts = s->parts;
    out->part_count = 1;
    s->next = kind_after_word(&s->parts[0]);
}

bool bfi_segmenter_plain(bfi_segmenter *s, bf_span *out)
{
    if (s->ruled || s->part_count > 1 ||
        (s->part_count == 1 && s->next != BFI_SEGMENT_NONE)) {
        return false;
    }
    if (s->part_count == 1) {
        drop_part(s);
    }
    if (!bfi_scan_plain(s, out)) {
        s->ruled = true;
        return false;
    }
    s->join_before = BFI_JOIN_NONE;
    return true;
}

/* Give a word that is no part of anything. */
static bool give_plain(bfi_segmenter *s, bfi_segment *out)
{
    bf_span span;
    if (!bfi_segmenter_plain(s, &span)) {
        s->ruled = false;
        return false;
    }
    *out = bfi_segment_of_plain(span);
    return true;
}

bool bfi_segmenter_next(bfi_segmenter *s, bfi_segment *out)
{
    if (s->part_count > 0) {
        if (s->next != BFI_SEGMENT_NONE && give(s, out)) {
            return true;
        }
        drop_part(s);
    }
    if (s->part_count == 0) {
        if (give_plain(s, out)) {
            return true;
        }
        if (!bfi_scan_part(s, &s->parts[0])) {
            return false;
        }
        s->part_count = 1;
    }
    give_word(s, out);
    return true;
}
