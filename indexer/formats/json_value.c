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
    bf_status status;
    *out = NULL;
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
