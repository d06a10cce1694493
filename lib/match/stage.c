/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The stages of a batch. What decides on its documents, and what adds to their
 * scores; after each one those are left out that did not match or, as far as
 * bounds can tell, cannot come to the page.
 *
 * While matches are counted, all that decides comes first, and is asked of
 * every document; else positions are looked at last.
 */

#include "stage.h"

#include "ask.h"
#include "facets.h"
#include "scores.h"

#include <math.h>
#include <string.h>

/* One stage --------------------------------------------------------------- */

/* What a branch is to a document: its bound is part of what may yet come. */
typedef enum role {
    REQUIRED,
    OPTIONAL,
    EXCLUDED
} role;

/* Keep those documents of `keep` whose score, with what `answers` adds to it,
 * comes up to `need`. */
static void keep_terms(bfi_branch *branch, bfi_batch *batch,
                       const bfi_answers *answers, bfi_mask keep, float need)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < batch->count; i++) { /* without branches */
        const unsigned slot = batch->slots[i];
        const float score = batch->scores[i] + answers->scores[i];
        branch->freqs[slot] = answers->freqs[i];
        if (branch->places) {
            branch->places[slot] = answers->places[i];
        }
        bfi_batch_keep(batch, kept, i, score);
        kept += bfi_mask_has(&keep, i) & (score >= need);
    }
    batch->count = kept;
}

static void stage_term(bfi_run *run, bfi_branch *branch, bfi_batch *batch,
                       float need, role as)
{
    const bfi_mask all = bfi_mask_of(batch->count);
    bfi_answers *answers = run->answers;
    bfi_mask keep = all;
    if (branch->list_count == 1 && as != EXCLUDED) {
        bfi_ask_for(run, branch, batch, need, answers);
    } else {
        bfi_ask(run, branch, batch->docs, batch->count, answers);
    }
    if (as == REQUIRED) {
        keep = answers->hits;
    } else if (as == EXCLUDED) {
        keep = bfi_mask_without(all, answers->hits);
    }
    if (branch->bound > 0 && as != EXCLUDED) {
        bfi_scores(answers->scores, batch->docs, answers->freqs, batch->count,
                   run->lengths, branch->scale, run->norms);
    } else {
        memset(answers->scores, 0, batch->count * sizeof *answers->scores);
    }
    keep_terms(branch, batch, answers, keep, need);
}

static void stage_tree(bfi_run *run, bfi_branch *branch, bfi_batch *batch,
                       float need, role as)
{
    const bfi_mask hits =
        bfi_look(run, branch, batch, bfi_mask_of(batch->count));
    uint32_t kept = 0;
    for (uint32_t i = 0; i < batch->count; i++) {
        const bool has = bfi_mask_has(&hits, i);
        float score = batch->scores[i];
        if (as == EXCLUDED ? has : !has && as == REQUIRED) {
            continue;
        }
        if (has && as != EXCLUDED) {
            score +=
                (float)bfi_exact(run, branch, batch->docs[i], batch->slots[i]);
        }
        if (score >= need) {
            bfi_batch_keep(batch, kept++, i, score);
        }
    }
    batch->count = kept;
}

static void stage(bfi_run *run, bfi_branch *branch, bfi_batch *batch,
                  float need, role as)
{
    (void)bfi_run_goes_on(run, batch->count);
    if (branch->kind == BF_PLAN_TERM) {
        stage_term(run, branch, batch, need, as);
    } else {
        stage_tree(run, branch, batch, need, as);
    }
}

/* All of a kind ----------------------------------------------------------- */

/* A pass of a batch. */
typedef struct pass {
    bfi_run *run;
    const bfi_program *program;
    bfi_batch *batch;
    double aside; /* the sum of the bounds of the members put aside */
} pass;

/* Ask for what is required, of all documents or of those of use. */
static void require_all(pass *p, bool of_all)
{
    const bfi_branches *required = &p->program->required;
    for (size_t i = 0; i < required->count && p->batch->count > 0; i++) {
        bfi_branch *branch = required->items[i];
        const double left =
            branch->after + p->aside + p->program->optional_bound;
        stage(p->run, branch, p->batch,
              of_all ? -INFINITY : bfi_need(p->run, left), REQUIRED);
    }
}

static void exclude_all(pass *p)
{
    const bfi_branches *excluded = &p->program->excluded;
    for (size_t i = 0; i < excluded->count && p->batch->count > 0; i++) {
        stage(p->run, excluded->items[i], p->batch, -INFINITY, EXCLUDED);
    }
}

/* Leave out those that too few of the children of an AT_LEAST match. */
static void check_least(pass *p)
{
    bfi_batch *batch = p->batch;
    bfi_branch *least = p->program->least;
    bfi_mask places;
    uint32_t kept = 0;
    if (!least || batch->count == 0) {
        return;
    }
    (void)bfi_run_goes_on(p->run, batch->count * (uint32_t)least->child_count);
    places = bfi_look_least(p->run, least, batch, bfi_mask_of(batch->count));
    while (!bfi_mask_is_empty(places)) {
        const uint32_t at = bfi_mask_take(&places);
        bfi_batch_keep(batch, kept++, at, batch->scores[at]);
    }
    batch->count = kept;
}

static void check_all(pass *p)
{
    bfi_batch *batch = p->batch;
    for (size_t i = 0; i < p->program->check_count; i++) {
        uint32_t kept = 0;
        for (uint32_t k = 0; k < batch->count; k++) {
            if (bfi_phrase_stands_in(p->run, p->program->checks[i],
                                     batch->docs[k], batch->slots[k])) {
                bfi_batch_keep(batch, kept++, k, batch->scores[k]);
            }
        }
        batch->count = kept;
    }
}

/* Ask for a branch behind which `left` may be added. */
static void add_one(pass *p, bfi_branch *branch, double left)
{
    if (p->batch->count > 0) {
        stage(p->run, branch, p->batch, bfi_need(p->run, left), OPTIONAL);
    }
}

/* Ask for what adds to scores: first what can add most. */
static void add_all(pass *p, const bfi_branches *aside)
{
    const bfi_branches *optional = &p->program->optional;
    for (size_t i = aside->count; i > 0; i--) {
        bfi_branch *branch = aside->items[i - 1];
        add_one(p, branch, branch->after + p->program->optional_bound);
    }
    for (size_t i = 0; i < optional->count; i++) {
        add_one(p, optional->items[i], optional->items[i]->after);
    }
}

/* Leave out those that cannot come in. */
static void prune(pass *p)
{
    bfi_batch *batch = p->batch;
    const float need = bfi_need(p->run, p->aside + p->program->optional_bound);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < batch->count; i++) {
        if (batch->scores[i] >= need) {
            bfi_batch_keep(batch, kept++, i, batch->scores[i]);
        }
    }
    batch->count = kept;
}

/* Leave out those that were removed, or are hidden. */
static void see(pass *p)
{
    bfi_batch *batch = p->batch;
    uint32_t kept = 0;
    if (bfi_sees_everything(&p->run->sight)) {
        return;
    }
    for (uint32_t i = 0; i < batch->count; i++) {
        if (bfi_sees(&p->run->sight, batch->docs[i])) {
            bfi_batch_keep(batch, kept++, i, batch->scores[i]);
        }
    }
    batch->count = kept;
}

static double time_key(const bfi_run *run, uint32_t doc)
{
    return bfi_order_time_key(&run->order,
                              bf_time_column_at(&run->order.column, doc));
}

/* Leave out those whose time does not come to the page, before they are
 * scored. */
static void see_times(pass *p)
{
    const bfi_run *run = p->run;
    bfi_batch *batch = p->batch;
    uint32_t kept = 0;
    if (!run->order.is_by_time) {
        return;
    }
    for (uint32_t i = 0; i < batch->count; i++) {
        const uint32_t doc = batch->docs[i];
        const double key = time_key(run, doc);
        if (!bfi_top_is_over(&run->top, key) &&
            bfi_order_has(&run->order, key, run->before + doc)) {
            bfi_batch_keep(batch, kept++, i, batch->scores[i]);
        }
    }
    batch->count = kept;
}

/* The end ----------------------------------------------------------------- */

static void offer_one(pass *p, uint32_t doc, unsigned slot)
{
    bfi_run *run = p->run;
    const double score = bfi_exact(run, p->program->root, doc, slot);
    const double key = run->order.is_by_time ? time_key(run, doc) : score;
    if (bfi_order_has(&run->order, key, run->before + doc)) {
        bfi_top_offer(&run->top, (bfi_best){key, score, run->before + doc});
    }
}

/* Score what is left, and offer it to the page. */
static void offer(pass *p, const bfi_branches *summed)
{
    bfi_run *run = p->run;
    bfi_batch *batch = p->batch;
    const bfi_mask all = bfi_mask_of(batch->count);
    for (size_t i = 0; i < summed->count && batch->count > 0; i++) {
        (void)bfi_look(run, summed->items[i], batch, all);
    }
    for (uint32_t i = 0; i < batch->count; i++) {
        if (batch->scores[i] >= run->top.bar &&
            batch->scores[i] <= run->order.ceiling) {
            offer_one(p, batch->docs[i], batch->slots[i]);
        }
    }
}

void bfi_count(bfi_run *run, uint64_t more)
{
    const uint32_t wanted = run->request->count_at_least;
    run->found += more;
    if (!run->facets && wanted != UINT32_MAX &&
        run->counted + run->found >= wanted) {
        run->counts = false;
    }
}

void bfi_stages(bfi_run *run, const bfi_program *program, bfi_batch *batch,
                const bfi_brought *how)
{
    pass p = {run, program, batch, how->aside_bound};
    const bool counts = run->counts && !how->is_counted;
    if (!counts) {
        see_times(&p);
    }
    require_all(&p, counts);
    if (!counts) {
        add_all(&p, &how->aside);
    }
    exclude_all(&p);
    see(&p);
    check_least(&p);
    check_all(&p);
    if (!how->is_counted) {
        bfi_count(run, batch->count);
        if (run->facets) {
            bfi_facets_count(run, batch->docs, batch->count);
        }
    }
    if (counts) {
        prune(&p);
        see_times(&p);
        add_all(&p, &how->aside);
    }
    offer(&p, &how->summed);
    batch->count = 0;
}
