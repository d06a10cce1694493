/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_MAXIMA_H
#define BFI_BLOCKS_MAXIMA_H

/*
 * What bounds the scores of some postings: those pairs of frequency and length
 * that no other one of them beats in both, at most four. Right for any
 * parameters and any average length, for a score rises with the frequency and
 * falls with the length.
 */

#include <backfile/blocks.h>

enum {
    /* The code of all lengths from 2^31 on. */
    BFI_LAST_LENGTH_CODE = 232
};

/* The code of a length: the largest one whose bf_length_floor() does not exceed
 * it. */
unsigned char bfi_length_code(uint32_t length);

/* The least length seen with each frequency; 255 is for all from 255 on. */
typedef struct bfi_front {
    unsigned char least[256]; /* a length code; BFI_NO_LENGTH: none */
    unsigned most;            /* the greatest frequency seen; 0: none */
} bfi_front;

enum {
    BFI_NO_LENGTH = 255
};

/* Begin with no posting. */
void bfi_front_init(bfi_front *front);
/* Forget all postings. */
void bfi_front_reset(bfi_front *front);
/* Add a posting: its frequency, which is not 0, and the code of the length of
 * its document. */
static inline void bfi_front_add(bfi_front *front, uint32_t frequency,
                                 unsigned char length_code)
{
    const unsigned f = frequency < 255 ? frequency : 255;
    if (length_code < front->least[f]) {
        front->least[f] = length_code;
    }
    if (f > front->most) {
        front->most = f;
    }
}
/* Add all that `from` has seen. */
void bfi_front_merge(bfi_front *front, const bfi_front *from);
/* The pairs of what was seen, by falling frequency, which is something. Where
 * there are more than four, neighbours become one that beats both, those first
 * that are nearest to each other. */
bf_maxima bfi_front_maxima(const bfi_front *front);

#endif
