/* SPDX-License-Identifier: GPL-2.0-or-later */
/* GET /healthz: whether the index can be read, for monitors and balancers. */

#include "http.h"

static bf_status ask_info(void *closure, bf_searcher *searcher, bf_error *err)
{
    return bf_searcher_info(closure, searcher, err);
}

bf_status bfi_info(bf_reader_info *out, worker *self, bf_error *err)
{
    return bfi_worker_ask(self, ask_info, out, err);
}

static const char *name_of_blocks(bf_status status)
{
    switch (status) {
    case BF_OK:
        return "ok";
    case BF_ERR_NOT_FOUND:
        return "missing";
    default:
        return "damaged";
    }
}

void bfi_handle_health(worker *self, const http_request *request,
                       http_response *response)
{
    bf_error err;
    bf_reader_info info;
    bf_json json;
    bf_status blocks;
    if (bfi_info(&info, self, &err)) {
        /* For a balancer all faults are one: send nobody here. */
        err.status = BF_ERR_IO;
        bfi_respond_failure(self, request, response, &err);
        return;
    }
    blocks = bfi_blocks_state();
    response->type = HTTP_TYPE_JSON;
    response->cache = "no-store";
    bf_json_init(&json, &response->body);
    bf_json_object(&json);
    bf_json_key(&json, "status");
    bf_json_text(&json, blocks ? "degraded" : "ok");
    bf_json_key(&json, "blocks");
    bf_json_text(&json, name_of_blocks(blocks));
    bf_json_key(&json, "change");
    bf_json_uint(&json, info.change);
    bf_json_key(&json, "documents");
    bf_json_uint(&json, info.documents);
    bf_json_key(&json, "version");
    bf_json_text(&json, BF_VERSION);
    bf_json_end(&json);
    bf_buf_add_byte(&response->body, '\n');
}
