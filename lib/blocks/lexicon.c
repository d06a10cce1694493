/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terms and written forms by number. */

#include "lexicon.h"

#include <backfile/words.h>

#include <string.h>

_Static_assert(sizeof(bfi_term) == BFI_RECORD_BYTES, "one line of the cache");
_Static_assert(sizeof(bfi_term_form) == BFI_RECORD_BYTES, "the same");

void bfi_lexicon_fini(bfi_lexicon *lexicon)
{
    bfi_pool_fini(&lexicon->pool);
    bfi_pool_fini(&lexicon->terms);
    bfi_pool_fini(&lexicon->forms);
    bfi_slots_fini(&lexicon->term_slots);
    bfi_slots_fini(&lexicon->form_slots);
}

void bfi_lexicon_reset(bfi_lexicon *lexicon)
{
    bfi_pool_reset(&lexicon->pool);
    bfi_pool_reset(&lexicon->terms);
    bfi_pool_reset(&lexicon->forms);
    bfi_slots_reset(&lexicon->term_slots);
    bfi_slots_reset(&lexicon->form_slots);
    lexicon->term_count = 0;
    lexicon->form_count = 0;
}

size_t bfi_lexicon_bytes(const bfi_lexicon *lexicon)
{
    return bfi_pool_bytes(&lexicon->pool) + bfi_pool_bytes(&lexicon->terms) +
           bfi_pool_bytes(&lexicon->forms) +
           (lexicon->term_slots.room + lexicon->form_slots.room) *
               sizeof(bfi_slot);
}

static bf_status no_memory(bf_error *err)
{
    return bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

/* Ask for what is read soon. */
static inline void expect(const void *at)
{
    __builtin_prefetch(at, 1);
}

static void expect_slot(const bfi_slots *slots, uint32_t hash)
{
    expect(&slots->slots[bfi_slots_first(slots, hash)]);
}

/* Texts ------------------------------------------------------------------- */

static bool keep_text(bfi_lexicon *lexicon, bfi_text *out, bf_str text)
{
    out->few.size = (unsigned char)text.size;
    if (text.size <= BFI_SHORT_TEXT) {
        memcpy(out->few.bytes, text.data, text.size);
        return true;
    }
    out->many.piece = bfi_pool_take(&lexicon->pool, text.size);
    if (out->many.piece == BFI_NO_PIECE) {
        return false;
    }
    memcpy(bfi_pool_at(&lexicon->pool, out->many.piece), text.data, text.size);
    return true;
}

static inline bool is_text(const bfi_lexicon *lexicon, const bfi_text *text,
                           bf_str wanted)
{
    return bf_word_equal(bfi_lexicon_text(lexicon, text), wanted);
}

/* Terms ------------------------------------------------------------------- */

static bf_status add_term(bfi_lexicon *lexicon, uint32_t *out, bf_str text,
                          bf_error *err)
{
    bfi_term *term;
    if (bfi_pool_take(&lexicon->terms, BFI_RECORD_BYTES) == BFI_NO_PIECE) {
        return no_memory(err);
    }
    *out = lexicon->term_count++;
    term = bfi_lexicon_term(lexicon, *out);
    *term = (bfi_term){.first_form = BFI_NO_FORM,
                       .last_form = BFI_NO_FORM,
                       .kind = BF_TERM_TEXT};
    return keep_text(lexicon, &term->text, text) ? BF_OK : no_memory(err);
}

/* The slot of `text`, or the free one where it goes. */
static size_t find_term_slot(const bfi_lexicon *lexicon, bf_str text,
                             uint32_t hash)
{
    const bfi_slots *slots = &lexicon->term_slots;
    size_t i = bfi_slots_first(slots, hash);
    int64_t number;
    while (
        (number = bfi_slots_at(slots, i, hash)) != BFI_NO_NUMBER &&
        (number < 0 ||
         !is_text(lexicon, &bfi_lexicon_term(lexicon, (uint32_t)number)->text,
                  text))) {
        i = bfi_slots_next(slots, i);
    }
    return i;
}

static bf_status find_term(bfi_lexicon *lexicon, bfi_looked *looked,
                           bf_str text, bf_error *err)
{
    bfi_slots *slots = &lexicon->term_slots;
    const size_t i = find_term_slot(lexicon, text, looked->hash);
    const int64_t number = bfi_slots_at(slots, i, looked->hash);
    bfi_term *term;
    bf_status status = BF_OK;
    if (number >= 0) {
        looked->number = (uint32_t)number;
    } else {
        status = add_term(lexicon, &looked->number, text, err);
        if (status) {
            return status;
        }
        bfi_slots_put(slots, i, looked->hash, looked->number);
    }
    term = bfi_lexicon_term(lexicon, looked->number);
    if (term->seen == lexicon->look_ups) {
        return bf_fail(err, BF_ERR_INVALID, "a document with a term twice");
    }
    term->seen = lexicon->look_ups;
    if (term->postings.count > 0) {
        expect(bfi_pool_at(&lexicon->pool, term->postings.at));
    }
    return BF_OK;
}

/* The number that most likely is the one with `hash`; none is negative. */
static int64_t likely_number(const bfi_slots *slots, uint32_t hash)
{
    size_t i = bfi_slots_first(slots, hash);
    int64_t number;
    while ((number = bfi_slots_at(slots, i, hash)) == BFI_OTHER_NUMBER) {
        i = bfi_slots_next(slots, i);
    }
    return number;
}

static void expect_term(const bfi_lexicon *lexicon, uint32_t hash)
{
    const int64_t number = likely_number(&lexicon->term_slots, hash);
    if (number >= 0) {
        expect(bfi_lexicon_term(lexicon, (uint32_t)number));
    }
}

bf_status bfi_lexicon_find_terms(bfi_lexicon *lexicon, bfi_looked *out,
                                 const bf_document *document, bf_error *err)
{
    const size_t count = document->term_count;
    bf_status status = BF_OK;
    if (!bfi_slots_reserve(&lexicon->term_slots, count)) {
        return no_memory(err);
    }
    lexicon->look_ups++;
    for (size_t i = 0; i < count; i++) {
        out[i].hash = document->term_hashes
                          ? document->term_hashes[i]
                          : bf_word_hash(document->terms[i].term);
        expect_slot(&lexicon->term_slots, out[i].hash);
    }
    for (size_t i = 0; i < count; i++) {
        expect_term(lexicon, out[i].hash);
    }
    for (size_t i = 0; !status && i < count; i++) {
        status = find_term(lexicon, &out[i], document->terms[i].term, err);
    }
    return status;
}

/* Forms ------------------------------------------------------------------- */

static bool is_form(const bfi_lexicon *lexicon, uint32_t number,
                    const bf_document_form *wanted, uint32_t of)
{
    const bfi_term_form *form = bfi_lexicon_form(lexicon, number);
    return form->term == of && form->reach == wanted->reach &&
           is_text(lexicon, &form->text, wanted->word);
}

static bf_status add_form(bfi_lexicon *lexicon, uint32_t *out,
                          const bf_document_form *from, uint32_t of,
                          bf_error *err)
{
    bfi_term *term = bfi_lexicon_term(lexicon, of);
    bfi_term_form *form;
    if (bfi_pool_take(&lexicon->forms, BFI_RECORD_BYTES) == BFI_NO_PIECE) {
        return no_memory(err);
    }
    *out = lexicon->form_count++;
    form = bfi_lexicon_form(lexicon, *out);
    *form = (bfi_term_form){.term = of,
                            .reach = from->reach,
                            .number = ++term->form_count,
                            .next = BFI_NO_FORM};
    if (term->last_form == BFI_NO_FORM) {
        term->first_form = *out;
    } else {
        bfi_lexicon_form(lexicon, term->last_form)->next = *out;
    }
    term->last_form = *out;
    return keep_text(lexicon, &form->text, from->word) ? BF_OK : no_memory(err);
}

static bf_status find_form(bfi_lexicon *lexicon, bfi_looked *looked,
                           const bf_document_form *wanted, uint32_t of,
                           bf_error *err)
{
    bfi_slots *slots = &lexicon->form_slots;
    size_t i = bfi_slots_first(slots, looked->hash);
    int64_t number;
    bf_status status;
    while ((number = bfi_slots_at(slots, i, looked->hash)) != BFI_NO_NUMBER) {
        if (number >= 0 && is_form(lexicon, (uint32_t)number, wanted, of)) {
            looked->number = (uint32_t)number;
            return BF_OK;
        }
        i = bfi_slots_next(slots, i);
    }
    status = add_form(lexicon, &looked->number, wanted, of, err);
    if (!status) {
        bfi_slots_put(slots, i, looked->hash, looked->number);
    }
    return status;
}

/* Most forms are plain, and need no look-up. The others are asked for. */
static void begin_form(const bfi_lexicon *lexicon, bfi_looked *looked,
                       const bf_document *document, size_t i, uint32_t of)
{
    const bf_document_form *form = &document->forms[i];
    if (form->reach == 1 &&
        bf_word_equal(form->word, document->terms[form->term].term)) {
        looked->number = BFI_PLAIN_FORM;
        return;
    }
    looked->number = BFI_NO_FORM;
    looked->hash = document->form_hashes ? document->form_hashes[i]
                                         : bf_word_hash(form->word);
    looked->hash ^= (of + form->reach) * UINT32_C(0x9e3779b1);
    expect_slot(&lexicon->form_slots, looked->hash);
}

static void expect_form(const bfi_lexicon *lexicon, uint32_t hash)
{
    const int64_t number = likely_number(&lexicon->form_slots, hash);
    if (number >= 0) {
        expect(bfi_lexicon_form(lexicon, (uint32_t)number));
    }
}

bf_status bfi_lexicon_find_forms(bfi_lexicon *lexicon, bfi_looked *out,
                                 const bfi_looked *terms,
                                 const bf_document *document, bf_error *err)
{
    const bf_document_form *forms = document->forms;
    const size_t count = document->form_count;
    bf_status status = BF_OK;
    if (!bfi_slots_reserve(&lexicon->form_slots, count)) {
        return no_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        begin_form(lexicon, &out[i], document, i, terms[forms[i].term].number);
    }
    for (size_t i = 0; i < count; i++) {
        if (out[i].number == BFI_NO_FORM) {
            expect_form(lexicon, out[i].hash);
        }
    }
    for (size_t i = 0; !status && i < count; i++) {
        if (out[i].number == BFI_NO_FORM) {
            status = find_form(lexicon, &out[i], &forms[i],
                               terms[forms[i].term].number, err);
        }
    }
    return status;
}
