/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The check of phrases, in one pass over the text. For each border between two
 * tokens, bit i of its states says that the phrase up to its place i ends there
 * (the Shift-And method of Baeza-Yates and Gonnet, "A new approach to text
 * searching", 1992), so only places that can still be reached are compared.
 *
 * A joined token leads to a border further on, and a joined form of the phrase
 * to a state further on. Neither goes further than BF_MAX_JOINED_TOKENS, so the
 * states of as many borders ahead are kept, in a ring.
 *
 * Written forms do not depend on the language, so those phrases, and the
 * articles they are looked for in, go through one analyzer that does not stem,
 * which is the faster one. What stands there has to be the words of the plan
 * as well: of an article in another language than those that they were analysed
 * in, that is looked at once the forms are found.
 */

#include "plan.h"

#include <string.h>

enum {
    BITS = 64,
    WORDS = BF_MAX_QUERY_WORDS / BITS,
    RING = BF_MAX_JOINED_TOKENS + 1
};

typedef struct states {
    uint64_t bits[WORDS];
} states;

/* Where `form` leads to from `place`. */
static void step(const bf_plan_place *place, size_t number, bf_str form,
                 states *to)
{
    for (size_t i = 0; i < place->step_count; i++) {
        if (bf_str_equal(place->steps[i].form, form)) {
            const size_t last = number + place->steps[i].reach - 1;
            to->bits[last / BITS] |= UINT64_C(1) << last % BITS;
        }
    }
}

/* Add to the states `to` at the end of a token those that its `form` leads to
 * from the states before it. */
static void advance(const bf_plan_phrase *phrase, const states *from,
                    states *to, bf_str form)
{
    uint64_t carry = 1; /* a phrase may begin at every token */
    for (size_t i = 0; i * BITS < phrase->place_count; i++) {
        size_t left = phrase->place_count - i * BITS;
        uint64_t mask = left < BITS ? (UINT64_C(1) << left) - 1 : UINT64_MAX;
        uint64_t candidates = (from->bits[i] << 1 | carry) & mask;
        carry = from->bits[i] >> (BITS - 1);
        while (candidates) {
            const size_t place = i * BITS + (size_t)__builtin_ctzll(candidates);
            candidates &= candidates - 1;
            step(&phrase->places[place], place, form, to);
        }
    }
}

/* Whether `term` is one of the words of `node`. */
static bool has_term(const bf_plan_node *node, bf_str term)
{
    for (size_t i = 0; i < node->child_count; i++) {
        const bf_plan_node *child = node->children[i];
        for (size_t k = 0; k < child->term_count; k++) {
            if (bf_str_equal(child->terms[k], term)) {
                return true;
            }
        }
    }
    return false;
}

/* How a phrase is looked for in an article. */
typedef struct search {
    const bf_plan_phrase *phrase;
    const bf_plan_node *words; /* that its tokens are of; NULL: of any */
    bf_analyzer *analyzer;
} search;

static bool stands_in(const search *s, bf_str text)
{
    const bf_plan_phrase *phrase = s->phrase;
    states ring[RING] = {0};
    const size_t last = phrase->place_count - 1;
    bf_token token;
    bf_analyzer_start(s->analyzer, text);
    while (bf_analyzer_next(s->analyzer, &token)) {
        states *to = &ring[(token.position + token.reach) % RING];
        if (!(token.flags & BF_TOKEN_JOINED)) {
            /* The furthest border that this token's forms may reach. */
            memset(&ring[(token.position + RING - 1) % RING], 0,
                   sizeof ring[0]);
        }
        if (s->words && !has_term(s->words, token.term)) {
            continue;
        }
        advance(phrase, &ring[token.position % RING], to,
                phrase->stems ? token.term : token.word);
        if (to->bits[last / BITS] >> last % BITS & 1) {
            return true;
        }
    }
    return false;
}

static bool stands_in_field(const search *s, const bf_article *article,
                            bf_field field)
{
    bf_str_list values = bf_article_values(article, field);
    for (size_t i = 0; i < values.count; i++) {
        if (stands_in(s, values.items[i])) {
            return true;
        }
    }
    return false;
}

static bool stands_in_article(const search *s, const bf_article *article)
{
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        const bf_field_info *field = bf_field_info_of((bf_field)i);
        if ((s->phrase->field ? s->phrase->field == field
                              : (field->uses & BF_USE_SEARCH) != 0) &&
            stands_in_field(s, article, (bf_field)i)) {
            return true;
        }
    }
    return false;
}

/* Whether the words of a plan were analysed in the language `lang`. */
static bool knows(const bf_plan *plan, bf_str lang)
{
    char primary[BF_LANGUAGE_BYTES];
    if (bf_language_primary(primary, lang, NULL)) {
        primary[0] = '\0';
    }
    for (size_t i = 0; i < plan->language_count; i++) {
        if (strcmp(plan->languages[i], primary) == 0) {
            return true;
        }
    }
    return false;
}

bf_status bf_plan_phrase_matches(bool *out, bf_plan *plan, size_t number,
                                 const bf_article *article, bf_error *err)
{
    search s = {.phrase = &plan->phrases[number]};
    const bool by_form = !s.phrase->stems;
    bf_status status =
        bf_analyzer_set_get(&s.analyzer, plan->analyzers,
                            by_form ? (bf_str){"", 0} : article->lang, err);
    *out = !status && stands_in_article(&s, article);
    if (status || !*out || !by_form || knows(plan, article->lang)) {
        return status;
    }
    s.words = plan->phrase_nodes[number];
    status =
        bf_analyzer_set_get(&s.analyzer, plan->analyzers, article->lang, err);
    *out = !status && stands_in_article(&s, article);
    return status;
}
