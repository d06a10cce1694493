/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_SEGMENT_H
#define BF_TEXT_SEGMENT_H

/*
 * Where the words of a text stand. Looks at characters only; knows nothing of
 * their forms, nor of languages.
 */

#include <backfile/base.h>

typedef struct bfi_segmenter {
    bf_str text;
    size_t at;    /* everything before it was given or passed over */
    bool covered; /* the character at `at` ended the pair given last */
} bfi_segmenter;

typedef struct bfi_segment {
    bf_span span;
    bool paired; /* a pair of characters, or one that stands alone */
} bfi_segment;

void bfi_segmenter_start(bfi_segmenter *segmenter, bf_str text);

/* The next word or pair, or false at the end of the text. Over a whole text
 * the time is linear, whatever the text is: each byte is looked at a constant
 * number of times. */
bool bfi_segmenter_next(bfi_segmenter *segmenter, bfi_segment *out);

#endif
