/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_SCORES_H
#define BFI_MATCH_SCORES_H

/* Scores in floats, many at a time. */

#include "run.h"

/* The norms of the formula. */
bfi_norms bfi_norms_of(const bfi_wanted *wanted);

/* That of one posting; scale is its weight times k1 + 1. Numbers are taken as
 * signed: no frequency and no length comes to 2^31. */
static inline float bfi_score(float scale, uint32_t frequency, bfi_norms norms,
                              uint32_t length)
{
    const float f = (float)(int32_t)frequency;
    const float norm = norms.base + norms.slope * (float)(int32_t)length;
    return scale * (f / (f + norm));
}

/* Score `count` postings; out[i] is what bfi_score() gives. */
void bfi_scores(float *out, const uint32_t *docs, const uint32_t *freqs,
                uint32_t count, const uint32_t *lengths, float scale,
                bfi_norms norms);

/* The places below `count` whose score is at least `need`. */
bfi_mask bfi_scores_from(const float *scores, uint32_t count, float need);

#endif
