/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How far a search goes and what runs it: the same page, with less in it. */

#include <backfile/search.h>

#include "records.h"
#include "small_index.h"

static char path[300];
static bf_searcher *searcher;

static void make_index(void)
{
    small_index index;
    small_index_begin(&index, path);
    for (unsigned i = 0; i < 30; i++) {
        char id[16];
        bf_article article;
        snprintf(id, sizeof id, "%u", i);
        article = small_article(id, i % 2 ? "A red phone" : "Phones, red",
                                i % 3 ? "It never rang." : "A prop, in red.");
        small_index_add(&index, &article);
    }
    small_index_commit(&index);
    small_index_end(&index);
}

static bf_search_request request_of(const char *query, bf_search_mode mode)
{
    bf_search_request request;
    bf_search_request_init(&request);
    request.query = bf_str_of(query);
    request.mode = mode;
    return request;
}

static bf_results *search(const bf_search_request *request)
{
    bf_results *results;
    bf_error err;
    small_require(bf_search(&results, searcher, request, &err), &err);
    return results;
}

/* Names -------------------------------------------------------------------- */

static void test_names(void)
{
    bf_search_stage stage;
    bf_search_matcher matcher;
    for (int i = BF_STAGE_FULL; i <= BF_STAGE_MATCH; i++) {
        const char *name = bf_search_stage_name((bf_search_stage)i);
        ok(bf_search_stage_find(&stage, bf_str_of(name)) && (int)stage == i,
           "stage %s", name);
    }
    for (int i = BF_MATCHER_AUTO; i <= BF_MATCHER_BLOCKS; i++) {
        const char *name = bf_search_matcher_name((bf_search_matcher)i);
        ok(bf_search_matcher_find(&matcher, bf_str_of(name)) &&
               (int)matcher == i,
           "matcher %s", name);
    }
    stage = BF_STAGE_MATCH;
    ok(!bf_search_stage_find(&stage, bf_str_of("matched")) &&
           stage == BF_STAGE_FULL,
       "no such stage");
    matcher = BF_MATCHER_BLOCKS;
    ok(!bf_search_matcher_find(&matcher, bf_str_of("")) &&
           matcher == BF_MATCHER_AUTO,
       "no such matcher");
    is_str(bf_str_of(bf_search_stage_name((bf_search_stage)2)), "unknown",
           "the name of no stage");
    is_str(bf_str_of(bf_search_matcher_name((bf_search_matcher)3)), "unknown",
           "the name of no matcher");
}

static void test_defaults(void)
{
    bf_search_request request;
    bf_search_request_init(&request);
    ok(request.stage == BF_STAGE_FULL, "all stages by default");
    ok(request.matcher == BF_MATCHER_AUTO, "any matcher by default");
}

/* Stages ------------------------------------------------------------------- */

static void compare_hits(const bf_results *part, const bf_results *whole)
{
    bf_article nothing;
    bf_article_init(&nothing);
    for (size_t i = 0; i < whole->count; i++) {
        const bf_hit *hit = &part->hits[i];
        const bf_hit *other = &whole->hits[i];
        ok(hit->rank == other->rank && hit->score == other->score &&
               hit->all_words == other->all_words,
           "hit %zu: rank, score, all words", i + 1);
        ok(!hit->article.id.data && !hit->article.title.data &&
               hit->article.published == nothing.published &&
               !hit->title.text.data && hit->excerpt.count == 0 && !hit->hidden,
           "hit %zu: nothing else", i + 1);
        ok(other->article.id.data, "hit %zu: an article in the end", i + 1);
    }
}

static void test_match_only(void)
{
    static const struct {
        const char *query;
        bf_search_mode mode;
    } cases[] = {
        {"red phone", BF_SEARCH_ALL}, {"red phone", BF_SEARCH_PHRASE},
        {"rang prop", BF_SEARCH_ANY}, {"rang prop xyzzy", BF_SEARCH_AUTO},
        {"xyzzy", BF_SEARCH_AUTO},    {"", BF_SEARCH_AUTO},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bf_search_request request = request_of(cases[i].query, cases[i].mode);
        bf_results *whole;
        bf_results *part;
        request.offset = 2;
        request.limit = 5;
        whole = search(&request);
        request.stage = BF_STAGE_MATCH;
        part = search(&request);
        is_int(part->count, whole->count, "'%s': count", cases[i].query);
        is_int(part->total, whole->total, "total");
        is_int(part->note_count, whole->note_count, "notes");
        ok(bf_str_equal(part->understood, whole->understood), "understood");
        compare_hits(part, whole);
        bf_results_free(part);
        bf_results_free(whole);
    }
}

/* There are no excerpts, so nothing can be wrong with them. */
static void test_excerpts_ignored(void)
{
    bf_search_request request = request_of("red", BF_SEARCH_ALL);
    bf_results *results;
    bf_error err;
    request.excerpt.max_fragments = 0;
    is_status(bf_search(&results, searcher, &request, &err), BF_ERR_INVALID,
              &err, "no fragments");
    request.stage = BF_STAGE_MATCH;
    results = search(&request);
    is_int(results->count, 10, "matching takes no heed of it");
    bf_results_free(results);
}

/* Empty articles are written like others. */
static void test_json(void)
{
    bf_search_request request = request_of("red", BF_SEARCH_ALL);
    bf_results *results;
    bf_error err;
    bf_buf text;
    bf_json json;
    request.stage = BF_STAGE_MATCH;
    results = search(&request);
    bf_buf_init(&text, 64 * 1024);
    bf_json_init(&json, &text);
    bf_results_write_json(&json, results);
    is_status(bf_buf_status(&text, &err), BF_OK, &err, "written as JSON");
    ok(strstr(text.data, "\"rank\":10,"), "all ten");
    bf_buf_fini(&text);
    bf_results_free(results);
}

/* Matchers ----------------------------------------------------------------- */

static void test_matchers(void)
{
    bf_search_request request = request_of("red phone", BF_SEARCH_ALL);
    bf_results *any = search(&request);
    bf_results *reference;
    bf_results *blocks;
    bf_error err;
    request.matcher = BF_MATCHER_REFERENCE;
    reference = search(&request);
    ok(reference->count == 10 && reference->total == any->total &&
           reference->hits[9].score == any->hits[9].score,
       "without blocks it is the reference matcher");
    bf_results_free(reference);
    bf_results_free(any);
    request.matcher = BF_MATCHER_BLOCKS;
    is_status(bf_search(&blocks, searcher, &request, &err), BF_ERR_NOT_FOUND,
              &err, "there are no blocks");
    ok(!blocks && strstr(err.text, path) && strstr(err.text, "has no blocks"),
       "that is said");
    request.matcher = BF_MATCHER_AUTO;
    any = search(&request);
    is_int(any->count, 10, "the searcher works as before");
    bf_results_free(any);
}

static void test_refusals(void)
{
    bf_search_request request = request_of("red", BF_SEARCH_ALL);
    bf_results *results;
    bf_error err;
    request.stage = (bf_search_stage)2;
    is_status(bf_search(&results, searcher, &request, &err), BF_ERR_INVALID,
              &err, "no such stage");
    request.stage = BF_STAGE_MATCH;
    request.matcher = (bf_search_matcher)3;
    is_status(bf_search(&results, searcher, &request, &err), BF_ERR_INVALID,
              &err, "no such matcher");
    request.matcher = BF_MATCHER_AUTO;
    request.mode = (bf_search_mode)4;
    is_status(bf_search(&results, searcher, &request, &err), BF_ERR_INVALID,
              &err, "no such mode");
    ok(!results, "and no page");
}

int main(void)
{
    const char *scratch = scratch_new();
    bf_error err;
    snprintf(path, sizeof path, "%s/index", scratch);
    make_index();
    small_require(bf_searcher_open(&searcher, path, &err), &err);
    test_names();
    test_defaults();
    test_match_only();
    test_excerpts_ignored();
    test_json();
    test_matchers();
    test_refusals();
    bf_searcher_free(searcher);
    scratch_remove(scratch);
    return tap_done();
}
