/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The address of a request, as any client may send it: it is split, its
 * parameters are read, and what they hold is written into HTML and into a link
 * again. The sources of the program are part of this one, since it has no
 * library of its own.
 */

#include "searchd/html.c"
#include "searchd/http.c"
#include "searchd/params.c"

#include <stdarg.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

bool bfi_problem(http_problem *out, unsigned status, const char *code,
                 const char *parameter, const char *format, ...)
{
    va_list args;
    *out = (http_problem){status, code, parameter, ""};
    va_start(args, format);
    vsnprintf(out->message, sizeof out->message, format, args);
    va_end(args);
    return false;
}

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Escaped text holds no markup, no control characters, only UTF-8. */
static void check_html(bf_str text)
{
    bf_buf html;
    bf_buf_init(&html, 64 * 1024 * 1024);
    bfi_html_text(&html, text);
    require(bf_utf8_valid(bf_buf_str(&html), NULL));
    for (size_t i = 0; i < html.size; i++) {
        char c = html.data[i];
        require(!strchr("<>\"'", c) &&
                (c < 0 || c >= ' ' || c == '\n' || c == '\t'));
    }
    bf_buf_fini(&html);
}

/* A link stays within its attribute and leads to the web. */
static void check_href(bf_str url)
{
    static const char inside[] = "href=\"https://site.example/";
    bf_buf href;
    bf_buf_init(&href, 64 * 1024 * 1024);
    if (bfi_html_href(&href, url, "https://site.example")) {
        bool is_inside = url.data[0] == '/';
        require(!is_inside ||
                memcmp(href.data, inside, sizeof inside - 1) == 0);
        require(is_inside || strncasecmp(href.data, "href=\"http", 10) == 0);
        require(memchr(href.data + 6, '"', href.size - 7) == NULL);
    }
    bf_buf_fini(&href);
}

/* What a link carries is read back as it was. */
static void check_link(bf_str text, bf_arena *arena)
{
    bf_buf query;
    bf_str again;
    http_problem problem;
    http_request request;
    bf_buf_init(&query, 64 * 1024 * 1024);
    bf_buf_add_text(&query, "/?q=");
    bfi_html_urlencode(&query, text);
    bfi_http_request_init(&request, bf_buf_str(&query));
    require(bfi_params_text(&again, &request, arena, "q", &problem));
    require(bf_str_equal(again, text));
    bf_buf_fini(&query);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    bf_arena *arena;
    bf_search_request search;
    http_request request;
    http_problem problem = {0};
    bf_str id;
    if (size > 64 * 1024 || bf_arena_new(&arena, 1024 * 1024, NULL)) {
        return 0;
    }
    bfi_http_request_init(&request, (bf_str){(const char *)data, size});
    require(request.path.size + request.query.size <= size + 1);
    if (bfi_params_search(&search, &request, arena, BF_MAX_PAGE, &problem)) {
        require(search.limit <= BF_MAX_PAGE && search.offset <= BF_MAX_OFFSET);
        check_html(search.query);
        check_link(search.query, arena);
        check_href(search.query);
    } else {
        require(problem.status == 400 && problem.parameter);
    }
    if (bfi_params_text(&id, &request, arena, "id", &problem)) {
        check_html(id);
    }
    bf_arena_free(arena);
    return 0;
}
