/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries: their texts, found by id. Invariant: the query at a place of items
 * is the record at that place of ids. */

#include "pairs.h"

#include <stdlib.h>
#include <string.h>

struct bf_eval_queries {
    bfi_table ids;
    bf_eval_query *items;
    size_t capacity;
};

void bf_eval_queries_free(bf_eval_queries *queries)
{
    if (queries) {
        bfi_table_fini(&queries->ids);
        free(queries->items);
        free(queries);
    }
}

/* Whether a line can be a query; else it is complained of. */
static bool check(const bf_eval_queries *queries, const bfi_lines *lines,
                  bf_str line, const bfi_columns *columns)
{
    const bfi_record *found;
    /* By spaces only a text of one word would be read. */
    if (columns->count != 2 || !memchr(line.data, '\t', line.size)) {
        bfi_lines_complain(lines, BF_EVAL_COLUMNS,
                           "not a query: its id, a tab, its text");
        return false;
    }
    if (!bfi_check_id(lines, "query", columns->at[0])) {
        return false;
    }
    if (columns->at[1].size == 0) {
        bfi_lines_complain(lines, BF_EVAL_QUERY, "query %.*s is empty",
                           BFI_SHOWN(columns->at[0]));
        return false;
    }
    if (columns->at[1].size > BF_MAX_QUERY_BYTES) {
        bfi_lines_complain(lines, BF_EVAL_QUERY,
                           "query %.*s is longer than %u bytes",
                           BFI_SHOWN(columns->at[0]), BF_MAX_QUERY_BYTES);
        return false;
    }
    found = bfi_table_find(&queries->ids, 0, columns->at[0]);
    if (found) {
        bfi_lines_complain(lines, BF_EVAL_DUPLICATE,
                           "query %.*s is there already: line %zu stands",
                           BFI_SHOWN(columns->at[0]), found->line);
    }
    return !found;
}

static bf_status add(bf_eval_queries *queries, const bf_eval_query *query,
                     bf_error *err)
{
    const bfi_record record = {.id = query->id, .line = query->line};
    bf_eval_query *items = bfi_grow(queries->items, &queries->capacity,
                                    queries->ids.count, sizeof *items);
    if (!items) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    queries->items = items;
    items[queries->ids.count] = *query;
    return bfi_table_add(&queries->ids, &record, err);
}

static bf_status read_lines(bf_eval_queries *queries, bfi_lines *lines,
                            bf_error *err)
{
    bf_status status = BF_OK;
    bf_str line;
    while (!status && bfi_lines_next(&line, lines)) {
        bfi_columns columns;
        bfi_columns_split(&columns, line);
        if (check(queries, lines, line, &columns)) {
            const bf_eval_query query = {columns.at[0], columns.at[1],
                                         lines->number};
            status = add(queries, &query, err);
        }
    }
    return status;
}

bf_status bf_eval_queries_read(bf_eval_queries **out, bf_str text,
                               bf_eval_complain_fn *complain, void *payload,
                               bf_error *err)
{
    bf_eval_queries *queries;
    bfi_lines lines;
    bf_status status = bfi_lines_init(&lines, text, complain, payload, err);
    *out = NULL;
    if (status) {
        return status;
    }
    queries = calloc(1, sizeof *queries);
    if (!queries) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = read_lines(queries, &lines, err);
    if (status) {
        bf_eval_queries_free(queries);
        return status;
    }
    *out = queries;
    return BF_OK;
}

size_t bf_eval_queries_count(const bf_eval_queries *queries)
{
    return queries->ids.count;
}

const bf_eval_query *bf_eval_queries_at(const bf_eval_queries *queries,
                                        size_t number)
{
    return &queries->items[number];
}

const bf_eval_query *bf_eval_queries_find(const bf_eval_queries *queries,
                                          bf_str id)
{
    const bfi_record *found = bfi_table_find(&queries->ids, 0, id);
    return found ? &queries->items[bfi_table_place(&queries->ids, found)]
                 : NULL;
}
