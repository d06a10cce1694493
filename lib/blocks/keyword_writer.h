/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_KEYWORD_WRITER_H
#define BFI_BLOCKS_KEYWORD_WRITER_H

/*
 * Writes the column of keywords of one field. Values get a number when they are
 * first seen; of a document these numbers are kept. When there are many values,
 * they are sorted and put aside, and numbers begin anew. At the end all values
 * are merged, which gives them their ordinals, and the numbers are replaced.
 */

#include "sections.h"
#include "slots.h"

enum {
    /* Longest value: more than that of a field, folded. */
    BFI_MAX_KEYWORD_BYTES = 16 * BF_MAX_FIELD_BYTES,
    /* Most of a document: more than all of its fields may have. */
    BFI_MAX_KEYWORDS = 4 * BF_MAX_FIELD_VALUES
};

/* One value. */
typedef struct bfi_keyword {
    bf_str folded;
    bf_str shown;
} bfi_keyword;

/* Values that were put aside. */
typedef struct bfi_keyword_run {
    uint64_t offset;    /* of its values */
    uint32_t count;     /* of these */
    uint32_t documents; /* up to which its numbers are valid */
} bfi_keyword_run;

typedef struct bfi_keyword_writer {
    bf_field field;
    bf_arena *arena; /* of the values at hand */
    bfi_keyword *values;
    size_t count;
    size_t room;
    size_t text_bytes; /* of them */
    bfi_slots slots;
    bfi_spool documents; /* of each: varint count, varint numbers */
    uint32_t document_count;
    bool many;
    bfi_spool aside; /* of each: varint number, and two texts */
    bfi_keyword_run *runs;
    size_t run_count;
} bfi_keyword_writer;

BF_MUST_CHECK bf_status bfi_keyword_writer_init(bfi_keyword_writer *writer,
                                                const char *folder,
                                                bf_field field, bf_error *err);
void bfi_keyword_writer_fini(bfi_keyword_writer *writer);

/* Add a document with those of `keywords`, at most BFI_MAX_KEYWORDS, that are
 * of the writer's field. */
BF_MUST_CHECK bf_status bfi_keyword_writer_add(
    bfi_keyword_writer *writer, const bf_document_keyword *keywords,
    size_t count, bf_error *err);
/* The memory that the values at hand take. */
size_t bfi_keyword_writer_bytes(const bfi_keyword_writer *writer);
/* Put them aside. */
BF_MUST_CHECK bf_status bfi_keyword_writer_spill(bfi_keyword_writer *writer,
                                                 bf_error *err);
/* Write the column, if any document has a value. */
BF_MUST_CHECK bf_status bfi_keyword_writer_end(bfi_keyword_writer *writer,
                                               bfi_sections *sections,
                                               bf_error *err);

#endif
