/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MARKDOWN_H
#define BFI_MARKDOWN_H

/* From Markdown to text. */

#include "draft.h"

/* Like bfi_html_text(). Shortcodes of Hugo and tags of Liquid are removed. */
bf_status bfi_markdown_text(bf_str *out, bf_str *heading, bf_arena *arena,
                            bf_str text, bf_str title, bf_error *err);

#endif
