/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading settings. libyaml makes a tree of the text, in which an alias is the
 * node that it stands for; it is followed as deep as there are keys, so what
 * else a tree may be, a circle too, does not matter.
 */

#include <backfile/limits.h>
#include <backfile/settings.h>

#include "values.h"

#include <yaml.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    MAX_DEPTH = 3, /* of keys: fields.title.weight */
    SHOWN_BYTES = 64,
    KEYS_BYTES = 256
};

typedef struct place {
    size_t line;
    size_t column;
} place;

typedef struct reading {
    bf_settings *made;
    bf_settings_complaint *complain;
    void *payload;
    size_t problems;
    bf_error *err;
    bf_status failed; /* BF_ERR_NOMEM, or BF_OK */
    yaml_document_t document;
    const char *path[MAX_DEPTH];
    size_t depth;
} reading;

/* A key that a map may have. */
typedef struct known_key {
    const char *name;
    void (*take)(reading *r, const yaml_node_t *value, int which);
    int which;
} known_key;

/* Complaints -------------------------------------------------------------- */

static place place_of(yaml_mark_t mark)
{
    return (place){mark.line + 1, mark.column + 1};
}

static void tell(reading *r, place at, const char *text)
{
    static const char more[] = "and more, which is not told";
    bf_error clean;
    (void)bf_fail(&clean, BF_ERR_INVALID, "%s", text);
    if (r->problems == 0) {
        (void)bf_fail(r->err, BF_ERR_INVALID, "%zu:%zu: %s", at.line, at.column,
                      clean.text);
    }
    if (r->complain && r->problems <= BF_MAX_SETTINGS_COMPLAINTS) {
        r->complain(r->payload, at.line, at.column,
                    r->problems < BF_MAX_SETTINGS_COMPLAINTS ? clean.text
                                                             : more);
    }
    r->problems++;
}

/* Say what is wrong with the value of the key at hand. */
static void complain(reading *r, const yaml_node_t *node, const char *format,
                     ...) BF_PRINTF(3, 4);
static void complain(reading *r, const yaml_node_t *node, const char *format,
                     ...)
{
    char text[BF_ERROR_TEXT_BYTES];
    size_t size = 0;
    va_list args;
    for (size_t i = 0; i < r->depth; i++) {
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%s",
                                 i > 0 ? "." : "", r->path[i]);
    }
    if (size > 0) {
        size += (size_t)snprintf(text + size, sizeof text - size, ": ");
    }
    va_start(args, format);
    vsnprintf(text + size, sizeof text - size, format, args);
    va_end(args);
    tell(r, place_of(node->start_mark), text);
}

/* Nodes ------------------------------------------------------------------- */

static bf_str text_of(const yaml_node_t *node)
{
    return (bf_str){(const char *)node->data.scalar.value,
                    node->data.scalar.length};
}

/* As much of it as is shown; `%.*s` takes it. */
static int shown(bf_str text)
{
    return (int)bf_utf8_clip(text, SHOWN_BYTES);
}

static bool is_plain(const yaml_node_t *node)
{
    return node->type == YAML_SCALAR_NODE &&
           node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

static bool is_null(const yaml_node_t *node)
{
    return is_plain(node) &&
           (node->data.scalar.length == 0 || bf_str_is(text_of(node), "~") ||
            bf_str_is(text_of(node), "null"));
}

/* Complain that the value is none of the kind that is wanted. */
static void complain_kind(reading *r, const yaml_node_t *node,
                          const char *wanted)
{
    if (node->type == YAML_MAPPING_NODE) {
        complain(r, node, "%s is needed, not a map", wanted);
    } else if (node->type == YAML_SEQUENCE_NODE) {
        complain(r, node, "%s is needed, not a list", wanted);
    } else if (is_null(node)) {
        complain(r, node, "%s is needed, and there is no value", wanted);
    } else {
        bf_str text = text_of(node);
        complain(r, node, "%s is needed, not %s%.*s%s", wanted,
                 is_plain(node) ? "" : "the text \"", shown(text), text.data,
                 is_plain(node) ? "" : "\"");
    }
}

/* Maps -------------------------------------------------------------------- */

static void complain_unknown(reading *r, const yaml_node_t *key,
                             const known_key *keys, size_t count)
{
    char known[KEYS_BYTES] = "";
    size_t size = 0;
    bf_str name = text_of(key);
    for (size_t i = 0; i < count && size < sizeof known; i++) {
        size += (size_t)snprintf(known + size, sizeof known - size, "%s%s",
                                 i > 0 ? ", " : "", keys[i].name);
    }
    complain(r, key, "unknown key %.*s; known %s %s", shown(name), name.data,
             count > 1 ? "are" : "is", known);
}

static void take_pair(reading *r, const yaml_node_t *key,
                      const yaml_node_t *value, const known_key *keys,
                      size_t count, size_t *lines)
{
    size_t at = 0;
    if (key->type != YAML_SCALAR_NODE) {
        complain(r, key, "a key is a word, not a list or a map");
        return;
    }
    while (at < count && !bf_str_is(text_of(key), keys[at].name)) {
        at++;
    }
    if (at == count) {
        complain_unknown(r, key, keys, count);
    } else if (lines[at] > 0) {
        complain(r, key, "%s is given twice, first in line %zu", keys[at].name,
                 lines[at]);
    } else {
        lines[at] = key->start_mark.line + 1;
        r->path[r->depth++] = keys[at].name;
        keys[at].take(r, value, keys[at].which);
        r->depth--;
    }
}

/* Take each pair of a map by the one of `keys` that it has. A map of which all
 * was turned into comments is empty. */
static void take_map(reading *r, const yaml_node_t *map, const known_key *keys,
                     size_t count)
{
    size_t lines[BF_FIELD_COUNT] = {0};
    if (is_null(map)) {
        return;
    }
    if (map->type != YAML_MAPPING_NODE) {
        complain_kind(r, map, "a map of keys and values");
        return;
    }
    for (const yaml_node_pair_t *pair = map->data.mapping.pairs.start;
         pair < map->data.mapping.pairs.top; pair++) {
        take_pair(r, yaml_document_get_node(&r->document, pair->key),
                  yaml_document_get_node(&r->document, pair->value), keys,
                  count, lines);
    }
}

/* Values ------------------------------------------------------------------ */

static void take_memory(reading *r, const yaml_node_t *value, int unused)
{
    uint64_t bytes;
    (void)unused;
    if (!is_plain(value) || !bfi_settings_size(&bytes, text_of(value))) {
        complain_kind(r, value, "a size such as 256MB or 2GB");
    } else if (bytes < BF_MIN_BLOCKS_BYTES || bytes > BF_MAX_BLOCKS_BYTES) {
        complain(r, value, "%.*s is out of range: 8MB to 64GB",
                 shown(text_of(value)), text_of(value).data);
    } else {
        r->made->memory_bytes = (size_t)bytes;
    }
}

static void take_records(reading *r, const yaml_node_t *value, int unused)
{
    (void)unused;
    for (int i = BF_RECORDS_COMPLETE; i <= BF_RECORDS_LEAN; i++) {
        if (value->type == YAML_SCALAR_NODE &&
            bf_str_is(text_of(value), bf_records_name((bf_records)i))) {
            r->made->records = (bf_records)i;
            return;
        }
    }
    complain_kind(r, value, "complete or lean");
}

static void take_real(reading *r, double *out, const yaml_node_t *value,
                      double max)
{
    double number;
    if (!is_plain(value) || !bfi_settings_real(&number, text_of(value))) {
        complain_kind(r, value, "a number with up to 4 decimal places");
    } else if (number > max) {
        complain(r, value, "%.*s is out of range: 0 to %.0f",
                 shown(text_of(value)), text_of(value).data, max);
    } else {
        *out = number;
    }
}

static void take_k1(reading *r, const yaml_node_t *value, int unused)
{
    (void)unused;
    take_real(r, &r->made->ranking.k1, value, BF_MAX_K1);
}

static void take_b(reading *r, const yaml_node_t *value, int unused)
{
    (void)unused;
    take_real(r, &r->made->ranking.b, value, 1);
}

static void take_weight(reading *r, const yaml_node_t *value, int field)
{
    uint64_t weight;
    if (!is_plain(value) ||
        !bf_uint_parse(&weight, text_of(value), UINT64_MAX)) {
        complain_kind(r, value, "a whole number");
    } else if (weight < 1 || weight > BF_MAX_FIELD_WEIGHT) {
        complain(r, value, "%.*s is out of range: 1 to %u",
                 shown(text_of(value)), text_of(value).data,
                 BF_MAX_FIELD_WEIGHT);
    } else {
        r->made->weights[field] = (unsigned)weight;
    }
}

/* Sections ---------------------------------------------------------------- */

static void take_index(reading *r, const yaml_node_t *map, int unused)
{
    static const known_key keys[] = {{"memory", take_memory, 0},
                                     {"records", take_records, 0}};
    (void)unused;
    take_map(r, map, keys, sizeof keys / sizeof *keys);
}

static void take_ranking(reading *r, const yaml_node_t *map, int unused)
{
    static const known_key keys[] = {{"k1", take_k1, 0}, {"b", take_b, 0}};
    (void)unused;
    take_map(r, map, keys, sizeof keys / sizeof *keys);
}

static void take_field(reading *r, const yaml_node_t *map, int field)
{
    const known_key key = {"weight", take_weight, field};
    take_map(r, map, &key, 1);
}

/* The fields to search of the schema table. */
static void take_fields(reading *r, const yaml_node_t *map, int unused)
{
    known_key keys[BF_FIELD_COUNT];
    size_t count = 0;
    (void)unused;
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        const bf_field_info *info = bf_field_info_of((bf_field)i);
        if (info->uses & BF_USE_SEARCH) {
            keys[count++] = (known_key){info->name, take_field, i};
        }
    }
    take_map(r, map, keys, count);
}

static void take_root(reading *r, const yaml_node_t *root)
{
    static const known_key keys[] = {{"index", take_index, 0},
                                     {"ranking", take_ranking, 0},
                                     {"fields", take_fields, 0}};
    take_map(r, root, keys, sizeof keys / sizeof *keys);
}

/* Documents --------------------------------------------------------------- */

/* The line and column of a byte, for what libyaml has no mark of. */
static place place_at(bf_str text, size_t offset)
{
    place at = {1, 1};
    for (size_t i = 0; i < offset && i < text.size; i++) {
        if (text.data[i] == '\n') {
            at = (place){at.line + 1, 1};
        } else {
            at.column += ((unsigned char)text.data[i] & 0xc0) != 0x80;
        }
    }
    return at;
}

static void tell_parser(reading *r, const yaml_parser_t *parser, bf_str text)
{
    const bool has_mark = parser->error != YAML_READER_ERROR;
    char why[BF_ERROR_TEXT_BYTES];
    /* It does not always say that memory ran out, but nothing else either. */
    if (parser->error == YAML_MEMORY_ERROR || parser->error == YAML_NO_ERROR) {
        r->failed = bf_fail(r->err, BF_ERR_NOMEM, "out of memory");
        return;
    }
    snprintf(why, sizeof why, "not YAML: %s",
             parser->problem ? parser->problem : "cannot be read");
    tell(r,
         has_mark ? place_of(parser->problem_mark)
                  : place_at(text, parser->problem_offset),
         why);
}

/* Take one document; false when there is none, or no more can be read. */
static bool take_document(reading *r, yaml_parser_t *parser, bf_str text,
                          bool is_first)
{
    const yaml_node_t *root;
    if (!yaml_parser_load(parser, &r->document)) {
        tell_parser(r, parser, text);
        return false;
    }
    root = yaml_document_get_root_node(&r->document);
    if (root && is_first) {
        take_root(r, root);
    } else if (root) {
        complain(r, root, "a second document: settings are one");
    }
    yaml_document_delete(&r->document);
    return root != NULL;
}

static bf_status read_yaml(reading *r, bf_str text)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        return bf_fail(r->err, BF_ERR_NOMEM, "out of memory");
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.data,
                                 text.size);
    if (take_document(r, &parser, text, true)) {
        (void)take_document(r, &parser, text, false);
    }
    yaml_parser_delete(&parser);
    if (r->failed) {
        return r->failed;
    }
    return r->problems > 0 ? BF_ERR_INVALID : BF_OK;
}

bf_status bf_settings_read(bf_settings *out, bf_str text,
                           bf_settings_complaint *complaint, void *payload,
                           bf_error *err)
{
    reading r = {
        .made = out, .complain = complaint, .payload = payload, .err = err};
    bf_status status;
    bf_settings_init(out);
    if (text.size > BF_MAX_SETTINGS_BYTES) {
        return bf_fail(err, BF_ERR_LIMIT, "settings of more than %u bytes",
                       BF_MAX_SETTINGS_BYTES);
    }
    status = read_yaml(&r, text.data ? text : (bf_str){"", 0});
    if (status) {
        bf_settings_init(out);
    }
    return status;
}
