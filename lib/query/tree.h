/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_QUERY_TREE_H
#define BFI_QUERY_TREE_H

/*
 * The syntax tree and how operands become one. The tree is kept in a normal
 * form, so that its canonical spelling gives it back:
 *
 * - A LIST holds leaves, ORs and LISTs; one child alone only when that is
 *   excluded, or at the root.
 * - A LIST within a LIST is there only where it means something: see
 *   may_splice() in tree.c.
 * - An OR has two children or more, none of them an OR.
 */

#include "notes.h"

struct bf_query {
    bf_arena *arena;
    const bf_query_node *root;
    bfi_notes notes;
};

/* What joins an operand to the one before it. */
typedef enum bfi_join {
    BFI_JOIN_SIDE, /* nothing: side by side */
    BFI_JOIN_AND,
    BFI_JOIN_OR
} bfi_join;

/* A leaf or a finished group, not yet in its place. */
typedef struct bfi_operand {
    bf_query_node *node;
    char sign;    /* '+', '-' or 0 */
    bool fielded; /* a group with a field before it, so it must match */
    bfi_join join;
} bfi_operand;

/*
 * Make one node of the `count` ≥ 1 operands of a group, or of the whole query
 * (`root`). NULL when memory ran out.
 */
bf_query_node *bfi_tree_reduce(bf_query *query, const bfi_operand *operands,
                               size_t count, bool root);

#endif
