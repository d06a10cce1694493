/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_SEARCH_H
#define BACKFILE_SEARCH_H

/**
 * @file
 * Searching, the whole of it: a request in, a finished page of plain C hits
 * out. What the terminal, HTTP and the HTML page are made of.
 *
 *     bf_searcher *searcher;
 *     bf_search_request request;
 *     bf_results *results;
 *     bf_search_request_init(&request);
 *     request.query = bf_str_of("\"back channel\"");
 *     status = bf_searcher_open(&searcher, "news.index", &err);
 *     status = bf_search(&results, searcher, &request, &err);
 *     for (size_t i = 0; i < results->count; i++) {
 *         puts(results->hits[i].article.title.data);
 *     }
 *     bf_results_free(results);
 *     bf_searcher_free(searcher);
 *
 * A searcher is used by one thread at a time; a server has one a thread. Each
 * search sees the newest committed state, whole: when a writer moves on under
 * it, everything is run again, up to BF_MAX_STALE_RETRIES times.
 */

#include <backfile/excerpt.h>
#include <backfile/json.h>
#include <backfile/plan.h>
#include <backfile/settings.h>
#include <backfile/store.h>

BF_BEGIN_DECLS

typedef struct bf_searcher bf_searcher;

/** Open the index folder @p path: statuses of bf_reader_open(). */
BF_API BF_MUST_CHECK bf_status bf_searcher_open(bf_searcher **out,
                                                const char *path, bf_error *err)
    BF_NOEXCEPT;
BF_API void bf_searcher_free(bf_searcher *searcher) BF_NOEXCEPT;

/** Told of trouble with a file of synonyms: where it is broken, line and column
 *  counted from 1, or, with both 0, the whole of it. @p why is for people. */
typedef void bf_synonyms_trouble(void *payload, const char *path, size_t line,
                                 size_t column, const char *why);

/**
 * Take synonyms and protected words (<backfile/synonyms.h>) from the file
 * @p path; with NULL, as after bf_searcher_open(), from `synonyms.txt` in the
 * folder of the index, if it is there; with "" from nowhere. When the file
 * changes the next search reads it again. A line that is broken is left out,
 * and of a file that cannot be read any more what it said before is kept.
 *
 * @param tell  is called with @p payload now, and from bf_search(); may be NULL
 * @return BF_ERR_NOT_FOUND: there is no file @p path; later searches look for
 *         it again.
 */
BF_API BF_MUST_CHECK bf_status bf_searcher_set_synonyms(
    bf_searcher *searcher, const char *path, bf_synonyms_trouble *tell,
    void *payload, bf_error *err) BF_NOEXCEPT;

/** How the words of a query are combined. */
typedef enum bf_search_mode {
    BF_SEARCH_AUTO,  /**< articles with all words, then those with fewer */
    BF_SEARCH_ANY,   /**< at least one word */
    BF_SEARCH_ALL,   /**< all words */
    BF_SEARCH_PHRASE /**< the whole query as one phrase */
} bf_search_mode;

/** The mode called @p name: "auto", "any", "all", "phrase". False: none is. */
BF_API BF_MUST_CHECK bool bf_search_mode_find(bf_search_mode *out, bf_str name)
    BF_NOEXCEPT;
/** The name of a mode; static. */
BF_API const char *bf_search_mode_name(bf_search_mode mode) BF_NOEXCEPT;

/** How far a search goes. */
typedef enum bf_search_stage {
    BF_STAGE_FULL, /**< to the end: a page of articles with excerpts */
    /**
     * Parse, plan, and match by the scores of stage one: to measure or compare
     * matchers. What was matched is not read: of a hit there are @c rank,
     * @c score and @c all_words; @c hidden is false, @c article is as
     * bf_article_init() leaves it, @c title and @c excerpt are empty. All else
     * of the page, its count, total and notes among it, is as BF_STAGE_FULL
     * has it. (The reference matcher reads records to check phrases.)
     */
    BF_STAGE_MATCH
} bf_search_stage;

/** The stage called @p name: "full", "match". False: none is. */
BF_API BF_MUST_CHECK bool bf_search_stage_find(bf_search_stage *out,
                                               bf_str name) BF_NOEXCEPT;
/** The name of a stage; static. */
BF_API const char *bf_search_stage_name(bf_search_stage stage) BF_NOEXCEPT;

/** What runs the plan. */
typedef enum bf_search_matcher {
    BF_MATCHER_AUTO, /**< the fastest that the index allows */
    /** From the records: bf_reader_match(); of lean ones it fails. */
    BF_MATCHER_REFERENCE,
    /** From the blocks; when they are missing or damaged it fails. */
    BF_MATCHER_BLOCKS
} bf_search_matcher;

/** The matcher called @p name: "auto", "reference", "blocks". False: none is.
 */
BF_API BF_MUST_CHECK bool bf_search_matcher_find(bf_search_matcher *out,
                                                 bf_str name) BF_NOEXCEPT;
/** The name of a matcher; static. */
BF_API const char *bf_search_matcher_name(bf_search_matcher matcher)
    BF_NOEXCEPT;

/** What is asked. Fill in with bf_search_request_init() first. */
typedef struct bf_search_request {
    bf_str query;    /**< any bytes; see bf_query_parse() */
    uint32_t offset; /**< 0 to BF_MAX_OFFSET; default 0 */
    uint32_t limit;  /**< 0 to BF_MAX_PAGE; default BF_DEFAULT_PAGE */
    bf_search_mode mode;
    bf_search_stage stage;     /**< default BF_STAGE_FULL */
    bf_search_matcher matcher; /**< default BF_MATCHER_AUTO */
    /** The language of the query's words (a tag); empty: all of the index. */
    bf_str lang;
    bool show_hidden;   /**< default false */
    bool exact_total;   /**< count all matches, at some cost */
    bool with_excerpts; /**< default true; BF_STAGE_MATCH has none anyway */
    bf_excerpt_opts excerpt;
    /** The moment of the search; BF_TIME_NONE (the default): the clock's. */
    bf_time now;
} bf_search_request;

BF_API void bf_search_request_init(bf_search_request *request) BF_NOEXCEPT;

/** One hit; everything in it is borrowed from its page. BF_STAGE_MATCH leaves
 *  most of it empty. */
typedef struct bf_hit {
    uint32_t rank; /**< from 1 over all pages */
    double score;
    bool all_words; /**< false: found by fewer than all words (mode auto) */
    bool hidden;    /**< not visible now; with show_hidden only */
    /** All fields but the body, which is `{NULL, 0}`. */
    bf_article article;
    bf_marked title;    /**< the title with marks; empty without excerpts */
    bf_excerpt excerpt; /**< of the body, else of the summary */
} bf_hit;

/** Something to tell the person: how the query was read, what was left out. */
typedef struct bf_note {
    const char *code; /**< stable, for programs */
    bf_str text;      /**< for people, English */
} bf_note;

/** A page of results. */
typedef struct bf_results {
    const bf_hit *hits;
    size_t count;
    uint64_t total;   /**< articles found */
    bool total_exact; /**< false: at least @c total */
    bool partial;     /**< a budget was spent: hits may be missing */
    bf_search_mode mode;
    uint32_t offset;
    uint32_t limit;
    bf_str query;      /**< as it was asked, broken UTF-8 replaced */
    bf_str understood; /**< bf_query_print() of it */
    const bf_note *notes;
    size_t note_count;
    uint64_t change; /**< of the state that answered */
    double took_ms;
} bf_results;

/**
 * Search.
 *
 * @param[out] out  the caller releases it with bf_results_free()
 * @return BF_ERR_LIMIT: offset or limit out of range; BF_ERR_INVALID: the
 *         language is not a tag, mode, stage or matcher is none of those
 *         there are, or excerpt options are out of range; BF_ERR_NOT_FOUND:
 *         the index has no blocks for BF_MATCHER_BLOCKS, BF_ERR_CORRUPT: they
 *         are damaged; BF_ERR_UNAVAILABLE: it has lean records, and its blocks
 *         are missing or damaged; BF_ERR_STALE after all retries; those of the
 *         store.
 */
BF_API BF_MUST_CHECK bf_status bf_search(bf_results **out,
                                         bf_searcher *searcher,
                                         const bf_search_request *request,
                                         bf_error *err) BF_NOEXCEPT;
BF_API void bf_results_free(bf_results *results) BF_NOEXCEPT;

/** Write a page as the JSON object that docs/json.md describes. */
BF_API void bf_results_write_json(bf_json *json, const bf_results *results)
    BF_NOEXCEPT;
/** Write one hit of it as its JSON object. */
BF_API void bf_hit_write_json(bf_json *json, const bf_hit *hit) BF_NOEXCEPT;

/** An article by id with all its fields; in @p arena. BF_ERR_NOT_FOUND, also
 *  for one that is hidden, unless @p show_hidden. */
BF_API BF_MUST_CHECK bf_status bf_searcher_article(bf_article *out,
                                                   bf_searcher *searcher,
                                                   bf_arena *arena, bf_str id,
                                                   bool show_hidden,
                                                   bf_error *err) BF_NOEXCEPT;

/** A language (primary subtag), section or source, and how many articles are
 *  of it, hidden ones included. Sections that are equal as keywords are one,
 *  spelled as one of them is. Its name is empty for articles without any. */
typedef struct bf_stat_count {
    bf_str name;
    uint32_t articles;
} bf_stat_count;

/** What `backfile stats` shows. In the arena it was asked with. */
typedef struct bf_stats {
    bf_reader_info info;
    bf_settings settings; /**< by which it is made and asked */
    uint64_t visible;     /**< articles that can be found now */
    uint64_t hidden;      /**< drafts, expired, and dated ahead */
    uint64_t terms;       /**< different words, prefixed terms not counted */
    const bf_stat_count *languages; /**< most articles first */
    size_t language_count;
    const bf_stat_count *sections;
    size_t section_count;
    const bf_stat_count *sources;
    size_t source_count;
    uint64_t bytes; /**< size of the index's files */
} bf_stats;

/** Gather the statistics of the newest state. Reads every article: about a
 *  second for 50,000 of them. */
BF_API BF_MUST_CHECK bf_status bf_searcher_stats(bf_stats *out,
                                                 bf_searcher *searcher,
                                                 bf_arena *arena, bf_error *err)
    BF_NOEXCEPT;

/** Move to the newest state and give its settings. */
BF_API BF_MUST_CHECK bf_status bf_searcher_settings(bf_settings *out,
                                                    bf_searcher *searcher,
                                                    bf_error *err) BF_NOEXCEPT;

/**
 * Whether queries are answered from the blocks of the state that was read last.
 *
 * @param[out] change  of that state; 0: none was read yet
 * @return BF_OK: they are. Else @p why says why not; they are answered from the
 * records then, or where these are lean, not at all. BF_ERR_NOT_FOUND: there
 * are no blocks; BF_ERR_CORRUPT: they are damaged; others: they cannot be read.
 * Blocks that are not damaged are tried again a second later.
 */
BF_API BF_MUST_CHECK bf_status bf_searcher_blocks(uint64_t *change,
                                                  const bf_searcher *searcher,
                                                  bf_error *why) BF_NOEXCEPT;

/** Leave the blocks of the state @p change alone, which another searcher found
 *  damaged, as @p why tells. */
BF_API void bf_searcher_distrust(bf_searcher *searcher, uint64_t change,
                                 const bf_error *why) BF_NOEXCEPT;

/** Move to the newest state and say what it is; cheap, for health checks.
 *  BF_ERR_UNAVAILABLE: that it cannot be searched; what it is is said. */
BF_API BF_MUST_CHECK bf_status bf_searcher_info(bf_reader_info *out,
                                                bf_searcher *searcher,
                                                bf_error *err) BF_NOEXCEPT;

BF_END_DECLS

#endif
