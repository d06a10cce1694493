/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_HTML_H
#define BFI_HTML_H

/* From HTML to text, for all formats. */

#include "draft.h"
#include "mend.h"

/* The text of a piece of content (the HTML of a Markdown text, a field of
 * JSON): paragraphs separated by '\n'. `heading` (may be NULL) receives the
 * first h1; it is left out of the text when it is what `title` says, or when
 * `title` is empty. BF_ERR_LIMIT. */
bf_status bfi_html_text(bf_str *out, bf_str *heading, bf_arena *arena,
                        bf_str html, bf_str title, bf_error *err);

/* A line of prose with character references and balanced inline tags
 * resolved. */
bf_status bfi_html_inline(bf_str *out, bf_arena *arena, bf_str text,
                          bf_error *err);

/* The whole of a file in UTF-8, by its byte order mark or the charset that it
 * declares. `*text` points into `space` when it had to be converted. */
bf_status bfi_html_decode(bf_str *text, bf_buf *space, bfi_mended *mended,
                          bf_error *err);

#endif
