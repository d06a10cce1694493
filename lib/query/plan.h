/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_QUERY_PLAN_H
#define BFI_QUERY_PLAN_H

/*
 * The inside of a plan and of its making:
 *
 * 0. synonyms_tree.c puts synonyms into the tree;
 * 1. words.c makes plan nodes of each leaf of the tree, once, in the order of
 *    the text, of the words that analyze.c finds in it; pairs.c says which
 *    pairs of characters must match; spelling.c prefers words as they were
 *    typed; fields.c makes nodes for leaves with a field, prefix.c for
 *    prefixes; marks.c notes which words excerpts mark;
 * 2. plan.c combines them as the mode says (twice for BF_MODE_FEWER), with
 *    the constructors of nodes.c;
 * 3. phrase.c checks phrases, near.c and near_text.c words that are to stand
 *    close to each other, when a matcher asks.
 */

#include <backfile/limits.h>
#include <backfile/plan.h>
#include <backfile/terms.h>
#include <backfile/text.h>

#include "notes.h"

#include <assert.h>

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
    const bf_plan_node *phrase_nodes[BF_MAX_QUERY_WORDS]; /* of each */
    size_t phrase_count;
    /* That words were analysed in. */
    char languages[BF_MAX_QUERY_LANGUAGES][BF_LANGUAGE_BYTES];
    size_t language_count;
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
    BFI_WORD_TERMS = 4 * BF_MAX_QUERY_LANGUAGES,
    /* Spellings of one word: they differ only in how much is taken for its
     * ending. */
    BFI_WORD_SPELLINGS = 8
};

static_assert(BF_MAX_QUERY_LANGUAGES <= 64, "bits of bfi_word.kept");

/* A token of the query: its forms in all languages. */
typedef struct bfi_word {
    bf_str word;                          /* written form */
    bf_str terms[BF_MAX_QUERY_LANGUAGES]; /* distinct stems */
    size_t term_count;
    /* Distinct spellings; none when it was typed without accents. */
    bf_str spellings[BFI_WORD_SPELLINGS];
    size_t spelling_count;
    uint64_t kept; /* bits of those terms that lack no accent */
    bf_span span;  /* in the text of its leaf */
    size_t place;  /* its number; of another form, that of the first word */
    size_t reach;  /* how many words it stands for */
    unsigned flags;
} bfi_word;

/* What a leaf amounts to: nodes that stand side by side; none when there is
 * nothing in it to search for. Where they all have to match, `strict` takes
 * their place, unless it is empty. Extras only add to the score: stop words,
 * names such as example.com, whose parts are words, characters of pairs, and
 * spellings. */
typedef struct bfi_leaf {
    const bf_plan_node **nodes;
    size_t count;
    const bf_plan_node **strict;
    size_t strict_count;
    const bf_plan_node **extras; /* room for all that the words have */
    size_t extra_count;
    size_t loose_count; /* the last of them, which count in BF_MODE_ANY only */
} bfi_leaf;

/* What stop words are in the list at hand (stops.c). */
typedef struct bfi_stops {
    bool apply; /* there are other words */
    bf_str language;
} bfi_stops;

typedef struct bfi_planner {
    bf_plan *plan;
    const bf_plan_index *index;
    bf_phrases phrases;
    bf_analyzer *analyzers[BF_MAX_QUERY_LANGUAGES]; /* of the languages */
    size_t language_count;
    bfi_leaf leaves[BF_MAX_QUERY_WORDS]; /* in the order of the text */
    size_t leaf_count;
    size_t next_leaf; /* while they are combined */
    size_t word_count;
    size_t other_count;
    size_t unit_count;
    bool added;        /* the leaf at hand is a synonym */
    size_t words_left; /* before BF_MAX_QUERY_WORDS is reached */
    size_t scans_left; /* before BF_MAX_PREFIX_SCANS is reached */
    bfi_stops stops;   /* of the list that the leaf at hand stands in */
    /* The leaves on either side of the one at hand, or NULL. */
    const bf_query_node *before;
    const bf_query_node *after;
    bf_buf scratch; /* a term in the making */
    bf_buf text;    /* two words as one */
    bf_error *err;
    /* What follows is large, and not zeroed: each word is set when it is
     * counted. */
    bfi_word words[BF_MAX_QUERY_WORDS]; /* of the leaf at hand */
    bfi_word others[BFI_MAX_OTHERS];    /* other forms of them, by place */
    bfi_word units[BFI_MAX_OTHERS];     /* characters of them that count */
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
/* Whether `other`, one of planner->others, is a form of `word` as well. */
bool bfi_plan_covers(const bfi_word *other, const bfi_word *word);

/* words.c */

/* The weight of a TERM node of these terms. */
BF_MUST_CHECK bf_status bfi_plan_weight(bfi_planner *planner, double *out,
                                        const bf_str *terms, size_t count);
/* A TERM node that any article with one of the terms for `word` matches. */
BF_MUST_CHECK bf_status bfi_plan_word_node(bfi_planner *planner,
                                           const bf_plan_node **out,
                                           const bfi_word *word);
/* The same, with an extra in `leaf` for its spelling in `field` or, if that is
 * NULL, anywhere; `leaf` NULL: all spellings count alike. */
BF_MUST_CHECK bf_status bfi_plan_word_in(bfi_planner *planner,
                                         const bf_plan_node **out,
                                         const bfi_word *word,
                                         const bf_field_info *field,
                                         bfi_leaf *leaf);
/* A phrase of planner->words: its check, and the nodes of its words. `leaf`
 * gets the extras for their spellings; NULL: all count alike. */
BF_MUST_CHECK bf_status bfi_plan_phrase(bfi_planner *planner,
                                        const bf_plan_node **out,
                                        const bf_field_info *field, bool stems,
                                        bfi_leaf *leaf);
/* Add a node that only adds to the score. */
BF_MUST_CHECK bf_status bfi_plan_add_extra(bfi_planner *planner, bfi_leaf *leaf,
                                           const bf_plan_node *extra);
/* Give `leaf` one node, the conjunction of `count` nodes, to the score of which
 * alone the extras that it has add. */
BF_MUST_CHECK bf_status bfi_plan_set_one(bfi_planner *planner, bfi_leaf *leaf,
                                         const bf_plan_node *const *nodes,
                                         size_t count);

/* How many articles have a term of `word`; one counts once for each. */
BF_MUST_CHECK bf_status bfi_plan_count(bfi_planner *planner, uint64_t *out,
                                       const bfi_word *word);

/* parts.c: add to the nodes of `out`, those of the one word of `leaf`, the
 * parts that it is made of, if it is a compound. */
BF_MUST_CHECK bf_status bfi_plan_parts(bfi_planner *planner, bfi_leaf *out,
                                       const bf_query_node *leaf);

/* stops.c */

/* Which words of `list` are stop words. Uses planner->words. */
BF_MUST_CHECK bf_status bfi_plan_stops(bfi_planner *planner, bfi_stops *out,
                                       const bf_query_node *list);
/* Whether planner->words[number], of `leaf`, is one. */
bool bfi_plan_is_stop(const bfi_planner *planner, const bf_query_node *leaf,
                      size_t number);

/* spelling.c */

/* The part of the weight of a word that its spelling decides on. */
extern const double bfi_spelling_share;
/* Prefer articles that write `word` with the accents that it was typed with, in
 * `field` or, if that is NULL, anywhere: add an extra to `leaf`, and make
 * `*node`, the TERM of the word, weigh less. */
BF_MUST_CHECK bf_status bfi_plan_prefer(bfi_planner *planner, bfi_leaf *leaf,
                                        const bf_plan_node **node,
                                        const bf_field_info *field,
                                        const bfi_word *word);

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

/* pairs.c */

/* Whether a character of a pair, `unit`, counts beside the pairs. */
bool bfi_plan_counts_alone(bf_str unit);
/* Note in `optional`, which has a place for each of planner->words, the pairs
 * that need not match. */
void bfi_plan_optional_pairs(const bfi_planner *planner, bool *optional);
/* Add to a leaf with the nodes of planner->words, but for those in `aside`, the
 * characters of pairs, and out->strict. */
BF_MUST_CHECK bf_status bfi_plan_pairs(bfi_planner *planner, bfi_leaf *out,
                                       const bool *aside);

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
/* `node` (NULL: memory ran out), with a higher score where any of `extras`
 * matches. */
const bf_plan_node *bfi_node_add_extras(bf_arena *arena,
                                        const bf_plan_node *node,
                                        const bf_plan_node *const *extras,
                                        size_t count);
/* Whether two plans match the same by construction. */
bool bfi_node_equal(const bf_plan_node *a, const bf_plan_node *b);

#endif
