/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The schema table. docs/index-format.md, section 3, shows it; a test compares
 * the two. No prefix begins with another, so a term says what it is.
 */

#include "schema.h"

#include "ascii.h"

enum {
    WORDS = BF_USE_SEARCH | BF_USE_STORE,
    WORDS_IN_FIELD = WORDS | BF_USE_FILTER,
    VALUES = WORDS_IN_FIELD | BF_USE_FACET,
    CODES = BF_USE_FILTER | BF_USE_FACET | BF_USE_STORE,
    DATE = BF_USE_SORT | BF_USE_STORE
};

static const bf_field_info table[BF_FIELD_COUNT] = {
    {"id", NULL, BF_FIELD_ID, BF_TYPE_KEYWORD, BF_USE_STORE, 0, "Q",
     BF_SLOT_ID},
    {"url", NULL, BF_FIELD_URL, BF_TYPE_LINK, BF_USE_STORE, 0, NULL,
     BF_SLOT_NONE},
    {"title", NULL, BF_FIELD_TITLE, BF_TYPE_TEXT, WORDS_IN_FIELD, 8, "S",
     BF_SLOT_NONE},
    {"summary", NULL, BF_FIELD_SUMMARY, BF_TYPE_TEXT, WORDS, 3, NULL,
     BF_SLOT_NONE},
    {"body", NULL, BF_FIELD_BODY, BF_TYPE_TEXT, WORDS, 1, NULL, BF_SLOT_NONE},
    {"authors", "author", BF_FIELD_AUTHORS, BF_TYPE_KEYWORDS, VALUES, 4, "A",
     BF_SLOT_NONE},
    {"section", NULL, BF_FIELD_SECTION, BF_TYPE_KEYWORD, VALUES, 2,
     "XSECTION:", BF_SLOT_NONE},
    {"tags", "tag", BF_FIELD_TAGS, BF_TYPE_KEYWORDS, VALUES, 4, "K",
     BF_SLOT_NONE},
    {"published", NULL, BF_FIELD_PUBLISHED, BF_TYPE_TIME, DATE, 0, NULL,
     BF_SLOT_PUBLISHED},
    {"updated", NULL, BF_FIELD_UPDATED, BF_TYPE_TIME, DATE, 0, NULL,
     BF_SLOT_UPDATED},
    {"expires", NULL, BF_FIELD_EXPIRES, BF_TYPE_TIME, BF_USE_STORE, 0, NULL,
     BF_SLOT_NONE},
    {"draft", NULL, BF_FIELD_DRAFT, BF_TYPE_FLAG, BF_USE_STORE, 0, NULL,
     BF_SLOT_NONE},
    {"lang", NULL, BF_FIELD_LANG, BF_TYPE_KEYWORD, CODES, 0, "L", BF_SLOT_NONE},
    {"image", NULL, BF_FIELD_IMAGE, BF_TYPE_LINK, BF_USE_STORE, 0, NULL,
     BF_SLOT_NONE},
    {"source", NULL, BF_FIELD_SOURCE, BF_TYPE_KEYWORD, BF_USE_STORE, 0,
     "XSOURCE:", BF_SLOT_NONE},
    {"origin", NULL, BF_FIELD_ORIGIN, BF_TYPE_KEYWORD, BF_USE_STORE, 0, NULL,
     BF_SLOT_ORIGIN},
};

/* Where a field stands in bf_article. */
static const size_t offsets[BF_FIELD_COUNT] = {
    [BF_FIELD_ID] = offsetof(bf_article, id),
    [BF_FIELD_URL] = offsetof(bf_article, url),
    [BF_FIELD_TITLE] = offsetof(bf_article, title),
    [BF_FIELD_SUMMARY] = offsetof(bf_article, summary),
    [BF_FIELD_BODY] = offsetof(bf_article, body),
    [BF_FIELD_AUTHORS] = offsetof(bf_article, authors),
    [BF_FIELD_SECTION] = offsetof(bf_article, section),
    [BF_FIELD_TAGS] = offsetof(bf_article, tags),
    [BF_FIELD_PUBLISHED] = offsetof(bf_article, published),
    [BF_FIELD_UPDATED] = offsetof(bf_article, updated),
    [BF_FIELD_EXPIRES] = offsetof(bf_article, expires),
    [BF_FIELD_DRAFT] = offsetof(bf_article, draft),
    [BF_FIELD_LANG] = offsetof(bf_article, lang),
    [BF_FIELD_IMAGE] = offsetof(bf_article, image),
    [BF_FIELD_SOURCE] = offsetof(bf_article, source),
    [BF_FIELD_ORIGIN] = offsetof(bf_article, origin),
};

const bf_field_info *bf_field_info_of(bf_field field)
{
    return (size_t)field < BF_FIELD_COUNT ? &table[field] : NULL;
}

const bf_field_info *bf_field_find(bf_str name)
{
    for (size_t i = 0; i < BF_FIELD_COUNT; i++) {
        const char *alias = table[i].query_name;
        if (bfi_is_name(name, table[i].name) ||
            (alias && bfi_is_name(name, alias))) {
            return &table[i];
        }
    }
    return NULL;
}

/* Members ----------------------------------------------------------------- */

static void *member(bf_article *article, bf_field field)
{
    return (char *)article + offsets[field];
}

static const void *member_to_read(const bf_article *article, bf_field field)
{
    return (const char *)article + offsets[field];
}

bf_str *bfi_article_str(bf_article *article, bf_field field)
{
    return member(article, field);
}

bf_str_list *bfi_article_list(bf_article *article, bf_field field)
{
    return member(article, field);
}

bf_time *bfi_article_time(bf_article *article, bf_field field)
{
    return member(article, field);
}

bool *bfi_article_flag(bf_article *article, bf_field field)
{
    return member(article, field);
}

bf_str bfi_article_get_str(const bf_article *article, bf_field field)
{
    return *(const bf_str *)member_to_read(article, field);
}

bf_str_list bfi_article_get_list(const bf_article *article, bf_field field)
{
    return *(const bf_str_list *)member_to_read(article, field);
}

bf_time bfi_article_get_time(const bf_article *article, bf_field field)
{
    return *(const bf_time *)member_to_read(article, field);
}

bool bfi_article_get_flag(const bf_article *article, bf_field field)
{
    return *(const bool *)member_to_read(article, field);
}

static bool has_one_text(const bf_field_info *info)
{
    return info &&
           (info->type == BF_TYPE_TEXT || info->type == BF_TYPE_KEYWORD ||
            info->type == BF_TYPE_LINK);
}

bf_str_list bf_article_values(const bf_article *article, bf_field field)
{
    const bf_field_info *info = bf_field_info_of(field);
    const bf_str *text;
    if (info && info->type == BF_TYPE_KEYWORDS) {
        return bfi_article_get_list(article, field);
    }
    if (!has_one_text(info)) {
        return (bf_str_list){NULL, 0};
    }
    text = member_to_read(article, field);
    return (bf_str_list){text, text->data ? 1 : 0};
}
