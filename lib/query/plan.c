/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Plans. The leaves of the tree are planned once, then combined as the mode
 * says; BF_MODE_FEWER combines them for both other modes and takes the one
 * from the other. Recursion is over the tree, whose depth the parser bounds.
 */

#include "plan.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    /* Most of it is for prefixes: 256 of them of 116 terms, twice. */
    ARENA_BYTES = 64 * 1024 * 1024
};

static_assert(BF_MAX_QUERY_WORDS % 64 == 0, "phrase.c counts places by 64");

/* Leaves ------------------------------------------------------------------- */

static bf_status plan_leaves(bfi_planner *planner, const bf_query_node *node,
                             bool excluded)
{
    bfi_stops stops = {.apply = false};
    bf_status status = BF_OK;
    if (node->kind == BF_QUERY_NOTHING) {
        return BF_OK;
    }
    if (node->child_count == 0) {
        bfi_leaf *leaf = &planner->leaves[planner->leaf_count++];
        return bfi_plan_leaf(planner, leaf, node, excluded);
    }
    if (node->kind == BF_QUERY_LIST && !excluded) {
        status = bfi_plan_stops(planner, &stops, node);
    }
    for (size_t i = 0; !status && i < node->child_count; i++) {
        const bf_query_node *child = node->children[i];
        const bool side_by_side = node->kind == BF_QUERY_LIST;
        bool negative = child->role == BF_QUERY_MUST_NOT;
        planner->stops = stops;
        planner->before = side_by_side && i > 0 ? node->children[i - 1] : NULL;
        planner->after = side_by_side && i + 1 < node->child_count
                             ? node->children[i + 1]
                             : NULL;
        status = plan_leaves(planner, child, excluded != negative);
    }
    return status;
}

/* Combining ---------------------------------------------------------------- */

typedef struct nodes {
    const bf_plan_node **items;
    size_t count;
} nodes;

/* The parts of a LIST by role. */
typedef struct parts {
    nodes by_role[BF_QUERY_MUST_NOT + 1];
    nodes extras;   /* they only add to the score */
    bool restricts; /* it has more than exclusions */
} parts;

/* What combining a node gave: BF_OK with NULL when there is nothing in it to
 * search for, as in a lone arrow. */
static bf_status combine(bfi_planner *planner, const bf_plan_node **out,
                         const bf_query_node *node, bf_mode mode);

static bf_status checked(bfi_planner *planner, const bf_plan_node **out,
                         const bf_plan_node *made)
{
    *out = made;
    return made ? BF_OK : bfi_planner_nomem(planner);
}

/* What a child of a node gives: a leaf may have several nodes. */
typedef struct child {
    nodes found;
    nodes extras;
    const bf_plan_node *single;
} child;

static bf_status child_nodes(bfi_planner *planner, child *out,
                             const bf_query_node *node, bf_mode mode)
{
    const bool all = mode == BF_MODE_ALL || node->role == BF_QUERY_MUST;
    bf_status status;
    *out = (child){.single = NULL};
    if (node->child_count == 0) {
        const bfi_leaf *leaf = &planner->leaves[planner->next_leaf++];
        out->found = all && leaf->strict_count > 0
                         ? (nodes){leaf->strict, leaf->strict_count}
                         : (nodes){leaf->nodes, leaf->count};
        out->extras = (nodes){leaf->extras, leaf->extra_count};
        out->extras.count -= mode == BF_MODE_ANY ? 0 : leaf->loose_count;
        return BF_OK;
    }
    status = combine(planner, &out->single, node, mode);
    out->found = (nodes){&out->single, out->single != NULL};
    return status;
}

static void append(nodes *to, const nodes *from)
{
    for (size_t i = 0; i < from->count; i++) {
        to->items[to->count++] = from->items[i];
    }
}

static bf_status make_room(bfi_planner *planner, parts *out, size_t count)
{
    /* Nodes of leaves are words, of which there is a bounded number, and there
     * are at most three extras for each. */
    const size_t room = count + (size_t)4 * BF_MAX_QUERY_WORDS;
    bf_arena *arena = planner->plan->arena;
    *out = (parts){.restricts = false};
    out->extras.items = bf_arena_array(arena, room, sizeof(bf_plan_node *));
    for (int role = 0; role <= BF_QUERY_MUST_NOT; role++) {
        out->by_role[role].items =
            bf_arena_array(arena, room, sizeof(bf_plan_node *));
        if (!out->by_role[role].items || !out->extras.items) {
            return bfi_planner_nomem(planner);
        }
    }
    return BF_OK;
}

static bf_status collect(bfi_planner *planner, parts *out,
                         const bf_query_node *list, bf_mode mode)
{
    bf_status status = make_room(planner, out, list->child_count);
    for (size_t i = 0; !status && i < list->child_count; i++) {
        const bf_query_node *node = list->children[i];
        child of;
        status = child_nodes(planner, &of, node, mode);
        append(&out->by_role[node->role], &of.found);
        append(&out->extras, &of.extras);
        out->restricts = out->restricts || node->role != BF_QUERY_MUST_NOT;
    }
    return status;
}

static const bf_plan_node *join(bfi_planner *planner, bf_plan_kind kind,
                                const nodes *list)
{
    return bfi_node_join(planner->plan->arena, kind, list->items, list->count);
}

/* `node`, scored higher where any of `extras` matches. */
static const bf_plan_node *
add_extras(bfi_planner *planner, const bf_plan_node *node, const nodes *extras)
{
    const bf_plan_node *maybe;
    if (!node || extras->count == 0) {
        return node;
    }
    maybe = join(planner, BF_PLAN_OR, extras);
    return maybe ? bfi_node_and_maybe(planner->plan->arena, node, maybe) : NULL;
}

/* What must match of a list with words without a sign, and with those that
 * must match, when any of the former does. */
static const bf_plan_node *join_any(bfi_planner *planner, parts *of)
{
    nodes *should = &of->by_role[BF_QUERY_SHOULD];
    const nodes *must = &of->by_role[BF_QUERY_MUST];
    if (must->count == 0) {
        return add_extras(planner, join(planner, BF_PLAN_OR, should),
                          &of->extras);
    }
    append(should, &of->extras);
    return add_extras(planner, join(planner, BF_PLAN_AND, must), should);
}

static const bf_plan_node *join_all(bfi_planner *planner, const parts *of)
{
    const nodes *lists[] = {&of->by_role[BF_QUERY_MUST],
                            &of->by_role[BF_QUERY_SHOULD]};
    const bf_plan_node *joined[2];
    size_t count = 0;
    for (size_t i = 0; i < 2; i++) {
        if (lists[i]->count == 0) {
            continue;
        }
        joined[count] = join(planner, BF_PLAN_AND, lists[i]);
        if (!joined[count++]) {
            return NULL;
        }
    }
    return add_extras(
        planner,
        bfi_node_join(planner->plan->arena, BF_PLAN_AND, joined, count),
        &of->extras);
}

/* Stop words are looked for where all else has nothing to search for. */
static void take_extras(parts *of)
{
    nodes *should = &of->by_role[BF_QUERY_SHOULD];
    if (should->count + of->by_role[BF_QUERY_MUST].count == 0) {
        append(should, &of->extras);
        of->extras.count = 0;
    }
}

static bf_status combine_list(bfi_planner *planner, const bf_plan_node **out,
                              const bf_query_node *list, bf_mode mode)
{
    bf_arena *arena = planner->plan->arena;
    const bf_plan_node *base;
    parts of;
    bf_status status = collect(planner, &of, list, mode);
    const nodes *excluded = &of.by_role[BF_QUERY_MUST_NOT];
    *out = NULL;
    if (status) {
        return status;
    }
    take_extras(&of);
    if (of.by_role[BF_QUERY_SHOULD].count + of.by_role[BF_QUERY_MUST].count >
        0) {
        base = mode == BF_MODE_ANY ? join_any(planner, &of)
                                   : join_all(planner, &of);
    } else if (of.restricts || excluded->count == 0) {
        return BF_OK; /* what was to be found has no text */
    } else {
        base = bfi_node_of(arena, BF_PLAN_EVERYTHING);
    }
    if (!base) {
        return bfi_planner_nomem(planner);
    }
    return checked(
        planner, out,
        bfi_node_and_not(arena, base, excluded->items, excluded->count));
}

/* A side of an OR, as one node. A word of several tokens is a small list. */
static bf_status combine_side(bfi_planner *planner, const bf_plan_node **out,
                              const bf_query_node *side, bf_mode mode)
{
    child of;
    bf_status status = child_nodes(planner, &of, side, mode);
    *out = NULL;
    if (status || of.found.count == 0) {
        return status;
    }
    *out = join(planner, mode == BF_MODE_ANY ? BF_PLAN_OR : BF_PLAN_AND,
                &of.found);
    return checked(planner, out, add_extras(planner, *out, &of.extras));
}

static bf_status combine_or(bfi_planner *planner, const bf_plan_node **out,
                            const bf_query_node *node, bf_mode mode)
{
    nodes sides = {.count = 0};
    bf_status status = BF_OK;
    *out = NULL;
    sides.items = bf_arena_array(planner->plan->arena, node->child_count,
                                 sizeof(bf_plan_node *));
    if (!sides.items) {
        return bfi_planner_nomem(planner);
    }
    for (size_t i = 0; !status && i < node->child_count; i++) {
        const bf_plan_node *side;
        status = combine_side(planner, &side, node->children[i], mode);
        if (!status && side) {
            sides.items[sides.count++] = side;
        }
    }
    if (status || sides.count == 0) {
        return status;
    }
    if (node->children[node->child_count - 1]->added) {
        return bfi_plan_alternatives(planner, out, sides.items, sides.count);
    }
    return checked(planner, out, join(planner, BF_PLAN_OR, &sides));
}

static bf_status combine(bfi_planner *planner, const bf_plan_node **out,
                         const bf_query_node *node, bf_mode mode)
{
    return node->kind == BF_QUERY_OR ? combine_or(planner, out, node, mode)
                                     : combine_list(planner, out, node, mode);
}

/* The plan of the whole query in one of the two simple modes. */
static bf_status combine_all(bfi_planner *planner, const bf_plan_node **out,
                             const bf_query_node *root, bf_mode mode)
{
    bf_status status = BF_OK;
    *out = NULL;
    planner->next_leaf = 0;
    if (root->kind != BF_QUERY_NOTHING) {
        status = combine(planner, out, root, mode);
    }
    if (status || *out) {
        return status;
    }
    return checked(planner, out,
                   bfi_node_of(planner->plan->arena, BF_PLAN_NOTHING));
}

static bf_status combine_fewer(bfi_planner *planner, const bf_plan_node **out,
                               const bf_query_node *root)
{
    bf_arena *arena = planner->plan->arena;
    const bf_plan_node *any;
    const bf_plan_node *all;
    bf_status status = combine_all(planner, &any, root, BF_MODE_ANY);
    if (!status) {
        status = combine_all(planner, &all, root, BF_MODE_ALL);
    }
    if (status) {
        return status;
    }
    return checked(planner, out,
                   bfi_node_equal(any, all)
                       ? bfi_node_of(arena, BF_PLAN_NOTHING)
                       : bfi_node_and_not(arena, any, &all, 1));
}

/* The whole ---------------------------------------------------------------- */

static bf_status start(bfi_planner *planner, bf_plan *plan,
                       const bf_plan_index *index, bf_phrases phrases,
                       bf_error *err)
{
    bf_status status = BF_OK;
    planner->plan = plan;
    planner->index = index;
    planner->phrases = phrases;
    planner->words_left = BF_MAX_QUERY_WORDS;
    planner->scans_left = BF_MAX_PREFIX_SCANS;
    planner->err = err;
    bf_buf_init(&planner->scratch, BF_MAX_INDEX_TERM_BYTES);
    bf_buf_init(&planner->text, 2 * (size_t)BF_MAX_QUERY_BYTES);
    while (!status && planner->language_count < index->language_count &&
           planner->language_count < BF_MAX_QUERY_LANGUAGES) {
        size_t i = planner->language_count++;
        snprintf(plan->languages[plan->language_count++], BF_LANGUAGE_BYTES,
                 "%s", index->languages[i]);
        status = bf_analyzer_set_get(&planner->analyzers[i], plan->analyzers,
                                     bf_str_of(index->languages[i]), err);
    }
    if (!status && planner->language_count == 0) {
        return bf_fail(err, BF_ERR_INVALID, "an index without a language");
    }
    return status;
}

static bf_status build(bf_plan *plan, const bf_query *query,
                       const bf_plan_index *index, bf_mode mode,
                       bf_phrases phrases, bf_error *err)
{
    const bf_query_node *root = bf_query_root(query);
    bfi_planner *planner = malloc(sizeof *planner);
    bf_status status;
    if (!planner) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    memset(planner, 0, offsetof(bfi_planner, words));
    status = start(planner, plan, index, phrases, err);
    if (!status) {
        status = bfi_plan_synonyms(planner, &root, index->synonyms);
    }
    if (!status) {
        status = plan_leaves(planner, root, false);
    }
    if (!status) {
        status = mode == BF_MODE_FEWER
                     ? combine_fewer(planner, &plan->root, root)
                     : combine_all(planner, &plan->root, root, mode);
    }
    bf_buf_fini(&planner->scratch);
    bf_buf_fini(&planner->text);
    free(planner);
    return status;
}

bf_status bf_plan_build(bf_plan **out, const bf_query *query,
                        const bf_plan_index *index, bf_mode mode,
                        bf_phrases phrases, bf_error *err)
{
    bf_plan *plan = calloc(1, sizeof *plan);
    bf_status status;
    *out = NULL;
    if (!plan) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    plan->stats = index->stats;
    plan->params = index->params ? *index->params
                                 : (bf_score_params)BF_SCORE_PARAMS_DEFAULT;
    plan->analyzers = index->analyzers;
    status = bf_arena_new(&plan->arena, ARENA_BYTES, err);
    if (!status && !plan->analyzers) {
        status = bf_analyzer_set_new(&plan->own_analyzers, err);
        plan->analyzers = plan->own_analyzers;
    }
    if (!status) {
        status = build(plan, query, index, mode, phrases, err);
    }
    if (status) {
        bf_plan_free(plan);
        return status;
    }
    *out = plan;
    return BF_OK;
}

void bf_plan_free(bf_plan *plan)
{
    if (plan) {
        bf_analyzer_set_free(plan->own_analyzers);
        bf_arena_free(plan->arena);
        free(plan->words);
        free(plan);
    }
}

const bf_plan_node *bf_plan_root(const bf_plan *plan)
{
    return plan->root;
}

const bf_score_stats *bf_plan_stats(const bf_plan *plan)
{
    return &plan->stats;
}

const bf_score_params *bf_plan_params(const bf_plan *plan)
{
    return &plan->params;
}

const bf_plan_word *bf_plan_words(const bf_plan *plan, size_t *count)
{
    *count = plan->word_count;
    return plan->words;
}

const bf_plan_phrase *bf_plan_phrase_at(const bf_plan *plan, size_t phrase)
{
    return phrase < plan->phrase_count ? &plan->phrases[phrase] : NULL;
}

size_t bf_plan_phrase_count(const bf_plan *plan)
{
    return plan->phrase_count;
}

size_t bf_plan_note_count(const bf_plan *plan)
{
    return plan->notes.count;
}

const bf_query_note *bf_plan_note_at(const bf_plan *plan, size_t index)
{
    return &plan->notes.items[index];
}
