/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries, judgments and runs as text. */

#include <backfile/eval.h>
#include <backfile/util.h>

#include "tap.h"

#include <stdlib.h>

/* What was complained of, as "KIND:LINE " each, and the last text. */
typedef struct complaints {
    char list[400];
    char text[BF_ERROR_TEXT_BYTES];
} complaints;

static void note(void *payload, bf_eval_fault fault, size_t line,
                 const char *text)
{
    static const char *const names[BF_EVAL_FAULTS] = {
        [BF_EVAL_NOT_TEXT] = "text", [BF_EVAL_COLUMNS] = "columns",
        [BF_EVAL_ID] = "id",         [BF_EVAL_QUERY] = "query",
        [BF_EVAL_NUMBER] = "number", [BF_EVAL_DUPLICATE] = "duplicate",
    };
    complaints *seen = payload;
    size_t used = strlen(seen->list);
    snprintf(seen->list + used, sizeof seen->list - used, "%s:%zu ",
             names[fault], line);
    snprintf(seen->text, sizeof seen->text, "%s", text);
}

/* Queries ------------------------------------------------------------------ */

static bf_eval_queries *queries_of(bf_str text, complaints *seen)
{
    bf_eval_queries *queries;
    bf_error err;
    *seen = (complaints){.list = ""};
    is_status(bf_eval_queries_read(&queries, text, note, seen, &err), BF_OK,
              &err, "queries are read");
    return queries;
}

static void test_queries(void)
{
    complaints seen;
    bf_eval_queries *queries =
        queries_of(bf_str_of("\xEF\xBB\xBFq1\tback channel\r\n"
                             "\n"
                             "  \r\n"
                             " q 2 \t  who wired?  \n"
                             "q3\tлиния"),
                   &seen);
    is_str(bf_str_of(seen.list), "", "without complaint");
    is_int(bf_eval_queries_count(queries), 3, "three queries");
    is_str(bf_eval_queries_at(queries, 0)->id, "q1", "behind the mark");
    is_str(bf_eval_queries_at(queries, 0)->text, "back channel",
           "CR is no part of the text");
    is_str(bf_eval_queries_at(queries, 1)->id, "q 2", "an id with a space");
    is_str(bf_eval_queries_at(queries, 1)->text, "who wired?",
           "spaces around do not count");
    is_int(bf_eval_queries_at(queries, 1)->line, 4, "empty lines count");
    ok(bf_eval_queries_find(queries, bf_str_of("q3")) ==
           bf_eval_queries_at(queries, 2),
       "found by its id, at the end without LF");
    ok(!bf_eval_queries_find(queries, bf_str_of("q4")), "another is not");
    ok(!bf_eval_queries_find(queries, (bf_str){NULL, 0}), "nor is none");
    bf_eval_queries_free(queries);
}

static void test_bad_queries(void)
{
    complaints seen;
    bf_eval_queries *queries = queries_of(bf_str_of("q1\tred\n"
                                                    "q2 red\n"
                                                    "q3\tred\tphone\n"
                                                    "\tred\n"
                                                    "q5\t \n"
                                                    "q1\tblue\n"
                                                    "q7\tt\xE9l\xE9phone\n"
                                                    "q8\tphone\n"),
                                          &seen);
    is_str(bf_str_of(seen.list),
           "columns:2 columns:3 id:4 query:5 duplicate:6 text:7 ",
           "each bad line has its complaint");
    is_str(bf_str_of(seen.text), "not UTF-8 at byte 5 of the line",
           "which says what is wrong");
    is_int(bf_eval_queries_count(queries), 2, "the others are read");
    is_str(bf_eval_queries_find(queries, bf_str_of("q1"))->text, "red",
           "of two with one id the first stands");
    bf_eval_queries_free(queries);
    queries = queries_of((bf_str){"q1\ta\0b\nq2\tb", 11}, &seen);
    is_str(bf_str_of(seen.list), "text:1 ", "a NUL byte is no text");
    is_int(bf_eval_queries_count(queries), 1, "and ends no reading");
    bf_eval_queries_free(queries);
    queries = queries_of((bf_str){NULL, 0}, &seen);
    is_int(bf_eval_queries_count(queries), 0, "no text has no queries");
    bf_eval_queries_free(queries);
}

/* The longest id and query, and one byte more. */
static void test_query_limits(void)
{
    complaints seen;
    bf_eval_queries *queries;
    bf_buf text;
    bf_buf_init(&text, 100000);
    for (unsigned more = 0; more < 2; more++) {
        for (unsigned i = 0; i < BF_MAX_ID_BYTES + more; i++) {
            bf_buf_add_byte(&text, 'i');
        }
        bf_buf_add_text(&text, "\tred\n");
        bf_buf_printf(&text, "q%u\t", more);
        for (unsigned i = 0; i < BF_MAX_QUERY_BYTES + more; i++) {
            bf_buf_add_byte(&text, 'w');
        }
        bf_buf_add_byte(&text, '\n');
    }
    queries = queries_of(bf_buf_str(&text), &seen);
    is_str(bf_str_of(seen.list), "id:3 query:4 ", "over the limit");
    is_int(bf_eval_queries_count(queries), 2, "at the limit");
    bf_eval_queries_free(queries);
    bf_buf_fini(&text);
}

/* Far more than any look-up one after the other could do in a test's time. */
static void test_many_queries(void)
{
    enum {
        MANY = 200000
    };
    complaints seen;
    bf_eval_queries *queries;
    bool good = true;
    bf_buf text;
    bf_buf_init(&text, SIZE_MAX);
    for (unsigned i = 0; i < MANY; i++) {
        bf_buf_printf(&text, "%u\ttext %u\n", i, i);
    }
    queries = queries_of(bf_buf_str(&text), &seen);
    is_int(bf_eval_queries_count(queries), MANY, "many queries");
    for (unsigned i = 0; i < MANY; i++) {
        const bf_eval_query *query = bf_eval_queries_at(queries, i);
        good = good && bf_eval_queries_find(queries, query->id) == query;
    }
    ok(good, "all are found");
    bf_eval_queries_free(queries);
    bf_buf_fini(&text);
}

/* Judgments ---------------------------------------------------------------- */

static bf_eval_judgments *judgments_of(const char *text, complaints *seen)
{
    bf_eval_judgments *judgments;
    bf_error err;
    *seen = (complaints){.list = ""};
    is_status(
        bf_eval_judgments_read(&judgments, bf_str_of(text), note, seen, &err),
        BF_OK, &err, "judgments are read");
    return judgments;
}

static void test_judgments(void)
{
    complaints seen;
    bf_eval_judgments *judgments = judgments_of("q2\td1\t0\n"
                                                "q1\ta file.md\t1\n"
                                                "q1\td1\t3\r\n"
                                                "q1\td2\t-2\n"
                                                "q1\td3\t+1\n",
                                                &seen);
    const bf_eval_topic *topic =
        bf_eval_judgments_find(judgments, bf_str_of("q1"));
    size_t number;
    is_str(bf_str_of(seen.list), "", "without complaint");
    is_int(bf_eval_judgments_count(judgments), 2, "two topics");
    is_str(bf_eval_judgments_at(judgments, 0)->query, "q2",
           "in the order of the file");
    is_int(bf_eval_judgments_at(judgments, 0)->relevant, 0,
           "grade 0 is not relevant");
    ok(topic == bf_eval_judgments_at(judgments, 1), "found by its id");
    is_int(topic->count, 4, "four judgments");
    is_int(topic->relevant, 3, "three are relevant");
    is_int(topic->line, 2, "where it begins");
    is_str(topic->judgments[0].document, "d1", "the best one first");
    is_int(topic->judgments[0].line, 3, "with its line");
    is_str(topic->judgments[1].document, "a file.md", "an id with a space");
    is_str(topic->judgments[2].document, "d3", "of one grade by line");
    is_int(topic->judgments[3].grade, -2, "a grade below 0");
    is_int(bf_eval_judgments_documents(judgments), 4, "four documents");
    ok(bf_eval_judgments_document(&number, judgments, bf_str_of("a file.md")) &&
           number == 1,
       "the second of them");
    ok(!bf_eval_judgments_document(&number, judgments, bf_str_of("a")) &&
           number == 0,
       "another is not there");
    ok(!bf_eval_judgments_find(judgments, bf_str_of("q3")),
       "nor is another topic");
    bf_eval_judgments_free(judgments);
}

static void test_trec_judgments(void)
{
    complaints seen;
    bf_eval_judgments *judgments = judgments_of("401 0 FBIS3-18833 1\n"
                                                "401  0   FBIS3-39117 0 \n"
                                                "402\t0\tFT 1\t2\n"
                                                "402 FT3 1\n",
                                                &seen);
    is_str(bf_str_of(seen.list), "", "without complaint");
    is_int(bf_eval_judgments_count(judgments), 2, "TREC's four columns");
    is_str(bf_eval_judgments_at(judgments, 0)->judgments[0].document,
           "FBIS3-18833", "by spaces");
    is_str(bf_eval_judgments_at(judgments, 1)->judgments[0].document, "FT 1",
           "by tabs");
    is_str(bf_eval_judgments_at(judgments, 1)->judgments[1].document, "FT3",
           "three by spaces");
    bf_eval_judgments_free(judgments);
}

static void test_bad_judgments(void)
{
    complaints seen;
    bf_eval_judgments *judgments = judgments_of("q1\td1\t31\n"
                                                "q1\td2\t32\n"
                                                "q1\td3\t-31\n"
                                                "q1\td4\t-32\n"
                                                "q1\td5\t1.0\n"
                                                "q1\td6\t\n"
                                                "q1\td7\tgood\n"
                                                "q1\t\t1\n"
                                                "\td9\t1\n"
                                                "q1\td1\t1\n"
                                                "q2\td1\t1\n"
                                                "q1 d12\n"
                                                "q1\td 1 2\n"
                                                "a b c d e\n"
                                                "q1\td15\t--1\n",
                                                &seen);
    is_str(bf_str_of(seen.list),
           "number:2 number:4 number:5 number:6 number:7 id:8 id:9 "
           "duplicate:10 columns:12 columns:13 columns:14 number:15 ",
           "each bad line has its complaint");
    is_int(bf_eval_judgments_find(judgments, bf_str_of("q1"))->count, 2,
           "grades at the bounds are read");
    is_int(
        bf_eval_judgments_find(judgments, bf_str_of("q1"))->judgments[0].grade,
        31, "of two judgments of one pair the first stands");
    is_int(bf_eval_judgments_count(judgments), 2,
           "one document may answer two queries");
    bf_eval_judgments_free(judgments);
}

/* Runs --------------------------------------------------------------------- */

static bf_eval_run *run_of(const char *text, complaints *seen)
{
    bf_eval_run *run;
    bf_error err;
    *seen = (complaints){.list = ""};
    is_status(bf_eval_run_read(&run, bf_str_of(text), note, seen, &err), BF_OK,
              &err, "a run is read");
    return run;
}

/* The documents of a ranking, as "a b c ". */
static bf_str order_of(bf_buf *space, const bf_eval_ranking *ranking)
{
    bf_buf_reset(space);
    for (size_t i = 0; i < ranking->count; i++) {
        bf_str id = ranking->documents[i].document;
        bf_buf_printf(space, "%.*s ", (int)id.size, id.data);
    }
    return bf_buf_str(space);
}

static void test_run(void)
{
    complaints seen;
    bf_buf space;
    bf_eval_run *run = run_of("q1\tlow\t1\t-1e-3\n"
                              "q2\tx y\t1\t7\n"
                              "q1\ttie 3\t3\t2.50\n"
                              "q1\tbest\t9\t1e1\n"
                              "q1\ttie 2\t2\t2.5\n"
                              "q1\ttie 4\t3\t+2.5\n"
                              "q1\tlast\t0\t-.5\n",
                              &seen);
    const bf_eval_ranking *first = bf_eval_run_find(run, bf_str_of("q1"));
    bf_buf_init(&space, 1000);
    is_str(bf_str_of(seen.list), "", "without complaint");
    is_int(bf_eval_run_count(run), 2, "two rankings");
    ok(first == bf_eval_run_at(run, 0), "found by the id of the query");
    is_str(order_of(&space, first), "best tie 2 tie 3 tie 4 low last ",
           "by score, then rank, then line");
    is_near(first->documents[4].score, -0.001, 0, "with its score");
    is_int(first->documents[0].rank, 9, "and its rank");
    is_int(first->documents[0].line, 4, "and its line");
    is_str(bf_eval_run_at(run, 1)->query, "q2", "the other query");
    is_int(bf_eval_run_at(run, 1)->line, 2, "where it begins");
    ok(!bf_eval_run_find(run, bf_str_of("q3")), "another found nothing");
    bf_eval_run_free(run);
    run = run_of("1 Q0 FT911-3 1 9.25 tag\n1\tQ0\tFT 2\t2\t8\tmy tag\n", &seen);
    is_str(bf_str_of(seen.list), "", "TREC's six columns");
    is_str(order_of(&space, bf_eval_run_at(run, 0)), "FT911-3 FT 2 ",
           "by spaces and by tabs");
    bf_eval_run_free(run);
    bf_buf_fini(&space);
}

static void test_bad_run(void)
{
    complaints seen;
    bf_eval_run *run = run_of("q1\ta\t4294967295\t1\n"
                              "q1\tb\t4294967296\t1\n"
                              "q1\tc\t-1\t1\n"
                              "q1\td\t1\tnan\n"
                              "q1\te\t1\tinf\n"
                              "q1\tf\t1\t1e999\n"
                              "q1\tg\t1\t0x10\n"
                              "q1\th\t1\t1.5e\n"
                              "q1\ti\t1\t.\n"
                              "q1\tj\t1\t\n"
                              "q1\ta\t2\t2\n"
                              "q1\tl\t1\n"
                              "q1\t\t1\t2\n"
                              "q1 a 1 2 3\n",
                              &seen);
    is_str(bf_str_of(seen.list),
           "number:2 number:3 number:4 number:5 number:6 number:7 number:8 "
           "number:9 number:10 duplicate:11 columns:12 id:13 columns:14 ",
           "each bad line has its complaint");
    is_int(bf_eval_run_find(run, bf_str_of("q1"))->count, 1,
           "the others are read");
    is_near(bf_eval_run_at(run, 0)->documents[0].score, 1, 0,
            "of two lines about one document the first stands");
    bf_eval_run_free(run);
}

/* One byte over the limit; what is behind the first is never looked at. */
static void test_size_limit(void)
{
    const bf_str huge = {"q", (size_t)BF_MAX_EVAL_BYTES + 1};
    bf_eval_queries *queries;
    bf_eval_judgments *judgments;
    bf_eval_run *run;
    bf_error err;
    is_status(bf_eval_queries_read(&queries, huge, NULL, NULL, &err),
              BF_ERR_LIMIT, &err, "queries that are too large");
    is_status(bf_eval_judgments_read(&judgments, huge, NULL, NULL, &err),
              BF_ERR_LIMIT, &err, "judgments");
    is_status(bf_eval_run_read(&run, huge, NULL, NULL, &err), BF_ERR_LIMIT,
              &err, "a run");
    ok(!queries && !judgments && !run, "there is nothing then");
}

/* Just at the limit: lines that are not queries, and nobody who listens. */
static void test_at_size_limit(void)
{
    bf_str text = {NULL, BF_MAX_EVAL_BYTES};
    char *space = malloc(text.size);
    bf_eval_queries *queries;
    bf_error err;
    if (!space) {
        skip("not enough memory for a file of the largest size");
        return;
    }
    memset(space, 'a', text.size);
    space[text.size - 1] = '\n';
    text.data = space;
    is_status(bf_eval_queries_read(&queries, text, NULL, NULL, &err), BF_OK,
              &err, "a file of the largest size");
    bf_eval_queries_free(queries);
    free(space);
}

int main(void)
{
    test_queries();
    test_bad_queries();
    test_query_limits();
    test_many_queries();
    test_judgments();
    test_trec_judgments();
    test_bad_judgments();
    test_run();
    test_bad_run();
    test_size_limit();
    test_at_size_limit();
    return tap_done();
}
