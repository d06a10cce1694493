/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_SCORE_H
#define BACKFILE_SCORE_H

/**
 * @file
 * The scoring formula of stage one and its statistics: BM25F in its simple
 * form, BM25 over the weighted sum of the frequencies in the fields.
 *
 *     score(d) = sum over the query's terms t of  weight(t) * tf(t, d)
 *     weight(t) = boost * ln(1 + (N - df + 0.5) / (df + 0.5))
 *     tf(t, d) = f * (k1 + 1) / (f + k1 * (1 - b + b * length / average))
 *
 * f is the weighted frequency of t in d: each occurrence counts as often as
 * the weight of its field says. The length of d is the sum of its weighted
 * frequencies. Sources: Robertson, Zaragoza, Taylor, "Simple BM25 extension to
 * multiple weighted fields", CIKM 2004; the idf is Lucene's, which is never
 * negative. Pure functions; any thread.
 */

#include <backfile/base.h>

BF_BEGIN_DECLS

/** The free parameters, part of an index's settings. */
typedef struct bf_score_params {
    double k1; /**< saturation of frequency: 0 to 10, default 1.2 */
    double b;  /**< normalisation by length: 0 to 1, default 0.75 */
} bf_score_params;

/** The defaults as an initialiser. */
#define BF_SCORE_PARAMS_DEFAULT                                                \
    {                                                                          \
        1.2, 0.75                                                              \
    }

/** What the formula needs to know of the collection. */
typedef struct bf_score_stats {
    uint64_t documents;    /**< N, hidden articles included */
    double average_length; /**< of all articles, in weighted words */
} bf_score_stats;

/** The weight of a term that @p document_frequency of @p documents articles
 *  have: > 0. A frequency over @p documents counts as @p documents. */
BF_API double bf_score_idf(uint64_t documents, uint64_t document_frequency)
    BF_NOEXCEPT;

/** The frequency part: 0 for @p frequency 0, else > 0 and at most k1 + 1. With
 *  an average of 0 every article counts as of average length. */
BF_API double bf_score_tf(const bf_score_params *params,
                          const bf_score_stats *stats, double frequency,
                          double length) BF_NOEXCEPT;

BF_END_DECLS

#endif
