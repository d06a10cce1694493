/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fields of an article in the making; see draft.h for ranks. */

#include "draft.h"

#include "html.h"
#include "markdown.h"
#include "plain.h"

#include <string.h>

void bfi_draft_init(bfi_draft *draft, bf_arena *arena)
{
    bf_arena_reset(arena);
    bf_article_init(&draft->article);
    draft->arena = arena;
    draft->line = 0;
    draft->is_markdown = false;
    for (size_t i = 0; i < BF_FIELD_COUNT; i++) {
        draft->rank[i] = BFI_RANK_NONE;
    }
    draft->article.authors.items = draft->authors;
    draft->article.tags.items = draft->tags;
}

bool bfi_draft_wants(const bfi_draft *draft, bf_field field, unsigned rank)
{
    return rank < draft->rank[field];
}

static bf_str *text_of(bf_article *article, bf_field field)
{
    switch (field) {
    case BF_FIELD_ID:
        return &article->id;
    case BF_FIELD_URL:
        return &article->url;
    case BF_FIELD_TITLE:
        return &article->title;
    case BF_FIELD_SUMMARY:
        return &article->summary;
    case BF_FIELD_BODY:
        return &article->body;
    case BF_FIELD_SECTION:
        return &article->section;
    case BF_FIELD_LANG:
        return &article->lang;
    case BF_FIELD_IMAGE:
        return &article->image;
    default:
        return NULL;
    }
}

void bfi_draft_clean_text(bfi_draft *draft, bf_field field, unsigned rank,
                          bf_str text)
{
    bf_str *to = text_of(&draft->article, field);
    if (to && text.size > 0 && bfi_draft_wants(draft, field, rank)) {
        *to = text;
        draft->rank[field] = rank;
    }
}

/* Far over the limit, white space and markup do not make the difference, and
 * copies would add up: aliases of YAML name one long text many times. */
static bf_status check_size(bf_field field, bf_str text, bf_error *err)
{
    bool may_be_long = field == BF_FIELD_SUMMARY || field == BF_FIELD_BODY;
    if (may_be_long || text.size <= 8 * (size_t)BF_MAX_FIELD_BYTES) {
        return BF_OK;
    }
    return bf_fail(err, BF_ERR_LIMIT, "%s: longer than %u bytes",
                   bf_field_info_of(field)->name, BF_MAX_FIELD_BYTES);
}

/* Prose as people write it into fields: markup resolved. */
static bf_status clean(bf_str *out, bfi_draft *draft, bf_field field,
                       bf_str text, bf_error *err)
{
    bool is_prose = field == BF_FIELD_TITLE || field == BF_FIELD_SUMMARY ||
                    field == BF_FIELD_SECTION || field == BF_FIELD_AUTHORS ||
                    field == BF_FIELD_TAGS;
    bool has_paragraphs = field == BF_FIELD_SUMMARY || field == BF_FIELD_BODY;
    bf_status status = check_size(field, text, err);
    if (status) {
        return status;
    }
    if (draft->is_markdown && field == BF_FIELD_SUMMARY) {
        return bfi_markdown_text(out, NULL, draft->arena, text,
                                 (bf_str){NULL, 0}, err);
    }
    if (is_prose) {
        status = bfi_html_inline(&text, draft->arena, text, err);
        if (status) {
            return status;
        }
    }
    *out = has_paragraphs ? bfi_plain_text(draft->arena, text)
                          : bfi_plain_line(draft->arena, text);
    return out->data ? BF_OK : bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

bf_status bfi_draft_text(bfi_draft *draft, bf_field field, unsigned rank,
                         bf_str text, bf_error *err)
{
    bf_str cleaned;
    bf_status status;
    if (!bfi_draft_wants(draft, field, rank)) {
        return BF_OK;
    }
    status = clean(&cleaned, draft, field, text, err);
    if (!status) {
        bfi_draft_clean_text(draft, field, rank, cleaned);
    }
    return status;
}

static bool contains(const bf_str *items, size_t count, bf_str text)
{
    for (size_t i = 0; i < count; i++) {
        if (bf_str_equal(items[i], text)) {
            return true;
        }
    }
    return false;
}

bf_status bfi_draft_add(bfi_draft *draft, bf_field field, unsigned rank,
                        bf_str text, bf_error *err)
{
    bool is_author = field == BF_FIELD_AUTHORS;
    bf_str *items = is_author ? draft->authors : draft->tags;
    bf_str_list *list =
        is_author ? &draft->article.authors : &draft->article.tags;
    bf_str cleaned;
    bf_status status;
    if (rank > draft->rank[field]) {
        return BF_OK;
    }
    status = clean(&cleaned, draft, field, text, err);
    if (status || cleaned.size == 0) {
        return status;
    }
    if (rank < draft->rank[field]) {
        draft->rank[field] = rank;
        list->count = 0;
    }
    if (list->count <= BF_MAX_FIELD_VALUES &&
        !contains(items, list->count, cleaned)) {
        items[list->count++] = cleaned;
    }
    return BF_OK;
}

static bf_time *time_of(bf_article *article, bf_field field)
{
    switch (field) {
    case BF_FIELD_PUBLISHED:
        return &article->published;
    case BF_FIELD_UPDATED:
        return &article->updated;
    default:
        return &article->expires;
    }
}

bf_status bfi_draft_time(bfi_draft *draft, bf_field field, unsigned rank,
                         bf_str text, bf_error *err)
{
    bf_time time;
    bf_status status = bf_time_parse(&time, bf_str_trim(text), err);
    if (!status && bfi_draft_wants(draft, field, rank)) {
        *time_of(&draft->article, field) = time;
        draft->rank[field] = rank;
    }
    return status;
}

/* The last part of a path, and the path before it. */
static bf_str split_name(bf_str *path)
{
    const char *slash =
        path->size > 0 ? memrchr(path->data, '/', path->size) : NULL;
    size_t start = slash ? (size_t)(slash - path->data) + 1 : 0;
    bf_str name = {path->data + start, path->size - start};
    path->size = slash ? start - 1 : 0;
    return name;
}

static bool begins_with_date(bf_str name)
{
    static const char shape[] = "0000-00-00";
    if (name.size <= 10 || !strchr("-_.", name.data[10])) {
        return false;
    }
    for (size_t i = 0; i < 10; i++) {
        bool is_digit = name.data[i] >= '0' && name.data[i] <= '9';
        if (shape[i] == '0' ? !is_digit : name.data[i] != '-') {
            return false;
        }
    }
    return true;
}

void bfi_draft_date_by_name(bfi_draft *draft, bf_str origin)
{
    bf_str name = split_name(&origin);
    if (name.size >= 6 && (memcmp(name.data, "index.", 6) == 0 ||
                           memcmp(name.data, "_index", 6) == 0)) {
        bf_str folder = split_name(&origin);
        /* The name of a folder ends where a file name has its extension. */
        if (folder.size > 10 && folder.data[10] != '.') {
            name = folder;
        }
    }
    if (begins_with_date(name)) {
        bf_str date = {name.data, 10};
        /* A name that only looks like a date promises nothing. */
        bf_status status = bfi_draft_time(draft, BF_FIELD_PUBLISHED,
                                          BFI_RANK_FOUND, date, NULL);
        (void)status;
    }
}
