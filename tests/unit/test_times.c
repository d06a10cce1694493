/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Means, medians and percentiles of numbers that one can count out. */

#include "program/times.h"
#include "tap.h"

enum {
    MANY = 1000
};

static void test_order(void)
{
    double values[] = {3, 1, 2, 1, 0.5};
    bfi_times_sort(values, 5);
    for (int i = 1; i < 5; i++) {
        ok(values[i - 1] <= values[i], "value %d is in order", i);
    }
    bfi_times_sort(values, 1);
    is_near(values[0], 0.5, 0, "one value");
}

static void test_means(void)
{
    static const double values[] = {1, 2, 3, 10};
    is_near(bfi_times_mean(values, 4), 4, 1e-12, "the mean of four");
    is_near(bfi_times_mean(values, 1), 1, 0, "the mean of one");
    is_near(bfi_times_median(values, 1), 1, 0, "the median of one");
    is_near(bfi_times_median(values, 2), 1.5, 0, "of two: between them");
    is_near(bfi_times_median(values, 3), 2, 0, "of three: in the middle");
    is_near(bfi_times_median(values, 4), 2.5, 0, "of four: between two");
}

static void test_percentiles(void)
{
    static const double five[] = {15, 20, 35, 40, 50};
    static const struct {
        unsigned percent;
        double of_five;
    } cases[] = {{1, 15},  {20, 15}, {21, 20}, {40, 20},
                 {50, 35}, {90, 50}, {99, 50}, {100, 50}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        is_near(bfi_times_percentile(five, 5, cases[i].percent),
                cases[i].of_five, 0, "p%u of five", cases[i].percent);
    }
    is_near(bfi_times_percentile(five, 1, 1), 15, 0, "p1 of one is that");
    is_near(bfi_times_percentile(five, 1, 99), 15, 0, "and so is p99");
}

/* Against the definition: counted out at every size. */
static void test_definition(void)
{
    double values[MANY];
    unsigned wrong = 0;
    for (unsigned i = 0; i < MANY; i++) {
        values[i] = i + 1;
    }
    for (unsigned count = 1; count <= MANY; count++) {
        for (unsigned percent = 1; percent <= 100; percent++) {
            unsigned rank = 1;
            while (rank * 100 < percent * count) {
                rank++;
            }
            wrong += bfi_times_percentile(values, count, percent) != rank;
        }
    }
    is_int(wrong, 0, "nearest ranks of up to %d values", MANY);
}

int main(void)
{
    test_order();
    test_means();
    test_percentiles();
    test_definition();
    return tap_done();
}
