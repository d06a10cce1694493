/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_PUBLISH_GATHER_H
#define BFI_PUBLISH_GATHER_H

/* Gathers the documents of records in a builder, by several threads. */

#include "publisher.h"

/* What is to be gathered. */
typedef struct bfi_gathering {
    bf_publisher *publisher;
    const bf_docnum *numbers; /* of the records, rising */
    size_t count;
    bf_publisher_step *step; /* may be NULL */
    void *payload;
} bfi_gathering;

/*
 * Add all to `builder`, which is empty; what is damaged goes to the publisher's
 * `lost`, behind what is there. With *is_full set it failed because a section
 * could get too large, which does not depend on the number of threads.
 */
BF_MUST_CHECK bf_status bfi_gather(bf_blocks_builder *builder, bool *is_full,
                                   const bfi_gathering *what, bf_error *err);

#endif
