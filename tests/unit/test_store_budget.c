/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The matcher's limits: what is spent, what is refused, and how failures in a
 * phrase check come back. */

#include "lib/store/match.h"
#include "records.h"
#include "tap.h"

#include <time.h>

enum {
    /* More than may be checked for phrases. */
    ARTICLES = BF_MAX_PHRASE_CHECKS + 50
};

static bf_reader *reader;

/* What the phrase check does. */
typedef struct script {
    bf_status status;
    unsigned sleep_ms;
    unsigned asked;
} script;

static bf_status check_phrase(void *context, bool *out, size_t phrase,
                              const bf_article *article, bf_error *err)
{
    script *what = (script *)context;
    struct timespec pause = {0, (long)what->sleep_ms * 1000000};
    (void)phrase;
    (void)article;
    what->asked++;
    nanosleep(&pause, NULL);
    *out = true;
    return what->status ? bf_fail(err, what->status, "the check failed")
                        : BF_OK;
}

static const bf_str common[] = {{"common", 6}};
static const bf_str rare[] = {{"rare", 4}};
static const bf_plan_node common_node = {
    .kind = BF_PLAN_TERM, .weight = 1, .terms = common, .term_count = 1};
static const bf_plan_node rare_node = {
    .kind = BF_PLAN_TERM, .weight = 1, .terms = rare, .term_count = 1};
static const bf_plan_node *const common_child[] = {&common_node};
static const bf_plan_node phrase_node = {
    .kind = BF_PLAN_PHRASE, .children = common_child, .child_count = 1};

static bfi_match_plan plan_of(const bf_plan_node *root, script *what)
{
    bfi_match_plan plan = {.root = root,
                           .stats = {ARTICLES, 2},
                           .params = BF_SCORE_PARAMS_DEFAULT,
                           .phrase_matches = check_phrase,
                           .context = what};
    return plan;
}

static bf_matches *run(const bf_plan_node *root, script *what,
                       const bf_match_request *request, const char *name)
{
    bf_matches *page;
    bf_error err;
    bfi_match_plan plan = plan_of(root, what);
    is_status(bfi_reader_match(&page, reader, &plan, request, &err), BF_OK,
              &err, "%s", name);
    return page;
}

static void test_refused(void)
{
    bf_error err;
    script what = {BF_OK, 0, 0};
    bfi_match_plan plan = plan_of(&common_node, &what);
    bf_match_request request = {.limit = BF_MAX_PAGE + 1};
    bf_matches *page = (bf_matches *)&plan;
    is_status(bfi_reader_match(&page, reader, &plan, &request, &err),
              BF_ERR_LIMIT, &err, "a page that is too large");
    ok(!page, "no page");
    request = (bf_match_request){.offset = BF_MAX_OFFSET + 1};
    is_status(bfi_reader_match(&page, reader, &plan, &request, &err),
              BF_ERR_LIMIT, &err, "an offset that is too large");
    request = (bf_match_request){.offset = BF_MAX_OFFSET, .limit = BF_MAX_PAGE};
    page = run(&common_node, &what, &request, "the largest of both");
    is_int(page->count, 0, "nothing is there");
    is_int(page->total, ARTICLES, "and yet all are counted");
    ok(page->total_exact && !page->partial, "exactly");
    bf_matches_free(page);
    request = (bf_match_request){.limit = 0};
    page = run(&rare_node, &what, &request, "no page, only a count");
    is_int(page->total, ARTICLES / 1000 + 1, "counted");
    bf_matches_free(page);
}

/* Nested deeper than any query. */
static void test_depth(void)
{
    enum {
        DEPTH = 5000
    };
    static bf_plan_node nodes[DEPTH];
    static const bf_plan_node *children[DEPTH];
    bf_error err;
    bf_matches *page;
    script what = {BF_OK, 0, 0};
    bf_match_request request = {.limit = 1};
    bfi_match_plan plan = plan_of(nodes, &what);
    for (size_t i = 0; i < DEPTH; i++) {
        children[i] = i + 1 < DEPTH ? &nodes[i + 1] : &common_node;
        nodes[i] = (bf_plan_node){
            .kind = BF_PLAN_AND, .children = &children[i], .child_count = 1};
    }
    is_status(bfi_reader_match(&page, reader, &plan, &request, &err),
              BF_ERR_LIMIT, &err, "a plan that is too deep");
    plan.root = &nodes[DEPTH - BF_MAX_QUERY_DEPTH];
    is_status(bfi_reader_match(&page, reader, &plan, &request, &err), BF_OK,
              &err, "one as deep as a query");
    bf_matches_free(page);
}

static void test_failure(void)
{
    bf_error err;
    bf_matches *page;
    script what = {BF_ERR_NOMEM, 0, 0};
    bfi_match_plan plan = plan_of(&phrase_node, &what);
    bf_match_request request = {.limit = 10};
    is_status(bfi_reader_match(&page, reader, &plan, &request, &err),
              BF_ERR_NOMEM, &err, "a failed check fails the match");
    is_str(bf_str_of(err.text), "the check failed", "with its text");
    is_int(what.asked, 1, "at once");
    is_status(bfi_reader_match(&page, reader, &plan, &request, NULL),
              BF_ERR_NOMEM, &err, "without a record as well");
    what.status = BF_OK;
    is_status(bfi_reader_match(&page, reader, &plan, &request, &err), BF_OK,
              &err, "and the reader can go on");
    bf_matches_free(page);
}

static void test_checks_spent(void)
{
    script what = {BF_OK, 0, 0};
    const bf_plan_node *both[] = {&phrase_node, &rare_node};
    const bf_plan_node *without[] = {&common_node, &phrase_node};
    bf_plan_node and_rare = {
        .kind = BF_PLAN_AND, .children = both, .child_count = 2};
    bf_plan_node not_phrase = {
        .kind = BF_PLAN_AND_NOT, .children = without, .child_count = 2};
    bf_match_request request = {.limit = 10, .time_ms = 600000};
    bf_matches *page = run(&phrase_node, &what, &request, "too many to check");
    is_int(what.asked, BF_MAX_PHRASE_CHECKS, "as many as may be");
    is_int(page->count, 10, "there is a page");
    is_int(page->total, BF_MAX_PHRASE_CHECKS, "of what was checked");
    ok(page->partial && !page->total_exact, "and it says so");
    bf_matches_free(page);

    what.asked = 0;
    page = run(&and_rare, &what, &request, "a phrase and a rare word");
    is_int(what.asked, ARTICLES / 1000 + 1, "only candidates are checked");
    ok(!page->partial && page->total_exact, "the answer is whole");
    bf_matches_free(page);

    page = run(&not_phrase, &what, &request, "without a phrase");
    is_int(page->count, 0, "what was not checked is left out");
    ok(page->partial, "and it says so");
    bf_matches_free(page);
}

static void test_time_spent(void)
{
    script what = {BF_OK, 5, 0};
    bf_match_request request = {.limit = 10, .time_ms = 60};
    struct timespec before;
    struct timespec after;
    double took_ms;
    bf_matches *page;
    clock_gettime(CLOCK_MONOTONIC, &before);
    page = run(&phrase_node, &what, &request, "too slow to check all");
    clock_gettime(CLOCK_MONOTONIC, &after);
    took_ms = (double)(after.tv_sec - before.tv_sec) * 1e3 +
              (double)(after.tv_nsec - before.tv_nsec) / 1e6;
    ok(page->count > 0, "what was found in time is kept");
    is_int(page->total, what.asked, "and counted");
    ok(page->partial && !page->total_exact, "it says that it is partial");
    ok(took_ms < 3000, "and it ends (%.0f ms)", took_ms);
    bf_matches_free(page);
}

static void test_hidden_unchecked(void)
{
    script what = {BF_OK, 0, 0};
    const bf_str hidden[] = {{"hidden", 6}};
    const bf_plan_node term = {
        .kind = BF_PLAN_TERM, .weight = 1, .terms = hidden, .term_count = 1};
    const bf_plan_node *child[] = {&term};
    const bf_plan_node phrase = {
        .kind = BF_PLAN_PHRASE, .children = child, .child_count = 1};
    bf_match_request request = {.limit = 10, .now = 50};
    bf_matches *page = run(&phrase, &what, &request, "a hidden article");
    is_int(page->total, 0, "is not found");
    is_int(what.asked, 0, "and not checked");
    bf_matches_free(page);
    request.now = 100;
    page = run(&phrase, &what, &request, "when it appears");
    is_int(page->total, 1, "it is found");
    bf_matches_free(page);
    request.now = 200;
    page = run(&phrase, &what, &request, "when it expires");
    is_int(page->total, 0, "it is not");
    bf_matches_free(page);
    request.show_hidden = true;
    page = run(&phrase, &what, &request, "with hidden ones");
    is_int(page->total, 1, "it is");
    bf_matches_free(page);
}

static bf_status make_index(const char *path, bf_error *err)
{
    bf_writer *writer;
    char id[16];
    bf_status status = bf_writer_open(&writer, path, BF_WRITER_CREATE, err);
    for (int i = 0; i < ARTICLES && !status; i++) {
        record made = record_of(id, i % 1000 ? "common word" : "common rare");
        snprintf(id, sizeof id, "%d", i);
        status = record_put(writer, &made, err);
    }
    if (!status) {
        record made = record_of("h", "hidden");
        made.visibility = (bf_visibility){100, 200};
        status = record_put(writer, &made, err);
    }
    if (!status) {
        status = bf_writer_commit(writer, err);
    }
    bf_writer_free(writer);
    return status;
}

int main(void)
{
    bf_error err;
    char index[300];
    const char *scratch = scratch_new();
    snprintf(index, sizeof index, "%s/index", scratch);
    is_status(make_index(index, &err), BF_OK, &err, "make an index");
    is_status(bf_reader_open(&reader, index, &err), BF_OK, &err, "open it");
    if (reader) {
        test_refused();
        test_depth();
        test_failure();
        test_checks_spent();
        test_time_spent();
        test_hidden_unchecked();
    }
    bf_reader_free(reader);
    scratch_remove(scratch);
    return tap_done();
}
