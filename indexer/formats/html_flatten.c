/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bounds the depth of a page before it is parsed. The parser walks its stack of
 * open elements for most tags, so a page of nothing but <div> (or, as old
 * editors wrote them, of fonts that never close) would take time in the square
 * of its size.
 *
 * A stack of names stands for the parser's stack: an end tag closes the nearest
 * element of its name, but reaches out of no table cell or the like, as in the
 * parser. Where BF_MAX_NESTING elements are open, further tags are blanked out:
 * their text stays. Tags that close themselves (<p>, <li>, ...) do not count.
 */

#include "html_tree.h"

#include <string.h>
#include <strings.h>

typedef struct flattener {
    char *at;
    char *end;
    size_t depth;
    GumboTag open[BF_MAX_NESTING];
} flattener;

static bool is_one_of(GumboTag tag, const GumboTag *tags)
{
    for (; *tags != GUMBO_TAG_LAST; tags++) {
        if (*tags == tag) {
            return true;
        }
    }
    return false;
}

/* Void elements, and those whose end the parser supplies. */
static bool is_uncounted(GumboTag tag)
{
    static const GumboTag tags[] = {
        GUMBO_TAG_AREA,   GUMBO_TAG_BASE,     GUMBO_TAG_BR,    GUMBO_TAG_COL,
        GUMBO_TAG_EMBED,  GUMBO_TAG_HR,       GUMBO_TAG_IMG,   GUMBO_TAG_INPUT,
        GUMBO_TAG_KEYGEN, GUMBO_TAG_LINK,     GUMBO_TAG_META,  GUMBO_TAG_PARAM,
        GUMBO_TAG_SOURCE, GUMBO_TAG_TRACK,    GUMBO_TAG_WBR,   GUMBO_TAG_P,
        GUMBO_TAG_LI,     GUMBO_TAG_DT,       GUMBO_TAG_DD,    GUMBO_TAG_OPTION,
        GUMBO_TAG_TR,     GUMBO_TAG_TBODY,    GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT,
        GUMBO_TAG_HTML,   GUMBO_TAG_HEAD,     GUMBO_TAG_BODY,  GUMBO_TAG_TD,
        GUMBO_TAG_TH,     GUMBO_TAG_COLGROUP, GUMBO_TAG_LAST};
    return is_one_of(tag, tags);
}

/* Elements that an end tag from inside does not reach out of. */
static bool is_boundary(GumboTag tag)
{
    static const GumboTag tags[] = {GUMBO_TAG_TABLE,    GUMBO_TAG_CAPTION,
                                    GUMBO_TAG_OBJECT,   GUMBO_TAG_APPLET,
                                    GUMBO_TAG_TEMPLATE, GUMBO_TAG_SELECT,
                                    GUMBO_TAG_SVG,      GUMBO_TAG_MATH,
                                    GUMBO_TAG_MARQUEE,  GUMBO_TAG_LAST};
    return is_one_of(tag, tags);
}

/* Elements whose content is text, whatever looks like tags in it. */
static bool is_raw_text(GumboTag tag)
{
    static const GumboTag tags[] = {
        GUMBO_TAG_SCRIPT,  GUMBO_TAG_STYLE,    GUMBO_TAG_TEXTAREA,
        GUMBO_TAG_TITLE,   GUMBO_TAG_XMP,      GUMBO_TAG_IFRAME,
        GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES, GUMBO_TAG_LAST};
    return is_one_of(tag, tags);
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The end of the tag that begins at `at`; quoted values may hold `>`. */
static char *tag_end(char *at, const char *end)
{
    char quote = '\0';
    for (; at < end; at++) {
        if (quote && *at == quote) {
            quote = '\0';
        } else if (quote) {
            continue;
        } else if (*at == '>') {
            return at + 1;
        } else if ((*at == '"' || *at == '\'') && at[-1] == '=') {
            quote = *at;
        }
    }
    return at;
}

static GumboTag tag_of(const char *name, const char *end)
{
    const char *at = name;
    while (at < end && (is_letter(*at) || (*at >= '0' && *at <= '9'))) {
        at++;
    }
    return gumbo_tagn_enum(name, (unsigned)(at - name));
}

/* The place after a comment; one that does not end goes on to the end. */
static char *comment_end(char *at, const char *end)
{
    char *closing = memmem(at + 2, (size_t)(end - at) - 2, "-->", 3);
    return closing ? closing + 3 : (char *)end;
}

/* The place where the end tag of a raw text element begins. */
static char *raw_text_end(char *at, const char *end, GumboTag tag)
{
    while (at < end) {
        at = memchr(at, '<', (size_t)(end - at));
        if (!at) {
            break;
        }
        if (end - at > 2 && at[1] == '/' && tag_of(at + 2, end) == tag) {
            return at;
        }
        at++;
    }
    return (char *)end;
}

static void blank(char *from, const char *to)
{
    memset(from, ' ', (size_t)(to - from));
}

static void see_start_tag(flattener *flat, char *end)
{
    GumboTag tag = tag_of(flat->at + 1, end);
    char *start = flat->at;
    flat->at = end;
    if (is_raw_text(tag)) {
        flat->at = raw_text_end(end, flat->end, tag);
        return;
    }
    if (is_uncounted(tag)) {
        return;
    }
    if (flat->depth == BF_MAX_NESTING) {
        blank(start, end);
        return;
    }
    flat->open[flat->depth++] = tag;
}

static void see_end_tag(flattener *flat, char *end)
{
    GumboTag tag = tag_of(flat->at + 2, end);
    flat->at = end;
    for (size_t i = flat->depth; i > 0; i--) {
        if (flat->open[i - 1] == tag) {
            flat->depth = i - 1;
            return;
        }
        if (is_boundary(flat->open[i - 1])) {
            return;
        }
    }
}

void bfi_html_flatten(char *html, size_t size)
{
    flattener flat = {.at = html, .end = html + size};
    while (flat.at < flat.end) {
        char *at = memchr(flat.at, '<', (size_t)(flat.end - flat.at));
        size_t left = at ? (size_t)(flat.end - at) : 0;
        if (left < 3) {
            return;
        }
        flat.at = at;
        if (is_letter(at[1])) {
            see_start_tag(&flat, tag_end(at + 1, flat.end));
        } else if (at[1] == '/' && is_letter(at[2])) {
            see_end_tag(&flat, tag_end(at + 2, flat.end));
        } else if (left >= 4 && memcmp(at, "<!--", 4) == 0) {
            flat.at = comment_end(at, flat.end);
        } else {
            flat.at++;
        }
    }
}
