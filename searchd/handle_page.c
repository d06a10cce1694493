/* SPDX-License-Identifier: GPL-2.0-or-later */
/* GET /: the page for people. */

#include "page.h"

static void write_opening(worker *self, const http_request *request,
                          http_response *response,
                          const bf_search_request *search)
{
    bf_buf main;
    const page_frame frame = {
        .kind = "opening", .title = {"", 0}, .search = search, .main = &main};
    bf_buf_init(&main, SEARCHD_MAX_BODY_BYTES);
    bfi_web_expand(&main, WEB_OPENING_HTML, NULL, 0);
    bfi_page_write(self, request, response, &frame);
    bf_buf_fini(&main);
}

static void write_results(worker *self, const http_request *request,
                          http_response *response,
                          const bf_search_request *search,
                          const bf_results *results)
{
    bf_buf main;
    const page_frame frame = {.kind = "results",
                              .title = results->query,
                              .search = search,
                              .main = &main};
    bf_buf_init(&main, SEARCHD_MAX_BODY_BYTES);
    bfi_page_results(&main, self->options, search, results);
    bfi_page_write(self, request, response, &frame);
    bf_buf_fini(&main);
}

void bfi_handle_page(worker *self, const http_request *request,
                     http_response *response)
{
    http_problem problem;
    bf_error err;
    bf_search_request search;
    bf_results *results;
    if (!bfi_params_search(&search, request, self->arena, SEARCHD_MAX_HTML_PAGE,
                           &problem)) {
        bfi_respond_problem(self, request, response, &problem);
        return;
    }
    if (bf_str_trim(search.query).size == 0) {
        write_opening(self, request, response, &search);
        return;
    }
    if (bfi_search(&results, self, &search, &err)) {
        bfi_respond_failure(self, request, response, &err);
        return;
    }
    write_results(self, request, response, &search, results);
    bf_results_free(results);
}
