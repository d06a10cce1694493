/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What in the text of an article is not of it: captions, lists of links, lines
 * that lead elsewhere, and what stands before its first and after its last
 * sentence. Where a page has so little prose that nothing can be told from
 * that, only captions go.
 */

#include "html_names.h"
#include "html_outline.h"
#include "html_phrases.h"

#include <string.h>
#include <strings.h>

enum {
    /* A line that leads elsewhere is not longer, but for what it links. */
    MAX_LEAD_BYTES = 80,
    MIN_TABLE_BYTES = 60,
    MIN_SENTENCE_BYTES = 30
};

typedef struct trimmer {
    bfi_html_outline *outline;
    uint32_t main;
    uint32_t prose; /* of it, at the beginning */
    bf_str site;    /* the host of the page; empty when it is not known */
} trimmer;

static uint32_t end_of(const trimmer *trim)
{
    return trim->outline->entries[trim->main].end;
}

static bool is_heading(const bfi_html_entry *entry)
{
    return bfi_html_heading_level(entry->node) > 0;
}

/* A block that is one line, or lines that <br> parts. */
static bool is_leaf(const bfi_html_entry *entry)
{
    return entry->is_block && !entry->has_block && entry->all.text > 0;
}

/* Captions ---------------------------------------------------------------- */

static bool has_picture(const GumboNode *figure)
{
    static const GumboTag tags[] = {
        GUMBO_TAG_IMG, GUMBO_TAG_VIDEO,  GUMBO_TAG_AUDIO, GUMBO_TAG_IFRAME,
        GUMBO_TAG_SVG, GUMBO_TAG_OBJECT, GUMBO_TAG_EMBED, GUMBO_TAG_LAST};
    for (const GumboNode *node = figure; node;
         node = bfi_html_next(node, figure, false)) {
        for (size_t i = 0;
             bfi_html_is_element(node) && tags[i] != GUMBO_TAG_LAST; i++) {
            if (node->v.element.tag == tags[i]) {
                return true;
            }
        }
    }
    return false;
}

/* A figure may hold a table, a listing or a quotation instead. */
static bool is_caption(const bfi_html_entry *entry)
{
    return bfi_html_is_tag(entry->node, GUMBO_TAG_FIGCAPTION) ||
           (bfi_html_is_tag(entry->node, GUMBO_TAG_FIGURE) &&
            has_picture(entry->node)) ||
           bfi_html_is_named_caption(entry->node);
}

typedef bool is_kind(const bfi_html_entry *entry);

static bool is_gallery(const bfi_html_entry *entry)
{
    return bfi_html_is_named_gallery(entry->node);
}

/* Mark the pictures of a kind, but for what has much of the article; how much
 * prose all of them have. */
static uint64_t mark_pictures(trimmer *trim, is_kind *is)
{
    uint64_t prose = 0;
    for (uint32_t i = trim->main + 1; i < end_of(trim);) {
        bfi_html_entry *entry = &trim->outline->entries[i];
        bool is_small =
            trim->prose == 0 || (uint64_t)entry->all.prose * 3 <= trim->prose;
        bool is_one = !entry->is_cut && is(entry);
        entry->is_marked = is_one && is_small;
        prose += is_one ? entry->all.prose : 0;
        i = entry->is_cut || entry->is_marked ? entry->end : i + 1;
    }
    return prose;
}

static void cut_pictures(trimmer *trim, is_kind *is, bool even_if_much)
{
    uint64_t prose = mark_pictures(trim, is);
    bool are_cut = even_if_much || prose * 3 <= trim->prose;
    for (uint32_t i = trim->main + 1; i < end_of(trim); i++) {
        bfi_html_entry *entry = &trim->outline->entries[i];
        if (entry->is_marked && are_cut) {
            entry->is_cut = true;
            entry->is_picture = true;
        }
        entry->is_marked = false;
    }
    bfi_html_outline_sum(trim->outline);
}

/* Links ------------------------------------------------------------------- */

/* The host of an address without "www."; empty when it has none. */
static bf_str host_of(bf_str address)
{
    const char *slashes =
        address.size > 0 ? memmem(address.data, address.size, "//", 2) : NULL;
    bf_str host = {NULL, 0};
    /* Before it is a scheme, or nothing. */
    if (!slashes || slashes - address.data > 6) {
        return host;
    }
    host = (bf_str){slashes + 2,
                    (size_t)(address.data + address.size - slashes) - 2};
    for (size_t i = 0; i < host.size; i++) {
        if (strchr("/?#:", host.data[i])) {
            host.size = i;
        }
    }
    if (host.size > 4 && strncasecmp(host.data, "www.", 4) == 0) {
        host.data += 4;
        host.size -= 4;
    }
    return host;
}

/* Whether `host` is `site` or a part of it: news.site.example. */
static bool is_host_of(bf_str host, bf_str site)
{
    size_t before = host.size - site.size;
    return host.size >= site.size &&
           strncasecmp(host.data + before, site.data, site.size) == 0 &&
           (before == 0 || host.data[before - 1] == '.');
}

/* Whether a link goes to another site than that of the page. One that has the
 * site in its address shares the page. */
static bool is_out(const trimmer *trim, bf_str address)
{
    bf_str host = host_of(address);
    if (trim->site.size == 0) {
        return host.size > 0;
    }
    return host.size > 0 && !is_host_of(host, trim->site) &&
           !memmem(address.data, address.size, trim->site.data,
                   trim->site.size);
}

/* Whether the first link in `top` goes to another site, so that it is what the
 * text is about and not what else there is to read. */
static bool leads_out(const trimmer *trim, const GumboNode *top)
{
    for (const GumboNode *node = top; node;
         node = bfi_html_next(node, top, false)) {
        if (bfi_html_is_tag(node, GUMBO_TAG_A)) {
            return is_out(trim, bfi_html_attribute(node, "href"));
        }
    }
    return false;
}

/* Whether an entry is a table, or nothing but a box around one. */
static bool boxes_table(const bfi_html_entry *entry)
{
    uint32_t text = entry->all.text;
    while (entry->all.text == text && entry->has_block &&
           !bfi_html_is_tag(entry->node, GUMBO_TAG_TABLE)) {
        entry++; /* the first that is inside */
    }
    return entry->all.text == text &&
           bfi_html_is_tag(entry->node, GUMBO_TAG_TABLE);
}

/* Whether a block is links and hardly anything else; a table has many. */
static bool is_links(const trimmer *trim, const bfi_html_entry *entry)
{
    const bfi_html_sizes *all = &entry->all;
    uint64_t tenths = boxes_table(entry) ? 9 : 7;
    return entry->is_block && all->link > 0 &&
           (uint64_t)all->link * 10 >= (uint64_t)all->text * tenths &&
           (uint64_t)all->prose * 3 <= trim->prose &&
           !leads_out(trim, entry->node);
}

/* Whether a table is part of the text, and does not lay out the page: then its
 * cells are not looked at one by one. */
static bool is_table(const trimmer *trim, const bfi_html_entry *entry)
{
    return bfi_html_is_tag(entry->node, GUMBO_TAG_TABLE) &&
           (uint64_t)entry->all.prose * 3 <= trim->prose;
}

/* Lines that lead elsewhere ----------------------------------------------- */

/* Whether a short line leads to other articles, to sharing, to subscribing. */
static bool leads_elsewhere(const bfi_html_entry *entry)
{
    return is_leaf(entry) &&
           entry->all.text - entry->all.link <= MAX_LEAD_BYTES &&
           bfi_html_leads_elsewhere(entry->node);
}

/* Where what readers say begins, behind `before` bytes of prose. What is no
 * heading may be a link to it in the midst of the article. */
static bool heads_comments(const trimmer *trim, const bfi_html_entry *entry,
                           uint32_t before)
{
    return is_leaf(entry) && entry->all.prose == 0 &&
           before >= BFI_HTML_MIN_ARTICLE &&
           (is_heading(entry) || (uint64_t)before * 2 >= trim->prose) &&
           bfi_html_heads_comments(entry->node);
}

/* Before and after -------------------------------------------------------- */

/* A line that says nothing by itself: a date, a name, a label. */
static bool is_label(const bfi_html_entry *entry)
{
    return is_leaf(entry) && entry->all.prose == 0 && !entry->ends_sentence &&
           !bfi_html_is_tag(entry->node, GUMBO_TAG_LI) &&
           !bfi_html_is_tag(entry->node, GUMBO_TAG_DT) &&
           !bfi_html_is_tag(entry->node, GUMBO_TAG_DD) &&
           !bfi_html_is_tag(entry->node, GUMBO_TAG_PRE);
}

/* A table with figures is as good as prose. */
static bool is_data(const bfi_html_entry *entry)
{
    return bfi_html_is_tag(entry->node, GUMBO_TAG_TABLE) &&
           entry->all.prose == 0 && entry->all.text >= MIN_TABLE_BYTES &&
           entry->all.link * 2 <= entry->all.text;
}

/* What surely is of the article: prose, figures, a short sentence. */
static bool is_text(const bfi_html_entry *entry)
{
    return entry->own.prose > 0 || is_data(entry) ||
           (is_leaf(entry) && entry->ends_sentence &&
            entry->all.text >= MIN_SENTENCE_BYTES);
}

static void find_text(const trimmer *trim, uint32_t *first, uint32_t *last)
{
    *first = end_of(trim);
    *last = trim->main;
    for (uint32_t i = trim->main; i < end_of(trim);) {
        const bfi_html_entry *entry = &trim->outline->entries[i];
        if (entry->is_cut) {
            i = entry->end;
            continue;
        }
        if (is_text(entry)) {
            *first = *first == end_of(trim) ? i : *first;
            *last = i;
        }
        i = is_data(entry) ? entry->end : i + 1;
    }
}

static void trim_ends(trimmer *trim)
{
    bfi_html_entry *entries = trim->outline->entries;
    uint32_t first;
    uint32_t last;
    find_text(trim, &first, &last);
    for (uint32_t i = trim->main + 1; i < end_of(trim);) {
        bfi_html_entry *entry = &entries[i];
        bool is_outside = entry->end <= first || i > last;
        bool is_before_text = entry->end == first && is_heading(entry) &&
                              !bfi_html_is_tag(entry->node, GUMBO_TAG_H1);
        if (!entry->is_cut && is_outside && !is_before_text &&
            is_label(entry)) {
            entry->is_cut = true;
        }
        i = entry->is_cut || is_data(entry) ? entry->end : i + 1;
    }
}

/* Cut all from where what readers say begins, if there is an article before. */
static void cut_comments(trimmer *trim)
{
    bfi_html_entry *entries = trim->outline->entries;
    uint32_t prose = 0;
    bool is_over = false;
    for (uint32_t i = trim->main + 1; i < end_of(trim);) {
        bfi_html_entry *entry = &entries[i];
        if (!entry->is_cut) {
            is_over = is_over || heads_comments(trim, entry, prose);
            entry->is_cut = is_over;
            prose += entry->own.prose;
        }
        i = entry->is_cut ? entry->end : i + 1;
    }
    bfi_html_outline_sum(trim->outline);
}

/* The whole --------------------------------------------------------------- */

static void cut_links(trimmer *trim)
{
    for (uint32_t i = trim->main + 1; i < end_of(trim);) {
        bfi_html_entry *entry = &trim->outline->entries[i];
        entry->is_cut =
            entry->is_cut || is_links(trim, entry) || leads_elsewhere(entry);
        i = entry->is_cut || is_table(trim, entry) ? entry->end : i + 1;
    }
    bfi_html_outline_sum(trim->outline);
}

/* Cut headings that no text follows any more: they are the last, or what they
 * stood over was cut. A heading over a lower one stays with it. */
static void cut_bare_headings(trimmer *trim)
{
    bfi_html_entry *entries = trim->outline->entries;
    unsigned level = 0; /* of the heading that follows at once; 0: the end */
    bool has_text = false;
    bool had_more = false; /* before it was cut */
    for (uint32_t i = end_of(trim); i-- > trim->main + 1;) {
        bfi_html_entry *entry = &entries[i];
        had_more = had_more || (entry->is_cut && !entry->is_picture &&
                                entry->own.text + entry->all.text > 0);
        if (entry->is_gone || entry->all.text == 0) {
            continue;
        }
        if (!is_heading(entry)) {
            has_text = has_text || (entry->own.text > 0 && !entry->in_heading);
            continue;
        }
        entry->is_cut = !has_text && (level == 0 || had_more) &&
                        bfi_html_heading_level(entry->node) >= level;
        if (!entry->is_cut) {
            level = bfi_html_heading_level(entry->node);
            has_text = false;
        }
        had_more = entry->is_cut;
    }
}

void bfi_html_trim(bfi_html_outline *outline, uint32_t main, bf_str address)
{
    trimmer trim = {outline, main, outline->entries[main].all.prose,
                    host_of(address)};
    bool has_prose = trim.prose >= BFI_HTML_MIN_ARTICLE;
    cut_pictures(&trim, is_gallery, false);
    cut_pictures(&trim, is_caption, true);
    if (has_prose) {
        cut_links(&trim);
        cut_comments(&trim);
        trim_ends(&trim);
        cut_bare_headings(&trim);
        bfi_html_outline_sum(outline);
    }
}
