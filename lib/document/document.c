/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From an article to its document, as docs/index-format.md says in sections
 * 4 and 5: words without a prefix, with the weights of their fields summed up;
 * words in a field and whole values, with its prefix and frequency 0; how words
 * with accents are written; values.
 */

#include <backfile/document.h>
#include <backfile/terms.h>
#include <backfile/text.h>

#include "spellings.h"
#include "terms.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_VALUES = BF_SLOT_UPDATED + 1,
    MAX_FOLDED_BYTES = BF_MAX_FOLD_GROWTH * BF_MAX_FIELD_BYTES,
    /* Those of authors and tags, section and language. */
    MAX_KEYWORDS = 2 * BF_MAX_FIELD_VALUES + 2
};

/* What BF_MAX_ARTICLE_TERMS terms need at most, and then some. */
static const size_t max_arena_bytes = (size_t)2 * 1024 * 1024 * 1024;

struct bf_indexing {
    bf_analyzer_set *analyzers;
    bf_arena *arena;
    unsigned weights[BF_FIELD_COUNT];
    bfi_terms terms;
    bfi_spellings spellings;
    bf_buf folded;
    bf_buf term;
    bf_buf data;
    unsigned char hash[BF_HASH_BYTES];
    unsigned char times[MAX_VALUES][BF_TIME_KEY_BYTES];
    bf_document_value values[MAX_VALUES];
    bf_document_keyword keywords[MAX_KEYWORDS];
    uint32_t position; /* of the next word */
    bf_document document;
};

bf_status bf_indexing_new(bf_indexing **out, bf_error *err)
{
    bf_status status;
    *out = calloc(1, sizeof **out);
    if (!*out) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        (*out)->weights[i] = bf_field_info_of((bf_field)i)->weight;
    }
    bfi_terms_init(&(*out)->terms);
    bfi_spellings_init(&(*out)->spellings);
    bf_buf_init(&(*out)->folded, MAX_FOLDED_BYTES);
    bf_buf_init(&(*out)->term, BF_MAX_INDEX_TERM_BYTES);
    bf_buf_init(&(*out)->data, 2 * (size_t)BF_MAX_STORED_BYTES);
    status = bf_arena_new(&(*out)->arena, max_arena_bytes, err);
    if (!status) {
        status = bf_analyzer_set_new(&(*out)->analyzers, err);
    }
    if (status) {
        bf_indexing_free(*out);
        *out = NULL;
    }
    return status;
}

void bf_indexing_free(bf_indexing *indexing)
{
    if (!indexing) {
        return;
    }
    bf_analyzer_set_free(indexing->analyzers);
    bf_arena_free(indexing->arena);
    bfi_terms_fini(&indexing->terms);
    bfi_spellings_fini(&indexing->spellings);
    bf_buf_fini(&indexing->folded);
    bf_buf_fini(&indexing->term);
    bf_buf_fini(&indexing->data);
    free(indexing);
}

void bf_indexing_set_weights(bf_indexing *indexing,
                             const unsigned weights[BF_FIELD_COUNT])
{
    memcpy(indexing->weights, weights, sizeof indexing->weights);
}

/* Terms ------------------------------------------------------------------- */

/* Add the term in `indexing->term`, which has a prefix. */
static bf_status add_prefixed(bf_indexing *indexing, bf_error *err)
{
    bf_status status = bf_buf_status(&indexing->term, err);
    return status ? status
                  : bfi_terms_add(&indexing->terms, bf_buf_str(&indexing->term),
                                  0, err);
}

static bf_status add_field_term(bf_indexing *indexing, bf_field field,
                                bf_str value, bf_error *err)
{
    bf_buf_reset(&indexing->term);
    bf_term_field(&indexing->term, field, value);
    return add_prefixed(indexing, err);
}

static bf_status add_spelling(bf_indexing *indexing, const bf_field_info *info,
                              const bf_token *token, bf_error *err)
{
    bf_status status = bfi_spellings_count(&indexing->spellings, token,
                                           indexing->weights[info->field], err);
    if (status || info->field != BF_FIELD_TITLE) {
        return status;
    }
    bf_buf_reset(&indexing->term);
    bf_term_spelling(&indexing->term, BF_SPELLING_TITLE, token->spelling);
    return add_prefixed(indexing, err);
}

/* Add the words of one value of a field, and leave a gap behind it. */
static bf_status add_words(bf_indexing *indexing, bf_analyzer *analyzer,
                           const bf_field_info *info, bf_str text,
                           bf_error *err)
{
    const bool in_field = info->uses & BF_USE_FILTER;
    const uint32_t start = indexing->position;
    bf_status status = BF_OK;
    bf_token token;
    bf_analyzer_start(analyzer, text);
    while (!status && bf_analyzer_next(analyzer, &token)) {
        const uint32_t position = start + token.position;
        status = bfi_terms_add_token(&indexing->terms, &token, position,
                                     indexing->weights[info->field], err);
        if (!status && in_field) {
            status = add_field_term(indexing, info->field, token.term, err);
        }
        if (!status && token.spelling.size > 0) {
            status = add_spelling(indexing, info, &token, err);
        }
        indexing->position = position + 1;
    }
    indexing->position += BF_POSITION_GAP;
    return status;
}

/* Ids and sources name one thing exactly; the others are compared as people
 * write them. */
bf_status bf_document_fold(bf_buf *out, bf_field field, bf_str value,
                           bf_error *err)
{
    char primary[BF_LANGUAGE_BYTES];
    bf_status status = BF_OK;
    switch (field) {
    case BF_FIELD_ID:
    case BF_FIELD_SOURCE:
        bf_buf_add(out, value.data, value.size);
        break;
    case BF_FIELD_LANG:
        status = bf_language_primary(primary, value, err);
        bf_buf_add_text(out, primary);
        break;
    default:
        return bf_keyword_fold(out, value, err);
    }
    return status ? status : bf_buf_status(out, err);
}

static bool has_keyword(const bf_indexing *indexing, bf_field field,
                        bf_str folded)
{
    for (size_t i = 0; i < indexing->document.keyword_count; i++) {
        const bf_document_keyword *keyword = &indexing->keywords[i];
        if (keyword->field == field && bf_str_equal(keyword->folded, folded)) {
            return true;
        }
    }
    return false;
}

static bf_status add_keyword(bf_indexing *indexing, bf_field field,
                             bf_str folded, bf_str shown, bf_error *err)
{
    const bf_document_keyword keyword = {field,
                                         bf_arena_copy(indexing->arena, folded),
                                         bf_arena_copy(indexing->arena, shown)};
    if (has_keyword(indexing, field, folded)) {
        return BF_OK;
    }
    if (!keyword.folded.data || !keyword.shown.data) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    if (indexing->document.keyword_count == MAX_KEYWORDS) {
        return bf_fail(err, BF_ERR_LIMIT, "more than %d keywords",
                       MAX_KEYWORDS);
    }
    indexing->keywords[indexing->document.keyword_count++] = keyword;
    return BF_OK;
}

static bf_status add_value(bf_indexing *indexing, bf_field field, bf_str value,
                           bf_error *err)
{
    bf_str form;
    bf_status status;
    bf_buf_reset(&indexing->folded);
    status = bf_document_fold(&indexing->folded, field, value, err);
    form = bf_buf_str(&indexing->folded);
    if (status || form.size == 0) {
        return status;
    }
    status = add_field_term(indexing, field, form, err);
    return status || !(bf_field_info_of(field)->uses & BF_USE_FACET)
               ? status
               : add_keyword(indexing, field, form, value, err);
}

static bf_status add_field(bf_indexing *indexing, bf_analyzer *analyzer,
                           const bf_article *article, const bf_field_info *info,
                           bf_error *err)
{
    const bool is_keyword =
        info->type == BF_TYPE_KEYWORD || info->type == BF_TYPE_KEYWORDS;
    const bf_str_list values = bf_article_values(article, info->field);
    bf_status status = BF_OK;
    if (info->uses & BF_USE_SEARCH) {
        indexing->document.field_starts[info->field] = indexing->position;
    }
    for (size_t i = 0; i < values.count && !status; i++) {
        if (info->uses & BF_USE_SEARCH) {
            status = add_words(indexing, analyzer, info, values.items[i], err);
        }
        if (!status && is_keyword && info->prefix) {
            status = add_value(indexing, info->field, values.items[i], err);
        }
    }
    return status;
}

/* The frequencies cannot overflow: an article that could be stored has fewer
 * words than bytes, and each counts BF_MAX_FIELD_WEIGHT at most. */
static bf_status add_terms(bf_indexing *indexing, const bf_article *article,
                           bf_error *err)
{
    bf_analyzer *analyzer;
    bf_status status =
        bf_analyzer_set_get(&analyzer, indexing->analyzers, article->lang, err);
    bfi_terms_start(&indexing->terms, indexing->arena);
    bfi_spellings_start(&indexing->spellings, indexing->arena);
    indexing->position = 0;
    for (int i = 0; i < BF_FIELD_COUNT && !status; i++) {
        status = add_field(indexing, analyzer, article,
                           bf_field_info_of((bf_field)i), err);
    }
    return status ? status
                  : bfi_spellings_finish(&indexing->spellings, &indexing->terms,
                                         err);
}

/* Values ------------------------------------------------------------------ */

static void set_value(bf_indexing *indexing, int slot, bf_str data)
{
    indexing->values[indexing->document.value_count++] =
        (bf_document_value){slot, data};
}

static void set_time(bf_indexing *indexing, int slot, bf_time time)
{
    unsigned char *key = indexing->times[indexing->document.value_count];
    bf_time_key(key, time);
    set_value(indexing, slot, (bf_str){(const char *)key, BF_TIME_KEY_BYTES});
}

/* A copy, since a document borrows nothing from its article. */
static bf_status set_text(bf_indexing *indexing, int slot, bf_str text,
                          bf_error *err)
{
    const bf_str copy = bf_arena_copy(indexing->arena, text);
    if (!copy.data) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    set_value(indexing, slot, copy);
    return BF_OK;
}

static void set_date(bf_indexing *indexing, int slot, bf_time time)
{
    if (time != BF_TIME_NONE) {
        set_time(indexing, slot, time);
    }
}

/* An end of visibility that is open has no value: where no article has one,
 * Xapian knows at once that all can be seen. */
static void set_visibility(bf_indexing *indexing, bf_visibility visibility)
{
    if (visibility.from != INT64_MIN) {
        set_time(indexing, BF_SLOT_VISIBLE_FROM, visibility.from);
    }
    if (visibility.until != INT64_MAX) {
        set_time(indexing, BF_SLOT_VISIBLE_UNTIL, visibility.until);
    }
}

static bf_status set_values(bf_indexing *indexing, const bf_article *article,
                            bf_error *err)
{
    bf_status status = set_text(indexing, BF_SLOT_ID, article->id, err);
    if (!status && article->origin.size > 0) {
        status = set_text(indexing, BF_SLOT_ORIGIN, article->origin, err);
    }
    if (status) {
        return status;
    }
    set_visibility(indexing, bf_article_visibility(article));
    set_date(indexing, BF_SLOT_PUBLISHED, article->published);
    set_date(indexing, BF_SLOT_UPDATED, article->updated);
    return BF_OK;
}

/* The whole --------------------------------------------------------------- */

/* What only records have. */
static bf_status set_record(bf_indexing *indexing, const bf_article *article,
                            bf_error *err)
{
    bf_status status = bf_article_encode(&indexing->data, article, err);
    if (!status) {
        status = bf_article_hash(indexing->hash, article, err);
    }
    if (status) {
        return status;
    }
    set_value(indexing, BF_SLOT_HASH,
              (bf_str){(const char *)indexing->hash, BF_HASH_BYTES});
    indexing->document.data = bf_buf_str(&indexing->data);
    return BF_OK;
}

static void set_words(bf_document *document, const bfi_terms *terms)
{
    document->terms = terms->terms.items;
    document->term_hashes = terms->terms.hashes;
    document->term_count = terms->terms.count;
    document->forms = terms->forms.items;
    document->form_hashes = terms->forms.hashes;
    document->form_count = terms->forms.count;
    document->tokens = terms->tokens;
    document->token_count = terms->token_count;
    document->length = terms->length;
}

bf_status bf_indexing_words(const bf_document **out, bf_indexing *indexing,
                            const bf_article *article, bf_error *err)
{
    bf_document *document = &indexing->document;
    bf_status status;
    *out = NULL;
    *document = (bf_document){.values = indexing->values,
                              .keywords = indexing->keywords};
    bf_arena_reset(indexing->arena);
    bf_buf_reset(&indexing->data);
    status = set_values(indexing, article, err);
    if (!status) {
        status = add_terms(indexing, article, err);
    }
    if (status) {
        return status;
    }
    document->id = indexing->values[0].data; /* set_values() sets it first */
    set_words(document, &indexing->terms);
    *out = document;
    return BF_OK;
}

bf_status bf_indexing_document(const bf_document **out, bf_indexing *indexing,
                               const bf_article *article, bf_error *err)
{
    bf_status status = bf_indexing_words(out, indexing, article, err);
    if (!status) {
        status = set_record(indexing, article, err);
    }
    if (status) {
        *out = NULL;
    }
    return status;
}
