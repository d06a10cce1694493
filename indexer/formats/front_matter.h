/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_FRONT_MATTER_H
#define BFI_FRONT_MATTER_H

/* The block of fields at the beginning of a file: YAML between lines of `---`,
 * TOML between lines of `+++`, or a JSON object. */

#include "value.h"

typedef struct bfi_front_matter {
    bfi_value *map; /* NULL: the file has none */
    bf_str body;    /* what follows */
} bfi_front_matter;

/* Largest front matter. */
#define BFI_MAX_FRONT_MATTER_BYTES 1048576u

/*
 * Split `text`. Empty lines may come before. Front matter that does not end, or
 * cannot be read, is BF_ERR_INVALID with `tree->failed_line`; with `must_close`
 * false, a first line of `---` or `+++` that no other answers is text.
 */
bf_status bfi_front_matter_read(bfi_front_matter *out, bfi_tree *tree,
                                bf_str text, bool must_close, bf_error *err);

#endif
