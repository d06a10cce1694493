/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_FABRICATE_H
#define BF_FABRICATE_H

/*
 * Documents out of thin air: the same for the same number, with terms of all
 * kinds, several forms, times and keywords. For C and C++.
 *
 *     static fabricated f;
 *     status = bf_blocks_builder_add(builder, n, fabricate(&f, n, 100), &err);
 */

#include <backfile/blocks.h>

#include <stdio.h>
#include <string.h>

enum {
    FABRICATED_WORDS = 400, /* most in a document */
    FABRICATED_TEXT = 24
};

typedef struct fabricated {
    bf_document document;
    char texts[4 * FABRICATED_WORDS][FABRICATED_TEXT];
    unsigned text_count;
    bf_document_term terms[FABRICATED_WORDS];
    bf_document_form forms[FABRICATED_WORDS];
    bf_document_token tokens[FABRICATED_WORDS];
    unsigned char keys[2][BF_TIME_KEY_BYTES];
    bf_document_value values[2];
    bf_document_keyword keywords[4];
    uint64_t random;
} fabricated;

/* Chance, by Marsaglia, "Xorshift RNGs", 2003. */
static inline uint32_t fabricate_below(fabricated *f, uint32_t bound)
{
    f->random ^= f->random << 13;
    f->random ^= f->random >> 7;
    f->random ^= f->random << 17;
    return (uint32_t)(f->random >> 33) % bound;
}

static inline bf_str fabricate_text(fabricated *f, const char *prefix,
                                    uint32_t number)
{
    char *text = f->texts[f->text_count++];
    const int size =
        snprintf(text, FABRICATED_TEXT, "%s%u", prefix, (unsigned)number);
    bf_str made;
    made.data = text;
    made.size = (size_t)size;
    return made;
}

/* The place of a term, which may be new. */
static inline uint32_t fabricate_term(fabricated *f, bf_str term)
{
    bf_document *d = &f->document;
    for (size_t i = 0; i < d->term_count; i++) {
        if (bf_str_equal(f->terms[i].term, term)) {
            return (uint32_t)i;
        }
    }
    f->terms[d->term_count].term = term;
    f->terms[d->term_count].frequency = 0;
    return (uint32_t)d->term_count++;
}

static inline uint32_t fabricate_form(fabricated *f, uint32_t term, bf_str word,
                                      uint32_t reach)
{
    bf_document *d = &f->document;
    bf_document_form *made = &f->forms[d->form_count];
    for (size_t i = 0; i < d->form_count; i++) {
        if (f->forms[i].term == term && f->forms[i].reach == reach &&
            bf_str_equal(f->forms[i].word, word)) {
            return (uint32_t)i;
        }
    }
    made->word = word;
    made->term = term;
    made->reach = reach;
    return (uint32_t)d->form_count++;
}

/* A word of the text: low numbers are frequent, as in real ones, and some words
 * are written in several ways. */
static inline void fabricate_word(fabricated *f, uint32_t position,
                                  uint32_t words)
{
    bf_document *d = &f->document;
    const uint32_t number = fabricate_below(f, 1 + fabricate_below(f, words));
    const uint32_t weight = 1 + 7 * (fabricate_below(f, 10) == 0);
    const uint32_t term = fabricate_term(f, fabricate_text(f, "w", number));
    bf_str word = f->terms[term].term;
    uint32_t reach = 1;
    if (number % 3 == 0 && fabricate_below(f, 3) == 0) {
        word = fabricate_text(f, "form", number * 10 + fabricate_below(f, 4));
        reach = 1 + fabricate_below(f, 2);
    }
    f->terms[term].frequency += weight;
    d->length += weight;
    f->tokens[d->token_count].form = fabricate_form(f, term, word, reach);
    f->tokens[d->token_count++].position = position;
}

static inline void fabricate_keyword(fabricated *f, bf_field field,
                                     const char *prefix, uint32_t number)
{
    bf_document_keyword *k = &f->keywords[f->document.keyword_count++];
    k->field = field;
    k->folded = fabricate_text(f, prefix, number);
    k->shown = fabricate_text(f, "Shown-", number);
    (void)fabricate_term(f, k->folded);
}

static inline void fabricate_time(fabricated *f, int slot, bf_time time)
{
    bf_document_value *value = &f->values[f->document.value_count];
    bf_time_key(f->keys[f->document.value_count++], time);
    value->slot = slot;
    value->data.data = (const char *)f->keys[f->document.value_count - 1];
    value->data.size = BF_TIME_KEY_BYTES;
}

/* Document number `number`, of up to `words` words; borrowed from `f`. */
static inline const bf_document *fabricate(fabricated *f, uint32_t number,
                                           uint32_t words)
{
    bf_document *d = &f->document;
    uint32_t position = 0;
    const uint32_t most =
        words < FABRICATED_WORDS / 2 ? words : FABRICATED_WORDS / 2;
    memset(d, 0, sizeof *d);
    f->text_count = 0;
    f->random = number * UINT64_C(0x9e3779b97f4a7c15) + 1;
    for (uint32_t i = fabricate_below(f, most + 1); i > 0; i--) {
        fabricate_word(f, position, words * 100);
        position += fabricate_below(f, 3);
    }
    d->field_starts[BF_FIELD_BODY] = position / 2;
    d->field_starts[BF_FIELD_AUTHORS] = position;
    d->field_starts[BF_FIELD_SECTION] = position;
    d->field_starts[BF_FIELD_TAGS] = position;
    f->terms[fabricate_term(f, fabricate_text(f, "Q", number))].frequency = 0;
    f->terms[fabricate_term(f, fabricate_text(f, "weighted", number % 7))]
        .frequency = 1 + number % 300;
    d->length += 1 + number % 300;
    fabricate_keyword(f, BF_FIELD_SECTION, "XSECTION:s", number % 5);
    for (uint32_t i = number % 3; i > 0; i--) {
        fabricate_keyword(f, BF_FIELD_TAGS, "Kt", number * 7 % 1000 + i);
    }
    fabricate_time(f, BF_SLOT_PUBLISHED, (bf_time)number * 86400);
    if (number % 50 == 0) {
        fabricate_time(f, BF_SLOT_VISIBLE_FROM, INT64_MAX);
    }
    d->terms = f->terms;
    d->forms = f->forms;
    d->tokens = f->tokens;
    d->values = f->values;
    d->keywords = f->keywords;
    return d;
}

#endif
