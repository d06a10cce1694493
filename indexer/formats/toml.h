/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_TOML_H
#define BFI_TOML_H

/* What the two halves of the TOML reader share. */

#include "value.h"

typedef struct bfi_toml {
    bfi_tree *tree;
    const char *at;
    const char *end;
    size_t line;     /* of `at`, in the file */
    bf_buf *scratch; /* where strings are unescaped */
} bfi_toml;

/* BF_ERR_INVALID at the present line. */
bf_status bfi_toml_fail(bfi_toml *toml, bf_error *err, const char *why);

/* The character `offset` bytes on; NUL (which no text here holds) at the
 * end. */
char bfi_toml_peek(const bfi_toml *toml, size_t offset);

/* Read a string, from its opening quotes; a key may not span lines. */
bf_status bfi_toml_string(bf_str *out, bfi_toml *toml, bool is_key,
                          bf_error *err);

/* Read a flag, a number or a date into `out`. */
bf_status bfi_toml_bare(bfi_value *out, bfi_toml *toml, bf_error *err);

#endif
