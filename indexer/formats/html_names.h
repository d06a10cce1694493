/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_HTML_NAMES_H
#define BFI_HTML_NAMES_H

/* What classes and ids say of an element, in the words of many themes. */

#include "html_tree.h"

/* Whether a class or the id of an element has, as words in a row, one of the
 * names that are given to parts of a page that are no article:
 * `relatedArticles`, `related-articles` and `box_related` all say "related". */
bool bfi_html_is_named_clutter(const GumboNode *node);

/* The same for captions and credits of pictures. */
bool bfi_html_is_named_caption(const GumboNode *node);

/* The same for galleries, which have pictures or are articles made of them. */
bool bfi_html_is_named_gallery(const GumboNode *node);

#endif
