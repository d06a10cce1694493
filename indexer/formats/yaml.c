/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * YAML front matter. libyaml's events are put together on a stack of open
 * lists and maps, so nothing recurses. An alias is the anchored value itself,
 * never a copy, which takes the force out of "billion laughs"; an anchor is
 * known once its value is complete, so there are no cycles. Merge keys (`<<`)
 * copy entries, not values.
 *
 * A key that is given twice stays twice: it matters only where it means a
 * field. A scalar keeps its text: whether `on` is a flag or a word, and
 * `2014-06-20` a date or a word, is for the field to decide that it is given
 * to.
 */

#include "value.h"

#include <yaml.h>

enum {
    MAX_ANCHORS = 256
};

typedef struct frame {
    bfi_value *value;
    bf_str anchor;
    bf_str key; /* a map's next key, when has_key */
    bool has_key;
} frame;

typedef struct anchor {
    bf_str name;
    const bfi_value *value;
} anchor;

typedef struct builder {
    bfi_tree *tree;
    const bfi_value *root;
    size_t depth;
    size_t anchor_count;
    frame frames[BF_MAX_NESTING];
    anchor anchors[MAX_ANCHORS];
} builder;

static size_t line_of(const builder *build, yaml_mark_t mark)
{
    return build->tree->first_line + mark.line;
}

static bf_status fail_at(builder *build, yaml_mark_t mark, bf_error *err,
                         bf_status status, const char *why)
{
    build->tree->failed_line = line_of(build, mark);
    return bf_fail(err, status, "YAML front matter: %s", why);
}

static bf_status copy_text(bf_str *out, builder *build, const void *text,
                           size_t size, bf_error *err)
{
    *out = bf_arena_copy(build->tree->arena, (bf_str){text, size});
    return out->data ? BF_OK : bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

/* Remember `value` under `name`; a later anchor of that name replaces it. */
static bf_status add_anchor(builder *build, bf_str name, const bfi_value *value,
                            yaml_mark_t mark, bf_error *err)
{
    size_t at = 0;
    if (!name.data) {
        return BF_OK;
    }
    while (at < build->anchor_count &&
           !bf_str_equal(build->anchors[at].name, name)) {
        at++;
    }
    if (at == MAX_ANCHORS) {
        return fail_at(build, mark, err, BF_ERR_LIMIT, "too many anchors");
    }
    build->anchors[at] = (anchor){name, value};
    if (at == build->anchor_count) {
        build->anchor_count++;
    }
    return BF_OK;
}

/* `<<: *base`: entries of `base` that the map does not have. */
static bf_status merge_map(builder *build, bfi_value *into,
                           const bfi_value *base, bf_error *err)
{
    bf_status status = BF_OK;
    for (const bfi_entry *entry = base->first; entry && !status;
         entry = entry->next) {
        bfi_value *unused;
        if (bfi_value_get(into, entry->key)) {
            continue;
        }
        /* Counted like a value, so that merging has the same bound. */
        status = bfi_value_new(&unused, build->tree, BFI_NULL, base->line, err);
        if (!status) {
            status =
                bfi_value_add(build->tree, into, entry->key, entry->value, err);
        }
    }
    return status;
}

static bf_status merge(builder *build, bfi_value *into, const bfi_value *base,
                       yaml_mark_t mark, bf_error *err)
{
    bf_status status = BF_OK;
    if (base->kind == BFI_MAP) {
        return merge_map(build, into, base, err);
    }
    if (base->kind != BFI_LIST) {
        return fail_at(build, mark, err, BF_ERR_INVALID,
                       "<< needs a map to merge");
    }
    for (const bfi_entry *entry = base->first; entry && !status;
         entry = entry->next) {
        status = entry->value->kind == BFI_MAP
                     ? merge_map(build, into, entry->value, err)
                     : fail_at(build, mark, err, BF_ERR_INVALID,
                               "<< needs maps to merge");
    }
    return status;
}

static bf_status take_key(builder *build, frame *top, const bfi_value *value,
                          yaml_mark_t mark, bf_error *err)
{
    if (value->kind == BFI_LIST || value->kind == BFI_MAP) {
        return fail_at(build, mark, err, BF_ERR_INVALID,
                       "a key is a list or a map");
    }
    top->key = value->text;
    top->has_key = true;
    return BF_OK;
}

/* Put a finished value where it belongs. */
static bf_status place(builder *build, const bfi_value *value, bf_str name,
                       yaml_mark_t mark, bf_error *err)
{
    frame *top;
    bf_status status = add_anchor(build, name, value, mark, err);
    if (status) {
        return status;
    }
    if (build->depth == 0) {
        build->root = value;
        return BF_OK;
    }
    top = &build->frames[build->depth - 1];
    if (top->value->kind == BFI_LIST) {
        return bfi_value_add(build->tree, top->value, (bf_str){NULL, 0}, value,
                             err);
    }
    if (!top->has_key) {
        return take_key(build, top, value, mark, err);
    }
    top->has_key = false;
    if (bf_str_is(top->key, "<<")) {
        return merge(build, top->value, value, mark, err);
    }
    return bfi_value_add(build->tree, top->value, top->key, value, err);
}

static bool is_null(const yaml_event_t *event)
{
    bf_str text = {(const char *)event->data.scalar.value,
                   event->data.scalar.length};
    return event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
           (text.size == 0 || bf_str_is(text, "~") || bf_str_is(text, "null") ||
            bf_str_is(text, "Null") || bf_str_is(text, "NULL"));
}

static bf_status anchor_name(bf_str *out, builder *build,
                             const yaml_char_t *name, bf_error *err)
{
    *out = (bf_str){NULL, 0};
    if (!name) {
        return BF_OK;
    }
    return copy_text(out, build, name, strlen((const char *)name), err);
}

static bf_status take_scalar(builder *build, const yaml_event_t *event,
                             bf_error *err)
{
    bfi_value *value;
    bf_str name;
    bf_status status =
        bfi_value_new(&value, build->tree, is_null(event) ? BFI_NULL : BFI_TEXT,
                      line_of(build, event->start_mark), err);
    if (!status) {
        status = copy_text(&value->text, build, event->data.scalar.value,
                           event->data.scalar.length, err);
    }
    if (!status) {
        status = anchor_name(&name, build, event->data.scalar.anchor, err);
    }
    if (!status) {
        status = place(build, value, name, event->start_mark, err);
    }
    return status;
}

static bf_status take_alias(builder *build, const yaml_event_t *event,
                            bf_error *err)
{
    bf_str name = bf_str_of((const char *)event->data.alias.anchor);
    for (size_t i = 0; i < build->anchor_count; i++) {
        if (bf_str_equal(build->anchors[i].name, name)) {
            return place(build, build->anchors[i].value, (bf_str){NULL, 0},
                         event->start_mark, err);
        }
    }
    return fail_at(build, event->start_mark, err, BF_ERR_INVALID,
                   "an alias has no anchor before it");
}

static bf_status open_frame(builder *build, const yaml_event_t *event,
                            bfi_kind kind, const yaml_char_t *name,
                            bf_error *err)
{
    frame *top;
    bf_status status;
    if (build->depth == BF_MAX_NESTING) {
        return fail_at(build, event->start_mark, err, BF_ERR_LIMIT,
                       "nested too deeply");
    }
    top = &build->frames[build->depth];
    *top = (frame){0};
    status = bfi_value_new(&top->value, build->tree, kind,
                           line_of(build, event->start_mark), err);
    if (!status) {
        status = anchor_name(&top->anchor, build, name, err);
    }
    if (!status) {
        build->depth++;
    }
    return status;
}

static bf_status close_frame(builder *build, const yaml_event_t *event,
                             bf_error *err)
{
    frame *top = &build->frames[--build->depth];
    return place(build, top->value, top->anchor, event->start_mark, err);
}

static bf_status take_event(builder *build, const yaml_event_t *event,
                            bf_error *err)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (build->root) {
            return fail_at(build, event->start_mark, err, BF_ERR_INVALID,
                           "more than one document");
        }
        return BF_OK;
    case YAML_SCALAR_EVENT:
        return take_scalar(build, event, err);
    case YAML_ALIAS_EVENT:
        return take_alias(build, event, err);
    case YAML_SEQUENCE_START_EVENT:
        return open_frame(build, event, BFI_LIST,
                          event->data.sequence_start.anchor, err);
    case YAML_MAPPING_START_EVENT:
        return open_frame(build, event, BFI_MAP,
                          event->data.mapping_start.anchor, err);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_frame(build, event, err);
    default:
        return BF_OK;
    }
}

static bf_status fail_parser(builder *build, const yaml_parser_t *parser,
                             bf_error *err)
{
    const char *why = parser->problem ? parser->problem : "cannot be read";
    if (parser->error == YAML_MEMORY_ERROR) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    return fail_at(build, parser->problem_mark, err, BF_ERR_INVALID, why);
}

static bf_status run(builder *build, yaml_parser_t *parser, bf_error *err)
{
    for (;;) {
        yaml_event_t event;
        bf_status status;
        bool is_end;
        if (!yaml_parser_parse(parser, &event)) {
            return fail_parser(build, parser, err);
        }
        is_end = event.type == YAML_STREAM_END_EVENT;
        status = take_event(build, &event, err);
        yaml_event_delete(&event);
        if (status || is_end) {
            return status;
        }
    }
}

/* A document that is empty, or null, has no fields. */
static bf_status take_root(bfi_value **out, builder *build, bf_error *err)
{
    bfi_tree *tree = build->tree;
    if (!build->root || build->root->kind == BFI_NULL) {
        return bfi_value_new(out, tree, BFI_MAP, tree->first_line, err);
    }
    if (build->root->kind != BFI_MAP) {
        tree->failed_line = build->root->line;
        return bf_fail(err, BF_ERR_INVALID,
                       "YAML front matter: not a map of names and values");
    }
    *out = (bfi_value *)build->root;
    return BF_OK;
}

bf_status bfi_yaml_read(bfi_value **out, bfi_tree *tree, bf_str text,
                        bf_error *err)
{
    yaml_parser_t parser;
    bf_status status;
    builder *build = bf_arena_alloc(tree->arena, sizeof *build);
    *out = NULL;
    if (!build || !yaml_parser_initialize(&parser)) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    build->tree = tree;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.data,
                                 text.size);
    status = run(build, &parser, err);
    if (!status) {
        status = take_root(out, build, err);
    }
    yaml_parser_delete(&parser);
    return status;
}
