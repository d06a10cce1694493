/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The canonical spelling, and whether two trees are equal. Parentheses stand
 * where the reading needs them, and around an OR of leaves beside others,
 * where people do. Both recurse over the tree, whose depth the parser bounds:
 * three nodes for each of BF_MAX_QUERY_DEPTH parentheses.
 */

#include "tree.h"

static void print_node(bf_buf *out, const bf_query_node *node);

static bool is_leaf(const bf_query_node *node)
{
    return node->child_count == 0;
}

static void print_leaf(bf_buf *out, const bf_query_node *leaf)
{
    const char *quote = leaf->kind == BF_QUERY_PHRASE ? "\"" : "";
    const bf_field_info *field = leaf->field;
    if (field) {
        bf_buf_add_text(out,
                        field->query_name ? field->query_name : field->name);
        bf_buf_add_byte(out, ':');
    }
    bf_buf_add_text(out, quote);
    bf_buf_add(out, leaf->text.data, leaf->text.size);
    bf_buf_add_text(out, quote);
    if (leaf->kind == BF_QUERY_PREFIX) {
        bf_buf_add_byte(out, '*');
    }
}

static void print_group(bf_buf *out, const bf_query_node *node)
{
    if (is_leaf(node)) {
        print_leaf(out, node);
        return;
    }
    bf_buf_add_byte(out, '(');
    print_node(out, node);
    bf_buf_add_byte(out, ')');
}

/* Whether `node`, an OR, is clear without parentheses only to a parser. */
static bool joins_leaves(const bf_query_node *node)
{
    for (size_t i = 0; i < node->child_count; i++) {
        if (!is_leaf(node->children[i])) {
            return false;
        }
    }
    return true;
}

static void print_in_list(bf_buf *out, const bf_query_node *node)
{
    if (node->role == BF_QUERY_MUST_NOT) {
        bf_buf_add_byte(out, '-');
    } else if (node->role == BF_QUERY_MUST && !node->field) {
        bf_buf_add_byte(out, '+');
    }
    if (node->kind == BF_QUERY_OR && node->role == BF_QUERY_SHOULD &&
        !joins_leaves(node)) {
        print_node(out, node);
    } else {
        print_group(out, node);
    }
}

static bool has_plain_child(const bf_query_node *node)
{
    for (size_t i = 0; i < node->child_count; i++) {
        if (node->children[i]->role == BF_QUERY_SHOULD) {
            return true;
        }
    }
    return false;
}

/* A side of an OR. A LIST of what must match was joined by AND. */
static void print_side(bf_buf *out, const bf_query_node *node)
{
    if (node->kind != BF_QUERY_LIST || has_plain_child(node)) {
        print_group(out, node);
        return;
    }
    for (size_t i = 0; i < node->child_count; i++) {
        const bf_query_node *child = node->children[i];
        bf_buf_add_text(out, i > 0 ? " AND " : "");
        if (child->role == BF_QUERY_MUST_NOT) {
            bf_buf_add_byte(out, '-');
        }
        print_group(out, child);
    }
}

/* A LIST or an OR without parentheses around it. */
static void print_node(bf_buf *out, const bf_query_node *node)
{
    for (size_t i = 0; i < node->child_count; i++) {
        if (node->kind == BF_QUERY_OR) {
            bf_buf_add_text(out, i > 0 ? " OR " : "");
            print_side(out, node->children[i]);
        } else {
            bf_buf_add_text(out, i > 0 ? " " : "");
            print_in_list(out, node->children[i]);
        }
    }
}

void bf_query_print(bf_buf *out, const bf_query *query)
{
    print_node(out, query->root);
}

static bool equal_nodes(const bf_query_node *a, const bf_query_node *b)
{
    if (a->kind != b->kind || a->role != b->role || a->field != b->field ||
        !bf_str_equal(a->text, b->text) || a->child_count != b->child_count) {
        return false;
    }
    for (size_t i = 0; i < a->child_count; i++) {
        if (!equal_nodes(a->children[i], b->children[i])) {
            return false;
        }
    }
    return true;
}

bool bf_query_equal(const bf_query *a, const bf_query *b)
{
    return equal_nodes(a->root, b->root);
}
