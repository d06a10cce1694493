/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The check of a segment's fields and columns. */

#include "columns.h"
#include "verify.h"

/* Fields ------------------------------------------------------------------ */

static bool are_starts(const bf_segment *segment)
{
    const unsigned char *const start = segment->field_starts.data;
    const unsigned char *const end = start + segment->field_starts.size;
    const unsigned char *at = start;
    for (uint32_t i = 0; i < segment->info.documents; i++) {
        uint64_t position = 0;
        if (i % BFI_FIELD_STEP == 0 &&
            bfi_u32_at(segment->field_index, i / BFI_FIELD_STEP) !=
                (size_t)(at - start)) {
            return false;
        }
        for (unsigned f = 1; f < segment->field_count; f++) {
            uint32_t step;
            if (!bfi_get_varint(&step, &at, end)) {
                return false;
            }
            position += step;
        }
        if (position > UINT32_MAX) {
            return false;
        }
    }
    return at == end;
}

bf_status bfi_verify_fields(bfi_verify *v, bf_error *err)
{
    return are_starts(v->segment)
               ? BF_OK
               : bfi_broken(v, err, "its starts of fields are damaged");
}

/* Times ------------------------------------------------------------------- */

/* Whether the column's values can be, and the least and greatest are those. */
static bool are_times(const bf_segment *segment, const bfi_section *section)
{
    bf_time least = INT64_MAX;
    bf_time greatest = BF_TIME_NONE;
    bf_time_column column;
    bf_segment_times(&column, segment, (int)section->number);
    for (uint32_t i = 0; i < segment->info.documents; i++) {
        const bf_time time = bf_time_column_at(&column, i);
        if (time != BF_TIME_NONE) {
            least = time < least ? time : least;
            greatest = time > greatest ? time : greatest;
        }
        if (time < column.base && time != BF_TIME_NONE) {
            return false; /* it overflowed */
        }
    }
    return bfi_is_zero(section->bytes.data + 1, section->bytes.data + 8) &&
           greatest != BF_TIME_NONE && column.least == least &&
           column.greatest == greatest;
}

/* Keywords ---------------------------------------------------------------- */

static bool are_values(const bf_keyword_column *column)
{
    bf_str last = {NULL, 0};
    bf_str folded;
    bf_str shown;
    for (uint32_t i = 1; i <= column->value_count; i++) {
        if (!bf_keyword_value(column, i, &folded, &shown) ||
            (i > 1 && bfi_compare(last.data, last.size, folded.data,
                                  folded.size) >= 0)) {
            return false;
        }
        last = folded;
    }
    return bfi_load_u32(column->string_at) == 0;
}

/* Whether ordinals from `start` to `end` are of values, and rise. */
static bool are_ordinals(const bf_keyword_column *column, uint32_t start,
                         uint32_t end)
{
    uint32_t last = 0;
    for (uint32_t i = start; i < end; i++) {
        const uint32_t ordinal = bfi_load_ordinal(column, i);
        if (ordinal <= last || ordinal > column->value_count) {
            return false;
        }
        last = ordinal;
    }
    return true;
}

static bool are_many(const bf_keyword_column *column)
{
    if (bfi_load_u32(column->first) != 0) {
        return false;
    }
    for (uint32_t i = 0; i < column->documents; i++) {
        const uint32_t start = bfi_load_u32(column->first + 4 * (size_t)i);
        const uint32_t end = bfi_load_u32(column->first + 4 * (size_t)i + 4);
        if (end < start || end > column->ordinal_count ||
            !are_ordinals(column, start, end)) {
            return false;
        }
    }
    return true;
}

static bool are_single(const bf_keyword_column *column)
{
    for (uint32_t i = 0; i < column->documents; i++) {
        if (bfi_load_ordinal(column, i) > column->value_count) {
            return false;
        }
    }
    return true;
}

static bool are_keywords(const bf_segment *segment, const bfi_section *section)
{
    const unsigned char *header = section->bytes.data;
    const unsigned char *end;
    bf_keyword_column column;
    bf_segment_keywords(&column, segment, (bf_field)section->number);
    end = column.first ? column.first : column.ordinals;
    return bfi_is_zero(header + 2, header + 8) &&
           bfi_is_zero((const unsigned char *)column.strings.data +
                           column.strings.size,
                       end) &&
           are_values(&column) &&
           (column.first ? are_many(&column) : are_single(&column));
}

bf_status bfi_verify_columns(bfi_verify *v, bf_error *err)
{
    for (size_t i = 0; i < v->segment->section_count; i++) {
        const bfi_section *section = &v->segment->sections[i];
        if ((section->kind == BFI_TIMES && !are_times(v->segment, section)) ||
            (section->kind == BFI_KEYWORDS &&
             !are_keywords(v->segment, section))) {
            return bf_fail(err, BF_ERR_CORRUPT,
                           "segment %s: the column %u.%u is damaged",
                           v->segment->info.name, (unsigned)section->kind,
                           (unsigned)section->number);
        }
    }
    return BF_OK;
}
