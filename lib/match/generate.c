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

#include "scores.h"
#include "stage.h"
#include "window.h"

#include <math.h>

enum {
    /* Postings that a window should have. */
    WINDOW_POSTINGS = 1024
};

/* A member and its bound in the segment, or in a window. */
typedef struct member {
    bfi_branch *branch;
    float bound;
} member;

typedef struct generator {
    bfi_run *run;
    const bfi_program *program;
    size_t count;
    member *whole;      /* by rising bound, in the segment */
    member *local;      /* in the window at hand */
    bfi_branch **order; /* the members as in `local` */
    double total;       /* the sum of all bounds, of what decides too */
    bfi_window *window;
    uint32_t window_size;
    bfi_batch batch;
    float scores[BFI_BATCH];
} generator;

/* Which are put aside ----------------------------------------------------- */

/* The number of members that are put aside, from the first on, and the sum of
 * their bounds. */
static size_t split(const generator *g, const member *members, double *aside)
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
static void sort(member *members, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const member moved = members[i];
        size_t at = i;
        for (; at > 0 && members[at - 1].bound > moved.bound; at--) {
            members[at] = members[at - 1];
        }
        members[at] = moved;
    }
}

static bfi_brought brought(generator *g, size_t first, double aside)
{
    return (bfi_brought){.aside = {g->order, first}, .aside_bound = aside};
}

/* Those aside are asked by falling bound. */
static void set_order(generator *g, const member *members)
{
    double sum = 0;
    for (size_t i = 0; i < g->count; i++) {
        bfi_branch *branch = members[i].branch;
        g->order[i] = branch;
        branch->here = members[i].bound;
        branch->after = sum;
        sum += members[i].bound;
    }
}

/* One member -------------------------------------------------------------- */

/* Send documents of one member to the stages; g->scores has their scores. */
static void pass_on(generator *g, bfi_branch *branch, const uint32_t *docs,
                    const uint32_t *freqs, const double *exact, uint32_t count,
                    bfi_brought how)
{
    bfi_run *run = g->run;
    const double others = g->program->rest + how.aside_bound;
    const bool all = run->counts && g->program->decides;
    bfi_mask places = bfi_mask_of(count);
    if (!all && bfi_need(run, others) > 0) {
        places = bfi_scores_from(g->scores, count, bfi_need(run, others));
    }
    while (!bfi_mask_is_empty(places)) {
        const uint32_t at = bfi_mask_take(&places);
        const uint32_t slot = g->batch.count;
        bfi_batch_add(&g->batch, docs[at], g->scores[at]);
        if (freqs) {
            branch->freqs[slot] = freqs[at];
        } else {
            branch->scores[slot] = exact[at];
        }
    }
    if (g->batch.count > 0) {
        bfi_stages(run, g->program, &g->batch, &how);
    }
}

/* Count documents that match whatever else there is. */
static void count_seen(bfi_run *run, const uint32_t *docs, uint32_t count)
{
    uint32_t seen = count;
    if (!bfi_sees_everything(&run->sight)) {
        seen = 0;
        for (uint32_t i = 0; i < count; i++) {
            seen += bfi_sees(&run->sight, docs[i]);
        }
    }
    bfi_count(run, seen);
}

static void score_all(generator *g, const bfi_branch *branch,
                      const uint32_t *docs, const uint32_t *freqs,
                      uint32_t count)
{
    if (freqs && branch->bound > 0) {
        bfi_scores(g->scores, docs, freqs, count, g->run->lengths,
                   branch->scale, g->run->norms);
    } else {
        for (uint32_t i = 0; i < count; i++) {
            g->scores[i] = 0;
        }
    }
}

static void stream_block(generator *g, bfi_branch *branch, uint32_t from,
                         uint32_t until, bfi_brought how)
{
    static const uint32_t none[BFI_BATCH];
    bfi_list *list = &branch->lists[0];
    bf_postings *postings = &list->postings;
    const uint32_t first = bfi_lower(postings->docs, 0, postings->count, from);
    const uint32_t end =
        bfi_lower(postings->docs, first, postings->count, until);
    const uint32_t *docs = postings->docs + first;
    const uint32_t *freqs = none;
    if (list->entry.kind != BF_TERM_FILTER) {
        bf_postings_freqs(postings);
        freqs = postings->freqs + first;
        score_all(g, branch, docs, freqs, end - first);
    } else {
        score_all(g, branch, docs, NULL, end - first);
    }
    if (g->run->counts && !g->program->decides) {
        count_seen(g->run, docs, end - first);
        how.is_counted = true;
    }
    pass_on(g, branch, docs, freqs, NULL, end - first, how);
}

/* The least bound with which a block is of use. */
static float block_need(const generator *g, const bfi_brought *how)
{
    return g->run->counts
               ? 0
               : bfi_need(g->run, g->program->rest + how->aside_bound);
}

static void stream_list(generator *g, bfi_branch *branch, uint32_t from,
                        uint32_t until, const bfi_brought *how)
{
    bfi_run *run = g->run;
    bfi_list *list = &branch->lists[0];
    bool more = bfi_list_seek(list, from);
    while (more && list->low < until && bfi_run_goes_on(run, BFI_BATCH)) {
        const float need = block_need(g, how);
        if (need <= 0 || branch->weight_f * bfi_list_bound(run, list) >= need) {
            if (!bfi_list_decode(run, list)) {
                return;
            }
            stream_block(g, branch, from, until, *how);
        } else if (g->total < run->top.bar) {
            return;
        }
        more = list->high < until - 1 && bfi_list_step(list);
    }
}

static void stream_tree(generator *g, bfi_branch *branch, uint32_t from,
                        uint32_t until, bfi_brought how)
{
    bfi_run *run = g->run;
    const bfi_found *found = branch->found;
    const bool is_term = branch->kind == BF_PLAN_TERM;
    while (from < until && bfi_run_goes_on(run, BFI_BATCH) &&
           (run->counts || g->total >= run->top.bar)) {
        bfi_fill(run, branch, from, until);
        from = found->next;
        if (is_term) {
            score_all(g, branch, found->docs, found->freqs, found->count);
        }
        for (uint32_t i = 0; i < found->count; i++) {
            if (!is_term) {
                g->scores[i] = (float)found->scores[i];
            } else if (found->freqs[i] == 0) {
                g->scores[i] = 0;
            }
        }
        how.is_counted = run->counts && !g->program->decides;
        if (how.is_counted) {
            count_seen(run, found->docs, found->count);
        }
        pass_on(g, branch, found->docs, is_term ? found->freqs : NULL,
                found->scores, found->count, how);
    }
}

static void stream(generator *g, const member *members, size_t first,
                   double aside, uint32_t from, uint32_t until)
{
    bfi_branch *branch = members[first].branch;
    bfi_brought how;
    set_order(g, members);
    how = brought(g, first, aside);
    if (bfi_is_list(branch)) {
        stream_list(g, branch, from, until, &how);
    } else {
        stream_tree(g, branch, from, until, how);
    }
}

/* Several ----------------------------------------------------------------- */

/* Add up the scores of all members but those aside. */
static void add_up(generator *g, size_t first)
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
static void take_all(generator *g, size_t first, double aside)
{
    bfi_run *run = g->run;
    const double others = g->program->rest + aside;
    const bool all = run->counts && g->program->decides;
    bfi_brought how;
    bool more = true;
    how = brought(g, first, aside);
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
static void set_local(generator *g, uint32_t from, uint32_t until)
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

static void do_window(generator *g, uint32_t from, uint32_t until)
{
    double aside;
    size_t first;
    set_local(g, from, until);
    first = split(g, g->local, &aside);
    if (!g->run->counts && first + 1 >= g->count) {
        if (first < g->count) {
            stream(g, g->local, first, aside, from, until);
        }
        return;
    }
    set_order(g, g->local);
    bfi_window_set(g->window, from, until);
    add_up(g, first);
    take_all(g, first, aside);
}

/* All --------------------------------------------------------------------- */

static uint32_t window_size(const generator *g)
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

static bf_status start(generator *g, bf_error *err)
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
        g->whole[i] = (member){branch, branch->bound};
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
    generator *g = bf_arena_alloc(run->arena, sizeof *g);
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
            stream(g, g->whole, g->count == 1 ? 0 : first,
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
