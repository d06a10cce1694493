/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a client is told when a request is not answered as asked, and the log
 * that tells the rest to whoever runs the server. */

#include "http.h"
#include "page.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

bool bfi_problem(http_problem *out, unsigned status, const char *code,
                 const char *parameter, const char *format, ...)
{
    va_list args;
    *out =
        (http_problem){.status = status, .code = code, .parameter = parameter};
    va_start(args, format);
    vsnprintf(out->message, sizeof out->message, format, args);
    va_end(args);
    return false;
}

static void write_json(http_response *response, const http_problem *problem)
{
    bf_json json;
    response->type = HTTP_TYPE_JSON;
    bf_json_init(&json, &response->body);
    bf_json_object(&json);
    bf_json_key(&json, "error");
    bf_json_object(&json);
    bf_json_key(&json, "code");
    bf_json_text(&json, problem->code);
    if (problem->parameter) {
        bf_json_key(&json, "parameter");
        bf_json_text(&json, problem->parameter);
    }
    bf_json_key(&json, "message");
    bf_json_text(&json, problem->message);
    bf_json_end(&json);
    bf_json_end(&json);
    bf_buf_add_byte(&response->body, '\n');
}

/* Programs ask below /v1/ and for /healthz, people everywhere else. */
static bool wants_json(bf_str path)
{
    static const char api[] = "/v1/";
    return bf_str_is(path, "/healthz") ||
           (path.size >= sizeof api - 1 &&
            memcmp(path.data, api, sizeof api - 1) == 0);
}

void bfi_respond_problem(const worker *self, const http_request *request,
                         http_response *response, const http_problem *problem)
{
    bf_buf_reset(&response->body);
    response->status = problem->status;
    response->cache = "no-store";
    if (problem->status == 503) {
        bfi_http_add_header(response, "Retry-After", "5");
    }
    if (wants_json(request->path)) {
        write_json(response, problem);
    } else {
        bfi_page_problem(self, request, response, problem);
    }
}

/* A failure that the client cannot mend. */
static void fault(http_problem *problem, unsigned status, const char *code,
                  const http_request *request, const bf_error *err)
{
    static atomic_uint count;
    unsigned number = atomic_fetch_add(&count, 1) + 1;
    bfi_program_say(&bfi_searchd, "error %u: %s (%s), answering %.*s", number,
                    err->text, bf_status_name(err->status),
                    (int)request->path.size, request->path.data);
    bfi_problem(problem, status, code, NULL,
                "the search is not available at the moment (error %u)", number);
}

void bfi_respond_failure(const worker *self, const http_request *request,
                         http_response *response, const bf_error *err)
{
    http_problem problem;
    switch (err->status) {
    case BF_ERR_QUERY:
    case BF_ERR_INVALID:
    case BF_ERR_LIMIT:
        bfi_problem(&problem, 400, bf_status_name(err->status), NULL, "%s",
                    err->text);
        break;
    case BF_ERR_NOT_FOUND:
        bfi_problem(&problem, 404, "not_found", NULL, "%s", err->text);
        break;
    case BF_ERR_CORRUPT:
    case BF_ERR_INTERNAL:
        fault(&problem, 500, "internal", request, err);
        break;
    default:
        fault(&problem, 503, "unavailable", request, err);
    }
    bfi_respond_problem(self, request, response, &problem);
}
