/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is the same for everyone: the style of the page, its icon, and the word
 * to robots. */

#include "page.h"

static void write_file(http_response *response, web_file file, const char *type)
{
    bf_str text = bfi_web_file(file);
    response->type = type;
    response->cache = HTTP_CACHE_LONG;
    bf_buf_add(&response->body, text.data, text.size);
}

void bfi_handle_css(worker *self, const http_request *request,
                    http_response *response)
{
    (void)self;
    (void)request;
    write_file(response, WEB_PAGE_CSS, "text/css; charset=utf-8");
}

void bfi_handle_icon(worker *self, const http_request *request,
                     http_response *response)
{
    (void)self;
    (void)request;
    write_file(response, WEB_ICON_SVG, "image/svg+xml; charset=utf-8");
    response->cache = "public, max-age=86400";
}

/* Every query is a page: a robot that follows links would never end. */
void bfi_handle_robots(worker *self, const http_request *request,
                       http_response *response)
{
    (void)self;
    (void)request;
    response->cache = "public, max-age=86400";
    bf_buf_add_text(&response->body, "User-agent: *\n"
                                     "Disallow: /?\n"
                                     "Disallow: /v1/\n");
}
