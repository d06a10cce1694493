/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_INVERTER_H
#define BFI_BLOCKS_INVERTER_H

/*
 * Turns documents around: from each with its terms to each term with its
 * documents, in memory. What was gathered is written as a *run*, sorted by
 * terms, which run.h reads:
 *
 *     varint size of the term (0: the run ends here), the term;
 *     varint kind, varint documents, varint occurrences of its plain form,
 *     which is number 0: the term itself, with reach 1; varint other forms,
 *     and of each of them, numbered from 1,
 *         varint reach, varint size, the word, varint occurrences;
 *     for each document: varint its number less the one before less 1 (the
 *         first: its number); varint frequency << 2 | how, where how is 0: no
 *         occurrences, 1: as many as the frequency, 2: varint their number
 *         follows; for each of them varint step << 1 | whether its form is
 *         not plain, and then varint form. A step is the position, or
 *         what it exceeds the one before by.
 */

#include <backfile/blocks.h>

#include "spool.h"

/* The low bits of a posting's number. */
enum {
    BFI_RUN_NONE = 0,
    BFI_RUN_FREQUENCY = 1,
    BFI_RUN_COUNT = 2,
    BFI_RUN_HOW_BITS = 2,
    BFI_RUN_MAX_FREQUENCY = (1 << 30) - 1
};

typedef struct bfi_inverter bfi_inverter;

BF_MUST_CHECK bf_status bfi_inverter_new(bfi_inverter **out, bf_error *err);
void bfi_inverter_free(bfi_inverter *inverter);

/* Add `document`, the number of which is above those before. BF_ERR_INVALID:
 * it is not in order, and was not added; after other failures the inverter can
 * only be released. */
BF_MUST_CHECK bf_status bfi_inverter_add(bfi_inverter *inverter,
                                         uint32_t number,
                                         const bf_document *document,
                                         bf_error *err);

/* The memory that it has in use, that for sorting included; and a bound on what
 * `document` adds to it. */
size_t bfi_inverter_bytes(const bfi_inverter *inverter);
size_t bfi_inverter_bytes_for(const bf_document *document);

/* Append all terms to `run`, and forget them. */
BF_MUST_CHECK bf_status bfi_inverter_write(bfi_inverter *inverter,
                                           bfi_spool *run, bf_error *err);

#endif
