/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fisher's randomisation test: the sum of the differences against the sums with
 * other signs. Differences of 0 change no sum and are left out.
 */

#include <backfile/eval.h>

#include <math.h>
#include <stdlib.h>

/* Sums that are equal but for how they were rounded count as equal: this, of
 * the sum of all sizes, is far more than rounding and far less than any
 * difference that matters. */
#define TOLERANCE 1e-9

/* A smaller difference of two measures is rounding. */
#define NOISE 1e-12

/* The next number of a sequence: SplitMix64, of Steele, Lea and Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* Up to 64 differences, each with the sign that its bit says. */
static double signed_sum(const double *differences, size_t count, uint64_t bits)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (bits >> i) & 1 ? -differences[i] : differences[i];
    }
    return sum;
}

/* A sum and the one with all signs turned are equally far from 0, so the last
 * sign may stay as it is. */
static double exact(const double *differences, size_t count, double limit)
{
    uint64_t all = UINT64_C(1) << (count - 1);
    uint64_t far = 0;
    for (uint64_t bits = 0; bits < all; bits++) {
        far += fabs(signed_sum(differences, count, bits)) >= limit;
    }
    return (double)far / (double)all;
}

/* Four differences at a time: their sums by the bits that say the signs. */
enum {
    BLOCK = 4,
    BLOCK_SUMS = 1 << BLOCK,
    BLOCKS_OF_BITS = 64 / BLOCK
};

static void sum_blocks(double *sums, const double *differences, size_t count)
{
    for (size_t i = 0; i < count; i += BLOCK) {
        size_t size = count - i < BLOCK ? count - i : BLOCK;
        for (uint64_t bits = 0; bits < BLOCK_SUMS; bits++) {
            *sums++ = signed_sum(differences + i, size, bits);
        }
    }
}

static double random_sum(const double *sums, size_t blocks, uint64_t *state)
{
    double sum = 0;
    uint64_t bits = 0;
    for (size_t i = 0; i < blocks; i++) {
        bits = i % BLOCKS_OF_BITS == 0 ? next_random(state) : bits >> BLOCK;
        sum += sums[i * BLOCK_SUMS + bits % BLOCK_SUMS];
    }
    return sum;
}

static bf_status estimate(double *p, const double *differences, size_t count,
                          double limit, bf_error *err)
{
    size_t blocks = (count + BLOCK - 1) / BLOCK;
    double *sums = calloc(blocks, BLOCK_SUMS * sizeof *sums);
    uint64_t state = 1;
    uint32_t far = 0;
    if (!sums) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    sum_blocks(sums, differences, count);
    for (uint32_t i = 0; i < BF_EVAL_SAMPLES; i++) {
        far += fabs(random_sum(sums, blocks, &state)) >= limit;
    }
    *p = (1 + (double)far) / (1 + (double)BF_EVAL_SAMPLES);
    free(sums);
    return BF_OK;
}

bf_status bf_eval_significance(double *p, const double *differences,
                               size_t count, bf_error *err)
{
    double *moved = calloc(count + 1, sizeof *moved);
    size_t moved_count = 0;
    double sum = 0;
    double sizes = 0;
    double limit;
    bf_status status = BF_OK;
    *p = 0;
    if (!moved) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        if (fabs(differences[i]) > NOISE) {
            sum += differences[i];
            sizes += fabs(differences[i]);
            moved[moved_count++] = differences[i];
        }
    }
    limit = fabs(sum) - TOLERANCE * sizes;
    if (moved_count == 0) {
        *p = 1;
    } else if (moved_count <= BF_EVAL_EXACT_COUNT) {
        *p = exact(moved, moved_count, limit);
    } else {
        status = estimate(p, moved, moved_count, limit, err);
    }
    free(moved);
    return status;
}
