/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A search whose budget is spent says nothing of what it did not look at. */

#include <backfile/search.h>

#include "records.h"
#include "small_index.h"

static char path[300];
static bf_searcher *searcher;

/* One article with other forms of the phrase, more that have its words apart
 * than may be checked, and behind them one that has it as written. */
static const char *body_of(unsigned i)
{
    if (i == 0) {
        return "Red phones.";
    }
    return i <= BF_MAX_PHRASE_CHECKS ? "A phone, red." : "A red phone.";
}

static void make_index(void)
{
    small_index index;
    small_index_begin(&index, path);
    for (unsigned i = 0; i <= BF_MAX_PHRASE_CHECKS + 1; i++) {
        char id[16];
        bf_article article;
        snprintf(id, sizeof id, "%u", i);
        article = small_article(id, "", body_of(i));
        small_index_add(&index, &article);
    }
    small_index_commit(&index);
    small_index_end(&index);
}

static bf_results *ask(const char *query, bf_search_mode mode)
{
    bf_search_request request;
    bf_results *results;
    bf_error err;
    bf_search_request_init(&request);
    request.query = bf_str_of(query);
    request.mode = mode;
    small_require(bf_search(&results, searcher, &request, &err), &err);
    return results;
}

static const char *note_of(const bf_results *results, const char *code)
{
    for (size_t i = 0; i < results->note_count; i++) {
        if (strcmp(results->notes[i].code, code) == 0) {
            return results->notes[i].text.data;
        }
    }
    return "";
}

static void test_written_form(void)
{
    bf_results *results = ask("\"red phone\"", BF_SEARCH_ALL);
    ok(results->partial, "not all candidates are checked");
    ok(!results->total_exact, "so the total is not exact");
    is_int(results->total, 0, "the phrase was not found");
    is_str(bf_str_of(note_of(results, "phrase_stems")), "",
           "but nobody says that it is nowhere");
    bf_results_free(results);
}

static void test_fewer_words(void)
{
    bf_results *results = ask("\"red phone\" red", BF_SEARCH_AUTO);
    ok(results->partial && results->count > 0, "some have one of the words");
    is_str(bf_str_of(note_of(results, "fewer_words")),
           "These have some of the words.", "of the others nothing is said");
    bf_results_free(results);
}

int main(void)
{
    const char *scratch = scratch_new();
    bf_error err;
    snprintf(path, sizeof path, "%s/index", scratch);
    make_index();
    small_require(bf_searcher_open(&searcher, path, &err), &err);
    test_written_form();
    test_fewer_words();
    bf_searcher_free(searcher);
    scratch_remove(scratch);
    return tap_done();
}
