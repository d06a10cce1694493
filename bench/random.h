/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_BENCH_RANDOM_H
#define BF_BENCH_RANDOM_H

/*
 * Numbers that look random and are the same on every machine: SplitMix64
 * (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators",
 * OOPSLA 2014), integers only.
 */

#include <stdint.h>

typedef struct bfi_random {
    uint64_t state;
} bfi_random;

/* The sequence number `number` of the stream `stream` of `seed`. What is drawn
 * for one article depends on no other. */
void bfi_random_start(bfi_random *random, uint64_t seed, uint64_t stream,
                      uint64_t number);

/* The next 64 bits. */
uint64_t bfi_random_next(bfi_random *random);

/* A number below `limit`, which is over 0; each is equally likely. */
uint64_t bfi_random_below(bfi_random *random, uint64_t limit);

#endif
