/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_VECTOR_H
#define BF_TEXT_VECTOR_H

/*
 * Questions about sixteen bytes at once, each answered by sixteen bits, the
 * lowest for the first byte. Every x86-64 has the instructions (SSE2); what is
 * here for other processors says the same, only slower.
 */

#include <backfile/base.h>

#ifdef __SSE2__

#include <emmintrin.h>

static inline __m128i bfi_load_16(const void *at)
{
    return _mm_loadu_si128((const __m128i *)at);
}

/* Which bytes are `byte`. */
static inline unsigned bfi_equal_bits(const unsigned char *at,
                                      unsigned char byte)
{
    const __m128i equal =
        _mm_cmpeq_epi8(bfi_load_16(at), _mm_set1_epi8((char)byte));
    return (unsigned)_mm_movemask_epi8(equal);
}

/* Which bytes are letters or digits of ASCII. The last of a range is made 127,
 * the largest number of eight bits, so that what is above it becomes negative
 * and one comparison is enough. */
static inline unsigned bfi_alnum_bits(const char *at)
{
    const __m128i bytes = bfi_load_16(at);
    const __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    const __m128i letters = _mm_cmpgt_epi8(
        _mm_add_epi8(small, _mm_set1_epi8(127 - 'z')), _mm_set1_epi8(127 - 26));
    const __m128i digits = _mm_cmpgt_epi8(
        _mm_add_epi8(bytes, _mm_set1_epi8(127 - '9')), _mm_set1_epi8(127 - 10));
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(letters, digits));
}

#else

static inline unsigned bfi_equal_bits(const unsigned char *at,
                                      unsigned char byte)
{
    unsigned bits = 0;
    for (unsigned i = 0; i < 16; i++) {
        bits |= (unsigned)(at[i] == byte) << i;
    }
    return bits;
}

static inline unsigned bfi_alnum_bits(const char *at)
{
    unsigned bits = 0;
    for (unsigned i = 0; i < 16; i++) {
        const unsigned char byte = (unsigned char)at[i];
        bits |= (unsigned)((byte | 0x20u) - 'a' < 26u || byte - '0' < 10u) << i;
    }
    return bits;
}

#endif

/* The position of the lowest bit that is set; one is. */
static inline unsigned bfi_lowest_bit(unsigned bits)
{
    return (unsigned)__builtin_ctz(bits);
}

#endif
