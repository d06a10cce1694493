/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_FORMAT_H
#define BFI_BLOCKS_FORMAT_H

/* The fixed numbers of a segment's format: docs/index-format.md. */

#include <backfile/blocks.h>

#define BFI_SEGMENT_MAGIC                                                      \
    "\x89"                                                                     \
    "BFS\r\n\x1a\n"

enum {
    /* The header, and where its parts are. */
    BFI_HEADER_BYTES = 64,
    BFI_HEADER_MAGIC_BYTES = 8,
    BFI_HEADER_VERSION = 8,
    BFI_HEADER_SECTIONS = 12,
    BFI_HEADER_SIZE = 16,
    BFI_HEADER_DOCUMENTS = 24,
    BFI_HEADER_LENGTH = 32,
    BFI_HEADER_HASH = 48,
    /* An entry of the section table. */
    BFI_TABLE_BYTES = 32,
    BFI_TABLE_KIND = 0,
    BFI_TABLE_NUMBER = 4,
    BFI_TABLE_OFFSET = 8,
    BFI_TABLE_SIZE = 16,
    BFI_TABLE_HASH = 24,
    /* Sections begin at multiples of it. */
    BFI_SECTION_ALIGN = 64,
    /* More of them are not read. */
    BFI_MAX_SECTIONS = 1024,
    /* Lists of postings and positions begin at multiples of it. */
    BFI_LIST_ALIGN = 4,
    BFI_BLOCK_TERMS = 16,
    BFI_MAXIMA_BYTES = 8,
    BFI_BLOCK_HAS_COUNTS = 1,
    /* Documents for each number of the field index. */
    BFI_FIELD_STEP = 32,
    /* What columns begin with. */
    BFI_TIMES_HEADER = 32,
    BFI_KEYWORDS_HEADER = 12
};

/* Kinds of sections. Those above have meanings that old readers need not know.
 */
enum {
    BFI_DOCNUMS = 1,
    BFI_LENGTHS = 2,
    BFI_TERMS = 3,
    BFI_TERM_INDEX = 4,
    BFI_POSTINGS = 5,
    BFI_POSITIONS = 6,
    BFI_FORMS = 7,
    BFI_FIELD_STARTS = 8,
    BFI_FIELD_INDEX = 9,
    BFI_TIMES = 16,
    BFI_KEYWORDS = 17,
    BFI_FIRST_OPTIONAL = 256
};

/* How the frequency and count of a posting that stands alone are written. */
enum {
    BFI_HOW_ONE = 0,  /* both 1 */
    BFI_HOW_SAME = 1, /* frequency - 2, and the count is the same */
    BFI_HOW_BOTH = 2  /* frequency - 1 and count - 1 */
};

static inline uint64_t bfi_align(uint64_t offset, uint64_t to)
{
    return (offset + to - 1) / to * to;
}

#endif
