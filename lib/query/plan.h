/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_QUERY_PLAN_H
#define BFI_QUERY_PLAN_H

/*
 * The inside of a plan and of its making:
 *
 * 0. synonyms_tree.c puts synonyms into the tree;
 * 1. words.c makes plan nodes of each leaf of the tree, once, in the order of
 *    the text, of the words that analyze.c finds in it; fields.c does so for
 *    leaves with a field, prefix.c for prefixes; marks.c notes which words
 *    excerpts mark;
 * 2. plan.c combines them as the mode says (twice for BF_MODE_FEWER), with
 *    the constructors of nodes.c;
 * 3. phrase.c checks phrases when a matcher asks.
 */

#include <backfile/limits.h>
#include <backfile/plan.h>
#include <backfile/terms.h>
#include <backfile/text.h>

#include "notes.h"

/* The plan ----------------------------------------------------------------- */

struct bf_plan {
    bf_arena *arena;
    const bf_plan_node *root;
    bf_score_stats stats;
    bf_score_params params;
    bf_plan_word *words; /* grows by doubling */
    size_t word_count;
    size_t word_capacity;
    bf_plan_phrase phrases[BF_MAX_QUERY_WORDS];
    size_t phrase_count;
    bfi_notes notes;
    bf_analyzer_set *analyzers;     /* the index's, or own_analyzers */
    bf_analyzer_set *own_analyzers; /* or NULL */
};

/* Making it ---------------------------------------------------------------- */

enum {
    /* A word has at most two other forms that begin with it: without its
     * apostrophes, and joined to what follows. */
    BFI_MAX_OTHERS = 2 * BF_MAX_QUERY_WORDS,
    /* The most terms for one word: its own, and those of what covers it. */
    BFI_WORD_TERMS = 4 * BF_MAX_QUERY_LANGUAGES
};

/* A token of the query: its forms in all languages. */
typedef struct bfi_word {
    bf_str word;                          /* written form */
    bf_str terms[BF_MAX_QUERY_LANGUAGES]; /* distinct stems */
    size_t term_count;
    bf_span span; /* in the text of its leaf */
    size_t place; /* its number; of another form, that of the first word */
    size_t reach; /* how many words it stands for */
    unsigned flags;
} bfi_word;

/* What a leaf amounts to: nodes that stand side by side; none when there is
 * nothing in it to search for. Some more only add to the score: those of names
 * such as example.com, whose parts are words. None of these matches where no
 * other node does. */
typedef struct bfi_leaf {
    const bf_plan_node **nodes;
    size_t count;
    const bf_plan_node **extras;
    size_t extra_count;
} bfi_leaf;

typedef struct bfi_planner {
    bf_plan *plan;
    const bf_plan_index *index;
    bool phrase_stems;
    bf_analyzer *analyzers[BF_MAX_QUERY_LANGUAGES]; /* of the languages */
    size_t language_count;
    bfi_leaf leaves[BF_MAX_QUERY_WORDS]; /* in the order of the text */
    size_t leaf_count;
    size_t next_leaf;                   /* while they are combined */
    bfi_word words[BF_MAX_QUERY_WORDS]; /* of the leaf at hand */
    size_t word_count;
    bfi_word others[BFI_MAX_OTHERS]; /* other forms of them, by place */
    size_t other_count;
    bool added;        /* the leaf at hand is a synonym */
    size_t words_left; /* before BF_MAX_QUERY_WORDS is reached */
    size_t scans_left; /* before BF_MAX_PREFIX_SCANS is reached */
    /* The leaves on either side of the one at hand, or NULL. */
    const bf_query_node *before;
    const bf_query_node *after;
    bf_buf scratch; /* a term in the making */
    bf_buf text;    /* two words as one */
    bf_error *err;
} bfi_planner;

/* Record that memory ran out. */
bf_status bfi_planner_nomem(bfi_planner *planner);

/* Make nodes of `leaf`. `excluded`: it stands under an exclusion. */
BF_MUST_CHECK bf_status bfi_plan_leaf(bfi_planner *planner, bfi_leaf *out,
                                      const bf_query_node *leaf, bool excluded);

/* analyze.c */

/* Fill planner->words with the tokens of `text`, and planner->others. */
BF_MUST_CHECK bf_status bfi_plan_analyze(bfi_planner *planner, bf_str text,
                                         bf_span span);
/* Make `out` of `text`; without terms where that is not one word. */
BF_MUST_CHECK bf_status bfi_plan_analyze_word(bfi_planner *planner,
                                              bfi_word *out, bf_str text);
/* The terms for `word`, one of planner->words: those of all forms that cover
 * it. What is joined counts as each of its words, so that an article with
 * "backchannel" has both "back" and "channel". */
size_t bfi_plan_terms(const bfi_planner *planner, bf_str out[BFI_WORD_TERMS],
                      const bfi_word *word);

/* words.c */

/* The weight of a TERM node of these terms. */
BF_MUST_CHECK bf_status bfi_plan_weight(bfi_planner *planner, double *out,
                                        const bf_str *terms, size_t count);
/* A TERM node that any article with one of the terms for `word` matches. */
BF_MUST_CHECK bf_status bfi_plan_word_node(bfi_planner *planner,
                                           const bf_plan_node **out,
                                           const bfi_word *word);
/* A phrase of planner->words: its check, and the nodes of its words. */
BF_MUST_CHECK bf_status bfi_plan_phrase(bfi_planner *planner,
                                        const bf_plan_node **out,
                                        const bf_field_info *field, bool stems);
/* Give `leaf` one node, the conjunction of `count` nodes. */
BF_MUST_CHECK bf_status bfi_plan_set_one(bfi_planner *planner, bfi_leaf *leaf,
                                         const bf_plan_node *const *nodes,
                                         size_t count);

/* alternatives.c: the OR of what was typed, sides[0], and of its synonyms. */
BF_MUST_CHECK bf_status bfi_plan_alternatives(bfi_planner *planner,
                                              const bf_plan_node **out,
                                              const bf_plan_node **sides,
                                              size_t count);

/* synonyms_tree.c: put synonyms (may be NULL) and protected words into the tree
 * below *root, which is then another. */
BF_MUST_CHECK bf_status bfi_plan_synonyms(bfi_planner *planner,
                                          const bf_query_node **root,
                                          bf_synonyms *synonyms);

/* compound.c */

/* Add to planner->others what the one word of `leaf` makes with the words
 * before and after it, if the index has that. */
BF_MUST_CHECK bf_status bfi_plan_join(bfi_planner *planner,
                                      const bf_query_node *leaf);
/* If few articles have the one word of `leaf`, but more have two words that
 * make it: replace its node `*out` by one for the phrase of these where that
 * does not match, and put them in the place of planner->words. */
BF_MUST_CHECK bf_status bfi_plan_split(bfi_planner *planner, bool *found,
                                       const bf_plan_node **out,
                                       const bf_query_node *leaf,
                                       bool excluded);

/* marks.c: add to the words to mark a word and its other forms by their stems,
 * planner->words as the phrase `node`, or a prefix. */

BF_MUST_CHECK bf_status bfi_plan_mark_word(bfi_planner *planner,
                                           const bfi_word *word, double weight);
/* The word `word` is one of several forms that were asked for. */
void bfi_plan_mark_other(bfi_planner *planner, bf_str word);
BF_MUST_CHECK bf_status bfi_plan_mark_phrase(bfi_planner *planner,
                                             const bf_plan_node *node);
BF_MUST_CHECK bf_status bfi_plan_mark_prefix(bfi_planner *planner,
                                             bf_str prefix, double weight);

/* fields.c */

/* The nodes of a WORD or PHRASE with a field. */
BF_MUST_CHECK bf_status bfi_plan_field(bfi_planner *planner, bfi_leaf *out,
                                       const bf_query_node *leaf,
                                       bool excluded);
/* The term of the word or value `value` in `field`, in the arena. */
BF_MUST_CHECK bf_status bfi_plan_field_term(bfi_planner *planner, bf_str *out,
                                            const bf_field_info *field,
                                            bf_str value);
/* The term of `text` as a whole value of a keyword field. */
BF_MUST_CHECK bf_status bfi_plan_value_term(bfi_planner *planner, bf_str *out,
                                            const bf_field_info *field,
                                            bf_str text);
/* Whether the text of `leaf`, of which planner->words were made, is one word
 * and nothing else. */
bool bfi_plan_is_word(const bfi_planner *planner, const bf_query_node *leaf);
/* A TERM node, weight 0, of the terms for `word` in `field`. */
BF_MUST_CHECK bf_status bfi_plan_field_node(bfi_planner *planner,
                                            const bf_plan_node **out,
                                            const bf_field_info *field,
                                            const bfi_word *word);

/* prefix.c: the nodes of a PREFIX. */
BF_MUST_CHECK bf_status bfi_plan_prefix(bfi_planner *planner, bfi_leaf *out,
                                        const bf_query_node *leaf,
                                        bool excluded);

/* nodes.c: constructors that keep plans small. NULL when memory ran out. */

const bf_plan_node *bfi_node_of(bf_arena *arena, bf_plan_kind kind);
/* Of `terms`, which are copied as slices. */
const bf_plan_node *bfi_node_term(bf_arena *arena, const bf_str *terms,
                                  size_t count, double weight);
const bf_plan_node *bfi_node_phrase(bf_arena *arena,
                                    const bf_plan_node *const *children,
                                    size_t count, size_t phrase);
/* AND or OR of any number of nodes; equal words become one of more weight. */
const bf_plan_node *bfi_node_join(bf_arena *arena, bf_plan_kind kind,
                                  const bf_plan_node *const *nodes,
                                  size_t count);
const bf_plan_node *bfi_node_and_not(bf_arena *arena, const bf_plan_node *node,
                                     const bf_plan_node *const *excluded,
                                     size_t count);
const bf_plan_node *bfi_node_and_maybe(bf_arena *arena,
                                       const bf_plan_node *node,
                                       const bf_plan_node *maybe);
/* Whether two plans match the same by construction. */
bool bfi_node_equal(const bf_plan_node *a, const bf_plan_node *b);

#endif
