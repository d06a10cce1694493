/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_VALUE_H
#define BFI_VALUE_H

/*
 * What YAML, TOML and JSON have in common: a tree of values. All of it lives
 * in an arena. Values may be shared (an alias of YAML is the same value again),
 * so a tree is walked by known names and never to its end.
 */

#include <backfile/limits.h>
#include <backfile/util.h>

typedef enum bfi_kind {
    BFI_NULL,
    BFI_BOOL,   /* text: "true" or "false" */
    BFI_NUMBER, /* text: as written */
    BFI_TEXT,   /* dates too; any scalar of YAML but its nulls */
    BFI_LIST,
    BFI_MAP
} bfi_kind;

typedef struct bfi_value bfi_value;

/* An element of a list, or a pair of a map. */
typedef struct bfi_entry {
    bf_str key; /* {NULL, 0} in a list */
    const bfi_value *value;
    struct bfi_entry *next;
} bfi_entry;

struct bfi_value {
    bfi_kind kind;
    size_t line;    /* in its file, from 1; 0 when not known */
    unsigned marks; /* for the reader that makes the tree */
    bf_str text;
    bfi_entry *first;
    bfi_entry *last;
};

/* Most values of one tree: more is an attack or a table, not an article. */
#define BFI_MAX_VALUES 20000u

/* The growth of one tree, for its reader. */
typedef struct bfi_tree {
    bf_arena *arena;
    size_t first_line; /* the line of the file on which the text begins */
    size_t count;
    size_t failed_line; /* where reading failed; 0 when not known */
} bfi_tree;

/* Each reads a text whose root is a map; an empty text is an empty map.
 * BF_ERR_INVALID, or BF_ERR_LIMIT for nesting over BF_MAX_NESTING and for more
 * than BFI_MAX_VALUES; tree->failed_line is set then. */
bf_status bfi_yaml_read(bfi_value **out, bfi_tree *tree, bf_str text,
                        bf_error *err);
bf_status bfi_toml_read(bfi_value **out, bfi_tree *tree, bf_str text,
                        bf_error *err);
/* `used` receives the size of the object that begins the text; NULL: nothing
 * but white space may follow it. Here the root may be a list as well, and long
 * lists are cut, one past BF_MAX_FIELD_VALUES, instead of refused. */
bf_status bfi_json_read(bfi_value **out, bfi_tree *tree, bf_str text,
                        size_t *used, bf_error *err);

/* For the readers. A new value, or a limit or a lack of memory. */
bf_status bfi_value_new(bfi_value **out, bfi_tree *tree, bfi_kind kind,
                        size_t line, bf_error *err);
/* Append to a list, or to a map under `key`. */
bf_status bfi_value_add(bfi_tree *tree, bfi_value *parent, bf_str key,
                        const bfi_value *value, bf_error *err);
/* What a map holds under `key`, or NULL. */
const bfi_value *bfi_value_get(const bfi_value *map, bf_str key);

#endif
