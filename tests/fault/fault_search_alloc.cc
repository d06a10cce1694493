/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation of a search fails once, and then all from it on: the status
 * is BF_ERR_NOMEM, nothing comes out, and the searcher can be used again. */

#include <backfile/search.h>

#include "allocations.hh"
#include "records.h"
#include "sanitizers.hh"
#include "small_index.h"

#include <string>

static std::string index_path;

/* What is asked of a searcher, one thing a call. */
typedef bf_status ask_fn(bf_searcher *searcher, bf_arena *arena, bf_error *err);

static void make_index()
{
    small_index index;
    small_index_begin(&index, index_path.c_str());
    for (int i = 0; i < 12; i++) {
        std::string id = "a" + std::to_string(i);
        bf_article article = small_article(id.c_str(), "A red phone",
                                           "It never rang.\nRed it was not.");
        article.section = bf_str_of("Hotlines");
        small_index_add(&index, &article);
    }
    small_index_commit(&index);
    small_index_end(&index);
}

/* Asking ------------------------------------------------------------------- */

static bf_status ask_page(bf_searcher *searcher, bf_arena *, bf_error *err)
{
    bf_search_request request;
    bf_results *results = nullptr;
    bf_search_request_init(&request);
    request.query = bf_str_of("\"red phones\" ring* xyzzy (");
    bf_status status = bf_search(&results, searcher, &request, err);
    if (status && results) {
        return BF_ERR_INTERNAL;
    }
    if (!status && (results->total != 12 || results->count != 10)) {
        status = bf_fail(err, BF_ERR_INTERNAL, "a wrong page");
    }
    bf_buf text;
    bf_json json;
    bf_buf_init(&text, 1024 * 1024);
    bf_json_init(&json, &text);
    if (!status) {
        bf_results_write_json(&json, results);
        status = bf_buf_status(&text, err);
    }
    bf_buf_fini(&text);
    bf_results_free(results);
    return status;
}

static bf_status ask_article(bf_searcher *searcher, bf_arena *arena,
                             bf_error *err)
{
    bf_article article;
    bf_status status = bf_searcher_article(&article, searcher, arena,
                                           bf_str_of("a3"), false, err);
    return status && article.id.data ? BF_ERR_INTERNAL : status;
}

static bf_status ask_stats(bf_searcher *searcher, bf_arena *arena,
                           bf_error *err)
{
    bf_stats stats;
    bf_status status = bf_searcher_stats(&stats, searcher, arena, err);
    if (!status && (stats.visible != 12 || stats.section_count != 1)) {
        return BF_ERR_INTERNAL;
    }
    return status && stats.sections ? BF_ERR_INTERNAL : status;
}

/* Failing ------------------------------------------------------------------ */

/* Ask with a new searcher, so that nothing is remembered. */
static bf_status ask_new(ask_fn *ask, bf_error *err)
{
    bf_searcher *searcher = nullptr;
    bf_arena *arena = nullptr;
    bf_status status = bf_searcher_open(&searcher, index_path.c_str(), err);
    if (!status) {
        status = bf_arena_new(&arena, 1024 * 1024, err);
    }
    if (!status) {
        status = ask(searcher, arena, err);
    }
    bf_arena_free(arena);
    bf_searcher_free(searcher);
    return status;
}

/* A failure may be made good by trying again, as caches do. */
static bool is_right(bf_status status, const bf_error *err)
{
    return status == BF_OK ||
           (status == BF_ERR_NOMEM && err->status == BF_ERR_NOMEM &&
            err->text[0] != '\0');
}

static void fail_each(const char *name, ask_fn *ask, bool on)
{
    unsigned long wrong = 0;
    unsigned long at = 1;
    for (;; at++) {
        bf_error err = {BF_OK, ""};
        allocations::arm(at, on);
        bf_status status = ask_new(ask, &err);
        allocations::disarm();
        if (allocations::failed == 0) {
            break;
        }
        if (!is_right(status, &err) && wrong++ < 5) {
            printf("# allocation %lu: %s: %s\n", at, bf_status_name(status),
                   err.text);
        }
    }
    ok(wrong == 0, "%s: %lu allocations, %s", name, at - 1,
       on ? "all from one on" : "one at a time");
    bf_error err;
    is_status(ask_new(ask, &err), BF_OK, &err, "and then it works");
}

/* One searcher, all the time. */
static void fail_again()
{
    bf_searcher *searcher;
    bf_error err;
    unsigned long wrong = 0;
    small_require(bf_searcher_open(&searcher, index_path.c_str(), &err), &err);
    for (unsigned long at = 1; at < 400; at++) {
        allocations::arm(at, false);
        bf_status status = ask_page(searcher, nullptr, &err);
        allocations::disarm();
        wrong += !is_right(status, &err);
        wrong += ask_page(searcher, nullptr, &err) != BF_OK;
    }
    ok(wrong == 0, "a searcher works after every failure");
    bf_searcher_free(searcher);
}

int main()
{
    const char *scratch = scratch_new();
    index_path = std::string(scratch) + "/index";
    make_index();
    for (bool on : {false, true}) {
        fail_each("a page", ask_page, on);
        fail_each("an article", ask_article, on);
        fail_each("statistics", ask_stats, on);
    }
    fail_again();
    scratch_remove(scratch);
    return tap_done();
}
