/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the fields of a document begin: numbers of all documents in one
 * string, which is entered at each 32nd of them. */

#include "segment.h"

/* How many of 8 bytes end a varint. */
static size_t count_ends(uint64_t bytes)
{
    const uint64_t ends = ~bytes >> 7 & UINT64_C(0x0101010101010101);
    return ends * UINT64_C(0x0101010101010101) >> 56;
}

/* Move behind `count` varints; NULL when there are not so many. */
static const unsigned char *skip_varints(const unsigned char *at,
                                         const unsigned char *end, size_t count)
{
    while (count >= 8 && end - at >= 8) {
        count -= count_ends(bfi_load_u64(at));
        at += 8;
    }
    for (; count > 0 && at < end; at++) {
        count -= *at < 0x80;
    }
    return count == 0 ? at : NULL;
}

bool bf_segment_field_range(const bf_segment *segment, uint32_t local,
                            bf_field field, uint32_t *start, uint32_t *end)
{
    const unsigned char *stop =
        segment->field_starts.data + segment->field_starts.size;
    const unsigned char *at;
    const unsigned before = segment->field_count - 1; /* numbers a document */
    uint64_t position = 0;
    int place;
    uint32_t offset;
    *start = *end = 0;
    if ((unsigned)field >= BF_FIELD_COUNT || segment->field_place[field] < 0 ||
        local >= segment->info.documents) {
        return false;
    }
    place = segment->field_place[field];
    offset = bfi_u32_at(segment->field_index, local / BFI_FIELD_STEP);
    if (offset > segment->field_starts.size) {
        return false;
    }
    at = skip_varints(segment->field_starts.data + offset, stop,
                      (size_t)before * (local % BFI_FIELD_STEP));
    for (int i = 0; at && i <= place; i++) {
        uint32_t step = UINT32_MAX; /* of the end of the last field */
        *start = (uint32_t)position;
        if ((unsigned)i < before && !bfi_get_varint(&step, &at, stop)) {
            at = NULL;
        }
        position += step;
    }
    *end = position < UINT32_MAX ? (uint32_t)position : UINT32_MAX;
    if (!at || (position > UINT32_MAX && (unsigned)place < before)) {
        *start = *end = 0;
        return false;
    }
    return true;
}
