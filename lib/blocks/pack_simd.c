/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kernels of packed groups for x86-64: SSE2, which all have, and AVX2. */

#include "pack.h"

#if defined(__x86_64__)

#include <immintrin.h>

/* Rows of a group, and pairs of them, one by one: each has the constants of its
 * own, once the number of bits is one as well. */
#define EACH_ROW(x)                                                            \
    x(0) x(1) x(2) x(3) x(4) x(5) x(6) x(7) x(8) x(9) x(10) x(11) x(12) x(13)  \
        x(14) x(15) x(16) x(17) x(18) x(19) x(20) x(21) x(22) x(23) x(24)      \
            x(25) x(26) x(27) x(28) x(29) x(30) x(31)
#define EACH_PAIR(x)                                                           \
    x(0) x(2) x(4) x(6) x(8) x(10) x(12) x(14) x(16) x(18) x(20) x(22) x(24)   \
        x(26) x(28) x(30)
#define EACH_WIDTH(x)                                                          \
    x(1) x(2) x(3) x(4) x(5) x(6) x(7) x(8) x(9) x(10) x(11) x(12) x(13) x(14) \
        x(15) x(16) x(17) x(18) x(19) x(20) x(21) x(22) x(23) x(24) x(25)      \
            x(26) x(27) x(28) x(29) x(30) x(31) x(32)

#define INLINE static inline __attribute__((always_inline))
#define AVX2   __attribute__((target("avx2")))

/* SSE2 -------------------------------------------------------------------- */

static void pack_sse2(unsigned char *out, const uint32_t *numbers,
                      unsigned bits)
{
    const __m128i *rows = (const __m128i *)(const void *)numbers;
    __m128i *words = (__m128i *)(void *)out;
    __m128i held = _mm_setzero_si128();
    unsigned count = 0;
    for (unsigned row = 0; row < BFI_GROUP_ROWS; row++) {
        const __m128i value = _mm_loadu_si128(rows + row);
        held = _mm_or_si128(
            held, _mm_sll_epi32(value, _mm_cvtsi32_si128((int)count)));
        count += bits;
        if (count >= 32) {
            _mm_storeu_si128(words++, held);
            count -= 32;
            /* A shift by 32 gives 0. */
            held = _mm_srl_epi32(value, _mm_cvtsi32_si128((int)(bits - count)));
        }
    }
}

INLINE void unpack_row_sse2(uint32_t *out, const unsigned char *in,
                            const unsigned bits, const unsigned row)
{
    const unsigned shift = row * bits % 32;
    const __m128i *words = (const __m128i *)(const void *)in + row * bits / 32;
    __m128i value = _mm_srli_epi32(_mm_loadu_si128(words), (int)shift);
    if (shift + bits > 32) {
        value = _mm_or_si128(value, _mm_slli_epi32(_mm_loadu_si128(words + 1),
                                                   (int)(32 - shift)));
    }
    if (bits < 32) {
        value = _mm_and_si128(
            value, _mm_set1_epi32((int)((UINT32_C(1) << bits % 32) - 1)));
    }
    _mm_storeu_si128((__m128i *)(void *)out + row, value);
}

#define ROW_SSE2(row) unpack_row_sse2(out, in, width, (row));
#define WIDTH_SSE2(bits)                                                       \
    static void unpack_##bits##_sse2(uint32_t *out, const unsigned char *in)   \
    {                                                                          \
        enum {                                                                 \
            width = (bits)                                                     \
        };                                                                     \
        EACH_ROW(ROW_SSE2)                                                     \
    }
EACH_WIDTH(WIDTH_SSE2)

#define NAME_SSE2(bits) unpack_##bits##_sse2,

static void unpack_sse2(uint32_t *out, const unsigned char *words,
                        unsigned bits)
{
    static void (*const widths[])(uint32_t *, const unsigned char *) = {
        EACH_WIDTH(NAME_SSE2)};
    widths[bits - 1](out, words);
}

static uint32_t sum_sse2(uint32_t *numbers, uint32_t next)
{
    const __m128i steps = _mm_set_epi32(3, 2, 1, 0);
    const __m128i four = _mm_set1_epi32(4);
    __m128i *rows = (__m128i *)(void *)numbers;
    __m128i base = _mm_set1_epi32((int)next);
    __m128i all = _mm_setzero_si128();
    for (unsigned row = 0; row < BFI_GROUP_ROWS; row++) {
        __m128i value = _mm_loadu_si128(rows + row);
        all = _mm_or_si128(all, value);
        value = _mm_add_epi32(value, _mm_slli_si128(value, 4));
        value = _mm_add_epi32(value, _mm_slli_si128(value, 8));
        _mm_storeu_si128(rows + row,
                         _mm_add_epi32(_mm_add_epi32(value, steps), base));
        base = _mm_add_epi32(
            base, _mm_add_epi32(four, _mm_shuffle_epi32(value, 0xff)));
    }
    all = _mm_or_si128(all, _mm_shuffle_epi32(all, 0x4e));
    all = _mm_or_si128(all, _mm_shuffle_epi32(all, 0xb1));
    return (uint32_t)_mm_cvtsi128_si32(all);
}

static const bfi_kernels kernels_sse2 = {"SSE2", pack_sse2, unpack_sse2,
                                         sum_sse2};

/* AVX2: two rows at once -------------------------------------------------- */

/* The words that rows `a` and `b` are in, side by side. */
AVX2 INLINE __m256i two_words(const unsigned char *in, const unsigned a,
                              const unsigned b)
{
    const __m128i *words = (const __m128i *)(const void *)in;
    if (a == b) {
        return _mm256_broadcastsi128_si256(_mm_loadu_si128(words + a));
    }
    return _mm256_inserti128_si256(
        _mm256_castsi128_si256(_mm_loadu_si128(words + a)),
        _mm_loadu_si128(words + b), 1);
}

/* Shifts of rows `row` and `row` + 1. */
AVX2 INLINE __m256i two_shifts(const unsigned a, const unsigned b)
{
    const int x = (int)a;
    const int y = (int)b;
    return _mm256_set_epi32(y, y, y, y, x, x, x, x);
}

AVX2 INLINE void unpack_pair_avx2(uint32_t *out, const unsigned char *in,
                                  const unsigned bits, const unsigned row)
{
    const unsigned at_a = row * bits;
    const unsigned at_b = at_a + bits;
    /* The words in which they end: where that is not the one in which they
     * begin, its low bits go on top; else the mask takes away what is put
     * there, and a shift by 32 gives 0. */
    const unsigned end_a = (at_a + bits - 1) / 32;
    const unsigned end_b = (at_b + bits - 1) / 32;
    __m256i value = _mm256_srlv_epi32(two_words(in, at_a / 32, at_b / 32),
                                      two_shifts(at_a % 32, at_b % 32));
    if (end_a != at_a / 32 || end_b != at_b / 32) {
        value = _mm256_or_si256(
            value,
            _mm256_sllv_epi32(two_words(in, end_a, end_b),
                              two_shifts(32 - at_a % 32, 32 - at_b % 32)));
    }
    if (bits < 32) {
        value = _mm256_and_si256(
            value, _mm256_set1_epi32((int)((UINT32_C(1) << bits % 32) - 1)));
    }
    _mm256_storeu_si256((__m256i *)(void *)(out + 4 * (size_t)row), value);
}

#define PAIR_AVX2(row) unpack_pair_avx2(out, in, width, (row));
#define WIDTH_AVX2(bits)                                                       \
    AVX2 static void unpack_##bits##_avx2(uint32_t *out,                       \
                                          const unsigned char *in)             \
    {                                                                          \
        enum {                                                                 \
            width = (bits)                                                     \
        };                                                                     \
        EACH_PAIR(PAIR_AVX2)                                                   \
    }
EACH_WIDTH(WIDTH_AVX2)

#define NAME_AVX2(bits) unpack_##bits##_avx2,

static void unpack_avx2(uint32_t *out, const unsigned char *words,
                        unsigned bits)
{
    static void (*const widths[])(uint32_t *, const unsigned char *) = {
        EACH_WIDTH(NAME_AVX2)};
    widths[bits - 1](out, words);
}

AVX2 static uint32_t sum_avx2(uint32_t *numbers, uint32_t next)
{
    const __m256i steps = _mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0);
    const __m256i eight = _mm256_set1_epi32(8);
    const __m256i last = _mm256_set1_epi32(7);
    __m256i *pairs = (__m256i *)(void *)numbers;
    __m256i base = _mm256_set1_epi32((int)next);
    __m256i all = _mm256_setzero_si256();
    __m128i both;
    for (unsigned pair = 0; pair < BFI_GROUP_ROWS / 2; pair++) {
        __m256i value = _mm256_loadu_si256(pairs + pair);
        __m256i carried;
        all = _mm256_or_si256(all, value);
        value = _mm256_add_epi32(value, _mm256_slli_si256(value, 4));
        value = _mm256_add_epi32(value, _mm256_slli_si256(value, 8));
        /* The sum of the lower row is added to the upper one. */
        carried = _mm256_permute2x128_si256(value, value, 0x08);
        value = _mm256_add_epi32(value, _mm256_shuffle_epi32(carried, 0xff));
        _mm256_storeu_si256(
            pairs + pair,
            _mm256_add_epi32(_mm256_add_epi32(value, steps), base));
        base = _mm256_add_epi32(
            base,
            _mm256_add_epi32(eight, _mm256_permutevar8x32_epi32(value, last)));
    }
    both = _mm_or_si128(_mm256_castsi256_si128(all),
                        _mm256_extracti128_si256(all, 1));
    both = _mm_or_si128(both, _mm_shuffle_epi32(both, 0x4e));
    both = _mm_or_si128(both, _mm_shuffle_epi32(both, 0xb1));
    return (uint32_t)_mm_cvtsi128_si32(both);
}

static const bfi_kernels kernels_avx2 = {"AVX2", pack_sse2, unpack_avx2,
                                         sum_avx2};

static bool has_avx2(void)
{
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2");
}

const bfi_kernels *bfi_kernels_at(size_t index)
{
    switch (index) {
    case 0:
        return &bfi_kernels_portable;
    case 1:
        return &kernels_sse2;
    case 2:
        return has_avx2() ? &kernels_avx2 : NULL;
    default:
        return NULL;
    }
}

#else

const bfi_kernels *bfi_kernels_at(size_t index)
{
    return index == 0 ? &bfi_kernels_portable : NULL;
}

#endif

const bfi_kernels *bfi_kernels_best(void)
{
    const bfi_kernels *best = &bfi_kernels_portable;
    const bfi_kernels *next;
    for (size_t i = 1; (next = bfi_kernels_at(i)); i++) {
        best = next;
    }
    return best;
}
