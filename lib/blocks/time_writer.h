/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_TIME_WRITER_H
#define BFI_BLOCKS_TIME_WRITER_H

/* Writes the column of times of one slot. How wide its numbers are is known
 * when all times are. */

#include "sections.h"

typedef struct bfi_time_writer {
    int slot;
    uint32_t count; /* documents */
    bool has_any;
    bf_time least;    /* of all values; BF_TIME_NONE before the first */
    bf_time greatest; /* of all */
    bf_time latest;   /* of all below INT64_MAX; BF_TIME_NONE: none are */
    bfi_spool values; /* from the first document that has one on */
    uint32_t skipped; /* documents before it */
} bfi_time_writer;

void bfi_time_writer_init(bfi_time_writer *writer, const char *folder,
                          int slot);
void bfi_time_writer_fini(bfi_time_writer *writer);
/* Add the value of the next document; BF_TIME_NONE for none. */
void bfi_time_writer_add(bfi_time_writer *writer, bf_time value);
/* Write the column, if any document has a value. */
BF_MUST_CHECK bf_status bfi_time_writer_end(bfi_time_writer *writer,
                                            bfi_sections *sections,
                                            bf_error *err);

#endif
