/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TIMES_H
#define BF_TIMES_H

/*
 * The clock that work is timed by, and numbers that sum measured times up. All
 * of these need one value at least.
 */

#include <stddef.h>

/* Seconds since some moment; the clock never goes back. */
double bfi_seconds_now(void);

/* Put `values` in order, smallest first. */
void bfi_times_sort(double *values, size_t count);

double bfi_times_mean(const double *values, size_t count);

/* The median of `sorted`: the value in the middle, or the mean of the two that
 * are there. */
double bfi_times_median(const double *sorted, size_t count);

/* The percentile of `sorted` by nearest rank: its smallest value that `percent`
 * (1 to 100) of a hundred values do not exceed. */
double bfi_times_percentile(const double *sorted, size_t count,
                            unsigned percent);

#endif
