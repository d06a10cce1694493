/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * TOML 1.0 front matter: keys, tables, arrays and inline tables. Strict, since
 * a publisher wants to hear of a mistake: what TOML forbids is refused.
 *
 * Which tables may still be added to is kept in the marks of their values.
 */

#include "toml.h"

#include <string.h>

enum {
    MARK_DEFINED = 1, /* has had its [header] */
    MARK_DOTTED = 2,  /* made by the dots of a key */
    MARK_CLOSED = 4,  /* an inline table or an array: complete */
    MARK_TABLES = 8   /* a list of [[tables]] */
};

enum {
    MAX_KEY_PARTS = 64
};

typedef struct dotted_key {
    bf_str parts[MAX_KEY_PARTS];
    size_t count;
} dotted_key;

static bf_status take_value(bfi_value **out, bfi_toml *toml, unsigned depth,
                            bf_error *err);

static void skip_blanks(bfi_toml *toml)
{
    while (bfi_toml_peek(toml, 0) == ' ' || bfi_toml_peek(toml, 0) == '\t') {
        toml->at++;
    }
}

static bf_status skip_comment(bfi_toml *toml, bf_error *err)
{
    if (bfi_toml_peek(toml, 0) != '#') {
        return BF_OK;
    }
    while (toml->at < toml->end && *toml->at != '\n') {
        unsigned char c = (unsigned char)*toml->at;
        bool is_line_end = c == '\r' && bfi_toml_peek(toml, 1) == '\n';
        if ((c < 0x20 && c != '\t' && !is_line_end) || c == 0x7f) {
            return bfi_toml_fail(toml, err, "a control character in a comment");
        }
        toml->at++;
    }
    return BF_OK;
}

/* The rest of a line: blanks, perhaps a comment, its end. */
static bf_status finish_line(bfi_toml *toml, bf_error *err)
{
    bf_status status;
    skip_blanks(toml);
    status = skip_comment(toml, err);
    if (status) {
        return status;
    }
    if (toml->at == toml->end) {
        return BF_OK;
    }
    if (*toml->at == '\r' && bfi_toml_peek(toml, 1) == '\n') {
        toml->at++;
    }
    if (*toml->at != '\n') {
        return bfi_toml_fail(toml, err,
                             "something stands after the end of a value");
    }
    toml->at++;
    toml->line++;
    return BF_OK;
}

/* Blanks, comments and ends of lines, as they may stand inside an array. */
static bf_status skip_lines(bfi_toml *toml, bf_error *err)
{
    for (;;) {
        bf_status status;
        char c;
        skip_blanks(toml);
        c = bfi_toml_peek(toml, 0);
        if (toml->at == toml->end || (c != '#' && c != '\r' && c != '\n')) {
            return BF_OK;
        }
        status = finish_line(toml, err);
        if (status) {
            return status;
        }
    }
}

/* Keys -------------------------------------------------------------------- */

static bool is_bare_key(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') || c == '_' || c == '-';
}

static bf_status take_key_part(bf_str *out, bfi_toml *toml, bf_error *err)
{
    char c = bfi_toml_peek(toml, 0);
    if (c == '"' || c == '\'') {
        return bfi_toml_string(out, toml, true, err);
    }
    *out = (bf_str){toml->at, 0};
    while (is_bare_key(bfi_toml_peek(toml, out->size))) {
        out->size++;
    }
    toml->at += out->size;
    return out->size > 0 ? BF_OK
                         : bfi_toml_fail(toml, err, "a key is expected");
}

static bf_status take_key(dotted_key *key, bfi_toml *toml, bf_error *err)
{
    key->count = 0;
    for (;;) {
        bf_status status;
        if (key->count == MAX_KEY_PARTS) {
            return bfi_toml_fail(toml, err, "a key has too many parts");
        }
        skip_blanks(toml);
        status = take_key_part(&key->parts[key->count], toml, err);
        if (status) {
            return status;
        }
        key->count++;
        skip_blanks(toml);
        if (bfi_toml_peek(toml, 0) != '.') {
            return BF_OK;
        }
        toml->at++;
    }
}

static bf_status fail_twice(bfi_toml *toml, bf_str name, bf_error *err)
{
    toml->tree->failed_line = toml->line;
    return bf_fail(err, BF_ERR_INVALID,
                   "TOML front matter: \"%.*s\" is given twice",
                   (int)bf_utf8_clip(name, 80), name.data);
}

static bf_status add_new(bfi_value **out, bfi_toml *toml, bfi_value *table,
                         bf_str name, bfi_kind kind, bf_error *err)
{
    bf_status status = bfi_value_new(out, toml->tree, kind, toml->line, err);
    if (!status) {
        status = bfi_value_add(toml->tree, table, name, *out, err);
    }
    return status;
}

/* The tree is the reader's own while it is made. */
static bfi_value *get(bfi_value *table, bf_str name)
{
    return (bfi_value *)bfi_value_get(table, name);
}

/* Values ------------------------------------------------------------------ */

/* `a.b.c = value` within `table`. */
static bf_status take_pair(bfi_toml *toml, bfi_value *table, unsigned depth,
                           bf_error *err)
{
    dotted_key key;
    bfi_value *value;
    bf_str name;
    bf_status status = take_key(&key, toml, err);
    for (size_t i = 0; !status && i + 1 < key.count; i++) {
        bfi_value *inner = get(table, key.parts[i]);
        if (!inner) {
            status = add_new(&inner, toml, table, key.parts[i], BFI_MAP, err);
            if (!status) {
                inner->marks = MARK_DOTTED;
            }
        } else if (!(inner->marks & MARK_DOTTED)) {
            status = fail_twice(toml, key.parts[i], err);
        }
        table = inner;
    }
    if (status) {
        return status;
    }
    name = key.parts[key.count - 1];
    if (bfi_toml_peek(toml, 0) != '=') {
        return bfi_toml_fail(toml, err, "a key has no = after it");
    }
    toml->at++;
    skip_blanks(toml);
    if (get(table, name)) {
        return fail_twice(toml, name, err);
    }
    status = take_value(&value, toml, depth, err);
    if (!status) {
        status = bfi_value_add(toml->tree, table, name, value, err);
    }
    return status;
}

static bf_status take_array(bfi_value *array, bfi_toml *toml, unsigned depth,
                            bf_error *err)
{
    bf_status status;
    array->kind = BFI_LIST;
    array->marks = MARK_CLOSED;
    toml->at++;
    for (;;) {
        bfi_value *item;
        status = skip_lines(toml, err);
        if (status || bfi_toml_peek(toml, 0) == ']') {
            break;
        }
        status = take_value(&item, toml, depth + 1, err);
        if (!status) {
            status =
                bfi_value_add(toml->tree, array, (bf_str){NULL, 0}, item, err);
        }
        if (!status) {
            status = skip_lines(toml, err);
        }
        if (status || bfi_toml_peek(toml, 0) != ',') {
            break;
        }
        toml->at++;
    }
    if (!status && bfi_toml_peek(toml, 0) != ']') {
        status = bfi_toml_fail(toml, err, "an array does not end");
    }
    toml->at += !status;
    return status;
}

static bf_status take_inline_table(bfi_value *table, bfi_toml *toml,
                                   unsigned depth, bf_error *err)
{
    bf_status status = BF_OK;
    table->kind = BFI_MAP;
    toml->at++;
    skip_blanks(toml);
    while (bfi_toml_peek(toml, 0) != '}') {
        status = take_pair(toml, table, depth + 1, err);
        if (status) {
            return status;
        }
        skip_blanks(toml);
        if (bfi_toml_peek(toml, 0) != ',') {
            break;
        }
        toml->at++;
        skip_blanks(toml);
        if (bfi_toml_peek(toml, 0) == '}') {
            return bfi_toml_fail(toml, err, "a comma ends an inline table");
        }
    }
    if (bfi_toml_peek(toml, 0) != '}') {
        return bfi_toml_fail(toml, err, "an inline table does not end");
    }
    toml->at++;
    table->marks = MARK_CLOSED;
    return status;
}

/* Recursion ends at BF_MAX_NESTING. */
static bf_status take_value(bfi_value **out, bfi_toml *toml, unsigned depth,
                            bf_error *err)
{
    bf_status status;
    if (depth == BF_MAX_NESTING) {
        toml->tree->failed_line = toml->line;
        return bf_fail(err, BF_ERR_LIMIT,
                       "TOML front matter: nested too deeply");
    }
    status = bfi_value_new(out, toml->tree, BFI_TEXT, toml->line, err);
    if (status) {
        return status;
    }
    switch (bfi_toml_peek(toml, 0)) {
    case '"':
    case '\'':
        return bfi_toml_string(&(*out)->text, toml, false, err);
    case '[':
        return take_array(*out, toml, depth, err);
    case '{':
        return take_inline_table(*out, toml, depth, err);
    default:
        return bfi_toml_bare(*out, toml, err);
    }
}

/* Tables ------------------------------------------------------------------ */

/* The table that `name` leads to on the way to the last part of a header. */
static bf_status enter_table(bfi_value **table, bfi_toml *toml, bf_str name,
                             bf_error *err)
{
    bfi_value *inner = get(*table, name);
    if (!inner) {
        bf_status status = add_new(&inner, toml, *table, name, BFI_MAP, err);
        *table = inner;
        return status;
    }
    if (inner->kind == BFI_LIST && (inner->marks & MARK_TABLES)) {
        inner = (bfi_value *)inner->last->value;
    }
    if (inner->kind != BFI_MAP || (inner->marks & MARK_CLOSED)) {
        return fail_twice(toml, name, err);
    }
    *table = inner;
    return BF_OK;
}

static bf_status define_table(bfi_value **table, bfi_toml *toml, bf_str name,
                              bf_error *err)
{
    bfi_value *inner = get(*table, name);
    bf_status status = BF_OK;
    if (!inner) {
        status = add_new(&inner, toml, *table, name, BFI_MAP, err);
    } else if (inner->kind != BFI_MAP || inner->marks != 0) {
        status = fail_twice(toml, name, err);
    }
    if (!status) {
        inner->marks = MARK_DEFINED;
        *table = inner;
    }
    return status;
}

static bf_status append_table(bfi_value **table, bfi_toml *toml, bf_str name,
                              bf_error *err)
{
    bfi_value *list = get(*table, name);
    bf_status status = BF_OK;
    if (!list) {
        status = add_new(&list, toml, *table, name, BFI_LIST, err);
        if (!status) {
            list->marks = MARK_TABLES;
        }
    } else if (list->kind != BFI_LIST || !(list->marks & MARK_TABLES)) {
        status = fail_twice(toml, name, err);
    }
    if (!status) {
        status = add_new(table, toml, list, (bf_str){NULL, 0}, BFI_MAP, err);
    }
    if (!status) {
        (*table)->marks = MARK_DEFINED;
    }
    return status;
}

/* `[a.b]` or `[[a.b]]`; `*table` becomes the one that it opens. */
static bf_status take_header(bfi_value **table, bfi_value *root, bfi_toml *toml,
                             bf_error *err)
{
    bool is_list = bfi_toml_peek(toml, 1) == '[';
    dotted_key key;
    bf_status status;
    toml->at += is_list ? 2 : 1;
    status = take_key(&key, toml, err);
    if (!status && (bfi_toml_peek(toml, 0) != ']' ||
                    (is_list && bfi_toml_peek(toml, 1) != ']'))) {
        status = bfi_toml_fail(toml, err, "a [header] does not end");
    }
    if (status) {
        return status;
    }
    toml->at += is_list ? 2 : 1;
    *table = root;
    for (size_t i = 0; !status && i + 1 < key.count; i++) {
        status = enter_table(table, toml, key.parts[i], err);
    }
    if (!status) {
        bf_str name = key.parts[key.count - 1];
        status = is_list ? append_table(table, toml, name, err)
                         : define_table(table, toml, name, err);
    }
    return status;
}

static bf_status take_lines(bfi_value *root, bfi_toml *toml, bf_error *err)
{
    bfi_value *table = root;
    for (;;) {
        bf_status status = skip_lines(toml, err);
        if (status || toml->at == toml->end) {
            return status;
        }
        status = bfi_toml_peek(toml, 0) == '['
                     ? take_header(&table, root, toml, err)
                     : take_pair(toml, table, 0, err);
        if (!status) {
            status = finish_line(toml, err);
        }
        if (status) {
            return status;
        }
    }
}

bf_status bfi_toml_read(bfi_value **out, bfi_tree *tree, bf_str text,
                        bf_error *err)
{
    bf_buf scratch;
    bfi_toml toml = {.tree = tree,
                     .at = text.data,
                     .end = text.data + text.size,
                     .line = tree->first_line,
                     .scratch = &scratch};
    bf_status status;
    bf_buf_init(&scratch, text.size + 4);
    status = bfi_value_new(out, tree, BFI_MAP, toml.line, err);
    if (!status) {
        status = take_lines(*out, &toml, err);
    }
    bf_buf_fini(&scratch);
    if (status) {
        *out = NULL;
    }
    return status;
}
