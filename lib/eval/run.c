/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs: rankings by query. Invariant: the ranking at a place of rankings is of
 * the query at that place of queries. */

#include "pairs.h"

#include <stdlib.h>

struct bf_eval_run {
    bfi_pairs pairs; /* once it was read only the queries */
    bf_eval_ranking *rankings;
    bf_eval_ranked *items; /* of all rankings, one after the other */
};

void bf_eval_run_free(bf_eval_run *run)
{
    if (run) {
        bfi_pairs_fini(&run->pairs);
        free(run->rankings);
        free(run->items);
        free(run);
    }
}

/* Lines -------------------------------------------------------------------- */

/* Read rank and score; what is none is complained of. */
static bool read_numbers(bfi_record *said, const bfi_lines *lines, bf_str rank,
                         bf_str score)
{
    uint64_t place;
    if (!bf_uint_parse(&place, rank, UINT32_MAX)) {
        bfi_lines_complain(lines, BF_EVAL_NUMBER,
                           "rank '%.*s' is not a whole number from 0 to %u",
                           BFI_SHOWN(rank), (unsigned)UINT32_MAX);
        return false;
    }
    if (!bfi_read_real(&said->value, score)) {
        bfi_lines_complain(lines, BF_EVAL_NUMBER,
                           "score '%.*s' is not a finite number",
                           BFI_SHOWN(score));
        return false;
    }
    said->rank = (uint32_t)place;
    return true;
}

static bf_status add_line(bfi_pairs *pairs, const bfi_lines *lines, bf_str line,
                          bf_error *err)
{
    bfi_columns columns;
    bfi_record said = {.rank = 0};
    size_t document;
    bfi_columns_split(&columns, line);
    if (columns.count != 4 && columns.count != 6) {
        bfi_lines_complain(lines, BF_EVAL_COLUMNS,
                           "not of a run: query, document, rank, score; or "
                           "query, Q0, document, rank, score, tag");
        return BF_OK;
    }
    document = columns.count == 4 ? 1 : 2;
    if (!read_numbers(&said, lines, columns.at[document + 1],
                      columns.at[document + 2])) {
        return BF_OK;
    }
    said.id = columns.at[document];
    return bfi_pairs_add(pairs, lines, columns.at[0], &said, err);
}

static bf_status read_lines(bfi_pairs *pairs, bfi_lines *lines, bf_error *err)
{
    bf_status status = BF_OK;
    bf_str line;
    while (!status && bfi_lines_next(&line, lines)) {
        status = add_line(pairs, lines, line, err);
    }
    return status;
}

/* Rankings ----------------------------------------------------------------- */

static void fill_rankings(bf_eval_run *run)
{
    const bfi_pairs *pairs = &run->pairs;
    for (size_t i = 0; i < pairs->pairs.count; i++) {
        const bfi_record *record = &pairs->pairs.records[i];
        const bfi_record *query = &pairs->queries.records[record->group];
        bf_eval_ranking *ranking = &run->rankings[record->group];
        run->items[i] = (bf_eval_ranked){record->id, record->value,
                                         record->rank, record->line};
        if (ranking->count == 0) {
            ranking->query = query->id;
            ranking->line = query->line;
            ranking->documents = &run->items[i];
        }
        ranking->count++;
    }
}

static bf_status make_rankings(bf_eval_run *run, bf_error *err)
{
    bfi_pairs *pairs = &run->pairs;
    run->rankings = calloc(pairs->queries.count + 1, sizeof *run->rankings);
    run->items = calloc(pairs->pairs.count + 1, sizeof *run->items);
    if (!run->rankings || !run->items) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    bfi_table_sort(&pairs->pairs);
    fill_rankings(run);
    bfi_table_fini(&pairs->pairs);
    return BF_OK;
}

bf_status bf_eval_run_read(bf_eval_run **out, bf_str text,
                           bf_eval_complain_fn *complain, void *payload,
                           bf_error *err)
{
    bf_eval_run *run;
    bfi_lines lines;
    bf_status status = bfi_lines_init(&lines, text, complain, payload, err);
    *out = NULL;
    if (status) {
        return status;
    }
    run = calloc(1, sizeof *run);
    if (!run) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = read_lines(&run->pairs, &lines, err);
    if (!status) {
        status = make_rankings(run, err);
    }
    if (status) {
        bf_eval_run_free(run);
        return status;
    }
    *out = run;
    return BF_OK;
}

/* Looking up --------------------------------------------------------------- */

size_t bf_eval_run_count(const bf_eval_run *run)
{
    return run->pairs.queries.count;
}

const bf_eval_ranking *bf_eval_run_at(const bf_eval_run *run, size_t number)
{
    return &run->rankings[number];
}

const bf_eval_ranking *bf_eval_run_find(const bf_eval_run *run, bf_str id)
{
    const bfi_record *found = bfi_table_find(&run->pairs.queries, 0, id);
    return found ? &run->rankings[bfi_table_place(&run->pairs.queries, found)]
                 : NULL;
}
