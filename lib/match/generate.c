/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The members of a program, over the documents of a segment. A document that
 * only members of low bounds match cannot come up to the bar: those are put
 * *aside*, and asked about the documents of the others (Turtle, Flood, 1995).
 * Bounds are those of a window of documents, or of the block at hand (Ding,
 * Suel, 2011). Where one member is left its postings run by themselves, else
 * the scores are added up in the window.
 */

#include "generate.h"

#include "generator.h"

#include <math.h>

enum {
    /* Postings that a window should have. */
    WINDOW_POSTINGS = 1024
};

/* Which are put aside ----------------------------------------------------- */

/* The number of members that are put aside, from the first on, and the sum of
 * their bounds. */
static size_t split(const bfi_generator *g, const bfi_member *members,
                    double *aside)
{
    const double bar = g->run->top.bar;
    double sum = 0;
    size_t first = 0;
    while (first < g->count &&
           g->program->rest + sum + members[first].bound < bar) {
        sum += members[first++].bound;
    }
    *aside = sum;
    return first;
}

/* Sort by rising bound; they are nearly so. */
static void sort(bfi_member *members, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const bfi_member moved = members[i];
        size_t at = i;
        for (; at > 0 && members[at - 1].bound > moved.bound; at--) {
            members[at] = members[at - 1];
        }
        members[at] = moved;
    }
}

/* Those aside are asked by falling bound. */
bfi_brought bfi_put_aside(bfi_generator *g, const bfi_member *members,
                          size_t first, double aside)
{
    double sum = 0;
    for (size_t i = 0; i < g->count; i++) {
        bfi_branch *branch = members[i].branch;
        g->order[i] = branch;
        branch->here = members[i].bound;
        branch->after = sum;
        sum += members[i].bound;
    }
    return (bfi_brought){.aside = {g->order, first}, .aside_bound = aside};
}

/* Several ----------------------------------------------------------------- */

/* Add up the scores of all members but those aside. */
static void add_up(bfi_generator *g, size_t first)
{
    bfi_run *run = g->run;
    double above = g->program->rest; /* of those that were added up */
    for (size_t i = g->count; i > 0; i--) {
        bfi_branch *branch = g->local[i - 1].branch;
        if (i - 1 < first) {
            if (run->counts) {
                bfi_window_mark(run, g->window, branch);
            }
        } else if (bfi_is_list(branch)) {
            bfi_window_add_list(
                run, g->window, branch,
                run->counts ? 0 : bfi_need(run, above + branch->after));
        } else {
            bfi_window_add_tree(run, g->window, branch);
        }
        above += branch->here;
    }
}

/* Send what was added up to the stages. */
static void take_all(bfi_generator *g, size_t first, bfi_brought how)
{
    bfi_run *run = g->run;
    const double others = g->program->rest + how.aside_bound;
    const bool all = run->counts && g->program->decides;
    bool more = true;
    how.summed = (bfi_branches){g->order + first, g->count - first};
    how.is_counted = run->counts && !all;
    if (how.is_counted) {
        bfi_count(run, bfi_window_count(g->window, &run->sight));
    }
    while (more) {
        more = bfi_window_take(g->window, &g->batch,
                               all ? -INFINITY : bfi_need(run, others));
        bfi_stages(run, g->program, &g->batch, &how);
    }
}

/* Set g->local for the documents from `from` to below `until`. */
static void set_local(bfi_generator *g, uint32_t from, uint32_t until)
{
    for (size_t i = 0; i < g->count; i++) {
        bfi_branch *branch = g->local[i].branch;
        g->local[i].bound =
            bfi_is_list(branch) && branch->bound > 0
                ? branch->weight_f * bfi_list_bound_within(
                                         g->run, &branch->lists[0], from, until)
                : branch->bound;
    }
    sort(g->local, g->count);
}

static void do_window(bfi_generator *g, uint32_t from, uint32_t until)
{
    bfi_brought how;
    double aside;
    size_t first;
    set_local(g, from, until);
    first = split(g, g->local, &aside);
    if (!g->run->counts && first + 1 >= g->count) {
        if (first < g->count) {
            bfi_stream(g, g->local, first, aside, from, until);
        }
        return;
    }
    how = bfi_put_aside(g, g->local, first, aside);
    bfi_window_set(g->window, from, until);
    add_up(g, first);
    take_all(g, first, how);
}

/* All --------------------------------------------------------------------- */

static uint32_t window_size(const bfi_generator *g)
{
    uint64_t postings = 0;
    uint32_t size = BFI_LEAST_WINDOW;
    for (size_t i = 0; i < g->count; i++) {
        postings += g->whole[i].branch->cost;
    }
    while (size < BFI_LARGEST_WINDOW &&
           postings * size < (uint64_t)WINDOW_POSTINGS * g->run->documents) {
        size *= 2;
    }
    return size;
}

static bf_status start(bfi_generator *g, bf_error *err)
{
    bfi_run *run = g->run;
    g->count = g->program->members.count;
    g->whole = bf_arena_array(run->arena, g->count, sizeof *g->whole);
    g->local = bf_arena_array(run->arena, g->count, sizeof *g->local);
    g->order = bf_arena_array(run->arena, g->count, sizeof(bfi_branch *));
    if (!g->whole || !g->local || !g->order) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    g->total = g->program->rest;
    for (size_t i = 0; i < g->count; i++) {
        bfi_branch *branch = g->program->members.items[i];
        g->whole[i] = (bfi_member){branch, branch->bound};
        g->total += branch->bound;
    }
    sort(g->whole, g->count);
    for (size_t i = 0; i < g->count; i++) {
        g->local[i] = g->whole[i];
    }
    g->window_size = window_size(g);
    return g->count > 1 ? bfi_window_new(run, &g->window, g->window_size, err)
                        : BF_OK;
}

bf_status bfi_generate(bfi_run *run, const bfi_program *program, bf_error *err)
{
    bfi_generator *g = bf_arena_alloc(run->arena, sizeof *g);
    bf_status status;
    uint32_t from = 0;
    if (!g) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    g->run = run;
    g->program = program;
    status = start(g, err);
    while (!status && from < run->documents && bfi_run_goes_on(run, 1)) {
        double aside;
        const size_t first = split(g, g->whole, &aside);
        uint32_t until = run->documents;
        if (!run->counts && first == g->count) {
            break; /* nothing can come in any more */
        }
        if (g->count == 1 || (!run->counts && first + 1 == g->count)) {
            bfi_stream(g, g->whole, g->count == 1 ? 0 : first,
                       g->count == 1 ? 0 : aside, from, until);
        } else {
            if (until - from > g->window_size) {
                until = from + g->window_size;
            }
            do_window(g, from, until);
        }
        from = until;
    }
    return status;
}
