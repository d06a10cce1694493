/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_EXCERPT_MARKER_H
#define BFI_EXCERPT_MARKER_H

/*
 * Finding the words of a query in a text.
 *
 * A *need* is one thing that the query asks for: a word of its own, or one
 * place of a phrase (for which several words may do), or several places, for
 * which one joined word may do. A *spot* is a token of the text that answers a
 * need. The *borders* of a phrase stand before its first place, between each
 * two, and after the last; a need leads from one of them to another. A word of
 * its own is a phrase of one place.
 */

#include <backfile/excerpt.h>

typedef struct bfi_need {
    uint32_t weight; /* > 0; whole numbers, so that sums are exact */
    uint32_t order;  /* which word of the query it is, counted from 0 */
    /* Numbers of borders: where it begins and ends, and where its phrase
     * does. */
    uint32_t from;
    uint32_t to;
    uint32_t first;
    uint32_t last;
} bfi_need;

typedef struct bfi_spot {
    uint32_t start; /* in the text */
    uint32_t end;
    uint32_t position; /* of its token */
    uint32_t reach;    /* the same */
    uint32_t need;     /* which one */
    bool chained;      /* the places of its phrase up to its own stand here */
    bool in_phrase;    /* all places of its phrase do */
    bool follows;      /* the token before answers an earlier need */
} bfi_spot;

typedef struct bfi_marker bfi_marker;

/* Make a marker for words, which are borrowed. */
BF_MUST_CHECK bf_status bfi_marker_new(bfi_marker **out,
                                       const bf_mark_word *words, size_t count,
                                       bf_error *err);
void bfi_marker_free(bfi_marker *marker);

/* Find the spots of `text`, in its order; those of a phrase that stands
 * somewhere only where it does. Looks no further when there are very many. */
BF_MUST_CHECK bf_status bfi_marker_scan(bfi_marker *marker,
                                        bf_analyzer *analyzer, bf_str text,
                                        bf_error *err);

/* What the last scan found; borrowed. */
const bfi_spot *bfi_marker_spots(const bfi_marker *marker, size_t *count);
const bfi_need *bfi_marker_needs(const bfi_marker *marker, size_t *count);

/*
 * The marks of the spots within [start, end) of the text, relative to start;
 * words of a phrase and pairs that overlap share one. A spot that begins
 * within and ends outside counts when it is longer than the span.
 */
BF_MUST_CHECK bf_status bfi_marker_marks(const bfi_marker *marker,
                                         bf_marked *out, bf_arena *arena,
                                         bf_span span, bf_error *err);

#endif
