/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_FIELD_VALUES_H
#define BFI_FIELD_VALUES_H

/* What fields.c (names) and field_values.c (values) share. */

#include "fields.h"

/* What to do with a value, beyond storing it in its field. */
typedef enum bfi_special {
    BFI_PLAIN,
    BFI_SPLIT,     /* a text is a comma list */
    BFI_STRICT,    /* a meta name whose date must be one */
    BFI_HIDES,     /* a flag: yes makes a draft */
    BFI_PUBLISHED, /* a flag: no makes a draft; or the date of publication */
    BFI_STATUS,    /* a word: draft, private, pending, hidden make a draft */
    BFI_ROBOTS,    /* a comma list: noindex, none make a draft */
    BFI_INNER,     /* a map with further names */
    BFI_AS_HTML,   /* a body in HTML */
    BFI_AS_MARKDOWN
} bfi_special;

typedef struct bfi_name_row {
    const char *name;
    unsigned char field; /* bf_field */
    unsigned char rank;
    unsigned char names; /* BFI_NAMES_… */
    unsigned char special;
} bfi_name_row;

/* A value on its way into a field. */
typedef struct bfi_taking {
    bfi_draft *draft;
    const bfi_name_row *row;
    bf_str name; /* as the site wrote it */
    unsigned rank;
    unsigned names;
} bfi_taking;

/* Put a value into the field of take->row; BFI_INNER is not for this. */
bf_status bfi_take_value(const bfi_taking *take, const bfi_value *value,
                         bf_error *err);

#endif
