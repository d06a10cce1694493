/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Constructors of plan nodes. They keep plans as small as their meaning: an
 * AND in an AND and an OR in an OR is spliced, NOTHING is carried outwards, a
 * word that is repeated becomes one node with the sum of the weights.
 */

#include "plan.h"

#include <string.h>

static bf_plan_node *new_node(bf_arena *arena, bf_plan_kind kind)
{
    bf_plan_node *node = bf_arena_alloc(arena, sizeof *node);
    if (node) {
        node->kind = kind;
    }
    return node;
}

const bf_plan_node *bfi_node_of(bf_arena *arena, bf_plan_kind kind)
{
    return new_node(arena, kind);
}

const bf_plan_node *bfi_node_term(bf_arena *arena, const bf_str *terms,
                                  size_t count, double weight)
{
    bf_plan_node *node = new_node(arena, BF_PLAN_TERM);
    bf_str *copy = bf_arena_array(arena, count, sizeof *copy);
    if (!node || !copy) {
        return NULL;
    }
    memcpy(copy, terms, count * sizeof *copy);
    node->terms = copy;
    node->term_count = count;
    node->weight = weight;
    return node;
}

/* A node with room for `count` children, which go to `children`. */
static bf_plan_node *new_parent(bf_arena *arena, bf_plan_kind kind,
                                size_t count, const bf_plan_node ***children)
{
    bf_plan_node *node = new_node(arena, kind);
    *children = bf_arena_array(arena, count, sizeof(bf_plan_node *));
    if (!node || !*children) {
        return NULL;
    }
    node->children = *children;
    return node;
}

static bool same_terms(const bf_plan_node *a, const bf_plan_node *b)
{
    if (a->kind != BF_PLAN_TERM || b->kind != BF_PLAN_TERM ||
        a->term_count != b->term_count) {
        return false;
    }
    for (size_t i = 0; i < a->term_count; i++) {
        if (!bf_str_equal(a->terms[i], b->terms[i])) {
            return false;
        }
    }
    return true;
}

/* Put `node` among `children`, or its weight on an equal one. */
static bool add_child(bf_arena *arena, const bf_plan_node **children,
                      size_t *count, const bf_plan_node *node)
{
    for (size_t i = 0; i < *count; i++) {
        if (same_terms(children[i], node)) {
            children[i] = bfi_node_term(arena, node->terms, node->term_count,
                                        node->weight + children[i]->weight);
            return children[i] != NULL;
        }
    }
    children[(*count)++] = node;
    return true;
}

const bf_plan_node *bfi_node_phrase(bf_arena *arena,
                                    const bf_plan_node *const *children,
                                    size_t count, size_t phrase)
{
    const bf_plan_node **merged;
    bf_plan_node *node = new_parent(arena, BF_PLAN_PHRASE, count, &merged);
    for (size_t i = 0; node && i < count; i++) {
        if (!add_child(arena, merged, &node->child_count, children[i])) {
            node = NULL;
        }
    }
    if (node) {
        node->phrase = phrase;
    }
    return node;
}

/* How many children a join of `nodes` has at most. */
static size_t count_spliced(bf_plan_kind kind, const bf_plan_node *const *nodes,
                            size_t count)
{
    size_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += nodes[i]->kind == kind ? nodes[i]->child_count : 1;
    }
    return sum;
}

static bool add_spliced(bf_arena *arena, const bf_plan_node **children,
                        bf_plan_node *parent, const bf_plan_node *node)
{
    if (node->kind != parent->kind) {
        return add_child(arena, children, &parent->child_count, node);
    }
    for (size_t i = 0; i < node->child_count; i++) {
        if (!add_child(arena, children, &parent->child_count,
                       node->children[i])) {
            return false;
        }
    }
    return true;
}

const bf_plan_node *bfi_node_join(bf_arena *arena, bf_plan_kind kind,
                                  const bf_plan_node *const *nodes,
                                  size_t count)
{
    const bf_plan_node **children;
    bf_plan_node *parent =
        new_parent(arena, kind, count_spliced(kind, nodes, count), &children);
    for (size_t i = 0; parent && i < count; i++) {
        if (nodes[i]->kind == BF_PLAN_NOTHING) {
            if (kind == BF_PLAN_AND) {
                return nodes[i];
            }
        } else if (!add_spliced(arena, children, parent, nodes[i])) {
            return NULL;
        }
    }
    if (parent && parent->child_count == 0) {
        parent->kind = BF_PLAN_NOTHING;
    }
    return parent && parent->child_count == 1 ? children[0] : parent;
}

const bf_plan_node *bfi_node_and_not(bf_arena *arena, const bf_plan_node *node,
                                     const bf_plan_node *const *excluded,
                                     size_t count)
{
    const bf_plan_node **children;
    bf_plan_node *made =
        new_parent(arena, BF_PLAN_AND_NOT, count + 1, &children);
    if (!made || node->kind == BF_PLAN_NOTHING) {
        return made ? node : NULL;
    }
    children[made->child_count++] = node;
    for (size_t i = 0; i < count; i++) {
        if (excluded[i]->kind != BF_PLAN_NOTHING) {
            children[made->child_count++] = excluded[i];
        }
    }
    return made->child_count == 1 ? node : made;
}

const bf_plan_node *bfi_node_and_maybe(bf_arena *arena,
                                       const bf_plan_node *node,
                                       const bf_plan_node *maybe)
{
    const bf_plan_node **children;
    bf_plan_node *made;
    if (node->kind == BF_PLAN_NOTHING || maybe->kind == BF_PLAN_NOTHING) {
        return node;
    }
    made = new_parent(arena, BF_PLAN_AND_MAYBE, 2, &children);
    if (made) {
        children[0] = node;
        children[1] = maybe;
        made->child_count = 2;
    }
    return made;
}

const bf_plan_node *bfi_node_add_extras(bf_arena *arena,
                                        const bf_plan_node *node,
                                        const bf_plan_node *const *extras,
                                        size_t count)
{
    const bf_plan_node *maybe;
    if (!node || count == 0) {
        return node;
    }
    maybe = bfi_node_join(arena, BF_PLAN_OR, extras, count);
    return maybe ? bfi_node_and_maybe(arena, node, maybe) : NULL;
}

bool bfi_node_equal(const bf_plan_node *a, const bf_plan_node *b)
{
    if (a == b || same_terms(a, b)) {
        return true;
    }
    if (a->kind != b->kind || a->kind == BF_PLAN_TERM ||
        a->child_count != b->child_count || a->phrase != b->phrase) {
        return false;
    }
    for (size_t i = 0; i < a->child_count; i++) {
        if (!bfi_node_equal(a->children[i], b->children[i])) {
            return false;
        }
    }
    return true;
}
