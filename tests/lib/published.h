/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_PUBLISHED_H
#define BF_PUBLISHED_H

/* The one index that a test of publishing is about. */

#include <backfile/publish.h>
#include <backfile/search.h>

#include "records.h"
#include "small_index.h"

static char path[300];
static bf_publisher *publisher;
static bf_error err;

static inline void open_publisher_with(const bf_blocks_options *options)
{
    small_require(
        bf_publisher_open(&publisher, path, BF_WRITER_CREATE, options, &err),
        &err);
}

static inline void close_publisher(void)
{
    bf_publisher_free(publisher);
    publisher = NULL;
}

/* How many articles both matchers find when `limit` of them are read, or -1. */
static inline int count_found(const char *query, uint32_t limit)
{
    int counts[2] = {-1, -1};
    bf_searcher *searcher;
    small_require(bf_searcher_open(&searcher, path, &err), &err);
    for (int i = 0; i < 2; i++) {
        bf_search_request request;
        bf_results *results;
        bf_search_request_init(&request);
        request.query = bf_str_of(query);
        request.matcher = i ? BF_MATCHER_BLOCKS : BF_MATCHER_REFERENCE;
        request.exact_total = true;
        request.limit = limit;
        if (!bf_search(&results, searcher, &request, &err)) {
            counts[i] = (int)results->total;
            bf_results_free(results);
        }
    }
    bf_searcher_free(searcher);
    return counts[0] == counts[1] ? counts[0] : -1;
}

#endif
