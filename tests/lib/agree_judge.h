/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_AGREE_JUDGE_H
#define BF_AGREE_JUDGE_H

/*
 * Asking both matchers. For the same plan they find the same articles with the
 * same scores in the same order, and a page that is cut off early is a part of
 * that with all of them.
 */

#include "agree_index.h"
#include "agree_plan.h"
#include "agree_query.h"

#include <math.h>

/* How a query is asked. */
typedef struct agree_question {
    bf_str text;
    bf_query_reading reading;
    bf_mode mode;
    bf_phrases phrases;
    bool with_synonyms;
    bool from_blocks; /* the plan is made with their frequencies */
    bool of_parts;    /* asked of segments that no publisher left */
    bool is_tree;     /* a tree made of the plan is asked instead */
    const char *languages[8];
    size_t language_count;
    bf_match_request page; /* of a few, beside that of all */
    bool is_partial;       /* out: the records did not look at every article */
    uint64_t total;        /* out */
} agree_question;

static inline int agree_by_number(const void *a, const void *b)
{
    const bf_match *left = (const bf_match *)a;
    const bf_match *right = (const bf_match *)b;
    return left->docnum < right->docnum ? -1 : left->docnum > right->docnum;
}

static inline bool agree_are_near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

/* Put equal scores in the order of numbers: sums in another order differ in
 * their last digits. */
static inline void agree_sort_ties(bf_match *items, size_t count)
{
    size_t from = 0;
    for (size_t i = 1; i <= count; i++) {
        if (i == count || !agree_are_near(items[i].score, items[from].score)) {
            qsort(items + from, i - from, sizeof *items, agree_by_number);
            from = i;
        }
    }
}

/* Whether `here` may follow `before`. */
static inline bool agree_follows(const bf_match *before, const bf_match *here,
                                 bf_match_order order)
{
    bool is_equal = before->time == here->time;
    bool is_less = order == BF_ORDER_NEWEST ? here->time < before->time
                                            : here->time > before->time;
    if (order == BF_ORDER_SCORE) {
        is_equal = before->score == here->score;
        is_less = here->score < before->score;
    } else if (order == BF_ORDER_OLDEST && !is_equal &&
               (before->time == BF_TIME_NONE || here->time == BF_TIME_NONE)) {
        is_less = here->time == BF_TIME_NONE;
    }
    return is_less || (is_equal && before->docnum < here->docnum);
}

static inline bool agree_is_ordered(const bf_matches *page,
                                    bf_match_order order)
{
    for (size_t i = 1; i < page->count; i++) {
        if (!agree_follows(&page->items[i - 1], &page->items[i], order)) {
            return false;
        }
    }
    return true;
}

/* The same articles in the same order of times. */
static inline const char *agree_compare_times(const bf_matches *blocks,
                                              const bf_matches *records)
{
    for (size_t i = 0; i < blocks->count; i++) {
        if (blocks->items[i].docnum != records->items[i].docnum ||
            blocks->items[i].time != records->items[i].time) {
            return "another article in the order of times";
        }
    }
    return NULL;
}

static inline const char *agree_compare_scores(bf_matches *blocks,
                                               bf_matches *records)
{
    /* The last ties of a full page may go on behind it. */
    const double last = records->count == BF_MAX_PAGE
                            ? records->items[BF_MAX_PAGE - 1].score
                            : -1;
    agree_sort_ties(blocks->items, blocks->count);
    agree_sort_ties(records->items, records->count);
    for (size_t i = 0; i < blocks->count; i++) {
        if (!agree_are_near(blocks->items[i].score, records->items[i].score)) {
            return "another score";
        }
        if (blocks->items[i].docnum != records->items[i].docnum &&
            !agree_are_near(last, blocks->items[i].score)) {
            return "another article";
        }
    }
    return NULL;
}

static inline const char *agree_compare_facets(const bf_matches *blocks,
                                               const bf_matches *records)
{
    if (blocks->facet_count != records->facet_count) {
        return "another number of facets";
    }
    for (size_t i = 0; i < blocks->facet_count; i++) {
        const bf_facet *left = &blocks->facets[i];
        const bf_facet *right = &records->facets[i];
        if (left->field != right->field || left->count != right->count ||
            left->value_count != right->value_count) {
            return "another facet";
        }
        for (size_t k = 0; k < left->count; k++) {
            if (left->values[k].count != right->values[k].count ||
                !bf_str_equal(left->values[k].folded,
                              right->values[k].folded)) {
                return "another value of a facet";
            }
        }
    }
    return NULL;
}

/* Say how the answers differ, as TAP comments. */
static inline void agree_print_difference(const bf_matches *blocks,
                                          const bf_matches *records)
{
    printf("# blocks: %ju, records: %ju\n", (uintmax_t)blocks->total,
           (uintmax_t)records->total);
    for (size_t i = 0; i < blocks->count && i < records->count; i++) {
        const bf_match *left = &blocks->items[i];
        const bf_match *right = &records->items[i];
        if (left->docnum != right->docnum ||
            !agree_are_near(left->score, right->score)) {
            printf("# from %zu on: %u with %.17g, %u with %.17g\n", i,
                   left->docnum, left->score, right->docnum, right->score);
            return;
        }
    }
}

/* What is wrong with a page of all matches, or as many as a page has. Puts both
 * in another order. */
static inline const char *agree_compare(bf_matches *blocks, bf_matches *records,
                                        bf_match_order order)
{
    const char *wrong;
    if (blocks->partial) {
        return "the blocks did not look at every article";
    }
    if (blocks->total != records->total || !blocks->total_exact) {
        return "another total";
    }
    if (blocks->count != records->count) {
        return "another number of matches";
    }
    if (!agree_is_ordered(blocks, order)) {
        return "the page of the blocks is not in order";
    }
    wrong = agree_compare_facets(blocks, records);
    if (wrong) {
        return wrong;
    }
    return order == BF_ORDER_SCORE ? agree_compare_scores(blocks, records)
                                   : agree_compare_times(blocks, records);
}

/* Whether a page of some matches is part of that of all. */
static inline const char *agree_compare_page(const bf_matches *page,
                                             const bf_matches *whole,
                                             const bf_match_request *request)
{
    const size_t offset = request->offset;
    const uint64_t rest = whole->total > offset ? whole->total - offset : 0;
    if (page->count != (rest < request->limit ? rest : request->limit)) {
        return "a page of another size";
    }
    for (size_t i = 0; i < page->count && offset + i < whole->count; i++) {
        if (page->items[i].docnum != whole->items[offset + i].docnum ||
            page->items[i].score != whole->items[offset + i].score) {
            return "a page with another article";
        }
    }
    if (page->total > whole->total ||
        (page->total_exact && page->total != whole->total) ||
        (!page->total_exact && page->total < request->count_at_least) ||
        page->total < page->count) {
        return "another total of a page";
    }
    return page->partial ? "a page that is partial" : NULL;
}

static inline const bf_blocks *agree_blocks(const agree_index *index,
                                            const agree_question *question)
{
    return question->of_parts ? &index->parts->blocks : index->blocks;
}

/* A page of few, pruned as far as may be. */
static inline const char *agree_check_page(const agree_index *index,
                                           const agree_plan *plan,
                                           const agree_question *question,
                                           const bf_matches *whole,
                                           bf_error *err)
{
    bf_matches *page;
    const char *wrong;
    if (agree_ask_blocks(&page, agree_blocks(index, question), plan,
                         &question->page, err)) {
        return err->text;
    }
    wrong = agree_compare_page(page, whole, &question->page);
    bf_matches_free(page);
    return wrong;
}

/* What comes behind some match of them all, asked of the blocks or the records,
 * of which `whole` is. */
static inline const char *agree_check_after(const agree_index *index,
                                            const agree_plan *plan,
                                            const agree_question *question,
                                            const bf_matches *whole,
                                            bool of_records, bf_error *err)
{
    bf_match_request request = question->page;
    const size_t from = request.offset;
    const char *wrong = NULL;
    bf_matches *page;
    if (from >= whole->count || whole->partial) {
        return NULL;
    }
    request.after = &whole->items[from];
    request.offset = 0;
    if (of_records
            ? agree_ask_records(&page, index->reader, plan, &request, err)
            : agree_ask_blocks(&page, agree_blocks(index, question), plan,
                               &request, err)) {
        return err->text;
    }
    for (size_t i = 0; i < page->count && from + 1 + i < whole->count; i++) {
        if (page->items[i].docnum != whole->items[from + 1 + i].docnum) {
            wrong = "another article behind a match";
        }
    }
    if (page->count < request.limit && whole->count < BF_MAX_PAGE &&
        page->count != whole->count - from - 1) {
        wrong = "another number of articles behind a match";
    }
    if (of_records && page->total != whole->total) {
        wrong = "another total behind a match";
    }
    bf_matches_free(page);
    return wrong;
}

/* All answers to one question against each other. */
static inline const char *
agree_check_answers(const agree_index *index, const agree_plan *plan,
                    agree_question *question, bf_matches *blocks,
                    bf_matches *records, bf_error *err)
{
    const char *wrong = agree_check_page(index, plan, question, blocks, err);
    if (!wrong) {
        wrong = agree_check_after(index, plan, question, blocks, false, err);
    }
    if (!wrong) {
        wrong = agree_check_after(index, plan, question, records, true, err);
    }
    question->is_partial = records->partial;
    question->total = records->total;
    return wrong || records->partial
               ? wrong
               : agree_compare(blocks, records, question->page.order);
}

static inline const char *agree_check_plan(const agree_index *index,
                                           const agree_plan *plan,
                                           agree_question *question,
                                           bf_error *err)
{
    bf_match_request request = question->page;
    bf_matches *blocks = NULL;
    bf_matches *records = NULL;
    const char *wrong;
    request.offset = 0;
    request.limit = BF_MAX_PAGE;
    request.count_at_least = UINT32_MAX;
    if (agree_ask_blocks(&blocks, agree_blocks(index, question), plan, &request,
                         err) ||
        agree_ask_records(&records, index->reader, plan, &request, err)) {
        wrong = err->text;
    } else {
        wrong =
            agree_check_answers(index, plan, question, blocks, records, err);
    }
    if (wrong && blocks && records) {
        agree_print_difference(blocks, records);
        agree_print_plan(plan->root, 0);
    }
    bf_matches_free(blocks);
    bf_matches_free(records);
    return wrong;
}

static inline void agree_print(const agree_question *question)
{
    const bf_match_request *page = &question->page;
    printf(
        "# mode %d, phrases %d, reading %d, order %d by %d, facets %x,%s%s%s%s "
        "%u from %u, counted to %u, "
        "languages",
        (int)question->mode, (int)question->phrases, (int)question->reading,
        (int)page->order, page->slot, page->facet_fields,
        question->with_synonyms ? " synonyms," : "",
        question->from_blocks ? " from blocks," : "",
        question->of_parts ? " of other segments," : "",
        page->show_hidden ? " hidden ones," : "", page->limit, page->offset,
        page->count_at_least);
    for (size_t i = 0; i < question->language_count; i++) {
        printf(" '%s'", question->languages[i]);
    }
    printf("\n# query: %.*s\n", (int)question->text.size, question->text.data);
}

/* What is wrong with the answers; NULL: nothing. */
static inline const char *agree_check(agree_index *index,
                                      agree_question *question)
{
    static bf_error err;
    static agree_plan tree;
    bf_plan_index *asked = &index->plan_index;
    bf_query *query;
    bf_plan *plan = NULL;
    const char *wrong = NULL;
    agree_plan_from(index, question->from_blocks);
    asked->languages = question->languages;
    asked->language_count = question->language_count;
    asked->synonyms = question->with_synonyms ? index->synonyms : NULL;
    agree_require(
        bf_query_parse(&query, question->text, question->reading, &err), &err);
    if (bf_plan_build(&plan, query, asked, question->mode, question->phrases,
                      &err)) {
        wrong = err.text;
    }
    if (!wrong) {
        agree_plan_begin(&tree, plan,
                         question->is_tree ? &index->articles->dice : NULL);
        wrong = agree_check_plan(index, &tree, question, &err);
    }
    if (wrong) {
        agree_print(question);
    }
    bf_plan_free(plan);
    bf_query_free(query);
    return wrong;
}

/* Drawing ----------------------------------------------------------------- */

static inline void agree_ask_languages(agree_question *question,
                                       agree_dice *dice)
{
    static const char *const all[] = {"en", "de", "fr", "ja", "ru", ""};
    const uint32_t from = agree_roll(dice, 6);
    question->language_count =
        agree_roll(dice, 3) ? 1 + agree_roll(dice, 6) : 6;
    for (size_t i = 0; i < question->language_count; i++) {
        question->languages[i] = all[(from + i) % 6];
    }
}

static inline void agree_ask_order(bf_match_request *page, agree_dice *dice)
{
    if (agree_roll(dice, 4) == 0) {
        page->order = agree_roll(dice, 2) ? BF_ORDER_NEWEST : BF_ORDER_OLDEST;
        page->slot = agree_roll(dice, 2) ? BF_SLOT_PUBLISHED : BF_SLOT_UPDATED;
    }
    if (agree_roll(dice, 4) == 0) {
        page->facet_fields = 1u << BF_FIELD_TAGS;
        page->facet_fields |= agree_roll(dice, 2) ? 1u << BF_FIELD_SECTION : 0;
        page->facet_fields |= agree_roll(dice, 2) ? 1u << BF_FIELD_AUTHORS : 0;
        page->facet_fields |= agree_roll(dice, 4) ? 0 : 1u << BF_FIELD_LANG;
        page->facet_limit = agree_roll(dice, 8);
    }
}

/* A way to ask `text`. */
static inline agree_question agree_ask(bf_str text, agree_dice *dice)
{
    static const bf_mode modes[] = {BF_MODE_ALL, BF_MODE_ANY, BF_MODE_FEWER};
    static const bf_phrases phrases[] = {
        BF_PHRASES_AS_WRITTEN, BF_PHRASES_AS_WRITTEN, BF_PHRASES_BY_STEMS,
        BF_PHRASES_AS_WORDS};
    agree_question made = {.text = text};
    made.reading =
        agree_roll(dice, 12) ? BF_QUERY_AS_TYPED : BF_QUERY_AS_PHRASE;
    made.mode = modes[agree_roll(dice, 3)];
    made.phrases = phrases[agree_roll(dice, 4)];
    made.with_synonyms = agree_roll(dice, 3) == 0;
    made.from_blocks = agree_roll(dice, 2) == 0;
    made.of_parts = agree_roll(dice, 2) == 0;
    made.is_tree = agree_roll(dice, 2) == 0;
    made.page.now = AGREE_NOW;
    made.page.show_hidden = agree_roll(dice, 3) == 0;
    made.page.time_ms = 600 * 1000; /* a sanitizer may take its time */
    made.page.offset = agree_roll(dice, 2) ? 0 : agree_roll(dice, 30);
    made.page.limit = agree_roll(dice, 20);
    made.page.count_at_least = agree_roll(dice, 2) ? 0 : agree_roll(dice, 100);
    agree_ask_order(&made.page, dice);
    agree_ask_languages(&made, dice);
    return made;
}

#endif
