/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_SECTIONS_H
#define BFI_BLOCKS_SECTIONS_H

/* The sections of a segment, as they are gathered, and the file that they are
 * written to. */

#include <backfile/blocks.h>

#include "spool.h"

/* Kinds of sections, as docs/index-format.md numbers them. */
typedef enum bfi_section_kind {
    BFI_SECTION_DOCNUMS = 1,
    BFI_SECTION_LENGTHS = 2,
    BFI_SECTION_TERMS = 3,
    BFI_SECTION_TERM_INDEX = 4,
    BFI_SECTION_POSTINGS = 5,
    BFI_SECTION_POSITIONS = 6,
    BFI_SECTION_FORMS = 7,
    BFI_SECTION_FIELD_STARTS = 8,
    BFI_SECTION_FIELD_INDEX = 9,
    BFI_SECTION_TIMES = 16,
    BFI_SECTION_KEYWORDS = 17
} bfi_section_kind;

/* The sections that every segment has, in their order. */
enum {
    BFI_FIXED_SECTIONS = BFI_SECTION_FIELD_INDEX,
    BFI_TIME_SLOTS = BF_SLOT_UPDATED + 1, /* some are none of times */
    BFI_MAX_SECTIONS = BFI_FIXED_SECTIONS + BFI_TIME_SLOTS + BF_FIELD_COUNT
};

typedef struct bfi_section {
    bfi_section_kind kind;
    uint32_t number;
    bfi_spool spool;
} bfi_section;

typedef struct bfi_sections {
    const char *folder; /* borrowed */
    bfi_section items[BFI_MAX_SECTIONS];
    size_t count;
} bfi_sections;

/* The fixed sections, empty. Allocates nothing. */
void bfi_sections_init(bfi_sections *sections, const char *folder);
void bfi_sections_fini(bfi_sections *sections);
/* A fixed section. */
bfi_spool *bfi_sections_at(bfi_sections *sections, bfi_section_kind kind);
/* A further section, behind those that there are. */
bfi_spool *bfi_sections_add(bfi_sections *sections, bfi_section_kind kind,
                            uint32_t number);

/* Write them to a file of their checksum's name in their folder. `out` has all
 * but the name and the bytes of the file, which are filled in. */
BF_MUST_CHECK bf_status bfi_sections_write(bf_segment_info *out,
                                           bfi_sections *sections, bool no_sync,
                                           bf_error *err);

#endif
