/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON front matter, lines of JSON and JSON-LD, read by jansson. What no field
 * can want is not copied: elements past the most that a field takes, and
 * whatever is nested deeper than any field looks. So a line with a large table
 * of numbers in it costs little.
 */

#include "value.h"

#include <jansson.h>

#include <string.h>

enum {
    ESCAPE_BYTES = 6, /* \ud83d */
    /* root, @graph, article, author, name: 5; some room */
    DEEPEST = 8
};

static bf_status copy_scalar(bfi_value *out, bfi_tree *tree, const json_t *json,
                             bf_error *err)
{
    char number[64];
    bf_str text = {number, 0};
    switch (json_typeof(json)) {
    case JSON_STRING:
        text = (bf_str){json_string_value(json), json_string_length(json)};
        break;
    case JSON_INTEGER:
        text.size =
            (size_t)snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT,
                             json_integer_value(json));
        break;
    case JSON_REAL:
        text.size = (size_t)snprintf(number, sizeof number, "%.17g",
                                     json_real_value(json));
        break;
    case JSON_TRUE:
        text = bf_str_of("true");
        break;
    case JSON_FALSE:
        text = bf_str_of("false");
        break;
    default:
        return BF_OK;
    }
    out->text = bf_arena_copy(tree->arena, text);
    return out->text.data ? BF_OK : bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

static bfi_kind kind_of(const json_t *json)
{
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return BFI_MAP;
    case JSON_ARRAY:
        return BFI_LIST;
    case JSON_STRING:
        return BFI_TEXT;
    case JSON_INTEGER:
    case JSON_REAL:
        return BFI_NUMBER;
    case JSON_TRUE:
    case JSON_FALSE:
        return BFI_BOOL;
    case JSON_NULL:
        break;
    }
    return BFI_NULL;
}

static bf_status copy_value(bfi_value **out, bfi_tree *tree, json_t *json,
                            unsigned depth, bf_error *err);

static bf_status copy_list(bfi_value *list, bfi_tree *tree, json_t *json,
                           unsigned depth, bf_error *err)
{
    size_t count = json_array_size(json);
    for (size_t i = 0; i < count && i <= BF_MAX_FIELD_VALUES; i++) {
        bfi_value *item;
        bf_status status =
            copy_value(&item, tree, json_array_get(json, i), depth, err);
        if (!status) {
            status = bfi_value_add(tree, list, (bf_str){NULL, 0}, item, err);
        }
        if (status) {
            return status;
        }
    }
    return BF_OK;
}

static bf_status copy_map(bfi_value *map, bfi_tree *tree, json_t *json,
                          unsigned depth, bf_error *err)
{
    for (void *at = json_object_iter(json); at;
         at = json_object_iter_next(json, at)) {
        const char *name = json_object_iter_key(at);
        bf_str key = bf_arena_copy(tree->arena, bf_str_of(name));
        bfi_value *item;
        bf_status status =
            copy_value(&item, tree, json_object_iter_value(at), depth, err);
        if (!status && !key.data) {
            status = bf_fail(err, BF_ERR_NOMEM, "out of memory");
        }
        if (!status) {
            status = bfi_value_add(tree, map, key, item, err);
        }
        if (status) {
            return status;
        }
    }
    return BF_OK;
}

/* Recursion ends at DEEPEST. */
static bf_status copy_value(bfi_value **out, bfi_tree *tree, json_t *json,
                            unsigned depth, bf_error *err)
{
    bf_status status =
        bfi_value_new(out, tree, kind_of(json), tree->first_line, err);
    if (status || depth == DEEPEST) {
        return status;
    }
    switch ((*out)->kind) {
    case BFI_LIST:
        return copy_list(*out, tree, json, depth + 1, err);
    case BFI_MAP:
        return copy_map(*out, tree, json, depth + 1, err);
    default:
        return copy_scalar(*out, tree, json, err);
    }
}

/* Surrogates --------------------------------------------------------------- */

/* The four hexadecimal digits of the escape at `at`; 0 when it is none. */
static unsigned escape_at(bf_str text, size_t at)
{
    unsigned code = 0;
    if (text.size - at < ESCAPE_BYTES || text.data[at] != '\\' ||
        text.data[at + 1] != 'u') {
        return 0;
    }
    for (size_t i = 2; i < ESCAPE_BYTES; i++) {
        const char c = text.data[at + i];
        const char small = (char)(c | 0x20);
        if (c >= '0' && c <= '9') {
            code = code << 4 | (unsigned)(c - '0');
        } else if (small >= 'a' && small <= 'f') {
            code = code << 4 | (unsigned)(small - 'a' + 10);
        } else {
            return 0;
        }
    }
    return code;
}

/* Where from `at` on the next half of a pair of surrogates stands alone;
 * text.size when none does. */
static size_t find_half(bf_str text, size_t at)
{
    while (at < text.size) {
        const char *next = memchr(text.data + at, '\\', text.size - at);
        unsigned code;
        if (!next) {
            return text.size;
        }
        at = (size_t)(next - text.data);
        code = escape_at(text, at);
        if (code >= 0xd800 && code < 0xdc00 &&
            (escape_at(text, at + ESCAPE_BYTES) & 0xfc00) == 0xdc00) {
            at += ESCAPE_BYTES;
        } else if ((code & 0xf800) == 0xd800) {
            return at;
        }
        at += code ? ESCAPE_BYTES : 2;
    }
    return text.size;
}

/* `text` with U+FFFD in place of halves that stand alone. Programs leave them
 * where they cut a text in the midst of an emoji; jansson would refuse the
 * whole article for it. */
static bf_status mend_halves(bf_str *text, bf_arena *arena, bf_error *err)
{
    size_t at = find_half(*text, 0);
    char *mended;
    if (at >= text->size) {
        return BF_OK;
    }
    *text = bf_arena_copy(arena, *text);
    mended = (char *)text->data;
    if (!mended) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    for (; at < text->size; at = find_half(*text, at + ESCAPE_BYTES)) {
        memcpy(mended + at, "\\ufffd", ESCAPE_BYTES);
    }
    return BF_OK;
}

/* The whole ---------------------------------------------------------------- */

static bf_status fail_json(bfi_tree *tree, const json_error_t *why,
                           bf_error *err)
{
    if (json_error_code(why) == json_error_out_of_memory) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    tree->failed_line = tree->first_line;
    if (why->line > 1) {
        tree->failed_line += (size_t)why->line - 1;
    }
    return bf_fail(err, BF_ERR_INVALID, "JSON: column %d: %s", why->column,
                   why->text);
}

bf_status bfi_json_read(bfi_value **out, bfi_tree *tree, bf_str text,
                        size_t *used, bf_error *err)
{
    size_t flags = JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL;
    json_error_t why;
    json_t *json;
    bf_status status = mend_halves(&text, tree->arena, err);
    *out = NULL;
    if (status) {
        return status;
    }
    memset(&why, 0, sizeof why);
    if (used) {
        *used = 0;
        flags |= JSON_DISABLE_EOF_CHECK;
    }
    json = json_loadb(text.data, text.size, flags, &why);
    if (!json) {
        return fail_json(tree, &why, err);
    }
    status = copy_value(out, tree, json, 0, err);
    if (used && !status) {
        *used = (size_t)why.position;
    }
    json_decref(json);
    return status;
}
