/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_HTML_PHRASES_H
#define BFI_HTML_PHRASES_H

/* What lines say that are of the page and not of the article. */

#include "html_tree.h"

/* Whether the text of `node` begins as lines do that lead to other articles, to
 * sharing or to subscribing, or that tell whose a picture is. */
bool bfi_html_leads_elsewhere(const GumboNode *node);

/* Whether it is what stands over the comments of readers. */
bool bfi_html_heads_comments(const GumboNode *node);

#endif
