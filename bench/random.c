/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "random.h"

/* The golden ratio in 64 bits: the step of the counter under SplitMix64. */
#define STEP UINT64_C(0x9e3779b97f4a7c15)

static uint64_t mix(uint64_t value)
{
    value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
    return value ^ (value >> 31);
}

void bfi_random_start(bfi_random *random, uint64_t seed, uint64_t stream,
                      uint64_t number)
{
    random->state = mix(mix(mix(seed + STEP) + stream + STEP) + number + STEP);
}

uint64_t bfi_random_next(bfi_random *random)
{
    random->state += STEP;
    return mix(random->state);
}

uint64_t bfi_random_below(bfi_random *random, uint64_t limit)
{
    /* Numbers of the last, incomplete round would make low ones likelier. */
    uint64_t end = UINT64_MAX - UINT64_MAX % limit;
    uint64_t value;
    do {
        value = bfi_random_next(random);
    } while (value >= end);
    return value % limit;
}
