/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_FIELDS_H
#define BFI_FIELDS_H

/* The names that sites use, and the fields that they mean. */

#include "draft.h"
#include "value.h"

/* Who uses a name; bits. */
enum {
    BFI_NAMES_KEY = 1,  /* front matter and JSON */
    BFI_NAMES_JSON = 2, /* JSON alone: the body, and more */
    BFI_NAMES_META = 4, /* <meta name= property= itemprop=>, <link rel=> */
    BFI_NAMES_LD = 8    /* articles in JSON-LD */
};

/* Fill in the fields that a map gives. A value of the wrong kind, or a date
 * that is none, is BF_ERR_INVALID with the key's name, and draft->line; in
 * JSON-LD, which is an extra, it is left out. */
bf_status bfi_fields_take_map(bfi_draft *draft, const bfi_value *map,
                              unsigned names, bf_error *err);

/* Fill in the field that a page marks in its text by a name of front matter,
 * which comes first. BF_ERR_INVALID as for a map. */
bf_status bfi_fields_take_marked(bfi_draft *draft, bf_str name, bf_str value,
                                 bf_error *err);

/* Whether a field of front matter has this name. */
bool bfi_fields_knows(bf_str name);

/* Fill in the field that a meta element gives. An unreadable date is a failure
 * only under a name that means nothing but a date (`article:…_time`). */
bf_status bfi_fields_take_meta(bfi_draft *draft, bf_str name, bf_str content,
                               bf_error *err);

#endif
