/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_SECTIONS_H
#define BFI_BLOCKS_SECTIONS_H

/* The sections of a segment, as they are gathered, and the file that they are
 * written to. */

#include "format.h"
#include "spool.h"

enum {
    /* Those that every segment has are numbered from 1. */
    BFI_FIXED_SECTIONS = BFI_FIELD_INDEX,
    BFI_TIME_SLOTS = BF_SLOT_UPDATED + 1, /* some are none of times */
    BFI_MOST_SECTIONS = BFI_FIXED_SECTIONS + BFI_TIME_SLOTS + BF_FIELD_COUNT
};

typedef struct bfi_gathered {
    uint32_t kind;
    uint32_t number;
    bfi_spool spool;
} bfi_gathered;

typedef struct bfi_sections {
    const char *folder; /* borrowed */
    uint64_t max_bytes; /* of each */
    bfi_gathered items[BFI_MOST_SECTIONS];
    size_t count;
} bfi_sections;

/* How large a section may be. */
static inline uint64_t bfi_section_bytes(const bf_blocks_options *options)
{
    return options->section_bytes ? options->section_bytes
                                  : BF_MAX_SECTION_BYTES;
}

/* The fixed sections, empty; each may have `max_bytes`. Allocates nothing. */
void bfi_sections_init(bfi_sections *sections, const char *folder,
                       uint64_t max_bytes);
void bfi_sections_fini(bfi_sections *sections);
/* A fixed section. */
bfi_spool *bfi_sections_at(bfi_sections *sections, uint32_t kind);
/* A further section, behind those that there are. */
bfi_spool *bfi_sections_add(bfi_sections *sections, uint32_t kind,
                            uint32_t number);

/* Write them to a file of their checksum's name in their folder. `out` has all
 * but the name and the bytes of the file, which are filled in. */
BF_MUST_CHECK bf_status bfi_sections_write(bf_segment_info *out,
                                           bfi_sections *sections, bool no_sync,
                                           bf_error *err);

#endif
