/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tokens are looked up by their written form, of which an article has few more
 * than terms; only a form that is new looks for its term.
 */

#include "terms.h"

#include <backfile/limits.h>

#include "words.h"

#include <string.h>

enum {
    FIRST_TOKENS = 1024
};

void bfi_terms_start(bfi_terms *terms, bf_arena *arena)
{
    *terms = (bfi_terms){.arena = arena};
    bfi_table_start(&terms->terms, arena, sizeof(bf_document_term));
    bfi_table_start(&terms->forms, arena, sizeof(bf_document_form));
}

/* Terms ------------------------------------------------------------------- */

static bf_document_term *term_at(const bfi_terms *terms, uint32_t number)
{
    return (bf_document_term *)terms->terms.items + number;
}

/* The slot of `term`, or the free one where it belongs. */
static bfi_slot *find_term(const bfi_terms *terms, bf_str term, uint32_t hash)
{
    bfi_slot *slot = bfi_table_first(&terms->terms, hash);
    while (slot->item &&
           !(slot->hash == hash &&
             bfi_word_equal(term_at(terms, slot->item - 1)->term, term))) {
        slot = bfi_table_next(&terms->terms, slot);
    }
    return slot;
}

static bf_status add_new_term(bfi_terms *terms, bfi_slot *slot, bf_str term,
                              uint32_t hash, bf_error *err)
{
    bf_document_term *item;
    bf_str copy;
    if (terms->terms.count == (size_t)BF_MAX_ARTICLE_TERMS) {
        return bf_fail(err, BF_ERR_LIMIT, "more than %u different terms",
                       BF_MAX_ARTICLE_TERMS);
    }
    copy = bf_arena_copy(terms->arena, term);
    if (!copy.data) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    item = bfi_table_take(&terms->terms, slot, hash);
    item->term = copy;
    return BF_OK;
}

/* The number of `term`, which is added when it is new. */
static bf_status number_of_term(bfi_terms *terms, uint32_t *out, bf_str term,
                                bf_error *err)
{
    const uint32_t hash = bfi_word_hash(term);
    bf_status status = bfi_table_make_room(&terms->terms, err);
    bfi_slot *slot;
    if (status) {
        return status;
    }
    slot = find_term(terms, term, hash);
    if (!slot->item) {
        status = add_new_term(terms, slot, term, hash, err);
        if (status) {
            return status;
        }
    }
    *out = slot->item - 1;
    return BF_OK;
}

static void count_term(bfi_terms *terms, uint32_t number, uint32_t frequency)
{
    term_at(terms, number)->frequency += frequency;
    terms->length += frequency;
}

bf_status bfi_terms_add(bfi_terms *terms, bf_str term, uint32_t frequency,
                        bf_error *err)
{
    uint32_t number;
    bf_status status = number_of_term(terms, &number, term, err);
    if (!status) {
        count_term(terms, number, frequency);
    }
    return status;
}

uint32_t bfi_terms_frequency(const bfi_terms *terms, bf_str term)
{
    const bfi_slot *slot = terms->terms.slot_count > 0
                               ? find_term(terms, term, bfi_word_hash(term))
                               : NULL;
    return slot && slot->item ? term_at(terms, slot->item - 1)->frequency : 0;
}

/* Tokens ------------------------------------------------------------------ */

static bf_document_form *form_at(const bfi_terms *terms, uint32_t number)
{
    return (bf_document_form *)terms->forms.items + number;
}

static bool is_form(const bfi_terms *terms, uint32_t number,
                    const bf_token *token)
{
    const bf_document_form *form = form_at(terms, number);
    return bfi_word_equal(form->word, token->word) &&
           form->reach == token->reach &&
           bfi_word_equal(term_at(terms, form->term)->term, token->term);
}

/* The slot of the form of `token`, or the free one where it belongs. */
static bfi_slot *find_form(const bfi_terms *terms, const bf_token *token,
                           uint32_t hash)
{
    bfi_slot *slot = bfi_table_first(&terms->forms, hash);
    while (slot->item &&
           !(slot->hash == hash && is_form(terms, slot->item - 1, token))) {
        slot = bfi_table_next(&terms->forms, slot);
    }
    return slot;
}

static bf_status add_new_form(bfi_terms *terms, bfi_slot *slot,
                              const bf_token *token, uint32_t hash,
                              bf_error *err)
{
    bf_document_form *form;
    uint32_t term;
    bf_str word;
    bf_status status = number_of_term(terms, &term, token->term, err);
    if (status) {
        return status;
    }
    word = term_at(terms, term)->term;
    if (!bfi_word_equal(word, token->word)) {
        word = bf_arena_copy(terms->arena, token->word);
    }
    if (!word.data) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    form = bfi_table_take(&terms->forms, slot, hash);
    *form = (bf_document_form){word, term, token->reach};
    return BF_OK;
}

static bf_status add_token(bfi_terms *terms, uint32_t form, uint32_t position,
                           bf_error *err)
{
    if (terms->token_count == terms->token_room) {
        const size_t room =
            terms->token_room ? 2 * terms->token_room : FIRST_TOKENS;
        bf_document_token *tokens =
            bf_arena_array(terms->arena, room, sizeof *tokens);
        if (!tokens) {
            return bf_fail(err, BF_ERR_NOMEM, "out of memory");
        }
        if (terms->token_count > 0) {
            memcpy(tokens, terms->tokens, terms->token_count * sizeof *tokens);
        }
        terms->tokens = tokens;
        terms->token_room = room;
    }
    terms->tokens[terms->token_count++] = (bf_document_token){form, position};
    return BF_OK;
}

bf_status bfi_terms_add_token(bfi_terms *terms, const bf_token *token,
                              uint32_t position, uint32_t frequency,
                              bf_error *err)
{
    const uint32_t hash = bfi_word_hash(token->word);
    bf_status status = bfi_table_make_room(&terms->forms, err);
    bfi_slot *slot;
    if (status) {
        return status;
    }
    slot = find_form(terms, token, hash);
    if (!slot->item) {
        status = add_new_form(terms, slot, token, hash, err);
        if (status) {
            return status;
        }
    }
    count_term(terms, form_at(terms, slot->item - 1)->term, frequency);
    return add_token(terms, slot->item - 1, position, err);
}
