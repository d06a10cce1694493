/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_CROWD_JUDGE_H
#define BF_CROWD_JUDGE_H

/* Brute force over a crowd, and the comparison of pages with it. */

#include "crowd_plan.h"

#include <math.h>

typedef struct verdict {
    bool matches;
    double score;
} verdict;

static inline verdict judge_node(const bf_plan_node *node, const crowd_doc *doc,
                                 const crowd_plan *p);

static inline bool judge_has(const crowd_doc *doc, bf_str term, uint32_t *sum)
{
    const bool is_filter = term.size > 2 && term.data[1] == 'F';
    unsigned word;
    unsigned number;
    if (term.size == 0 ||
        (term.data[0] != 't' && term.data[0] != 'x' && !is_filter)) {
        return false;
    }
    word = (unsigned)atoi(term.data + (is_filter ? 2 : 1));
    if (is_filter) {
        return doc->freqs[crowd_term(word, doc->lang)] > 0;
    }
    number = crowd_term(word, term.data[0] == 'x');
    *sum += doc->freqs[number];
    return doc->freqs[number] > 0;
}

static inline verdict judge_term(const bf_plan_node *node, const crowd_doc *doc,
                                 const crowd_plan *p)
{
    verdict result = {false, 0};
    uint32_t sum = 0;
    for (size_t i = 0; i < node->term_count; i++) {
        result.matches |= judge_has(doc, node->terms[i], &sum);
    }
    result.score =
        node->weight *
        bf_score_tf(&p->wanted.params, &p->wanted.stats, sum, doc->length);
    return result;
}

static inline bool judge_is_step(const bf_plan_phrase *phrase,
                                 const bf_plan_step *step, const crowd_doc *doc,
                                 const crowd_token *token)
{
    char name[CROWD_NAME];
    if (phrase->stems) {
        crowd_term_name(name, crowd_term(token->word, doc->lang));
    } else {
        crowd_form_name(name, token->word, token->form);
    }
    return bf_str_is(step->form, name);
}

/* Whether the phrase goes on from `place` at `position`. */
static inline bool judge_goes_on(const bf_plan_phrase *phrase,
                                 const crowd_doc *doc, size_t place,
                                 uint32_t position)
{
    if (place == phrase->place_count) {
        return true;
    }
    for (uint32_t i = 0; i < doc->token_count; i++) {
        const crowd_token *token = &doc->tokens[i];
        if (token->position != position) {
            continue;
        }
        for (size_t k = 0; k < phrase->places[place].step_count; k++) {
            const bf_plan_step *step = &phrase->places[place].steps[k];
            if (judge_is_step(phrase, step, doc, token) &&
                judge_goes_on(phrase, doc, place + step->reach,
                              position + token->reach)) {
                return true;
            }
        }
    }
    return false;
}

static inline bool judge_phrase(const bf_plan_phrase *phrase,
                                const crowd_doc *doc)
{
    for (uint32_t i = 0; i < doc->token_count; i++) {
        const crowd_token *token = &doc->tokens[i];
        const bool is_in_field =
            !phrase->field ||
            (phrase->field->field == BF_FIELD_TITLE) == token->in_title;
        if (is_in_field && judge_goes_on(phrase, doc, 0, token->position)) {
            return true;
        }
    }
    return false;
}

static inline verdict judge_all(const bf_plan_node *node, const crowd_doc *doc,
                                const crowd_plan *p)
{
    verdict result = {true, 0};
    for (size_t i = 0; i < node->child_count; i++) {
        const verdict child = judge_node(node->children[i], doc, p);
        result.matches = result.matches && child.matches;
        result.score += child.score;
    }
    return result;
}

static inline verdict judge_any(const bf_plan_node *node, const crowd_doc *doc,
                                const crowd_plan *p, size_t least)
{
    verdict result = {false, 0};
    size_t matching = 0;
    for (size_t i = 0; i < node->child_count; i++) {
        const verdict child = judge_node(node->children[i], doc, p);
        matching += child.matches;
        result.score += child.matches ? child.score : 0;
    }
    result.matches = matching >= least;
    return result;
}

static inline verdict judge_first(const bf_plan_node *node,
                                  const crowd_doc *doc, const crowd_plan *p)
{
    verdict result = judge_node(node->children[0], doc, p);
    for (size_t i = 1; i < node->child_count && result.matches; i++) {
        const verdict child = judge_node(node->children[i], doc, p);
        if (child.matches && node->kind == BF_PLAN_AND_NOT) {
            result.matches = false;
        } else if (child.matches) {
            result.score += child.score;
        }
    }
    return result;
}

/* Tokens that were chosen for the words of a NEAR. */
typedef struct judge_words {
    const bf_plan_node *node;
    const crowd_doc *doc;
    uint32_t positions[PLAN_CHILDREN];
} judge_words;

/* Whether a token may stand for word number `word` beside those chosen. */
static inline bool judge_fits(const judge_words *w, size_t word,
                              const crowd_token *token)
{
    const bf_plan_near *near = &w->node->near;
    char name[CROWD_NAME];
    bool is_word = false;
    crowd_term_name(name, crowd_term(token->word, w->doc->lang));
    for (size_t i = 0; i < w->node->children[word]->term_count; i++) {
        is_word |= bf_str_is(w->node->children[word]->terms[i], name);
    }
    if (near->field &&
        (near->field->field == BF_FIELD_TITLE) != token->in_title) {
        return false;
    }
    for (size_t i = 0; i < word && is_word; i++) {
        const int64_t off = (int64_t)token->position - (int64_t)w->positions[i];
        is_word = off != 0 && off < near->window &&
                  off > (near->ordered ? 0 : -(int64_t)near->window);
    }
    return is_word;
}

static inline bool judge_near(judge_words *w, size_t word)
{
    if (word == w->node->child_count) {
        return true;
    }
    for (uint32_t i = 0; i < w->doc->token_count; i++) {
        w->positions[word] = w->doc->tokens[i].position;
        if (judge_fits(w, word, &w->doc->tokens[i]) &&
            judge_near(w, word + 1)) {
            return true;
        }
    }
    return false;
}

static inline bf_time judge_time(const crowd_doc *doc, int slot)
{
    return slot == BF_SLOT_PUBLISHED ? doc->published : doc->updated;
}

static inline bool judge_range(const bf_plan_range *range, const crowd_doc *doc)
{
    const bf_time time = judge_time(doc, range->slot);
    return time != BF_TIME_NONE && range->least <= time &&
           time <= range->greatest;
}

static inline verdict judge_node(const bf_plan_node *node, const crowd_doc *doc,
                                 const crowd_plan *p)
{
    verdict result = {node->kind == BF_PLAN_EVERYTHING, 0};
    switch (node->kind) {
    case BF_PLAN_NOTHING:
    case BF_PLAN_EVERYTHING:
        return result;
    case BF_PLAN_TERM:
        return judge_term(node, doc, p);
    case BF_PLAN_PHRASE:
        result = judge_all(node, doc, p);
        result.matches = result.matches &&
                         judge_phrase(&p->phrases[node->phrase].phrase, doc);
        return result;
    case BF_PLAN_AND:
        return judge_all(node, doc, p);
    case BF_PLAN_OR:
        return judge_any(node, doc, p, 1);
    case BF_PLAN_AT_LEAST:
        return judge_any(node, doc, p, node->least);
    case BF_PLAN_AND_NOT:
    case BF_PLAN_AND_MAYBE:
        return judge_first(node, doc, p);
    case BF_PLAN_NEAR:
        result = judge_all(node, doc, p);
        if (result.matches) {
            judge_words w = {node, doc, {0}};
            result.matches = judge_near(&w, 0);
        }
        return result;
    case BF_PLAN_RANGE:
        result.matches = judge_range(&node->range, doc);
        return result;
    }
    return result;
}

/* The order of pages that is judged. */
static bf_match_order judge_order;

/* Times as they come on a page. */
static inline int judge_by_time(bf_time left, bf_time right)
{
    if (left == right) {
        return 0;
    }
    if (left == BF_TIME_NONE || right == BF_TIME_NONE) {
        return left == BF_TIME_NONE ? 1 : -1;
    }
    return (left < right) == (judge_order == BF_ORDER_OLDEST) ? -1 : 1;
}

static inline int judge_by_rank(const void *a, const void *b)
{
    const bf_match *left = (const bf_match *)a;
    const bf_match *right = (const bf_match *)b;
    const int times = judge_by_time(left->time, right->time);
    if (times != 0) {
        return times;
    }
    if (judge_order == BF_ORDER_SCORE && left->score != right->score) {
        return left->score < right->score ? 1 : -1;
    }
    return (left->docnum > right->docnum) - (left->docnum < right->docnum);
}

/* All matches by rank into `out`, which has room for all documents; their
 * number. */
static inline size_t judge(bf_match *out, const crowd *c, const crowd_plan *p,
                           const bf_match_request *request)
{
    size_t count = 0;
    judge_order = request->order;
    for (uint32_t i = 0; i < c->doc_count; i++) {
        const crowd_doc *doc = &c->docs[i];
        if (!doc->removed && (request->show_hidden ||
                              bf_visible_at(doc->visibility, request->now))) {
            const verdict result = judge_node(p->wanted.root, doc, p);
            if (result.matches) {
                out[count++] = (bf_match){doc->docnum, result.score,
                                          judge_order == BF_ORDER_SCORE
                                              ? BF_TIME_NONE
                                              : judge_time(doc, request->slot)};
            }
        }
    }
    qsort(out, count, sizeof *out, judge_by_rank);
    return count;
}

/* How many matches are up to `after`, which a page goes on from. */
static inline size_t judge_start(const bf_match *right, size_t count,
                                 const bf_match *after)
{
    size_t start = 0;
    while (start < count && judge_by_rank(&right[start], after) <= 0) {
        start++;
    }
    return start;
}

/* What is wrong with a page of what is behind the first `before` matches; NULL:
 * nothing. */
static inline const char *judge_page(const bf_matches *page,
                                     const bf_match *right, size_t count,
                                     size_t before,
                                     const bf_match_request *request)
{
    const size_t start = before + request->offset;
    const size_t left = count > start ? count - start : 0;
    const size_t wanted = left < request->limit ? left : request->limit;
    const size_t least =
        count < request->count_at_least ? count : request->count_at_least;
    if (page->partial) {
        return "partial";
    }
    if (page->count != wanted) {
        return "number of matches";
    }
    if (page->total > count || page->total < least ||
        page->total < page->count) {
        return "total";
    }
    if (page->total_exact && page->total != count) {
        return "total is not exact";
    }
    if (!page->total_exact && count < request->count_at_least) {
        return "total should be exact";
    }
    for (size_t i = 0; i < wanted; i++) {
        const bf_match *at = &page->items[i];
        const bf_match *best = &right[start + i];
        if (at->docnum != best->docnum || at->score != best->score) {
            printf("# %zu: %u %.17g, not %u %.17g\n", i, at->docnum, at->score,
                   best->docnum, best->score);
        }
        if (fabs(at->score - best->score) > 1e-12 * best->score) {
            return "score";
        }
        if (at->docnum != best->docnum || at->time != best->time) {
            return "document";
        }
    }
    return NULL;
}

/* Facets ------------------------------------------------------------------ */

/* Count the values of a document; a section is never 0. */
static inline void judge_count_values(uint64_t counts[CROWD_VALUES],
                                      const crowd_doc *doc, bf_field field)
{
    for (unsigned i = 0; field == BF_FIELD_TAGS && i < doc->tag_count; i++) {
        counts[doc->tags[i]]++;
    }
    if (field == BF_FIELD_SECTION && doc->section > 0) {
        counts[doc->section]++;
    }
}

/* Documents come by rising number. */
static inline const crowd_doc *judge_doc(const crowd *c, bf_docnum docnum)
{
    uint32_t low = 0;
    uint32_t high = c->doc_count;
    while (high - low > 1) {
        const uint32_t middle = low + (high - low) / 2;
        if (c->docs[middle].docnum <= docnum) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return &c->docs[low];
}

typedef struct judged_value {
    char folded[CROWD_NAME];
    uint64_t count;
} judged_value;

static inline int judge_by_count(const void *a, const void *b)
{
    const judged_value *left = (const judged_value *)a;
    const judged_value *right = (const judged_value *)b;
    if (left->count != right->count) {
        return left->count < right->count ? 1 : -1;
    }
    return strcmp(left->folded, right->folded);
}

/* What is wrong with the values of one field; NULL: nothing. */
static inline const char *judge_facet(const bf_facet *facet, const crowd *c,
                                      const bf_match *right, size_t count,
                                      uint32_t limit)
{
    judged_value values[CROWD_VALUES];
    uint64_t counts[CROWD_VALUES] = {0};
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        judge_count_values(counts, judge_doc(c, right[i].docnum), facet->field);
    }
    for (unsigned i = 0; i < CROWD_VALUES; i++) {
        judged_value *at = &values[used];
        crowd_value_name(at->folded, i);
        at->count = counts[i];
        used += at->count > 0;
    }
    qsort(values, used, sizeof *values, judge_by_count);
    if (facet->value_count != used ||
        facet->count != (used < limit ? used : limit)) {
        return "number of values";
    }
    for (size_t i = 0; i < facet->count; i++) {
        const bf_facet_value *at = &facet->values[i];
        if (!bf_str_is(at->folded, values[i].folded) ||
            at->count != values[i].count) {
            return "count of a value";
        }
        if (at->shown.size != at->folded.size ||
            memcmp(at->shown.data + 1, at->folded.data + 1,
                   at->folded.size - 1) != 0) {
            return "shown form of a value";
        }
    }
    return NULL;
}

static inline const char *judge_facets(const bf_matches *page, const crowd *c,
                                       const bf_match *right, size_t count,
                                       const bf_match_request *request)
{
    const char *wrong = NULL;
    uint32_t fields = 0;
    if (request->facet_fields && (!page->total_exact || page->total != count)) {
        return "facets without the total";
    }
    for (size_t i = 0; i < page->facet_count && !wrong; i++) {
        fields |= 1u << page->facets[i].field;
        wrong = judge_facet(&page->facets[i], c, right, count,
                            request->facet_limit);
    }
    return fields == request->facet_fields ? wrong : "fields";
}

#endif
