/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bounds on scores from maxima. */

#include <backfile/blocks.h>

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Errors of rounding in single precision are below 2^-21 altogether. */
#define ROUNDED_UP 1.000002f

void bf_bounds_init(bf_bounds *out, const bf_score_params *params,
                    const bf_score_stats *stats)
{
    for (unsigned code = 0; code < 256; code++) {
        const double length = bf_length_floor((unsigned char)code);
        const double ratio =
            stats->average_length > 0 ? length / stats->average_length : 1;
        out->norm[code] =
            (float)(params->k1 * (1 - params->b + params->b * ratio));
    }
    out->top = (float)(params->k1 + 1) * ROUNDED_UP;
}

/* The largest f / (f + norm) of the pairs; where f stands for all from 255 on,
 * it is taken as infinite. A damaged f of 0 counts as 1, lest it makes a NaN.
 */
#if defined(__SSE2__)

static __m128 frequencies(const bf_maxima *maxima)
{
    const __m128i zero = _mm_setzero_si128();
    int bytes;
    memcpy(&bytes, maxima->frequency, sizeof bytes);
    return _mm_cvtepi32_ps(_mm_unpacklo_epi16(
        _mm_unpacklo_epi8(_mm_cvtsi32_si128(bytes), zero), zero));
}

static float largest_part(const bf_bounds *bounds, const bf_maxima *maxima)
{
    const __m128 norm = _mm_set_ps(
        bounds->norm[maxima->length[3]], bounds->norm[maxima->length[2]],
        bounds->norm[maxima->length[1]], bounds->norm[maxima->length[0]]);
    const __m128 f = _mm_max_ps(frequencies(maxima), _mm_set1_ps(1));
    const __m128 is_top = _mm_cmpeq_ps(f, _mm_set1_ps(255));
    __m128 part = _mm_div_ps(f, _mm_add_ps(f, _mm_andnot_ps(is_top, norm)));
    part = _mm_max_ps(part, _mm_movehl_ps(part, part));
    part = _mm_max_ss(part, _mm_shuffle_ps(part, part, 1));
    return _mm_cvtss_f32(part);
}

#else

static float largest_part(const bf_bounds *bounds, const bf_maxima *maxima)
{
    float largest = 0;
    for (unsigned i = 0; i < 4; i++) {
        const float f = maxima->frequency[i] > 0 ? maxima->frequency[i] : 1;
        const float norm = f < 255 ? bounds->norm[maxima->length[i]] : 0;
        const float part = f / (f + norm);
        largest = part > largest ? part : largest;
    }
    return largest;
}

#endif

float bf_bounds_of(const bf_bounds *bounds, bf_maxima maxima)
{
    return largest_part(bounds, &maxima) * bounds->top;
}
