/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whoever copies a word, or a few, out of an article finds the article by them:
 * with all words, and as a phrase. Pieces are taken at random places of the
 * sample articles, and of real ones in some thirty languages where they are:
 * in the folder that BACKFILE_TEST_DATA names, else ../shared/data. Other
 * pieces are taken with another number in BACKFILE_TEST_SEED.
 */

#include <backfile/detect.h>
#include <backfile/search.h>

#include "indexer/formats/formats.h"
#include "records.h"
#include "small_index.h"

#include <ftw.h>
#include <unistd.h>

enum {
    MAX_PATHS = 20000,
    MAX_ARTICLES = 500,
    PIECES = 700,      /* of the sample articles */
    REAL_PIECES = 200, /* of real ones, which take longer */
    MAX_PIECE_BYTES = 200,
    MAX_BODY_BYTES = 20000,
    MAX_WORDS = 5
};

static struct {
    char *paths[MAX_PATHS];
    size_t path_count;
    bf_article articles[MAX_ARTICLES];
    size_t count;
    bf_arena *arena;
    bf_detector *detector;
    uint64_t random;
} sample;

static size_t pick(size_t count)
{
    sample.random = sample.random * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(sample.random >> 33) % count;
}

/* Articles ----------------------------------------------------------------- */

static int note_path(const char *path, const struct stat *facts, int kind,
                     struct FTW *place)
{
    (void)facts;
    (void)place;
    if (kind == FTW_F && bfi_format_of_path(path) &&
        sample.path_count < MAX_PATHS) {
        sample.paths[sample.path_count++] = strdup(path);
    }
    return 0;
}

static bf_str keep(bf_str text)
{
    const bf_str kept = bf_arena_copy(sample.arena, text);
    if (!kept.data) {
        abort();
    }
    return kept;
}

/* Keep the text of an article, in the language that the indexer would say. */
static bf_status take(void *payload, const bf_article *article, size_t line,
                      bf_error *err)
{
    const bf_str texts[] = {article->title, article->body};
    bf_article *kept = &sample.articles[sample.count];
    char id[32];
    bf_detected found;
    (void)payload;
    (void)line;
    (void)err;
    if (sample.count == MAX_ARTICLES || article->body.size == 0) {
        return BF_OK;
    }
    bf_detect(&found, sample.detector, texts, 2);
    snprintf(id, sizeof id, "%zu", sample.count++);
    bf_article_init(kept);
    kept->id = keep(bf_str_of(id));
    kept->source = bf_str_of("copied");
    kept->title = keep(article->title);
    kept->body = keep((bf_str){article->body.data,
                               bf_text_clip(article->body, MAX_BODY_BYTES)});
    kept->lang = keep(article->lang.size > 0 ? article->lang
                                             : bf_str_of(found.language));
    return BF_OK;
}

static void ignore(void *payload, size_t line, const bf_error *why)
{
    (void)payload;
    (void)line;
    (void)why;
}

static void read_file(const char *path)
{
    bfi_input input = {fopen(path, "rb"), bf_str_of(path)};
    const bfi_sink sink = {NULL, take, ignore, ignore};
    if (!input.stream ||
        bfi_format_read(bfi_format_of_path(path), &input, &sink, NULL)) {
        printf("# %s: cannot be read\n", path);
    }
    if (input.stream) {
        fclose(input.stream);
    }
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Read files of a folder in random order, until there are enough articles. They
 * are sorted first, since each file system lists them in another order. */
static void read_folder(const char *folder)
{
    sample.path_count = sample.count = 0;
    bf_arena_reset(sample.arena);
    nftw(folder, note_path, 16, FTW_PHYS);
    qsort(sample.paths, sample.path_count, sizeof *sample.paths, compare_paths);
    for (size_t left = sample.path_count; left > 0; left--) {
        const size_t at = pick(left);
        if (sample.count < MAX_ARTICLES) {
            read_file(sample.paths[at]);
        }
        free(sample.paths[at]);
        sample.paths[at] = sample.paths[left - 1];
    }
}

static void index_articles(const char *path)
{
    small_index index;
    small_index_begin(&index, path);
    for (size_t i = 0; i < sample.count; i++) {
        small_index_add(&index, &sample.articles[i]);
    }
    small_index_commit(&index);
    small_index_end(&index);
}

/* Pieces ------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* A few words between blanks. */
static bf_str pick_words(bf_str text)
{
    size_t start = pick(text.size);
    size_t end;
    while (start > 0 && !is_blank(text.data[start - 1])) {
        start--;
    }
    end = start;
    for (size_t words = 1 + pick(MAX_WORDS); words > 0; words--) {
        while (end < text.size && is_blank(text.data[end])) {
            end++;
        }
        while (end < text.size && !is_blank(text.data[end])) {
            end++;
        }
    }
    return bf_str_trim((bf_str){text.data + start, end - start});
}

/* One word as the analyzer sees it: of the tokens of some words the last. */
static bf_str pick_token(bf_analyzer *analyzer, bf_str text)
{
    const bf_str words = pick_words(text);
    bf_span span = {0, 0};
    bf_token token;
    bf_analyzer_start(analyzer, words);
    while (bf_analyzer_next(analyzer, &token)) {
        span = token.flags & BF_TOKEN_JOINED ? span : token.span;
    }
    return (bf_str){words.data + span.start, span.end - span.start};
}

static bool has_tokens(bf_analyzer *analyzer, bf_str text)
{
    bf_token token;
    bf_analyzer_start(analyzer, text);
    return bf_analyzer_next(analyzer, &token);
}

/* Whether a query of all words has nothing in it but words: no operators. */
static bool is_plain(bf_str text)
{
    static const char *const operators[] = {"AND", "OR", "NOT"};
    for (size_t i = 0; i < text.size; i++) {
        const bool starts = i == 0 || is_blank(text.data[i - 1]);
        if (strchr("\"()*:", text.data[i]) ||
            (starts && strchr("+-", text.data[i]))) {
            return false;
        }
        for (size_t j = 0; starts && j < 3; j++) {
            const size_t size = strlen(operators[j]);
            if (text.size - i >= size &&
                memcmp(text.data + i, operators[j], size) == 0) {
                return false;
            }
        }
    }
    /* Quotation marks of other shapes. */
    return !memmem(text.data, text.size, "\xc2\xab", 2) &&
           !memmem(text.data, text.size, "\xc2\xbb", 2) &&
           !memmem(text.data, text.size, "\xe2\x80\x9c", 3) &&
           !memmem(text.data, text.size, "\xe2\x80\x9d", 3) &&
           !memmem(text.data, text.size, "\xe2\x80\x9e", 3);
}

/* Searching ---------------------------------------------------------------- */

static bool finds(bf_searcher *searcher, bf_str query, bf_search_mode mode,
                  bf_str lang, bf_str id)
{
    bf_search_request request;
    bf_results *page;
    bf_error err;
    bool found = false;
    bf_search_request_init(&request);
    request.query = query;
    request.mode = mode;
    request.lang = lang;
    request.limit = BF_MAX_PAGE;
    request.with_excerpts = false;
    small_require(bf_search(&page, searcher, &request, &err), &err);
    for (size_t i = 0; i < page->count && !found; i++) {
        found = bf_str_equal(page->hits[i].article.id, id);
    }
    bf_results_free(page);
    return found;
}

/* Ask for `piece` of `article`; how many ways do not find it. */
static size_t count_missing(bf_searcher *searcher, const bf_article *article,
                            bf_str piece)
{
    const bf_str languages[] = {{"", 0}, article->lang};
    size_t missing = 0;
    for (size_t i = 0; i < 2; i++) {
        const bool phrase =
            finds(searcher, piece, BF_SEARCH_PHRASE, languages[i], article->id);
        const bool all =
            !is_plain(piece) ||
            finds(searcher, piece, BF_SEARCH_ALL, languages[i], article->id);
        missing += !phrase + !all;
        if (!phrase || !all) {
            printf("# %.*s, asked in '%.*s':%s%s \"%.*s\"\n",
                   (int)article->lang.size, article->lang.data,
                   (int)languages[i].size, languages[i].data,
                   phrase ? "" : " phrase", all ? "" : " all", (int)piece.size,
                   piece.data);
        }
    }
    return missing;
}

static size_t ask_all(bf_searcher *searcher, size_t pieces, size_t *asked)
{
    bf_analyzer *analyzer;
    size_t missing = 0;
    bf_error err;
    small_require(bf_analyzer_new(&analyzer, bf_str_of(""), &err), &err);
    for (size_t i = 0; i < pieces; i++) {
        const bf_article *article = &sample.articles[pick(sample.count)];
        const bf_str text =
            i % 8 || article->title.size == 0 ? article->body : article->title;
        const bf_str piece =
            i % 2 ? pick_token(analyzer, text) : pick_words(text);
        if (piece.size > 0 && piece.size <= MAX_PIECE_BYTES &&
            has_tokens(analyzer, piece)) {
            missing += count_missing(searcher, article, piece);
            ++*asked;
        }
    }
    bf_analyzer_free(analyzer);
    return missing;
}

static void test_folder(const char *scratch, const char *folder, size_t pieces)
{
    char path[300];
    bf_searcher *searcher;
    bf_error err;
    size_t asked = 0;
    size_t missing;
    read_folder(folder);
    if (sample.count == 0) {
        skip("no such articles; name their folder in BACKFILE_TEST_DATA");
        return;
    }
    snprintf(path, sizeof path, "%s/%zu", scratch, pick(1u << 30));
    index_articles(path);
    small_require(bf_searcher_open(&searcher, path, &err), &err);
    missing = ask_all(searcher, pieces, &asked);
    is_int(missing, 0, "%s: %zu pieces of %zu articles find them", folder,
           asked, sample.count);
    ok(asked > pieces / 2, "and these were most of what was picked");
    bf_searcher_free(searcher);
}

int main(void)
{
    static const char *const real[] = {
        "articles/letsencrypt", "articles/mdn-html", "articles/digitalgov"};
    const char *data = getenv("BACKFILE_TEST_DATA");
    const char *seed = getenv("BACKFILE_TEST_SEED");
    const char *scratch = scratch_new();
    char path[4096];
    bf_error err;
    sample.random = seed ? strtoull(seed, NULL, 10) : 1;
    if (!scratch || bf_arena_new(&sample.arena, (size_t)1 << 28, &err) ||
        bf_detector_new(&sample.detector, &err)) {
        printf("Bail out! nothing to work with\n");
        return 1;
    }
    test_folder(scratch, "corpus", PIECES);
    for (size_t i = 0; i < sizeof real / sizeof *real; i++) {
        snprintf(path, sizeof path, "%s/%s", data ? data : "../shared/data",
                 real[i]);
        test_folder(scratch, path, REAL_PIECES);
    }
    bf_detector_free(sample.detector);
    bf_arena_free(sample.arena);
    scratch_remove(scratch);
    return tap_done();
}
