/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_SEGMENT_MATCH_H
#define BF_SEGMENT_MATCH_H

/*
 * Runs plans of all kinds over a segment of which nothing is certain, and
 * aborts when an answer comes back that never may, however it is damaged.
 *
 *     segment_match(segment, (match_share){0, 0});
 */

#include "lib/match/run.h"
#include "segment_exercise.h"

enum {
    MATCH_TERMS = 6,
    MATCH_SEEN = 400, /* terms that are looked at to choose them */
    MATCH_MS = 2000
};

/* Which of the questions are asked: one of so many, from number `first` on; all
 * with 0. They are some two hundred, and take most of a fuzzer's time. */
typedef struct match_share {
    uint32_t first;
    uint32_t one_of;
} match_share;

/* Terms of a segment, those with the most documents, and nodes made of them. */
typedef struct segment_terms {
    char names[MATCH_TERMS][BF_MAX_INDEX_TERM_BYTES];
    bf_str terms[MATCH_TERMS];
    uint32_t documents[MATCH_TERMS];
    size_t count;
    bf_plan_node nodes[MATCH_TERMS];
    const bf_plan_node *children[MATCH_TERMS];
    bf_plan_step steps[MATCH_TERMS];
    bf_plan_place places[MATCH_TERMS];
    bf_plan_phrase phrase;
    match_share share;
    uint32_t number; /* of the next question */
} segment_terms;

static inline void match_take_term(segment_terms *t, bf_str term,
                                   uint32_t documents)
{
    size_t least = 0;
    for (size_t i = 1; i < t->count; i++) {
        least = t->documents[i] < t->documents[least] ? i : least;
    }
    if (t->count < MATCH_TERMS) {
        least = t->count++;
    } else if (documents <= t->documents[least]) {
        return;
    }
    memcpy(t->names[least], term.data, term.size);
    t->terms[least] = (bf_str){t->names[least], term.size};
    t->documents[least] = documents;
}

/* Choose terms, and make a TERM of each. */
static inline void match_choose(segment_terms *t, const bf_segment *segment)
{
    bf_term_cursor cursor;
    bool more = bf_term_cursor_seek(&cursor, segment, bf_str_of(""));
    memset(t, 0, sizeof *t);
    for (int i = 0; more && i < MATCH_SEEN; i++) {
        if (cursor.term.size > 0) {
            match_take_term(t, cursor.term, cursor.entry.documents);
        }
        more = bf_term_cursor_next(&cursor);
    }
    for (size_t i = 0; i < t->count; i++) {
        t->nodes[i] = (bf_plan_node){.kind = BF_PLAN_TERM,
                                     .weight = 1 + (double)i,
                                     .terms = &t->terms[i],
                                     .term_count = 1};
        t->children[i] = &t->nodes[i];
        t->steps[i] = (bf_plan_step){t->terms[i], 1};
        t->places[i] = (bf_plan_place){&t->steps[i], 1};
    }
    t->phrase = (bf_plan_phrase){.places = t->places};
}

static inline const bf_plan_phrase *match_phrase_at(const void *context,
                                                    size_t phrase)
{
    const segment_terms *t = (const segment_terms *)context;
    return phrase == 0 ? &t->phrase : NULL;
}

static inline void match_check(const bf_matches *page,
                               const bf_segment *segment)
{
    const bf_segment_info *info = bf_segment_get_info(segment);
    exercise_require(page->count <= info->documents);
    for (size_t i = 0; i < page->count; i++) {
        exercise_require(page->items[i].score >= 0 &&
                         page->items[i].score < INFINITY);
    }
    for (size_t i = 0; i < page->facet_count; i++) {
        for (size_t k = 0; k < page->facets[i].count; k++) {
            const bf_facet_value *value = &page->facets[i].values[k];
            exercise_require(value->count > 0);
            (void)exercise_touch(value->folded);
            (void)exercise_touch(value->shown);
        }
    }
}

/* Whether the next question is one of those that are asked. */
static inline bool match_is_asked(segment_terms *t)
{
    const match_share *share = &t->share;
    const uint32_t number = t->number++;
    return share->one_of == 0 ||
           number % share->one_of == share->first % share->one_of;
}

static inline bf_status match_run(segment_terms *t, const bf_segment *segment,
                                  const bf_plan_node *root,
                                  const bf_match_request *request)
{
    const bf_blocks_part part = {.segment = segment};
    const bf_blocks blocks = {&part, 1};
    const bfi_wanted wanted = {
        root, {1000, 300}, BF_SCORE_PARAMS_DEFAULT, match_phrase_at, t};
    bf_matches *page;
    bf_error err;
    bf_status status;
    if (!match_is_asked(t)) {
        return BF_OK;
    }
    status = bfi_blocks_match(&page, &blocks, &wanted, request, &err);
    exercise_require(!status || status == BF_ERR_CORRUPT);
    if (!status) {
        match_check(page, segment);
    }
    bf_matches_free(page);
    return status;
}

/* All kinds of requests; how many of them were refused. */
static inline size_t match_requests(segment_terms *t, const bf_segment *segment,
                                    const bf_plan_node *root)
{
    const bf_match_request all = {.limit = 100,
                                  .count_at_least = UINT32_MAX,
                                  .show_hidden = true,
                                  .time_ms = MATCH_MS};
    bf_match_request request = all;
    size_t refused = match_run(t, segment, root, &request) != BF_OK;
    request.limit = 3;
    request.count_at_least = 0;
    refused += match_run(t, segment, root, &request) != BF_OK;
    request.order = BF_ORDER_NEWEST;
    request.slot = BF_SLOT_PUBLISHED;
    refused += match_run(t, segment, root, &request) != BF_OK;
    request = all;
    request.show_hidden = false;
    request.facet_fields = 1u << BF_FIELD_TAGS | 1u << BF_FIELD_SECTION;
    request.facet_limit = 20;
    refused += match_run(t, segment, root, &request) != BF_OK;
    return refused;
}

/* A node of kind `kind` over the terms from number `first` on. */
static inline bf_plan_node match_parent(const segment_terms *t,
                                        bf_plan_kind kind, size_t first,
                                        size_t count)
{
    return (bf_plan_node){.kind = kind,
                          .children = t->children + first,
                          .child_count = count,
                          .least = 2,
                          .near = {.window = 50},
                          .range = {BF_SLOT_PUBLISHED, 0, INT64_MAX}};
}

/* Parents within parents: lists are asked and filled in other ways there. */
static inline void match_nested(segment_terms *t, const bf_segment *segment)
{
    static const bf_plan_kind kinds[] = {BF_PLAN_AND, BF_PLAN_OR,
                                         BF_PLAN_AND_NOT, BF_PLAN_AND_MAYBE};
    const size_t half = t->count / 2;
    const bf_plan_node merged = {.kind = BF_PLAN_TERM,
                                 .weight = 1,
                                 .terms = t->terms,
                                 .term_count = t->count};
    const bf_plan_node any = match_parent(t, BF_PLAN_OR, 0, half);
    const bf_plan_node both = match_parent(t, BF_PLAN_AND, half, 2);
    const bf_plan_node range = match_parent(t, BF_PLAN_RANGE, 0, 0);
    const bf_plan_node *trees[][2] = {
        {&any, &both},     {&both, &any},         {&merged, &both},
        {&both, &merged},  {&range, &both},       {&any, &range},
        {&merged, &range}, {&any, t->children[0]}};
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            const bf_plan_node root = {
                .kind = kinds[k], .children = trees[i], .child_count = 2};
            (void)match_requests(t, segment, &root);
        }
    }
    (void)match_requests(t, segment, &merged);
    (void)match_requests(t, segment, &range);
}

static inline void segment_match(const bf_segment *segment, match_share share)
{
    static const bf_plan_kind kinds[] = {
        BF_PLAN_AND,      BF_PLAN_OR,   BF_PLAN_AND_NOT, BF_PLAN_AND_MAYBE,
        BF_PLAN_AT_LEAST, BF_PLAN_NEAR, BF_PLAN_PHRASE,  BF_PLAN_EVERYTHING};
    segment_terms t;
    match_choose(&t, segment);
    t.share = share;
    for (size_t i = 0; i < t.count; i++) {
        (void)match_requests(&t, segment, &t.nodes[i]);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && t.count >= 4; i++) {
        for (size_t count = 2; count <= 3; count++) {
            const size_t first = count == 2 ? 0 : 1;
            const bf_plan_node root =
                match_parent(&t, kinds[i], first,
                             kinds[i] == BF_PLAN_AND_MAYBE    ? 2
                             : kinds[i] == BF_PLAN_EVERYTHING ? 0
                                                              : count);
            t.phrase.places = t.places + first;
            t.phrase.place_count = count;
            t.phrase.stems = count == 2;
            (void)match_requests(&t, segment, &root);
        }
    }
    if (t.count >= 4) {
        match_nested(&t, segment);
    }
}

#endif
