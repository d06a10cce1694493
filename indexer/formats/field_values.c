/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values on their way into fields: what a text, a list, a date, a flag may
 * look like, and what is wrong with one that does not.
 */

#include "field_values.h"

#include "html.h"
#include "markdown.h"
#include "plain.h"

#include <string.h>

static bf_status fail_value(const bfi_taking *take, const bfi_value *value,
                            bf_error *err, const char *why)
{
    take->draft->line = value->line;
    return bf_fail(err, BF_ERR_INVALID, "%.*s: %s",
                   (int)bf_utf8_clip(take->name, 80), take->name.data, why);
}

static bool is_scalar(const bfi_value *value)
{
    return value->kind == BFI_TEXT || value->kind == BFI_NUMBER;
}

/* The value of a map's first key among `keys`, or NULL. */
static const bfi_value *pick(const bfi_value *map, const char *const *keys)
{
    for (; *keys; keys++) {
        const bfi_value *found = bfi_value_get(map, bf_str_of(*keys));
        if (found && is_scalar(found)) {
            return found;
        }
    }
    return NULL;
}

/* Addresses --------------------------------------------------------------- */

/* The size of a scheme such as `https` before its colon; 0 without one. */
static size_t scheme_size(bf_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = (char)(text.data[i] | 0x20);
        if (text.data[i] == ':') {
            return i;
        }
        if (!(c >= 'a' && c <= 'z') &&
            !(i > 0 && strchr("0123456789+-.", text.data[i]))) {
            break;
        }
    }
    return 0;
}

static bool is_web_scheme(bf_str text, size_t size)
{
    bf_str scheme = {text.data, size};
    return bfi_same_word(scheme, "http") || bfi_same_word(scheme, "https");
}

/* Generators' patterns and style words are no addresses: `/:year/:title/`,
 * `{{ page.slug }}/`, `pretty`. */
static bool is_address(bf_str text)
{
    size_t scheme = scheme_size(text);
    bool has_path = false;
    for (size_t i = scheme; i < text.size; i++) {
        char c = text.data[i];
        if (bfi_is_space(c) || c == '{' || c == '<') {
            return false;
        }
        if (c == ':' && i > 0 && text.data[i - 1] == '/' && scheme == 0) {
            return false;
        }
        has_path = has_path || c == '/' || c == '.';
    }
    return has_path;
}

static bf_status take_address(const bfi_taking *take, const bfi_value *value,
                              bf_str text, bf_error *err)
{
    size_t scheme;
    text = bf_str_trim(text);
    scheme = scheme_size(text);
    if (scheme > 0 && !is_web_scheme(text, scheme)) {
        if (take->row->field == BF_FIELD_IMAGE ||
            !(take->names & BFI_NAMES_KEY)) {
            return BF_OK;
        }
        return fail_value(take, value, err, "not an http or https address");
    }
    if (!is_address(text)) {
        return BF_OK;
    }
    return bfi_draft_text(take->draft, (bf_field)take->row->field, take->rank,
                          text, err);
}

/* An image may be a text, a map or a list of either. */
static bf_status take_image(const bfi_taking *take, const bfi_value *value,
                            bf_error *err)
{
    static const char *const keys[] = {
        "url", "src", "image", "path", "@id", "href", "link", "relative", NULL};
    if (value->kind == BFI_LIST && value->first) {
        value = value->first->value;
    }
    if (value->kind == BFI_MAP) {
        value = pick(value, keys);
    }
    return value && value->kind == BFI_TEXT
               ? take_address(take, value, value->text, err)
               : BF_OK;
}

/* Languages --------------------------------------------------------------- */

/* Whether `tag` says that the language is not known, or not one. */
static bool is_no_language(bf_str tag)
{
    static const char *const codes[] = {"und", "mul", "mis", "zxx"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (bf_str_is((bf_str){tag.data, 3}, codes[i])) {
            return true;
        }
    }
    return false;
}

/* `en_GB.UTF-8` is en-gb; what is no language tag (`English`) says nothing
 * that could be relied upon. */
static bf_status take_lang(const bfi_taking *take, bf_str text, bf_error *err)
{
    char tag[36];
    size_t size = 0;
    size_t primary = 0;
    text = bf_str_trim(text);
    for (size_t i = 0; i < text.size && text.data[i] != '.'; i++) {
        char c = text.data[i];
        bool is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        bool is_joint = c == '-' || c == '_';
        if (size == sizeof tag ||
            !(is_letter || is_joint || (c >= '0' && c <= '9'))) {
            return BF_OK;
        }
        primary += primary == size && is_letter;
        tag[size++] = (char)(is_joint ? '-' : is_letter ? c | 0x20 : c);
    }
    if (primary < 2 || primary > 3 || (primary < size && tag[primary] != '-') ||
        tag[size - 1] == '-' ||
        (primary == 3 && is_no_language((bf_str){tag, size}))) {
        return BF_OK;
    }
    return bfi_draft_text(take->draft, BF_FIELD_LANG, take->rank,
                          (bf_str){tag, size}, err);
}

/* Texts and lists --------------------------------------------------------- */

static bf_status take_body(const bfi_taking *take, bf_str text, bf_error *err)
{
    bf_str body;
    bf_status status;
    bfi_draft *draft = take->draft;
    if (take->row->special == BFI_PLAIN) {
        return bfi_draft_text(draft, BF_FIELD_BODY, take->rank, text, err);
    }
    status = take->row->special == BFI_AS_MARKDOWN
                 ? bfi_markdown_text(&body, NULL, draft->arena, text,
                                     draft->article.title, err)
                 : bfi_html_text(&body, NULL, draft->arena, text,
                                 draft->article.title, err);
    if (!status) {
        bfi_draft_clean_text(draft, BF_FIELD_BODY, take->rank, body);
    }
    return status;
}

static bf_status take_text(const bfi_taking *take, const bfi_value *value,
                           bf_error *err)
{
    bf_field field = (bf_field)take->row->field;
    if (field == BF_FIELD_URL && value->kind == BFI_BOOL) {
        return BF_OK; /* Eleventy: `permalink: false` makes no page */
    }
    if ((field == BF_FIELD_SECTION || field == BF_FIELD_LANG) &&
        value->kind == BFI_LIST && value->first) {
        value = value->first->value;
    }
    if (!is_scalar(value)) {
        return fail_value(take, value, err, "must be a text");
    }
    if (field == BF_FIELD_URL) {
        return take_address(take, value, value->text, err);
    }
    if (field == BF_FIELD_LANG) {
        return take_lang(take, value->text, err);
    }
    if (field == BF_FIELD_BODY) {
        return take_body(take, value->text, err);
    }
    return bfi_draft_text(take->draft, field, take->rank, value->text, err);
}

/* Open Graph wants a profile's address as an author; it is no name. */
static bool is_profile(const bfi_taking *take, bf_str text)
{
    return take->row->field == BF_FIELD_AUTHORS && scheme_size(text) > 0 &&
           is_web_scheme(text, scheme_size(text));
}

static bf_status add_item(const bfi_taking *take, bf_str text, bf_error *err)
{
    if (is_profile(take, bf_str_trim(text))) {
        return BF_OK;
    }
    return bfi_draft_add(take->draft, (bf_field)take->row->field, take->rank,
                         text, err);
}

static bf_status add_split(const bfi_taking *take, bf_str text, bf_error *err)
{
    size_t start = 0;
    for (size_t i = 0; i <= text.size; i++) {
        bf_status status;
        if (i < text.size && text.data[i] != ',' && text.data[i] != ';') {
            continue;
        }
        status = add_item(take, (bf_str){text.data + start, i - start}, err);
        if (status) {
            return status;
        }
        start = i + 1;
    }
    return BF_OK;
}

/* An element of a list: a text, or a map with a name. */
static bf_status take_item(const bfi_taking *take, const bfi_value *value,
                           bf_error *err)
{
    static const char *const keys[] = {"name", "Name", "title", "label",
                                       "key",  "slug", NULL};
    const bfi_value *name = value;
    if (value->kind == BFI_NULL) {
        return BF_OK;
    }
    if (value->kind == BFI_MAP) {
        name = pick(value, keys);
    }
    if (!name) {
        return fail_value(take, value, err, "an entry has no name");
    }
    if (!is_scalar(name)) {
        return fail_value(take, value, err, "must be a list of texts");
    }
    return add_item(take, name->text, err);
}

static bf_status take_list(const bfi_taking *take, const bfi_value *value,
                           bf_error *err)
{
    bf_status status = BF_OK;
    size_t count = 0;
    if (value->kind == BFI_BOOL) {
        return fail_value(take, value, err, "must be a list of texts");
    }
    if (is_scalar(value) && take->row->special == BFI_SPLIT) {
        return add_split(take, value->text, err);
    }
    if (value->kind != BFI_LIST) {
        return take_item(take, value, err);
    }
    for (const bfi_entry *entry = value->first;
         entry && !status && count <= BF_MAX_FIELD_VALUES;
         entry = entry->next, count++) {
        status = take_item(take, entry->value, err);
    }
    return status;
}

/* Times and flags --------------------------------------------------------- */

/* Words by which Eleventy asks for a file's own date. */
static bool is_word_for_date(bf_str text)
{
    static const char *const words[] = {"Last Modified", "Created",
                                        "git Last Modified", "git Created"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (bfi_same_word(text, words[i])) {
            return true;
        }
    }
    return false;
}

static bf_status take_time(const bfi_taking *take, const bfi_value *value,
                           bf_error *err)
{
    static const char *const keys[] = {"date", NULL};
    bf_error why;
    bf_status status;
    bf_str text;
    if (value->kind == BFI_MAP && pick(value, keys)) {
        value = pick(value, keys); /* Docusaurus: last_update: {date: ...} */
    }
    if (!is_scalar(value)) {
        return fail_value(take, value, err, "must be a date");
    }
    text = bf_str_trim(value->text);
    if (text.size == 0 || is_word_for_date(text)) {
        return BF_OK;
    }
    status = bfi_draft_time(take->draft, (bf_field)take->row->field, take->rank,
                            text, &why);
    return status ? fail_value(take, value, err, why.text) : BF_OK;
}

/* Whether a value says yes or no, as YAML 1.1 has it; else false. */
static bool read_flag(bool *out, const bfi_value *value)
{
    static const char *const yes[] = {"true", "yes", "on", "1", "y"};
    static const char *const no[] = {"false", "no", "off", "0", "n"};
    bf_str text = bf_str_trim(value->text);
    if (value->kind == BFI_LIST || value->kind == BFI_MAP) {
        return false;
    }
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (bfi_same_word(text, yes[i]) || bfi_same_word(text, no[i])) {
            *out = bfi_same_word(text, yes[i]);
            return true;
        }
    }
    return false;
}

static bf_status take_flag(const bfi_taking *take, const bfi_value *value,
                           bf_error *err)
{
    bool flag;
    if (value->kind == BFI_TEXT && bf_str_trim(value->text).size == 0) {
        return BF_OK;
    }
    if (!read_flag(&flag, value)) {
        return fail_value(take, value, err, "must be true or false");
    }
    take->draft->article.draft |= flag;
    return BF_OK;
}

static bf_status take_published(const bfi_taking *take, const bfi_value *value,
                                bf_error *err)
{
    bool flag;
    if (!read_flag(&flag, value)) {
        return take_time(take, value, err);
    }
    take->draft->article.draft |= !flag;
    return BF_OK;
}

static void take_word(const bfi_taking *take, bf_str text,
                      const char *const *words)
{
    text = bf_str_trim(text);
    for (; *words; words++) {
        if (bfi_same_word(text, *words)) {
            take->draft->article.draft = true;
        }
    }
}

static bf_status take_status(const bfi_taking *take, const bfi_value *value)
{
    static const char *const words[] = {
        "draft", "private", "pending", "hidden", "trash", "unpublished", NULL};
    take_word(take, value->text, words);
    return BF_OK;
}

static bf_status take_robots(const bfi_taking *take, const bfi_value *value)
{
    static const char *const words[] = {"noindex", "none", NULL};
    bf_str text = value->text;
    size_t start = 0;
    for (size_t i = 0; i <= text.size; i++) {
        if (i == text.size || text.data[i] == ',') {
            take_word(take, (bf_str){text.data + start, i - start}, words);
            start = i + 1;
        }
    }
    return BF_OK;
}

/* All together ------------------------------------------------------------ */

static bf_status take_by_type(const bfi_taking *take, const bfi_value *value,
                              bf_error *err)
{
    if (take->row->field == BF_FIELD_IMAGE) {
        return take_image(take, value, err);
    }
    switch (bf_field_info_of((bf_field)take->row->field)->type) {
    case BF_TYPE_TIME:
        return take_time(take, value, err);
    case BF_TYPE_KEYWORDS:
        return take_list(take, value, err);
    default:
        return take_text(take, value, err);
    }
}

bf_status bfi_take_value(const bfi_taking *take, const bfi_value *value,
                         bf_error *err)
{
    if (value->kind == BFI_NULL) {
        return BF_OK;
    }
    switch (take->row->special) {
    case BFI_HIDES:
        return take_flag(take, value, err);
    case BFI_PUBLISHED:
        return take_published(take, value, err);
    case BFI_STATUS:
        return take_status(take, value);
    case BFI_ROBOTS:
        return take_robots(take, value);
    default:
        return take_by_type(take, value, err);
    }
}
