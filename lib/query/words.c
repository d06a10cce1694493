/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From leaves to nodes of the plan. */

#include "plan.h"

/* What the weight of a stop word is multiplied by. Measured on nine collections
 * in docs/relevance.md; from a tenth to a half all are about as good. */
static const double stop_factor = 0.25;

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

bf_status bfi_plan_count(bfi_planner *planner, uint64_t *out,
                         const bfi_word *word)
{
    const bf_plan_index *index = planner->index;
    bf_status status = BF_OK;
    *out = 0;
    for (size_t i = 0; !status && i < word->term_count; i++) {
        uint32_t frequency;
        status = index->frequency(index->context, &frequency, word->terms[i],
                                  planner->err);
        *out += status ? 0 : frequency;
    }
    return status;
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

bf_status bfi_plan_word_in(bfi_planner *planner, const bf_plan_node **out,
                           const bfi_word *word, const bf_field_info *field,
                           bfi_leaf *leaf)
{
    bf_status status = bfi_plan_word_node(planner, out, word);
    return status || !leaf ? status
                           : bfi_plan_prefer(planner, leaf, out, field, word);
}

bf_status bfi_plan_set_one(bfi_planner *planner, bfi_leaf *leaf,
                           const bf_plan_node *const *nodes, size_t count)
{
    bf_arena *arena = planner->plan->arena;
    leaf->nodes = bf_arena_array(arena, 1, sizeof(bf_plan_node *));
    if (!leaf->nodes) {
        return bfi_planner_nomem(planner);
    }
    leaf->nodes[0] = bfi_node_add_extras(
        arena, bfi_node_join(arena, BF_PLAN_AND, nodes, count), leaf->extras,
        leaf->extra_count);
    leaf->count = 1;
    leaf->extras = NULL; /* they are in the node */
    leaf->extra_count = 0;
    return leaf->nodes[0] ? BF_OK : bfi_planner_nomem(planner);
}

/* Room for all that can be extra: each word, or its spelling, names, and
 * single characters. */
static bf_status make_extras(bfi_planner *planner, bfi_leaf *leaf)
{
    const size_t room =
        planner->word_count + planner->other_count + planner->unit_count;
    leaf->extras =
        bf_arena_array(planner->plan->arena, room, sizeof(bf_plan_node *));
    return leaf->extras ? BF_OK : bfi_planner_nomem(planner);
}

bf_status bfi_plan_add_extra(bfi_planner *planner, bfi_leaf *leaf,
                             const bf_plan_node *extra)
{
    bf_status status = leaf->extras ? BF_OK : make_extras(planner, leaf);
    if (!status) {
        leaf->extras[leaf->extra_count++] = extra;
    }
    return status;
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

/* The words in the text, as part of a value: they do not score. */
static bf_status value_node(bfi_planner *planner, const bf_plan_node **out,
                            const bfi_word *word)
{
    bf_str terms[BFI_WORD_TERMS];
    const size_t count = bfi_plan_terms(planner, terms, word);
    *out = bfi_node_term(planner->plan->arena, terms, count, 0);
    return *out ? BF_OK : bfi_planner_nomem(planner);
}

/* The nodes of the words of a phrase: the words in the field, where it has
 * one, and the words in the text, of which a matcher knows where they stand.
 * These score, with extras in `leaf`, unless they are of a value. */
static bf_status phrase_nodes(bfi_planner *planner, const bf_plan_node **nodes,
                              size_t *count, const bf_field_info *field,
                              bfi_leaf *leaf)
{
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < planner->word_count; i++) {
        const bfi_word *word = &planner->words[i];
        if (field) {
            status =
                bfi_plan_field_node(planner, &nodes[(*count)++], field, word);
        }
        if (!status && field && field->type != BF_TYPE_TEXT) {
            status = value_node(planner, &nodes[(*count)++], word);
        } else if (!status) {
            status = bfi_plan_word_in(planner, &nodes[(*count)++], word, field,
                                      leaf);
        }
    }
    return status;
}

bf_status bfi_plan_phrase(bfi_planner *planner, const bf_plan_node **out,
                          const bf_field_info *field, bool stems,
                          bfi_leaf *leaf)
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
        status = phrase_nodes(planner, nodes, &count, field, leaf);
    }
    if (status) {
        return status;
    }
    *out = bfi_node_phrase(plan->arena, nodes, count, plan->phrase_count);
    plan->phrase_nodes[plan->phrase_count++] = *out;
    return *out ? BF_OK : bfi_planner_nomem(planner);
}

/* Leaves ------------------------------------------------------------------- */

/* Nodes of names with periods. What hyphens join would gain nothing: to score
 * it so, on top of its parts, makes one word of a query outweigh the others. */
static bf_status plan_names(bfi_planner *planner, bfi_leaf *out)
{
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < planner->other_count; i++) {
        const bfi_word *other = &planner->others[i];
        const bf_plan_node *node;
        if (!(other->flags & BF_TOKEN_DOTTED)) {
            continue;
        }
        status = term_node(planner, &node, other->terms, other->term_count);
        if (!status) {
            status = bfi_plan_add_extra(planner, out, node);
        }
    }
    return status;
}

static bf_status make_leaf(bfi_planner *planner, bfi_leaf *out)
{
    out->nodes = bf_arena_array(planner->plan->arena, planner->word_count,
                                sizeof(bf_plan_node *));
    if (!out->nodes) {
        return bfi_planner_nomem(planner);
    }
    return make_extras(planner, out);
}

/* The node of a stop word, which weighs little. */
static bf_status weaken(bfi_planner *planner, const bf_plan_node **node)
{
    *node = bfi_node_term(planner->plan->arena, (*node)->terms,
                          (*node)->term_count, (*node)->weight * stop_factor);
    return *node ? BF_OK : bfi_planner_nomem(planner);
}

/* Make the node of word number `i`, among the extras if it is `aside`. */
static bf_status plan_one(bfi_planner *planner, bfi_leaf *out,
                          const bf_query_node *leaf, size_t i, bool aside,
                          bool excluded)
{
    const bool stop = aside && bfi_plan_is_stop(planner, leaf, i);
    const bf_plan_node **node =
        aside ? &out->extras[out->extra_count++] : &out->nodes[out->count++];
    bf_status status = bfi_plan_word_node(planner, node, &planner->words[i]);
    if (!status && stop) {
        status = weaken(planner, node);
    }
    if (status || excluded) {
        return status;
    }
    status = bfi_plan_mark_word(planner, &planner->words[i], (*node)->weight);
    return status || aside
               ? status
               : bfi_plan_prefer(planner, out, node, NULL, &planner->words[i]);
}

/* Words side by side. */
static bf_status plan_words(bfi_planner *planner, bfi_leaf *out,
                            const bf_query_node *leaf, bool excluded)
{
    const bool may_stop =
        !excluded && (leaf->kind == BF_QUERY_WORD ||
                      planner->phrases == BF_PHRASES_AS_WORDS);
    bool aside[BF_MAX_QUERY_WORDS] = {false};
    bf_status status = make_leaf(planner, out);
    if (!excluded) {
        bfi_plan_optional_pairs(planner, aside);
    }
    for (size_t i = 0; !status && i < planner->word_count; i++) {
        aside[i] = aside[i] || (may_stop && bfi_plan_is_stop(planner, leaf, i));
        status = plan_one(planner, out, leaf, i, aside[i], excluded);
    }
    if (!status && !excluded) {
        status = plan_names(planner, out);
    }
    return status || excluded ? status : bfi_plan_pairs(planner, out, aside);
}

/* The words of a phrase as what else adds to the score of articles that other
 * words find: who asks a question with a name in quotes is helped by part of
 * the name, too. */
static bf_status plan_loose(bfi_planner *planner, bfi_leaf *out,
                            const bf_query_node *leaf)
{
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < planner->word_count; i++) {
        const bf_plan_node *node;
        status = bfi_plan_word_node(planner, &node, &planner->words[i]);
        if (!status && bfi_plan_is_stop(planner, leaf, i)) {
            status = weaken(planner, &node);
        }
        if (!status) {
            status = bfi_plan_add_extra(planner, out, node);
        }
        out->loose_count++;
    }
    return status;
}

static bf_status plan_phrase(bfi_planner *planner, bfi_leaf *out,
                             const bf_query_node *leaf, bool stems,
                             bool excluded)
{
    const bool loose = (planner->before || planner->after) && !excluded &&
                       planner->word_count > 1 && leaf->role == BF_QUERY_SHOULD;
    const bf_plan_node *node;
    bf_status status =
        bfi_plan_phrase(planner, &node, NULL, stems, excluded ? NULL : out);
    if (!status && !excluded) {
        status = bfi_plan_mark_phrase(planner, node);
    }
    if (!status) {
        status = bfi_plan_set_one(planner, out, &node, 1);
    }
    return status || !loose ? status : plan_loose(planner, out, leaf);
}

/* Also look for the word of a leaf as two. */
static bf_status add_split(bfi_planner *planner, bfi_leaf *out,
                           const bf_query_node *leaf, bool excluded)
{
    const bf_plan_node *sides[2] = {out->nodes[0], out->nodes[0]};
    const bfi_word word = planner->words[0];
    bool found = false;
    bf_status status =
        bfi_plan_split(planner, &found, &sides[1], leaf, excluded);
    if (status || !found) {
        return status;
    }
    bfi_plan_mark_other(planner, word.word);
    planner->words[0] = word;
    planner->word_count = 1;
    out->nodes[0] = bfi_node_join(planner->plan->arena, BF_PLAN_OR, sides, 2);
    return out->nodes[0] ? BF_OK : bfi_planner_nomem(planner);
}

/* A word, which may be written as two, make one with what is beside it, or be
 * made of others. */
static bf_status plan_word(bfi_planner *planner, bfi_leaf *out,
                           const bf_query_node *leaf, bool excluded)
{
    bf_status status = bfi_plan_join(planner, leaf);
    if (!status) {
        status = plan_words(planner, out, leaf, excluded);
    }
    if (status || out->count == 0) {
        return status;
    }
    status = add_split(planner, out, leaf, excluded);
    return status || excluded ? status : bfi_plan_parts(planner, out, leaf);
}

/* A leaf without a field that has words. */
static bf_status plan_plain(bfi_planner *planner, bfi_leaf *out,
                            const bf_query_node *leaf, bool excluded)
{
    const bool quoted = leaf->kind == BF_QUERY_PHRASE &&
                        (planner->phrases != BF_PHRASES_AS_WORDS || excluded ||
                         leaf->role != BF_QUERY_SHOULD);
    const bool stems = !quoted || planner->phrases != BF_PHRASES_AS_WRITTEN;
    const bool single = planner->word_count == 1;
    const bool pair = planner->words[0].flags & BF_TOKEN_NGRAM;
    if (single && !quoted && !pair) {
        return plan_word(planner, out, leaf, excluded);
    }
    if ((single && (stems || pair)) ||
        (!quoted && leaf->role != BF_QUERY_MUST_NOT)) {
        return plan_words(planner, out, leaf, excluded);
    }
    return plan_phrase(planner, out, leaf, stems, excluded);
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
