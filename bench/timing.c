/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "timing.h"

#include <stdlib.h>
#include <time.h>

enum {
    DEFAULT_REPEATS = 3
};

double bfi_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

double bfi_median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

int bfi_bench_options(uint32_t *repeats, const program *self, int least,
                      int argc, char **argv)
{
    int option;
    int step = PROGRAM_GO_ON;
    *repeats = DEFAULT_REPEATS;
    while (step == PROGRAM_GO_ON &&
           (option = getopt_long(argc, argv, self->letters, self->options,
                                 NULL)) != -1) {
        if (option == 'h') {
            return bfi_program_print(self, bf_str_of(self->help));
        }
        if (option != 'r') { /* getopt_long() has said what is wrong */
            return bfi_program_usage(self, "wrong command line");
        }
        step =
            bfi_program_number(repeats, self, "--repeat", 1, BFI_MAX_REPEATS);
    }
    if (step == PROGRAM_GO_ON && argc - optind < least) {
        return bfi_program_usage(self, "too few arguments");
    }
    return step;
}
