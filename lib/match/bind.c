/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a plan to branches of a segment. What matches nothing there is NOTHING,
 * and takes with it what needs it.
 */

#include "branch.h"
#include "near.h"

static bf_status no_memory(bf_error *err)
{
    return bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

static bfi_branch *new_branch(bfi_run *run, bf_plan_kind kind)
{
    bfi_branch *branch = bf_arena_alloc(run->arena, sizeof *branch);
    if (branch) {
        branch->kind = kind;
    }
    return branch;
}

/* Terms ------------------------------------------------------------------- */

/* A term that the segment has. */
typedef struct known_term {
    bf_str term;
    bf_term_entry entry;
} known_term;

/* Find the terms that the segment has; their number. */
static size_t find_terms(bfi_run *run, known_term *known,
                         const bf_plan_node *node)
{
    size_t count = 0;
    for (size_t i = 0; i < node->term_count; i++) {
        known_term *at = &known[count];
        at->term = node->terms[i];
        if (at->term.size > 0 &&
            bf_segment_find(run->segment, at->term, &at->entry)) {
            count++;
        } else if (at->entry.status) {
            run->is_damaged = true;
        }
    }
    return count;
}

static bool set_lists(bfi_run *run, bfi_branch *branch, const known_term *known,
                      size_t count)
{
    branch->lists = bf_arena_array(run->arena, count, sizeof *branch->lists);
    if (!branch->lists) {
        return false;
    }
    branch->list_count = count;
    for (size_t i = 0; i < count; i++) {
        branch->lists[i].term = known[i].term;
        branch->lists[i].entry = known[i].entry;
        bfi_list_init(run, &branch->lists[i]);
        branch->cost += known[i].entry.documents;
    }
    if (branch->cost > run->documents) {
        branch->cost = run->documents;
    }
    return true;
}

/* The sum of the bounds of the lists: a score of a sum of frequencies is less
 * than the sum of their scores, and below k1 + 1. */
static void bound_term(bfi_run *run, bfi_branch *branch)
{
    float sum = 0;
    for (size_t i = 0; i < branch->list_count; i++) {
        sum += branch->lists[i].most;
    }
    sum = sum < run->bounds.top ? sum : run->bounds.top;
    branch->bound = branch->weight > 0 ? (float)branch->weight * sum : 0;
}

static bf_status bind_term(bfi_run *run, bfi_branch **out,
                           const bf_plan_node *node, bf_error *err)
{
    known_term *known =
        bf_arena_array(run->arena, node->term_count, sizeof *known);
    bfi_branch *branch = new_branch(run, BF_PLAN_TERM);
    size_t count;
    if (!known || !branch) {
        return no_memory(err);
    }
    *out = branch;
    count = find_terms(run, known, node);
    if (count == 0) {
        branch->kind = BF_PLAN_NOTHING;
        return BF_OK;
    }
    branch->freqs =
        bf_arena_array(run->arena, BFI_BATCH, sizeof *branch->freqs);
    if (!branch->freqs || !set_lists(run, branch, known, count)) {
        return no_memory(err);
    }
    branch->weight = node->weight;
    branch->weight_f = (float)node->weight;
    branch->scale = (float)(node->weight * (run->wanted->params.k1 + 1));
    bound_term(run, branch);
    return BF_OK;
}

/* What has children ------------------------------------------------------- */

static bool is_conjunction(bf_plan_kind kind)
{
    return kind == BF_PLAN_AND || kind == BF_PLAN_PHRASE ||
           kind == BF_PLAN_NEAR;
}

/* Whether none of the children is needed more than others. */
static bool is_choice(bf_plan_kind kind)
{
    return kind == BF_PLAN_OR || kind == BF_PLAN_AT_LEAST;
}

/* Leave out children that are NOTHING, or make it NOTHING for want of them. */
static void fold(bfi_branch *branch)
{
    const bf_plan_kind kind = branch->kind;
    size_t kept = 0;
    for (size_t i = 0; i < branch->child_count; i++) {
        bfi_branch *child = branch->children[i];
        const bool is_needed =
            is_conjunction(kind) || (!is_choice(kind) && i == 0);
        if (child->kind != BF_PLAN_NOTHING) {
            branch->children[kept++] = child;
        } else if (is_needed) {
            kept = 0;
            break;
        }
    }
    branch->child_count = kept;
    if (kept == 0) {
        branch->kind = BF_PLAN_NOTHING;
    }
}

/* An AT_LEAST that wants one of its children, all, or more than there are is
 * something simpler. */
static void simplify(bfi_branch *branch, size_t least)
{
    branch->least = least;
    if (branch->kind != BF_PLAN_AT_LEAST) {
        branch->least = 1;
    } else if (least > branch->child_count) {
        branch->kind = BF_PLAN_NOTHING;
    } else if (least <= 1) {
        branch->kind = BF_PLAN_OR;
    } else if (least == branch->child_count) {
        branch->kind = BF_PLAN_AND;
    }
}

static void measure(bfi_run *run, bfi_branch *branch)
{
    const bf_plan_kind kind = branch->kind;
    branch->bound = branch->children[0]->bound;
    branch->cost = branch->children[0]->cost;
    for (size_t i = 1; i < branch->child_count; i++) {
        const bfi_branch *child = branch->children[i];
        if (kind != BF_PLAN_AND_NOT) {
            branch->bound += child->bound;
        }
        if (is_choice(kind)) {
            branch->cost += child->cost;
        } else if (is_conjunction(kind) && child->cost < branch->cost) {
            branch->cost = child->cost;
        }
    }
    if (kind == BF_PLAN_AT_LEAST) { /* each is in so many of them */
        branch->cost /= branch->least;
    }
    if (branch->cost > run->documents) {
        branch->cost = run->documents;
    }
}

static bool sort_by_cost(bfi_run *run, bfi_branch *branch)
{
    bfi_branch **sorted =
        bf_arena_array(run->arena, branch->child_count, sizeof(bfi_branch *));
    if (!sorted) {
        return false;
    }
    for (size_t i = 0; i < branch->child_count; i++) {
        size_t at = i;
        for (; at > 0 && sorted[at - 1]->cost > branch->children[i]->cost;
             at--) {
            sorted[at] = sorted[at - 1];
        }
        sorted[at] = branch->children[i];
    }
    branch->by_cost = sorted;
    return true;
}

static bf_status bind(bfi_run *run, bfi_branch **out, const bf_plan_node *node,
                      unsigned depth, bf_error *err);

static bf_status bind_children(bfi_run *run, bfi_branch *branch,
                               const bf_plan_node *node, unsigned depth,
                               bf_error *err)
{
    branch->children =
        bf_arena_array(run->arena, node->child_count, sizeof(bfi_branch *));
    if (!branch->children) {
        return no_memory(err);
    }
    for (size_t i = 0; i < node->child_count; i++) {
        bf_status status =
            bind(run, &branch->children[i], node->children[i], depth + 1, err);
        if (status) {
            return status;
        }
    }
    branch->child_count = node->child_count;
    return BF_OK;
}

static bf_status bind_parent(bfi_run *run, bfi_branch **out,
                             const bf_plan_node *node, unsigned depth,
                             bf_error *err)
{
    bfi_branch *branch = new_branch(run, node->kind);
    bf_status status =
        branch ? bind_children(run, branch, node, depth, err) : no_memory(err);
    if (status) {
        return status;
    }
    *out = branch;
    fold(branch);
    simplify(branch, node->least);
    if (branch->kind == BF_PLAN_NOTHING) {
        return BF_OK;
    }
    measure(run, branch);
    branch->scores =
        bf_arena_array(run->arena, BFI_BATCH, sizeof *branch->scores);
    if (!branch->scores ||
        ((is_conjunction(branch->kind) || branch->kind == BF_PLAN_AT_LEAST) &&
         !sort_by_cost(run, branch))) {
        return no_memory(err);
    }
    if (branch->kind == BF_PLAN_NEAR) {
        return bfi_near_new(&branch->phrase, run, &node->near, branch->children,
                            branch->child_count, err);
    }
    if (branch->kind == BF_PLAN_PHRASE) {
        return bfi_phrase_new(&branch->phrase, run, node->phrase,
                              branch->children, branch->child_count, err);
    }
    return BF_OK;
}

static bf_status bind_all(bfi_run *run, bfi_branch **out, bf_plan_kind kind,
                          bf_error *err)
{
    bfi_branch *branch = new_branch(run, kind);
    if (!branch) {
        return no_memory(err);
    }
    branch->cost = kind == BF_PLAN_EVERYTHING ? run->documents : 0;
    branch->scores =
        bf_arena_array(run->arena, BFI_BATCH, sizeof *branch->scores);
    *out = branch;
    return branch->scores ? BF_OK : no_memory(err);
}

/* A range that leaves out all that the column has is NOTHING. */
static bf_status bind_range(bfi_run *run, bfi_branch **out,
                            const bf_plan_node *node, bf_error *err)
{
    bfi_range *range = bf_arena_alloc(run->arena, sizeof *range);
    bf_status status = bind_all(run, out, BF_PLAN_RANGE, err);
    if (status || !range) {
        return no_memory(err);
    }
    bf_segment_times(&range->column, run->segment, node->range.slot);
    range->least = node->range.least;
    range->greatest = node->range.greatest;
    (*out)->range = range;
    (*out)->cost = run->documents;
    if (range->column.least > range->column.greatest ||
        range->least > range->column.greatest ||
        range->greatest < range->column.least) {
        (*out)->kind = BF_PLAN_NOTHING;
    }
    return BF_OK;
}

static bf_status bind(bfi_run *run, bfi_branch **out, const bf_plan_node *node,
                      unsigned depth, bf_error *err)
{
    if (depth > BF_MAX_PLAN_DEPTH) {
        return bf_fail(err, BF_ERR_LIMIT, "a plan of more than %u levels",
                       BF_MAX_PLAN_DEPTH);
    }
    switch (node->kind) {
    case BF_PLAN_NOTHING:
    case BF_PLAN_EVERYTHING:
        return bind_all(run, out, node->kind, err);
    case BF_PLAN_TERM:
        return bind_term(run, out, node, err);
    case BF_PLAN_RANGE:
        return bind_range(run, out, node, err);
    case BF_PLAN_PHRASE:
    case BF_PLAN_AND:
    case BF_PLAN_OR:
    case BF_PLAN_AND_NOT:
    case BF_PLAN_AND_MAYBE:
    case BF_PLAN_AT_LEAST:
    case BF_PLAN_NEAR:
        return bind_parent(run, out, node, depth, err);
    }
    return bf_fail(err, BF_ERR_INTERNAL, "plan node of unknown kind %d",
                   (int)node->kind);
}

bf_status bfi_bind(bfi_run *run, bfi_branch **out, bf_error *err)
{
    return bind(run, out, run->wanted->root, 0, err);
}

/* Filling ----------------------------------------------------------------- */

/* An AND and the like go by the cheapest child; an OR and the like by all. */
static bf_status bind_fill_children(bfi_run *run, bfi_branch *branch,
                                    bf_error *err)
{
    bf_status status = BF_OK;
    if (!is_choice(branch->kind)) {
        bfi_branch *leader =
            branch->by_cost ? branch->by_cost[0] : branch->children[0];
        branch->batch = bf_arena_alloc(run->arena, sizeof *branch->batch);
        return branch->batch ? bfi_bind_fill(run, leader, err) : no_memory(err);
    }
    for (size_t i = 0; i < branch->child_count && !status; i++) {
        status = bfi_bind_fill(run, branch->children[i], err);
    }
    return status;
}

/* As deep as the tree is at most. */
bf_status bfi_bind_fill(bfi_run *run, bfi_branch *branch, bf_error *err)
{
    branch->found = bf_arena_alloc(run->arena, sizeof *branch->found);
    if (!branch->found) {
        return no_memory(err);
    }
    if (branch->child_count > 0) {
        return bind_fill_children(run, branch, err);
    }
    return branch->list_count > 1 ? bfi_merge_new(run, branch, err) : BF_OK;
}
