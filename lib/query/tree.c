/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From operands to nodes. AND binds closest, then OR, then standing side by
 * side: `press london OR paris` asks for the press of either city.
 */

#include "tree.h"

#include <backfile/limits.h>

#include <string.h>

/* The children of a LIST or OR in the making. Each holds a leaf at least, so
 * there are never more than the words of a query. */
typedef struct builder {
    const bf_query_node *items[BF_MAX_QUERY_WORDS];
    size_t count;
} builder;

static void add(builder *made, const bf_query_node *node)
{
    made->items[made->count++] = node;
}

static void splice(builder *made, const bf_query_node *node)
{
    for (size_t i = 0; i < node->child_count; i++) {
        add(made, node->children[i]);
    }
}

/* Whether the children of the LIST `node` mean the same in the list around
 * it, where it is to have `role`. */
static bool may_splice(const bf_query_node *node, bf_query_role role)
{
    bool has[BF_QUERY_MUST_NOT + 1] = {false};
    if (node->kind != BF_QUERY_LIST || role == BF_QUERY_MUST_NOT) {
        return false;
    }
    for (size_t i = 0; i < node->child_count; i++) {
        has[node->children[i]->role] = true;
    }
    if (!has[BF_QUERY_SHOULD] && !has[BF_QUERY_MUST]) {
        return true; /* press (-london) is press -london */
    }
    if (role == BF_QUERY_MUST) {
        return !has[BF_QUERY_SHOULD];
    }
    return !has[BF_QUERY_MUST] && !has[BF_QUERY_MUST_NOT];
}

static void add_with_role(builder *made, bf_query_node *node,
                          bf_query_role role)
{
    if (may_splice(node, role)) {
        splice(made, node);
    } else {
        node->role = role;
        add(made, node);
    }
}

static bf_query_node *make_node(bf_query *query, bf_query_kind kind,
                                const builder *made)
{
    const size_t size = made->count * sizeof(bf_query_node *);
    bf_query_node *node = bf_arena_alloc(query->arena, sizeof *node);
    const bf_query_node **children = bf_arena_alloc(query->arena, size);
    if (!node || !children) {
        return NULL;
    }
    memcpy(children, made->items, size);
    node->kind = kind;
    node->children = children;
    node->child_count = made->count;
    node->span.start = children[0]->span.start;
    node->span.end = children[made->count - 1]->span.end;
    return node;
}

/* The operand after `start` that `join` or a looser join stands before. */
static size_t run_end(const bfi_operand *operands, size_t start, size_t count,
                      bfi_join join)
{
    size_t end = start + 1;
    while (end < count && operands[end].join != join &&
           operands[end].join != BFI_JOIN_SIDE) {
        end++;
    }
    return end;
}

/* Operands joined by AND, as children of a LIST. */
static void add_chain(builder *made, const bfi_operand *operands, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add_with_role(made, operands[i].node,
                      operands[i].sign == '-' ? BF_QUERY_MUST_NOT
                                              : BF_QUERY_MUST);
    }
}

/* A side of OR: one operand, or several that are joined by AND. */
static bf_query_node *reduce_side(bf_query *query, const bfi_operand *operands,
                                  size_t count)
{
    builder made = {.count = 0};
    if (count == 1 && operands->sign != '-') {
        if (operands->sign == '+') {
            bfi_notes_add(&query->notes, BFI_NOTE_PLUS_IN_OR,
                          operands->node->span);
        }
        operands->node->role = BF_QUERY_SHOULD;
        return operands->node;
    }
    add_chain(&made, operands, count);
    return make_node(query, BF_QUERY_LIST, &made);
}

static bf_query_node *reduce_or(bf_query *query, const bfi_operand *operands,
                                size_t count)
{
    builder made = {.count = 0};
    size_t end;
    for (size_t i = 0; i < count; i = end) {
        bf_query_node *node;
        end = run_end(operands, i, count, BFI_JOIN_OR);
        node = reduce_side(query, operands + i, end - i);
        if (!node) {
            return NULL;
        }
        if (node->kind == BF_QUERY_OR) {
            splice(&made, node);
        } else {
            add(&made, node);
        }
    }
    return make_node(query, BF_QUERY_OR, &made);
}

static bool has_or(const bfi_operand *operands, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (operands[i].join == BFI_JOIN_OR) {
            return true;
        }
    }
    return false;
}

static bf_query_role role_alone(const bfi_operand *operand)
{
    if (operand->sign == '-') {
        return BF_QUERY_MUST_NOT;
    }
    return operand->sign == '+' || operand->fielded || operand->node->field
               ? BF_QUERY_MUST
               : BF_QUERY_SHOULD;
}

/* Add what stands between two places where nothing joins. */
static bool add_run(bf_query *query, builder *made, const bfi_operand *operands,
                    size_t count)
{
    if (has_or(operands, count)) {
        bf_query_node *node = reduce_or(query, operands, count);
        if (node) {
            add_with_role(made, node, BF_QUERY_SHOULD);
        }
        return node != NULL;
    }
    if (count == 1) {
        add_with_role(made, operands->node, role_alone(operands));
    } else {
        add_chain(made, operands, count);
    }
    return true;
}

/* Whether a LIST of `made` alone would say no more than its one child. */
static bool is_superfluous(const builder *made, bool root)
{
    const bf_query_node *child = made->items[0];
    return made->count == 1 && child->role != BF_QUERY_MUST_NOT &&
           !(root && child->child_count == 0);
}

bf_query_node *bfi_tree_reduce(bf_query *query, const bfi_operand *operands,
                               size_t count, bool root)
{
    builder made = {.count = 0};
    bf_query_node *node;
    size_t end;
    for (size_t i = 0; i < count; i = end) {
        end = run_end(operands, i, count, BFI_JOIN_SIDE);
        if (!add_run(query, &made, operands + i, end - i)) {
            return NULL;
        }
    }
    if (!is_superfluous(&made, root)) {
        return make_node(query, BF_QUERY_LIST, &made);
    }
    node = bf_arena_alloc(query->arena, sizeof *node);
    if (node) {
        *node = *made.items[0];
        node->role = BF_QUERY_SHOULD;
    }
    return node;
}
