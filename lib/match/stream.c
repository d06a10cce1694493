/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The documents of one member. */

#include "generator.h"
#include "scores.h"

/* Send documents of one member to the stages; g->scores has their scores. Where
 * they are a list's, `first` is the number of the first one in it. */
static void pass_on(bfi_generator *g, bfi_branch *branch, const uint32_t *docs,
                    const uint32_t *freqs, const double *exact, uint32_t count,
                    uint32_t first, bfi_brought how)
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
        if (branch->places) {
            branch->places[slot] = first + at;
        }
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

static void score_all(bfi_generator *g, const bfi_branch *branch,
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

static void stream_block(bfi_generator *g, bfi_branch *branch, uint32_t from,
                         uint32_t until, bfi_brought how)
{
    static const uint32_t none[BFI_BATCH];
    bfi_list *list = &branch->lists[0];
    const bf_postings *postings = &list->postings;
    const uint32_t first = bfi_lower(postings->docs, 0, postings->count, from);
    const uint32_t end =
        bfi_lower(postings->docs, first, postings->count, until);
    const uint32_t *docs = postings->docs + first;
    const uint32_t *freqs = none;
    if (list->entry.kind != BF_TERM_FILTER) {
        if (!bfi_list_freqs(g->run, list)) {
            return;
        }
        freqs = postings->freqs + first;
        score_all(g, branch, docs, freqs, end - first);
    } else {
        score_all(g, branch, docs, NULL, end - first);
    }
    if (g->run->counts && !g->program->decides) {
        count_seen(g->run, docs, end - first);
        how.is_counted = true;
    }
    pass_on(g, branch, docs, freqs, NULL, end - first,
            list->block * BFI_BATCH + first, how);
}

/* The least bound with which a block is of use. */
static float block_need(const bfi_generator *g, const bfi_brought *how)
{
    return g->run->counts
               ? 0
               : bfi_need(g->run, g->program->rest + how->aside_bound);
}

static void stream_list(bfi_generator *g, bfi_branch *branch, uint32_t from,
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

static void stream_tree(bfi_generator *g, bfi_branch *branch, uint32_t from,
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
                found->scores, found->count, 0, how);
    }
}

void bfi_stream(bfi_generator *g, const bfi_member *members, size_t first,
                double aside, uint32_t from, uint32_t until)
{
    bfi_branch *branch = members[first].branch;
    const bfi_brought how = bfi_put_aside(g, members, first, aside);
    if (bfi_is_list(branch)) {
        stream_list(g, branch, from, until, &how);
    } else {
        stream_tree(g, branch, from, until, how);
    }
}
