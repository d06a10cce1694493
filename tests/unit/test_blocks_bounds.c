/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bounds on scores: never below what they bound, for any parameters, and not
 * far above it. */

#include <backfile/blocks.h>

#include "tap.h"

#include <stdlib.h>

enum {
    ROUNDS = 20000
};

static const bf_score_params params[] = {
    {1.2, 0.75}, {0, 0}, {0, 1}, {10, 0}, {10, 1}, {0.9, 0.4},
};
static const double averages[] = {0, 1, 300, 1e6};

static uint32_t random_below(uint64_t bound)
{
    static uint64_t state = 1;
    state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)((state >> 33) * bound >> 31);
}

/* The code of a length, from that of its floor alone. */
static unsigned char code_of(uint32_t length)
{
    unsigned code = 0;
    while (code < 255 && bf_length_floor((unsigned char)(code + 1)) <= length &&
           bf_length_floor((unsigned char)(code + 1)) >
               bf_length_floor((unsigned char)code)) {
        code++;
    }
    return (unsigned char)code;
}

static uint32_t random_length(void)
{
    return random_below(UINT64_C(1) << (1 + random_below(32)));
}

/* Four postings of frequencies up to `most`, and what bounds them: by how much
 * the bound is above the best of them. */
static double excess(const bf_bounds *bounds, const bf_score_params *p,
                     const bf_score_stats *stats, uint32_t most)
{
    bf_maxima maxima;
    double best = 0;
    for (unsigned i = 0; i < 4; i++) {
        const uint32_t f = 1 + random_below(most);
        const uint32_t length = f + random_length();
        const double tf = bf_score_tf(p, stats, f, length);
        maxima.frequency[i] = (unsigned char)(f < 255 ? f : 255);
        maxima.length[i] = code_of(length);
        best = tf > best ? tf : best;
    }
    return bf_bounds_of(bounds, maxima) / best - 1;
}

static void test_bounds(const bf_score_params *p, double average)
{
    const bf_score_stats stats = {1000, average};
    double least = 1e9;
    double most = 0;
    bf_bounds bounds;
    bf_bounds_init(&bounds, p, &stats);
    for (unsigned i = 0; i < ROUNDS; i++) {
        const double far = excess(&bounds, p, &stats, 1000);
        const double above = excess(&bounds, p, &stats, 254);
        least = far < least ? far : least;
        least = above < least ? above : least;
        most = above > most ? above : most;
    }
    /* A length is an eighth longer than the least one of its code at most. */
    ok(least >= 0 && most < 0.126,
       "k1 %g, b %g, average %g: bounds hold, and are less than %.3g above",
       p->k1, p->b, average, most);
}

/* Bytes that no writer writes give numbers, all the same. */
static void test_damaged(void)
{
    const bf_score_params p = {0, 1};
    const bf_score_stats stats = {1000, 300};
    const bf_maxima none = {{0, 0, 0, 0}, {0, 0, 0, 0}};
    const bf_maxima all = {{255, 255, 255, 255}, {255, 255, 255, 255}};
    bf_bounds bounds;
    bf_bounds_init(&bounds, &p, &stats);
    ok(bf_bounds_of(&bounds, none) > 0 &&
           bf_bounds_of(&bounds, none) <= bounds.top,
       "frequencies of 0");
    ok(bf_bounds_of(&bounds, all) == bounds.top, "any frequency, any length");
}

int main(void)
{
    for (size_t i = 0; i < sizeof params / sizeof *params; i++) {
        for (size_t j = 0; j < sizeof averages / sizeof *averages; j++) {
            test_bounds(&params[i], averages[j]);
        }
    }
    test_damaged();
    return tap_done();
}
