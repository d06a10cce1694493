/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which handler answers which path, and what holds for all of them. */

#include "http.h"

#include <string.h>

typedef struct route {
    const char *path;
    http_handler handle;
} route;

static const route routes[] = {
    {"/", bfi_handle_page},
    {"/v1/search", bfi_handle_search},
    {"/v1/article", bfi_handle_article},
    {"/healthz", bfi_handle_health},
    {"/assets/page.css", bfi_handle_css},
    {"/assets/icon.svg", bfi_handle_icon},
    {"/favicon.ico", bfi_handle_icon},
    {"/robots.txt", bfi_handle_robots},
};

static const route *find_route(bf_str path)
{
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (bf_str_is(path, routes[i].path)) {
            return &routes[i];
        }
    }
    return NULL;
}

static bool is_read(const char *method)
{
    return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
}

/* What is wrong with the request whatever its handler; NULL for none, then
 * `problem` is filled in. */
static const route *admit(const http_request *request, http_response *response,
                          http_problem *problem)
{
    const route *found = find_route(request->path);
    if (request->uri.size > SEARCHD_MAX_URI_BYTES) {
        bfi_problem(problem, 414, "uri_too_long", NULL,
                    "the address is longer than %d bytes",
                    SEARCHD_MAX_URI_BYTES);
        return NULL;
    }
    if (!found) {
        bfi_problem(problem, 404, "not_found", NULL, "there is no such page");
        return NULL;
    }
    if (!is_read(request->method)) {
        bfi_http_add_header(response, "Allow", "GET, HEAD");
        bfi_problem(problem, 405, "method_not_allowed", NULL,
                    "only GET and HEAD are answered here");
        return NULL;
    }
    if (request->has_body) {
        bfi_problem(problem, 413, "body_not_allowed", NULL,
                    "a request has no body here");
        return NULL;
    }
    return found;
}

static void add_cors(const worker *self, const http_request *request,
                     http_response *response)
{
    const char *origin = self->options->cors;
    if (!origin || request->path.size < 4 ||
        memcmp(request->path.data, "/v1/", 4) != 0) {
        return;
    }
    bfi_http_add_header(response, "Access-Control-Allow-Origin", origin);
    if (strcmp(origin, "*") != 0) {
        bfi_http_add_header(response, "Vary", "Origin");
    }
}

/* A body that could not be finished must not go out as if it were whole. */
static void check_body(const worker *self, const http_request *request,
                       http_response *response)
{
    bf_error err;
    if (bf_buf_status(&response->body, &err)) {
        /* Too large an answer is a fault of ours, as a lack of memory is. */
        err.status = BF_ERR_NOMEM;
        bfi_respond_failure(self, request, response, &err);
    }
}

void bfi_route(worker *self, const http_request *request,
               http_response *response)
{
    http_problem problem;
    const route *found;
    bf_arena_reset(self->arena);
    add_cors(self, request, response);
    found = admit(request, response, &problem);
    if (found) {
        found->handle(self, request, response);
    } else {
        bfi_respond_problem(self, request, response, &problem);
    }
    check_body(self, request, response);
}
