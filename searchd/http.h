/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_SEARCHD_HTTP_H
#define BF_SEARCHD_HTTP_H

/*
 * Requests and responses as the handlers see them: no sockets, no library.
 */

#include "searchd.h"

/* A request; everything is borrowed for the call. */
typedef struct http_request {
    const char *method;
    bf_str uri;    /* as it was sent */
    bf_str path;   /* of it: what stands before `?` */
    bf_str query;  /* what stands after it; empty when there is none */
    bool has_body; /* the client sends, or announces, a body */
} http_request;

/* A header; both texts outlive the response (they are static or options). */
typedef struct http_header {
    const char *name;
    const char *value;
} http_header;

enum {
    HTTP_MAX_HEADERS = 12
};

/* A response: made by a handler, sent by http_mhd.c. */
typedef struct http_response {
    unsigned status;
    const char *type;  /* Content-Type */
    const char *cache; /* Cache-Control */
    http_header headers[HTTP_MAX_HEADERS];
    size_t header_count;
    bf_buf body;
} http_response;

#define HTTP_TYPE_JSON "application/json; charset=utf-8"
#define HTTP_TYPE_HTML "text/html; charset=utf-8"
#define HTTP_TYPE_TEXT "text/plain; charset=utf-8"

/* Answers hold for one state of the index and one moment: ask again. */
#define HTTP_CACHE_NONE "no-cache"
/* Assets are named by their contents, so they never change. */
#define HTTP_CACHE_LONG "public, max-age=31536000, immutable"

/* Split the address of a request; `method` and `has_body` are the caller's. */
void bfi_http_request_init(http_request *request, bf_str uri);

void bfi_http_response_init(http_response *response);
void bfi_http_response_fini(http_response *response);
void bfi_http_add_header(http_response *response, const char *name,
                         const char *value);

/* The server (http_mhd.c). Its functions are for one thread, the main one. */
typedef struct http_server http_server;

/* Answer requests that come in on `fd`, which is taken over, with
 * `options->threads` threads. */
BF_MUST_CHECK bf_status bfi_http_start(http_server **out, int fd,
                                       const searchd_options *options,
                                       bf_error *err);
/* Cut off clients that take too long. To be called a few times a second. */
void bfi_http_tick(http_server *server);
/* Accept no more connections and announce the end of the others. */
void bfi_http_drain(http_server *server);
/* Whether requests are in flight, after bfi_http_drain(). */
bool bfi_http_busy(http_server *server);
/* End all connections and threads, and release everything. */
void bfi_http_free(http_server *server);

/* Problems (problem.c) ------------------------------------------------------
 */

/* Why a request is not answered as it was asked. */
typedef struct http_problem {
    unsigned status;
    const char *code;      /* stable, for programs */
    const char *parameter; /* the name of the one at fault, or NULL */
    char message[BF_ERROR_TEXT_BYTES];
} http_problem;

/* Fill in a problem; returns false, so that one line reports it. */
bool bfi_problem(http_problem *out, unsigned status, const char *code,
                 const char *parameter, const char *format, ...)
    BF_PRINTF(5, 6);

/* Answer with a problem: as JSON below /v1/, else as a page. */
void bfi_respond_problem(const worker *self, const http_request *request,
                         http_response *response, const http_problem *problem);

/* Answer with a failure of the library. What is not the client's doing is
 * logged under a number, and the client gets that number only. */
void bfi_respond_failure(const worker *self, const http_request *request,
                         http_response *response, const bf_error *err);

/* Parameters (params.c) ------------------------------------------------------
 */

/* Find the parameter `name` and decode it, `+` and %XX, into `arena`.
 *
 * `out` is {NULL, 0} when it is not there. False, with the problem filled in:
 * it is there twice, or its percent-encoding is broken. Parameters with other
 * names are nobody's business: links carry what trackers add to them. */
BF_MUST_CHECK bool bfi_params_text(bf_str *out, const http_request *request,
                                   bf_arena *arena, const char *name,
                                   http_problem *problem);

/* A whole number from `min` to `max`; `out` is left alone when the parameter
 * is not there or empty. */
BF_MUST_CHECK bool bfi_params_number(uint32_t *out, const http_request *request,
                                     bf_arena *arena, const char *name,
                                     uint32_t min, uint32_t max,
                                     http_problem *problem);

/* The parameters of a search: q, limit, offset, mode, lang. `query` of the
 * request is {NULL, 0} when there is no q. */
BF_MUST_CHECK bool bfi_params_search(bf_search_request *out,
                                     const http_request *request,
                                     bf_arena *arena, uint32_t max_limit,
                                     http_problem *problem);

/* Handlers -------------------------------------------------------------------
 */

/* Answer any request (routes.c). */
void bfi_route(worker *self, const http_request *request,
               http_response *response);

typedef void (*http_handler)(worker *self, const http_request *request,
                             http_response *response);

void bfi_handle_search(worker *self, const http_request *request,
                       http_response *response);
void bfi_handle_article(worker *self, const http_request *request,
                        http_response *response);
void bfi_handle_page(worker *self, const http_request *request,
                     http_response *response);
void bfi_handle_health(worker *self, const http_request *request,
                       http_response *response);
void bfi_handle_css(worker *self, const http_request *request,
                    http_response *response);
void bfi_handle_icon(worker *self, const http_request *request,
                     http_response *response);
void bfi_handle_robots(worker *self, const http_request *request,
                       http_response *response);

/* Run a search (handle_search.c); for both the API and the page. */
BF_MUST_CHECK bf_status bfi_search(bf_results **out, worker *self,
                                   const bf_search_request *request,
                                   bf_error *err);
/* What the index is (handle_health.c). */
BF_MUST_CHECK bf_status bfi_info(bf_reader_info *out, worker *self,
                                 bf_error *err);

#endif
