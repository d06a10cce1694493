/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_HTML_TREE_H
#define BFI_HTML_TREE_H

/* The parsed page, and how the parts of the HTML reader look at it. Nothing
 * here recurses: pages nest as deep as they like. */

#include "draft.h"

#include <gumbo.h>

/* Parse. The tree lives in memory of its own until bfi_html_free(); it points
 * into `html`, whose deepest tags are blanked out (see html_flatten.c).
 * BF_ERR_LIMIT when the tree grows out of proportion. */
typedef struct bfi_html bfi_html;
bf_status bfi_html_parse(bfi_html **out, char *html, size_t size,
                         bf_error *err);
void bfi_html_free(bfi_html *page);
/* The <html> element. */
const GumboNode *bfi_html_root(const bfi_html *page);

/* Blank out start and end tags of elements nested deeper than BF_MAX_NESTING,
 * so that their text stays, flat. */
void bfi_html_flatten(char *html, size_t size);

/* The node after `node` in document order within `top`, or NULL; with `skip`,
 * after all that is inside `node`. */
const GumboNode *bfi_html_next(const GumboNode *node, const GumboNode *top,
                               bool skip);

bool bfi_html_is_element(const GumboNode *node);
bool bfi_html_is_tag(const GumboNode *node, GumboTag tag);
/* Whether it is an element that begins a line. */
bool bfi_html_is_block(const GumboNode *node);
/* 1 for <h1> to 6 for <h6>, 0 for what is no heading. */
unsigned bfi_html_heading_level(const GumboNode *node);
/* The value of an attribute; `{NULL, 0}` without it. */
bf_str bfi_html_attribute(const GumboNode *node, const char *name);
/* Whether `node` is inside an element `tag` (at most at `top`). */
bool bfi_html_is_inside(const GumboNode *node, GumboTag tag,
                        const GumboNode *top);

/* Whether an element and all in it is no part of any article: scripts, forms,
 * what is hidden. */
bool bfi_html_is_invisible(const GumboNode *node);
/* Whether it is an element of the page around the article: navigation, notices,
 * related links, bylines. */
bool bfi_html_is_clutter(const GumboNode *node);

/* The first heading h1 in `main` that is not part of clutter, or NULL. */
const GumboNode *bfi_html_heading(const GumboNode *main);

/* Append the text of `top` to `out`, without `omit` (may be NULL). `cuts` are
 * what else to leave out: elements in the order of the document, of which none
 * is inside another or `omit`, ended by NULL. Without `cuts` all that is
 * visible is content, and the alternative texts of images are part of it. */
void bfi_html_write(bf_buf *out, const GumboNode *top, const GumboNode *omit,
                    const GumboNode *const *cuts);
/* The same, copied to the arena; for short texts. */
bf_status bfi_html_text_of(bf_str *out, bf_arena *arena, const GumboNode *top,
                           bf_error *err);

/* The same on one line. */
bf_status bfi_html_line_of(bf_str *out, bf_arena *arena, const GumboNode *top,
                           bf_error *err);

/* The fields that the page marks for this reader: data-backfile-field. */
bf_status bfi_html_take_marked(bfi_draft *draft, const GumboNode *root,
                               bf_error *err);

/* What the page says about itself: its language, meta elements, links, JSON-LD,
 * times. `heading` is that of `main`, or NULL. */
bf_status bfi_html_meta(bfi_draft *draft, const GumboNode *root,
                        const GumboNode *main, const GumboNode *heading,
                        bf_error *err);

#endif
