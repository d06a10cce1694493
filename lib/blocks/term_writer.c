/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dictionary of a segment, as docs/index-format.md has it. */

#include "term_writer.h"

enum {
    KIND_BITS = 2
};

void bfi_term_writer_init(bfi_term_writer *writer, bfi_spool *blocks,
                          bfi_spool *index)
{
    *writer = (bfi_term_writer){.blocks = blocks, .index = index};
}

static size_t shared_bytes(const bfi_term_writer *writer, bf_str term)
{
    const size_t most = term.size < writer->size ? term.size : writer->size;
    size_t shared = 0;
    while (shared < most && writer->before[shared] == term.data[shared]) {
        shared++;
    }
    return shared;
}

static void begin_block(const bfi_term_writer *writer, const bfi_lists *lists)
{
    bfi_spool_add_u32(writer->index, (uint32_t)bfi_spool_size(writer->blocks));
    bfi_spool_add_varint(writer->blocks, lists->postings / BFI_LIST_ALIGN);
    bfi_spool_add_varint(writer->blocks, lists->positions / BFI_LIST_ALIGN);
    bfi_spool_add_varint(writer->blocks, lists->forms);
}

static void add_single(bfi_spool *out, const bfi_lists *lists)
{
    unsigned char *at = bfi_spool_reserve(out, BFI_MAX_POSTING);
    if (at) {
        at = bfi_put_posting(at, lists->kind, lists->single[0],
                             lists->single[1], lists->single[2]);
        bfi_spool_grew(out, at);
    }
}

static void add_lists(bfi_spool *out, const bfi_lists *lists)
{
    bfi_spool_add_varint(out, (uint64_t)lists->documents << KIND_BITS |
                                  (unsigned)lists->kind);
    if (lists->documents == 1) {
        add_single(out, lists);
    } else {
        bfi_spool_add_varint(out, lists->postings_size);
    }
    if (lists->kind != BF_TERM_TEXT) {
        return;
    }
    if (lists->documents > 1) {
        bfi_spool_add_varint(out, lists->occurrences);
    }
    bfi_spool_add_varint(out, lists->positions_size);
    bfi_spool_add_varint(out, lists->forms_size);
}

void bfi_term_writer_add(bfi_term_writer *writer, bf_str term,
                         const bfi_lists *lists)
{
    size_t shared = 0;
    if (writer->place == 0) {
        begin_block(writer, lists);
    } else {
        shared = shared_bytes(writer, term);
    }
    bfi_spool_add_varint(writer->blocks, shared);
    bfi_spool_add_varint(writer->blocks, term.size - shared);
    bfi_spool_add(writer->blocks, term.data + shared, term.size - shared);
    add_lists(writer->blocks, lists);
    writer->place = (writer->place + 1) % BFI_BLOCK_TERMS;
    writer->size = term.size;
    memcpy(writer->before, term.data, term.size);
}

void bfi_term_writer_end(bfi_term_writer *writer)
{
    bfi_spool_add_u32(writer->index, (uint32_t)bfi_spool_size(writer->blocks));
}
