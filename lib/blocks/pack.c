/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Packed groups: how many bits, exceptions, and the portable kernels. */

#include "pack.h"

#include "bytes.h"

#include <stdatomic.h>
#include <string.h>

/* Portable kernels -------------------------------------------------------- */

static void pack_portable(unsigned char *out, const uint32_t *numbers,
                          unsigned bits)
{
    for (unsigned lane = 0; lane < 4; lane++) {
        uint64_t held = 0;
        unsigned count = 0;
        unsigned char *at = out + 4 * (size_t)lane;
        for (unsigned row = 0; row < BFI_GROUP_ROWS; row++) {
            held |= (uint64_t)numbers[4 * row + lane] << count;
            count += bits;
            if (count >= 32) {
                bfi_store_u32(at, (uint32_t)held);
                held >>= 32;
                count -= 32;
                at += 16;
            }
        }
    }
}

static void unpack_portable(uint32_t *out, const unsigned char *words,
                            unsigned bits)
{
    const uint32_t mask = bits < 32 ? (UINT32_C(1) << bits) - 1 : UINT32_MAX;
    for (unsigned lane = 0; lane < 4; lane++) {
        uint64_t held = 0;
        unsigned count = 0;
        const unsigned char *at = words + 4 * (size_t)lane;
        for (unsigned row = 0; row < BFI_GROUP_ROWS; row++) {
            if (count < bits) {
                held |= (uint64_t)bfi_load_u32(at) << count;
                count += 32;
                at += 16;
            }
            out[4 * row + lane] = (uint32_t)held & mask;
            held >>= bits;
            count -= bits;
        }
    }
}

static uint32_t sum_portable(uint32_t *numbers, uint32_t next)
{
    uint32_t all = 0;
    for (unsigned i = 0; i < BFI_GROUP; i++) {
        all |= numbers[i];
        numbers[i] += next;
        next = numbers[i] + 1;
    }
    return all;
}

const bfi_kernels bfi_kernels_portable = {"portable", pack_portable,
                                          unpack_portable, sum_portable};

/* The kernels in use; every thread that finds none finds the same. */
static const bfi_kernels *kernels_in_use(void)
{
    static _Atomic(const bfi_kernels *) chosen;
    const bfi_kernels *kernels =
        atomic_load_explicit(&chosen, memory_order_relaxed);
    if (!kernels) {
        kernels = bfi_kernels_best();
        atomic_store_explicit(&chosen, kernels, memory_order_relaxed);
    }
    return kernels;
}

/* Packing ----------------------------------------------------------------- */

static unsigned bits_of(uint32_t number)
{
    return number ? 32 - (unsigned)__builtin_clz(number) : 0;
}

/* The bits that pack best, given how many numbers have how many. */
static unsigned choose_bits(const unsigned char counts[33], unsigned most)
{
    unsigned best = most;
    unsigned best_size = 16 * most;
    unsigned exceptions = 0;
    for (unsigned bits = most; bits-- > 0;) {
        unsigned size = 16 * bits;
        exceptions += counts[bits + 1];
        for (unsigned above = bits + 1; above <= most; above++) {
            size += counts[above] * (1 + (above - bits + 6) / 7);
        }
        if (size < best_size) {
            best = bits;
            best_size = size;
        }
        if (2 * exceptions >= best_size) {
            break; /* fewer bits make only more of them */
        }
    }
    return best;
}

/* Cut `low` down to `bits`, and write what is above; returns the end. */
static unsigned char *except(unsigned char *out, unsigned char *count,
                             uint32_t *low, unsigned bits)
{
    const uint32_t mask = (UINT32_C(1) << bits) - 1;
    for (unsigned i = 0; i < BFI_GROUP; i++) {
        if (low[i] > mask) {
            *out++ = (unsigned char)i;
            out = bfi_put_varint(out, low[i] >> bits);
            low[i] &= mask;
            ++*count;
        }
    }
    return out;
}

size_t bfi_pack_by(const bfi_kernels *kernels,
                   unsigned char out[BFI_MAX_PACKED],
                   const uint32_t numbers[BFI_GROUP], bool may_except)
{
    unsigned char counts[33] = {0};
    uint32_t low[BFI_GROUP];
    unsigned char *words = out + BFI_PACK_HEADER;
    unsigned char *end;
    uint32_t all = 0;
    unsigned most;
    unsigned bits;
    for (unsigned i = 0; i < BFI_GROUP; i++) {
        all |= numbers[i];
    }
    bits = most = bits_of(all);
    if (may_except) {
        for (unsigned i = 0; i < BFI_GROUP; i++) {
            counts[bits_of(numbers[i])]++;
        }
        bits = choose_bits(counts, most);
    }
    out[0] = (unsigned char)bits;
    out[1] = 0;
    end = words + 16 * (size_t)bits;
    if (bits < most) {
        memcpy(low, numbers, sizeof low);
        end = except(end, &out[1], low, bits);
        numbers = low;
    }
    if (bits > 0) {
        kernels->pack(words, numbers, bits);
    }
    return (size_t)(end - out);
}

size_t bfi_pack(unsigned char out[BFI_MAX_PACKED],
                const uint32_t numbers[BFI_GROUP], bool may_except)
{
    return bfi_pack_by(kernels_in_use(), out, numbers, may_except);
}

/* Unpacking --------------------------------------------------------------- */

/* Read the header; false when it cannot be, or the words do not fit. */
static bool read_header(unsigned *bits, unsigned *exceptions,
                        const unsigned char *bytes, size_t size)
{
    if (size < BFI_PACK_HEADER) {
        return false;
    }
    *bits = bytes[0];
    *exceptions = bytes[1];
    return *bits <= 32 && *exceptions <= (*bits < 32 ? BFI_GROUP : 0) &&
           size >= BFI_PACK_HEADER + 16 * (size_t)*bits;
}

/* Add the exceptions at `at`; returns their end, NULL for broken ones. */
static const unsigned char *patch(uint32_t *out, unsigned bits, unsigned count,
                                  const unsigned char *at,
                                  const unsigned char *end)
{
    int before = -1;
    for (; count > 0; count--) {
        uint32_t above;
        int index;
        if (at == end) {
            return NULL;
        }
        index = *at++;
        if (index <= before || index >= BFI_GROUP ||
            !bfi_get_varint(&above, &at, end) || above == 0 ||
            above > UINT32_MAX >> bits) {
            return NULL;
        }
        out[index] |= above << bits;
        before = index;
    }
    return at;
}

size_t bfi_unpack_by(const bfi_kernels *kernels, uint32_t out[BFI_GROUP],
                     const unsigned char *bytes, size_t size)
{
    const unsigned char *words = bytes + BFI_PACK_HEADER;
    const unsigned char *end;
    unsigned bits;
    unsigned exceptions;
    if (!read_header(&bits, &exceptions, bytes, size)) {
        return 0;
    }
    if (bits > 0) {
        kernels->unpack(out, words, bits);
    } else {
        memset(out, 0, BFI_GROUP * sizeof *out);
    }
    end = words + 16 * (size_t)bits;
    if (exceptions > 0) {
        end = patch(out, bits, exceptions, end, bytes + size);
    }
    return end ? (size_t)(end - bytes) : 0;
}

size_t bfi_unpack(uint32_t out[BFI_GROUP], const unsigned char *bytes,
                  size_t size)
{
    return bfi_unpack_by(kernels_in_use(), out, bytes, size);
}

size_t bfi_packed_size(const unsigned char *bytes, size_t size)
{
    const unsigned char *end = bytes + size;
    const unsigned char *at;
    unsigned bits;
    unsigned exceptions;
    if (!read_header(&bits, &exceptions, bytes, size)) {
        return 0;
    }
    at = bytes + BFI_PACK_HEADER + 16 * (size_t)bits;
    for (; exceptions > 0; exceptions--) {
        uint32_t above;
        if (at == end) {
            return 0;
        }
        at++;
        if (!bfi_get_varint(&above, &at, end)) {
            return 0;
        }
    }
    return (size_t)(at - bytes);
}

/* Sums -------------------------------------------------------------------- */

bool bfi_sum_by(const bfi_kernels *kernels, uint32_t numbers[BFI_GROUP],
                uint32_t next, uint32_t last)
{
    const uint32_t all = kernels->sum(numbers, next);
    uint32_t before = next;
    if (numbers[BFI_GROUP - 1] != last) {
        return false;
    }
    /* 128 differences below 2^24, each with its 1, come to 2^31 at most. */
    if (all < UINT32_C(1) << 24 && next <= UINT32_C(1) << 31) {
        return true;
    }
    for (unsigned i = 0; i < BFI_GROUP - 1; i++) {
        if (numbers[i] < before || numbers[i] >= last) {
            return false;
        }
        before = numbers[i] + 1;
    }
    return true;
}

bool bfi_sum(uint32_t numbers[BFI_GROUP], uint32_t next, uint32_t last)
{
    return bfi_sum_by(kernels_in_use(), numbers, next, last);
}
