/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From leaves to nodes of the plan. */

#include "plan.h"

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

static bf_status term_node(bfi_planner *planner, const bf_plan_node **out,
                           const bf_str *terms, size_t count)
{
    double weight;
    bf_status status = bfi_plan_weight(planner, &weight, terms, count);
    *out = NULL;
    if (status) {
        return status;
    }
    *out = bfi_node_term(planner->plan->arena, terms, count, weight);
    return *out ? BF_OK : bfi_planner_nomem(planner);
}

bf_status bfi_plan_word_node(bfi_planner *planner, const bf_plan_node **out,
                             const bfi_word *word)
{
    bf_str terms[BFI_WORD_TERMS];
    return term_node(planner, out, terms, bfi_plan_terms(planner, terms, word));
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

/* Add the forms of `word` that the phrase is matched by. */
static void add_steps(bf_plan_step *steps, size_t *count, const bfi_word *word,
                      bool stems)
{
    const bf_str *forms = stems ? word->terms : &word->word;
    const size_t form_count = stems ? word->term_count : 1;
    for (size_t i = 0; i < form_count; i++) {
        steps[(*count)++] = (bf_plan_step){forms[i], word->reach};
    }
}

static bf_status make_place(bfi_planner *planner, bf_plan_place *out,
                            const bfi_word *word, bool stems)
{
    /* It has two other forms at most. */
    bf_plan_step *steps =
        bf_arena_array(planner->plan->arena, (size_t)3 * BF_MAX_QUERY_LANGUAGES,
                       sizeof *steps);
    size_t count = 0;
    if (!steps) {
        return bfi_planner_nomem(planner);
    }
    add_steps(steps, &count, word, stems);
    for (size_t i = 0; i < planner->other_count; i++) {
        if (planner->others[i].place == word->place) {
            add_steps(steps, &count, &planner->others[i], stems);
        }
    }
    *out = (bf_plan_place){steps, count};
    return BF_OK;
}

static bf_status make_places(bfi_planner *planner, bf_plan_phrase *phrase)
{
    bf_status status = BF_OK;
    bf_plan_place *places = bf_arena_array(planner->plan->arena,
                                           planner->word_count, sizeof *places);
    if (!places) {
        return bfi_planner_nomem(planner);
    }
    for (size_t i = 0; !status && i < planner->word_count; i++) {
        status =
            make_place(planner, &places[i], &planner->words[i], phrase->stems);
    }
    phrase->places = places;
    phrase->place_count = planner->word_count;
    return status;
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
    bf_plan_phrase *phrase = &plan->phrases[plan->phrase_count];
    const bf_plan_node **nodes = bf_arena_array(
        plan->arena, 2 * planner->word_count, sizeof(bf_plan_node *));
    size_t count = 0;
    bf_status status;
    *out = NULL;
    if (!nodes) {
        return bfi_planner_nomem(planner);
    }
    *phrase = (bf_plan_phrase){.stems = stems, .field = field};
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

/* Nodes of names with periods. What hyphens join would gain nothing: to score
 * it so, on top of its parts, makes one word of a query outweigh the others. */
static bf_status plan_extras(bfi_planner *planner, bfi_leaf *out)
{
    bf_status status = BF_OK;
    out->extras = bf_arena_array(planner->plan->arena, planner->other_count,
                                 sizeof(bf_plan_node *));
    if (!out->extras) {
        return bfi_planner_nomem(planner);
    }
    for (size_t i = 0; !status && i < planner->other_count; i++) {
        const bfi_word *other = &planner->others[i];
        if (other->flags & BF_TOKEN_DOTTED) {
            status = term_node(planner, &out->extras[out->extra_count++],
                               other->terms, other->term_count);
        }
    }
    return status;
}

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
    return status || excluded ? status : plan_extras(planner, out);
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

/* A word, which may be written as two, or make one with what is beside it. */
static bf_status plan_word(bfi_planner *planner, bfi_leaf *out,
                           const bf_query_node *leaf, bool excluded)
{
    const bf_plan_node *sides[2];
    const bf_str word = planner->words[0].word;
    bool found = false;
    bf_status status = bfi_plan_join(planner, leaf);
    if (!status) {
        status = plan_words(planner, out, excluded);
    }
    if (!status) {
        sides[0] = sides[1] = out->nodes[0];
        status = bfi_plan_split(planner, &found, &sides[1], leaf, excluded);
    }
    if (status || !found) {
        return status;
    }
    bfi_plan_mark_other(planner, word);
    out->nodes[0] = bfi_node_join(planner->plan->arena, BF_PLAN_OR, sides, 2);
    return out->nodes[0] ? BF_OK : bfi_planner_nomem(planner);
}

/* A leaf without a field that has words. */
static bf_status plan_plain(bfi_planner *planner, bfi_leaf *out,
                            const bf_query_node *leaf, bool excluded)
{
    const bool quoted = leaf->kind == BF_QUERY_PHRASE;
    const bool stems = !quoted || planner->phrase_stems;
    const bool single = planner->word_count == 1;
    const bool pair = planner->words[0].flags & BF_TOKEN_NGRAM;
    if (single && !quoted && !pair) {
        return plan_word(planner, out, leaf, excluded);
    }
    if ((single && (stems || pair)) ||
        (!quoted && leaf->role != BF_QUERY_MUST_NOT)) {
        return plan_words(planner, out, excluded);
    }
    return plan_phrase(planner, out, stems, excluded);
}

bf_status bfi_plan_leaf(bfi_planner *planner, bfi_leaf *out,
                        const bf_query_node *leaf, bool excluded)
{
    bf_status status;
    *out = (bfi_leaf){.count = 0};
    planner->added = leaf->added;
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
    return plan_plain(planner, out, leaf, excluded);
}
