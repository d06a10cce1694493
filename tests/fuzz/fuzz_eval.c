/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Queries, judgments and runs on any bytes, each reader over the same ones:
 * what they read is sound and is found again, they complain of lines that are
 * there, measures are from 0 to 1, and a run that is written reads back.
 */

#include <backfile/eval.h>
#include <backfile/util.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define expect(condition)                                                      \
    do {                                                                       \
        if (!(condition)) {                                                    \
            fprintf(stderr, "line %d: not %s\n", __LINE__, #condition);        \
            abort();                                                           \
        }                                                                      \
    } while (0)

/* What a reader may complain of: lines of the text, one after the other. */
typedef struct listener {
    bf_str text;
    size_t last;
    size_t count;
} listener;

static void hear(void *payload, bf_eval_fault fault, size_t line,
                 const char *text)
{
    listener *self = payload;
    expect((int)fault >= 0 && fault < BF_EVAL_FAULTS);
    expect(line > self->last && line <= self->text.size);
    expect(*text && bf_utf8_valid(bf_str_of(text), NULL));
    self->last = line;
    self->count++;
}

static void check_id(bf_str id, bf_str text)
{
    expect(id.size > 0 && id.size <= BF_MAX_ID_BYTES);
    expect(id.data >= text.data && id.data + id.size <= text.data + text.size);
    expect(bf_utf8_valid(id, NULL) && !memchr(id.data, '\n', id.size));
}

static void check_queries(bf_str text)
{
    listener self = {text, 0, 0};
    bf_eval_queries *queries;
    expect(!bf_eval_queries_read(&queries, text, hear, &self, NULL));
    expect(bf_eval_queries_count(queries) + self.count <= text.size);
    for (size_t i = 0; i < bf_eval_queries_count(queries); i++) {
        const bf_eval_query *query = bf_eval_queries_at(queries, i);
        check_id(query->id, text);
        expect(query->text.size > 0 && query->text.size <= BF_MAX_QUERY_BYTES);
        expect(bf_utf8_valid(query->text, NULL));
        expect(bf_eval_queries_find(queries, query->id) == query);
    }
    bf_eval_queries_free(queries);
}

static void check_topic(const bf_eval_judgments *judgments,
                        const bf_eval_topic *topic, bf_str text)
{
    size_t relevant = 0;
    size_t number;
    check_id(topic->query, text);
    expect(topic->count > 0 && topic->line > 0);
    for (size_t i = 0; i < topic->count; i++) {
        const bf_eval_judgment *judgment = &topic->judgments[i];
        check_id(judgment->document, text);
        expect(abs(judgment->grade) <= BF_MAX_EVAL_GRADE);
        expect(i == 0 || judgment->grade <= judgment[-1].grade);
        expect(judgment->line >= topic->line);
        expect(bf_eval_judgments_document(&number, judgments,
                                          judgment->document) &&
               number < bf_eval_judgments_documents(judgments));
        relevant += judgment->grade >= 1;
    }
    expect(topic->relevant == relevant);
}

static bf_eval_judgments *check_judgments(bf_str text)
{
    listener self = {text, 0, 0};
    bf_eval_judgments *judgments;
    expect(!bf_eval_judgments_read(&judgments, text, hear, &self, NULL));
    for (size_t i = 0; i < bf_eval_judgments_count(judgments); i++) {
        const bf_eval_topic *topic = bf_eval_judgments_at(judgments, i);
        check_topic(judgments, topic, text);
        expect(bf_eval_judgments_find(judgments, topic->query) == topic);
    }
    return judgments;
}

static void check_ranking(const bf_eval_ranking *ranking, bf_str text)
{
    check_id(ranking->query, text);
    expect(ranking->count > 0 && ranking->line > 0);
    for (size_t i = 0; i < ranking->count; i++) {
        const bf_eval_ranked *ranked = &ranking->documents[i];
        check_id(ranked->document, text);
        expect(isfinite(ranked->score));
        expect(i == 0 || ranked->score < ranked[-1].score ||
               (ranked->score == ranked[-1].score &&
                ranked->rank >= ranked[-1].rank));
    }
}

static void write_run(bf_buf *out, const bf_eval_run *run)
{
    /* An id that begins with a byte order mark keeps it behind the first
     * line. */
    bf_buf_add_byte(out, '\n');
    for (size_t i = 0; i < bf_eval_run_count(run); i++) {
        const bf_eval_ranking *ranking = bf_eval_run_at(run, i);
        for (size_t j = 0; j < ranking->count; j++) {
            const bf_eval_ranked *ranked = &ranking->documents[j];
            bf_buf_add(out, ranking->query.data, ranking->query.size);
            bf_buf_add_byte(out, '\t');
            bf_buf_add(out, ranked->document.data, ranked->document.size);
            bf_buf_printf(out, "\t%u\t%.17g\n", (unsigned)ranked->rank,
                          ranked->score);
        }
    }
}

/* A run reads back as what it was, and is then written the same. */
static void check_written(const bf_eval_run *run)
{
    bf_eval_run *again;
    bf_buf first;
    bf_buf second;
    bf_buf_init(&first, SIZE_MAX);
    bf_buf_init(&second, SIZE_MAX);
    write_run(&first, run);
    expect(!bf_eval_run_read(&again, bf_buf_str(&first), NULL, NULL, NULL));
    write_run(&second, again);
    expect(bf_str_equal(bf_buf_str(&first), bf_buf_str(&second)));
    bf_eval_run_free(again);
    bf_buf_fini(&second);
    bf_buf_fini(&first);
}

static bf_eval_run *check_run(bf_str text)
{
    listener self = {text, 0, 0};
    bf_eval_run *run;
    expect(!bf_eval_run_read(&run, text, hear, &self, NULL));
    for (size_t i = 0; i < bf_eval_run_count(run); i++) {
        const bf_eval_ranking *ranking = bf_eval_run_at(run, i);
        check_ranking(ranking, text);
        expect(bf_eval_run_find(run, ranking->query) == ranking);
    }
    check_written(run);
    return run;
}

/* Of the same lines: TREC's judgments have as many columns as our runs. */
static void check_measures(const bf_eval_judgments *judgments,
                           const bf_eval_run *run)
{
    for (size_t i = 0; i < bf_eval_judgments_count(judgments); i++) {
        const bf_eval_topic *topic = bf_eval_judgments_at(judgments, i);
        bf_eval_scores scores;
        bf_eval_measure(&scores, judgments, topic,
                        bf_eval_run_find(run, topic->query));
        for (int m = 0; m < BF_EVAL_MEASURES; m++) {
            expect(scores.of[m] >= 0 && scores.of[m] <= 1 + 1e-9);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const bf_str text = {(const char *)data, size};
    bf_eval_judgments *judgments;
    bf_eval_run *run;
    check_queries(text);
    judgments = check_judgments(text);
    run = check_run(text);
    check_measures(judgments, run);
    bf_eval_run_free(run);
    bf_eval_judgments_free(judgments);
    return 0;
}
