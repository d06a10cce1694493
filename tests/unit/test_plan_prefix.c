/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prefixes that more terms begin with than one may stand for, or than a query
 * may look at. */

#include <backfile/limits.h>
#include <backfile/plan.h>

#include "tap.h"

#include <stdlib.h>

enum {
    DOCUMENTS = 1000
};

static unsigned available; /* terms big0000000 and so on */
static size_t scanned;     /* terms that the planner was offered */

static bf_status frequency(void *context, uint32_t *out, bf_str term,
                           bf_error *err)
{
    (void)context;
    (void)term;
    (void)err;
    *out = 0;
    return BF_OK;
}

static bf_status expand(void *context, bf_str prefix,
                        bf_status (*each)(void *payload, bf_str term,
                                          uint32_t frequency),
                        void *payload, bf_error *err)
{
    bf_status status = BF_OK;
    (void)context;
    (void)prefix;
    (void)err;
    for (unsigned i = 0; !status && i < available; i++) {
        char term[16];
        snprintf(term, sizeof term, "big%07u", i);
        scanned++;
        status = each(payload, bf_str_of(term), i * 7 % 300);
    }
    return status;
}

static bf_plan *plan_of(const char *text)
{
    static const char *const languages[] = {""};
    bf_plan_index index = {.stats = {DOCUMENTS, 10},
                           .languages = languages,
                           .language_count = 1,
                           .frequency = frequency,
                           .expand = expand};
    bf_query *query;
    bf_plan *plan = NULL;
    bf_error err;
    scanned = 0;
    if (bf_query_parse(&query, bf_str_of(text), BF_QUERY_AS_TYPED, &err) ||
        bf_plan_build(&plan, query, &index, BF_MODE_ALL, BF_PHRASES_AS_WRITTEN,
                      &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
    bf_query_free(query);
    return plan;
}

static bool has_note(const bf_plan *plan)
{
    return bf_plan_note_count(plan) == 1 &&
           strcmp(bf_plan_note_at(plan, 0)->code, "prefix_cut") == 0;
}

static void test_most_frequent(void)
{
    const bf_plan_node *root;
    bf_plan *plan;
    bool sorted = true;
    bool frequent = true;
    available = 300;
    plan = plan_of("big*");
    root = bf_plan_root(plan);
    is_int(root->term_count, BF_MAX_PREFIX_TERMS, "a prefix is cut");
    ok(has_note(plan), "with a note");
    for (size_t i = 0; i < root->term_count; i++) {
        int number = atoi(root->terms[i].data + 3);
        sorted = sorted && (i == 0 || memcmp(root->terms[i - 1].data,
                                             root->terms[i].data, 10) < 0);
        frequent = frequent && number * 7 % 300 >= 200;
    }
    ok(sorted, "its terms are sorted");
    ok(frequent, "and the most frequent ones");
    is_near(root->weight, bf_score_idf(DOCUMENTS, DOCUMENTS), 1e-12,
            "together they are in all articles at most");
    bf_plan_free(plan);
    available = BF_MAX_PREFIX_TERMS;
    plan = plan_of("big*");
    is_int(bf_plan_root(plan)->term_count, BF_MAX_PREFIX_TERMS,
           "as many as there may be");
    is_int(bf_plan_note_count(plan), 0, "need no note");
    bf_plan_free(plan);
}

static void test_too_many(void)
{
    bf_plan *plan;
    available = 2 * BF_MAX_PREFIX_SCANS;
    plan = plan_of("big*");
    is_int(scanned, BF_MAX_PREFIX_SCANS + 1, "a query looks at so many terms");
    is_int(bf_plan_root(plan)->term_count, BF_MAX_PREFIX_TERMS,
           "takes of them what it may");
    ok(has_note(plan), "and says so");
    bf_plan_free(plan);
    plan = plan_of("big* OR bigger*");
    is_int(scanned, BF_MAX_PREFIX_SCANS + 2, "all prefixes share them");
    is_int(bf_plan_root(plan)->term_count, BF_MAX_PREFIX_TERMS,
           "so the last one has none");
    bf_plan_free(plan);
}

int main(void)
{
    test_most_frequent();
    test_too_many();
    return tap_done();
}
