/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words close to each other: by their positions, against brute force; and in
 * articles. */

#include <backfile/plan.h>

#include "no_expansions.h"
#include "tap.h"

#include <stdlib.h>

enum {
    MAX_WORDS = 5,
    MAX_LISTS = 2 * MAX_WORDS,
    MAX_POSITIONS = 8,
    ROUNDS = 60000
};

static uint64_t seed = 3;

static uint32_t dice(uint32_t sides)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % sides;
}

/* Positions --------------------------------------------------------------- */

typedef struct near_case {
    bf_plan_near near;
    size_t words;
    size_t count;
    bf_plan_positions lists[MAX_LISTS];
    uint32_t positions[MAX_LISTS][MAX_POSITIONS];
    uint32_t chosen[MAX_WORDS];
} near_case;

static bool fits(const near_case *c, size_t word, uint32_t position)
{
    const int64_t window = c->near.window;
    for (size_t i = 0; i < word; i++) {
        const int64_t off = (int64_t)position - (int64_t)c->chosen[i];
        if (off == 0 || off >= window ||
            off <= (c->near.ordered ? 0 : -window)) {
            return false;
        }
    }
    return true;
}

/* Whether words from number `word` on stand beside those chosen. */
static bool judge(near_case *c, size_t word)
{
    if (word == c->words) {
        return true;
    }
    for (size_t i = 0; i < c->count; i++) {
        const bf_plan_positions *list = &c->lists[i];
        for (size_t k = 0; list->word == word && k < list->count; k++) {
            c->chosen[word] = list->positions[k];
            if (fits(c, word, list->positions[k]) && judge(c, word + 1)) {
                return true;
            }
        }
    }
    return false;
}

static void add_list(near_case *c, size_t word, uint32_t spread)
{
    uint32_t *positions = c->positions[c->count];
    bf_plan_positions *list = &c->lists[c->count++];
    uint32_t at = dice(spread);
    *list = (bf_plan_positions){positions, 0, word, dice(100)};
    for (uint32_t i = dice(MAX_POSITIONS + 1); i > 0; i--) {
        positions[list->count++] = at;
        at += dice(spread);
    }
}

static void make_case(near_case *c)
{
    const uint32_t spread = 1 + dice(8);
    c->words = 1 + dice(MAX_WORDS);
    c->count = 0;
    c->near = (bf_plan_near){1 + dice(10), dice(2) != 0, NULL};
    for (size_t i = 0; i < c->words; i++) {
        for (uint32_t lists = dice(8) ? 1 : dice(3); lists > 0; lists--) {
            add_list(c, i, spread);
        }
    }
}

static void test_positions(void)
{
    static near_case c;
    unsigned right = 0;
    unsigned standing = 0;
    for (unsigned i = 0; i < ROUNDS; i++) {
        bool holds;
        make_case(&c);
        holds = judge(&c, 0);
        standing += holds;
        right +=
            holds == bf_plan_near_holds(&c.near, c.lists, c.count, c.words);
    }
    is_int(right, ROUNDS, "positions agree with brute force");
    ok(standing > ROUNDS / 10 && standing < ROUNDS - ROUNDS / 10,
       "%u of them are close", standing);
}

/* The greatest window, the highest positions, and what is out of range. */
static void test_limits(void)
{
    static const uint32_t low[] = {0};
    static const uint32_t high[] = {255};
    static const uint32_t last[] = {UINT32_MAX - 2, UINT32_MAX - 1};
    bf_plan_positions lists[] = {{low, 1, 0, 0}, {high, 1, 1, 0}};
    bf_plan_positions ends[] = {{last, 2, 0, 0}, {last, 2, 1, 0}};
    bf_plan_near near = {BF_MAX_NEAR_WINDOW, false, NULL};
    ok(bf_plan_near_holds(&near, lists, 2, 2), "the greatest window");
    near.window--;
    ok(!bf_plan_near_holds(&near, lists, 2, 2), "one less");
    near.window = 2;
    ok(bf_plan_near_holds(&near, ends, 2, 2), "the last positions");
    near.ordered = true;
    ok(bf_plan_near_holds(&near, ends, 2, 2), "the last positions in order");
    ok(!bf_plan_near_holds(&near, ends, 2, 3), "a word without positions");
    near.window = 0;
    ok(!bf_plan_near_holds(&near, ends, 2, 2), "no window");
    near.window = BF_MAX_NEAR_WINDOW + 1;
    ok(!bf_plan_near_holds(&near, ends, 2, 2), "too large a window");
}

/* Articles ---------------------------------------------------------------- */

static bf_status frequency(void *context, uint32_t *out, bf_str term,
                           bf_error *err)
{
    (void)context;
    (void)term;
    (void)err;
    *out = 0;
    return BF_OK;
}

static bf_plan *some_plan(void)
{
    static const char *const languages[] = {"en"};
    const bf_plan_index index = {.stats = {100, 100},
                                 .languages = languages,
                                 .language_count = 1,
                                 .frequency = frequency,
                                 .expand = no_expansions};
    bf_query *query = NULL;
    bf_plan *plan = NULL;
    bf_error err;
    if (bf_query_parse(&query, bf_str_of("a"), BF_QUERY_AS_TYPED, &err) ||
        bf_plan_build(&plan, query, &index, BF_MODE_ALL, BF_PHRASES_BY_STEMS,
                      &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
    bf_query_free(query);
    return plan;
}

/* Whether red, phone (or telephone) and rang, as far as `words` says, stand
 * as close as `near` says in an article that has them here and there. */
static bool stands(bf_plan *plan, size_t words, bf_plan_near near)
{
    const bf_str terms[] = {bf_str_of("red"), bf_str_of("phone"),
                            bf_str_of("telephon"), bf_str_of("rang")};
    const bf_plan_node nodes[] = {
        {.kind = BF_PLAN_TERM, .terms = &terms[0], .term_count = 1},
        {.kind = BF_PLAN_TERM, .terms = &terms[1], .term_count = 2},
        {.kind = BF_PLAN_TERM, .terms = &terms[3], .term_count = 1}};
    const bf_plan_node *const children[] = {&nodes[0], &nodes[1], &nodes[2]};
    const bf_plan_node node = {.kind = BF_PLAN_NEAR,
                               .children = children,
                               .child_count = words,
                               .near = near};
    static const bf_str tags[] = {{"Press red", 9}, {"Telephones", 10}};
    bf_article article;
    bf_error err;
    bool found = false;
    bf_status status;
    bf_article_init(&article);
    article.lang = bf_str_of("en");
    article.title = bf_str_of("The phone that is red");
    article.body = bf_str_of("Red, the phone never. It never rang.");
    article.tags = (bf_str_list){tags, 2};
    status = bf_plan_near_matches(&found, plan, &node, &article, &err);
    return !status && found;
}

static void test_articles(void)
{
    bf_plan *plan = some_plan();
    const bf_field_info *title = bf_field_info_of(BF_FIELD_TITLE);
    const bf_field_info *body = bf_field_info_of(BF_FIELD_BODY);
    const bf_field_info *tags = bf_field_info_of(BF_FIELD_TAGS);
    ok(!stands(plan, 2, (bf_plan_near){2, false, NULL}), "side by side");
    ok(stands(plan, 2, (bf_plan_near){3, false, NULL}), "one between");
    ok(stands(plan, 2, (bf_plan_near){3, true, NULL}), "in order");
    ok(!stands(plan, 2, (bf_plan_near){3, false, title}), "too far in title");
    ok(stands(plan, 2, (bf_plan_near){4, false, title}), "within a title");
    ok(!stands(plan, 2, (bf_plan_near){9, true, title}),
       "in another order in title");
    ok(!stands(plan, 3, (bf_plan_near){6, false, body}), "three, too far");
    ok(stands(plan, 3, (bf_plan_near){7, true, body}), "three in order");
    ok(!stands(plan, 2, (bf_plan_near){BF_MAX_NEAR_WINDOW, false, tags}),
       "never over two values");
    bf_plan_free(plan);
}

int main(void)
{
    test_positions();
    test_limits();
    test_articles();
    return tap_done();
}
