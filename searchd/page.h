/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_SEARCHD_PAGE_H
#define BF_SEARCHD_PAGE_H

/*
 * The HTML page. Rule: what comes from an article or a client is escaped where
 * it is written, by bfi_html_text() or by a slot that is not marked as HTML;
 * only literals and what these made go out as they are.
 */

#include "http.h"

/* Files of web/, embedded (web.c) -------------------------------------------
 */

typedef enum web_file {
    WEB_PAGE_HTML,    /* the frame of all pages */
    WEB_OPENING_HTML, /* what stands in it before anything is asked */
    WEB_NOTHING_HTML, /* when nothing was found */
    WEB_PROBLEM_HTML, /* when something is wrong */
    WEB_PAGE_CSS,
    WEB_ICON_SVG
} web_file;

bf_str bfi_web_file(web_file file);

/* A name of 16 hexadecimal digits for the contents of a file. */
void bfi_web_version(char out[17], web_file file);

/* What stands for {{name}} in a file. */
typedef struct web_slot {
    const char *name;
    bf_str text;
    bool is_html; /* it is written as it is; else it is escaped */
} web_slot;

/* Append a file with its slots filled; a name without slot gives nothing. */
void bfi_web_expand(bf_buf *out, web_file file, const web_slot *slots,
                    size_t count);

/* Pieces (html.c) ------------------------------------------------------------
 */

/* Append text, escaped, with control characters and broken UTF-8 replaced. */
void bfi_html_text(bf_buf *out, bf_str text);
/* Append text, percent-encoded as a value of a query string. */
void bfi_html_urlencode(bf_buf *out, bf_str text);
/* Append a number as people read it: 12,345. */
void bfi_html_number(bf_buf *out, uint64_t number);
/* Append a time element with its day: 20 June 2014. Nothing for no time. */
void bfi_html_date(bf_buf *out, bf_time time);
/* Append `href="…"` for the address of an article, and say whether there is
 * one that a browser may be sent to: http and https only. An address that
 * begins with one `/` is within `site` (NULL: nowhere). */
bool bfi_html_href(bf_buf *out, bf_str url, const char *site);

/* Pages ----------------------------------------------------------------------
 */

/* What the frame needs to know (page.c). */
typedef struct page_frame {
    const char *kind; /* class of the body */
    bf_str title;     /* of the document, before the name of the site */
    const bf_search_request *search; /* fills the form */
    bf_buf *main;                    /* HTML */
} page_frame;

/* Write a whole page into the response. */
void bfi_page_write(const worker *self, const http_request *request,
                    http_response *response, const page_frame *frame);

void bfi_page_problem(const worker *self, const http_request *request,
                      http_response *response, const http_problem *problem);

/* Append the results of a search as HTML (page_results.c). */
void bfi_page_results(bf_buf *out, const searchd_options *options,
                      const bf_search_request *search,
                      const bf_results *results);
/* Append the links to other pages of results (page_links.c). */
void bfi_page_paging(bf_buf *out, const bf_search_request *search,
                     const bf_results *results);
/* Append the links to the same query in other modes. */
void bfi_page_modes(bf_buf *out, const bf_search_request *search);
/* Append a link to the widest reading of a query that found nothing, unless
 * it was read that way. */
void bfi_page_retry(bf_buf *out, const bf_search_request *search);

#endif
