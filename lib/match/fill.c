/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The documents that a branch matches, some at a time. */

#include "branch.h"
#include "phrase.h"

#include <string.h>

/* Leaves ------------------------------------------------------------------ */

static void fill_list(bfi_run *run, bfi_branch *branch, uint32_t from,
                      uint32_t until)
{
    bfi_found *found = branch->found;
    bfi_list *list = &branch->lists[0];
    const bf_postings *postings = &list->postings;
    uint32_t first;
    uint32_t last;
    found->count = 0;
    found->next = until;
    if (!bfi_list_seek(list, from) || list->low >= until ||
        !bfi_list_decode(run, list)) {
        return;
    }
    first = bfi_lower(postings->docs, 0, postings->count, from);
    last = bfi_lower(postings->docs, first, postings->count, until);
    found->next = list->high < until ? list->high + 1 : until;
    found->count = last - first;
    memcpy(found->docs, postings->docs + first,
           found->count * sizeof *found->docs);
    memset(found->freqs, 0, sizeof found->freqs);
    if (list->entry.kind != BF_TERM_FILTER && bfi_list_freqs(run, list)) {
        memcpy(found->freqs, postings->freqs + first,
               found->count * sizeof *found->freqs);
    }
}

static void fill_everything(bfi_branch *branch, uint32_t from, uint32_t until)
{
    bfi_found *found = branch->found;
    found->count = until - from < BFI_BATCH ? until - from : BFI_BATCH;
    found->next = from + found->count;
    for (uint32_t i = 0; i < found->count; i++) {
        found->docs[i] = from + i;
        found->scores[i] = 0;
    }
}

/* Documents before `until` are looked at until a batch is full. */
static void fill_range(bfi_run *run, bfi_branch *branch, uint32_t from,
                       uint32_t until)
{
    bfi_found *found = branch->found;
    uint32_t doc = from;
    found->count = 0;
    for (; doc < until && found->count < BFI_BATCH; doc++) {
        if (bfi_range_has(branch->range, doc)) {
            found->docs[found->count] = doc;
            found->scores[found->count++] = 0;
        }
    }
    found->next = doc;
    (void)bfi_run_goes_on(run, (doc - from) / 8);
}

/* An OR, or AT_LEAST
 * ------------------------------------------------------------------- */

/* See that a child has found what is from `from` on, and that it is there. */
static void bring(bfi_run *run, bfi_branch *child, uint32_t from,
                  uint32_t until)
{
    bfi_found *found = child->found;
    if (from < found->from || from >= found->next) {
        bfi_fill(run, child, from, until);
        found->at = 0;
    }
    if (found->at > 0 && found->docs[found->at - 1] >= from) {
        found->at = 0;
    }
    while (found->at < found->count && found->docs[found->at] < from) {
        found->at++;
    }
}

/* The least document below `until` that a child stands at; `until`: none. */
static uint32_t least(const bfi_branch *branch, uint32_t until)
{
    uint32_t doc = until;
    for (size_t i = 0; i < branch->child_count; i++) {
        const bfi_found *found = branch->children[i]->found;
        if (found->at < found->count && found->docs[found->at] < doc) {
            doc = found->docs[found->at];
        }
    }
    return doc;
}

/* Take `doc` of all children that stand at it, if they are enough: their
 * scores. */
static void take(bfi_run *run, const bfi_branch *branch, uint32_t doc)
{
    bfi_found *into = branch->found;
    size_t count = 0;
    double sum = 0;
    for (size_t i = 0; i < branch->child_count; i++) {
        const bfi_branch *child = branch->children[i];
        bfi_found *found = child->found;
        if (found->at < found->count && found->docs[found->at] == doc) {
            sum +=
                child->kind == BF_PLAN_TERM
                    ? bfi_exact_term(run, child, doc, found->freqs[found->at])
                    : found->scores[found->at];
            found->at++;
            count++;
        }
    }
    if (count >= branch->least) {
        into->scores[into->count] = sum;
        into->docs[into->count++] = doc;
    }
}

static void fill_any(bfi_run *run, bfi_branch *branch, uint32_t from,
                     uint32_t until)
{
    bfi_found *found = branch->found;
    found->next = until;
    found->count = 0;
    for (size_t i = 0; i < branch->child_count; i++) {
        bfi_branch *child = branch->children[i];
        bring(run, child, from, until);
        if (child->found->next < found->next) {
            found->next = child->found->next;
        }
    }
    for (uint32_t doc = least(branch, found->next); doc < found->next;
         doc = least(branch, found->next)) {
        if (found->count == BFI_BATCH) {
            found->next = doc;
            break;
        }
        take(run, branch, doc);
    }
}

/* What goes by one child -------------------------------------------------- */

/* Take what `leader` found as a batch, and as looked at. */
static void set_batch(bfi_batch *batch, bfi_branch *leader)
{
    const bfi_found *found = leader->found;
    batch->count = 0;
    for (uint32_t i = 0; i < found->count; i++) {
        bfi_batch_add(batch, found->docs[i], 0);
        if (leader->kind == BF_PLAN_TERM) {
            leader->freqs[i] = found->freqs[i];
        } else {
            leader->scores[i] = found->scores[i];
        }
    }
}

static bfi_mask check_others(bfi_run *run, bfi_branch *branch, bfi_mask places)
{
    bfi_branch **others = branch->by_cost ? branch->by_cost : branch->children;
    for (size_t i = 1; i < branch->child_count; i++) {
        bfi_mask hits;
        if (bfi_mask_is_empty(places)) {
            return places;
        }
        hits = bfi_look(run, others[i], branch->batch, places);
        if (branch->by_cost) {
            places = hits;
        } else if (branch->kind == BF_PLAN_AND_NOT) {
            places = bfi_mask_without(places, hits);
        }
    }
    return places;
}

static void fill_by_leader(bfi_run *run, bfi_branch *branch, uint32_t from,
                           uint32_t until)
{
    bfi_branch *leader =
        branch->by_cost ? branch->by_cost[0] : branch->children[0];
    bfi_batch *batch = branch->batch;
    bfi_found *found = branch->found;
    bfi_mask places;
    bfi_fill(run, leader, from, until);
    found->next = leader->found->next;
    found->count = 0;
    set_batch(batch, leader);
    places = check_others(run, branch, bfi_mask_of(batch->count));
    while (!bfi_mask_is_empty(places)) {
        const uint32_t at = bfi_mask_take(&places);
        const uint32_t doc = batch->docs[at];
        if (!branch->phrase ||
            bfi_phrase_stands_in(run, branch->phrase, doc, BFI_NO_SLOT)) {
            found->docs[found->count] = doc;
            found->scores[found->count++] = bfi_exact_sum(run, branch, doc, at);
        }
    }
}

/* As deep as the tree is at most. */
void bfi_fill(bfi_run *run, bfi_branch *branch, uint32_t from, uint32_t until)
{
    bfi_found *found = branch->found;
    switch (branch->kind) {
    case BF_PLAN_NOTHING:
        found->count = 0;
        found->next = until;
        break;
    case BF_PLAN_EVERYTHING:
        fill_everything(branch, from, until);
        break;
    case BF_PLAN_TERM:
        if (branch->merge) {
            bfi_merge_fill(run, branch, from, until);
        } else {
            fill_list(run, branch, from, until);
        }
        break;
    case BF_PLAN_RANGE:
        fill_range(run, branch, from, until);
        break;
    case BF_PLAN_OR:
    case BF_PLAN_AT_LEAST:
        fill_any(run, branch, from, until);
        break;
    default:
        fill_by_leader(run, branch, from, until);
        break;
    }
    found->from = from;
    if (found->next <= from) { /* only a damaged directory leads back */
        run->is_damaged = true;
        found->count = 0;
        found->next = until;
    }
}
