/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_SINGLE_H
#define BFI_SINGLE_H

/* Files that are one article: what their readers have in common. */

#include "draft.h"
#include "mend.h"

typedef struct bfi_single {
    /* Make UTF-8 of `*text`, in `space` if need be; NULL: it should be. */
    bf_status (*decode)(bf_str *text, bf_buf *space, bfi_mended *mended,
                        bf_error *err);
    /* Read what follows the front matter into the draft, at lower ranks. */
    bf_status (*read_body)(bfi_draft *draft, bf_str text, bool has_front_matter,
                           bf_error *err);
    /* A first line of dashes may be no front matter. */
    bool may_lack_front_matter;
    bool is_markdown;
} bfi_single;

bf_status bfi_single_read(const bfi_input *input, const bfi_sink *sink,
                          const bfi_single *how, bf_error *err);

/* The readers of the formats. */
bf_status bfi_read_html(const bfi_input *input, const bfi_sink *sink,
                        bf_error *err);
bf_status bfi_read_markdown(const bfi_input *input, const bfi_sink *sink,
                            bf_error *err);
bf_status bfi_read_text(const bfi_input *input, const bfi_sink *sink,
                        bf_error *err);
bf_status bfi_read_json_lines(const bfi_input *input, const bfi_sink *sink,
                              bf_error *err);

/* Memory for one article; what it holds is bounded by the article's size. */
bf_status bfi_article_arena(bf_arena **out, bf_error *err);

/* Whether a failure ends the whole run and not just one article. */
bool bfi_is_fatal(bf_status status);

#endif
