/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Searching: parse, plan, match, and make the page.
 *
 * A page is made of parts. Mode auto has two of them: the articles with all
 * words and, when those are fewer than an ordinary page, the articles with
 * some. Whether there is a second part depends on the number of articles in
 * the first, not on the page that is asked for, so pages follow each other.
 */

#include <backfile/match.h>

#include "page.h"
#include "request.h"

#include <stdio.h>
#include <time.h>

enum {
    /* Matches are counted up to here when an exact total is not asked for. */
    COUNTED = 1000,
    /* A query and its canonical spelling, however it is quoted. */
    TEXT_BYTES = 16 * BF_MAX_QUERY_BYTES
};

/* Everything about one call of bf_search(). */
typedef struct search_run {
    const bf_search_request *request;
    bf_query *query;
    bf_time now;
    char lang[BF_LANGUAGE_BYTES]; /* "": the languages of the index */
    double started_ms;
    bf_search_matcher matcher; /* that answers: not BF_MATCHER_AUTO */
    bool blocks_are_damaged;
    bfi_page *page;
} search_run;

/* Parts -------------------------------------------------------------------- */

/* All parts together have the time of one. */
static uint32_t time_left(const search_run *run)
{
    double left = BF_DEFAULT_QUERY_MS - (bfi_now_ms() - run->started_ms);
    return left > 1 ? (uint32_t)left : 1;
}

/* How far matches are counted: behind the page at least, to know whether there
 * is a next one. */
static uint32_t count_at_least(const bf_search_request *request)
{
    uint32_t page_end = request->offset + request->limit + 1;
    if (request->exact_total) {
        return UINT32_MAX;
    }
    return page_end > COUNTED ? page_end : COUNTED;
}

static void part_fini(bfi_part *part)
{
    bf_matches_free(part->matches);
    bf_plan_free(part->plan);
    *part = (bfi_part){.plan = NULL};
}

/* Choose what answers from the state that is open. */
static bf_status choose_matcher(search_run *run, const bf_searcher *searcher,
                                bf_error *err)
{
    const bf_search_matcher wanted = run->request->matcher;
    const bfi_search_blocks *blocks = &searcher->blocks;
    bf_status status = bfi_searcher_check(searcher, err);
    if (status) {
        return status;
    }
    if (wanted == BF_MATCHER_REFERENCE &&
        searcher->settings.records == BF_RECORDS_LEAN) {
        return bf_fail(err, BF_ERR_INVALID,
                       "%s: lean records have no words to search",
                       searcher->path);
    }
    if (wanted == BF_MATCHER_BLOCKS && !blocks->is_whole) {
        return bf_fail(err, blocks->trouble.status, "%s", blocks->trouble.text);
    }
    run->matcher = wanted == BF_MATCHER_REFERENCE || !blocks->is_whole
                       ? BF_MATCHER_REFERENCE
                       : BF_MATCHER_BLOCKS;
    return BF_OK;
}

static bf_status run_plan(bf_matches **out, bf_searcher *searcher,
                          const search_run *run, bf_plan *plan,
                          const bf_match_request *request, bf_error *err)
{
    return run->matcher == BF_MATCHER_BLOCKS
               ? bf_blocks_match(out, bf_blocks_view_get(searcher->blocks.view),
                                 plan, request, err)
               : bf_reader_match(out, searcher->reader, plan, request, err);
}

/* Match the query in one way; `part` holds nothing before. */
static bf_status match(bfi_part *part, bf_searcher *searcher, search_run *run,
                       bf_mode mode, uint32_t offset, uint32_t limit,
                       bf_error *err)
{
    const char *names[BF_MAX_QUERY_LANGUAGES];
    bf_plan_index index = bfi_searcher_plan_index(
        searcher, run->matcher, run->lang[0] ? run->lang : NULL, names);
    bf_match_request request = {
        .offset = offset,
        .limit = limit,
        .count_at_least = count_at_least(run->request),
        .now = run->now,
        .show_hidden = run->request->show_hidden,
        .time_ms = time_left(run),
    };
    bf_status status = bf_plan_build(&part->plan, run->query, &index, mode,
                                     part->phrases, err);
    if (!status) {
        status =
            run_plan(&part->matches, searcher, run, part->plan, &request, err);
    }
    run->blocks_are_damaged =
        status == BF_ERR_CORRUPT && run->matcher == BF_MATCHER_BLOCKS;
    return status;
}

/* What is said when phrases were read in another way than as written. */
static bf_status note_phrases(const search_run *run, bf_phrases phrases,
                              bf_error *err)
{
    return phrases == BF_PHRASES_BY_STEMS
               ? bfi_page_note(run->page, "phrase_stems",
                               bf_str_of("No article has the phrase as "
                                         "written; these have other forms of "
                                         "its words."),
                               err)
               : bfi_page_note(run->page, "phrase_words",
                               bf_str_of("No article has the phrase; these "
                                         "have some of its words."),
                               err);
}

/* match(), and when nothing has the phrases as written, by their stems, and
 * where any word will do, by their words. When not all was looked at, nobody
 * knows whether anything has. */
static bf_status match_phrases(bfi_part *part, bf_searcher *searcher,
                               search_run *run, bf_mode mode, uint32_t offset,
                               uint32_t limit, bf_error *err)
{
    const bf_phrases last =
        mode == BF_MODE_ANY ? BF_PHRASES_AS_WORDS : BF_PHRASES_BY_STEMS;
    bf_status status = match(part, searcher, run, mode, offset, limit, err);
    while (!status && part->matches->total == 0 && !part->matches->partial &&
           part->phrases < last && bf_plan_phrase_count(part->plan) > 0) {
        const bf_phrases next = part->phrases + 1;
        part_fini(part);
        part->phrases = next;
        status = match(part, searcher, run, mode, offset, limit, err);
    }
    if (!status && part->matches->total > 0 &&
        part->phrases != BF_PHRASES_AS_WRITTEN) {
        status = note_phrases(run, part->phrases, err);
    }
    return status;
}

/* Add a part to the page. */
static bf_status add_part(bf_searcher *searcher, search_run *run,
                          const bfi_part *part, bool all_words, bf_error *err)
{
    bf_results *results = &run->page->results;
    bfi_hit_style style = {run->request, run->now, all_words};
    bf_status status = bfi_page_plan_notes(run->page, part->plan, err);
    results->total += part->matches->total;
    results->total_exact = results->total_exact && part->matches->total_exact;
    results->partial = results->partial || part->matches->partial;
    return status ? status
                  : bfi_page_hits(run->page, searcher, part, &style, err);
}

/* The second part of mode auto --------------------------------------------- */

static bf_status note_fewer(const search_run *run, const bf_matches *first,
                            bf_error *err)
{
    const uint64_t with_all = first->total;
    char text[128];
    if (first->partial) {
        snprintf(text, sizeof text,
                 with_all == 0 ? "These have some of the words."
                               : "The last ones have some of the words.");
    } else if (with_all == 0) {
        snprintf(text, sizeof text,
                 "No article has all of these words; these have some of "
                 "them.");
    } else if (with_all == 1) {
        snprintf(text, sizeof text,
                 "Only one article has all of these words; the others have "
                 "some of them.");
    } else {
        snprintf(text, sizeof text,
                 "Only %u articles have all of these words; the others have "
                 "some of them.",
                 (unsigned)with_all);
    }
    return bfi_page_note(run->page, "fewer_words", bf_str_of(text), err);
}

/* Add the articles with fewer words than all, which follow those of `first`. */
static bf_status add_fewer(bf_searcher *searcher, search_run *run,
                           const bfi_part *first, bf_error *err)
{
    const bf_search_request *request = run->request;
    uint64_t before = first->matches->total;
    uint32_t offset =
        request->offset > before ? request->offset - (uint32_t)before : 0;
    uint32_t limit = request->limit - (uint32_t)first->matches->count;
    bfi_part part = {.phrases =
                         before > 0 ? first->phrases : BF_PHRASES_AS_WRITTEN};
    bf_status status;
    if (before > 0) {
        /* Both parts read phrases in one way, or they would not be apart. */
        status = match(&part, searcher, run, BF_MODE_FEWER, offset, limit, err);
    } else {
        status = match_phrases(&part, searcher, run, BF_MODE_FEWER, offset,
                               limit, err);
    }
    if (!status) {
        status = add_part(searcher, run, &part, false, err);
    }
    if (!status && part.matches->total > 0) {
        status = note_fewer(run, first->matches, err);
    }
    part_fini(&part);
    return status;
}

/* Pages -------------------------------------------------------------------- */

static bf_status fill_page(bf_searcher *searcher, search_run *run,
                           bf_error *err)
{
    const bf_search_request *request = run->request;
    bool any = request->mode == BF_SEARCH_ANY;
    bfi_part part = {.plan = NULL};
    bf_status status =
        match_phrases(&part, searcher, run, any ? BF_MODE_ANY : BF_MODE_ALL,
                      request->offset, request->limit, err);
    if (!status) {
        status = add_part(searcher, run, &part, true, err);
    }
    if (!status && part.matches->total == 0 && !part.matches->partial) {
        status = bfi_page_note_missing(run->page, searcher, part.plan, err);
    }
    if (!status && request->mode == BF_SEARCH_AUTO &&
        part.matches->total < BF_DEFAULT_PAGE) {
        status = add_fewer(searcher, run, &part, err);
    }
    part_fini(&part);
    return status;
}

/* Copy the query into the page, each byte of broken UTF-8 as U+FFFD. */
static bf_status copy_query(bfi_page *page, bf_str query, bf_error *err)
{
    bf_str clipped = {query.data, bf_utf8_clip(query, BF_MAX_QUERY_BYTES)};
    const char *end = clipped.data + clipped.size;
    bf_status status;
    bf_buf text;
    size_t step;
    bf_buf_init(&text, TEXT_BYTES);
    for (const char *at = clipped.data; at < end; at += step) {
        char bytes[4];
        uint32_t c = bf_utf8_next(at, end, &step);
        bf_buf_add(&text, bytes, bf_utf8_put(bytes, c));
    }
    status = bf_buf_status(&text, err);
    if (!status) {
        page->results.query = bf_arena_copy(page->arena, bf_buf_str(&text));
        if (!page->results.query.data) {
            status = bf_fail(err, BF_ERR_NOMEM, "out of memory");
        }
    }
    bf_buf_fini(&text);
    return status;
}

static bf_status copy_understood(bfi_page *page, const bf_query *query,
                                 bf_error *err)
{
    bf_status status;
    bf_buf text;
    bf_buf_init(&text, TEXT_BYTES);
    bf_query_print(&text, query);
    status = bf_buf_status(&text, err);
    if (!status) {
        page->results.understood =
            bf_arena_copy(page->arena, bf_buf_str(&text));
        if (!page->results.understood.data) {
            status = bf_fail(err, BF_ERR_NOMEM, "out of memory");
        }
    }
    bf_buf_fini(&text);
    return status;
}

/* Make the page by the matcher that was chosen. */
static bf_status answer(bf_searcher *searcher, search_run *run, bf_error *err)
{
    const bf_search_request *request = run->request;
    bf_results *results = &run->page->results;
    bf_status status = bfi_page_reset(run->page, request->limit, err);
    if (status) {
        return status;
    }
    results->mode = request->mode;
    results->offset = request->offset;
    results->total_exact = true;
    results->change = searcher->info.change;
    status = copy_query(run->page, request->query, err);
    if (!status) {
        status = copy_understood(run->page, run->query, err);
    }
    if (!status) {
        status = bfi_page_query_notes(run->page, run->query, err);
    }
    return status ? status : fill_page(searcher, run, err);
}

/* Make the page from the state that the searcher has open. Blocks that turn out
 * to be damaged are not asked again. */
static bf_status make_page(bf_searcher *searcher, void *closure, bf_error *err)
{
    search_run *run = closure;
    bf_error why;
    bf_status status = choose_matcher(run, searcher, err);
    if (status) {
        return status;
    }
    status = answer(searcher, run, &why);
    if (status == BF_ERR_CORRUPT && run->blocks_are_damaged) {
        bfi_search_blocks_drop(&searcher->blocks, &why);
        status = choose_matcher(run, searcher, &why);
        status = status ? status : answer(searcher, run, &why);
    }
    return status ? bf_fail(err, status, "%s", why.text) : BF_OK;
}

bf_status bf_search(bf_results **out, bf_searcher *searcher,
                    const bf_search_request *request, bf_error *err)
{
    search_run run = {.request = request, .now = request->now};
    bf_status status = bfi_request_check(request, err);
    *out = NULL;
    run.started_ms = bfi_now_ms();
    if (run.now == BF_TIME_NONE) {
        run.now = time(NULL);
    }
    if (!status) {
        status = bf_language_primary(run.lang, request->lang, err);
    }
    if (!status) {
        status = bf_query_parse(&run.query, request->query,
                                request->mode == BF_SEARCH_PHRASE
                                    ? BF_QUERY_AS_PHRASE
                                    : BF_QUERY_AS_TYPED,
                                err);
    }
    if (!status) {
        status = bfi_synonyms_refresh(&searcher->synonyms, err);
    }
    if (!status) {
        status = bfi_page_new(&run.page, err);
    }
    if (!status) {
        status = bfi_searcher_work(searcher, make_page, &run, err);
    }
    bf_query_free(run.query);
    if (status) {
        bf_results_free(run.page ? &run.page->results : NULL);
        return status;
    }
    run.page->results.took_ms = bfi_now_ms() - run.started_ms;
    *out = &run.page->results;
    return BF_OK;
}
