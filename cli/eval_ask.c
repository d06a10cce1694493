/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asking the queries: what they find becomes a run. */

#include "eval.h"
#include "program/stop.h"

#include <sysexits.h>

/* A run is ordered by score, and what was found by rank: in mode auto articles
 * with fewer words stand behind those with all, also when their score is
 * higher. Such a one is given the score of the one before it. */
static void add_hits(bf_buf *out, bf_str query, const bf_results *results)
{
    double score = 0;
    for (size_t i = 0; i < results->count; i++) {
        const bf_hit *hit = &results->hits[i];
        if (i == 0 || hit->score < score) {
            score = hit->score;
        }
        bf_buf_add(out, query.data, query.size);
        bf_buf_add_byte(out, '\t');
        bf_buf_add(out, hit->article.id.data, hit->article.id.size);
        bf_buf_printf(out, "\t%u\t%.17g\n", (unsigned)hit->rank, score);
    }
}

static bf_status ask(bf_buf *out, const bf_eval_query *query, const char *file,
                     bf_searcher *searcher, bf_search_request *request,
                     eval_messages *messages, bf_error *err)
{
    bf_results *results;
    bf_status status;
    request->query = query->text;
    status = bf_search(&results, searcher, request, err);
    if (status) {
        return status;
    }
    if (results->partial) {
        bfi_eval_complain(messages, EVAL_PARTIAL, file, query->line,
                          "query %.*s was cut short: more may match",
                          (int)bf_utf8_clip(query->id, 80), query->id.data);
    }
    add_hits(out, query->id, results);
    bf_results_free(results);
    return bf_buf_status(out, err);
}

static bf_status ask_all(bf_buf *out, const eval_set *set,
                         bf_searcher *searcher, bf_search_request *request,
                         eval_messages *messages, bf_error *err)
{
    size_t all = bf_eval_queries_count(set->queries);
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < all && !bfi_stop_signal(); i++) {
        bfi_progress_show(&messages->progress, "%zu of %zu queries", i, all);
        status = ask(out, bf_eval_queries_at(set->queries, i),
                     set->queries_path.data, searcher, request, messages, err);
    }
    bfi_progress_erase(&messages->progress);
    return status;
}

static void tell_trouble(void *payload, const char *path, size_t line,
                         size_t column, const char *why)
{
    (void)column; /* it names lines only, in all its files */
    bfi_eval_complain(payload, EVAL_SYNONYMS, path, line, "%s", why);
}

int bfi_eval_ask(bf_buf *out, const eval_set *set, const char *index,
                 const char *synonyms, bf_search_request *request,
                 eval_messages *messages)
{
    bf_searcher *searcher;
    bf_error err;
    bf_status status = bf_searcher_open(&searcher, index, &err);
    request->limit = BF_EVAL_DEPTH;
    request->with_excerpts = false;
    if (!status) {
        status = bf_searcher_set_synonyms(searcher, synonyms, tell_trouble,
                                          messages, &err);
    }
    if (!status) {
        status = ask_all(out, set, searcher, request, messages, &err);
    }
    bf_searcher_free(searcher);
    if (status) {
        return bfi_eval_fail(messages, &err);
    }
    return bfi_stop_signal() ? EX_SOFTWARE : PROGRAM_GO_ON;
}
