/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The planner and the check of phrases on any bytes. The input up to its
 * first line end is the query, the rest the text of an article. Plans are
 * sound in every mode; the check of the whole query as a phrase agrees with
 * the plainest way to look for one.
 */

#include <backfile/limits.h>
#include <backfile/plan.h>
#include <backfile/text.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define expect(condition)                                                      \
    do {                                                                       \
        if (!(condition)) {                                                    \
            fprintf(stderr, "line %d: not %s\n", __LINE__, #condition);        \
            abort();                                                           \
        }                                                                      \
    } while (0)

enum {
    MAX_TEXT_BYTES = 1024,
    MAX_PHRASE = 8,
    MAX_PIECES = 8,
    /* A token is a byte or more, and has two other forms at most. */
    MAX_TOKENS = 3 * BF_MAX_QUERY_BYTES
};

/* An index that has half of all terms ------------------------------------- */

static bf_status frequency(void *context, uint32_t *out, bf_str term,
                           bf_error *err)
{
    uint64_t hash = bf_hash_64(term);
    (void)context;
    (void)err;
    expect(term.size > 0 && term.size <= BF_MAX_INDEX_TERM_BYTES);
    *out = hash & 1 ? (uint32_t)(hash % 1000) : 0;
    return BF_OK;
}

static bf_status expand(void *context, bf_str prefix,
                        bf_status (*each)(void *payload, bf_str term,
                                          uint32_t frequency),
                        void *payload, bf_error *err)
{
    bf_buf term;
    bf_status status = BF_OK;
    (void)context;
    (void)err;
    bf_buf_init(&term, BF_MAX_INDEX_TERM_BYTES);
    for (uint64_t i = 0; !status && i < bf_hash_64(prefix) % 150; i++) {
        bf_buf_reset(&term);
        bf_buf_add(&term, prefix.data, prefix.size);
        bf_buf_printf(&term, "%03u", (unsigned)i);
        if (!term.status) {
            status = each(payload, bf_buf_str(&term), (uint32_t)i * 7 % 150);
        }
    }
    bf_buf_fini(&term);
    return status;
}

/* Made once, as making them takes longer than all else here. */
static bf_analyzer_set *analyzers(void)
{
    static bf_analyzer_set *set;
    expect(set || !bf_analyzer_set_new(&set, NULL));
    return set;
}

static const bf_plan_index *fake_index(void)
{
    static const char *const languages[] = {"en", "ar", "tr", ""};
    static bf_plan_index index = {.stats = {1000, 300},
                                  .languages = languages,
                                  .language_count = 4,
                                  .frequency = frequency,
                                  .expand = expand};
    index.analyzers = analyzers();
    return &index;
}

/* Plans -------------------------------------------------------------------- */

static void check_term(const bf_plan_node *node)
{
    expect(node->term_count > 0 && node->child_count == 0);
    expect(isfinite(node->weight) && node->weight >= 0);
    for (size_t i = 0; i < node->term_count; i++) {
        expect(node->terms[i].size > 0);
        expect(node->terms[i].size <= BF_MAX_INDEX_TERM_BYTES);
    }
}

static void check_node(const bf_plan *plan, const bf_plan_node *node,
                       unsigned depth)
{
    expect(depth < BF_MAX_PLAN_DEPTH);
    switch (node->kind) {
    case BF_PLAN_TERM:
        check_term(node);
        break;
    case BF_PLAN_NOTHING:
        expect(depth == 0);
        break;
    case BF_PLAN_EVERYTHING:
        expect(node->child_count == 0);
        break;
    case BF_PLAN_PHRASE:
        expect(node->phrase < bf_plan_phrase_count(plan));
        expect(node->child_count >= 1);
        break;
    case BF_PLAN_AND_MAYBE:
        expect(node->child_count == 2);
        break;
    default:
        expect(node->child_count >= 2);
        break;
    }
    for (size_t i = 0; i < node->child_count; i++) {
        const bf_plan_node *child = node->children[i];
        expect(node->kind != BF_PLAN_PHRASE || child->kind == BF_PLAN_TERM);
        check_node(plan, child, depth + 1);
    }
}

static void check_words(const bf_plan *plan)
{
    size_t count;
    const bf_plan_word *words = bf_plan_words(plan, &count);
    for (size_t i = 0; i < count; i++) {
        expect(words[i].term.size > 0);
        expect(words[i].prefix == (words[i].word.size == 0));
        expect(words[i].phrase <= bf_plan_phrase_count(plan));
        expect(words[i].weight >= 0);
    }
}

static void check_plan(bf_plan *plan, const bf_article *article)
{
    check_node(plan, bf_plan_root(plan), 0);
    check_words(plan);
    for (size_t i = 0; i < bf_plan_phrase_count(plan); i++) {
        bool found;
        expect(!bf_plan_phrase_matches(&found, plan, i, article, NULL));
    }
}

static void check_modes(bf_str text, const bf_article *article)
{
    bf_query *query;
    expect(!bf_query_parse(&query, text, BF_QUERY_AS_TYPED, NULL));
    for (int mode = BF_MODE_ALL; mode <= BF_MODE_FEWER; mode++) {
        bf_plan *plan;
        expect(!bf_plan_build(&plan, query, fake_index(), (bf_mode)mode,
                              mode == BF_MODE_ANY, NULL));
        check_plan(plan, article);
        bf_plan_free(plan);
    }
    bf_query_free(query);
}

/* Phrases ------------------------------------------------------------------ */

/* A token: from one place to another. */
typedef struct step {
    uint64_t hash;
    size_t from;
    size_t to;
    unsigned flags;
} step;

typedef struct tokens {
    step steps[MAX_TOKENS];
    size_t count;
    size_t places;
} tokens;

static void read_tokens(tokens *out, bf_str text)
{
    bf_analyzer *analyzer;
    bf_token token;
    out->count = 0;
    out->places = 0;
    expect(!bf_analyzer_set_get(&analyzer, analyzers(), bf_str_of(""), NULL));
    bf_analyzer_start(analyzer, text);
    while (bf_analyzer_next(analyzer, &token)) {
        expect(out->count < MAX_TOKENS);
        out->places = token.position + 1;
        out->steps[out->count++] =
            (step){bf_hash_64(token.word), token.position,
                   token.position + token.reach, token.flags};
    }
}

/* Of a phrase: leave out what is covered by a name, as the planner does. */
static void keep_names(tokens *phrase)
{
    size_t kept = 0;
    for (size_t i = 0; i < phrase->count; i++) {
        bool hidden = false;
        for (size_t j = 0; j < phrase->count; j++) {
            const step *name = &phrase->steps[j];
            hidden = hidden || (i != j && name->flags & BF_TOKEN_NAME &&
                                phrase->steps[i].from >= name->from &&
                                phrase->steps[i].from < name->to);
        }
        if (!hidden) {
            phrase->steps[kept++] = phrase->steps[i];
        }
    }
    phrase->count = kept;
}

/* Whether the phrase from its place `at` on stands in the text from `from`
 * on. */
static bool stands_at(const tokens *phrase, const tokens *text, size_t at,
                      size_t from)
{
    if (at == phrase->places) {
        return true;
    }
    for (size_t i = 0; i < phrase->count; i++) {
        for (size_t j = 0; phrase->steps[i].from == at && j < text->count;
             j++) {
            if (text->steps[j].from == from &&
                text->steps[j].hash == phrase->steps[i].hash &&
                stands_at(phrase, text, phrase->steps[i].to,
                          text->steps[j].to)) {
                return true;
            }
        }
    }
    return false;
}

static bool stands_in(const tokens *phrase, const tokens *text)
{
    for (size_t from = 0; from < text->places; from++) {
        if (stands_at(phrase, text, 0, from)) {
            return true;
        }
    }
    return false;
}

static void check_phrase(bf_str text, const bf_article *article)
{
    static tokens phrase;
    static tokens body;
    bf_query *query;
    bf_plan *plan;
    bool found;
    expect(!bf_query_parse(&query, text, BF_QUERY_AS_PHRASE, NULL));
    expect(!bf_plan_build(&plan, query, fake_index(), BF_MODE_ALL,
                          BF_PHRASES_AS_WRITTEN, NULL));
    if (bf_plan_phrase_count(plan) > 0) {
        read_tokens(&phrase, bf_query_root(query)->children[0]->text);
        read_tokens(&body, article->body);
        keep_names(&phrase);
        expect(!bf_plan_phrase_matches(&found, plan, 0, article, NULL));
        /* A longer phrase is cut; a long one is slow to look for plainly. */
        expect(phrase.places > MAX_PHRASE ||
               found == stands_in(&phrase, &body));
    }
    bf_plan_free(plan);
    bf_query_free(query);
}

/* What stands in the article between two blanks is found by itself, if the
 * query reads it as it is. */
static void check_piece(bf_str piece, const bf_article *article)
{
    bf_query *query;
    bf_plan *plan;
    bool found = true;
    expect(!bf_query_parse(&query, piece, BF_QUERY_AS_PHRASE, NULL));
    expect(!bf_plan_build(&plan, query, fake_index(), BF_MODE_ALL,
                          BF_PHRASES_AS_WRITTEN, NULL));
    if (bf_plan_phrase_count(plan) > 0 && bf_plan_note_count(plan) == 0 &&
        bf_str_equal(bf_query_root(query)->children[0]->text, piece)) {
        expect(!bf_plan_phrase_matches(&found, plan, 0, article, NULL));
    }
    expect(found);
    bf_plan_free(plan);
    bf_query_free(query);
}

static void check_pieces(const bf_article *article)
{
    const bf_str body = article->body;
    size_t start = 0;
    size_t count = 0;
    for (size_t i = 0; i <= body.size && count < MAX_PIECES; i++) {
        if (i < body.size && body.data[i] != ' ' && body.data[i] != '\n') {
            continue;
        }
        if (i > start) {
            check_piece((bf_str){body.data + start, i - start}, article);
            count++;
        }
        start = i + 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size > 0 ? memchr(data, '\n', size) : NULL;
    const size_t query_size = end ? (size_t)(end - data) : size;
    const bf_str query = {(const char *)data, query_size};
    bf_article article;
    bf_article_init(&article);
    article.lang = bf_str_of("en");
    if (end) {
        article.body = (bf_str){(const char *)end + 1, size - query_size - 1};
    }
    if (article.body.size > MAX_TEXT_BYTES) {
        article.body.size = MAX_TEXT_BYTES;
    }
    check_modes(query, &article);
    check_phrase(query, &article);
    check_pieces(&article);
    return 0;
}
