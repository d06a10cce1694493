/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_DOCUMENT_WRITER_H
#define BFI_BLOCKS_DOCUMENT_WRITER_H

/* Writes what a segment has of each document but its terms: number, length,
 * where its fields begin, times, keywords. */

#include "keyword_writer.h"
#include "time_writer.h"

typedef struct bfi_document_writer {
    bfi_sections *sections; /* borrowed */
    bf_segment_info info;   /* of the documents so far */
    unsigned char *codes;   /* of their lengths */
    size_t code_room;
    bfi_time_writer times[BFI_TIME_SLOTS];
    size_t time_count;
    bfi_keyword_writer keywords[BF_FIELD_COUNT];
    size_t keyword_count;
    size_t keyword_bytes; /* that they may take together */
} bfi_document_writer;

/* Whether the values of a slot are times. */
bool bfi_is_time_slot(int slot);

/* What of the memory that is allowed goes to keywords. */
static inline size_t bfi_keyword_bytes(const bf_blocks_options *options)
{
    return options->memory_bytes / 16;
}

/* Begin a segment, with so much memory for keywords. On failure release it as
 * well. */
BF_MUST_CHECK bf_status bfi_document_writer_init(bfi_document_writer *writer,
                                                 bfi_sections *sections,
                                                 size_t keyword_bytes,
                                                 bf_error *err);
void bfi_document_writer_fini(bfi_document_writer *writer);

/* BF_ERR_INVALID, BF_ERR_LIMIT: the document cannot come behind `before`. */
BF_MUST_CHECK bf_status bfi_document_check(const bf_segment_info *before,
                                           bf_docnum docnum,
                                           const bf_document *document,
                                           bf_error *err);
/* Count it to `info`. */
void bfi_document_count(bf_segment_info *info, bf_docnum docnum,
                        const bf_document *document);
/* Add one that can. */
BF_MUST_CHECK bf_status bfi_document_writer_add(bfi_document_writer *writer,
                                                bf_docnum docnum,
                                                const bf_document *document,
                                                bf_error *err);
/* Write the columns. */
BF_MUST_CHECK bf_status bfi_document_writer_end(bfi_document_writer *writer,
                                                bf_error *err);

#endif
