/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of a plan that excerpts mark. */

#include "plan.h"

#include <stdlib.h>

enum {
    FIRST_CAPACITY = 16
};

static bool same_word(const bf_plan_word *a, const bf_plan_word *b)
{
    return a->phrase == b->phrase && a->place == b->place &&
           a->reach == b->reach && a->prefix == b->prefix &&
           a->exact == b->exact && bf_str_equal(a->term, b->term) &&
           bf_str_equal(a->word, b->word);
}

static bool is_known(const bf_plan *plan, const bf_plan_word *word)
{
    for (size_t i = 0; i < plan->word_count; i++) {
        if (same_word(&plan->words[i], word)) {
            return true;
        }
    }
    return false;
}

static bf_status add(bfi_planner *planner, bf_plan_word word)
{
    bf_plan *plan = planner->plan;
    if (is_known(plan, &word)) {
        return BF_OK;
    }
    if (plan->word_count == plan->word_capacity) {
        size_t wanted =
            plan->word_capacity ? plan->word_capacity * 2 : FIRST_CAPACITY;
        bf_plan_word *grown = realloc(plan->words, wanted * sizeof *grown);
        if (!grown) {
            return bfi_planner_nomem(planner);
        }
        plan->words = grown;
        plan->word_capacity = wanted;
    }
    plan->words[plan->word_count++] = word;
    return BF_OK;
}

/* Add the forms of `word` as `mark` says: all its stems, or, when it is
 * exact, its written form. */
static bf_status add_forms(bfi_planner *planner, const bfi_word *word,
                           bf_plan_word mark)
{
    size_t count = mark.exact ? 1 : word->term_count;
    bf_status status = BF_OK;
    mark.word = word->word;
    mark.other = planner->added || (word->flags & BF_TOKEN_JOINED &&
                                    !(word->flags & BF_TOKEN_NAME));
    for (size_t i = 0; !status && i < count; i++) {
        mark.term = word->terms[i];
        status = add(planner, mark);
    }
    return status;
}

bf_status bfi_plan_mark_word(bfi_planner *planner, const bfi_word *word,
                             double weight)
{
    const bf_plan_word mark = {.weight = weight};
    bf_status status = add_forms(planner, word, mark);
    for (size_t i = 0; !status && i < planner->other_count; i++) {
        if (planner->others[i].place == word->place) {
            status = add_forms(planner, &planner->others[i], mark);
        }
    }
    return status;
}

void bfi_plan_mark_other(bfi_planner *planner, bf_str word)
{
    bf_plan *plan = planner->plan;
    for (size_t i = 0; i < plan->word_count; i++) {
        if (bf_str_equal(plan->words[i].word, word)) {
            plan->words[i].other = true;
        }
    }
}

/* The weight of `word` in a phrase: that of the node with its stems. */
static double weight_in(const bf_plan_node *phrase, const bfi_word *word)
{
    for (size_t i = 0; i < phrase->child_count; i++) {
        if (bf_str_equal(phrase->children[i]->terms[0], word->terms[0])) {
            return phrase->children[i]->weight;
        }
    }
    return 0;
}

static bf_status add_place(bfi_planner *planner, const bf_plan_node *node,
                           const bfi_word *word)
{
    const bfi_word *first = &planner->words[word->place];
    return add_forms(planner, word,
                     (bf_plan_word){
                         .exact = !planner->plan->phrases[node->phrase].stems,
                         .phrase = 1 + node->phrase,
                         .place = word->place,
                         .reach = word->reach,
                         .weight = weight_in(node, first),
                     });
}

bf_status bfi_plan_mark_phrase(bfi_planner *planner, const bf_plan_node *node)
{
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < planner->word_count; i++) {
        status = add_place(planner, node, &planner->words[i]);
    }
    for (size_t i = 0; !status && i < planner->other_count; i++) {
        status = add_place(planner, node, &planner->others[i]);
    }
    return status;
}

bf_status bfi_plan_mark_prefix(bfi_planner *planner, bf_str prefix,
                               double weight)
{
    return add(planner, (bf_plan_word){.term = prefix,
                                       .word = {"", 0},
                                       .prefix = true,
                                       .weight = weight});
}
