/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_PLAN_H
#define BACKFILE_PLAN_H

/**
 * @file
 * The plan: a query made concrete for one state of one index. Its words are
 * terms with their weights, its phrases can be checked against an article,
 * its prefixes are expanded. Matchers run plans and nothing else, so they all
 * mean the same by a query.
 *
 *     bf_plan *plan;
 *     bf_plan_index index = { ... };   // what the planner asks of an index
 *     status = bf_plan_build(&plan, query, &index, BF_MODE_ALL, &err);
 *     status = bf_reader_match(&matches, reader, plan, &request, &err);
 *     bf_plan_free(plan);
 *
 * How words become terms. A word is analysed in each of the index's languages
 * (bf_plan_index.languages); the distinct terms are alternatives of one TERM
 * node, which counts as one word: frequencies add up, and its document
 * frequency is the sum of theirs, at most N. A word that gives several tokens
 * is several words, except where it must hold as one (with -, or in a field):
 * there it is a phrase. In BF_MODE_ANY the words of a phrase that stands beside
 * others also add to the score of what those find.
 *
 * What a joined token of the query stands for (see <backfile/text.h>) is an
 * alternative of each word that it covers: `back-channel` asks for back or
 * backchannel, and for channel or backchannel. A name (BF_TOKEN_NAME) is one
 * word in the place of those that it covers.
 *
 * Stop words (bf_is_stop_word()) without a sign, a field or quotes that stand
 * beside other words which the index has weigh a quarter, and only add to the
 * score. The language that says what they are is that of the index's which has
 * most of them in common with the query.
 *
 * A word that was typed with accents weighs a fifth less, and the fifth is an
 * AND_MAYBE of the same TERM where terms of bf_term_spelling() say that an
 * article writes it so.
 *
 * A compound, in the languages that write such as one word, is also its parts,
 * at half their weight, for articles that do not have it: all of them or any,
 * as the mode says.
 *
 * Synonyms of a word, or of several words side by side, are alternatives that
 * count as the one word; none of them weighs more than what was typed. What is
 * in quotes or has a + has none.
 */

#include <backfile/query.h>
#include <backfile/score.h>
#include <backfile/synonyms.h>
#include <backfile/text.h>

BF_BEGIN_DECLS

/** Which of the words without a sign must match. */
typedef enum bf_mode {
    BF_MODE_ALL, /**< all of them */
    BF_MODE_ANY, /**< at least one, unless there is a MUST beside it */
    /** What BF_MODE_ANY finds and BF_MODE_ALL does not: the results that
     *  follow when those with all words are few. NOTHING when the two modes
     *  mean the same (one word, no plain words). */
    BF_MODE_FEWER
} bf_mode;

/** What a phrase asks for. A search goes from one to the next when nothing was
 *  found. */
typedef enum bf_phrases {
    BF_PHRASES_AS_WRITTEN, /**< its written forms */
    BF_PHRASES_BY_STEMS,   /**< its stems */
    /** Those without a sign or a field, its words; else its stems. */
    BF_PHRASES_AS_WORDS
} bf_phrases;

/** What a plan node is. */
typedef enum bf_plan_kind {
    BF_PLAN_NOTHING,    /**< matches no article */
    BF_PLAN_EVERYTHING, /**< matches every article, score 0 */
    BF_PLAN_TERM,       /**< any of @c terms; scores once, by their sum */
    BF_PLAN_PHRASE,     /**< all children (TERM), and the check holds */
    BF_PLAN_AND,        /**< all children; scores add up */
    BF_PLAN_OR,         /**< any child; scores add up */
    BF_PLAN_AND_NOT,    /**< the first child, none of the others */
    BF_PLAN_AND_MAYBE,  /**< the first child; the second only adds score */
    BF_PLAN_RANGE,      /**< a time within @c range; score 0 */
    BF_PLAN_AT_LEAST,   /**< @c least children or more; scores add up */
    BF_PLAN_NEAR        /**< all children (TERM), as close as @c near says */
} bf_plan_kind;

/** Times that lie within two, both included; what has none does not. */
typedef struct bf_plan_range {
    int slot;         /**< BF_SLOT_PUBLISHED or BF_SLOT_UPDATED */
    bf_time least;    /**< INT64_MIN: since ever */
    bf_time greatest; /**< INT64_MAX: for ever */
} bf_plan_range;

/** How close words stand: within so many positions of one value of a field, no
 *  two of them at the same one. Those of a joined token begin where its first
 *  word does. */
typedef struct bf_plan_near {
    uint32_t window; /**< 1 to BF_MAX_NEAR_WINDOW: from the first to the last,
                          both included; 2 is side by side */
    bool ordered;    /**< in the order of the children */
    const bf_field_info *field; /**< where they must stand; NULL: anywhere */
} bf_plan_near;

/** A plan node; everything in it is borrowed from the plan. */
typedef struct bf_plan_node {
    bf_plan_kind kind;
    /** TERM: boost times idf, ≥ 0. With 0 it restricts and does not score. What
     *  has children has no weight: its boost is a factor of each of its TERMs.
     *  The score is weight * bf_score_tf(sum of frequencies, length). */
    double weight;
    const bf_str *terms; /**< TERM: index terms, prefixes included */
    size_t term_count;   /**< TERM: ≥ 1 */
    const struct bf_plan_node *const *children;
    size_t child_count;
    /** PHRASE: its number, for bf_plan_phrase_at(). */
    size_t phrase;
    bf_plan_range range; /**< RANGE */
    size_t least;        /**< AT_LEAST: ≥ 1 */
    bf_plan_near near;   /**< NEAR: of at most BF_MAX_NEAR_WORDS children */
} bf_plan_node;

/** A word that the query asks for, to be marked in excerpts. */
typedef struct bf_plan_word {
    /** The term (stem), or the beginning of a written form for a prefix. */
    bf_str term;
    bf_str word;   /**< the written form; empty for a prefix */
    bool prefix;   /**< `word*` */
    bool exact;    /**< only as written (a phrase of written forms) */
    bool other;    /**< another form of a word that was asked for */
    size_t phrase; /**< 0: not in a phrase; else 1 + the phrase's number */
    size_t place;  /**< in a phrase: counts its tokens from 0 */
    size_t reach;  /**< in a phrase: how many of them it stands for, ≥ 1 */
    double weight; /**< as in its TERM node */
} bf_plan_word;

/** A form that may stand at a place of a phrase, and how many places it takes:
 *  several when it is another way to write the words from there on. */
typedef struct bf_plan_step {
    bf_str form;
    size_t reach;
} bf_plan_step;

/** A place in a phrase: any of its steps leads on from there. */
typedef struct bf_plan_place {
    const bf_plan_step *steps;
    size_t step_count;
} bf_plan_place;

/**
 * What the check of a phrase asks for: tokens of one value of a field, with
 * terms that are among those of the PHRASE node's children, each beginning
 * where the one before it ended (at its position + reach), that lead by one
 * step each from the first place to behind the last. For a matcher that knows
 * positions; bf_plan_phrase_matches() says the same of a text.
 */
typedef struct bf_plan_phrase {
    bool stems;                 /**< forms are terms, not written forms */
    const bf_field_info *field; /**< where it must stand; NULL: anywhere */
    const bf_plan_place *places;
    size_t place_count; /**< ≤ BF_MAX_QUERY_WORDS */
} bf_plan_phrase;

/** Some positions of one of the words of a NEAR. */
typedef struct bf_plan_positions {
    const uint32_t *positions; /**< rising; below UINT32_MAX */
    size_t count;
    size_t word; /**< the child that they are of */
    size_t at;   /**< the module's own */
} bf_plan_positions;

/** Whether @p words words stand as close as @p near says: by all their
 *  positions in the field, as @p count lists in the order of the words, of
 *  which each may have several. What is in @c at of the lists is lost. */
BF_API bool bf_plan_near_holds(const bf_plan_near *near,
                               bf_plan_positions *lists, size_t count,
                               size_t words) BF_NOEXCEPT;

/** What the planner asks of an index. Callbacks return BF_OK or a failure,
 *  which ends the build; none may keep the slices that it is given. */
typedef struct bf_plan_index {
    void *context;
    bf_score_stats stats;
    /** The parameters of its scores; NULL: the defaults. */
    const bf_score_params *params;
    /** Primary subtags of the languages to analyse words for, at least one
     *  ("" for none), most frequent first; at most BF_MAX_QUERY_LANGUAGES
     *  are used. */
    const char *const *languages;
    size_t language_count;
    /** Analyzers to use, which must outlive the plan; with NULL the plan has
     *  its own, which takes longer to make than all the rest of it. */
    bf_analyzer_set *analyzers;
    /** Synonyms and protected words, or NULL. */
    bf_synonyms *synonyms;
    /** How many articles have @p term, hidden ones included. */
    bf_status (*frequency)(void *context, uint32_t *out, bf_str term,
                           bf_error *err);
    /** Call @p each for every term of the index that begins with @p prefix,
     *  in byte order; stop early when it returns a failure, and return it. */
    bf_status (*expand)(void *context, bf_str prefix,
                        bf_status (*each)(void *payload, bf_str term,
                                          uint32_t frequency),
                        void *payload, bf_error *err);
} bf_plan_index;

typedef struct bf_plan bf_plan;

/**
 * Make the plan of @p query.
 *
 * @return a failure of a callback of @p index.
 *
 * The plan keeps no reference to @p query or @p index, but for the analyzers.
 */
BF_API BF_MUST_CHECK bf_status bf_plan_build(bf_plan **out,
                                             const bf_query *query,
                                             const bf_plan_index *index,
                                             bf_mode mode, bf_phrases phrases,
                                             bf_error *err) BF_NOEXCEPT;
BF_API void bf_plan_free(bf_plan *plan) BF_NOEXCEPT;

BF_API const bf_plan_node *bf_plan_root(const bf_plan *plan) BF_NOEXCEPT;
/** The statistics that the scores of this plan are made with. */
BF_API const bf_score_stats *bf_plan_stats(const bf_plan *plan) BF_NOEXCEPT;
BF_API const bf_score_params *bf_plan_params(const bf_plan *plan) BF_NOEXCEPT;
/** The words to mark, in the order of the query; excluded words are not
 *  among them. */
BF_API const bf_plan_word *bf_plan_words(const bf_plan *plan, size_t *count)
    BF_NOEXCEPT;
/** The number of phrases; with 0, bf_phrases makes no difference. */
BF_API size_t bf_plan_phrase_count(const bf_plan *plan) BF_NOEXCEPT;
/** Phrase number @p phrase; NULL from bf_plan_phrase_count() on. */
BF_API const bf_plan_phrase *bf_plan_phrase_at(const bf_plan *plan,
                                               size_t phrase) BF_NOEXCEPT;
/** Notes of the planner, such as a prefix that stands for more terms than
 *  BF_MAX_PREFIX_TERMS; codes as in bf_query_note, spans in the query. */
BF_API size_t bf_plan_note_count(const bf_plan *plan) BF_NOEXCEPT;
BF_API const bf_query_note *bf_plan_note_at(const bf_plan *plan, size_t index)
    BF_NOEXCEPT;

/**
 * Whether phrase number @p phrase stands in @p article: its tokens one after
 * the other in one field (in one value of a field). Analyses the article's text
 * in its language, with memory of the plan's own, so a plan is used by one
 * thread at a time.
 */
BF_API BF_MUST_CHECK bf_status bf_plan_phrase_matches(bool *out, bf_plan *plan,
                                                      size_t phrase,
                                                      const bf_article *article,
                                                      bf_error *err)
    BF_NOEXCEPT;

/** Whether the words of the NEAR @p node stand in @p article as close as it
 *  says; as bf_plan_phrase_matches(). */
BF_API BF_MUST_CHECK bf_status bf_plan_near_matches(bool *out, bf_plan *plan,
                                                    const bf_plan_node *node,
                                                    const bf_article *article,
                                                    bf_error *err) BF_NOEXCEPT;

BF_END_DECLS

#endif
