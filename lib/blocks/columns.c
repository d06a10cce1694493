/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of values. Their sizes were checked when the segment was opened. */

#include "columns.h"

#include "dictionary.h"
#include "keyword_writer.h"

/* Times ------------------------------------------------------------------- */

void bf_segment_times(bf_time_column *out, const bf_segment *segment, int slot)
{
    const bfi_bytes column =
        slot < 0 ? (bfi_bytes){NULL, 0}
                 : bfi_segment_section(segment, BFI_TIMES, (uint32_t)slot);
    memset(out, 0, sizeof *out);
    out->least = BF_TIME_NONE + 1;
    out->greatest = BF_TIME_NONE;
    if (column.data) {
        out->width = column.data[0];
        out->base = (int64_t)bfi_load_u64(column.data + 8);
        out->least = (int64_t)bfi_load_u64(column.data + 16);
        out->greatest = (int64_t)bfi_load_u64(column.data + 24);
        out->values = column.data + BFI_TIMES_HEADER;
    }
}

bf_time bf_time_column_at(const bf_time_column *column, uint32_t local)
{
    uint64_t value;
    uint64_t none = UINT64_MAX;
    if (!column->values) {
        return BF_TIME_NONE;
    }
    if (column->width == 4) {
        value = bfi_load_u32(column->values + 4 * (size_t)local);
        none = UINT32_MAX;
    } else {
        value = bfi_load_u64(column->values + 8 * (size_t)local);
    }
    if (value >= none - 1) {
        return value == none ? BF_TIME_NONE : INT64_MAX;
    }
    return (bf_time)((uint64_t)column->base + value);
}

/* Keywords ---------------------------------------------------------------- */

void bf_segment_keywords(bf_keyword_column *out, const bf_segment *segment,
                         bf_field field)
{
    const bfi_bytes column =
        bfi_segment_section(segment, BFI_KEYWORDS, (uint32_t)field);
    const unsigned char *at = column.data;
    size_t strings;
    memset(out, 0, sizeof *out);
    if (!at) {
        return;
    }
    out->documents = segment->info.documents;
    out->width = at[0];
    out->many = at[1] != 0;
    out->value_count = bfi_load_u32(at + 8);
    out->string_at = at + BFI_KEYWORDS_HEADER;
    strings = BFI_KEYWORDS_HEADER + 4 * (2 * (size_t)out->value_count + 1);
    out->strings =
        (bf_str){(const char *)at + strings, bfi_load_u32(at + strings - 4)};
    at += bfi_align(strings + out->strings.size, 4);
    if (out->many) {
        out->first = at;
        at += 4 * ((size_t)out->documents + 1);
    }
    out->ordinals = at;
    out->ordinal_count =
        (uint32_t)((size_t)(column.data + column.size - at) / out->width);
}

/* The string number `index`: of each value the folded one, then the shown one.
 */
static bool string_of(bf_str *out, const bf_keyword_column *column,
                      size_t index)
{
    const uint32_t start = bfi_load_u32(column->string_at + 4 * index);
    const uint32_t end = bfi_load_u32(column->string_at + 4 * index + 4);
    *out = (bf_str){NULL, 0};
    if (start > end || end > column->strings.size) {
        return false;
    }
    *out = (bf_str){column->strings.data + start, end - start};
    return true;
}

bool bf_keyword_value(const bf_keyword_column *column, uint32_t ordinal,
                      bf_str *folded, bf_str *shown)
{
    const size_t index = 2 * ((size_t)ordinal - 1);
    if (ordinal > 0 && ordinal <= column->value_count &&
        string_of(folded, column, index) &&
        string_of(shown, column, index + 1)) {
        return true;
    }
    *folded = *shown = (bf_str){NULL, 0};
    return false;
}

uint32_t bf_keyword_find(const bf_keyword_column *column, bf_str folded)
{
    uint32_t low = 0;
    uint32_t high = column->value_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        bf_str value;
        int order;
        if (!string_of(&value, column, 2 * (size_t)middle)) {
            return 0;
        }
        order = bfi_compare(value.data, value.size, folded.data, folded.size);
        if (order == 0) {
            return middle + 1;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return 0;
}

uint32_t bfi_load_ordinal(const bf_keyword_column *column, size_t index)
{
    const unsigned char *at = column->ordinals + index * column->width;
    if (column->width == 4) {
        return bfi_load_u32(at);
    }
    return column->width == 2 ? (uint32_t)at[0] | (uint32_t)at[1] << 8 : at[0];
}

static uint32_t ordinal_at(const bf_keyword_column *column, size_t index)
{
    const uint32_t ordinal = bfi_load_ordinal(column, index);
    return ordinal <= column->value_count ? ordinal : 0;
}

uint32_t bf_keyword_column_at(const bf_keyword_column *column, uint32_t local,
                              uint32_t *out, uint32_t room)
{
    uint32_t start = local;
    uint32_t end = local + 1;
    uint32_t count = 0;
    if (local >= column->documents) {
        return 0;
    }
    if (column->many) {
        start = bfi_load_u32(column->first + 4 * (size_t)local);
        end = bfi_load_u32(column->first + 4 * (size_t)local + 4);
        end = end < column->ordinal_count ? end : column->ordinal_count;
        /* More is damage, and what goes on to the end of a column is slow. */
        if (end > start && end - start > BFI_MAX_KEYWORDS + 1) {
            end = start + BFI_MAX_KEYWORDS + 1;
        }
    }
    for (uint32_t i = start; i < end; i++) {
        const uint32_t ordinal = ordinal_at(column, i);
        if (ordinal > 0 && count < room) {
            out[count] = ordinal;
        }
        count += ordinal > 0;
    }
    return count;
}
