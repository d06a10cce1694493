/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_EVAL_PAIRS_H
#define BFI_EVAL_PAIRS_H

/* What judgments and runs have in common: lines about a document and a query.
 */

#include "lines.h"
#include "table.h"

/* All zero is empty. */
typedef struct bfi_pairs {
    bfi_table queries; /* a record is of group 0 */
    bfi_table pairs;   /* a group is a place in queries, an id a document */
} bfi_pairs;

void bfi_pairs_fini(bfi_pairs *pairs);

/* Add what a line says: the id, rank and value of `said` are about the query
 * `query`. Ids that cannot be, and pairs that were there, are complained of
 * and left out. */
BF_MUST_CHECK bf_status bfi_pairs_add(bfi_pairs *pairs, const bfi_lines *lines,
                                      bf_str query, const bfi_record *said,
                                      bf_error *err);

/* Whether an id of a query or of a document ("query", "document") can be one;
 * else the line is complained of. */
bool bfi_check_id(const bfi_lines *lines, const char *name, bf_str id);

#endif
