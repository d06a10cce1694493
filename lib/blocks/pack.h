/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_PACK_H
#define BFI_BLOCKS_PACK_H

/*
 * Groups of 128 numbers, packed: the form that docs/index-format.md calls
 * *packed*.
 *
 *     size = bfi_pack(bytes, numbers, true);
 *     used = bfi_unpack(numbers, bytes, size);
 *
 * One byte says how many bits each number has, one how many exceptions there
 * are. Number i stands in row i / 4 of lane i % 4; each lane is a string of
 * bits, the lowest first, and word k of the four lanes stands side by side, so
 * that four numbers are had at once: Lemire, Boytsov, "Decoding billions of
 * integers per second through vectorization", Software: Practice and
 * Experience 45 (2015). An exception is a number with more bits: what is
 * above them stands behind the words; Zukowski, Héman, Nes, Boncz,
 * "Super-scalar RAM-CPU cache compression", ICDE 2006.
 *
 * All functions may be called by any thread. What the processor can do is
 * found out at the first call.
 */

#include <backfile/blocks.h>

enum {
    BFI_GROUP = BF_BLOCK_POSTINGS,
    BFI_GROUP_ROWS = BFI_GROUP / 4,
    BFI_PACK_HEADER = 2,
    /* Exceptions are made only where they save bytes. */
    BFI_MAX_PACKED = BFI_PACK_HEADER + 16 * 32
};

/* Pack `numbers` into `out` and return the size: the least that there is, and
 * of equal ones that with the fewest exceptions; none if not `may_except`. */
size_t bfi_pack(unsigned char out[BFI_MAX_PACKED],
                const uint32_t numbers[BFI_GROUP], bool may_except);

/* Unpack what stands at the beginning of `size` bytes, and return the bytes
 * that it took; 0 (and any numbers) when it does not end within them, or
 * cannot be what bfi_pack() wrote. */
size_t bfi_unpack(uint32_t out[BFI_GROUP], const unsigned char *bytes,
                  size_t size);

/* As bfi_unpack(), but only to find its end; what the exceptions say is not
 * looked at. */
size_t bfi_packed_size(const unsigned char *bytes, size_t size);

/*
 * Turn differences, less one each, into rising numbers in place: the first
 * becomes `next` + numbers[0], each further one that before it + 1 + its own.
 *
 * Returns whether they rise up to `last`, which none exceeds, and none
 * overflowed: what is false of damaged bytes only.
 */
bool bfi_sum(uint32_t numbers[BFI_GROUP], uint32_t next, uint32_t last);

/* What of this depends on the processor -------------------------------------
 */

typedef struct bfi_kernels {
    const char *name;
    /* Words of 4 lanes: 16 * bits bytes, bits from 1 to 32; all numbers are
     * below 2^bits. */
    void (*pack)(unsigned char *out, const uint32_t *numbers, unsigned bits);
    void (*unpack)(uint32_t *out, const unsigned char *words, unsigned bits);
    /* bfi_sum() modulo 2^32; returns all differences, or-ed. */
    uint32_t (*sum)(uint32_t *numbers, uint32_t next);
} bfi_kernels;

extern const bfi_kernels bfi_kernels_portable;

/* The best that this processor has; the portable ones if it has nothing else.
 */
const bfi_kernels *bfi_kernels_best(void);
/* For tests: those with number `index` that this processor has, from the
 * portable ones up; NULL behind the best. */
const bfi_kernels *bfi_kernels_at(size_t index);

/* bfi_unpack() and bfi_sum() by given kernels, for tests. */
size_t bfi_unpack_by(const bfi_kernels *kernels, uint32_t out[BFI_GROUP],
                     const unsigned char *bytes, size_t size);
bool bfi_sum_by(const bfi_kernels *kernels, uint32_t numbers[BFI_GROUP],
                uint32_t next, uint32_t last);
size_t bfi_pack_by(const bfi_kernels *kernels,
                   unsigned char out[BFI_MAX_PACKED],
                   const uint32_t numbers[BFI_GROUP], bool may_except);

#endif
