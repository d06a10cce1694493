/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_SOURCE_H
#define BFI_BLOCKS_SOURCE_H

/* What is merged to a segment: something that has terms in byte order, and
 * the postings of each. Documents of one source all come before those of the
 * next, and have the numbers that they get in the segment. */

#include "encode.h"

/* A written form of the term at hand. */
typedef struct bfi_form {
    bf_str word; /* borrowed until the next term */
    uint32_t reach;
    uint64_t occurrences; /* once they are counted */
} bfi_form;

typedef struct bfi_source bfi_source;

struct bfi_source {
    /* The term at hand, borrowed until the next one; {NULL, 0} at the end. */
    bf_str term;
    bf_term_kind kind;
    bfi_form *forms; /* of text */
    size_t form_count;
    /* Move to the next term. What of the one at hand was not fed is passed
     * over. */
    bf_status (*next)(bfi_source *source, bf_error *err);
    /* Count the occurrences of each form; NULL: they are known. A form may turn
     * out to have none. */
    bf_status (*count)(bfi_source *source, bf_error *err);
    /* Give the encoder all postings of the term at hand, once, as of kind
     * `kind`, which is at most its own. numbers[i] is the number of form i. */
    bf_status (*feed)(bfi_source *source, bfi_encoder *encoder,
                      bf_term_kind kind, const uint32_t *numbers,
                      bf_error *err);
    void (*free)(bfi_source *source);
};

#endif
