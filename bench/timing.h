/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_BENCH_TIMING_H
#define BF_BENCH_TIMING_H

/* What programs that measure do alike. */

#include "program/program.h"

enum {
    BFI_MAX_REPEATS = 100
};

/* Seconds since some moment; the clock never goes back. */
double bfi_now(void);

/* The median of `values`, which are put in order; the mean of the two in the
 * middle when their number is even. `count` is over 0. */
double bfi_median(double *values, size_t count);

/* Read the command line of a benchmark: --help, and -r, how often each thing
 * is measured. Behind the options there are `least` arguments or more. A
 * step of program.h. */
int bfi_bench_options(uint32_t *repeats, const program *self, int least,
                      int argc, char **argv);

#endif
