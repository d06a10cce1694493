/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_VERIFY_H
#define BFI_BLOCKS_VERIFY_H

/*
 * The check of a whole segment. Its memory is kept where it can be released
 * when the work is left because the file became shorter.
 */

#include "dictionary.h"

typedef struct bfi_verify {
    const bf_segment *segment;
    /* The term at hand. */
    char term[BF_MAX_INDEX_TERM_BYTES];
    size_t term_size;
    bf_term_entry entry;
    /* Where the lists of the terms before end. */
    uint64_t postings;
    uint64_t positions;
    uint64_t forms;
    bf_postings list;
    bf_positions occurrences;
    uint32_t seen; /* occurrences, so far */
    bf_buf uses;   /* u32: how many of each form */
} bfi_verify;

/* What is wrong with the segment. */
bf_status bfi_broken(const bfi_verify *v, bf_error *err, const char *what);
/* What is wrong with the term at hand. */
bf_status bfi_broken_term(const bfi_verify *v, bf_error *err, const char *what);

/* The parts of the check. */
bf_status bfi_verify_terms(bfi_verify *v, bf_error *err);
bf_status bfi_verify_postings(bfi_verify *v, bf_error *err);
bf_status bfi_verify_positions(bfi_verify *v, bf_error *err);
bf_status bfi_verify_fields(bfi_verify *v, bf_error *err);
bf_status bfi_verify_columns(bfi_verify *v, bf_error *err);

/* Whether the bytes from `start` to `end` are all 0. */
static inline bool bfi_is_zero(const unsigned char *start,
                               const unsigned char *end)
{
    while (start < end && *start == 0) {
        start++;
    }
    return start >= end;
}

#endif
