/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where in a page the article is: what the page marks as <main>, as its one
 * <article>, or by the names that themes give to the article's element; else
 * the body.
 */

#include "html_tree.h"
#include "plain.h"

typedef struct candidates {
    const GumboNode *root;
    const GumboNode *main;
    const GumboNode *article; /* the first that is not inside another */
    const GumboNode *titled;  /* the first article with an h1 */
    const GumboNode *named;
    size_t article_count;
    size_t titled_count;
    size_t name_rank;
} candidates;

static bool is_article(const GumboNode *node)
{
    return bfi_html_is_tag(node, GUMBO_TAG_ARTICLE) ||
           (bfi_html_is_element(node) &&
            bfi_same_word(bfi_html_attribute(node, "role"), "article"));
}

static bool is_main(const GumboNode *node)
{
    return bfi_html_is_tag(node, GUMBO_TAG_MAIN) ||
           (bfi_html_is_element(node) &&
            bfi_same_word(bfi_html_attribute(node, "role"), "main"));
}

/* How sure a name is, 0 the surest; SIZE_MAX for no such name. */
static size_t name_rank(const GumboNode *node)
{
    static const char *const names[] = {
        "articlebody",   "article-body", "article__body",
        "entry-content", "post-content", "article-content",
        "story-body",    "post-body",    "article-text",
        "main-content",  "maincontent",  "article",
        "content-main",  "page-content", "post",
        "main",          "content",      NULL};
    bf_str property = bfi_html_attribute(node, "itemprop");
    bf_str class = bfi_html_attribute(node, "class");
    bf_str id = bfi_html_attribute(node, "id");
    if (!property.data && !class.data && !id.data) {
        return SIZE_MAX;
    }
    for (size_t i = 0; names[i]; i++) {
        if ((i == 0 && bfi_has_word(property, names[i])) ||
            bfi_has_word(class, names[i]) || bfi_has_word(id, names[i])) {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool is_inside_article(const GumboNode *node, const GumboNode *root)
{
    while (node != root) {
        node = node->parent;
        if (is_article(node)) {
            return true;
        }
    }
    return false;
}

static void see_article(candidates *found, const GumboNode *node)
{
    if (is_inside_article(node, found->root)) {
        return; /* comments are articles within the article */
    }
    if (found->article_count++ == 0) {
        found->article = node;
    }
    if (bfi_html_heading(node)) {
        if (found->titled_count++ == 0) {
            found->titled = node;
        }
    }
}

static void collect(candidates *found, const GumboNode *top)
{
    const GumboNode *node = top;
    while (node) {
        bool skip = node != top &&
                    (bfi_html_is_invisible(node) || bfi_html_is_clutter(node));
        if (!skip && bfi_html_is_element(node)) {
            size_t rank = name_rank(node);
            if (is_main(node) && !found->main) {
                found->main = node;
            }
            if (is_article(node)) {
                see_article(found, node);
            }
            if (rank < found->name_rank) {
                found->name_rank = rank;
                found->named = node;
            }
        }
        node = bfi_html_next(node, top, skip);
    }
}

/* The one article among several, or NULL. */
static const GumboNode *one_article(const candidates *found)
{
    if (found->article_count == 1) {
        return found->article;
    }
    return found->titled_count == 1 ? found->titled : NULL;
}

static const GumboNode *body_of(const GumboNode *root)
{
    const GumboVector *children = &root->v.element.children;
    for (unsigned i = 0; i < children->length; i++) {
        if (bfi_html_is_tag(children->data[i], GUMBO_TAG_BODY)) {
            return children->data[i];
        }
    }
    return root;
}

const GumboNode *bfi_html_main(const GumboNode *root, bool *is_certain)
{
    const GumboNode *body = body_of(root);
    candidates found = {.root = body, .name_rank = SIZE_MAX};
    collect(&found, body);
    *is_certain = true;
    if (found.main) {
        candidates inner = {.root = found.main, .name_rank = SIZE_MAX};
        collect(&inner, found.main);
        return one_article(&inner) ? one_article(&inner) : found.main;
    }
    if (one_article(&found)) {
        return one_article(&found);
    }
    if (found.named && found.article_count == 0) {
        return found.named;
    }
    *is_certain = false;
    return body;
}

const GumboNode *bfi_html_heading(const GumboNode *main)
{
    const GumboNode *node = main;
    while (node) {
        bool skip = node != main &&
                    (bfi_html_is_invisible(node) || bfi_html_is_clutter(node));
        if (!skip && bfi_html_is_tag(node, GUMBO_TAG_H1)) {
            return node;
        }
        node = bfi_html_next(node, main, skip);
    }
    return NULL;
}
