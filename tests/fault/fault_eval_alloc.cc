/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation of the evaluation fails once, and then all from it on: the
 * status is BF_ERR_NOMEM, and nothing is left half made. */

#include <backfile/eval.h>

#include "allocations.hh"
#include "tap.h"

#include <string>

/* Enough that everything that grows has to. */
enum {
    LINES = 70
};

static std::string queries_text;
static std::string judgments_text;
static std::string run_text;

static void make_texts()
{
    for (int i = 0; i < LINES; i++) {
        std::string id = std::to_string(i);
        queries_text += id + "\tred phone\n";
        judgments_text += id + "\td" + id + "\t1\n" + id + "\tx\t0\n";
        run_text += id + "\td" + id + "\t1\t2.5\n";
    }
}

static bf_str slice(const std::string &text)
{
    return {text.data(), text.size()};
}

/* Whether what a reader gave fits its status; it is released. */
static bf_status run_queries(bool *whole, bf_error *err)
{
    bf_eval_queries *queries;
    bf_status status = bf_eval_queries_read(&queries, slice(queries_text),
                                            nullptr, nullptr, err);
    *whole = (status == BF_OK) == (queries != nullptr);
    bf_eval_queries_free(queries);
    return status;
}

static bf_status run_judgments(bool *whole, bf_error *err)
{
    bf_eval_judgments *judgments;
    bf_status status = bf_eval_judgments_read(&judgments, slice(judgments_text),
                                              nullptr, nullptr, err);
    *whole = (status == BF_OK) == (judgments != nullptr);
    bf_eval_judgments_free(judgments);
    return status;
}

static bf_status run_run(bool *whole, bf_error *err)
{
    bf_eval_run *made;
    bf_status status =
        bf_eval_run_read(&made, slice(run_text), nullptr, nullptr, err);
    *whole = (status == BF_OK) == (made != nullptr);
    bf_eval_run_free(made);
    return status;
}

static bf_status run_significance(bool *whole, bf_error *err)
{
    double differences[BF_EVAL_EXACT_COUNT + 5];
    double p;
    for (double &difference : differences) {
        difference = 1;
    }
    bf_status status = bf_eval_significance(
        &p, differences, sizeof differences / sizeof *differences, err);
    *whole = (status == BF_OK) == (p > 0);
    return status;
}

typedef bf_status run_fn(bool *whole, bf_error *err);

static void test_run(const char *name, run_fn *run, bool on)
{
    unsigned long at = 0;
    bool good = true;
    do {
        bf_error err = {BF_OK, ""};
        bool whole;
        allocations::arm(++at, on);
        bf_status status = run(&whole, &err);
        allocations::disarm();
        /* qsort() can do without the memory that it may ask for. */
        bool may_pass = status == BF_OK && allocations::failed == 1;
        bf_status expected =
            allocations::failed > 0 && !may_pass ? BF_ERR_NOMEM : BF_OK;
        good = good && whole && status == expected && err.status == expected;
    } while (good && allocations::failed > 0);
    ok(good, "%s: %lu allocations fail %s", name, at - 1,
       on ? "with all after them" : "alone");
}

int main()
{
    make_texts();
    for (bool on : {false, true}) {
        test_run("queries", run_queries, on);
        test_run("judgments", run_judgments, on);
        test_run("runs", run_run, on);
        test_run("significance", run_significance, on);
    }
    return tap_done();
}
