/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The article: identity, emptiness, what it must be, when it may be seen. */

#include <backfile/limits.h>

#include "ascii.h"
#include "schema.h"

#include <string.h>

void bf_article_init(bf_article *article)
{
    memset(article, 0, sizeof *article);
    article->published = BF_TIME_NONE;
    article->updated = BF_TIME_NONE;
    article->expires = BF_TIME_NONE;
}

/* Identity ---------------------------------------------------------------- */

static bool is_scheme_byte(char c)
{
    return bfi_is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
           c == '.';
}

/* Whether `url` has a scheme and a host (RFC 3986, section 3): one that names
 * the article in the whole world, not only on its site. */
static bool is_full_url(bf_str url)
{
    size_t at = 0;
    if (url.size == 0 || !bfi_is_letter(url.data[0])) {
        return false;
    }
    while (at < url.size && is_scheme_byte(url.data[at])) {
        at++;
    }
    return url.size - at > 3 && memcmp(url.data + at, "://", 3) == 0 &&
           url.data[at + 3] != '/';
}

static bf_status join_id(bf_str *out, bf_arena *arena, bf_str source,
                         bf_str origin, bf_error *err)
{
    const size_t size = source.size + 1 + origin.size;
    char *id = bf_arena_alloc(arena, size + 1);
    if (!id) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    memcpy(id, source.data, source.size);
    id[source.size] = '/';
    memcpy(id + source.size + 1, origin.data, origin.size);
    *out = (bf_str){id, size};
    return BF_OK;
}

bf_status bf_article_identify(bf_article *article, bf_arena *arena,
                              bf_error *err)
{
    if (article->id.size > 0) {
        return BF_OK;
    }
    if (is_full_url(article->url)) {
        article->id = article->url;
        return BF_OK;
    }
    if (article->source.size == 0 || article->origin.size == 0) {
        return bf_fail(err, BF_ERR_INVALID,
                       "it has no id, no full url, and no file of its own");
    }
    return join_id(&article->id, arena, article->source, article->origin, err);
}

/* Emptiness --------------------------------------------------------------- */

/* White_Space of Unicode, and the two invisible characters that editors and
 * byte order marks leave behind. */
static bool is_blank_point(uint32_t c)
{
    return c == ' ' || (c >= 0x09 && c <= 0x0d) || c == 0x85 || c == 0xa0 ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200b) || c == 0x2028 ||
           c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 ||
           c == 0xfeff;
}

static bool is_blank(bf_str text)
{
    size_t at = 0;
    while (at < text.size) {
        size_t step;
        uint32_t c = bf_utf8_next(text.data + at, text.data + text.size, &step);
        if (!is_blank_point(c)) {
            return false;
        }
        at += step;
    }
    return true;
}

bool bf_article_is_empty(const bf_article *article)
{
    return is_blank(article->title) && is_blank(article->body) &&
           is_blank(article->summary);
}

/* Checks ------------------------------------------------------------------ */

/* The most bytes of one value of `field`. */
static size_t max_bytes(bf_field field)
{
    switch (field) {
    case BF_FIELD_ID:
        return BF_MAX_ID_BYTES;
    case BF_FIELD_SOURCE:
        return BF_MAX_SOURCE_BYTES;
    case BF_FIELD_SUMMARY:
    case BF_FIELD_BODY:
        return (size_t)BF_MAX_ARTICLE_BYTES;
    default:
        return BF_MAX_FIELD_BYTES;
    }
}

/* The offset of the first control character, C0 or C1; the size: none. */
static size_t find_control(bf_str text)
{
    size_t at = 0;
    while (at < text.size) {
        size_t step;
        uint32_t c = bf_utf8_next(text.data + at, text.data + text.size, &step);
        if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
            break;
        }
        at += step;
    }
    return at;
}

static bf_status check_value(const bf_field_info *info, bf_str value,
                             bf_error *err)
{
    const bool is_keyword =
        info->type == BF_TYPE_KEYWORD || info->type == BF_TYPE_KEYWORDS;
    size_t at;
    if (value.size > max_bytes(info->field)) {
        return bf_fail(err, BF_ERR_LIMIT, "%s: %zu bytes, at most %zu",
                       info->name, value.size, max_bytes(info->field));
    }
    if (!bf_utf8_valid(value, &at)) {
        return bf_fail(err, BF_ERR_INVALID, "%s: not UTF-8 at byte %zu",
                       info->name, at);
    }
    at = is_keyword ? find_control(value) : value.size;
    if (at < value.size) {
        return bf_fail(err, BF_ERR_INVALID,
                       "%s: a control character at byte %zu", info->name, at);
    }
    return BF_OK;
}

static bf_status check_list(const bf_field_info *info, bf_str_list list,
                            bf_error *err)
{
    bf_status status = BF_OK;
    if (list.count > BF_MAX_FIELD_VALUES) {
        return bf_fail(err, BF_ERR_LIMIT, "%s: %zu values, at most %u",
                       info->name, list.count, BF_MAX_FIELD_VALUES);
    }
    for (size_t i = 0; i < list.count && !status; i++) {
        status = check_value(info, list.items[i], err);
    }
    return status;
}

static bf_status check_time(const bf_field_info *info, bf_time time,
                            bf_error *err)
{
    if (time != BF_TIME_NONE && (time < BF_TIME_MIN || time > BF_TIME_MAX)) {
        return bf_fail(err, BF_ERR_INVALID, "%s: not in the years 1 to 9999",
                       info->name);
    }
    return BF_OK;
}

static bf_status check_field(const bf_article *article,
                             const bf_field_info *info, bf_error *err)
{
    switch (info->type) {
    case BF_TYPE_TEXT:
    case BF_TYPE_KEYWORD:
    case BF_TYPE_LINK:
        return check_value(info, bfi_article_get_str(article, info->field),
                           err);
    case BF_TYPE_KEYWORDS:
        return check_list(info, bfi_article_get_list(article, info->field),
                          err);
    case BF_TYPE_TIME:
        return check_time(info, bfi_article_get_time(article, info->field),
                          err);
    case BF_TYPE_FLAG:
        break;
    }
    return BF_OK;
}

/* The analyzer's rule for a tag: a primary subtag of 2 or 3 letters. */
static bool is_language_tag(bf_str tag)
{
    size_t letters = 0;
    while (letters < tag.size && bfi_is_letter(tag.data[letters])) {
        letters++;
    }
    return letters >= 2 && letters <= 3 &&
           (letters == tag.size || tag.data[letters] == '-' ||
            tag.data[letters] == '_');
}

bf_status bf_article_check(const bf_article *article, bf_error *err)
{
    bf_status status = BF_OK;
    if (article->id.size == 0) {
        return bf_fail(err, BF_ERR_INVALID, "id: missing");
    }
    for (int i = 0; i < BF_FIELD_COUNT && !status; i++) {
        status = check_field(article, bf_field_info_of((bf_field)i), err);
    }
    if (!status && article->lang.size > 0 && !is_language_tag(article->lang)) {
        status = bf_fail(err, BF_ERR_INVALID, "lang: not a language tag");
    }
    return status;
}

/* Visibility -------------------------------------------------------------- */

bf_visibility bf_article_visibility(const bf_article *article)
{
    bf_visibility visibility = {INT64_MIN, INT64_MAX};
    if (article->draft) {
        visibility.from = INT64_MAX;
        return visibility;
    }
    if (article->published != BF_TIME_NONE) {
        visibility.from = article->published;
    }
    if (article->expires != BF_TIME_NONE) {
        visibility.until = article->expires;
    }
    return visibility;
}

bool bf_visible_at(bf_visibility visibility, bf_time now)
{
    return visibility.from <= now && now < visibility.until;
}
