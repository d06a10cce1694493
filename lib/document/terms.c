/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tokens are looked up by their written form, of which an article has few more
 * than terms; only a form that is new looks for its term.
 */

#include "terms.h"

#include <backfile/limits.h>
#include <backfile/words.h>

#include <stdlib.h>

enum {
    FIRST_TOKENS = 1024,
    /* Room that a long document needed is not kept. */
    MOST_KEPT_TOKENS = 64 * FIRST_TOKENS
};

void bfi_terms_init(bfi_terms *terms)
{
    *terms = (bfi_terms){.arena = NULL};
    bfi_word_table_init(&terms->terms, sizeof(bf_document_term));
    bfi_word_table_init(&terms->forms, sizeof(bf_document_form));
}

void bfi_terms_fini(bfi_terms *terms)
{
    bfi_word_table_fini(&terms->terms);
    bfi_word_table_fini(&terms->forms);
    free(terms->tokens);
    bfi_terms_init(terms);
}

void bfi_terms_start(bfi_terms *terms, bf_arena *arena)
{
    terms->arena = arena;
    bfi_word_table_start(&terms->terms);
    bfi_word_table_start(&terms->forms);
    if (terms->token_room > MOST_KEPT_TOKENS) {
        free(terms->tokens);
        terms->tokens = NULL;
        terms->token_room = 0;
    }
    terms->token_count = 0;
    terms->length = 0;
}

static bf_status no_memory(bf_error *err)
{
    return bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

/* Terms ------------------------------------------------------------------- */

static bf_document_term *term_at(const bfi_terms *terms, uint32_t number)
{
    return (bf_document_term *)terms->terms.items + number;
}

/* The slot of `term`, or the free one where it belongs. */
static bfi_slot *find_term(const bfi_terms *terms, bf_str term, uint32_t hash)
{
    const bfi_word_table *table = &terms->terms;
    bfi_slot *slot = bfi_word_table_first(table, hash);
    while (!bfi_word_table_is_free(table, slot) &&
           !(slot->hash == hash &&
             bf_word_equal(
                 term_at(terms, bfi_word_table_number(table, slot))->term,
                 term))) {
        slot = bfi_word_table_next(table, slot);
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
        return no_memory(err);
    }
    item = bfi_word_table_take(&terms->terms, slot, hash);
    *item = (bf_document_term){copy, 0};
    return BF_OK;
}

/* The number of `term`, which is added when it is new. */
static bf_status number_of_term(bfi_terms *terms, uint32_t *out, bf_str term,
                                uint32_t hash, bf_error *err)
{
    bf_status status = BF_OK;
    bfi_slot *slot;
    if (!bfi_word_table_make_room(&terms->terms)) {
        return no_memory(err);
    }
    slot = find_term(terms, term, hash);
    if (bfi_word_table_is_free(&terms->terms, slot)) {
        status = add_new_term(terms, slot, term, hash, err);
    }
    *out = bfi_word_table_number(&terms->terms, slot);
    return status;
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
    bf_status status =
        number_of_term(terms, &number, term, bf_word_hash(term), err);
    if (!status) {
        count_term(terms, number, frequency);
    }
    return status;
}

uint32_t bfi_terms_frequency(const bfi_terms *terms, bf_str term)
{
    const bfi_word_table *table = &terms->terms;
    const bfi_slot *slot = table->slot_count > 0
                               ? find_term(terms, term, bf_word_hash(term))
                               : NULL;
    return slot && !bfi_word_table_is_free(table, slot)
               ? term_at(terms, bfi_word_table_number(table, slot))->frequency
               : 0;
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
    return bf_word_equal(form->word, token->word) &&
           form->reach == token->reach &&
           bf_word_equal(term_at(terms, form->term)->term, token->term);
}

/* The slot of the form of `token`, or the free one where it belongs. */
static bfi_slot *find_form(const bfi_terms *terms, const bf_token *token,
                           uint32_t hash)
{
    const bfi_word_table *table = &terms->forms;
    bfi_slot *slot = bfi_word_table_first(table, hash);
    while (!bfi_word_table_is_free(table, slot) &&
           !(slot->hash == hash &&
             is_form(terms, bfi_word_table_number(table, slot), token))) {
        slot = bfi_word_table_next(table, slot);
    }
    return slot;
}

static bf_status add_new_form(bfi_terms *terms, bfi_slot *slot,
                              const bf_token *token, uint32_t hash,
                              bf_error *err)
{
    const bool is_plain = bf_word_equal(token->word, token->term);
    bf_document_form *form;
    uint32_t term;
    bf_str word;
    bf_status status =
        number_of_term(terms, &term, token->term,
                       is_plain ? hash : bf_word_hash(token->term), err);
    if (status) {
        return status;
    }
    word = is_plain ? term_at(terms, term)->term
                    : bf_arena_copy(terms->arena, token->word);
    if (!word.data) {
        return no_memory(err);
    }
    form = bfi_word_table_take(&terms->forms, slot, hash);
    *form = (bf_document_form){word, term, token->reach};
    return BF_OK;
}

/* Make room for more tokens. */
static bool grow_tokens(bfi_terms *terms)
{
    const size_t room =
        terms->token_room ? 2 * terms->token_room : FIRST_TOKENS;
    bf_document_token *tokens = realloc(terms->tokens, room * sizeof *tokens);
    if (!tokens) {
        return false;
    }
    terms->tokens = tokens;
    terms->token_room = room;
    return true;
}

bf_status bfi_terms_add_token(bfi_terms *terms, const bf_token *token,
                              uint32_t position, uint32_t frequency,
                              bf_error *err)
{
    const uint32_t hash = bf_word_hash(token->word);
    bfi_slot *slot;
    uint32_t form;
    if (!bfi_word_table_make_room(&terms->forms) ||
        (terms->token_count == terms->token_room && !grow_tokens(terms))) {
        return no_memory(err);
    }
    slot = find_form(terms, token, hash);
    if (bfi_word_table_is_free(&terms->forms, slot)) {
        bf_status status = add_new_form(terms, slot, token, hash, err);
        if (status) {
            return status;
        }
    }
    form = bfi_word_table_number(&terms->forms, slot);
    count_term(terms, form_at(terms, form)->term, frequency);
    terms->tokens[terms->token_count++] = (bf_document_token){form, position};
    return BF_OK;
}
