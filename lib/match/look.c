/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of given documents a branch matches, and their exact scores. */

#include "ask.h"
#include "phrase.h"

double bfi_exact_term(bfi_run *run, const bfi_branch *branch, uint32_t doc,
                      uint32_t frequency)
{
    if (frequency == 0 || branch->weight <= 0) {
        return 0;
    }
    return branch->weight * bf_score_tf(&run->wanted->params,
                                        &run->wanted->stats, frequency,
                                        run->lengths[doc]);
}

/* As deep as the tree is at most, like bfi_look(). */
double bfi_exact_sum(bfi_run *run, const bfi_branch *branch, uint32_t doc,
                     unsigned slot)
{
    const size_t count =
        branch->kind == BF_PLAN_AND_NOT ? 1 : branch->child_count;
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += bfi_exact(run, branch->children[i], doc, slot);
    }
    return sum;
}

double bfi_exact(bfi_run *run, const bfi_branch *branch, uint32_t doc,
                 unsigned slot)
{
    if (branch->kind == BF_PLAN_TERM) {
        return bfi_exact_term(run, branch, doc, branch->freqs[slot]);
    }
    return branch->is_apart ? bfi_exact_sum(run, branch, doc, slot)
                            : branch->scores[slot];
}

/* Terms ------------------------------------------------------------------- */

static bfi_mask look_term(bfi_run *run, bfi_branch *branch,
                          const bfi_batch *batch, bfi_mask places)
{
    bfi_answers *answers = run->answers;
    bfi_mask hits = {{0, 0}};
    uint32_t docs[BFI_BATCH];
    uint32_t at[BFI_BATCH];
    uint32_t count = 0;
    if (bfi_mask_is_empty(places)) {
        return hits;
    }
    do {
        at[count] = bfi_mask_take(&places);
        docs[count] = batch->docs[at[count]];
        count++;
    } while (!bfi_mask_is_empty(places));
    bfi_ask(run, branch, docs, count, answers);
    for (uint32_t i = 0; i < count; i++) {
        const unsigned slot = batch->slots[at[i]];
        branch->freqs[slot] = answers->freqs[i];
        if (branch->places) {
            branch->places[slot] = answers->places[i];
        }
        if (bfi_mask_has(&answers->hits, i)) {
            bfi_mask_add(&hits, at[i]);
        }
    }
    return hits;
}

/* Trees ------------------------------------------------------------------- */

static bfi_mask look_phrase(bfi_run *run, bfi_phrase *phrase,
                            const bfi_batch *batch, bfi_mask places)
{
    bfi_mask hits = {{0, 0}};
    while (!bfi_mask_is_empty(places)) {
        const uint32_t at = bfi_mask_take(&places);
        if (bfi_phrase_stands_in(run, phrase, batch->docs[at],
                                 batch->slots[at])) {
            bfi_mask_add(&hits, at);
        }
    }
    return hits;
}

static bfi_mask look_range(const bfi_range *range, const bfi_batch *batch,
                           bfi_mask places)
{
    bfi_mask hits = {{0, 0}};
    while (!bfi_mask_is_empty(places)) {
        const uint32_t at = bfi_mask_take(&places);
        if (bfi_range_has(range, batch->docs[at])) {
            bfi_mask_add(&hits, at);
        }
    }
    return hits;
}

static bfi_mask look_all(bfi_run *run, bfi_branch *branch,
                         const bfi_batch *batch, bfi_mask places)
{
    for (size_t i = 0; i < branch->child_count; i++) {
        if (bfi_mask_is_empty(places)) {
            return places;
        }
        places = bfi_look(run, branch->by_cost[i], batch, places);
    }
    return branch->phrase ? look_phrase(run, branch->phrase, batch, places)
                          : places;
}

static bfi_mask look_any(bfi_run *run, bfi_branch *branch,
                         const bfi_batch *batch, bfi_mask places)
{
    bfi_mask hits = {{0, 0}};
    for (size_t i = 0; i < branch->child_count; i++) {
        hits = bfi_mask_or(hits,
                           bfi_look(run, branch->children[i], batch, places));
    }
    return hits;
}

static bfi_mask look_first(bfi_run *run, bfi_branch *branch,
                           const bfi_batch *batch, bfi_mask places)
{
    bfi_mask hits = bfi_look(run, branch->children[0], batch, places);
    for (size_t i = 1; i < branch->child_count; i++) {
        const bfi_mask others = bfi_look(run, branch->children[i], batch, hits);
        if (branch->kind == BF_PLAN_AND_NOT) {
            hits = bfi_mask_without(hits, others);
        }
    }
    return hits;
}

/* Children are asked of the documents that can still have enough of them. */
bfi_mask bfi_look_least(bfi_run *run, bfi_branch *branch,
                        const bfi_batch *batch, bfi_mask places)
{
    size_t missed[BFI_BATCH] = {0};
    const size_t most = branch->child_count - branch->least;
    for (size_t i = 0; i < branch->child_count; i++) {
        const bfi_mask hits = bfi_look(run, branch->by_cost[i], batch, places);
        bfi_mask left = bfi_mask_without(places, hits);
        while (!bfi_mask_is_empty(left)) {
            bfi_mask one = {{0, 0}};
            const uint32_t at = bfi_mask_take(&left);
            if (++missed[at] > most) {
                bfi_mask_add(&one, at);
                places = bfi_mask_without(places, one);
            }
        }
    }
    return places;
}

static bfi_mask look_tree(bfi_run *run, bfi_branch *branch,
                          const bfi_batch *batch, bfi_mask places)
{
    switch (branch->kind) {
    case BF_PLAN_AND:
    case BF_PLAN_PHRASE:
    case BF_PLAN_NEAR:
        return look_all(run, branch, batch, places);
    case BF_PLAN_OR:
        return look_any(run, branch, batch, places);
    case BF_PLAN_AT_LEAST:
        return bfi_look_least(run, branch, batch, places);
    default:
        return look_first(run, branch, batch, places);
    }
}

static void note_scores(bfi_run *run, bfi_branch *branch,
                        const bfi_batch *batch, bfi_mask places, bfi_mask hits)
{
    while (!bfi_mask_is_empty(places)) {
        const uint32_t at = bfi_mask_take(&places);
        const unsigned slot = batch->slots[at];
        branch->scores[slot] =
            bfi_mask_has(&hits, at)
                ? bfi_exact_sum(run, branch, batch->docs[at], slot)
                : 0;
    }
}

bfi_mask bfi_look(bfi_run *run, bfi_branch *branch, const bfi_batch *batch,
                  bfi_mask places)
{
    bfi_mask hits = {{0, 0}};
    switch (branch->kind) {
    case BF_PLAN_NOTHING:
        return hits;
    case BF_PLAN_EVERYTHING:
        return places;
    case BF_PLAN_TERM:
        return look_term(run, branch, batch, places);
    case BF_PLAN_RANGE:
        return look_range(branch->range, batch, places);
    default:
        hits = look_tree(run, branch, batch, places);
        note_scores(run, branch, batch, places, hits);
        return hits;
    }
}
