/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_GENERATOR_H
#define BFI_MATCH_GENERATOR_H

/* What the parts of generating share: generate.c leads, stream.c goes through
 * the documents of one member. */

#include "program.h"
#include "stage.h"
#include "window.h"

/* A member and its bound in the segment, or in a window. */
typedef struct bfi_member {
    bfi_branch *branch;
    float bound;
} bfi_member;

typedef struct bfi_generator {
    bfi_run *run;
    const bfi_program *program;
    size_t count;
    bfi_member *whole;  /* by rising bound, in the segment */
    bfi_member *local;  /* in the window at hand */
    bfi_branch **order; /* the members as in `local` */
    double total;       /* the sum of all bounds, of what decides too */
    bfi_window *window;
    uint32_t window_size;
    bfi_batch batch;
    float scores[BFI_BATCH];
} bfi_generator;

/* Put members before number `first` aside. */
bfi_brought bfi_put_aside(bfi_generator *g, const bfi_member *members,
                          size_t first, double aside);

/* stream.c: send the documents of member number `first`, from `from` to below
 * `until`, to the stages; those before it are aside. */
void bfi_stream(bfi_generator *g, const bfi_member *members, size_t first,
                double aside, uint32_t from, uint32_t until);
#endif
