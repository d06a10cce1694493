/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of times, as docs/index-format.md has them. */

#include "time_writer.h"

enum {
    NARROW = 4,
    WIDE = 8,
    ROOM_BYTES = 64 * 1024
};

void bfi_time_writer_init(bfi_time_writer *writer, const char *folder, int slot)
{
    *writer = (bfi_time_writer){.slot = slot,
                                .least = INT64_MAX,
                                .greatest = BF_TIME_NONE,
                                .latest = BF_TIME_NONE};
    bfi_spool_init(&writer->values, folder, "times", UINT64_MAX);
}

void bfi_time_writer_fini(bfi_time_writer *writer)
{
    bfi_spool_fini(&writer->values);
}

void bfi_time_writer_add(bfi_time_writer *writer, bf_time value)
{
    writer->count++;
    if (value == BF_TIME_NONE && !writer->has_any) {
        writer->skipped++;
        return;
    }
    bfi_spool_add_u64(&writer->values, (uint64_t)value);
    if (value == BF_TIME_NONE) {
        return;
    }
    writer->has_any = true;
    if (value < writer->least) {
        writer->least = value;
    }
    if (value > writer->greatest) {
        writer->greatest = value;
    }
    if (value != INT64_MAX && value > writer->latest) {
        writer->latest = value;
    }
}

/* The number that stands for a value, in 64 bits; of narrow ones the low half
 * counts. */
static uint64_t number_of(bf_time value, bf_time base)
{
    if (value == BF_TIME_NONE) {
        return UINT64_MAX;
    }
    return value == INT64_MAX ? UINT64_MAX - 1
                              : (uint64_t)value - (uint64_t)base;
}

static void add_number(bfi_spool *out, unsigned width, uint64_t number)
{
    if (width == NARROW) {
        bfi_spool_add_u32(out, (uint32_t)number);
    } else {
        bfi_spool_add_u64(out, number);
    }
}

static bf_status write_values(bfi_time_writer *writer, bfi_spool *out,
                              unsigned width, bf_time base, bf_error *err)
{
    bfi_tape tape;
    bf_status status;
    for (uint32_t i = 0; i < writer->skipped; i++) {
        add_number(out, width, UINT64_MAX);
    }
    bfi_tape_open(&tape, &writer->values, 0, ROOM_BYTES);
    while (bfi_tape_fill(&tape, sizeof(uint64_t))) {
        add_number(out, width, number_of((bf_time)bfi_load_u64(tape.at), base));
        tape.at += sizeof(uint64_t);
    }
    status = bfi_tape_status(&tape, err);
    bfi_tape_fini(&tape);
    return status ? status : bfi_spool_status(out, err);
}

bf_status bfi_time_writer_end(bfi_time_writer *writer, bfi_sections *sections,
                              bf_error *err)
{
    const bool has_base = writer->latest != BF_TIME_NONE;
    const bf_time base = has_base ? writer->least : 0;
    const uint64_t range =
        has_base ? (uint64_t)writer->latest - (uint64_t)base : 0;
    const unsigned width = range < UINT32_MAX - 1 ? NARROW : WIDE;
    const unsigned char head[8] = {(unsigned char)width};
    bfi_spool *out;
    if (!writer->has_any) {
        return BF_OK;
    }
    out = bfi_sections_add(sections, BFI_TIMES, (uint32_t)writer->slot);
    bfi_spool_add(out, head, sizeof head);
    bfi_spool_add_u64(out, (uint64_t)base);
    bfi_spool_add_u64(out, (uint64_t)writer->least);
    bfi_spool_add_u64(out, (uint64_t)writer->greatest);
    return write_values(writer, out, width, base, err);
}
