/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names of classes and ids are put into one form: words in lower case between
 * hyphens. The names to look for are in that form as well, so one that has
 * several words is found in a row, and none within another word.
 */

#include "html_names.h"

#include "plain.h"

#include <string.h>

enum {
    MAX_NAME_BYTES = 128
};

static const char *const clutter[] = {
    /* sharing, in several languages */
    "share", "shares", "sharing", "sharer", "sharebar", "sharetools",
    "sharedaddy", "sharethis", "addthis", "addtoany", "shariff", "social",
    "socials", "socialmedia", "follow-us", "teilen", "partage", "partager",
    "compartir", "compartilhar", "condividi", "delen",
    /* other articles */
    "related", "relateds", "relatedposts", "recirc", "recirculation",
    "recommended", "recommendation", "recommendations", "recommends",
    "trending", "popular", "mostpopular", "most-read", "most-viewed",
    "mostread", "read-more", "readmore", "read-next", "read-also", "read-on",
    "also-read", "also-like", "see-also", "more-from", "more-in", "more-on",
    "more-stories", "more-news", "more-articles", "latest-news",
    "latest-stories", "up-next", "next-article", "previous-article",
    "next-post", "previous-post", "post-nav", "nav-links", "pager", "paging",
    "pagination", "prevnext", "teaser", "teasers", "promo", "promos",
    "promobox", "outbrain", "taboola", "zergnet", "yarpp", "jp-relatedposts",
    "verwandte", "weiterlesen", "mehr-zum-thema", "lire-aussi", "relacionadas",
    "relacionados", "relacionado", "correlati", "gerelateerd", "powiazane",
    /* letters to subscribe to, what to buy, to give and to ask for */
    "newsletter", "newsletters", "subscribe", "subscription", "subscribers",
    "signup", "sign-up", "sign-in", "signin", "login", "log-in", "register",
    "optin", "opt-in", "optinmonster", "mailchimp", "mc-wp", "cta",
    "call-to-action", "donate", "donation", "abonnement", "suscripcion",
    /* advertisements */
    "ad", "ads", "advert", "adverts", "advertisement", "advertisements",
    "advertising", "adsbygoogle", "adslot", "adunit", "adbox", "adsense", "dfp",
    "sponsor", "sponsors", "sponsored", "promoted", "werbung", "anzeige",
    "publicite", "publicidad", "publicidade", "pubblicita", "advertentie",
    "reklama",
    /* what readers say */
    "comment", "comments", "commenting", "comment-list", "disqus", "livefyre",
    "respond", "replies", "kommentare", "commentaires", "comentarios",
    "commenti", "reacties", "komentarze",
    /* of whom and when: fields of the article */
    "byline", "bylines", "author", "authors", "authorbox", "bio", "biography",
    "contributor", "contributors", "timestamp", "datetime", "pubdate",
    "publish-date", "published-date", "publication-date", "pub-date",
    "post-date", "entry-date", "article-date", "posted-on", "posted-by",
    "read-time", "reading-time", "metadata", "meta", "postmeta", "entry-meta",
    "post-info", "article-info", "autor", "auteur", "autore",
    /* what it is filed under */
    "tags", "tag-list", "taglist", "tag-cloud", "tagcloud", "post-tags",
    "keywords", "topics", "topic-list", "filed-under", "categories", "kicker",
    "eyebrow", "key-points", "keypoints", "highlights", "breadcrumb",
    "breadcrumbs",
    /* tools */
    "toolbar", "tools", "print", "printer", "bookmark", "rating", "ratings",
    "votes", "poll", "survey", "quiz", "feedback", "jump-to-recipe",
    "text-size", "font-size", "jwplayer", "video-player", "media-player",
    "audio-player",
    /* over the page */
    "modal", "popup", "popover", "overlay", "tooltip", "lightbox", "cookie",
    "gdpr", "consent", "regwall", "paywall",
    /* around it */
    "sidebar", "sidenav", "rail", "right-rail", "widget", "widgets", "masthead",
    "navbar", "nav", "navigation", "menu", "footer", "toc", "ticker",
    "breaking-news", "sitemap", "copyright", "disclaimer", "legal",
    /* for screen readers */
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text",
    "offscreen", "skip-link", NULL};

static const char *const captions[] = {"caption", "captions", "figcaption",
                                       "credit",  "credits",  NULL};

static const char *const galleries[] = {"gallery",    "galleries", "slideshow",
                                        "carousel",   "slider",    "thumbnail",
                                        "thumbnails", NULL};

/* The next name of `rest` in the one form, with hyphens around it: "-a-b-". The
 * size; 0 after the last. */
static size_t next_name(char out[MAX_NAME_BYTES + 2], bf_str *rest)
{
    bf_str word = rest->size > 0 ? bfi_next_word(rest) : *rest;
    size_t size = 0;
    bool was_lower = false;
    if (word.size == 0) {
        return 0;
    }
    out[size++] = '-';
    for (size_t i = 0; i < word.size && size < MAX_NAME_BYTES; i++) {
        char c = word.data[i];
        bool is_upper = c >= 'A' && c <= 'Z';
        bool is_letter = is_upper || (c >= 'a' && c <= 'z') || (c & 0x80);
        if ((is_upper && was_lower) || (!is_letter && out[size - 1] != '-')) {
            out[size++] = '-';
        }
        if (is_letter && size < MAX_NAME_BYTES) {
            out[size++] = (char)(is_upper ? c | 0x20 : c);
        }
        was_lower = is_letter && !is_upper;
    }
    if (out[size - 1] != '-') {
        out[size++] = '-';
    }
    return size;
}

static bool holds(const char *name, size_t size, const char *wanted)
{
    size_t length = strlen(wanted);
    const char *at = name;
    const char *end = name + size;
    while (at && (size_t)(end - at) >= length + 2) {
        if (memcmp(at + 1, wanted, length) == 0 && at[length + 1] == '-') {
            return true;
        }
        at = memchr(at + 1, '-', (size_t)(end - at) - 1);
    }
    return false;
}

/* Whether a name tells what an element has or lacks, and not what it is. */
static bool is_state(const char *name, size_t size)
{
    static const char *const fronts[] = {
        "-has-", "-with-", "-no-", "-without-", "-show-", "-hide-", NULL};
    for (size_t i = 0; fronts[i]; i++) {
        size_t length = strlen(fronts[i]);
        if (size >= length && memcmp(name, fronts[i], length) == 0) {
            return true;
        }
    }
    return false;
}

static bool value_has(bf_str value, const char *const *wanted)
{
    char name[MAX_NAME_BYTES + 2];
    size_t size;
    while ((size = next_name(name, &value)) > 0) {
        if (is_state(name, size)) {
            continue;
        }
        for (size_t i = 0; wanted[i]; i++) {
            if (holds(name, size, wanted[i])) {
                return true;
            }
        }
    }
    return false;
}

static bool has_name(const GumboNode *node, const char *const *wanted)
{
    return value_has(bfi_html_attribute(node, "class"), wanted) ||
           value_has(bfi_html_attribute(node, "id"), wanted);
}

bool bfi_html_is_named_clutter(const GumboNode *node)
{
    return has_name(node, clutter);
}

bool bfi_html_is_named_caption(const GumboNode *node)
{
    return has_name(node, captions);
}

bool bfi_html_is_named_gallery(const GumboNode *node)
{
    return has_name(node, galleries);
}
