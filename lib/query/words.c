/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From leaves to terms. A text is analysed in each language of the index; all
 * languages cut it into the same tokens and differ in the stems only, so the
 * tokens are gathered by their position.
 */

#include "plan.h"

#include <stdlib.h>
#include <string.h>

bf_status bfi_planner_nomem(bfi_planner *planner)
{
    return bf_fail(planner->err, BF_ERR_NOMEM, "out of memory");
}

/* Analysis ----------------------------------------------------------------- */

static bool has_term(const bfi_word *word, bf_str term)
{
    for (size_t i = 0; i < word->term_count; i++) {
        if (bf_str_equal(word->terms[i], term)) {
            return true;
        }
    }
    return false;
}

static bf_status add_term(bfi_planner *planner, bfi_word *word, bf_str term)
{
    if (has_term(word, term)) {
        return BF_OK;
    }
    term = bf_arena_copy(planner->plan->arena, term);
    if (!term.data) {
        return bfi_planner_nomem(planner);
    }
    word->terms[word->term_count++] = term;
    return BF_OK;
}

/* Take `token` as the next word. */
static bf_status add_word(bfi_planner *planner, const bf_token *token)
{
    bfi_word *word = &planner->words[planner->word_count];
    *word = (bfi_word){
        .word = bf_arena_copy(planner->plan->arena, token->word),
        .span = token->span,
        .flags = token->flags,
    };
    if (!word->word.data) {
        return bfi_planner_nomem(planner);
    }
    planner->word_count++;
    return add_term(planner, word, token->term);
}

/* The first language says which words there are. */
static bf_status analyze_first(bfi_planner *planner, bf_str text, bf_span span)
{
    bf_token token;
    bf_status status = BF_OK;
    bf_analyzer_start(planner->analyzers[0], text);
    while (!status && bf_analyzer_next(planner->analyzers[0], &token)) {
        if (planner->word_count == planner->words_left) {
            bfi_notes_add(&planner->plan->notes, BFI_NOTE_TOO_MANY_WORDS, span);
            break;
        }
        status = add_word(planner, &token);
    }
    planner->words_left -= planner->word_count;
    return status;
}

static bf_status analyze_again(bfi_planner *planner, bf_analyzer *analyzer,
                               bf_str text)
{
    bf_token token;
    bf_status status = BF_OK;
    bf_analyzer_start(analyzer, text);
    for (size_t i = 0; !status && i < planner->word_count &&
                       bf_analyzer_next(analyzer, &token);
         i++) {
        status = add_term(planner, &planner->words[i], token.term);
    }
    return status;
}

bf_status bfi_plan_analyze(bfi_planner *planner, bf_str text, bf_span span)
{
    bf_status status;
    planner->word_count = 0;
    status = analyze_first(planner, text, span);
    for (size_t i = 1; !status && i < planner->language_count; i++) {
        status = analyze_again(planner, planner->analyzers[i], text);
    }
    return status;
}

/* Nodes -------------------------------------------------------------------- */

bf_status bfi_plan_weight(bfi_planner *planner, double *out,
                          const bf_str *terms, size_t count)
{
    const bf_plan_index *index = planner->index;
    uint64_t sum = 0;
    *out = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t frequency;
        bf_status status = index->frequency(index->context, &frequency,
                                            terms[i], planner->err);
        if (status) {
            return status;
        }
        sum += frequency;
    }
    *out = bf_score_idf(index->stats.documents, sum);
    return BF_OK;
}

bf_status bfi_plan_word_node(bfi_planner *planner, const bf_plan_node **out,
                             const bfi_word *word)
{
    double weight;
    bf_status status =
        bfi_plan_weight(planner, &weight, word->terms, word->term_count);
    *out = NULL;
    if (status) {
        return status;
    }
    *out = bfi_node_term(planner->plan->arena, word->terms, word->term_count,
                         weight);
    return *out ? BF_OK : bfi_planner_nomem(planner);
}

bf_status bfi_plan_set_one(bfi_planner *planner, bfi_leaf *leaf,
                           const bf_plan_node *const *nodes, size_t count)
{
    bf_arena *arena = planner->plan->arena;
    leaf->nodes = bf_arena_array(arena, 1, sizeof(bf_plan_node *));
    if (!leaf->nodes) {
        return bfi_planner_nomem(planner);
    }
    leaf->nodes[0] = bfi_node_join(arena, BF_PLAN_AND, nodes, count);
    leaf->count = 1;
    return leaf->nodes[0] ? BF_OK : bfi_planner_nomem(planner);
}

/* Phrases ------------------------------------------------------------------ */

static bf_status make_places(bfi_planner *planner, bfi_phrase *phrase)
{
    bf_arena *arena = planner->plan->arena;
    bfi_place *places =
        bf_arena_array(arena, planner->word_count, sizeof *places);
    for (size_t i = 0; places && i < planner->word_count; i++) {
        const bfi_word *word = &planner->words[i];
        size_t count = phrase->stems ? word->term_count : 1;
        bf_str *forms = bf_arena_array(arena, count, sizeof *forms);
        if (!forms) {
            return bfi_planner_nomem(planner);
        }
        memcpy(forms, phrase->stems ? word->terms : &word->word,
               count * sizeof *forms);
        places[i] = (bfi_place){forms, count};
    }
    phrase->places = places;
    phrase->place_count = planner->word_count;
    return places ? BF_OK : bfi_planner_nomem(planner);
}

/* The nodes of the words of a phrase: the words in the field, where it has
 * one, and the words in the text that score. */
static bf_status phrase_nodes(bfi_planner *planner, const bf_plan_node **nodes,
                              size_t *count, const bf_field_info *field)
{
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < planner->word_count; i++) {
        const bfi_word *word = &planner->words[i];
        if (field) {
            status =
                bfi_plan_field_node(planner, &nodes[(*count)++], field, word);
        }
        if (!status && (!field || field->type == BF_TYPE_TEXT)) {
            status = bfi_plan_word_node(planner, &nodes[(*count)++], word);
        }
    }
    return status;
}

bf_status bfi_plan_phrase(bfi_planner *planner, const bf_plan_node **out,
                          const bf_field_info *field, bool stems)
{
    bf_plan *plan = planner->plan;
    bfi_phrase *phrase = &plan->phrases[plan->phrase_count];
    const bf_plan_node **nodes = bf_arena_array(
        plan->arena, 2 * planner->word_count, sizeof(bf_plan_node *));
    size_t count = 0;
    bf_status status;
    *out = NULL;
    if (!nodes) {
        return bfi_planner_nomem(planner);
    }
    *phrase = (bfi_phrase){.stems = stems, .field = field};
    status = make_places(planner, phrase);
    if (!status) {
        status = phrase_nodes(planner, nodes, &count, field);
    }
    if (status) {
        return status;
    }
    *out = bfi_node_phrase(plan->arena, nodes, count, plan->phrase_count);
    plan->phrase_count++;
    return *out ? BF_OK : bfi_planner_nomem(planner);
}

/* Leaves ------------------------------------------------------------------- */

/* Words side by side. */
static bf_status plan_words(bfi_planner *planner, bfi_leaf *out, bool excluded)
{
    bf_status status = BF_OK;
    out->nodes = bf_arena_array(planner->plan->arena, planner->word_count,
                                sizeof(bf_plan_node *));
    if (!out->nodes) {
        return bfi_planner_nomem(planner);
    }
    for (size_t i = 0; !status && i < planner->word_count; i++) {
        const bfi_word *word = &planner->words[i];
        status = bfi_plan_word_node(planner, &out->nodes[i], word);
        if (!status && !excluded) {
            status = bfi_plan_mark_word(planner, word, out->nodes[i]->weight);
        }
        out->count++;
    }
    return status;
}

static bf_status plan_phrase(bfi_planner *planner, bfi_leaf *out, bool stems,
                             bool excluded)
{
    const bf_plan_node *node;
    bf_status status = bfi_plan_phrase(planner, &node, NULL, stems);
    if (!status && !excluded) {
        status = bfi_plan_mark_phrase(planner, node);
    }
    return status ? status : bfi_plan_set_one(planner, out, &node, 1);
}

bf_status bfi_plan_leaf(bfi_planner *planner, bfi_leaf *out,
                        const bf_query_node *leaf, bool excluded)
{
    bool quoted = leaf->kind == BF_QUERY_PHRASE;
    bool stems = !quoted || planner->phrase_stems;
    bool alone;
    bf_status status;
    *out = (bfi_leaf){NULL, 0};
    if (leaf->kind == BF_QUERY_PREFIX) {
        return bfi_plan_prefix(planner, out, leaf, excluded);
    }
    if (leaf->field) {
        return bfi_plan_field(planner, out, leaf, excluded);
    }
    status = bfi_plan_analyze(planner, leaf->text, leaf->span);
    if (status) {
        return status;
    }
    if (planner->word_count == 0) {
        bfi_notes_add(&planner->plan->notes, BFI_NOTE_NO_TEXT, leaf->span);
        return BF_OK;
    }
    alone = planner->word_count == 1 &&
            (stems || planner->words[0].flags & BF_TOKEN_NGRAM);
    if (alone || (!quoted && leaf->role != BF_QUERY_MUST_NOT)) {
        return plan_words(planner, out, excluded);
    }
    return plan_phrase(planner, out, stems, excluded);
}
