/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Judgments: topics by query, and grades by query and document. Invariant: the
 * topic at a place of topics is about the query at that place of pairs. */

#include "judgments.h"

#include "pairs.h"

#include <stdlib.h>

struct bf_eval_judgments {
    bfi_pairs pairs;
    bfi_table documents; /* the different ones */
    bf_eval_topic *topics;
    bf_eval_judgment *items; /* of all topics, one after the other */
};

void bf_eval_judgments_free(bf_eval_judgments *judgments)
{
    if (judgments) {
        bfi_pairs_fini(&judgments->pairs);
        bfi_table_fini(&judgments->documents);
        free(judgments->topics);
        free(judgments->items);
        free(judgments);
    }
}

/* Lines -------------------------------------------------------------------- */

static bf_status add_line(bf_eval_judgments *judgments, const bfi_lines *lines,
                          bf_str line, bf_error *err)
{
    bfi_columns columns;
    bfi_record said = {.rank = 0};
    int grade;
    bfi_columns_split(&columns, line);
    if (columns.count != 3 && columns.count != 4) {
        bfi_lines_complain(lines, BF_EVAL_COLUMNS,
                           "not a judgment: query, document, grade; or query, "
                           "iteration, document, grade");
        return BF_OK;
    }
    if (!bfi_read_whole(&grade, columns.at[columns.count - 1],
                        BF_MAX_EVAL_GRADE)) {
        bfi_lines_complain(lines, BF_EVAL_NUMBER,
                           "grade '%.*s' is not a whole number from -%d to %d",
                           BFI_SHOWN(columns.at[columns.count - 1]),
                           BF_MAX_EVAL_GRADE, BF_MAX_EVAL_GRADE);
        return BF_OK;
    }
    said.id = columns.at[columns.count - 2];
    said.value = grade;
    return bfi_pairs_add(&judgments->pairs, lines, columns.at[0], &said, err);
}

static bf_status read_lines(bf_eval_judgments *judgments, bfi_lines *lines,
                            bf_error *err)
{
    bf_status status = BF_OK;
    bf_str line;
    while (!status && bfi_lines_next(&line, lines)) {
        status = add_line(judgments, lines, line, err);
    }
    return status;
}

/* Topics ------------------------------------------------------------------- */

static bf_status list_documents(bf_eval_judgments *judgments, bf_error *err)
{
    const bfi_table *pairs = &judgments->pairs.pairs;
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < pairs->count; i++) {
        const bfi_record made = {.id = pairs->records[i].id,
                                 .line = pairs->records[i].line};
        if (!bfi_table_find(&judgments->documents, 0, made.id)) {
            status = bfi_table_add(&judgments->documents, &made, err);
        }
    }
    return status;
}

static void fill_topics(bf_eval_judgments *judgments)
{
    const bfi_pairs *pairs = &judgments->pairs;
    for (size_t i = 0; i < pairs->pairs.count; i++) {
        const bfi_record *record = &pairs->pairs.records[i];
        const bfi_record *query = &pairs->queries.records[record->group];
        bf_eval_topic *topic = &judgments->topics[record->group];
        judgments->items[i] =
            (bf_eval_judgment){record->id, (int)record->value, record->line};
        if (topic->count == 0) {
            topic->query = query->id;
            topic->line = query->line;
            topic->judgments = &judgments->items[i];
        }
        topic->count++;
        topic->relevant += record->value >= 1;
    }
}

static bf_status make_topics(bf_eval_judgments *judgments, bf_error *err)
{
    bfi_pairs *pairs = &judgments->pairs;
    judgments->topics =
        calloc(pairs->queries.count + 1, sizeof *judgments->topics);
    judgments->items = calloc(pairs->pairs.count + 1, sizeof *judgments->items);
    if (!judgments->topics || !judgments->items) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    bfi_table_sort(&pairs->pairs);
    fill_topics(judgments);
    return BF_OK;
}

bf_status bf_eval_judgments_read(bf_eval_judgments **out, bf_str text,
                                 bf_eval_complain_fn *complain, void *payload,
                                 bf_error *err)
{
    bf_eval_judgments *judgments;
    bfi_lines lines;
    bf_status status = bfi_lines_init(&lines, text, complain, payload, err);
    *out = NULL;
    if (status) {
        return status;
    }
    judgments = calloc(1, sizeof *judgments);
    if (!judgments) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = read_lines(judgments, &lines, err);
    if (!status) {
        status = list_documents(judgments, err);
    }
    if (!status) {
        status = make_topics(judgments, err);
    }
    if (status) {
        bf_eval_judgments_free(judgments);
        return status;
    }
    *out = judgments;
    return BF_OK;
}

/* Looking up --------------------------------------------------------------- */

size_t bf_eval_judgments_count(const bf_eval_judgments *judgments)
{
    return judgments->pairs.queries.count;
}

const bf_eval_topic *bf_eval_judgments_at(const bf_eval_judgments *judgments,
                                          size_t number)
{
    return &judgments->topics[number];
}

const bf_eval_topic *bf_eval_judgments_find(const bf_eval_judgments *judgments,
                                            bf_str id)
{
    const bfi_table *queries = &judgments->pairs.queries;
    const bfi_record *found = bfi_table_find(queries, 0, id);
    return found ? &judgments->topics[bfi_table_place(queries, found)] : NULL;
}

size_t bf_eval_judgments_documents(const bf_eval_judgments *judgments)
{
    return judgments->documents.count;
}

bool bf_eval_judgments_document(size_t *number,
                                const bf_eval_judgments *judgments, bf_str id)
{
    const bfi_record *found = bfi_table_find(&judgments->documents, 0, id);
    *number = found ? bfi_table_place(&judgments->documents, found) : 0;
    return found != NULL;
}

int bfi_judgments_grade(const bf_eval_judgments *judgments,
                        const bf_eval_topic *topic, bf_str document)
{
    const bfi_record *found =
        bfi_table_find(&judgments->pairs.pairs,
                       (uint32_t)(topic - judgments->topics), document);
    return found ? (int)found->value : 0;
}
