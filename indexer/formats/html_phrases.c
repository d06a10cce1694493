/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lines that pages of many sites have around an article, in the languages of
 * many of them. ASCII letters are compared in lower case.
 */

#include "html_phrases.h"

#include "plain.h"

#include <string.h>

enum {
    MAX_LINE_BYTES = 64
};

/* Append the characters of a text in lower case; white space is one space, and
 * none at the front. */
static size_t add_lower(char *out, size_t size, size_t room, const char *text)
{
    for (; *text && size < room; text++) {
        bool is_nbsp = memcmp(text, "\xc2\xa0", 2) == 0;
        if (!bfi_is_space(*text) && !is_nbsp) {
            char c = *text;
            out[size++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
        } else if (size > 0 && out[size - 1] != ' ') {
            out[size++] = ' ';
        }
        text += is_nbsp;
    }
    return size;
}

/* The beginning of what `top` says. */
static size_t first_words(char *out, size_t room, const GumboNode *top)
{
    const GumboNode *node = top;
    size_t size = 0;
    while (node && size < room) {
        bool skip = node != top && bfi_html_is_invisible(node);
        if (node->type == GUMBO_NODE_TEXT ||
            node->type == GUMBO_NODE_WHITESPACE) {
            size = add_lower(out, size, room, node->v.text.text);
        }
        node = bfi_html_next(node, top, skip);
    }
    return size;
}

/* Whether the line is one of `phrases`, or begins with one. */
static bool begins_with(const char *line, size_t size,
                        const char *const *phrases)
{
    for (size_t i = 0; phrases[i]; i++) {
        size_t length = strlen(phrases[i]);
        if (size >= length && memcmp(line, phrases[i], length) == 0 &&
            (size == length || line[length] < 'a' || line[length] > 'z')) {
            return true;
        }
    }
    return false;
}

/* Whether the line is one of `phrases`, but for a number and signs around it.
 */
static bool is_one_of(const char *line, size_t size, const char *const *phrases)
{
    static const char signs[] = "0123456789() :.,+-|";
    while (size > 0 && strchr(signs, *line)) {
        line++;
        size--;
    }
    while (size > 0 && strchr(signs, line[size - 1])) {
        size--;
    }
    for (size_t i = 0; phrases[i]; i++) {
        if (size == strlen(phrases[i]) && memcmp(line, phrases[i], size) == 0) {
            return true;
        }
    }
    return false;
}

bool bfi_html_leads_elsewhere(const GumboNode *node)
{
    /* What may be the first word of a sentence is the whole line. */
    static const char *const words[] = {
        "related",     "recommended",   "trending",    "most popular",
        "most read",   "advertisement", "sponsored",   "tagged",
        "tags",        "topics",        "loading",     "share",
        "print",       "email",         "tweet",       "follow",
        "anzeige",     "werbung",       "publicité",   "publicidad",
        "publicidade", "pubblicità",    "advertentie", "reklama",
        NULL};
    static const char *const phrases[] = {
        "related:", "related articles", "related stories", "related posts",
        "related content", "related topics", "related news", "related tags",
        "related coverage", "related video", "read more", "read also",
        "read next", "read:", "read the full", "read our", "also read",
        "more:", "more from", "more on this", "more stories", "see more",
        "see also", "see:", "watch:", "watch more", "listen:", "don't miss",
        "don’t miss", "must read", "you may also like", "you might also",
        "share this", "share on", "share:", "share your thoughts", "tweet this",
        "follow us", "follow @", "like us on", "join us on", "sign up",
        "subscribe", "get the latest", "download our", "click here",
        "story continues", "article continues", "continue reading",
        "filed under", "tags:", "topics:", "posted in",
        "categories:", "photo:", "photos:", "image:", "images:", "photo by",
        "photograph by", "image credit", "getty images",
        "source:", "about the author", "contact the", "leave a comment",
        "leave a reply", "no comments", "view comments", "copyright", "©",
        "all rights reserved", "originally published", "have a tip",
        "have a news tip", "got a tip", "lesen sie auch", "lesen sie mehr",
        "mehr zum thema", "mehr dazu", "auch interessant", "weiterlesen",
        "zum thema", "lire aussi", "à lire aussi", "À lire aussi",
        "À lire également", "lire la suite", "à lire également", "voir aussi",
        "lea también", "lee también", "leer más", "ver también",
        "te puede interesar", "noticias relacionadas", "leia também",
        "leia mais", "veja também", "saiba mais", "leggi anche", "leggi tutto",
        "potrebbe interessarti", "lees ook", "lees meer", "czytaj też",
        "czytaj więcej", "zobacz też", "baca juga", "läs också", "läs mer",
        "les også", "læs også",
        /* Russian: read also, see also, on the subject */
        "Читайте также", "Смотрите также", "По теме",
        /* Chinese and Japanese: related articles */
        "相关阅读", "相关文章", "関連記事", NULL};
    char line[MAX_LINE_BYTES];
    size_t size = first_words(line, sizeof line, node);
    return begins_with(line, size, phrases) || is_one_of(line, size, words);
}

bool bfi_html_heads_comments(const GumboNode *node)
{
    static const char *const phrases[] = {"comments",
                                          "top comments",
                                          "top rated comments",
                                          "all comments",
                                          "reader comments",
                                          "readers' comments",
                                          "leave a comment",
                                          "leave a reply",
                                          "post a comment",
                                          "add a comment",
                                          "join the discussion",
                                          "join the conversation",
                                          "what do you think?",
                                          "kommentare",
                                          "diskutieren sie",
                                          "commentaires",
                                          "comentarios",
                                          "comentários",
                                          "commenti",
                                          "reacties",
                                          "komentarze",
                                          "kommentarer",
                                          "Комментарии",
                                          "评论",
                                          "コメント",
                                          NULL};
    char line[MAX_LINE_BYTES];
    size_t size = first_words(line, sizeof line, node);
    return is_one_of(line, size, phrases);
}
