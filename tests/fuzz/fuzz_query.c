/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The query parser on any bytes: its tree is in normal form, its spans and
 * texts are sound, and its canonical spelling gives the same tree back.
 */

#include <backfile/limits.h>
#include <backfile/query.h>

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define expect(condition)                                                      \
    do {                                                                       \
        if (!(condition)) {                                                    \
            fprintf(stderr, "line %d: not %s\n", __LINE__, #condition);        \
            abort();                                                           \
        }                                                                      \
    } while (0)

static void check_leaf(const bf_query_node *leaf)
{
    expect(leaf->child_count == 0 && !leaf->children);
    expect(leaf->text.size > 0 && bf_utf8_valid(leaf->text, NULL));
    if (leaf->field) {
        expect(leaf->field->uses & BF_USE_FILTER);
    }
}

/* Check a node below the root; the number of its leaves. */
static size_t check_node(const bf_query_node *node, bf_span within,
                         unsigned depth)
{
    size_t leaves = 0;
    expect(depth <= 3 * (BF_MAX_QUERY_DEPTH + 1));
    expect(node->span.start < node->span.end);
    expect(node->span.start >= within.start && node->span.end <= within.end);
    if (node->kind != BF_QUERY_LIST && node->kind != BF_QUERY_OR) {
        check_leaf(node);
        return 1;
    }
    expect(!node->field);
    expect(node->child_count >= (node->kind == BF_QUERY_OR ? 2 : 1));
    for (size_t i = 0; i < node->child_count; i++) {
        const bf_query_node *child = node->children[i];
        expect(child->role == BF_QUERY_SHOULD || node->kind == BF_QUERY_LIST);
        expect(child->kind != BF_QUERY_OR || node->kind != BF_QUERY_OR);
        leaves += check_node(child, within, depth + 1);
    }
    return leaves;
}

static void check_notes(const bf_query *query, size_t size)
{
    for (size_t i = 0; i < bf_query_note_count(query); i++) {
        const bf_query_note *note = bf_query_note_at(query, i);
        expect(note->code && note->text.size > 0);
        expect(note->span.start <= note->span.end && note->span.end <= size);
    }
}

static void check_query(const bf_query *query, size_t size)
{
    const bf_query_node *root = bf_query_root(query);
    check_notes(query, size);
    if (root->kind == BF_QUERY_NOTHING) {
        expect(root->child_count == 0);
        return;
    }
    expect(root->kind == BF_QUERY_LIST || root->kind == BF_QUERY_OR);
    expect(root->role == BF_QUERY_SHOULD);
    expect(check_node(root, (bf_span){0, size}, 0) <= BF_MAX_QUERY_WORDS);
}

static void check_spelling(const bf_query *query)
{
    bf_query *again;
    bf_buf first;
    bf_buf second;
    bf_buf_init(&first, (size_t)1 << 20);
    bf_buf_init(&second, (size_t)1 << 20);
    bf_query_print(&first, query);
    expect(bf_buf_status(&first, NULL) == BF_OK);
    expect(bf_utf8_valid(bf_buf_str(&first), NULL));
    if (first.size <= BF_MAX_QUERY_BYTES) {
        expect(!bf_query_parse(&again, bf_buf_str(&first), BF_QUERY_AS_TYPED,
                               NULL));
        expect(bf_query_equal(query, again));
        bf_query_print(&second, again);
        expect(bf_str_equal(bf_buf_str(&first), bf_buf_str(&second)));
        bf_query_free(again);
    }
    bf_buf_fini(&first);
    bf_buf_fini(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const bf_query_reading readings[] = {BF_QUERY_AS_TYPED,
                                                BF_QUERY_AS_PHRASE};
    for (size_t i = 0; i < 2; i++) {
        const bf_str text = {(const char *)data, size};
        bf_query *query;
        expect(!bf_query_parse(&query, text, readings[i], NULL));
        check_query(query, size);
        check_spelling(query);
        bf_query_free(query);
    }
    return 0;
}
