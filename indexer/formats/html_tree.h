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

/* The element that holds the article, at worst <body>. `is_certain`: the page
 * itself says so. */
const GumboNode *bfi_html_main(const GumboNode *root, bool *is_certain);
/* The first heading h1 in `main` that is not part of clutter, or NULL. */
const GumboNode *bfi_html_heading(const GumboNode *main);

/* How much of a page to write. */
typedef enum bfi_html_part {
    BFI_HTML_CONTENT, /* content alone: only what is invisible is left out */
    BFI_HTML_ARTICLE, /* an <article> or <main>: without clutter and footers */
    BFI_HTML_BODY     /* a page: without its header as well */
} bfi_html_part;

/* Append the text of `top` to `out`, without `omit` (may be NULL). */
void bfi_html_write(bf_buf *out, const GumboNode *top, const GumboNode *omit,
                    bfi_html_part part);
/* The same, copied to the arena; for short texts. */
bf_status bfi_html_text_of(bf_str *out, bf_arena *arena, const GumboNode *top,
                           bf_error *err);

/* The same on one line. */
bf_status bfi_html_line_of(bf_str *out, bf_arena *arena, const GumboNode *top,
                           bf_error *err);

/* What the page says about itself: its language, meta elements, links, JSON-LD,
 * times. `heading` is that of `main`, or NULL. */
bf_status bfi_html_meta(bfi_draft *draft, const GumboNode *root,
                        const GumboNode *main, const GumboNode *heading,
                        bf_error *err);

#endif
