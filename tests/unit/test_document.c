/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents: terms and their frequencies, values, limits. */

#include <backfile/document.h>
#include <backfile/text.h>

#include "tap.h"

#include <stdlib.h>

#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

static bf_indexing *indexing;

static bf_article blank(void)
{
    bf_article article;
    bf_article_init(&article);
    article.id = bf_str_of("site/a.md");
    article.source = bf_str_of("site");
    article.origin = bf_str_of("a.md");
    article.lang = bf_str_of("en");
    return article;
}

static const bf_document *make(const bf_article *article)
{
    const bf_document *document;
    bf_error err;
    bf_status status = bf_indexing_document(&document, indexing, article, &err);
    is_status(status, BF_OK, &err, "a document is made");
    if (status) {
        exit(1);
    }
    return document;
}

/* The frequency of `term`; -1: it is not there, -2: it is there twice. */
static int64_t frequency(const bf_document *document, bf_str term)
{
    int64_t found = -1;
    for (size_t i = 0; i < document->term_count; i++) {
        if (bf_str_equal(document->terms[i].term, term)) {
            found = found == -1 ? (int64_t)document->terms[i].frequency : -2;
        }
    }
    return found;
}

static void has(const bf_document *document, const char *term, int64_t expected)
{
    is_int(frequency(document, bf_str_of(term)), expected, "%s", term);
}

static bf_str value(const bf_document *document, int slot)
{
    for (size_t i = 0; i < document->value_count; i++) {
        if (document->values[i].slot == slot) {
            return document->values[i].data;
        }
    }
    return (bf_str){NULL, 0};
}

static bf_time time_value(const bf_document *document, int slot)
{
    bf_time time;
    return bf_time_of_key(&time, value(document, slot)) ? time : BF_TIME_NONE;
}

/* Terms ------------------------------------------------------------------- */

/* One word in every field that is searched: 8 + 3 + 2 * 1 + 4 + 2 + 4. */
static void test_weights(void)
{
    const bf_str names[] = {bf_str_of("Phone Smith")};
    const bf_str tags[] = {bf_str_of("red phones")};
    bf_article article = blank();
    const bf_document *document;
    article.title = bf_str_of("Phones");
    article.summary = bf_str_of("A phone.");
    article.body = bf_str_of("The phone and the phones.");
    article.authors = (bf_str_list){names, 1};
    article.section = bf_str_of("Phone");
    article.tags = (bf_str_list){tags, 1};
    document = make(&article);
    has(document, "phone", 23);
    has(document, "smith", 4);
    has(document, "red", 4);
    has(document, "the", 2);
    has(document, "and", 1);
    has(document, "a", 3);
    is_int(document->length, 23 + 4 + 4 + 2 + 1 + 3, "the length is their sum");
    has(document, "Sphone", 0);
    has(document, "Aphone", 0);
    has(document, "Asmith", 0);
    has(document, "Aphone-smith", 0);
    has(document, "XSECTION:phone", 0);
    has(document, "Kphone", 0);
    has(document, "Kred", 0);
    has(document, "Kred-phones", 0);
    has(document, "Len", 0);
    has(document, "XSOURCE:site", 0);
    has(document, "Qsite/a.md", 0);
    is_int(document->term_count, 6 + 11, "and no other term");
}

/* Weights that settings give. */
static void test_other_weights(void)
{
    unsigned weights[BF_FIELD_COUNT];
    unsigned old[BF_FIELD_COUNT];
    bf_article article = blank();
    const bf_document *document;
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        old[i] = bf_field_info_of((bf_field)i)->weight;
        weights[i] = old[i];
    }
    weights[BF_FIELD_TITLE] = 1;
    weights[BF_FIELD_BODY] = BF_MAX_FIELD_WEIGHT;
    article.title = bf_str_of("Phone");
    article.summary = bf_str_of("Bell");
    article.body = bf_str_of("Phone");
    bf_indexing_set_weights(indexing, weights);
    document = make(&article);
    has(document, "phone", 1 + BF_MAX_FIELD_WEIGHT);
    has(document, "bell", 3);
    has(document, "Sphone", 0);
    is_int(document->length, 1 + BF_MAX_FIELD_WEIGHT + 3, "the length");
    bf_indexing_set_weights(indexing, old);
}

/* What lean records hold. */
static void test_lean(void)
{
    const bf_str names[] = {bf_str_of("Phone Smith")};
    const bf_str tags[] = {bf_str_of("red phones"), bf_str_of("red")};
    bf_article article = blank();
    const bf_document *document;
    bf_document lean;
    bf_arena *arena;
    bf_error err;
    article.title = bf_str_of("Phones");
    article.body = bf_str_of("A p\xc3\xaa"
                             "che.");
    article.authors = (bf_str_list){names, 1};
    article.tags = (bf_str_list){tags, 2};
    document = make(&article);
    if (bf_arena_new(&arena, 1 << 20, &err) ||
        bf_document_lean(&lean, document, article.source, arena, &err)) {
        ok(false, "lean: %s", err.text);
        return;
    }
    has(&lean, "Qsite/a.md", 0);
    has(&lean, "XSOURCE:site", 0);
    has(&lean, "Len", 0);
    has(&lean, "Aphone-smith", 0);
    has(&lean, "Kred-phones", 0);
    has(&lean, "Kred", 0);
    has(&lean, BF_TERM_LENGTH, document->length);
    is_int(lean.term_count, 7, "and no other term");
    is_int(lean.length, document->length, "the length");
    is_int(lean.value_count, document->value_count, "all values");
    ok(bf_str_equal(lean.data, document->data), "the stored form");
    ok(bf_str_equal(lean.id, document->id), "the id");
    is_int(lean.token_count + lean.form_count, 0, "no words");
    bf_arena_free(arena);
}

static void test_value_forms(void)
{
    const bf_str tags[] = {bf_str_of("Social Media"), bf_str_of(" - "),
                           bf_str_of("social_media"), bf_str_of("")};
    bf_article article = blank();
    const bf_document *document;
    article.title = bf_str_of("x");
    article.section = bf_str_of("Caf\xc3\xa9s");
    article.tags = (bf_str_list){tags, 4};
    article.source = bf_str_of("My Site");
    article.lang = bf_str_of("EN-gb");
    document = make(&article);
    has(document, "Ksocial-media", 0);
    has(document, "XSECTION:cafes", 0);
    has(document, "XSECTION:cafe", 0);
    has(document, "XSOURCE:My Site", 0);
    has(document, "Len", 0);
    has(document, "K", -1);
    has(document, "", -1);
}

/* How words with accents are written, mostly or at times, and in the title. */
static void test_spellings(void)
{
    bf_article article = blank();
    const bf_document *document;
    article.lang = bf_str_of("fr");
    article.title = bf_str_of("La p\xc3\xaa"
                              "che");
    article.body = bf_str_of("p\xc3\xa9"
                             "ch\xc3\xa9, peche, p\xc3\xaa"
                             "ches");
    document = make(&article);
    has(document,
        "XW:p\xc3\xaa"
        "ch",
        0);
    has(document,
        "XWTITLE:p\xc3\xaa"
        "ch",
        0);
    has(document,
        "XWSOME:p\xc3\xaa"
        "ch",
        -1);
    has(document,
        "XWSOME:p\xc3\xa9"
        "ch\xc3\xa9",
        0);
    has(document, "XW:peche", -1);
    is_int(document->length, 8 + 8 + 3, "they do not count in the length");
    article.title = bf_str_of("x");
    article.body = bf_str_of("A red phone.");
    article.lang = bf_str_of("en");
    document = make(&article);
    for (size_t i = 0; i < document->term_count; i++) {
        ok(strncmp(document->terms[i].term.data, "XW", 2) != 0,
           "no spellings without accents");
    }
}

static void test_languages(void)
{
    bf_article article = blank();
    article.title = bf_str_of("elections");
    has(make(&article), "elect", 8);
    article.lang = (bf_str){NULL, 0};
    has(make(&article), "elections", 8);
    has(make(&article), "L", -1);
    article.lang = bf_str_of("tlh");
    has(make(&article), "elections", 8);
    has(make(&article), "Ltlh", 0);
    article.lang = bf_str_of("es");
    article.title = bf_str_of("elecciones");
    has(make(&article), "eleccion", 8);
}

/* More languages than analyzers are kept, twice. */
static void test_many_languages(void)
{
    bf_article article = blank();
    unsigned wrong = 0;
    article.title = bf_str_of("elections");
    for (int i = 0; i < 200; i++) {
        char lang[4] = {'q', (char)('a' + i % 10), (char)('a' + i / 10 % 10)};
        const bf_document *document;
        article.lang = i % 40 == 39 ? bf_str_of("en") : bf_str_of(lang);
        wrong +=
            bf_indexing_document(&document, indexing, &article, NULL) !=
                BF_OK ||
            frequency(document,
                      bf_str_of(i % 40 == 39 ? "elect" : "elections")) != 8;
    }
    is_int(wrong, 0, "many languages after each other");
}

/* Tokens ------------------------------------------------------------------ */

/* The tokens of a document as text: "position:word/term", with "+reach" where
 * that is not 1. */
static void write_tokens(bf_buf *out, const bf_document *document)
{
    for (size_t i = 0; i < document->token_count; i++) {
        const bf_document_token *token = &document->tokens[i];
        const bf_document_form *form = &document->forms[token->form];
        const bf_str term = document->terms[form->term].term;
        bf_buf_printf(out, "%s%u:%.*s/%.*s", i ? " " : "", token->position,
                      (int)form->word.size, form->word.data, (int)term.size,
                      term.data);
        if (form->reach != 1) {
            bf_buf_printf(out, "+%u", form->reach);
        }
    }
}

static void test_tokens(void)
{
    const bf_str tags[] = {bf_str_of("red phone"), bf_str_of("news")};
    bf_article article = blank();
    const bf_document *document;
    bf_buf text;
    article.title = bf_str_of("Red phones");
    article.body = bf_str_of("A phone: back-channel, phones");
    article.tags = (bf_str_list){tags, 2};
    document = make(&article);
    bf_buf_init(&text, 4096);
    write_tokens(&text, document);
    is_str(bf_buf_str(&text),
           "0:red/red 1:phones/phone "
           "258:a/a 259:phone/phone 260:back/back "
           "260:backchannel/backchannel+2 261:channel/channel "
           "262:phones/phone "
           "519:red/red 520:phone/phone 777:news/news",
           "tokens, with a gap between values");
    is_int(document->form_count, 8, "each form once");
    is_int(document->field_starts[BF_FIELD_TITLE], 0, "the title");
    is_int(document->field_starts[BF_FIELD_SUMMARY], 258, "no summary");
    is_int(document->field_starts[BF_FIELD_BODY], 258, "the body");
    is_int(document->field_starts[BF_FIELD_AUTHORS], 519, "no authors");
    is_int(document->field_starts[BF_FIELD_TAGS], 519, "the tags");
    is_int(document->field_starts[BF_FIELD_URL], 0, "not searched");
    bf_buf_fini(&text);
}

static void test_keywords(void)
{
    const bf_str tags[] = {bf_str_of("Social Media"), bf_str_of("red"),
                           bf_str_of("social-media"), bf_str_of(" - ")};
    bf_article article = blank();
    const bf_document *document;
    article.title = bf_str_of("x");
    article.section = bf_str_of("Caf\xc3\xa9s");
    article.tags = (bf_str_list){tags, 4};
    document = make(&article);
    is_int(document->keyword_count, 4, "each value that is not empty once");
    if (document->keyword_count == 4) {
        const bf_document_keyword *keywords = document->keywords;
        is_int(keywords[0].field, BF_FIELD_SECTION, "by field");
        is_str(keywords[0].folded, "cafes", "folded");
        is_str(keywords[0].shown, "Caf\xc3\xa9s", "and as it is");
        is_str(keywords[1].folded, "social-media", "the first tag");
        is_str(keywords[1].shown, "Social Media", "as it came first");
        is_str(keywords[2].folded, "red", "the second one");
        is_int(keywords[3].field, BF_FIELD_LANG, "the language");
        is_str(keywords[3].folded, "en", "is its primary subtag");
    }
}

static void test_most_keywords(void)
{
    static char names[BF_MAX_FIELD_VALUES][4];
    static bf_str values[BF_MAX_FIELD_VALUES];
    bf_article article = blank();
    for (size_t i = 0; i < BF_MAX_FIELD_VALUES; i++) {
        snprintf(names[i], sizeof names[i], "%u", (unsigned)i);
        values[i] = bf_str_of(names[i]);
    }
    article.title = bf_str_of("x");
    article.section = bf_str_of("x");
    article.tags = (bf_str_list){values, BF_MAX_FIELD_VALUES};
    article.authors = article.tags;
    is_int(make(&article)->keyword_count, 2 * BF_MAX_FIELD_VALUES + 2,
           "as many keywords as an article may have");
}

static void test_long_id(void)
{
    static char id[BF_MAX_ID_BYTES];
    bf_article article = blank();
    const bf_document *document;
    bf_buf term;
    memset(id, 'i', sizeof id);
    article.id = (bf_str){id, sizeof id};
    article.title = bf_str_of("x");
    document = make(&article);
    bf_buf_init(&term, BF_MAX_INDEX_TERM_BYTES);
    bf_term_id(&term, article.id);
    is_int(frequency(document, bf_buf_str(&term)), 0, "a long id has its term");
    is_int(document->id.size, BF_MAX_ID_BYTES, "and is kept whole");
    ok(bf_str_equal(value(document, BF_SLOT_ID), article.id), "as a value");
    bf_buf_fini(&term);
}

/* What tells words from terms with a prefix. */
static void test_no_capitals(void)
{
    unsigned wrong = 0;
    bf_buf folded;
    bf_buf_init(&folded, 1000);
    for (uint32_t c = 0; c < 0x110000; c++) {
        char bytes[4];
        const size_t size = bf_utf8_put(bytes, c);
        bf_buf_reset(&folded);
        wrong += bf_text_fold(&folded, (bf_str){bytes, size}, NULL) ||
                 (folded.size && strpbrk(folded.data, CAPITALS));
    }
    is_int(wrong, 0, "no character folds to a capital");
    bf_buf_fini(&folded);
}

/* Values ------------------------------------------------------------------ */

static void test_values(void)
{
    bf_article article = blank();
    const bf_document *document;
    unsigned char hash[BF_HASH_BYTES];
    article.title = bf_str_of("x");
    document = make(&article);
    is_str(value(document, BF_SLOT_ID), "site/a.md", "the id");
    is_str(value(document, BF_SLOT_ORIGIN), "a.md", "the origin");
    ok(!bf_article_hash(hash, &article, NULL) &&
           bf_str_equal(value(document, BF_SLOT_HASH),
                        (bf_str){(const char *)hash, sizeof hash}),
       "the hash");
    is_int(document->value_count, 3, "and no other without dates");

    article.published = 100;
    article.updated = -5;
    article.expires = 200;
    document = make(&article);
    is_int(time_value(document, BF_SLOT_PUBLISHED), 100, "published");
    is_int(time_value(document, BF_SLOT_UPDATED), -5, "updated");
    is_int(time_value(document, BF_SLOT_VISIBLE_FROM), 100, "visible from");
    is_int(time_value(document, BF_SLOT_VISIBLE_UNTIL), 200, "visible until");

    article.draft = true;
    document = make(&article);
    is_int(time_value(document, BF_SLOT_VISIBLE_FROM), INT64_MAX,
           "a draft is never visible");
    is_int(time_value(document, BF_SLOT_PUBLISHED), 100, "and keeps its date");
}

/* Every slot of the schema table is filled in. */
static void test_schema_slots(void)
{
    bf_article article = blank();
    const bf_document *document;
    article.published = 1;
    article.updated = 1;
    document = make(&article);
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        const bf_field_info *info = bf_field_info_of((bf_field)i);
        ok(info->slot == BF_SLOT_NONE || value(document, info->slot).size > 0,
           "%s has its value", info->name);
    }
}

static void test_data(void)
{
    bf_article article = blank();
    const bf_document *document;
    bf_article back;
    bf_arena *arena;
    char body[] = "borrowed";
    if (bf_arena_new(&arena, 1 << 20, NULL)) {
        exit(1);
    }
    article.body = (bf_str){body, sizeof body - 1};
    document = make(&article);
    memset(body, '?', sizeof body - 1);
    ok(!bf_article_decode(&back, arena, document->data, NULL),
       "the data is a stored form");
    is_str(back.body, "borrowed", "that borrows nothing");
    has(document, "borrow", 1);
    bf_arena_free(arena);
}

/* Limits ------------------------------------------------------------------ */

/* A text of `count` different words, each of six letters. */
static char *different_words(size_t count)
{
    char *text = malloc(count * 7);
    if (!text) {
        exit(1);
    }
    for (size_t i = 0; i < count; i++) {
        size_t rest = i;
        for (int j = 0; j < 6; j++) {
            text[i * 7 + j] = (char)('a' + rest % 16);
            rest /= 16;
        }
        text[i * 7 + 6] = ' ';
    }
    return text;
}

static void test_limits(void)
{
    const size_t fixed = 3; /* terms of id, source and language */
    const size_t most = BF_MAX_ARTICLE_TERMS - fixed;
    bf_article article = blank();
    const bf_document *document;
    bf_error err;
    char *text = different_words(most + 1);
    article.lang = bf_str_of("tlh");
    article.body = (bf_str){text, most * 7};
    document = make(&article);
    is_int(document->term_count, BF_MAX_ARTICLE_TERMS, "as many as allowed");
    is_int(document->length, most, "each of them once");
    article.body.size += 7;
    is_int(bf_indexing_document(&document, indexing, &article, &err),
           BF_ERR_LIMIT, "one more: %s", err.text);
    ok(!document, "no document");
    article.body.size = 13;
    is_int(make(&article)->term_count, fixed + 2, "the next one is a new one");

    free(text);
}

/* The largest body, of the shortest words. */
static void test_largest(void)
{
    bf_article article = blank();
    const bf_document *document;
    bf_error err;
    char *text = malloc(BF_MAX_ARTICLE_BYTES);
    if (!text) {
        exit(1);
    }
    for (size_t i = 0; i < BF_MAX_ARTICLE_BYTES; i++) {
        text[i] = i % 2 ? ' ' : 'q';
    }
    article.body = (bf_str){text, BF_MAX_ARTICLE_BYTES};
    has(make(&article), "q", BF_MAX_ARTICLE_BYTES / 2);
    article.summary = article.body;
    is_int(bf_indexing_document(&document, indexing, &article, &err),
           BF_ERR_LIMIT, "too much for a record: %s", err.text);
    free(text);
}

static void test_bad_language(void)
{
    bf_article article = blank();
    const bf_document *document;
    bf_error err;
    article.lang = bf_str_of("?");
    is_int(bf_indexing_document(&document, indexing, &article, &err),
           BF_ERR_INVALID, "an article that was not checked: %s", err.text);
    ok(!document, "no document");
}

int main(void)
{
    bf_error err;
    if (bf_indexing_new(&indexing, &err)) {
        return 1;
    }
    test_weights();
    test_other_weights();
    test_lean();
    test_value_forms();
    test_spellings();
    test_languages();
    test_many_languages();
    test_tokens();
    test_keywords();
    test_most_keywords();
    test_long_id();
    test_no_capitals();
    test_values();
    test_schema_slots();
    test_data();
    test_limits();
    test_largest();
    test_bad_language();
    bf_indexing_free(indexing);
    return tap_done();
}
