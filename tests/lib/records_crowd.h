/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_RECORDS_CROWD_H
#define BF_RECORDS_CROWD_H

/*
 * A small collection of records made at random, random plans of all kinds of
 * nodes for it, and brute force: which of them match, and with which scores.
 */

#include "lib/store/match.h"
#include "records.h"

enum {
    WORDS = 14,
    IDS = 240,
    DOC_WORDS = 40,
    ROUNDS = 6,
    PLANS = 300,
    MAX_NODES = 64,
    MAX_CHILDREN = 4,
    MAX_PHRASES = 16,
    NOW = 1000,
    DAYS = 20, /* that documents are dated by */
    SECTIONS = 4
};

static const char *const words[WORDS] = {
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "nowhere"};

static uint64_t seed = 20140620;

static inline uint32_t dice(uint32_t sides)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % sides;
}

/* The collection as it should be. */
typedef struct doc {
    bool alive;
    size_t count; /* of words */
    unsigned char words[DOC_WORDS];
    bf_visibility visibility;
    bf_time published; /* or BF_TIME_NONE */
    unsigned section;  /* 0: none */
    bf_docnum docnum;
    /* of the plan at hand */
    bool matches;
    double score;
} doc;

static doc docs[IDS];

/* Plans ------------------------------------------------------------------- */

typedef struct phrase {
    size_t count;
    unsigned char words[MAX_CHILDREN];
} phrase;

static bf_plan_node nodes[MAX_NODES];
static const bf_plan_node *children[MAX_NODES][MAX_CHILDREN];
static bf_str terms[MAX_NODES][3];
static char names[MAX_NODES][3][16];
static phrase phrases[MAX_PHRASES];
static size_t node_count;
static size_t phrase_count;

static inline bf_plan_node *new_node(bf_plan_kind kind)
{
    size_t at = node_count++;
    nodes[at] = (bf_plan_node){
        .kind = kind, .terms = terms[at], .children = children[at]};
    return &nodes[at];
}

static inline void add_term(bf_plan_node *node, const char *prefix,
                            unsigned word)
{
    size_t at = (size_t)(node - nodes);
    char *name = names[at][node->term_count];
    snprintf(name, sizeof names[at][0], "%s%s", prefix, words[word]);
    terms[at][node->term_count++] = bf_str_of(name);
}

static inline void add_child(bf_plan_node *node, const bf_plan_node *child)
{
    children[node - nodes][node->child_count++] = child;
}

/* Small numbers of words are frequent, as in any language. */
static inline unsigned some_word(void)
{
    uint32_t most = 1 + dice(WORDS);
    return dice(most);
}

static inline bf_plan_node *random_term(void)
{
    static const double weights[] = {0, 0.25, 1, 2.7, 9};
    bf_plan_node *node = new_node(BF_PLAN_TERM);
    unsigned word = some_word();
    node->weight = weights[dice(5)];
    if (dice(4) == 0) {
        add_term(node, "XF", word);
        node->weight = 0;
        return node;
    }
    for (uint32_t more = dice(4) == 0 ? 1 + dice(3) : 1; more > 0; more--) {
        add_term(node, "", word);
        word = (word + 1) % WORDS;
    }
    return node;
}

/* Half of the phrases are taken from an article. */
static inline bf_plan_node *random_phrase(void)
{
    bf_plan_node *node = new_node(BF_PLAN_PHRASE);
    phrase *made = &phrases[phrase_count];
    const doc *from = &docs[dice(IDS)];
    size_t start = dice(DOC_WORDS / 2);
    made->count = 1 + dice(3);
    node->phrase = phrase_count++;
    for (size_t i = 0; i < made->count; i++) {
        bf_plan_node *child = new_node(BF_PLAN_TERM);
        bool copy = from->alive && start + i < from->count;
        unsigned word = copy ? from->words[start + i] : some_word();
        made->words[i] = (unsigned char)word;
        add_term(child, "", word);
        child->weight = dice(3);
        add_child(node, child);
    }
    return node;
}

/* Words that are in an article, as a phrase takes them, or any. */
static inline bf_plan_node *random_near(void)
{
    bf_plan_node *node = new_node(BF_PLAN_NEAR);
    const doc *from = &docs[dice(IDS)];
    size_t at = dice(DOC_WORDS / 2);
    for (uint32_t i = 1 + dice(MAX_CHILDREN); i > 0; i--) {
        bf_plan_node *child = new_node(BF_PLAN_TERM);
        const bool copy = from->alive && at < from->count;
        add_term(child, "", copy ? from->words[at] : some_word());
        child->weight = dice(3);
        add_child(node, child);
        at += dice(3);
    }
    node->near.window = 1 + dice(8);
    node->near.ordered = dice(2);
    return node;
}

static inline bf_plan_node *random_range(void)
{
    bf_plan_node *node = new_node(BF_PLAN_RANGE);
    node->range = (bf_plan_range){BF_SLOT_PUBLISHED, INT64_MIN, INT64_MAX};
    if (dice(4) > 0) {
        node->range.least = (bf_time)dice(DAYS + 2) - 2;
    }
    if (dice(4) > 0) {
        node->range.greatest = (bf_time)dice(DAYS + 2) - 2;
    }
    return node;
}

static inline bf_plan_node *random_node(unsigned depth);

static inline bf_plan_node *random_parent(bf_plan_kind kind, unsigned depth)
{
    bf_plan_node *node = new_node(kind);
    bool two = kind == BF_PLAN_AND_MAYBE;
    uint32_t count = two ? 2 : 1 + dice(MAX_CHILDREN - 1);
    if (kind == BF_PLAN_AND_NOT) {
        count = 2 + dice(2);
    }
    node->least = 1 + dice(count + (dice(4) == 0));
    for (uint32_t i = 0; i < count; i++) {
        add_child(node, random_node(depth + 1));
    }
    return node;
}

static inline bf_plan_node *random_node(unsigned depth)
{
    static const bf_plan_kind parents[] = {BF_PLAN_AND,       BF_PLAN_OR,
                                           BF_PLAN_OR,        BF_PLAN_AND_NOT,
                                           BF_PLAN_AND_MAYBE, BF_PLAN_AT_LEAST};
    if (depth < 2 && node_count < 12 && dice(3) > 0) {
        return random_parent(parents[dice(6)], depth);
    }
    switch (dice(12)) {
    case 0:
        return new_node(BF_PLAN_NOTHING);
    case 1:
        return new_node(BF_PLAN_EVERYTHING);
    case 2:
    case 3:
    case 4:
        return phrase_count < MAX_PHRASES ? random_phrase() : random_term();
    case 5:
        return random_range();
    case 6:
        return random_near();
    default:
        return random_term();
    }
}

/* Brute force ------------------------------------------------------------- */

static inline unsigned frequency(const doc *of, bf_str term)
{
    unsigned found = 0;
    for (size_t i = 0; i < of->count; i++) {
        found += bf_str_is(term, words[of->words[i]]);
    }
    return found;
}

static inline bool has_term(const doc *of, bf_str term)
{
    if (term.size > 2 && memcmp(term.data, "XF", 2) == 0) {
        term.data += 2;
        term.size -= 2;
    }
    return frequency(of, term) > 0;
}

static inline bool has_phrase(const doc *of, const phrase *wanted)
{
    for (size_t i = 0; i + wanted->count <= of->count; i++) {
        if (!memcmp(of->words + i, wanted->words, wanted->count)) {
            return true;
        }
    }
    return false;
}

/* Whether word `at` of an article may be word `number` of a NEAR, the others of
 * which are at the places `chosen`. */
static inline bool fits(const bf_plan_node *node, const doc *of,
                        const size_t *chosen, size_t number, size_t at)
{
    const int window = (int)node->near.window;
    if (!bf_str_is(node->children[number]->terms[0], words[of->words[at]])) {
        return false;
    }
    for (size_t i = 0; i < number; i++) {
        const int off = (int)at - (int)chosen[i];
        if (off == 0 || off >= window ||
            off <= (node->near.ordered ? 0 : -window)) {
            return false;
        }
    }
    return true;
}

static inline bool has_near(const bf_plan_node *node, const doc *of,
                            size_t *chosen, size_t number)
{
    if (number == node->child_count) {
        return true;
    }
    for (size_t at = 0; at < of->count; at++) {
        chosen[number] = at;
        if (fits(node, of, chosen, number, at) &&
            has_near(node, of, chosen, number + 1)) {
            return true;
        }
    }
    return false;
}

typedef struct verdict {
    bool matches;
    double score;
} verdict;

static inline verdict judge(const bf_plan_node *node, const doc *of,
                            const bfi_match_plan *plan);

static inline verdict judge_term(const bf_plan_node *node, const doc *of,
                                 const bfi_match_plan *plan)
{
    verdict result = {false, 0};
    unsigned sum = 0;
    for (size_t i = 0; i < node->term_count; i++) {
        result.matches = result.matches || has_term(of, node->terms[i]);
        sum += frequency(of, node->terms[i]);
    }
    result.score = node->weight * bf_score_tf(&plan->params, &plan->stats, sum,
                                              (double)of->count);
    return result;
}

static inline verdict judge_all(const bf_plan_node *node, const doc *of,
                                const bfi_match_plan *plan)
{
    verdict result = {true, 0};
    for (size_t i = 0; i < node->child_count; i++) {
        verdict child = judge(node->children[i], of, plan);
        result.matches = result.matches && child.matches;
        result.score += child.score;
    }
    return result;
}

static inline verdict judge_any(const bf_plan_node *node, const doc *of,
                                const bfi_match_plan *plan, size_t least)
{
    verdict result = {false, 0};
    size_t matching = 0;
    for (size_t i = 0; i < node->child_count; i++) {
        verdict child = judge(node->children[i], of, plan);
        matching += child.matches;
        result.score += child.matches ? child.score : 0;
    }
    result.matches = matching >= least;
    return result;
}

static inline verdict judge_first(const bf_plan_node *node, const doc *of,
                                  const bfi_match_plan *plan)
{
    verdict result = judge(node->children[0], of, plan);
    for (size_t i = 1; i < node->child_count; i++) {
        verdict child = judge(node->children[i], of, plan);
        if (child.matches && node->kind == BF_PLAN_AND_NOT) {
            result.matches = false;
        } else if (child.matches) {
            result.score += child.score;
        }
    }
    return result;
}

static inline verdict judge(const bf_plan_node *node, const doc *of,
                            const bfi_match_plan *plan)
{
    verdict result = {node->kind == BF_PLAN_EVERYTHING, 0};
    switch (node->kind) {
    case BF_PLAN_NOTHING:
    case BF_PLAN_EVERYTHING:
        return result;
    case BF_PLAN_TERM:
        return judge_term(node, of, plan);
    case BF_PLAN_PHRASE:
        result = judge_all(node, of, plan);
        result.matches =
            result.matches && has_phrase(of, &phrases[node->phrase]);
        return result;
    case BF_PLAN_AND:
        return judge_all(node, of, plan);
    case BF_PLAN_OR:
        return judge_any(node, of, plan, 1);
    case BF_PLAN_AT_LEAST:
        return judge_any(node, of, plan, node->least);
    case BF_PLAN_AND_NOT:
    case BF_PLAN_AND_MAYBE:
        return judge_first(node, of, plan);
    case BF_PLAN_NEAR:
        result = judge_all(node, of, plan);
        result.matches =
            result.matches && has_near(node, of, (size_t[MAX_CHILDREN]){0}, 0);
        return result;
    case BF_PLAN_RANGE:
        result.matches = of->published != BF_TIME_NONE &&
                         node->range.least <= of->published &&
                         of->published <= node->range.greatest;
        return result;
    }
    return result;
}

/* Judge all documents; the number that match. */
static inline size_t judge_docs(const bfi_match_plan *plan,
                                const bf_match_request *request)
{
    size_t found = 0;
    for (size_t i = 0; i < IDS; i++) {
        verdict result = judge(plan->root, &docs[i], plan);
        docs[i].score = result.score;
        docs[i].matches = docs[i].alive && result.matches &&
                          (request->show_hidden ||
                           bf_visible_at(docs[i].visibility, request->now));
        found += docs[i].matches;
    }
    return found;
}

static inline int by_score(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left < right) - (left > right);
}

/* The scores of all matches, highest first. */
static inline void best_scores(double *out)
{
    size_t count = 0;
    for (size_t i = 0; i < IDS; i++) {
        if (docs[i].matches) {
            out[count++] = docs[i].score;
        }
    }
    qsort(out, count, sizeof *out, by_score);
}

/* For the matcher --------------------------------------------------------- */

static inline bf_status check_phrase(void *context, bool *out, size_t number,
                                     const bf_article *article, bf_error *err)
{
    char wanted[64] = " ";
    char text[4 * DOC_WORDS * 8];
    (void)context;
    (void)err;
    for (size_t i = 0; i < phrases[number].count; i++) {
        strcat(strcat(wanted, words[phrases[number].words[i]]), " ");
    }
    snprintf(text, sizeof text, " %.*s ", (int)article->body.size,
             article->body.data);
    *out = strstr(text, wanted) != NULL;
    return BF_OK;
}

static inline size_t read_words(doc *out, bf_str text)
{
    bf_str word = {text.data, 0};
    out->count = 0;
    for (size_t i = 0; i <= text.size; i++) {
        if (i < text.size && text.data[i] != ' ') {
            word.size++;
            continue;
        }
        for (unsigned k = 0; k < WORDS; k++) {
            if (bf_str_is(word, words[k])) {
                out->words[out->count++] = (unsigned char)k;
            }
        }
        word = (bf_str){text.data + i + 1, 0};
    }
    return out->count;
}

static inline bf_status check_near(void *context, bool *out,
                                   const bf_plan_node *node,
                                   const bf_article *article, bf_error *err)
{
    doc read;
    size_t chosen[MAX_CHILDREN];
    (void)context;
    (void)err;
    *out = read_words(&read, article->body) > 0 &&
           has_near(node, &read, chosen, 0);
    return BF_OK;
}

#endif
