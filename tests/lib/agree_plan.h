/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_AGREE_PLAN_H
#define BF_AGREE_PLAN_H

/*
 * Plans that no query asks for yet: a tree made at random of the parts of one
 * that the planner made, of ranges of times, words that stand close to each
 * other and least numbers, below all kinds of parents.
 */

#include <backfile/match.h>

#include "agree_articles.h"
#include "lib/match/run.h"
#include "lib/store/match.h"

enum {
    AGREE_NODES = 64,
    AGREE_CHILDREN = 5,
    AGREE_DEPTH = 3
};

/* A plan, and the tree that is asked instead of its own. */
typedef struct agree_plan {
    bf_plan *plan; /* borrowed; it has the phrases */
    const bf_plan_node *root;
    agree_dice *dice;
    bf_plan_node nodes[AGREE_NODES];
    const bf_plan_node *children[AGREE_NODES][AGREE_CHILDREN];
    size_t node_count;
    const bf_plan_node *parts[AGREE_NODES]; /* of the planner's tree */
    size_t part_count;
    const bf_plan_node *words[AGREE_NODES]; /* those that have positions */
    size_t word_count;
} agree_plan;

/* Parts ------------------------------------------------------------------- */

/* Whether no term is one of a field or a value: prefixes are capitals. */
static inline bool agree_is_word(const bf_plan_node *node)
{
    for (size_t i = 0; i < node->term_count; i++) {
        const bf_str term = node->terms[i];
        if (term.size == 0 || (term.data[0] >= 'A' && term.data[0] <= 'Z')) {
            return false;
        }
    }
    return node->kind == BF_PLAN_TERM;
}

/* Note the nodes of a tree. Trees of the planner are not deep. */
static inline void agree_take_parts(agree_plan *p, const bf_plan_node *node)
{
    if (p->part_count < AGREE_NODES) {
        p->parts[p->part_count++] = node;
    }
    if (agree_is_word(node) && p->word_count < AGREE_NODES) {
        p->words[p->word_count++] = node;
    }
    for (size_t i = 0; i < node->child_count; i++) {
        agree_take_parts(p, node->children[i]);
    }
}

static inline bf_plan_node *agree_node(agree_plan *p, bf_plan_kind kind)
{
    const size_t at = p->node_count++;
    p->nodes[at] = (bf_plan_node){.kind = kind, .children = p->children[at]};
    return &p->nodes[at];
}

static inline void agree_add_child(agree_plan *p, bf_plan_node *node,
                                   const bf_plan_node *child)
{
    p->children[node - p->nodes][node->child_count++] = child;
}

/* Leaves ------------------------------------------------------------------ */

static inline const bf_plan_node *agree_part(agree_plan *p)
{
    return p->parts[agree_roll(p->dice, (uint32_t)p->part_count)];
}

/* Times as agree_version() gives them. */
static inline const bf_plan_node *agree_range(agree_plan *p)
{
    agree_dice *dice = p->dice;
    bf_plan_node *node = agree_node(p, BF_PLAN_RANGE);
    const bool published = agree_roll(dice, 2);
    const uint32_t sides = published ? 22 : 11;
    const bf_time step = published ? 1000 : 1;
    const bf_time off = published ? 9 : 0;
    node->range = (bf_plan_range){
        published ? BF_SLOT_PUBLISHED : BF_SLOT_UPDATED, INT64_MIN, INT64_MAX};
    if (agree_roll(dice, 4) > 0) {
        node->range.least =
            AGREE_NOW - step * (bf_time)agree_roll(dice, sides) - off;
    }
    if (agree_roll(dice, 4) > 0) {
        node->range.greatest =
            AGREE_NOW - step * (bf_time)agree_roll(dice, sides) - off;
    }
    return node;
}

/* Words of the query, mostly neighbours, as a reader would ask for them. */
static inline const bf_plan_node *agree_near(agree_plan *p)
{
    static const bf_field fields[] = {BF_FIELD_TITLE, BF_FIELD_SUMMARY,
                                      BF_FIELD_BODY};
    agree_dice *dice = p->dice;
    bf_plan_node *node = agree_node(p, BF_PLAN_NEAR);
    size_t at = agree_roll(dice, (uint32_t)p->word_count);
    for (uint32_t i = 1 + agree_roll(dice, 4); i > 0; i--) {
        agree_add_child(p, node, p->words[at % p->word_count]);
        at += agree_roll(dice, 5) ? 1 : agree_roll(dice, 3);
    }
    node->near.window = 1 + agree_roll(dice, agree_roll(dice, 4) ? 9 : 200);
    node->near.ordered = agree_roll(dice, 2);
    if (agree_roll(dice, 4) == 0) {
        node->near.field = bf_field_info_of(fields[agree_roll(dice, 3)]);
    }
    return node;
}

static inline const bf_plan_node *agree_leaf(agree_plan *p)
{
    switch (agree_roll(p->dice, 12)) {
    case 0:
        return agree_node(p, BF_PLAN_EVERYTHING);
    case 1:
    case 2:
        return agree_range(p);
    case 3:
    case 4:
    case 5:
        return p->word_count > 0 ? agree_near(p) : agree_range(p);
    default:
        return agree_part(p);
    }
}

/* Trees ------------------------------------------------------------------- */

static inline const bf_plan_node *agree_tree(agree_plan *p, unsigned depth);

static inline const bf_plan_node *agree_parent(agree_plan *p, unsigned depth)
{
    static const bf_plan_kind kinds[] = {BF_PLAN_AND,      BF_PLAN_OR,
                                         BF_PLAN_AND_NOT,  BF_PLAN_AND_MAYBE,
                                         BF_PLAN_AT_LEAST, BF_PLAN_AT_LEAST};
    bf_plan_node *node = agree_node(p, kinds[agree_roll(p->dice, 6)]);
    uint32_t count = 2 + agree_roll(p->dice, 2);
    if (node->kind == BF_PLAN_AND_MAYBE) {
        count = 2;
    } else if (node->kind == BF_PLAN_AT_LEAST) {
        count = 1 + agree_roll(p->dice, AGREE_CHILDREN);
        node->least = 1 + agree_roll(p->dice, count + 1);
    }
    for (uint32_t i = 0; i < count; i++) {
        agree_add_child(p, node, agree_tree(p, depth + 1));
    }
    return node;
}

static inline const bf_plan_node *agree_tree(agree_plan *p, unsigned depth)
{
    /* The children of all that were begun have to find room. */
    const size_t room = AGREE_CHILDREN * (AGREE_DEPTH + 1);
    if (depth < AGREE_DEPTH && p->node_count + room < AGREE_NODES &&
        agree_roll(p->dice, depth == 0 ? 8 : 2) > 0) {
        return agree_parent(p, depth);
    }
    return agree_leaf(p);
}

/* Ask `plan` as it is, or with numbers a tree made of it. */
static inline void agree_plan_begin(agree_plan *p, bf_plan *plan,
                                    agree_dice *dice)
{
    p->plan = plan;
    p->root = bf_plan_root(plan);
    p->dice = dice;
    p->node_count = p->part_count = p->word_count = 0;
    if (dice) {
        agree_take_parts(p, p->root);
        p->root = agree_tree(p, 0);
    }
}

/* Asking ------------------------------------------------------------------ */

static inline const bf_plan_phrase *agree_phrase_at(const void *context,
                                                    size_t phrase)
{
    return bf_plan_phrase_at((const bf_plan *)context, phrase);
}

static inline bf_status agree_phrase_matches(void *context, bool *out,
                                             size_t phrase,
                                             const bf_article *article,
                                             bf_error *err)
{
    return bf_plan_phrase_matches(out, (bf_plan *)context, phrase, article,
                                  err);
}

static inline bf_status agree_near_matches(void *context, bool *out,
                                           const bf_plan_node *node,
                                           const bf_article *article,
                                           bf_error *err)
{
    return bf_plan_near_matches(out, (bf_plan *)context, node, article, err);
}

static inline bf_status
agree_ask_blocks(bf_matches **out, const bf_blocks *blocks, const agree_plan *p,
                 const bf_match_request *request, bf_error *err)
{
    const bfi_wanted wanted = {p->root, *bf_plan_stats(p->plan),
                               *bf_plan_params(p->plan), agree_phrase_at,
                               p->plan};
    return p->dice ? bfi_blocks_match(out, blocks, &wanted, request, err)
                   : bf_blocks_match(out, blocks, p->plan, request, err);
}

static inline bf_status agree_ask_records(bf_matches **out, bf_reader *reader,
                                          const agree_plan *p,
                                          const bf_match_request *request,
                                          bf_error *err)
{
    const bfi_match_plan wanted = {p->root,
                                   *bf_plan_stats(p->plan),
                                   *bf_plan_params(p->plan),
                                   agree_phrase_matches,
                                   agree_near_matches,
                                   p->plan};
    return p->dice ? bfi_reader_match(out, reader, &wanted, request, err)
                   : bf_reader_match(out, reader, p->plan, request, err);
}

/* Printing ---------------------------------------------------------------- */

static inline void agree_print_node(const bf_plan_node *node)
{
    switch (node->kind) {
    case BF_PLAN_TERM:
        printf(" %g:", node->weight);
        for (size_t i = 0; i < node->term_count && i < 8; i++) {
            printf(" %.*s", (int)node->terms[i].size, node->terms[i].data);
        }
        break;
    case BF_PLAN_PHRASE:
        printf(" %zu", node->phrase);
        break;
    case BF_PLAN_RANGE:
        printf(" %d: %jd to %jd", node->range.slot, (intmax_t)node->range.least,
               (intmax_t)node->range.greatest);
        break;
    case BF_PLAN_AT_LEAST:
        printf(" %zu", node->least);
        break;
    case BF_PLAN_NEAR:
        printf("%s %u %s", node->near.ordered ? " in order" : "",
               node->near.window,
               node->near.field ? node->near.field->name : "");
        break;
    default:
        break;
    }
}

/* As TAP comments. */
static inline void agree_print_plan(const bf_plan_node *node, int depth)
{
    static const char *const kinds[] = {
        "nothing", "everything", "term",  "phrase",   "and", "or",
        "and not", "and maybe",  "range", "at least", "near"};
    printf("# %*s%s", 2 * depth, "", kinds[node->kind]);
    agree_print_node(node);
    printf("\n");
    for (size_t i = 0; i < node->child_count; i++) {
        agree_print_plan(node->children[i], depth + 1);
    }
}

#endif
