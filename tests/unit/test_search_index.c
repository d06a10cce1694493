/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A searcher and its index: articles, facts, JSON, writers that move on. */

#include <backfile/search.h>

#include "records.h"
#include "small_index.h"

#include <jansson.h>

#include <pthread.h>
#include <stdatomic.h>

enum {
    COMMITS = 60,
    ARTICLES = 30,
    ARENA_BYTES = 1024 * 1024
};

static char path[300];
static bf_searcher *searcher;
static bf_arena *arena;

static void make_index(void)
{
    static const char *const sections[] = {"Hotlines", "Ciphers", "hot-lines",
                                           "hotlines", ""};
    static const char *const langs[] = {"en", "en-GB", "de", "", "en"};
    small_index index;
    bf_article draft = small_article("draft", "A draft", "of red things");
    small_index_begin(&index, path);
    for (size_t i = 0; i < 5; i++) {
        char id[] = {(char)('a' + i), '\0'};
        bf_article article =
            small_article(id, "Red <i>ink</i>", "Red & \"blue\"\nink.");
        article.section = bf_str_of(sections[i]);
        article.lang = bf_str_of(langs[i]);
        small_index_add(&index, &article);
    }
    draft.draft = true;
    draft.source = bf_str_of("desk");
    small_index_add(&index, &draft);
    small_index_commit(&index);
    small_index_end(&index);
}

/* Articles and facts ------------------------------------------------------- */

static void test_article(void)
{
    bf_article article;
    bf_error err;
    is_status(bf_searcher_article(&article, searcher, arena, bf_str_of("a"),
                                  false, &err),
              BF_OK, &err, "an article by id");
    is_str(article.body, "Red & \"blue\"\nink.", "with its body");
    is_status(bf_searcher_article(&article, searcher, arena, bf_str_of("z"),
                                  true, &err),
              BF_ERR_NOT_FOUND, &err, "an unknown id");
    ok(!article.id.data && !article.body.data, "gives nothing");
    is_status(bf_searcher_article(&article, searcher, arena, bf_str_of("draft"),
                                  false, &err),
              BF_ERR_NOT_FOUND, &err, "a draft is not shown");
    ok(!article.id.data && !article.body.data, "and not given either");
    is_str(bf_str_of(err.text), "draft: no such article",
           "as if it did not exist");
    is_status(bf_searcher_article(&article, searcher, arena, bf_str_of("draft"),
                                  true, &err),
              BF_OK, &err, "but on demand");
}

/* Of a hidden article nothing else may be said than of none. */
static void test_long_ids(const char *scratch)
{
    static char id[402] = "x";
    char at[400];
    small_index index;
    bf_searcher *opened;
    bf_article article;
    bf_error hidden;
    bf_error absent;
    for (size_t i = 1; i + 2 < sizeof id; i += 2) {
        memcpy(id + i, "\u00e9", 2);
    }
    article = small_article(id, "Hidden", "");
    article.draft = true;
    snprintf(at, sizeof at, "%s/ids", scratch);
    small_index_begin(&index, at);
    small_index_add(&index, &article);
    small_index_commit(&index);
    small_index_end(&index);
    small_require(bf_searcher_open(&opened, at, &hidden), &hidden);
    is_status(bf_searcher_article(&article, opened, arena, bf_str_of(id), false,
                                  &hidden),
              BF_ERR_NOT_FOUND, &hidden, "a draft with a long id");
    id[sizeof id - 3] = '\0';
    is_status(bf_searcher_article(&article, opened, arena, bf_str_of(id), false,
                                  &absent),
              BF_ERR_NOT_FOUND, &absent, "and another id");
    is_str(bf_str_of(absent.text), hidden.text, "are told in the same words");
    bf_searcher_free(opened);
}

static void is_count(const bf_stat_count *counts, size_t count, size_t i,
                     const char *name, uint32_t articles)
{
    if (ok(i < count, "value %zu", i)) {
        is_str(counts[i].name, name, "its name");
        is_int(counts[i].articles, articles, "its articles");
    }
}

static void test_stats(void)
{
    bf_stats stats;
    bf_reader_info info;
    bf_error err;
    is_status(bf_searcher_stats(&stats, searcher, arena, &err), BF_OK, &err,
              "statistics");
    is_int(stats.info.documents, 6, "documents");
    is_int(stats.visible, 5, "visible");
    is_int(stats.hidden, 1, "hidden");
    is_int(stats.language_count, 3, "languages");
    is_count(stats.languages, stats.language_count, 0, "en", 4);
    is_count(stats.languages, stats.language_count, 1, "", 1);
    is_count(stats.languages, stats.language_count, 2, "de", 1);
    is_int(stats.section_count, 4, "sections");
    is_count(stats.sections, stats.section_count, 0, "", 2);
    is_count(stats.sections, stats.section_count, 1, "Hotlines", 2);
    is_count(stats.sections, stats.section_count, 2, "Ciphers", 1);
    is_count(stats.sources, stats.source_count, 0, "site", 5);
    is_count(stats.sources, stats.source_count, 1, "desk", 1);
    ok(stats.terms >= 7 && stats.terms < 20, "words are counted");
    ok(stats.bytes > 10000 && stats.bytes < 10000000, "and bytes");
    is_status(bf_searcher_info(&info, searcher, &err), BF_OK, &err, "info");
    is_int(info.documents, 6, "documents");
    is_int(info.change, 1, "change");
}

/* One character that folds to eighteen, as often as a section may hold it. */
static void test_long_section(const char *scratch)
{
    static char section[BF_MAX_FIELD_BYTES / 3 * 3 + 1];
    char at[400];
    small_index index;
    bf_article article = small_article("long", "Long", "");
    bf_searcher *opened;
    bf_stats stats;
    bf_error err;
    for (size_t i = 0; i + 3 < sizeof section; i += 3) {
        memcpy(section + i, "\uFDFA", 3);
    }
    article.section = bf_str_of(section);
    snprintf(at, sizeof at, "%s/long", scratch);
    small_index_begin(&index, at);
    small_index_add(&index, &article);
    small_index_commit(&index);
    small_index_end(&index);
    small_require(bf_searcher_open(&opened, at, &err), &err);
    is_status(bf_searcher_stats(&stats, opened, arena, &err), BF_OK, &err,
              "a section that folding makes much longer");
    is_int(stats.section_count, 1, "is counted");
    bf_searcher_free(opened);
}

/* Languages that are not stemmed are all analysed in one way, so they take no
 * more room than one among those that a query is read in. */
static void test_many_languages(const char *scratch)
{
    static const char *const langs[] = {"ja", "zh", "ko", "vi", "uk",
                                        "he", "th", "is", "ka", "en"};
    char at[400];
    small_index index;
    bf_searcher *opened;
    bf_search_request request;
    bf_results *results;
    bf_error err;
    bf_article german = small_article("german", "Das Haus", "");
    snprintf(at, sizeof at, "%s/many", scratch);
    german.lang = bf_str_of("de");
    small_index_begin(&index, at);
    small_index_add(&index, &german);
    for (size_t i = 0; i < 2 * (sizeof langs / sizeof *langs); i++) {
        char id[] = {(char)('a' + i), '\0'};
        bf_article other = small_article(id, "X", "");
        other.lang = bf_str_of(langs[i / 2]);
        small_index_add(&index, &other);
    }
    small_index_commit(&index);
    small_index_end(&index);
    bf_search_request_init(&request);
    request.query = bf_str_of("Häuser");
    small_require(bf_searcher_open(&opened, at, &err), &err);
    small_require(bf_search(&results, opened, &request, &err), &err);
    is_int(results->total, 1, "a rare language among many is stemmed");
    bf_results_free(results);
    bf_searcher_free(opened);
}

static void test_no_index(void)
{
    bf_searcher *none;
    bf_error err;
    char nowhere[400];
    snprintf(nowhere, sizeof nowhere, "%s/no/such", path);
    is_status(bf_searcher_open(&none, nowhere, &err), BF_ERR_NOT_FOUND, &err,
              "no index");
    ok(!none, "no searcher");
    bf_searcher_free(NULL);
    bf_results_free(NULL);
}

/* JSON --------------------------------------------------------------------- */

static json_t *answer(bf_search_request *request)
{
    bf_results *results;
    bf_json json;
    bf_error err;
    bf_buf text;
    json_error_t why;
    json_t *root;
    small_require(bf_search(&results, searcher, request, &err), &err);
    bf_buf_init(&text, ARENA_BYTES);
    bf_json_init(&json, &text);
    bf_results_write_json(&json, results);
    is_status(bf_buf_status(&text, &err), BF_OK, &err, "JSON is written");
    ok(!strchr(text.data, '<'), "and is safe inside a script element");
    root = json_loadb(text.data, text.size, JSON_REJECT_DUPLICATES, &why);
    ok(root != NULL, "and can be read");
    bf_results_free(results);
    bf_buf_fini(&text);
    return root;
}

static bf_str text_of(json_t *object, const char *key)
{
    return bf_str_of(json_string_value(json_object_get(object, key)));
}

static void test_json(void)
{
    bf_search_request request;
    json_t *root;
    json_t *hit;
    json_t *fragment;
    bf_search_request_init(&request);
    request.query = bf_str_of("blue (");
    root = answer(&request);
    is_int(json_integer_value(json_object_get(root, "format_version")), 1,
           "version");
    is_str(text_of(root, "query"), "blue (", "query");
    is_str(text_of(root, "understood"), "blue", "understood");
    is_str(text_of(root, "mode"), "auto", "mode");
    is_int(json_integer_value(json_object_get(root, "total")), 5, "total");
    ok(json_is_true(json_object_get(root, "total_exact")), "total_exact");
    ok(json_is_false(json_object_get(root, "partial")), "partial");
    is_str(text_of(json_array_get(json_object_get(root, "notes"), 0), "code"),
           "unbalanced_parenthesis", "notes");
    ok(json_is_real(json_object_get(root, "took_ms")), "took_ms");
    hit = json_array_get(json_object_get(root, "hits"), 0);
    is_int(json_integer_value(json_object_get(hit, "rank")), 1, "rank");
    ok(json_is_true(json_object_get(hit, "all_words")), "all_words");
    is_str(text_of(hit, "title"), "Red <i>ink</i>", "title");
    is_str(text_of(hit, "title_html"), "Red &lt;i&gt;ink&lt;/i&gt;",
           "title as HTML");
    fragment = json_array_get(json_object_get(hit, "excerpt"), 0);
    is_str(text_of(fragment, "text"), "Red & \"blue\" ink.", "excerpt");
    is_str(text_of(fragment, "html"),
           "Red &amp; &quot;<mark>blue</mark>&quot; ink.", "as HTML");
    ok(!json_object_get(hit, "body"), "no body");
    json_decref(root);
    request.with_excerpts = false;
    root = answer(&request);
    hit = json_array_get(json_object_get(root, "hits"), 0);
    ok(hit && !json_object_get(hit, "excerpt") &&
           !json_object_get(hit, "title_html"),
       "no excerpts when none were asked for");
    json_decref(root);
}

/* Writers ------------------------------------------------------------------ */

/* Every commit gives all articles one word of its own: an answer from two
 * states would lack some, or have some twice. */
static void commit_state(unsigned state)
{
    char body[64];
    small_index index;
    snprintf(body, sizeof body, "steady state%u", state);
    small_index_begin(&index, path);
    for (unsigned i = 0; i < ARTICLES; i++) {
        char id[16];
        bf_article article;
        snprintf(id, sizeof id, "s%u", i);
        article = small_article(id, "Steady", body);
        small_index_add(&index, &article);
    }
    small_index_commit(&index);
    small_index_end(&index);
}

static atomic_bool written;

static void *keep_committing(void *unused)
{
    (void)unused;
    for (unsigned state = 1; state <= COMMITS; state++) {
        commit_state(state);
    }
    atomic_store(&written, true);
    return NULL;
}

static bool is_whole(const bf_results *results)
{
    const bf_marked *first = &results->hits[0].excerpt.fragments[0];
    for (size_t i = 0; i < results->count; i++) {
        const bf_excerpt *excerpt = &results->hits[i].excerpt;
        if (excerpt->count != 1 ||
            !bf_str_equal(excerpt->fragments[0].text, first->text)) {
            return false;
        }
    }
    return results->total == ARTICLES && results->count == ARTICLES;
}

static void test_moving_writer(void)
{
    pthread_t writer;
    bf_search_request request;
    unsigned searches = 0;
    unsigned whole = 0;
    unsigned stale = 0;
    uint64_t change = 0;
    bool rises = true;
    bf_search_request_init(&request);
    request.query = bf_str_of("steady");
    request.limit = 100;
    commit_state(0);
    if (pthread_create(&writer, NULL, keep_committing, NULL)) {
        skip("no threads");
        return;
    }
    while (!atomic_load(&written)) {
        bf_results *results;
        bf_error err;
        bf_status status = bf_search(&results, searcher, &request, &err);
        searches++;
        stale += status == BF_ERR_STALE;
        if (!status) {
            whole += is_whole(results);
            rises = rises && results->change >= change;
            change = results->change;
            bf_results_free(results);
        }
    }
    pthread_join(writer, NULL);
    ok(searches > 5 && whole + stale == searches,
       "%u of %u answers are whole (%u gave up)", whole, searches, stale);
    ok(rises, "and never older than the one before");
}

static void test_new_state(void)
{
    bf_search_request request;
    bf_results *results;
    bf_error err;
    small_index index;
    bf_article article = small_article("new", "Tíðindi", "Fréttir.");
    article.lang = bf_str_of("is");
    small_index_begin(&index, path);
    small_index_add(&index, &article);
    small_index_commit(&index);
    small_index_end(&index);
    bf_search_request_init(&request);
    request.query = bf_str_of("frettir");
    small_require(bf_search(&results, searcher, &request, &err), &err);
    is_int(results->total, 1, "what was committed is found at once");
    bf_results_free(results);
}

/* Make an index of one article with `title` in `lang`. */
static void make_one(const char *at, const char *lang, const char *title)
{
    small_index index;
    bf_article article = small_article("one", title, "");
    article.lang = bf_str_of(lang);
    small_index_begin(&index, at);
    small_index_add(&index, &article);
    small_index_commit(&index);
    small_index_end(&index);
}

/* Another index with the names of the first, at the same change: nothing that
 * was remembered of the first may be used on it. */
static void test_replaced_index(const char *scratch)
{
    char at[400];
    char aside[400];
    bf_searcher *reopened;
    bf_search_request request;
    bf_results *results;
    bf_error err;
    snprintf(at, sizeof at, "%s/replaced", scratch);
    snprintf(aside, sizeof aside, "%s/aside", scratch);
    bf_search_request_init(&request);
    request.query = bf_str_of("Häuser");
    make_one(at, "en", "Houses");
    small_require(bf_searcher_open(&reopened, at, &err), &err);
    small_require(bf_search(&results, reopened, &request, &err), &err);
    is_int(results->total, 0, "nothing in the first index");
    bf_results_free(results);
    ok(rename(at, aside) == 0, "which is moved away");
    make_one(at, "de", "Das Haus");
    small_require(bf_search(&results, reopened, &request, &err), &err);
    is_int(results->total, 1, "its successor is read in its own language");
    bf_results_free(results);
    bf_searcher_free(reopened);
}

int main(void)
{
    const char *scratch = scratch_new();
    bf_error err;
    snprintf(path, sizeof path, "%s/index", scratch);
    make_index();
    small_require(bf_arena_new(&arena, ARENA_BYTES, &err), &err);
    small_require(bf_searcher_open(&searcher, path, &err), &err);
    test_article();
    test_long_ids(scratch);
    test_stats();
    test_long_section(scratch);
    test_many_languages(scratch);
    test_no_index();
    test_json();
    test_new_state();
    test_moving_writer();
    test_replaced_index(scratch);
    bf_searcher_free(searcher);
    bf_arena_free(arena);
    scratch_remove(scratch);
    return tap_done();
}
