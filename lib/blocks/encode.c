/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of postings and of positions: full blocks packed, the rest varints. */

#include "encode.h"

enum {
    HOW_BITS = 2
};

static void begin_spool(bfi_spool *spool, const char *folder, const char *what)
{
    bfi_spool_init(spool, folder, what, BF_MAX_SECTION_BYTES);
}

void bfi_encoder_init(bfi_encoder *encoder, const char *folder,
                      bfi_spool *postings, bfi_spool *positions,
                      const unsigned char *codes)
{
    *encoder = (bfi_encoder){
        .postings = postings, .positions = positions, .codes = codes};
    bfi_front_init(&encoder->block_front);
    bfi_front_init(&encoder->list_front);
    begin_spool(&encoder->blocks, folder, "postings");
    begin_spool(&encoder->lasts, folder, "postings");
    begin_spool(&encoder->ats, folder, "postings");
    begin_spool(&encoder->maxima, folder, "postings");
    begin_spool(&encoder->firsts, folder, "postings");
    begin_spool(&encoder->occurrence_blocks, folder, "positions");
    begin_spool(&encoder->occurrence_ats, folder, "positions");
}

void bfi_encoder_fini(bfi_encoder *encoder)
{
    bfi_spool_fini(&encoder->blocks);
    bfi_spool_fini(&encoder->lasts);
    bfi_spool_fini(&encoder->ats);
    bfi_spool_fini(&encoder->maxima);
    bfi_spool_fini(&encoder->firsts);
    bfi_spool_fini(&encoder->occurrence_blocks);
    bfi_spool_fini(&encoder->occurrence_ats);
}

void bfi_encoder_begin(bfi_encoder *encoder, bf_term_kind kind,
                       size_t form_count)
{
    encoder->kind = kind;
    encoder->has_forms = form_count > 1;
    encoder->documents = 0;
    encoder->occurrences = 0;
    encoder->count = 0;
    encoder->next = 0;
    encoder->occurrence_count = 0;
    bfi_front_reset(&encoder->block_front);
    bfi_front_reset(&encoder->list_front);
}

/* Blocks ------------------------------------------------------------------ */

/* What tells of a block, full or not, before it is decoded. */
static void describe_block(bfi_encoder *encoder)
{
    bf_maxima maxima;
    if (encoder->kind == BF_TERM_FILTER) {
        return;
    }
    maxima = bfi_front_maxima(&encoder->block_front);
    bfi_spool_add(&encoder->maxima, maxima.frequency, sizeof maxima.frequency);
    bfi_spool_add(&encoder->maxima, maxima.length, sizeof maxima.length);
    bfi_front_merge(&encoder->list_front, &encoder->block_front);
    bfi_front_reset(&encoder->block_front);
    if (encoder->kind == BF_TERM_TEXT) {
        bfi_spool_add_u32(&encoder->firsts, encoder->first);
    }
}

/* Write the block at hand to `out`; returns its end. */
static unsigned char *put_block(unsigned char *out, const bfi_encoder *encoder)
{
    const bool has_counts = encoder->kind == BF_TERM_TEXT &&
                            memcmp(encoder->counts, encoder->frequencies,
                                   sizeof encoder->counts) != 0;
    *out++ = has_counts ? BFI_BLOCK_HAS_COUNTS : 0;
    out += bfi_pack(out, encoder->deltas, false);
    if (encoder->kind != BF_TERM_FILTER) {
        out += bfi_pack(out, encoder->frequencies, false);
    }
    if (has_counts) {
        out += bfi_pack(out, encoder->counts, false);
    }
    return out;
}

void bfi_encoder_flush(bfi_encoder *encoder)
{
    bfi_spool *blocks = &encoder->blocks;
    unsigned char *out =
        bfi_spool_reserve(blocks, 1 + 3 * (size_t)BFI_MAX_PACKED);
    if (out) {
        bfi_spool_add_u32(&encoder->lasts, encoder->next - 1);
        bfi_spool_add_u32(&encoder->ats, (uint32_t)bfi_spool_size(blocks));
        bfi_spool_grew(blocks, put_block(out, encoder));
        describe_block(encoder);
    }
    encoder->count = 0;
}

void bfi_encoder_flush_occurrences(bfi_encoder *encoder)
{
    bfi_spool *blocks = &encoder->occurrence_blocks;
    unsigned char *out = bfi_spool_reserve(blocks, 2 * (size_t)BFI_MAX_PACKED);
    if (out) {
        bfi_spool_add_u32(&encoder->occurrence_ats,
                          (uint32_t)bfi_spool_size(blocks));
        out += bfi_pack(out, encoder->steps, true);
        if (encoder->has_forms) {
            out += bfi_pack(out, encoder->forms, true);
        }
        bfi_spool_grew(blocks, out);
    }
    encoder->occurrence_count = 0;
}

/* Tails ------------------------------------------------------------------- */

unsigned char *bfi_put_posting(unsigned char *out, bf_term_kind kind,
                               uint32_t delta, uint32_t frequency,
                               uint32_t count)
{
    const uint32_t shifted = delta << HOW_BITS;
    if (kind == BF_TERM_FILTER) {
        return bfi_put_varint(out, delta);
    }
    if (kind == BF_TERM_TEXT && frequency != count) {
        out = bfi_put_varint(out, shifted | BFI_HOW_BOTH);
        out = bfi_put_varint(out, frequency - 1);
        return bfi_put_varint(out, count - 1);
    }
    if (frequency == 1) {
        return bfi_put_varint(out, shifted | BFI_HOW_ONE);
    }
    out = bfi_put_varint(out, shifted | BFI_HOW_SAME);
    return bfi_put_varint(out, frequency - 2);
}

static void write_tail(bfi_encoder *encoder)
{
    for (unsigned i = 0; i < encoder->count; i++) {
        unsigned char *out =
            bfi_spool_reserve(encoder->postings, BFI_MAX_POSTING);
        if (!out) {
            return;
        }
        out = bfi_put_posting(out, encoder->kind, encoder->deltas[i],
                              encoder->frequencies[i] + 1,
                              encoder->counts[i] + 1);
        bfi_spool_grew(encoder->postings, out);
    }
}

static void write_occurrence_tail(bfi_encoder *encoder)
{
    for (unsigned i = 0; i < encoder->occurrence_count; i++) {
        unsigned char *out = bfi_spool_reserve(encoder->positions,
                                               2 * (size_t)BFI_MAX_VARINT_U32);
        if (!out) {
            return;
        }
        out = bfi_put_varint(out, encoder->steps[i]);
        if (encoder->has_forms) {
            out = bfi_put_varint(out, encoder->forms[i]);
        }
        bfi_spool_grew(encoder->positions, out);
    }
}

/* Ends of terms ------------------------------------------------------------ */

static void move(bfi_spool *to, bfi_spool *from)
{
    bfi_spool_add_spool(to, from);
    bfi_spool_reset(from);
}

/* The full blocks, and what stands in front of them. */
static void write_blocks(bfi_encoder *encoder)
{
    bfi_spool *out = encoder->postings;
    if (encoder->count > 0) {
        describe_block(encoder);
    }
    bfi_spool_add_u32(&encoder->ats,
                      (uint32_t)bfi_spool_size(&encoder->blocks));
    if (encoder->kind != BF_TERM_FILTER) {
        const bf_maxima maxima = bfi_front_maxima(&encoder->list_front);
        bfi_spool_add(out, maxima.frequency, sizeof maxima.frequency);
        bfi_spool_add(out, maxima.length, sizeof maxima.length);
    }
    move(out, &encoder->lasts);
    move(out, &encoder->ats);
    move(out, &encoder->maxima);
    move(out, &encoder->firsts);
    move(out, &encoder->blocks);
}

static void write_postings(bfi_lists *out, bfi_encoder *encoder)
{
    out->postings = bfi_spool_size(encoder->postings);
    if (encoder->documents == 1) {
        out->single[0] = encoder->deltas[0];
        out->single[1] = encoder->frequencies[0] + 1;
        out->single[2] = encoder->counts[0] + 1;
        return;
    }
    if (encoder->documents >= BFI_GROUP) {
        write_blocks(encoder);
    }
    write_tail(encoder);
    out->postings_size = bfi_spool_size(encoder->postings) - out->postings;
    bfi_spool_align(encoder->postings, BFI_LIST_ALIGN);
}

static void write_positions(bfi_lists *out, bfi_encoder *encoder)
{
    bfi_spool *blocks = &encoder->occurrence_blocks;
    out->positions = bfi_spool_size(encoder->positions);
    if (encoder->occurrences >= BFI_GROUP) {
        bfi_spool_add_u32(&encoder->occurrence_ats,
                          (uint32_t)bfi_spool_size(blocks));
        move(encoder->positions, &encoder->occurrence_ats);
        move(encoder->positions, blocks);
    }
    write_occurrence_tail(encoder);
    out->positions_size = bfi_spool_size(encoder->positions) - out->positions;
    bfi_spool_align(encoder->positions, BFI_LIST_ALIGN);
}

bf_status bfi_encoder_end(bfi_lists *out, bfi_encoder *encoder, bf_error *err)
{
    bf_status status;
    *out = (bfi_lists){.kind = encoder->kind,
                       .documents = encoder->documents,
                       .occurrences = (uint32_t)encoder->occurrences};
    if (encoder->occurrences > UINT32_MAX) {
        return bf_fail(err, BF_ERR_LIMIT,
                       "a word stands in the articles of one segment more "
                       "than %ju times",
                       (uintmax_t)UINT32_MAX);
    }
    write_postings(out, encoder);
    write_positions(out, encoder);
    /* What went wrong in the others, or was too long in them, is in these. */
    status = bfi_spool_status(encoder->postings, err);
    return status ? status : bfi_spool_status(encoder->positions, err);
}
