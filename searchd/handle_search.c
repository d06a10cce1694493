/* SPDX-License-Identifier: GPL-2.0-or-later */
/* GET /v1/search and GET /v1/article: the answers for programs. */

#include "http.h"

typedef struct search_question {
    bf_results *results;
    const bf_search_request *request;
} search_question;

static bf_status ask_search(void *closure, bf_searcher *searcher, bf_error *err)
{
    search_question *question = closure;
    return bf_search(&question->results, searcher, question->request, err);
}

bf_status bfi_search(bf_results **out, worker *self,
                     const bf_search_request *request, bf_error *err)
{
    search_question question = {NULL, request};
    bf_status status = bfi_worker_ask(self, ask_search, &question, err);
    *out = status ? NULL : question.results;
    return status;
}

static void add_results(http_response *response, const bf_results *results)
{
    bf_json json;
    response->type = HTTP_TYPE_JSON;
    bf_json_init(&json, &response->body);
    bf_results_write_json(&json, results);
    bf_buf_add_byte(&response->body, '\n');
}

void bfi_handle_search(worker *self, const http_request *request,
                       http_response *response)
{
    http_problem problem;
    bf_error err;
    bf_search_request search;
    bf_results *results;
    if (!bfi_params_search(&search, request, self->arena, BF_MAX_PAGE,
                           &problem)) {
        bfi_respond_problem(self, request, response, &problem);
        return;
    }
    if (!search.query.data) {
        bfi_problem(&problem, 400, "missing_parameter", "q",
                    "the parameter 'q', what to search for, is missing");
        bfi_respond_problem(self, request, response, &problem);
        return;
    }
    if (bfi_search(&results, self, &search, &err)) {
        bfi_respond_failure(self, request, response, &err);
        return;
    }
    add_results(response, results);
    bf_results_free(results);
}

typedef struct article_question {
    bf_article article;
    bf_arena *arena;
    bf_str id;
} article_question;

static bf_status ask_article(void *closure, bf_searcher *searcher,
                             bf_error *err)
{
    article_question *question = closure;
    return bf_searcher_article(&question->article, searcher, question->arena,
                               question->id, false, err);
}

void bfi_handle_article(worker *self, const http_request *request,
                        http_response *response)
{
    http_problem problem;
    bf_error err;
    bf_json json;
    article_question question = {.arena = self->arena};
    bool is_good =
        bfi_params_text(&question.id, request, self->arena, "id", &problem);
    if (is_good && question.id.size == 0) {
        is_good = bfi_problem(&problem, 400, "missing_parameter", "id",
                              "the parameter 'id', of an article, is missing");
    }
    if (!is_good) {
        bfi_respond_problem(self, request, response, &problem);
        return;
    }
    if (bfi_worker_ask(self, ask_article, &question, &err)) {
        bfi_respond_failure(self, request, response, &err);
        return;
    }
    response->type = HTTP_TYPE_JSON;
    bf_json_init(&json, &response->body);
    bf_article_write_json(&json, &question.article);
    bf_buf_add_byte(&response->body, '\n');
}
