/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The check of phrases, in one pass over the text. After each token, bit i of
 * `reached` says that the phrase up to its place i ends there (the Shift-And
 * method of Baeza-Yates and Gonnet, "A new approach to text searching", 1992),
 * so only places that can still be reached are compared.
 *
 * Written forms do not depend on the language, so those phrases, and the
 * articles they are looked for in, go through one analyzer that does not stem,
 * which is the faster one.
 */

#include "plan.h"

enum {
    BITS = 64,
    STATES = BF_MAX_QUERY_WORDS / BITS
};

static bool stands_at(const bfi_place *place, bf_str form)
{
    for (size_t i = 0; i < place->form_count; i++) {
        if (bf_str_equal(place->forms[i], form)) {
            return true;
        }
    }
    return false;
}

/* Of the places in `candidates`, those that `form` stands at. */
static uint64_t step(const bfi_place *places, uint64_t candidates, bf_str form)
{
    uint64_t reached = 0;
    while (candidates) {
        int i = __builtin_ctzll(candidates);
        candidates &= candidates - 1;
        if (stands_at(&places[i], form)) {
            reached |= UINT64_C(1) << i;
        }
    }
    return reached;
}

static void advance(const bfi_phrase *phrase, uint64_t reached[STATES],
                    bf_str form)
{
    uint64_t carry = 1; /* a phrase may begin at every token */
    for (size_t i = 0; i * BITS < phrase->place_count; i++) {
        size_t left = phrase->place_count - i * BITS;
        uint64_t mask = left < BITS ? (UINT64_C(1) << left) - 1 : UINT64_MAX;
        uint64_t candidates = (reached[i] << 1 | carry) & mask;
        carry = reached[i] >> (BITS - 1);
        reached[i] = step(phrase->places + i * BITS, candidates, form);
    }
}

static bool stands_in(const bfi_phrase *phrase, bf_analyzer *analyzer,
                      bf_str text)
{
    uint64_t reached[STATES] = {0};
    size_t last = phrase->place_count - 1;
    bf_token token;
    bf_analyzer_start(analyzer, text);
    while (bf_analyzer_next(analyzer, &token)) {
        advance(phrase, reached, phrase->stems ? token.term : token.word);
        if (reached[last / BITS] >> last % BITS & 1) {
            return true;
        }
    }
    return false;
}

static bool stands_in_field(const bfi_phrase *phrase, bf_analyzer *analyzer,
                            const bf_article *article, bf_field field)
{
    bf_str_list values = bf_article_values(article, field);
    for (size_t i = 0; i < values.count; i++) {
        if (stands_in(phrase, analyzer, values.items[i])) {
            return true;
        }
    }
    return false;
}

bf_status bf_plan_phrase_matches(bool *out, bf_plan *plan, size_t number,
                                 const bf_article *article, bf_error *err)
{
    const bfi_phrase *phrase = &plan->phrases[number];
    bf_analyzer *analyzer;
    bf_status status = bf_analyzer_set_get(
        &analyzer, plan->analyzers,
        phrase->stems ? article->lang : (bf_str){"", 0}, err);
    *out = false;
    if (status) {
        return status;
    }
    for (int i = 0; i < BF_FIELD_COUNT && !*out; i++) {
        const bf_field_info *field = bf_field_info_of((bf_field)i);
        if (phrase->field ? phrase->field == field
                          : (field->uses & BF_USE_SEARCH) != 0) {
            *out = stands_in_field(phrase, analyzer, article, (bf_field)i);
        }
    }
    return BF_OK;
}
