/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_KEYWORD_MERGE_H
#define BFI_BLOCKS_KEYWORD_MERGE_H

/* The second half of writing a column of keywords. */

#include "keyword_writer.h"

/* Merge the values of all runs, and write the column to a section of its own,
 * unless there are none. */
BF_MUST_CHECK bf_status bfi_keyword_merge(bfi_keyword_writer *writer,
                                          bfi_sections *sections,
                                          bf_error *err);

#endif
