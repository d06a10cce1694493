/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures and significance, against examples that were worked out by hand. */

#include <backfile/eval.h>
#include <backfile/util.h>

#include "tap.h"

#include <stdlib.h>

#define EPSILON 1e-6

/* Measures ----------------------------------------------------------------- */

/* Whether a query of the judgments measures as it should. */
static void check(const char *judged, const char *found, const char *query,
                  const double expected[BF_EVAL_MEASURES], const char *name)
{
    bf_eval_judgments *judgments;
    bf_eval_scores scores;
    bf_eval_run *run;
    bf_error err;
    is_status(
        bf_eval_judgments_read(&judgments, bf_str_of(judged), NULL, NULL, &err),
        BF_OK, &err, "%s: judgments", name);
    is_status(bf_eval_run_read(&run, bf_str_of(found), NULL, NULL, &err), BF_OK,
              &err, "%s: a run", name);
    bf_eval_measure(&scores, judgments,
                    bf_eval_judgments_find(judgments, bf_str_of(query)),
                    bf_eval_run_find(run, bf_str_of(query)));
    for (int m = 0; m < BF_EVAL_MEASURES; m++) {
        is_near(scores.of[m], expected[m], EPSILON, "%s: %s", name,
                bf_eval_measure_name((bf_eval_measure_id)m));
    }
    bf_eval_run_free(run);
    bf_eval_judgments_free(judgments);
}

static void test_small(void)
{
    static const char judged[] = "q1\ta\t3\nq1\tb\t2\nq1\tc\t1\nq1\td\t0\n"
                                 "q1\te\t-1\nq2\tm\t1\nq2\tn\t1\n"
                                 "q3\ta\t2\nq4\ta\t0\nq4\tb\t-3\n";
    static const char found[] = "q1\tc\t1\t9\nq1\tx\t2\t8\nq1\ta\t3\t7\n"
                                "q1\td\t4\t6\nq1\tb\t5\t5\nq1\te\t6\t4\n"
                                "q2\tx\t1\t2\nq2\tn\t2\t1\nq2\ta\t3\t0\n"
                                "q4\tb\t1\t1\n";
    /* DCG: 1 / log2(2) for c, 7 / log2(4) for a, 3 / log2(6) for b
     *      = 1 + 3.5 + 1.160558 = 5.660558
     * best: 7 / log2(2) + 3 / log2(3) + 1 / log2(4)
     *      = 7 + 1.892789 + 0.5 = 9.392789
     * precision at c 1/1, at a 2/3, at b 3/5; of three */
    const double graded[] = {5.660558 / 9.392789, (1 + 2 / 3.0 + 3 / 5.0) / 3,
                             1, 1};
    /* n at 2: 1 / log2(3) = 0.630930 of 1 + 0.630930; m is nowhere, and what
     * answers another query is nothing here */
    const double one_of_two[] = {0.630930 / 1.630930, 0.5 / 2, 0.5, 0.5};
    const double nothing[] = {0, 0, 0, 0};
    check(judged, found, "q1", graded, "grades");
    check(judged, found, "q2", one_of_two, "one of two");
    check(judged, found, "q3", nothing, "nothing was found");
    check(judged, found, "q4", nothing, "nothing is relevant");
}

/* The order is that of the scores, and of the ranks where they tie. */
static void test_ties(void)
{
    static const char judged[] = "q\tgood\t1\n";
    const double second[] = {0.630930, 0.5, 0.5, 1};
    check(judged, "q\tgood\t2\t5\nq\tbad\t1\t5\n", "q", second, "tie by rank");
    check(judged, "q\tbad\t1\t5\nq\tgood\t1\t5\n", "q", second, "tie by line");
    check(judged, "q\tgood\t1\t4\nq\tbad\t2\t5\n", "q", second,
          "score before rank");
}

/* `count` lines for the query "q" about documents that begin with `prefix`: a
 * judgment of grade 1, or places from `rank` on. */
static void add_lines(bf_buf *out, const char *prefix, unsigned count,
                      unsigned rank)
{
    for (unsigned i = 0; i < count; i++) {
        if (rank == 0) {
            bf_buf_printf(out, "q\t%s%u\t1\n", prefix, i);
        } else {
            bf_buf_printf(out, "q\t%s%u\t%u\t0\n", prefix, i, rank + i);
        }
    }
}

/* `relevant` documents of which `found` are found, behind `bad` others. */
static void check_depth(unsigned relevant, unsigned found, unsigned bad,
                        const double expected[BF_EVAL_MEASURES],
                        const char *name)
{
    bf_buf judged;
    bf_buf places;
    bf_buf_init(&judged, 100000);
    bf_buf_init(&places, 100000);
    add_lines(&judged, "good", relevant, 0);
    add_lines(&places, "bad", bad, 1);
    add_lines(&places, "good", found, bad + 1);
    check(judged.data, places.data, "q", expected, name);
    bf_buf_fini(&places);
    bf_buf_fini(&judged);
}

static void test_depths(void)
{
    const double all[] = {1, 1, 1, 1};
    const double ten_of_twelve[] = {1, 10 / 12.0, 1, 10 / 12.0};
    const double hundred[] = {1, 100 / 150.0, 1, 100 / 150.0};
    /* at 10: 1 / log2(11) = 0.289065 */
    const double tenth[] = {0.289065, 0.1, 0.1, 1};
    const double eleventh[] = {0, 1 / 11.0, 0, 1};
    const double last[] = {0, 0.01, 0, 1};
    const double none[] = {0, 0, 0, 0};
    check_depth(12, 12, 0, all, "more relevant than the cut-off");
    check_depth(12, 10, 0, ten_of_twelve, "ten of twelve");
    check_depth(150, 150, 0, hundred, "more relevant than the depth");
    check_depth(1, 1, 9, tenth, "at ten");
    check_depth(1, 1, 10, eleventh, "behind ten");
    check_depth(1, 1, 99, last, "at a hundred");
    check_depth(1, 1, 100, none, "behind a hundred");
}

/* The largest grade has a gain of 2^31 - 1. */
static void test_largest_grade(void)
{
    const double expected[] = {1 / (2147483647.0 + 0.630930), 0.5, 1, 0.5};
    check("q\ta\t31\nq\tb\t1\n", "q\tb\t1\t1\n", "q", expected,
          "the largest grade");
}

/* Significance ------------------------------------------------------------- */

static double p_of(const double *differences, size_t count)
{
    bf_error err;
    double p = -1;
    is_status(bf_eval_significance(&p, differences, count, &err), BF_OK, &err,
              "%zu differences", count);
    return p;
}

static void test_exact(void)
{
    /* Sums: 3 and -3 of eight ways. */
    static const double equal[] = {1, 1, 1};
    static const double even[] = {1, -1};
    /* Sums: 0.9, 0.7, 0.3, 0.1 and as many below 0; it is 0.7. */
    static const double mixed[] = {0.5, 0, 0.3, -0.1, 0};
    /* It is 0.6. With 0.6 as it is the others give sums of 0.6, 0, 0.2, -0.4,
     * 0.4, -0.2, 0, -0.6; five of these eight are at least 0. Both that are 0
     * are so but for rounding. */
    static const double rounded[] = {-0.1, -0.2, 0.3, 0.6};
    /* All that are not 0 are rounding. */
    static const double noise[] = {1e-16, 0, -1e-17};
    is_near(p_of(equal, 3), 0.25, 1e-12, "three alike");
    is_near(p_of(even, 2), 1, 1e-12, "one against the other");
    is_near(p_of(mixed, 5), 0.5, 1e-12, "mixed, and zeros");
    is_near(p_of(rounded, 4), 0.625, 1e-12, "ties but for rounding");
    is_near(p_of(noise, 3), 1, 1e-12, "rounding alone");
    is_near(p_of(NULL, 0), 1, 1e-12, "no queries at all");
}

/* The same by brute force: all signs of all differences. */
static double brute_force(const double *differences, unsigned count)
{
    double observed = 0;
    unsigned far = 0;
    for (unsigned i = 0; i < count; i++) {
        observed += differences[i];
    }
    for (unsigned signs = 0; signs < 1u << count; signs++) {
        double sum = 0;
        for (unsigned i = 0; i < count; i++) {
            sum += signs >> i & 1 ? differences[i] : -differences[i];
        }
        far += fabs(sum) >= fabs(observed) - 1e-12;
    }
    return far / (double)(1u << count);
}

/* Up to the bound the test is exact, and beyond it close. */
static void test_bound(void)
{
    enum {
        MOST = BF_EVAL_EXACT_COUNT
    };
    double differences[MOST + 1];
    double p;
    for (int i = 0; i <= MOST; i++) {
        differences[i] = (i * 7 % 11 - 3.9) / 20;
    }
    p = brute_force(differences, MOST);
    ok(p > 0.05 && p < 0.95, "a p that says something: %.4f", p);
    is_near(p_of(differences, MOST), p, 1e-12, "exact at the bound");
    p = brute_force(differences, MOST + 1);
    is_near(p_of(differences, MOST + 1), p, 0.005, "close beyond it");
    ok(p_of(differences, MOST + 1) == p_of(differences, MOST + 1),
       "and always the same");
}

static void test_many(void)
{
    enum {
        MANY = 5000
    };
    double *differences = calloc(MANY, sizeof *differences);
    double p;
    if (!differences) {
        skip("out of memory");
        return;
    }
    for (int i = 0; i < MANY; i++) {
        differences[i] = 0.25;
    }
    is_near(p_of(differences, MANY), 1.0 / (1 + BF_EVAL_SAMPLES), 1e-12,
            "what cannot be chance is as sure as can be, and not 0");
    /* As many up as down, but for 50: 5000 coins differ from that by a
     * standard deviation of 70.7; p is that of z = 0.707, which is 0.4797 (and
     * 0.4847 with the step between two sums accounted for). */
    for (int i = 0; i < MANY; i++) {
        differences[i] = i < MANY / 2 + 25 ? 1 : -1;
    }
    p = p_of(differences, MANY);
    is_near(p, 0.4847, 0.01, "coins");
    free(differences);
}

int main(void)
{
    is_str(bf_str_of(bf_eval_measure_name(BF_EVAL_NDCG_10)), "nDCG@10",
           "measures have names");
    test_small();
    test_ties();
    test_depths();
    test_largest_grade();
    test_exact();
    test_bound();
    test_many();
    return tap_done();
}
