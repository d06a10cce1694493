/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The scoring formula against values worked out by hand. */

#include <backfile/score.h>

#include "tap.h"

static void test_idf(void)
{
    /* ln(1 + (10 - 2 + 0.5) / 2.5) = ln 4.4 */
    is_near(bf_score_idf(10, 2), 1.4816045409242156, 1e-12, "2 of 10");
    /* ln(1 + 1000.5 / 0.5) = ln 2002 */
    is_near(bf_score_idf(1000, 0), 7.6019019598751658, 1e-12, "0 of 1000");
    /* ln(1 + 0.5 / 10.5) = ln(22 / 21) */
    is_near(bf_score_idf(10, 10), 0.046520015634892907, 1e-12,
            "a word of all articles still counts");
    is_near(bf_score_idf(10, 11), bf_score_idf(10, 10), 0,
            "more than all counts as all");
    is_near(bf_score_idf(0, 0), 0.69314718055994531, 1e-12,
            "an empty index has a number as well");
    ok(bf_score_idf(UINT32_MAX, UINT32_MAX) > 0, "never 0 in a large index");
    ok(bf_score_idf(100, 3) > bf_score_idf(100, 4), "rarer words weigh more");
}

static void test_tf(void)
{
    const bf_score_params params = BF_SCORE_PARAMS_DEFAULT;
    const bf_score_params flat = {1.2, 0};
    const bf_score_params binary = {0, 0.75};
    const bf_score_stats stats = {10, 100};
    const bf_score_stats no_words = {10, 0};
    is_near(bf_score_tf(&params, &stats, 0, 100), 0, 0, "no occurrence");
    is_near(bf_score_tf(&params, &stats, 1, 100), 1, 1e-12,
            "one in an article of average length");
    /* 3 * 2.2 / (3 + 1.2 * (0.25 + 0.75 * 2)) = 6.6 / 5.1 */
    is_near(bf_score_tf(&params, &stats, 3, 200), 1.2941176470588236, 1e-12,
            "three in one of twice the length");
    /* 2 * 2.2 / (2 + 1.2 * 0.25) = 4.4 / 2.3 */
    is_near(bf_score_tf(&params, &stats, 2, 0), 1.9130434782608696, 1e-12,
            "length 0");
    is_near(bf_score_tf(&flat, &stats, 2, 1e6), 1.375, 1e-12,
            "without b the length does not matter");
    is_near(bf_score_tf(&binary, &stats, 7, 50), 1, 1e-12,
            "without k1 neither does the frequency");
    is_near(bf_score_tf(&params, &no_words, 1, 0), 1, 1e-12,
            "an average of 0 divides nothing");
    ok(bf_score_tf(&params, &stats, UINT32_MAX, UINT32_MAX) <= 2.2,
       "the largest frequency stays below the bound");
}

int main(void)
{
    test_idf();
    test_tf();
    return tap_done();
}
