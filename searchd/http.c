/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests and responses. */

#include "http.h"

#include <string.h>

/* RFC 9112, section 3.2.2: a server takes "http://host/path" for "/path". */
static bf_str without_authority(bf_str uri)
{
    static const char scheme[] = "://";
    const char *end = uri.data + uri.size;
    const char *at;
    if (uri.size == 0 || uri.data[0] == '/') {
        return uri;
    }
    at = memmem(uri.data, uri.size, scheme, sizeof scheme - 1);
    if (!at) {
        return uri;
    }
    at += sizeof scheme - 1;
    while (at < end && *at != '/' && *at != '?') {
        at++;
    }
    return at < end ? (bf_str){at, (size_t)(end - at)} : bf_str_of("/");
}

void bfi_http_request_init(http_request *request, bf_str uri)
{
    bf_str target = without_authority(uri);
    const char *mark = memchr(target.data, '?', target.size);
    *request = (http_request){.method = "GET", .uri = uri, .path = target};
    request->query = (bf_str){"", 0};
    if (mark) {
        request->path.size = (size_t)(mark - target.data);
        request->query.data = mark + 1;
        request->query.size = target.size - request->path.size - 1;
    }
}

void bfi_http_response_init(http_response *response)
{
    *response = (http_response){
        .status = 200, .type = HTTP_TYPE_TEXT, .cache = HTTP_CACHE_NONE};
    bf_buf_init(&response->body, SEARCHD_MAX_BODY_BYTES);
    bfi_http_add_header(response, "X-Content-Type-Options", "nosniff");
    bfi_http_add_header(response, "Referrer-Policy",
                        "strict-origin-when-cross-origin");
}

void bfi_http_response_fini(http_response *response)
{
    bf_buf_fini(&response->body);
}

void bfi_http_add_header(http_response *response, const char *name,
                         const char *value)
{
    if (response->header_count < HTTP_MAX_HEADERS) {
        response->headers[response->header_count++] =
            (http_header){name, value};
    }
}
