/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_CROWD_PLAN_H
#define BF_CROWD_PLAN_H

/* Random plans for a crowd, and brute force: which of its documents match, and
 * with which scores. */

#include "crowd.h"
#include "lib/match/run.h"

enum {
    PLAN_NODES = 512,
    PLAN_CHILDREN = 8,
    PLAN_TERMS = 8,
    PLAN_PHRASES = 32,
    PLAN_PLACES = 8,
    PLAN_STEPS = 4
};

/* What it takes to make a choice: random numbers, or the bytes of a fuzzer. */
typedef uint32_t crowd_choose(void *from, uint32_t sides);

typedef struct crowd_phrase {
    bf_plan_phrase phrase;
    bf_plan_place places[PLAN_PLACES];
    bf_plan_step steps[PLAN_PLACES][PLAN_STEPS];
    char names[PLAN_PLACES][PLAN_STEPS][CROWD_NAME];
} crowd_phrase;

typedef struct crowd_plan {
    crowd_choose *choose;
    void *from;
    crowd *crowd;
    unsigned most_nodes;
    unsigned most_depth;
    bf_plan_node nodes[PLAN_NODES];
    const bf_plan_node *children[PLAN_NODES][PLAN_CHILDREN];
    bf_str terms[PLAN_NODES][PLAN_TERMS];
    char names[PLAN_NODES][PLAN_TERMS][CROWD_NAME];
    size_t node_count;
    crowd_phrase phrases[PLAN_PHRASES];
    size_t phrase_count;
    bfi_wanted wanted;
} crowd_plan;

static inline uint32_t crowd_by_dice(void *from, uint32_t sides)
{
    return crowd_dice((crowd *)from, sides);
}

static inline uint32_t plan_dice(crowd_plan *p, uint32_t sides)
{
    return p->choose(p->from, sides);
}

static inline unsigned plan_word(crowd_plan *p)
{
    const uint32_t most = 1 + plan_dice(p, CROWD_WORDS);
    return plan_dice(p, most);
}

static inline bf_plan_node *plan_node(crowd_plan *p, bf_plan_kind kind)
{
    const size_t at = p->node_count++;
    p->nodes[at] = (bf_plan_node){
        .kind = kind, .terms = p->terms[at], .children = p->children[at]};
    return &p->nodes[at];
}

static inline void plan_add_name(crowd_plan *p, bf_plan_node *node,
                                 const char *name)
{
    const size_t at = (size_t)(node - p->nodes);
    if (node->term_count < PLAN_TERMS) {
        char *room = p->names[at][node->term_count];
        snprintf(room, sizeof p->names[0][0], "%s", name);
        p->terms[at][node->term_count++] = bf_str_of(room);
    }
}

static inline void plan_add_term(crowd_plan *p, bf_plan_node *node,
                                 unsigned term)
{
    char name[CROWD_NAME];
    crowd_term_name(name, term);
    plan_add_name(p, node, name);
}

static inline void plan_add_child(crowd_plan *p, bf_plan_node *node,
                                  const bf_plan_node *child)
{
    p->children[node - p->nodes][node->child_count++] = child;
}

static inline double plan_weight(crowd_plan *p)
{
    static const double weights[] = {0, 0.25, 1, 2.7, 9, 1, 1, 2.7};
    if (plan_dice(p, 300) == 0) {
        return plan_dice(p, 2) ? 1e-30 : 1e25;
    }
    return weights[plan_dice(p, 8)];
}

/* Terms ------------------------------------------------------------------- */

static inline bf_plan_node *plan_term(crowd_plan *p)
{
    bf_plan_node *node = plan_node(p, BF_PLAN_TERM);
    unsigned word = plan_word(p);
    char name[CROWD_NAME];
    node->weight = plan_weight(p);
    switch (plan_dice(p, 8)) {
    case 0: /* a filter */
        crowd_filter_name(name, word);
        plan_add_name(p, node, name);
        node->weight = 0;
        break;
    case 1: /* a filter among others */
        crowd_filter_name(name, word);
        plan_add_name(p, node, name);
        plan_add_term(p, node, crowd_term(word, 0));
        break;
    case 2:
    case 3: /* in both languages */
        plan_add_term(p, node, crowd_term(word, 0));
        plan_add_term(p, node, crowd_term(word, 1));
        break;
    case 4: /* several words */
        for (uint32_t i = 1 + plan_dice(p, 4); i > 0; i--) {
            plan_add_term(p, node, crowd_term(word, plan_dice(p, 2)));
            word = (word + 1) % CROWD_ALL;
        }
        break;
    case 5:
        plan_add_name(p, node, plan_dice(p, 4) ? "rare" : "");
        plan_add_term(p, node, crowd_term(word, 0));
        break;
    default:
        plan_add_term(p, node, crowd_term(word, plan_dice(p, 4) == 0));
    }
    return node;
}

/* Ranges ------------------------------------------------------------------ */

static inline bf_plan_node *plan_range(crowd_plan *p)
{
    bf_plan_node *node = plan_node(p, BF_PLAN_RANGE);
    bf_plan_range *range = &node->range;
    range->slot = plan_dice(p, 2) ? BF_SLOT_PUBLISHED : BF_SLOT_UPDATED;
    range->least = INT64_MIN;
    range->greatest = INT64_MAX;
    if (plan_dice(p, 4) > 0) {
        range->least = (bf_time)plan_dice(p, CROWD_DAYS + 20) - 20;
    }
    if (plan_dice(p, 4) > 0) {
        const uint32_t days = plan_dice(p, CROWD_DAYS);
        range->greatest = range->least == INT64_MIN
                              ? (bf_time)days - 20
                              : range->least + (bf_time)days - 2;
    }
    return node;
}

/* Phrases ----------------------------------------------------------------- */

/* Add a step to place `at`, and the terms to the node of that and of the places
 * that it covers. */
static inline void plan_add_step(crowd_plan *p, crowd_phrase *out, size_t at,
                                 bf_plan_node **children, unsigned word,
                                 unsigned form, uint32_t reach)
{
    bf_plan_place *place = &out->places[at];
    char *name = out->names[at][place->step_count];
    if (place->step_count == PLAN_STEPS ||
        at + reach > out->phrase.place_count) {
        return;
    }
    if (out->phrase.stems) {
        crowd_term_name(name, crowd_term(word, plan_dice(p, 4) == 0));
    } else {
        crowd_form_name(name, word, form);
    }
    out->steps[at][place->step_count++] =
        (bf_plan_step){bf_str_of(name), reach};
    for (size_t i = at; i < at + reach; i++) {
        plan_add_term(p, children[i], crowd_term(word, 0));
        plan_add_term(p, children[i], crowd_term(word, 1));
    }
}

/* The words of a phrase: mostly as they stand in some document. */
static inline void plan_phrase_words(crowd_plan *p, crowd_phrase *out,
                                     bf_plan_node **children)
{
    const crowd *c = p->crowd;
    const crowd_doc *doc = &c->docs[plan_dice(p, c->doc_count)];
    const size_t start = doc->token_count ? plan_dice(p, doc->token_count) : 0;
    size_t place = 0;
    for (size_t i = start; place < out->phrase.place_count; i++) {
        crowd_token token = {0, 0, 0, 1, false};
        if (i < doc->token_count && plan_dice(p, 10) > 0) {
            token = doc->tokens[i];
        } else {
            token.word = (uint8_t)plan_word(p);
        }
        if (token.word >= CROWD_WORDS && plan_dice(p, 4)) {
            if (place > 0) { /* it stands for the word before it as well */
                plan_add_step(p, out, place - 1, children, token.word,
                              token.form, 1 + plan_dice(p, 2));
            }
            continue;
        }
        plan_add_step(p, out, place, children, token.word, token.form, 1);
        if (plan_dice(p, 10) == 0) {
            plan_add_step(p, out, place, children, plan_word(p), 0, 1);
        }
        place++;
    }
}

static inline bf_plan_node *plan_phrase(crowd_plan *p)
{
    bf_plan_node *node = plan_node(p, BF_PLAN_PHRASE);
    crowd_phrase *out = &p->phrases[p->phrase_count];
    bf_plan_node *children[PLAN_PLACES];
    memset(out, 0, sizeof *out);
    node->phrase = p->phrase_count++;
    out->phrase.place_count = 1 + plan_dice(p, 4);
    out->phrase.places = out->places;
    out->phrase.stems = plan_dice(p, 4) == 0;
    if (plan_dice(p, 4) == 0) {
        out->phrase.field =
            bf_field_info_of(plan_dice(p, 2) ? BF_FIELD_TITLE : BF_FIELD_BODY);
    }
    for (size_t i = 0; i < out->phrase.place_count; i++) {
        out->places[i].steps = out->steps[i];
        children[i] = plan_node(p, BF_PLAN_TERM);
        children[i]->weight = plan_weight(p);
    }
    plan_phrase_words(p, out, children);
    for (size_t i = 0; i < out->phrase.place_count; i++) {
        plan_add_child(p, node, children[i]);
    }
    return node;
}

/* Words that are close to each other: mostly some of a document. */
static inline bf_plan_node *plan_near(crowd_plan *p)
{
    const crowd *c = p->crowd;
    const crowd_doc *doc = &c->docs[plan_dice(p, c->doc_count)];
    bf_plan_node *node = plan_node(p, BF_PLAN_NEAR);
    uint32_t at = doc->token_count ? plan_dice(p, doc->token_count) : 0;
    for (uint32_t i = 1 + plan_dice(p, 4); i > 0; i--) {
        bf_plan_node *child = plan_node(p, BF_PLAN_TERM);
        const unsigned word =
            at < doc->token_count ? doc->tokens[at].word : plan_word(p);
        child->weight = plan_weight(p);
        plan_add_term(p, child, crowd_term(word, doc->lang));
        if (plan_dice(p, 4) == 0) {
            plan_add_term(p, child, crowd_term(plan_word(p), doc->lang));
        }
        plan_add_child(p, node, child);
        at += plan_dice(p, 3);
    }
    node->near.window = 1 + plan_dice(p, plan_dice(p, 4) ? 8 : 256);
    node->near.ordered = plan_dice(p, 2);
    if (plan_dice(p, 4) == 0) {
        node->near.field =
            bf_field_info_of(plan_dice(p, 2) ? BF_FIELD_TITLE : BF_FIELD_BODY);
    }
    return node;
}

/* Trees ------------------------------------------------------------------- */

static inline bf_plan_node *plan_tree(crowd_plan *p, unsigned depth);

static inline bf_plan_node *plan_parent(crowd_plan *p, bf_plan_kind kind,
                                        unsigned depth)
{
    bf_plan_node *node = plan_node(p, kind);
    const bool is_choice = kind == BF_PLAN_OR || kind == BF_PLAN_AT_LEAST;
    uint32_t count = 1 + plan_dice(p, is_choice ? 6 : 3);
    node->least = 1 + plan_dice(p, count + (plan_dice(p, 4) == 0));
    if (kind == BF_PLAN_AND_MAYBE) {
        count = 2;
    } else if (kind == BF_PLAN_AND_NOT) {
        count = 2 + plan_dice(p, 2);
    }
    for (uint32_t i = 0; i < count; i++) {
        plan_add_child(p, node, plan_tree(p, depth + 1));
    }
    return node;
}

static inline bf_plan_node *plan_tree(crowd_plan *p, unsigned depth)
{
    static const bf_plan_kind parents[] = {BF_PLAN_AND,       BF_PLAN_OR,
                                           BF_PLAN_OR,        BF_PLAN_AND_NOT,
                                           BF_PLAN_AND_MAYBE, BF_PLAN_AT_LEAST};
    if (depth < p->most_depth && p->node_count < p->most_nodes &&
        plan_dice(p, 3) > 0) {
        return plan_parent(p, parents[plan_dice(p, 6)], depth);
    }
    switch (plan_dice(p, 24)) {
    case 0:
        return plan_node(p, BF_PLAN_NOTHING);
    case 1:
        return plan_node(p, BF_PLAN_EVERYTHING);
    case 2:
    case 3:
    case 4:
    case 5:
        return p->phrase_count < PLAN_PHRASES ? plan_phrase(p) : plan_term(p);
    case 6:
    case 7:
        return plan_range(p);
    case 8:
    case 9:
        return plan_near(p);
    default:
        return plan_term(p);
    }
}

static inline const bf_plan_phrase *plan_phrase_at(const void *context,
                                                   size_t phrase)
{
    const crowd_plan *p = (const crowd_plan *)context;
    return phrase < p->phrase_count ? &p->phrases[phrase].phrase : NULL;
}

/* Make a plan of at most so many nodes and levels, or a little more. */
static inline void plan_make(crowd_plan *p, crowd *c, crowd_choose *choose,
                             void *from, unsigned nodes, unsigned depth)
{
    static const double k1[] = {1.2, 0, 10, 1.2};
    static const double b[] = {0.75, 0, 1, 0.75};
    p->choose = choose;
    p->from = from;
    p->crowd = c;
    p->most_nodes = nodes;
    p->most_depth = depth;
    p->node_count = 0;
    p->phrase_count = 0;
    p->wanted = (bfi_wanted){.phrase_at = plan_phrase_at, .context = p};
    p->wanted.params =
        (bf_score_params){k1[plan_dice(p, 4)], b[plan_dice(p, 4)]};
    p->wanted.stats.documents = c->doc_count;
    p->wanted.stats.average_length =
        plan_dice(p, 20) ? c->average_length * (1 + plan_dice(p, 2)) : 0;
    p->wanted.root = plan_tree(p, 0);
}

/* Printing ---------------------------------------------------------------- */

static inline void plan_print_names(const bf_plan_node *node)
{
    for (size_t i = 0; i < node->term_count; i++) {
        printf(" %.*s", (int)node->terms[i].size, node->terms[i].data);
    }
}

/* As TAP comments; it tells what has gone wrong in a test. */
static inline void plan_print(const crowd_plan *p, const bf_plan_node *node,
                              int depth)
{
    static const char *const kinds[] = {
        "nothing", "everything", "term",  "phrase",   "and", "or",
        "and not", "and maybe",  "range", "at least", "near"};
    printf("# %*s%s", 2 * depth, "", kinds[node->kind]);
    if (node->kind == BF_PLAN_TERM) {
        printf(" %g:", node->weight);
        plan_print_names(node);
    } else if (node->kind == BF_PLAN_NEAR) {
        printf("%s %u%s%s", node->near.ordered ? " in order" : "",
               node->near.window, node->near.field ? " " : "",
               node->near.field ? node->near.field->name : "");
    } else if (node->kind == BF_PLAN_AT_LEAST) {
        printf(" %zu", node->least);
    } else if (node->kind == BF_PLAN_RANGE) {
        printf(" %d: %jd to %jd", node->range.slot, (intmax_t)node->range.least,
               (intmax_t)node->range.greatest);
    } else if (node->kind == BF_PLAN_PHRASE) {
        const bf_plan_phrase *phrase = &p->phrases[node->phrase].phrase;
        printf("%s%s", phrase->stems ? " stems" : "",
               phrase->field ? phrase->field->name : "");
        for (size_t i = 0; i < phrase->place_count; i++) {
            for (size_t k = 0; k < phrase->places[i].step_count; k++) {
                const bf_plan_step *step = &phrase->places[i].steps[k];
                printf(" %zu:%.*s/%zu", i, (int)step->form.size,
                       step->form.data, step->reach);
            }
        }
    }
    printf("\n");
    for (size_t i = 0; i < node->child_count; i++) {
        plan_print(p, node->children[i], depth + 1);
    }
}

#endif
