/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Searching a small index: modes, pages, notes, what hits hold. */

#include <backfile/search.h>

#include "records.h"
#include "small_index.h"

enum {
    NOON = 1000000000 /* the moment of all searches here */
};

static char path[300];
static bf_searcher *searcher;

/* Making ------------------------------------------------------------------- */

static const struct {
    const char *id;
    const char *title;
    const char *body;
    const char *lang;
} articles[] = {
    {"a", "The red phone", "It never rang. A red phone is a prop.", "en"},
    {"b", "Phones in red", "Red was the colour of many telephones.", "en"},
    {"c", "A back channel", "Two men and a walk. The channel was open.", "en"},
    {"d", "Back to work", "Nothing happened on the line.", "en"},
    {"e", "Channels", "The river has two channels and a red buoy.", "en"},
    {"f", "Die rote Leitung", "Die Leitungen waren rot.", "de"},
    {"g", "Les lignes", "La ligne directe.", "fr"},
    {"h", "No language", "leitungen lignes channels", ""},
    {"i", "Crimson", "", "en"},
};

static void add_hidden(small_index *index)
{
    bf_article draft = small_article("draft", "Draft", "A draft on red.");
    bf_article ahead = small_article("ahead", "Ahead", "A red tomorrow.");
    bf_article gone = small_article("gone", "Gone", "A red yesterday.");
    draft.draft = true;
    ahead.published = NOON + 10;
    gone.expires = NOON - 10;
    small_index_add(index, &draft);
    small_index_add(index, &ahead);
    small_index_add(index, &gone);
}

static void add_full(small_index *index)
{
    static const bf_str authors[] = {{"Ada Lovelace", 12}, {"Zoë", 4}};
    static const bf_str tags[] = {{"cipher", 6}, {"Two Words", 9}};
    bf_article full = small_article("full", "Every <field>", "");
    full.url = bf_str_of("https://example.org/full");
    full.summary = bf_str_of("A summary about steganography & more.");
    full.authors = (bf_str_list){authors, 2};
    full.section = bf_str_of("Ciphers");
    full.tags = (bf_str_list){tags, 2};
    full.published = 86400;
    full.updated = 172800;
    full.image = bf_str_of("https://example.org/full.png");
    small_index_add(index, &full);
}

static void make_index(void)
{
    small_index index;
    small_index_begin(&index, path);
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        bf_article article =
            small_article(articles[i].id, articles[i].title, articles[i].body);
        article.lang = bf_str_of(articles[i].lang);
        small_index_add(&index, &article);
    }
    add_hidden(&index);
    add_full(&index);
    small_index_commit(&index);
    small_index_end(&index);
}

/* Asking ------------------------------------------------------------------- */

static bf_search_request request_of(const char *query, bf_search_mode mode)
{
    bf_search_request request;
    bf_search_request_init(&request);
    request.query = bf_str_of(query);
    request.mode = mode;
    request.now = NOON;
    return request;
}

static bf_results *search(const bf_search_request *request)
{
    bf_results *results;
    bf_error err;
    small_require(bf_search(&results, searcher, request, &err), &err);
    return results;
}

static bf_results *ask(const char *query, bf_search_mode mode)
{
    bf_search_request request = request_of(query, mode);
    return search(&request);
}

/* The ids of the hits, in alphabetic order when `sorted`; static. */
static const char *ids_of(const bf_results *results, bool sorted)
{
    static char ids[1000];
    char *at = ids;
    *at = '\0';
    for (size_t i = 0; i < results->count; i++) {
        at += snprintf(at, 50, "%s%s", i > 0 ? " " : "",
                       results->hits[i].article.id.data);
    }
    /* Ids are single letters where they are sorted. */
    for (size_t i = 0; sorted && i < strlen(ids); i += 2) {
        for (size_t j = i + 2; j < strlen(ids); j += 2) {
            char c = ids[i];
            if (ids[j] < c) {
                ids[i] = ids[j];
                ids[j] = c;
            }
        }
    }
    return ids;
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

/* Modes -------------------------------------------------------------------- */

static void test_modes(void)
{
    static const struct {
        const char *query;
        bf_search_mode mode;
        const char *ids;
        const char *note;
    } cases[] = {
        {"red phone", BF_SEARCH_ALL, "a b", ""},
        {"red phone", BF_SEARCH_ANY, "a b e", ""},
        {"red phone", BF_SEARCH_PHRASE, "a", ""},
        {"\"red phone\"", BF_SEARCH_AUTO, "a", ""},
        {"\"red phones\"", BF_SEARCH_AUTO, "a", "phrase_stems"},
        {"red phones", BF_SEARCH_PHRASE, "a", "phrase_stems"},
        {"\"phone red\"", BF_SEARCH_AUTO, "", ""},
        {"\"phone red\"", BF_SEARCH_ALL, "", ""},
        {"\"phone red\"", BF_SEARCH_ANY, "a b e", "phrase_words"},
        {"\"phone red\" xyzzy", BF_SEARCH_ANY, "a b e", "phrase_words"},
        {"+\"phone red\"", BF_SEARCH_ANY, "", ""},
        {"\"phone red\" chann*", BF_SEARCH_ANY, "c e h", ""},
        {"red -phone", BF_SEARCH_ALL, "e", ""},
        {"xyzzy", BF_SEARCH_ALL, "", "missing_words"},
        {"red xyzzy", BF_SEARCH_ALL, "", "missing_words"},
        {"red xyzzy", BF_SEARCH_AUTO, "a b e", "fewer_words"},
        {"", BF_SEARCH_AUTO, "", ""},
        {"title:phone", BF_SEARCH_AUTO, "a b", ""},
        {"chann*", BF_SEARCH_AUTO, "c e h", ""},
        /* A word finds what its stem in any language of the index finds. */
        {"leitung", BF_SEARCH_ALL, "f", ""},
        {"leitungen", BF_SEARCH_ALL, "f h", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bf_results *results = ask(cases[i].query, cases[i].mode);
        is_str(bf_str_of(ids_of(results, true)), cases[i].ids, "%s (%s)",
               cases[i].query, bf_search_mode_name(cases[i].mode));
        is_int(results->total, results->count, "total");
        ok(results->total_exact && !results->partial, "exact");
        ok(*cases[i].note == '\0' || *note_of(results, cases[i].note) != '\0',
           "note '%s'", cases[i].note);
        bf_results_free(results);
    }
}

static void test_mode_names(void)
{
    for (int i = BF_SEARCH_AUTO; i <= BF_SEARCH_PHRASE; i++) {
        bf_search_mode mode;
        const char *name = bf_search_mode_name((bf_search_mode)i);
        ok(bf_search_mode_find(&mode, bf_str_of(name)) && (int)mode == i,
           "mode %s", name);
    }
    bf_search_mode mode = BF_SEARCH_ANY;
    ok(!bf_search_mode_find(&mode, bf_str_of("Any")) && mode == BF_SEARCH_AUTO,
       "no such mode");
}

/* Articles with all words come first, whatever their scores. */
static void test_auto(void)
{
    bf_results *results = ask("back channel", BF_SEARCH_AUTO);
    is_int(results->total, 3, "c has both; d and e have one");
    is_str(results->hits[0].article.id, "c", "both words first");
    ok(results->hits[0].all_words, "it has all words");
    for (size_t i = 1; i < results->count; i++) {
        ok(!results->hits[i].all_words, "hit %zu has fewer", i + 1);
        is_int(results->hits[i].rank, i + 1, "ranks go on");
    }
    is_str(bf_str_of(note_of(results, "fewer_words")),
           "Only one article has all of these words; the others have some of "
           "them.",
           "the note");
    bf_results_free(results);
    results = ask("red xyzzy plugh", BF_SEARCH_AUTO);
    is_str(bf_str_of(note_of(results, "missing_words")),
           "No article has “xyzzy”, “plugh”.", "what is missing is named");
    bf_results_free(results);
    results = ask("red xyzzy", BF_SEARCH_ANY);
    is_str(bf_str_of(note_of(results, "fewer_words")), "",
           "in mode any all hits are as asked");
    ok(results->count == 3 && results->hits[0].all_words, "and say so");
    bf_results_free(results);
}

/* Pages of every size put together are the page that holds all. */
static void test_pages(void)
{
    bf_search_request request = request_of("back channel red", BF_SEARCH_AUTO);
    bf_results *all = search(&request);
    char expected[100];
    snprintf(expected, sizeof expected, "%s", ids_of(all, false));
    is_int(all->count, 5, "five articles have some of the words");
    for (uint32_t size = 1; size <= 7; size++) {
        char got[100] = "";
        request.limit = size;
        for (uint32_t at = 0; at < all->total; at += size) {
            bf_results *page;
            request.offset = at;
            page = search(&request);
            strcat(strcat(got, *got ? " " : ""), ids_of(page, false));
            ok(page->total == all->total && page->hits[0].rank == at + 1,
               "total and rank on a page of %u at %u", (unsigned)size,
               (unsigned)at);
            bf_results_free(page);
        }
        is_str(bf_str_of(got), expected, "pages of %u", (unsigned)size);
    }
    request.limit = 0;
    request.offset = 0;
    bf_results_free(all);
    all = search(&request);
    ok(all->count == 0 && all->total == 5, "a page of 0 counts");
    bf_results_free(all);
}

/* Requests ----------------------------------------------------------------- */

static void test_refusals(void)
{
    static const char *const names[] = {
        "offset",        "limit",        "language",          "small excerpt",
        "large excerpt", "no fragments", "too many fragments"};
    for (int i = 0; i < 7; i++) {
        bf_search_request request = request_of("red", BF_SEARCH_AUTO);
        bf_results *results;
        bf_error err;
        request.offset = i == 0 ? BF_MAX_OFFSET + 1 : BF_MAX_OFFSET;
        request.limit = i == 1 ? BF_MAX_PAGE + 1 : BF_MAX_PAGE;
        request.lang = bf_str_of(i == 2 ? "not a language" : "en-GB");
        request.excerpt.max_bytes = i == 3   ? BF_MIN_EXCERPT_BYTES - 1
                                    : i == 4 ? BF_MAX_EXCERPT_BYTES + 1
                                             : BF_MIN_EXCERPT_BYTES;
        request.excerpt.max_fragments = i == 5   ? 0
                                        : i == 6 ? BF_MAX_EXCERPT_FRAGMENTS + 1
                                                 : 1;
        is_status(bf_search(&results, searcher, &request, &err),
                  i < 2 ? BF_ERR_LIMIT : BF_ERR_INVALID, &err, "%s", names[i]);
        ok(!results, "and no page");
    }
}

static void test_languages(void)
{
    bf_search_request request = request_of("leitungen", BF_SEARCH_ALL);
    bf_results *results;
    request.lang = bf_str_of("en");
    results = search(&request);
    is_str(bf_str_of(ids_of(results, false)), "h",
           "an English word is stemmed as English");
    bf_results_free(results);
    request.lang = bf_str_of("de-AT");
    results = search(&request);
    is_str(bf_str_of(ids_of(results, false)), "f", "a German one as German");
    is_int(results->hits[0].title.mark_count, 1, "and marked in the article");
    bf_results_free(results);
}

static void test_bytes(void)
{
    bf_search_request request = request_of("", BF_SEARCH_AUTO);
    bf_results *results;
    request.query = (bf_str){"red\xff \0 \"phone", 13};
    results = search(&request);
    is_int(results->query.size, 15, "what is not UTF-8 is replaced");
    ok(bf_utf8_valid(results->query, NULL), "the query is UTF-8");
    is_str(results->hits[0].article.id, "a", "and found");
    ok(results->note_count > 0, "with a note");
    bf_results_free(results);
}

/* Hits --------------------------------------------------------------------- */

static void test_hidden(void)
{
    bf_search_request request = request_of("red", BF_SEARCH_ALL);
    bf_results *results = search(&request);
    is_int(results->total, 3, "hidden articles are not found");
    bf_results_free(results);
    request.now = NOON + 10;
    results = search(&request);
    is_int(results->total, 4, "one appears when its time has come");
    bf_results_free(results);
    request.now = NOON - 11;
    results = search(&request);
    is_int(results->total, 4, "one was there until it expired");
    bf_results_free(results);
    request.now = NOON;
    request.show_hidden = true;
    results = search(&request);
    is_int(results->total, 6, "all are found on demand");
    for (size_t i = 0; i < results->count; i++) {
        bf_str id = results->hits[i].article.id;
        is_int(results->hits[i].hidden, id.size > 1, "hidden or not: %s",
               id.data);
    }
    bf_results_free(results);
}

static void test_hit(void)
{
    bf_results *results = ask("steganography", BF_SEARCH_AUTO);
    const bf_hit *hit = &results->hits[0];
    const bf_article *article = &hit->article;
    is_int(results->count, 1, "found");
    is_str(article->id, "full", "id");
    is_str(article->url, "https://example.org/full", "url");
    is_str(article->summary, "A summary about steganography & more.",
           "summary");
    ok(!article->body.data, "no body");
    is_int(article->authors.count, 2, "authors");
    is_str(article->authors.items[1], "Zoë", "the second");
    is_str(article->section, "Ciphers", "section");
    is_str(article->tags.items[1], "Two Words", "the second tag");
    is_int(article->published, 86400, "published");
    ok(article->expires == BF_TIME_NONE, "expires: never");
    is_str(article->image, "https://example.org/full.png", "image");
    is_str(article->source, "site", "source");
    ok(hit->score > 0, "a score");
    is_int(hit->excerpt.count, 1, "an excerpt of the summary");
    is_int(hit->excerpt.fragments[0].mark_count, 1, "with a mark");
    is_str(hit->title.text, "Every <field>", "a title");
    bf_results_free(results);
    results = ask("crimson", BF_SEARCH_AUTO);
    is_int(results->hits[0].title.mark_count, 1, "the title is marked");
    is_int(results->hits[0].excerpt.count, 0, "no text: no excerpt");
    bf_results_free(results);
}

static void test_without_excerpts(void)
{
    bf_search_request request = request_of("phone", BF_SEARCH_AUTO);
    bf_results *results;
    request.with_excerpts = false;
    results = search(&request);
    ok(results->count > 0 && results->hits[0].excerpt.count == 0 &&
           !results->hits[0].title.text.data,
       "no excerpts, no marks");
    ok(results->hits[0].article.title.size > 0, "but a title");
    bf_results_free(results);
}

int main(void)
{
    const char *scratch = scratch_new();
    bf_error err;
    snprintf(path, sizeof path, "%s/index", scratch);
    make_index();
    is_status(bf_searcher_open(&searcher, path, &err), BF_OK, &err, "opened");
    test_modes();
    test_mode_names();
    test_auto();
    test_pages();
    test_refusals();
    test_languages();
    test_bytes();
    test_hidden();
    test_hit();
    test_without_excerpts();
    bf_searcher_free(searcher);
    scratch_remove(scratch);
    return tap_done();
}
