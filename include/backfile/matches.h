/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_MATCHES_H
#define BACKFILE_MATCHES_H

/**
 * @file
 * What a matcher is asked and what it answers: the same for the reference
 * matcher (<backfile/store.h>) and that of the blocks (<backfile/match.h>).
 * Plain data.
 *
 *     bf_match_request request = {.limit = 10, .now = time(NULL)};
 *     status = bf_reader_match(&matches, reader, plan, &request, &err);
 *     for (size_t i = 0; i < matches->count; i++) {
 *         // matches->items[i].docnum, .score
 *     }
 *     bf_matches_free(matches);
 */

#include <backfile/article.h>

BF_BEGIN_DECLS

/** The number of a document in an index, from 1; never reused for another
 *  version of an article. */
typedef uint32_t bf_docnum;

/** What the matches of a page go by. Equal ones go by rising number. */
typedef enum bf_match_order {
    BF_ORDER_SCORE,  /**< falling scores */
    BF_ORDER_NEWEST, /**< falling times; matches without one come last */
    BF_ORDER_OLDEST  /**< rising times; matches without one come last */
} bf_match_order;

/** One match. */
typedef struct bf_match {
    bf_docnum docnum;
    double score; /**< ≥ 0 */
    /** In BF_ORDER_NEWEST and BF_ORDER_OLDEST: the value of the slot that they
     *  go by; else, and for a match without one, BF_TIME_NONE. */
    bf_time time;
} bf_match;

/** What is asked of a plan. */
typedef struct bf_match_request {
    uint32_t offset; /**< matches to pass over: 0 to BF_MAX_OFFSET; further
                          pages are reached by @c after */
    uint32_t limit;  /**< matches wanted: 0 to BF_MAX_PAGE */
    /** Count at least this many exactly; UINT32_MAX counts all. (The reference
     *  matcher counts all in any case.) */
    uint32_t count_at_least;
    bf_time now;      /**< the moment that visibility is judged at */
    bool show_hidden; /**< match hidden articles as well */
    uint32_t time_ms; /**< budget; 0: BF_DEFAULT_QUERY_MS */
    bf_match_order order;
    /** BF_ORDER_NEWEST, BF_ORDER_OLDEST: of a field with BF_USE_SORT. */
    int slot;
    /** The last match of the page before: only what comes behind it in this
     *  order is on the page (and @c offset counts from there). It need not
     *  match any more, or be there. NULL: from the first one on. Costs the same
     *  however far behind it is; totals are of all matches in any case. */
    const bf_match *after;
    /** Fields with BF_USE_FACET whose values are to be counted, as the sum of
     *  1u << BF_FIELD_…; 0: none. All matches are counted then, whatever
     *  @c count_at_least says. (The reference matcher reads each of them, up to
     *  BF_MAX_PHRASE_CHECKS; then its answer is partial.) */
    uint32_t facet_fields;
    /** Values wanted of each, the most frequent: 0 to BF_MAX_FACET_VALUES. */
    uint32_t facet_limit;
} bf_match_request;

/** Whether a matcher takes @p request: BF_ERR_LIMIT for an offset or limit out
 *  of range, BF_ERR_INVALID for an order that is none, or by a slot that is not
 *  to be sorted by, and for fields without facets. */
BF_API BF_MUST_CHECK bf_status bf_match_request_check(
    const bf_match_request *request, bf_error *err) BF_NOEXCEPT;

/** A value of a keyword field. */
typedef struct bf_facet_value {
    bf_str folded;  /**< what it is compared by, as in its term */
    bf_str shown;   /**< as an article of the index has it */
    uint64_t count; /**< matches that have it: ≥ 1 */
} bf_facet_value;

/** The values that the matches have in a field. */
typedef struct bf_facet {
    bf_field field;
    /** By falling count, equal ones by the bytes of their folded form. */
    const bf_facet_value *values;
    size_t count;         /**< at most as many as were asked for */
    uint64_t value_count; /**< different values, those left out among them */
} bf_facet;

/** A finished page, in the order that was asked for. */
typedef struct bf_matches {
    bf_match *items;
    size_t count;
    uint64_t total;         /**< articles that match */
    bool total_exact;       /**< false: at least @c total do */
    bool partial;           /**< a budget was spent: matches may be missing */
    const bf_facet *facets; /**< of all fields asked for, in their order */
    size_t facet_count;
    bf_arena *arena; /**< the module's own: facets are in it; or NULL */
} bf_matches;

/** Release a page; NULL is fine. */
BF_API void bf_matches_free(bf_matches *matches) BF_NOEXCEPT;

BF_END_DECLS

#endif
