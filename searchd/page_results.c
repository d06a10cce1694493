/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The results of a search as HTML: what was found, notes, hits. */

#include "page.h"

#include <string.h>

enum {
    /* Authors that are named; a paper by forty is by some and others. */
    AUTHORS_SHOWN = 4
};

/* What was found ------------------------------------------------------------
 */

static void add_range(bf_buf *out, const bf_results *results)
{
    uint64_t first = (uint64_t)results->offset + 1;
    if (results->count == 0 || results->total <= results->count) {
        return;
    }
    bf_buf_add_text(out, "<span class=\"range\">");
    bfi_html_number(out, first);
    bf_buf_add_text(out, "–");
    bfi_html_number(out, results->offset + results->count);
    bf_buf_add_text(out, " of</span> ");
}

static void add_heading(bf_buf *out, const bf_results *results)
{
    bf_buf_add_text(out, "<h1>");
    if (results->total == 0) {
        bf_buf_add_text(out, "Nothing found");
    } else {
        add_range(out, results);
        bf_buf_add_text(out, results->total_exact ? "" : "at least ");
        bfi_html_number(out, results->total);
        bf_buf_add_text(out, results->total == 1 ? " article" : " articles");
    }
    bf_buf_add_text(out, " for “<bdi>");
    bfi_html_text(out, results->query);
    bf_buf_add_text(out, "</bdi>”</h1>\n");
}

static void add_notes(bf_buf *out, const bf_results *results)
{
    if (results->note_count == 0 && !results->partial) {
        return;
    }
    bf_buf_add_text(out, "<ul class=\"notes\" aria-label=\"Notes\">\n");
    for (size_t i = 0; i < results->note_count; i++) {
        bf_buf_add_text(out, "<li>");
        bfi_html_text(out, results->notes[i].text);
        bf_buf_add_text(out, "</li>\n");
    }
    if (results->partial) {
        bf_buf_add_text(out, "<li>The search was cut short: there may be "
                             "more than is shown here.</li>\n");
    }
    bf_buf_add_text(out, "</ul>\n");
}

/* A hit ---------------------------------------------------------------------
 */

static void add_title_text(bf_buf *out, const bf_hit *hit)
{
    const bf_article *article = &hit->article;
    if (hit->title.text.size > 0) {
        bf_marked_html(out, &hit->title, "<mark>", "</mark>");
    } else if (article->title.size > 0) {
        bfi_html_text(out, article->title);
    } else {
        bfi_html_text(out, article->url.size > 0 ? article->url : article->id);
    }
}

static void add_title(bf_buf *out, const bf_hit *hit, const char *site)
{
    size_t start = out->size;
    bool is_link;
    bf_buf_add_text(out, "<h2><a ");
    is_link = bfi_html_href(out, hit->article.url, site);
    bf_buf_add_byte(out, '>');
    if (!is_link) {
        bf_buf_truncate(out, start);
        bf_buf_add_text(out, "<h2>");
    }
    add_title_text(out, hit);
    bf_buf_add_text(out, is_link ? "</a></h2>\n" : "</h2>\n");
}

static void add_authors(bf_buf *out, bf_str_list authors)
{
    size_t shown = authors.count;
    if (shown > AUTHORS_SHOWN) {
        shown = AUTHORS_SHOWN - 1;
    }
    bf_buf_add_text(out, "<li class=\"authors\">by ");
    for (size_t i = 0; i < shown; i++) {
        bool is_last = i + 1 == authors.count;
        bf_buf_add_text(out, i == 0 ? "" : is_last ? " and " : ", ");
        bf_buf_add_text(out, "<bdi>");
        bfi_html_text(out, authors.items[i]);
        bf_buf_add_text(out, "</bdi>");
    }
    if (shown < authors.count) {
        bf_buf_printf(out, " and %zu others", authors.count - shown);
    }
    bf_buf_add_text(out, "</li>\n");
}

/* Section, day and authors. English in itself, it keeps its own direction
 * in an article of any script. */
static void add_facts(bf_buf *out, const bf_article *article)
{
    bool has_date = article->published != BF_TIME_NONE;
    if (article->section.size == 0 && !has_date &&
        article->authors.count == 0) {
        return;
    }
    bf_buf_add_text(out, "<ul class=\"facts\" lang=\"en\" dir=\"ltr\">\n");
    if (article->section.size > 0) {
        bf_buf_add_text(out, "<li class=\"section\"><bdi>");
        bfi_html_text(out, article->section);
        bf_buf_add_text(out, "</bdi></li>\n");
    }
    if (has_date) {
        bf_buf_add_text(out, "<li>");
        bfi_html_date(out, article->published);
        bf_buf_add_text(out, "</li>\n");
    }
    if (article->authors.count > 0) {
        add_authors(out, article->authors);
    }
    bf_buf_add_text(out, "</ul>\n");
}

static void add_excerpt(bf_buf *out, const bf_excerpt *excerpt)
{
    if (excerpt->count == 0) {
        return;
    }
    bf_buf_add_text(out, "<p class=\"excerpt\" dir=\"auto\">");
    for (size_t i = 0; i < excerpt->count; i++) {
        const bf_marked *fragment = &excerpt->fragments[i];
        bool is_last = i + 1 == excerpt->count;
        bf_buf_add_text(out, i == 0 && fragment->cut_start ? "… " : "");
        bf_marked_html(out, fragment, "<mark>", "</mark>");
        bf_buf_add_text(out, !is_last || fragment->cut_end ? " … " : "");
    }
    bf_buf_add_text(out, "</p>\n");
}

static void add_hit(bf_buf *out, const bf_hit *hit, const char *site)
{
    bf_buf_add_text(out, "<li>\n<article dir=\"auto\"");
    if (hit->article.lang.size > 0) {
        bf_buf_add_text(out, " lang=\"");
        bfi_html_text(out, hit->article.lang);
        bf_buf_add_byte(out, '"');
    }
    bf_buf_add_text(out, ">\n");
    add_title(out, hit, site);
    add_facts(out, &hit->article);
    add_excerpt(out, &hit->excerpt);
    bf_buf_add_text(out, "</article>\n</li>\n");
}

/* All hits -------------------------------------------------------------------
 */

static void open_list(bf_buf *out, uint32_t rank)
{
    bf_buf_printf(out, "<ol class=\"hits\" start=\"%u\">\n", (unsigned)rank);
}

/* Hits with all words, then, under a line of their own, those with fewer. */
static void add_hits(bf_buf *out, const bf_results *results, const char *site)
{
    bool is_open = false;
    for (size_t i = 0; i < results->count; i++) {
        const bf_hit *hit = &results->hits[i];
        bool is_fewer = !hit->all_words && (i == 0 || hit[-1].all_words);
        if (is_fewer) {
            bf_buf_add_text(out, is_open ? "</ol>\n" : "");
            bf_buf_add_text(out, "<p class=\"fewer\">With some of these "
                                 "words</p>\n");
        }
        if (is_fewer || !is_open) {
            open_list(out, hit->rank);
            is_open = true;
        }
        add_hit(out, hit, site);
    }
    bf_buf_add_text(out, is_open ? "</ol>\n" : "");
}

void bfi_page_results(bf_buf *out, const searchd_options *options,
                      const bf_search_request *search,
                      const bf_results *results)
{
    add_heading(out, results);
    bfi_page_modes(out, search);
    add_notes(out, results);
    if (results->total == 0) {
        bfi_web_expand(out, WEB_NOTHING_HTML, NULL, 0);
        bfi_page_retry(out, search);
        return;
    }
    if (results->count == 0) {
        bf_buf_add_text(out, "<p class=\"lead\">There are no results as far "
                             "down as this.</p>\n");
    }
    add_hits(out, results, options->site);
    bfi_page_paging(out, search, results);
}
