/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation of every function of the store fails once, and then all
 * from it on: the status is BF_ERR_NOMEM, and the index stays whole. */

#include "child.hh"
#include "lib/store/match.h"
#include "sanitizers.hh"
#include "scenario.hh"

static std::string scratch;
static std::string index_path;

/* Writing ----------------------------------------------------------------- */

static bool is_fitting(const child::Outcome &outcome, unsigned long at,
                       int *state)
{
    bool good = (outcome.status == BF_OK || outcome.status == BF_ERR_NOMEM) &&
                scenario::survived(index_path, state, outcome.status);
    if (!good) {
        printf("# allocation %lu: %s\n", at, outcome.text);
    }
    return good;
}

static void sweep_changes(bool on, const char *name)
{
    child::Outcome outcome;
    int state = scenario::state_of(index_path);
    bool good = true;
    unsigned long at = 0;
    unsigned long aborts = 0;
    do {
        outcome = child::failing_change(scenario::change, index_path, state + 1,
                                        ++at, on);
        good = is_fitting(outcome, at, &state);
        aborts += outcome.aborted;
    } while (good && outcome.failed > 0);
    ok(good, "changes: %s (%lu allocations)", name, at - 1);
    printf("# %lu ended the process inside Xapian\n", aborts);
}

static void sweep_creations(bool on, const char *name)
{
    child::Outcome outcome;
    bf_error err;
    bool good = true;
    unsigned long at = 0;
    do {
        int state = scenario::NO_INDEX;
        run_command("rm -rf '%s'", index_path.c_str());
        outcome =
            child::failing_change(scenario::change, index_path, 1, ++at, on);
        good = is_fitting(outcome, at, &state) &&
               scenario::change(index_path, state + 1, &err) == BF_OK &&
               scenario::survived(index_path, &state, BF_OK);
    } while (good && outcome.failed > 0);
    ok(good, "creations: %s (%lu allocations)", name, at - 1);
}

/* Reading ----------------------------------------------------------------- */

static bf_status each_term(void *, bf_str, uint32_t)
{
    return BF_OK;
}

static bf_status each_entry(void *, const bf_entry *)
{
    return BF_OK;
}

static bf_status check_phrase(void *, bool *out, size_t, const bf_article *,
                              bf_error *)
{
    *out = true;
    return BF_OK;
}

/* ("hot" and "hot" as a phrase) or not "round". */
static bf_status match(bf_reader *reader, bf_error *err)
{
    static const bf_str terms[] = {{"hot", 3}, {"round", 5}, {"cold", 4}};
    bf_plan_node hot = {};
    hot.kind = BF_PLAN_TERM;
    hot.weight = 1;
    hot.terms = terms;
    hot.term_count = 2;
    bf_plan_node round = hot;
    round.terms = terms + 1;
    const bf_plan_node *both[] = {&hot, &hot};
    bf_plan_node phrase = {};
    phrase.kind = BF_PLAN_PHRASE;
    phrase.children = both;
    phrase.child_count = 2;
    const bf_plan_node *parts[] = {&phrase, &hot, &round};
    bf_plan_node root = {};
    root.kind = BF_PLAN_OR;
    root.children = parts;
    root.child_count = 3;
    bfi_match_plan plan = {};
    plan.root = &root;
    plan.stats = {2, 2};
    plan.params = BF_SCORE_PARAMS_DEFAULT;
    plan.phrase_matches = check_phrase;
    bf_match_request request = {};
    request.limit = 10;
    bf_matches *page;
    bf_status status = bfi_reader_match(&page, reader, &plan, &request, err);
    if (status ? page != nullptr : page->count != 2 || page->partial) {
        status = BF_ERR_INTERNAL;
    }
    bf_matches_free(page);
    return status;
}

static bf_status read_articles(bf_reader *reader, bf_error *err)
{
    bf_arena *arena;
    bf_docnum number;
    bf_article article;
    bf_status status = bf_arena_new(&arena, 1 << 24, err);
    if (!status) {
        status = bf_reader_find(&number, reader, bf_str_of("hot"), err);
    }
    if (!status) {
        status = bf_reader_article(&article, reader, number, arena, err);
    }
    bf_arena_free(arena);
    return status;
}

static bf_status read_lists(bf_reader *reader, bf_error *err)
{
    uint32_t frequency;
    bf_buf meta;
    bf_buf_init(&meta, 100);
    bf_status status =
        bf_reader_terms(reader, bf_str_of("h"), each_term, nullptr, err);
    if (!status) {
        status =
            bf_reader_list(reader, bf_str_of("site"), each_entry, nullptr, err);
    }
    if (!status) {
        status = bf_reader_frequency(&frequency, reader, bf_str_of("hot"), err);
    }
    if (!status) {
        status = bf_reader_get_meta(&meta, reader, "round", err);
    }
    bf_buf_fini(&meta);
    return status;
}

static bf_status read_index(const char *, bf_error *err)
{
    bf_reader *reader;
    bf_reader_info info;
    bf_status status = bf_reader_open(&reader, index_path.c_str(), err);
    if (!status) {
        status = bf_reader_get_info(&info, reader, err);
    }
    if (!status) {
        status = read_articles(reader, err);
    }
    if (!status) {
        status = read_lists(reader, err);
    }
    if (!status) {
        status = match(reader, err);
    }
    bf_reader_free(reader);
    return status;
}

static void sweep_reading(bool on, const char *name)
{
    bf_error err = {BF_OK, ""};
    bf_status status;
    unsigned long at = 0;
    bool good = true;
    do {
        at++;
        allocations::arm(at, on);
        status = read_index(name, &err);
        allocations::disarm();
        good = status == (allocations::failed ? BF_ERR_NOMEM : BF_OK);
    } while (good && allocations::failed > 0);
    ok(good, "reading: %s (%lu allocations)", name, at - 1);
    if (!good) {
        printf("# allocation %lu: %s: %s\n", at, bf_status_name(status),
               err.text);
    }
}

/* A reader that could not be reopened can be, later. */
static void sweep_reopening()
{
    bf_error err = {BF_OK, ""};
    bf_reader *reader;
    bf_status status = bf_reader_open(&reader, index_path.c_str(), &err);
    int state = scenario::state_of(index_path);
    unsigned long at = 0;
    bool good = status == BF_OK;
    while (good) {
        bool changed = false;
        at++;
        good = scenario::change(index_path, ++state, &err) == BF_OK;
        allocations::arm(at, false);
        status = bf_reader_reopen(reader, &changed, &err);
        allocations::disarm();
        good = good && status == (allocations::failed ? BF_ERR_NOMEM : BF_OK) &&
               changed == (status == BF_OK);
        if (allocations::failed == 0) {
            break;
        }
        good = good && bf_reader_reopen(reader, &changed, &err) == BF_OK &&
               changed && match(reader, &err) == BF_OK;
    }
    bf_reader_free(reader);
    ok(good, "reopening: each once (%lu allocations)", at - 1);
}

int main()
{
    bf_error err;
    scratch = scratch_new();
    index_path = scratch + "/index";
    is_status(scenario::change(index_path, 1, &err), BF_OK, &err,
              "make an index");
    sweep_reading(false, "each once");
    sweep_reading(true, "each and all after it");
    sweep_reopening();
    sweep_changes(false, "each once");
    sweep_changes(true, "each and all after it");
    sweep_creations(false, "each once");
    sweep_creations(true, "each and all after it");
    scratch_remove(scratch.c_str());
    return tap_done();
}
