/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What of a page is not the article, element by element. Names of classes and
 * ids are whole words that many sites and themes use for one thing only; a word
 * that might be the article's own is not in the lists.
 */

#include "html_names.h"
#include "html_outline.h"
#include "plain.h"

#include <stdio.h>
#include <string.h>

static bool is_tag_of(const GumboNode *node, const GumboTag *tags)
{
    for (; *tags != GUMBO_TAG_LAST; tags++) {
        if (node->v.element.tag == *tags) {
            return true;
        }
    }
    return false;
}

static bool is_word_of(bf_str word, const char *const *words)
{
    for (; *words; words++) {
        if (bfi_same_word(word, *words)) {
            return true;
        }
    }
    return false;
}

/* Whether one of the words of an attribute is in the list. */
static bool has_word_of(bf_str value, const char *const *words)
{
    while (value.size > 0) {
        if (is_word_of(bfi_next_word(&value), words)) {
            return true;
        }
    }
    return false;
}

/* Whether the style says `name: value`. */
static bool has_style(bf_str style, const char *name, const char *value)
{
    char text[256];
    size_t size = 0;
    char wanted[64];
    for (size_t i = 0; i < style.size && size < sizeof text - 1; i++) {
        char c = style.data[i];
        if (!bfi_is_space(c)) {
            text[size++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
        }
    }
    text[size] = '\0';
    snprintf(wanted, sizeof wanted, "%s:%s", name, value);
    return strstr(text, wanted) != NULL;
}

static bool is_hidden(const GumboNode *node)
{
    bf_str hidden = bfi_html_attribute(node, "hidden");
    bf_str style = bfi_html_attribute(node, "style");
    if (hidden.data && !bfi_same_word(hidden, "until-found")) {
        return true;
    }
    return bfi_same_word(bfi_html_attribute(node, "aria-hidden"), "true") ||
           bfi_html_attribute(node, "data-backfile-ignore").data ||
           (style.size > 0 && (has_style(style, "display", "none") ||
                               has_style(style, "visibility", "hidden")));
}

bool bfi_html_is_invisible(const GumboNode *node)
{
    static const GumboTag tags[] = {
        GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,    GUMBO_TAG_NOSCRIPT,
        GUMBO_TAG_TEMPLATE, GUMBO_TAG_BUTTON,   GUMBO_TAG_SELECT,
        GUMBO_TAG_TEXTAREA, GUMBO_TAG_DATALIST, GUMBO_TAG_IFRAME,
        GUMBO_TAG_OBJECT,   GUMBO_TAG_CANVAS,   GUMBO_TAG_AUDIO,
        GUMBO_TAG_VIDEO,    GUMBO_TAG_SVG,      GUMBO_TAG_RT,
        GUMBO_TAG_RP,       GUMBO_TAG_HEAD,     GUMBO_TAG_TITLE,
        GUMBO_TAG_NOFRAMES, GUMBO_TAG_NOEMBED,  GUMBO_TAG_LAST};
    return bfi_html_is_element(node) &&
           (is_tag_of(node, tags) || is_hidden(node));
}

/* gumbo does not know this element. */
static bool is_dialog(const GumboNode *node)
{
    GumboStringPiece name = node->v.element.original_tag;
    if (node->v.element.tag != GUMBO_TAG_UNKNOWN) {
        return false;
    }
    gumbo_tag_from_original_text(&name);
    return bfi_same_word((bf_str){name.data, name.length}, "dialog");
}

bool bfi_html_is_clutter(const GumboNode *node)
{
    static const GumboTag tags[] = {GUMBO_TAG_NAV, GUMBO_TAG_ASIDE,
                                    GUMBO_TAG_LAST};
    static const char *const roles[] = {
        "navigation", "search",      "banner", "contentinfo", "complementary",
        "dialog",     "alertdialog", "menu",   "menubar",     NULL};
    static const char *const words[] = {
        /* the page */
        "site-header", "site-footer", "page-header-nav", "navbar", "nav",
        "navigation", "menu", "main-menu", "sidebar", "breadcrumb",
        "breadcrumbs", "pagination", "pager", "skip", "skip-link",
        "skip-to-content", "masthead", "colophon", "toc",
        /* notices */
        "cookie-notice", "cookie-banner", "cookie-consent", "cookie-bar",
        "cookies", "gdpr", "consent", "newsletter", "newsletter-signup",
        "subscribe", "advertisement", "advert", "ad", "ads", "sponsored",
        /* after the article */
        "share", "sharing", "share-buttons", "share-links", "sharedaddy",
        "social", "social-share", "social-links", "related", "related-posts",
        "related-articles", "recommended", "read-more", "comments",
        "comment-list", "comment-form", "disqus_thread", "post-navigation",
        "article-footer", "post-footer", "entry-footer", "post-tags",
        "tag-links",
        /* about the article: fields of it */
        "byline", "kicker", "meta", "post-meta", "entry-meta", "article-meta",
        "post-info", "posted-on",
        /* for screen readers and permalinks */
        "sr-only", "visually-hidden", "screen-reader-text", "headerlink",
        "heading-anchor", "anchorjs-link", NULL};
    return bfi_html_is_element(node) &&
           (is_tag_of(node, tags) || is_dialog(node) ||
            has_word_of(bfi_html_attribute(node, "role"), roles) ||
            has_word_of(bfi_html_attribute(node, "class"), words) ||
            has_word_of(bfi_html_attribute(node, "id"), words));
}

/* In the outline ---------------------------------------------------------- */

/* The footer of a quotation names its source. */
static bool is_page_footer(const GumboNode *node, const GumboNode *top)
{
    return bfi_html_is_tag(node, GUMBO_TAG_FOOTER) &&
           !bfi_html_is_inside(node, GUMBO_TAG_BLOCKQUOTE, top) &&
           !bfi_html_is_inside(node, GUMBO_TAG_FIGURE, top);
}

/* The header of an article has its standfirst; that of a page, a logo. */
static bool is_page_header(const GumboNode *node, const GumboNode *top)
{
    return bfi_html_is_tag(node, GUMBO_TAG_HEADER) &&
           !bfi_html_is_inside(node, GUMBO_TAG_ARTICLE, top) &&
           !bfi_html_is_inside(node, GUMBO_TAG_MAIN, top) &&
           !bfi_html_is_inside(node, GUMBO_TAG_SECTION, top);
}

/* What may be wrapped around the article all the same: some sites put a whole
 * page into a form, and others call an article by what it is filed under. Rows
 * of tables are called by what they tell. */
static bool is_likely_clutter(const GumboNode *node, const GumboNode *top)
{
    return bfi_html_is_tag(node, GUMBO_TAG_FORM) || is_page_header(node, top) ||
           (!bfi_html_is_tag(node, GUMBO_TAG_TR) &&
            bfi_html_is_named_clutter(node));
}

/* Whether `entry` is so much of the page that it has to be the article, or is
 * marked as one and has all of it. */
static bool has_the_article(const bfi_html_entry *entry, uint32_t prose)
{
    return (uint64_t)entry->all.prose * 3 > prose ||
           (entry->all.prose >= BFI_HTML_MIN_ARTICLE &&
            bfi_html_is_tag(entry->node, GUMBO_TAG_ARTICLE) &&
            bfi_html_heading(entry->node));
}

static void cut_certain(bfi_html_outline *outline)
{
    const GumboNode *top = outline->entries[0].node;
    for (uint32_t i = 1; i < outline->count;) {
        bfi_html_entry *entry = &outline->entries[i];
        entry->is_cut = bfi_html_is_clutter(entry->node) ||
                        is_page_footer(entry->node, top);
        i = entry->is_cut ? entry->end : i + 1;
    }
    bfi_html_outline_sum(outline);
}

void bfi_html_cut_clutter(bfi_html_outline *outline)
{
    const GumboNode *top = outline->entries[0].node;
    uint32_t prose;
    cut_certain(outline);
    prose = outline->entries[0].all.prose;
    for (uint32_t i = 1; i < outline->count;) {
        bfi_html_entry *entry = &outline->entries[i];
        bool is_code = bfi_html_is_tag(entry->node, GUMBO_TAG_PRE) ||
                       bfi_html_is_tag(entry->node, GUMBO_TAG_CODE);
        entry->is_cut = entry->is_cut || (!has_the_article(entry, prose) &&
                                          is_likely_clutter(entry->node, top));
        /* In code, comments are comments. */
        i = entry->is_cut || is_code ? entry->end : i + 1;
    }
    bfi_html_outline_sum(outline);
}
