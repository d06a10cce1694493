/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_SEGMENT_H
#define BFI_BLOCKS_SEGMENT_H

/*
 * An open segment: its sections, in memory, of which nothing is certain but
 * that they are there, and that those of a fixed size have it.
 */

#include "bytes.h"
#include "format.h"
#include "guard.h"

#include <string.h>
#include <sys/types.h>

typedef struct bfi_bytes {
    const unsigned char *data;
    size_t size;
} bfi_bytes;

/* A line of the section table. */
typedef struct bfi_section {
    uint32_t kind;
    uint32_t number;
    bfi_bytes bytes;
    uint64_t hash;
} bfi_section;

struct bf_segment {
    bf_segment_info info;
    bfi_bytes file;
    bfi_mapping *mapping; /* NULL: the bytes are somebody else's */
    dev_t device;         /* of the file */
    ino_t inode;
    bfi_section *sections;
    size_t section_count;
    bfi_bytes docnums;
    bfi_bytes lengths;
    bfi_bytes terms;
    bfi_bytes term_index;
    bfi_bytes postings;
    bfi_bytes positions;
    bfi_bytes forms;
    bfi_bytes field_starts;
    bfi_bytes field_index;
    uint32_t term_blocks;
    /* Fields to search: their number, and the place of each among them; -1 for
     * other fields. */
    unsigned field_count;
    int field_place[BF_FIELD_COUNT];
};

/* Make a segment of bytes in memory, which stay the caller's and begin at a
 * multiple of 8. `name` is what it is called in messages, and has to be that
 * of its header when `is_named`. */
bf_status bfi_segment_over(bf_segment **out, bfi_bytes bytes, const char *name,
                           bool is_named, bf_error *err);

/* Whether the file of that name in `folder` still is the one that was opened,
 * as long as it was. */
bool bfi_segment_is_current(const bf_segment *segment, const char *folder);

/* The bytes of a section; none when it is not there. */
bfi_bytes bfi_segment_section(const bf_segment *segment, uint32_t kind,
                              uint32_t number);

static inline uint32_t bfi_u32_at(bfi_bytes bytes, size_t index)
{
    return bfi_load_u32(bytes.data + 4 * index);
}

static inline bfi_bytes bfi_bytes_of(bf_str text)
{
    return (bfi_bytes){(const unsigned char *)text.data, text.size};
}

static inline bf_str bfi_str_of(bfi_bytes bytes)
{
    return (bf_str){(const char *)bytes.data, bytes.size};
}

#endif
