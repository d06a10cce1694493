/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_EVAL_H
#define BACKFILE_EVAL_H

/**
 * @file
 * Judging a ranking: queries, judgments and runs as text, measures, and whether
 * a difference between two runs may be chance. docs/evaluation.md tells users
 * the formats and the formulas.
 *
 *     bf_eval_judgments *judgments;
 *     bf_eval_run *run;
 *     status = bf_eval_judgments_read(&judgments, qrels, say, NULL, &err);
 *     status = bf_eval_run_read(&run, text, say, NULL, &err);
 *     for (size_t i = 0; i < bf_eval_judgments_count(judgments); i++) {
 *         const bf_eval_topic *topic = bf_eval_judgments_at(judgments, i);
 *         bf_eval_scores scores;
 *         bf_eval_measure(&scores, judgments, topic,
 *                         bf_eval_run_find(run, topic->query));
 *     }
 *
 * All three readers take the whole text of a file, at most BF_MAX_EVAL_BYTES.
 * What they return borrows ids and texts from it: it must stay as it is until
 * they are freed. Lines end with LF or CR LF; a byte order mark of UTF-8 at the
 * beginning and lines without any text are passed over. A line with a tab is
 * separated by tabs, so that its ids may have spaces; any other by spaces.
 * Spaces around a column do not count.
 *
 * A line that cannot be used is left out, and the reader goes on; so a caller
 * that hears of one knows that what it will measure is not what was meant.
 */

#include <backfile/limits.h>

BF_BEGIN_DECLS

/* Complaints -------------------------------------------------------------- */

/** What may be wrong with a line. */
typedef enum bf_eval_fault {
    BF_EVAL_NOT_TEXT,  /**< not UTF-8, or with a NUL byte */
    BF_EVAL_COLUMNS,   /**< not as many columns as any format has */
    BF_EVAL_ID,        /**< an id is empty or over BF_MAX_ID_BYTES */
    BF_EVAL_QUERY,     /**< a query is empty or over BF_MAX_QUERY_BYTES */
    BF_EVAL_NUMBER,    /**< a grade, rank or score is none, or out of range */
    BF_EVAL_DUPLICATE, /**< a line before has the same ids: that one stands */
    BF_EVAL_FAULTS     /**< how many there are */
} bf_eval_fault;

/** Called for a line that is left out. Lines count from 1. @p text is one line
 *  for people that says what is wrong, valid UTF-8, borrowed for the call. */
typedef void bf_eval_complain_fn(void *payload, bf_eval_fault fault,
                                 size_t line, const char *text);

/* Queries ----------------------------------------------------------------- */

typedef struct bf_eval_query {
    bf_str id;
    bf_str text;
    size_t line;
} bf_eval_query;

typedef struct bf_eval_queries bf_eval_queries;

/**
 * Read queries: `id TAB text` a line.
 *
 * @param complain  may be NULL
 * @return BF_ERR_LIMIT: @p text is over BF_MAX_EVAL_BYTES.
 */
BF_API BF_MUST_CHECK bf_status bf_eval_queries_read(
    bf_eval_queries **out, bf_str text, bf_eval_complain_fn *complain,
    void *payload, bf_error *err) BF_NOEXCEPT;
BF_API void bf_eval_queries_free(bf_eval_queries *queries) BF_NOEXCEPT;
BF_API size_t bf_eval_queries_count(const bf_eval_queries *queries) BF_NOEXCEPT;
/** A query by its place in the file, from 0; its number is in range. */
BF_API const bf_eval_query *bf_eval_queries_at(const bf_eval_queries *queries,
                                               size_t number) BF_NOEXCEPT;
/** The query @p id; NULL: there is none. */
BF_API const bf_eval_query *bf_eval_queries_find(const bf_eval_queries *queries,
                                                 bf_str id) BF_NOEXCEPT;

/* Judgments --------------------------------------------------------------- */

/** How well a document answers a query. */
typedef struct bf_eval_judgment {
    bf_str document;
    int grade; /**< -BF_MAX_EVAL_GRADE to BF_MAX_EVAL_GRADE; relevant: ≥ 1 */
    size_t line;
} bf_eval_judgment;

/** The judgments for one query. */
typedef struct bf_eval_topic {
    bf_str query;                      /**< its id */
    const bf_eval_judgment *judgments; /**< by falling grade, then by line */
    size_t count;                      /**< of judgments, ≥ 1 */
    size_t relevant;                   /**< how many of them are relevant */
    size_t line;                       /**< of the first in the file */
} bf_eval_topic;

typedef struct bf_eval_judgments bf_eval_judgments;

/**
 * Read judgments: `query document grade` a line, or TREC's qrels with a second
 * column that is not used: `query iteration document grade`
 * (https://trec.nist.gov/data/qrels_eng/).
 *
 * @param complain  may be NULL
 * @return BF_ERR_LIMIT: @p text is over BF_MAX_EVAL_BYTES.
 */
BF_API BF_MUST_CHECK bf_status bf_eval_judgments_read(
    bf_eval_judgments **out, bf_str text, bf_eval_complain_fn *complain,
    void *payload, bf_error *err) BF_NOEXCEPT;
BF_API void bf_eval_judgments_free(bf_eval_judgments *judgments) BF_NOEXCEPT;
/** How many topics there are: different queries that have judgments. */
BF_API size_t bf_eval_judgments_count(const bf_eval_judgments *judgments)
    BF_NOEXCEPT;
/** A topic, in the order in which the file has them first, from 0. */
BF_API const bf_eval_topic *
bf_eval_judgments_at(const bf_eval_judgments *judgments, size_t number)
    BF_NOEXCEPT;
/** The topic of the query @p id; NULL: it was not judged. */
BF_API const bf_eval_topic *
bf_eval_judgments_find(const bf_eval_judgments *judgments, bf_str id)
    BF_NOEXCEPT;
/** How many different documents were judged. */
BF_API size_t bf_eval_judgments_documents(const bf_eval_judgments *judgments)
    BF_NOEXCEPT;
/** @p number: the document @p id among the different ones, from 0. False (and
 *  0): no judgment is about it. */
BF_API bool bf_eval_judgments_document(size_t *number,
                                       const bf_eval_judgments *judgments,
                                       bf_str id) BF_NOEXCEPT;

/* Runs -------------------------------------------------------------------- */

/** How many documents a query Backfile's own runs have at most, and how many
 *  the measures look at. */
#define BF_EVAL_DEPTH 100u

/** A document that was found. */
typedef struct bf_eval_ranked {
    bf_str document;
    double score;  /**< finite */
    uint32_t rank; /**< as the run says */
    size_t line;
} bf_eval_ranked;

/** What was found for one query. */
typedef struct bf_eval_ranking {
    bf_str query; /**< its id */
    /** Best first: by falling score, then rising rank, then by line. */
    const bf_eval_ranked *documents;
    size_t count; /**< ≥ 1 */
    size_t line;  /**< of the first in the file */
} bf_eval_ranking;

typedef struct bf_eval_run bf_eval_run;

/**
 * Read a run: `query document rank score` a line, or TREC's
 * `query Q0 document rank score tag`, the second and last of which are not used
 * (the README of trec_eval 9).
 *
 * @param complain  may be NULL
 * @return BF_ERR_LIMIT: @p text is over BF_MAX_EVAL_BYTES.
 */
BF_API BF_MUST_CHECK bf_status bf_eval_run_read(bf_eval_run **out, bf_str text,
                                                bf_eval_complain_fn *complain,
                                                void *payload, bf_error *err)
    BF_NOEXCEPT;
BF_API void bf_eval_run_free(bf_eval_run *run) BF_NOEXCEPT;
/** How many queries found something. */
BF_API size_t bf_eval_run_count(const bf_eval_run *run) BF_NOEXCEPT;
/** A ranking, in the order in which the file has them first, from 0. */
BF_API const bf_eval_ranking *bf_eval_run_at(const bf_eval_run *run,
                                             size_t number) BF_NOEXCEPT;
/** What the query @p id found; NULL: nothing. */
BF_API const bf_eval_ranking *bf_eval_run_find(const bf_eval_run *run,
                                               bf_str id) BF_NOEXCEPT;

/* Measures ---------------------------------------------------------------- */

/**
 * The measures of one query's ranking d1, d2, ..., each from 0 to 1. g(d) is
 * the grade of d, 0 for one that was not judged or has a negative grade; R is
 * the number of judged documents with a grade of at least 1.
 */
typedef enum bf_eval_measure_id {
    /** DCG of the ranking divided by that of the best one possible, with
     *  DCG = sum over i = 1..10 of (2^g(di) - 1) / log2(i + 1). The gain is
     *  that of Burges et al., "Learning to Rank using Gradient Descent", ICML
     *  2005; the normalisation that of Järvelin and Kekäläinen, "Cumulated
     *  gain-based evaluation of IR techniques", TOIS 2002. The best ranking is
     *  of all judged documents. */
    BF_EVAL_NDCG_10,
    /** Average precision: sum over i = 1..100 with g(di) ≥ 1 of the share of
     *  relevant documents among d1..di, divided by R. trec_eval's
     *  map_cut_100; Buckley and Voorhees, "Evaluating evaluation measure
     *  stability", SIGIR 2000. */
    BF_EVAL_MAP_100,
    /** 1 / i for the first relevant di, when i ≤ 10, else 0. Voorhees, "The
     *  TREC-8 Question Answering Track Report", 1999. */
    BF_EVAL_MRR_10,
    /** Relevant documents among d1..d100, divided by R. trec_eval's
     *  recall_100. */
    BF_EVAL_RECALL_100,
    BF_EVAL_MEASURES /**< how many there are */
} bf_eval_measure_id;

/** The name: "nDCG@10", "MAP@100", "MRR@10", "recall@100"; static. */
BF_API const char *bf_eval_measure_name(bf_eval_measure_id measure) BF_NOEXCEPT;

/** All measures of one query, or their means, by bf_eval_measure_id. */
typedef struct bf_eval_scores {
    double of[BF_EVAL_MEASURES];
} bf_eval_scores;

/**
 * Measure what one query found. A relevant document that nobody could find,
 * since the index does not hold it, counts like any other.
 *
 * @param topic    one of @p judgments; all measures of one without a relevant
 *                 document are 0: leave it out of means
 * @param ranking  NULL: nothing was found
 */
BF_API void bf_eval_measure(bf_eval_scores *out,
                            const bf_eval_judgments *judgments,
                            const bf_eval_topic *topic,
                            const bf_eval_ranking *ranking) BF_NOEXCEPT;

/* Significance ------------------------------------------------------------ */

/** With up to so many differences that are not 0, all ways to choose their
 *  signs are looked at; */
#define BF_EVAL_EXACT_COUNT 20u
/** with more, so many random ones. */
#define BF_EVAL_SAMPLES 100000u

/**
 * Fisher's randomisation test for paired samples, two-sided: the probability
 * that the mean difference is at least as far from 0 as it is, if for each
 * query it were chance which of the two runs is which. Smucker, Allan and
 * Carterette, "A comparison of statistical significance tests for information
 * retrieval evaluation", CIKM 2007.
 *
 * Exact up to BF_EVAL_EXACT_COUNT differences that are not 0. With more it is
 * estimated as (1 + as far) / (1 + BF_EVAL_SAMPLES), which is never 0 (Phipson
 * and Smyth, "Permutation p-values should never be zero", 2010), always from
 * the same random numbers. A difference under 1e-12 is rounding, and counts
 * as 0. Takes a second for some 10,000 differences.
 *
 * @param[out] p            over 0, at most 1; 1 when no difference is not 0
 * @param      differences  a query each; finite
 */
BF_API BF_MUST_CHECK bf_status bf_eval_significance(double *p,
                                                    const double *differences,
                                                    size_t count, bf_error *err)
    BF_NOEXCEPT;

BF_END_DECLS

#endif
