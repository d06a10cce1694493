/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The OR of what was typed and of its synonyms. Single words become one TERM,
 * as different stems of one word do: they score once, by the articles that have
 * any of them, so that a rare synonym does not outweigh the word. The words of
 * longer ones add up, which is held to what the typed side would weigh.
 */

#include "plan.h"

static double weight_of(const bf_plan_node *node)
{
    double sum = node->weight;
    for (size_t i = 0; i < node->child_count; i++) {
        sum += weight_of(node->children[i]);
    }
    return sum;
}

/* `node` with all weights times `factor`. Recursion is over what one leaf, or a
 * list of leaves, became, which is a few levels. */
static const bf_plan_node *scale(bf_arena *arena, const bf_plan_node *node,
                                 double factor)
{
    const bf_plan_node **children;
    bf_plan_node *made = bf_arena_alloc(arena, sizeof *made);
    children = bf_arena_array(arena, node->child_count, sizeof(bf_plan_node *));
    if (!made || !children) {
        return NULL;
    }
    *made = *node;
    made->weight *= factor;
    made->children = children;
    for (size_t i = 0; i < node->child_count; i++) {
        children[i] = scale(arena, node->children[i], factor);
        if (!children[i]) {
            return NULL;
        }
    }
    return made;
}

/* Make `node` weigh no more than `most`. */
static const bf_plan_node *hold(bf_arena *arena, const bf_plan_node *node,
                                double most)
{
    double weight = weight_of(node);
    return weight > most ? scale(arena, node, most / weight) : node;
}

static size_t add_terms(bf_str *terms, size_t count, const bf_plan_node *node)
{
    for (size_t i = 0; i < node->term_count; i++) {
        bool known = false;
        for (size_t j = 0; j < count && !known; j++) {
            known = bf_str_equal(terms[j], node->terms[i]);
        }
        if (!known) {
            terms[count++] = node->terms[i];
        }
    }
    return count;
}

/* Replace all TERMs among `sides` by one. */
static bf_status merge_terms(bfi_planner *planner, const bf_plan_node **sides,
                             size_t *side_count)
{
    bf_arena *arena = planner->plan->arena;
    size_t room = 0;
    size_t count = 0;
    size_t kept = 0;
    size_t first = *side_count;
    double weight;
    bf_str *terms;
    bf_status status;
    for (size_t i = 0; i < *side_count; i++) {
        room += sides[i]->kind == BF_PLAN_TERM ? sides[i]->term_count : 0;
    }
    terms = bf_arena_array(arena, room, sizeof *terms);
    if (!terms) {
        return bfi_planner_nomem(planner);
    }
    for (size_t i = 0; i < *side_count; i++) {
        if (sides[i]->kind != BF_PLAN_TERM) {
            sides[kept++] = sides[i];
            continue;
        }
        count = add_terms(terms, count, sides[i]);
        if (first == *side_count) {
            first = kept++;
        }
    }
    if (count == 0) {
        return BF_OK;
    }
    status = bfi_plan_weight(planner, &weight, terms, count);
    if (!status) {
        sides[first] = bfi_node_term(arena, terms, count, weight);
        *side_count = kept;
    }
    return status || sides[first] ? status : bfi_planner_nomem(planner);
}

bf_status bfi_plan_alternatives(bfi_planner *planner, const bf_plan_node **out,
                                const bf_plan_node **sides, size_t count)
{
    bf_arena *arena = planner->plan->arena;
    double most;
    bf_status status = merge_terms(planner, sides, &count);
    *out = NULL;
    if (status) {
        return status;
    }
    most = weight_of(sides[0]);
    for (size_t i = 1; i < count; i++) {
        sides[i] = hold(arena, sides[i], most);
        if (!sides[i]) {
            return bfi_planner_nomem(planner);
        }
    }
    *out = bfi_node_join(arena, BF_PLAN_OR, sides, count);
    return *out ? BF_OK : bfi_planner_nomem(planner);
}
