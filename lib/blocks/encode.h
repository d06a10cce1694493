/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_ENCODE_H
#define BFI_BLOCKS_ENCODE_H

/*
 * Writes the lists of one term after the other behind the sections of postings
 * and positions, as docs/index-format.md has them.
 *
 *     bfi_encoder_begin(&encoder, BF_TERM_TEXT, 2);
 *     bfi_encoder_posting(&encoder, 7, 3, 2);
 *     bfi_encoder_occurrence(&encoder, 10, 0);
 *     bfi_encoder_occurrence(&encoder, 4, 1);
 *     bfi_encoder_end(&lists, &encoder);
 *
 * What goes wrong is remembered by the spools, and told at the end.
 */

#include "format.h"
#include "maxima.h"
#include "pack.h"
#include "spool.h"

/* A term's lists, as its entry in the dictionary tells them. */
typedef struct bfi_lists {
    bf_term_kind kind;
    uint32_t documents;
    uint32_t occurrences;
    uint32_t single[3]; /* document, frequency, count, of one posting only */
    uint64_t postings;  /* where they begin in the section */
    uint64_t postings_size;
    uint64_t positions;
    uint64_t positions_size;
    uint64_t forms;
    uint64_t forms_size;
} bfi_lists;

typedef struct bfi_encoder {
    bfi_spool *postings;        /* the sections; borrowed */
    bfi_spool *positions;       /* the same */
    const unsigned char *codes; /* of lengths, by document; borrowed */
    bf_term_kind kind;
    bool has_forms;
    uint32_t documents;
    uint64_t occurrences;
    bfi_front block_front;
    bfi_front list_front;
    /* Of the block of postings at hand. */
    unsigned count;
    uint32_t next;  /* the least that the next document can be */
    uint32_t first; /* the number of the block's first occurrence */
    uint32_t deltas[BFI_GROUP];
    uint32_t frequencies[BFI_GROUP];
    uint32_t counts[BFI_GROUP];
    /* Of the block of occurrences at hand. */
    unsigned occurrence_count;
    uint32_t steps[BFI_GROUP];
    uint32_t forms[BFI_GROUP];
    /* The term's full blocks, and what stands in front of them. */
    bfi_spool blocks;
    bfi_spool lasts;
    bfi_spool ats;
    bfi_spool maxima;
    bfi_spool firsts;
    bfi_spool occurrence_blocks;
    bfi_spool occurrence_ats;
} bfi_encoder;

/* `codes` has the code of the length of every document that will be encoded,
 * and is borrowed, as is all else. */
void bfi_encoder_init(bfi_encoder *encoder, const char *folder,
                      bfi_spool *postings, bfi_spool *positions,
                      const unsigned char *codes);
void bfi_encoder_fini(bfi_encoder *encoder);

/* Begin a term that is written in `form_count` forms; of that number only
 * whether it exceeds 1 counts. */
void bfi_encoder_begin(bfi_encoder *encoder, bf_term_kind kind,
                       size_t form_count);
/* End it. BF_ERR_LIMIT, and what the spools say. */
BF_MUST_CHECK bf_status bfi_encoder_end(bfi_lists *out, bfi_encoder *encoder,
                                        bf_error *err);

enum {
    /* Most bytes of a posting in a tail. */
    BFI_MAX_POSTING = 3 * BFI_MAX_VARINT_U32
};

/* Write a posting as tails have them; of a filter only `delta` counts, and a
 * count only of text. */
unsigned char *bfi_put_posting(unsigned char *out, bf_term_kind kind,
                               uint32_t delta, uint32_t frequency,
                               uint32_t count);

/* Write a full block. */
void bfi_encoder_flush(bfi_encoder *encoder);
void bfi_encoder_flush_occurrences(bfi_encoder *encoder);

/* Add the posting of `document`, above those before. Of a filter the frequency
 * means nothing; else it is above 0. Of text `count` occurrences follow, at
 * least one. */
static inline void bfi_encoder_posting(bfi_encoder *encoder, uint32_t document,
                                       uint32_t frequency, uint32_t count)
{
    const unsigned i = encoder->count;
    if (i == 0) {
        encoder->first = (uint32_t)encoder->occurrences;
    }
    encoder->deltas[i] = document - encoder->next;
    encoder->frequencies[i] = frequency - 1;
    encoder->counts[i] = count - 1;
    encoder->next = document + 1;
    encoder->documents++;
    encoder->count = i + 1;
    if (encoder->kind != BF_TERM_FILTER) {
        bfi_front_add(&encoder->block_front, frequency,
                      encoder->codes[document]);
    }
    if (encoder->count == BFI_GROUP) {
        bfi_encoder_flush(encoder);
    }
}

/* Add an occurrence in the document of the last posting: its position, or for
 * all but the first what it exceeds the one before by; and its form. */
static inline void bfi_encoder_occurrence(bfi_encoder *encoder, uint32_t step,
                                          uint32_t form)
{
    const unsigned i = encoder->occurrence_count;
    encoder->steps[i] = step;
    encoder->forms[i] = form;
    encoder->occurrences++;
    encoder->occurrence_count = i + 1;
    if (encoder->occurrence_count == BFI_GROUP) {
        bfi_encoder_flush_occurrences(encoder);
    }
}

#endif
