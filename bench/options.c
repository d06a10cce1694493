/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "options.h"

enum {
    DEFAULT_REPEATS = 3
};

int bfi_bench_options(uint32_t *repeats, bool *keep, const program *self,
                      int least, int argc, char **argv)
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
        if (option == 'k' && keep) {
            *keep = true;
            continue;
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
