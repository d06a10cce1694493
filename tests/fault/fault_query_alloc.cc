/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation of parser, planner, synonyms and phrase check fails once,
 * and then all from it on: the status is BF_ERR_NOMEM, and nothing is left half
 * made. */

#include <backfile/plan.h>

#include "allocations.hh"
#include "tap.h"

static const char text[] =
    "red (back-channels OR title:cab*) -\"the red phone\" tag:\"x y\" "
    "author:quill NOT lang:en universit* AND \"a b c\"";

static bf_status frequency(void *, uint32_t *out, bf_str, bf_error *)
{
    *out = 1;
    return BF_OK;
}

static bf_status expand(void *, bf_str prefix,
                        bf_status (*each)(void *payload, bf_str term,
                                          uint32_t frequency),
                        void *payload, bf_error *)
{
    return each(payload, prefix, 1);
}

static const char rules[] = "quill, pen\nred => bright red, crimson\n"
                            "protect: universities\n[de]\nx, y\n";

static bf_plan_index fake_index()
{
    static const char *const languages[] = {"en", "de"};
    bf_plan_index index = {};
    index.stats = {100, 100};
    index.languages = languages;
    index.language_count = 2;
    index.frequency = frequency;
    index.expand = expand;
    return index;
}

static bf_status check_phrases(bf_plan *plan, bf_error *err)
{
    bf_status status = BF_OK;
    bf_article article;
    bf_article_init(&article);
    article.lang = bf_str_of("fr");
    article.body = bf_str_of("The red phone.");
    for (size_t i = 0; !status && i < bf_plan_phrase_count(plan); i++) {
        bool found;
        status = bf_plan_phrase_matches(&found, plan, i, &article, err);
    }
    return status;
}

/* Parse, plan and check. `whole` tells whether what failed gave nothing. */
static bf_status run(bf_mode mode, bool *whole, bf_error *err)
{
    bf_plan_index index = fake_index();
    bf_query *query;
    bf_plan *plan = nullptr;
    bf_status status =
        bf_query_parse(&query, bf_str_of(text), BF_QUERY_AS_TYPED, err);
    *whole = (status == BF_OK) == (query != nullptr);
    if (!status) {
        status = bf_synonyms_read(&index.synonyms, bf_str_of(rules), nullptr,
                                  nullptr, err);
        *whole = (status == BF_OK) == (index.synonyms != nullptr);
    }
    if (!status) {
        status =
            bf_plan_build(&plan, query, &index, mode, BF_PHRASES_BY_STEMS, err);
        *whole = (status == BF_OK) == (plan != nullptr);
    }
    if (!status) {
        status = check_phrases(plan, err);
    }
    bf_plan_free(plan);
    bf_synonyms_free(index.synonyms);
    bf_query_free(query);
    return status;
}

static void test_mode(bf_mode mode, bool on)
{
    unsigned long at = 0;
    bool good = true;
    do {
        bf_error err = {BF_OK, ""};
        bool whole;
        allocations::arm(++at, on);
        bf_status status = run(mode, &whole, &err);
        allocations::disarm();
        bf_status expected = allocations::failed > 0 ? BF_ERR_NOMEM : BF_OK;
        good = good && whole && status == expected && err.status == expected;
    } while (good && allocations::failed > 0);
    ok(good, "mode %d: %lu allocations fail %s", (int)mode, at - 1,
       on ? "with all after them" : "alone");
}

int main()
{
    for (int mode = BF_MODE_ALL; mode <= BF_MODE_FEWER; mode++) {
        test_mode((bf_mode)mode, false);
        test_mode((bf_mode)mode, true);
    }
    return tap_done();
}
