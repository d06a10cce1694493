/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_LEXICON_H
#define BFI_BLOCKS_LEXICON_H

/*
 * The terms that an inverter has seen, and their written forms, by number.
 * Looking them up is the larger part of building a segment, and most of that is
 * waiting for memory. So each is one line of the cache, its text included when
 * that is short; and all those of a document are looked up at once, in steps,
 * each of which asks for what the next one needs.
 */

#include <backfile/blocks.h>

#include "pool.h"
#include "slots.h"

enum {
    BFI_NO_FORM = UINT32_MAX,
    BFI_PLAIN_FORM = BFI_NO_FORM - 1,
    BFI_RECORD_BYTES = 64,
    BFI_SHORT_TEXT = 15
};

/* A text of up to 255 bytes: its size, and its bytes or where they are. */
typedef union bfi_text {
    struct {
        unsigned char size;
        char bytes[BFI_SHORT_TEXT];
    } few;
    struct {
        uint32_t size;
        uint32_t piece; /* in the pool */
    } many;
} bfi_text;

typedef struct bfi_term {
    bfi_text text;
    bfi_byte_list postings;
    uint32_t next; /* the least number of its next document */
    uint32_t documents;
    uint32_t seen; /* the number of the last look-up that it was in */
    uint32_t kind;
    uint32_t plain;      /* occurrences of its plain form */
    uint32_t form_count; /* others, numbered from 1 */
    uint32_t first_form; /* BFI_NO_FORM */
    uint32_t last_form;
} bfi_term;

/* A form that is not plain: another word than the term, or with another reach
 * than 1. */
typedef struct bfi_term_form {
    bfi_text text;
    uint32_t term;
    uint32_t reach;
    uint32_t number; /* among those of its term, from 1 */
    uint32_t next;   /* of its term; BFI_NO_FORM */
    uint32_t occurrences;
    uint32_t unused[7];
} bfi_term_form;

typedef struct bfi_lexicon {
    bfi_pool pool; /* texts, and postings of terms */
    bfi_pool terms;
    bfi_pool forms;
    bfi_slots term_slots;
    bfi_slots form_slots;
    uint32_t term_count;
    uint32_t form_count;
    uint32_t look_ups;
} bfi_lexicon;

void bfi_lexicon_fini(bfi_lexicon *lexicon);
/* Forget all, keep the memory. */
void bfi_lexicon_reset(bfi_lexicon *lexicon);
/* The memory in use. */
size_t bfi_lexicon_bytes(const bfi_lexicon *lexicon);

static inline bfi_term *bfi_lexicon_term(const bfi_lexicon *lexicon,
                                         uint32_t number)
{
    return (bfi_term *)(void *)bfi_pool_at(&lexicon->terms,
                                           number * BFI_RECORD_BYTES);
}

static inline bfi_term_form *bfi_lexicon_form(const bfi_lexicon *lexicon,
                                              uint32_t number)
{
    return (bfi_term_form *)(void *)bfi_pool_at(&lexicon->forms,
                                                number * BFI_RECORD_BYTES);
}

static inline bf_str bfi_lexicon_text(const bfi_lexicon *lexicon,
                                      const bfi_text *text)
{
    const size_t size = text->few.size;
    return (bf_str){
        size <= BFI_SHORT_TEXT
            ? text->few.bytes
            : (const char *)bfi_pool_at(&lexicon->pool, text->many.piece),
        size};
}

/* What a look-up keeps of each thing that is looked up. */
typedef struct bfi_looked {
    uint32_t hash;
    uint32_t number; /* the result; of forms BFI_PLAIN_FORM for the plain one */
} bfi_looked;

/* Find the terms of `document`; those that are new are added. BF_ERR_INVALID:
 * one is there twice. */
BF_MUST_CHECK bf_status bfi_lexicon_find_terms(bfi_lexicon *lexicon,
                                               bfi_looked *out,
                                               const bf_document *document,
                                               bf_error *err);
/* Find its forms; `terms` are those found. */
BF_MUST_CHECK bf_status bfi_lexicon_find_forms(bfi_lexicon *lexicon,
                                               bfi_looked *out,
                                               const bfi_looked *terms,
                                               const bf_document *document,
                                               bf_error *err);

#endif
