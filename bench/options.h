/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_BENCH_OPTIONS_H
#define BF_BENCH_OPTIONS_H

/* The command line of programs that measure. */

#include "program/program.h"

enum {
    BFI_MAX_REPEATS = 100
};

/* Read the command line of a benchmark: --help; -r, how often each thing is
 * measured; and where its options have that, -k: leave what was made (`keep`
 * may be NULL else). Behind the options there are `least` arguments or more. A
 * step of program.h. */
int bfi_bench_options(uint32_t *repeats, bool *keep, const program *self,
                      int least, int argc, char **argv);

#endif
