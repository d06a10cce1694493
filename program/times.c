/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Means, medians, percentiles. */

#include "times.h"

#include <stdlib.h>
#include <time.h>

double bfi_seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int compare(const void *left, const void *right)
{
    const double *a = left;
    const double *b = right;
    return (*a > *b) - (*a < *b);
}

void bfi_times_sort(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare);
}

double bfi_times_mean(const double *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += values[i];
    }
    return sum / (double)count;
}

double bfi_times_median(const double *sorted, size_t count)
{
    size_t middle = count / 2;
    return count % 2 ? sorted[middle]
                     : (sorted[middle - 1] + sorted[middle]) / 2;
}

double bfi_times_percentile(const double *sorted, size_t count,
                            unsigned percent)
{
    /* Whole numbers: 0.9 of 10 is not to be more than 9. */
    size_t rank = count / 100 * percent + (count % 100 * percent + 99) / 100;
    return sorted[rank > 0 ? rank - 1 : 0];
}
