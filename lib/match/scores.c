/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scores in floats: plainly, and for x86-64 with AVX2, eight at a time. Both
 * give the same numbers. */

#include "scores.h"

/* Beside a frequency it is nothing; without one the score is 0, and no NaN. */
static const float least_norm = 1e-30f;

bfi_norms bfi_norms_of(const bfi_wanted *wanted)
{
    const bf_score_params *params = &wanted->params;
    const double average = wanted->stats.average_length;
    bfi_norms norms;
    if (average > 0) {
        norms.base = (float)(params->k1 * (1 - params->b));
        norms.slope = (float)(params->k1 * params->b / average);
    } else {
        norms.base = (float)params->k1;
        norms.slope = 0;
    }
    if (norms.base < least_norm) {
        norms.base = least_norm;
    }
    return norms;
}

/* What depends on the processor: they begin at place `from`. */
typedef struct kernels {
    uint32_t (*scores)(float *out, const uint32_t *docs, const uint32_t *freqs,
                       uint32_t count, const uint32_t *lengths, float scale,
                       bfi_norms norms);
    uint32_t (*from)(bfi_mask *out, const float *scores, uint32_t count,
                     float need);
} kernels;

/* How many of `count` were done: none. The loops below do the rest. */
static uint32_t no_scores(float *out, const uint32_t *docs,
                          const uint32_t *freqs, uint32_t count,
                          const uint32_t *lengths, float scale, bfi_norms norms)
{
    (void)out;
    (void)docs;
    (void)freqs;
    (void)count;
    (void)lengths;
    (void)scale;
    (void)norms;
    return 0;
}

static uint32_t no_places(bfi_mask *out, const float *scores, uint32_t count,
                          float need)
{
    (void)out;
    (void)scores;
    (void)count;
    (void)need;
    return 0;
}

static const kernels portable = {no_scores, no_places};

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

/* Eight loads are faster than the instruction for them (Zen). */
AVX2 static uint32_t scores_avx2(float *out, const uint32_t *docs,
                                 const uint32_t *freqs, uint32_t count,
                                 const uint32_t *lengths, float scale,
                                 bfi_norms norms)
{
    const __m256 base = _mm256_set1_ps(norms.base);
    const __m256 slope = _mm256_set1_ps(norms.slope);
    const __m256 factor = _mm256_set1_ps(scale);
    uint32_t i = 0;
    for (; i + 8 <= count; i += 8) {
        const __m256i length = _mm256_setr_epi32(
            (int)lengths[docs[i]], (int)lengths[docs[i + 1]],
            (int)lengths[docs[i + 2]], (int)lengths[docs[i + 3]],
            (int)lengths[docs[i + 4]], (int)lengths[docs[i + 5]],
            (int)lengths[docs[i + 6]], (int)lengths[docs[i + 7]]);
        const __m256 f = _mm256_cvtepi32_ps(
            _mm256_loadu_si256((const __m256i *)(const void *)(freqs + i)));
        const __m256 norm = _mm256_add_ps(
            base, _mm256_mul_ps(slope, _mm256_cvtepi32_ps(length)));
        _mm256_storeu_ps(
            out + i,
            _mm256_mul_ps(factor, _mm256_div_ps(f, _mm256_add_ps(f, norm))));
    }
    return i;
}

AVX2 static uint32_t places_avx2(bfi_mask *out, const float *scores,
                                 uint32_t count, float need)
{
    const __m256 least = _mm256_set1_ps(need);
    uint32_t i = 0;
    for (; i + 8 <= count; i += 8) {
        const __m256 over =
            _mm256_cmp_ps(_mm256_loadu_ps(scores + i), least, _CMP_GE_OQ);
        out->bits[i / 64] |= (uint64_t)(unsigned)_mm256_movemask_ps(over)
                             << i % 64;
    }
    return i;
}

static const kernels avx2 = {scores_avx2, places_avx2};

static const kernels *choose(void)
{
    return __builtin_cpu_supports("avx2") ? &avx2 : &portable;
}

#else

static const kernels *choose(void)
{
    return &portable;
}

#endif

void bfi_scores(float *out, const uint32_t *docs, const uint32_t *freqs,
                uint32_t count, const uint32_t *lengths, float scale,
                bfi_norms norms)
{
    uint32_t i =
        choose()->scores(out, docs, freqs, count, lengths, scale, norms);
    for (; i < count; i++) {
        out[i] = bfi_score(scale, freqs[i], norms, lengths[docs[i]]);
    }
}

bfi_mask bfi_scores_from(const float *scores, uint32_t count, float need)
{
    bfi_mask mask = {{0, 0}};
    uint32_t i = choose()->from(&mask, scores, count, need);
    for (; i < count; i++) {
        if (scores[i] >= need) {
            bfi_mask_add(&mask, i);
        }
    }
    return mask;
}
