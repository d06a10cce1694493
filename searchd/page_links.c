/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Links from a page of results to its neighbours: other pages of the same
 * query, and the same query read in another way. */

#include "page.h"

#include <string.h>

enum {
    /* Numbered pages on either side of the one at hand. */
    PAGES_ASIDE = 3
};

static void add_value(bf_buf *out, const char *name, bf_str value)
{
    bf_buf_printf(out, "&amp;%s=", name);
    bfi_html_urlencode(out, value);
}

/* `href="?q=…"`, with all of the search but its offset and mode. */
static void add_href(bf_buf *out, const bf_search_request *search,
                     bf_search_mode mode, uint32_t offset)
{
    bf_buf_add_text(out, "href=\"?q=");
    bfi_html_urlencode(out, search->query);
    if (mode != BF_SEARCH_AUTO) {
        add_value(out, "mode", bf_str_of(bf_search_mode_name(mode)));
    }
    if (search->lang.size > 0) {
        add_value(out, "lang", search->lang);
    }
    if (search->limit != BF_DEFAULT_PAGE) {
        bf_buf_printf(out, "&amp;limit=%u", (unsigned)search->limit);
    }
    if (offset > 0) {
        bf_buf_printf(out, "&amp;offset=%u", (unsigned)offset);
    }
    bf_buf_add_byte(out, '"');
}

static void add_step(bf_buf *out, const bf_search_request *search,
                     uint32_t offset, const char *rel, const char *text)
{
    bf_buf_printf(out, "<li class=\"%s\"><a rel=\"%s\" ", rel, rel);
    add_href(out, search, search->mode, offset);
    bf_buf_printf(out, ">%s</a></li>\n", text);
}

static void add_page(bf_buf *out, const bf_search_request *search,
                     uint32_t page, bool is_current)
{
    bf_buf_add_text(out, "<li><a ");
    add_href(out, search, search->mode, page * search->limit);
    if (is_current) {
        bf_buf_add_text(out, " aria-current=\"page\"");
    }
    bf_buf_printf(out, " aria-label=\"Page %u\">%u</a></li>\n",
                  (unsigned)page + 1, (unsigned)page + 1);
}

/* The last page that can be asked for, from 0. */
static uint32_t last_page(const bf_results *results, uint32_t limit)
{
    uint64_t last = results->total > 0 ? (results->total - 1) / limit : 0;
    uint64_t reach = BF_MAX_OFFSET / limit;
    return (uint32_t)(last < reach ? last : reach);
}

static void add_pages(bf_buf *out, const bf_search_request *search,
                      uint32_t page, uint32_t last)
{
    uint32_t from = page > PAGES_ASIDE ? page - PAGES_ASIDE : 0;
    for (uint32_t at = from; at <= last && at <= page + PAGES_ASIDE; at++) {
        add_page(out, search, at, at == page);
    }
}

void bfi_page_paging(bf_buf *out, const bf_search_request *search,
                     const bf_results *results)
{
    uint32_t page = search->offset / search->limit;
    uint32_t last = last_page(results, search->limit);
    if (last == 0 && search->offset == 0) {
        return;
    }
    bf_buf_add_text(out, "<nav class=\"paging\" aria-label=\"Pages of "
                         "results\">\n<ul>\n");
    if (search->offset > 0) {
        uint32_t back = page > last + 1 ? last + 1 : page;
        uint32_t offset = back > 0 ? (back - 1) * search->limit : 0;
        add_step(out, search, offset, "prev", "← Previous");
    }
    add_pages(out, search, page, last);
    if (page < last) {
        add_step(out, search, (page + 1) * search->limit, "next", "Next →");
    }
    bf_buf_add_text(out, "</ul>\n</nav>\n");
}

void bfi_page_modes(bf_buf *out, const bf_search_request *search)
{
    static const char *const texts[] = {
        [BF_SEARCH_AUTO] = "best match",
        [BF_SEARCH_ALL] = "all words",
        [BF_SEARCH_ANY] = "any word",
        [BF_SEARCH_PHRASE] = "exact phrase",
    };
    static const bf_search_mode order[] = {BF_SEARCH_AUTO, BF_SEARCH_ALL,
                                           BF_SEARCH_ANY, BF_SEARCH_PHRASE};
    bf_buf_add_text(out, "<nav class=\"modes\" aria-label=\"How words are "
                         "matched\">\n<ul>\n");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        bf_buf_add_text(out, "<li><a ");
        add_href(out, search, order[i], 0);
        if (order[i] == search->mode) {
            bf_buf_add_text(out, " aria-current=\"true\"");
        }
        bf_buf_printf(out, ">%s</a></li>\n", texts[order[i]]);
    }
    bf_buf_add_text(out, "</ul>\n</nav>\n");
}

void bfi_page_retry(bf_buf *out, const bf_search_request *search)
{
    if (search->mode == BF_SEARCH_AUTO || search->mode == BF_SEARCH_ANY) {
        return;
    }
    bf_buf_add_text(out, "<p>Or look for <a ");
    add_href(out, search, BF_SEARCH_ANY, 0);
    bf_buf_add_text(out, ">articles with any of these words</a>.</p>\n");
}
