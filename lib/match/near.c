/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The positions of words that are to stand close to each other. */

#include "near.h"

/* A term of one of the words. */
typedef struct near_term {
    bfi_track *track;
    size_t word;
} near_term;

struct bfi_near {
    const bf_plan_near *plan;
    size_t word_count;
    near_term *terms; /* by their words */
    size_t term_count;
    bf_plan_positions *lists; /* of those in the document at hand */
};

static bf_status check(const bf_plan_near *plan, bfi_branch *const *children,
                       size_t child_count, bf_error *err)
{
    if (plan->window > BF_MAX_NEAR_WINDOW || child_count > BF_MAX_NEAR_WORDS) {
        return bf_fail(err, BF_ERR_LIMIT,
                       "more than %u words, or %u words from each other",
                       BF_MAX_NEAR_WORDS, BF_MAX_NEAR_WINDOW);
    }
    for (size_t i = 0; i < child_count; i++) {
        if (children[i]->kind != BF_PLAN_TERM) {
            return bf_fail(err, BF_ERR_INTERNAL,
                           "a NEAR of something that is no word");
        }
    }
    return BF_OK;
}

static void add_term(bfi_phrase *phrase, bf_str term, size_t word)
{
    bfi_near *near = phrase->near;
    for (size_t i = 0; i < phrase->track_count; i++) {
        if (bf_str_equal(phrase->tracks[i].list.term, term)) {
            near->terms[near->term_count++] =
                (near_term){&phrase->tracks[i], word};
            return;
        }
    }
}

static bool add_terms(bfi_run *run, bfi_phrase *phrase,
                      bfi_branch *const *children, size_t child_count)
{
    bfi_near *near = phrase->near;
    size_t count = 0;
    for (size_t i = 0; i < child_count; i++) {
        count += children[i]->list_count;
    }
    near->terms = bf_arena_array(run->arena, count, sizeof *near->terms);
    near->lists = bf_arena_array(run->arena, count, sizeof *near->lists);
    if (!near->terms || !near->lists) {
        return false;
    }
    for (size_t i = 0; i < child_count; i++) {
        for (size_t k = 0; k < children[i]->list_count; k++) {
            add_term(phrase, children[i]->lists[k].term, i);
        }
    }
    return true;
}

bf_status bfi_near_new(bfi_phrase **out, bfi_run *run, const bf_plan_near *plan,
                       bfi_branch *const *children, size_t child_count,
                       bf_error *err)
{
    bfi_phrase *phrase = bf_arena_alloc(run->arena, sizeof *phrase);
    bfi_near *near = bf_arena_alloc(run->arena, sizeof *near);
    bf_status status = check(plan, children, child_count, err);
    if (status) {
        return status;
    }
    if (!phrase || !near ||
        !bfi_phrase_add_tracks(run, phrase, children, child_count)) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    phrase->next = run->phrases;
    run->phrases = phrase;
    phrase->field = plan->field;
    phrase->near = near;
    near->plan = plan;
    near->word_count = child_count;
    *out = phrase;
    return add_terms(run, phrase, children, child_count)
               ? BF_OK
               : bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

/* The positions of a track from `low` to below `high`. */
static bf_plan_positions positions_within(const bfi_track *track, uint32_t low,
                                          uint32_t high)
{
    const bf_positions *all = &track->positions;
    const uint32_t from = bfi_lower(all->positions, 0, all->count, low);
    const uint32_t to = bfi_lower(all->positions, from, all->count, high);
    return (bf_plan_positions){.positions = all->positions + from,
                               .count = to - from};
}

bool bfi_near_holds(bfi_run *run, bfi_phrase *phrase, uint32_t low,
                    uint32_t high)
{
    bfi_near *near = phrase->near;
    size_t count = 0;
    for (size_t i = 0; i < near->term_count; i++) {
        const near_term *term = &near->terms[i];
        bf_plan_positions *list = &near->lists[count];
        if (bfi_phrase_read(run, phrase, term->track)) {
            *list = positions_within(term->track, low, high);
            list->word = term->word;
            count += list->count > 0;
        }
    }
    return bf_plan_near_holds(near->plan, near->lists, count, near->word_count);
}
