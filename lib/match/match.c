/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plan over segments: one run over all of them. */

#include <backfile/match.h>

#include "ask.h"
#include "facets.h"
#include "generate.h"
#include "scores.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    /* Work between two looks at the clock: some microseconds of it. */
    CLOCK_STEP = 16384
};

/* Weights between which floats are exact enough to prune by. */
static const double least_weight = 1e-20;
static const double greatest_weight = 1e20;

/* Time -------------------------------------------------------------------- */

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

bool bfi_run_goes_on(bfi_run *run, uint32_t work)
{
    run->work += work;
    if (run->work >= CLOCK_STEP) {
        run->work = 0;
        run->is_late = run->is_late || now_ns() >= run->deadline_ns;
    }
    return !run->is_late && !run->is_damaged && !run->is_short;
}

/* Segments ---------------------------------------------------------------- */

/* What is known of a segment's matches without looking at them. */
typedef struct sure {
    uint64_t least;
    bool is_all; /* it is their number */
} sure;

/* Where all that the members match may be seen, as many match as the longest
 * list has documents, but for those that were removed. */
static sure what_is_known(const bfi_run *run, const bfi_program *program)
{
    const uint64_t removed = run->sight.removed_count;
    sure known = {0, false};
    if (program->decides || !run->sight.sees_all) {
        return known;
    }
    for (size_t i = 0; i < program->members.count; i++) {
        const bfi_branch *member = program->members.items[i];
        const bool is_sure =
            bfi_is_list(member) || member->kind == BF_PLAN_EVERYTHING;
        if (is_sure && member->cost > known.least) {
            known.least = member->cost;
            known.is_all = program->members.count == 1;
        }
    }
    known.is_all = known.is_all && removed == 0;
    known.least = known.least > removed ? known.least - removed : 0;
    return known;
}

static void count_from(bfi_run *run, const sure *known)
{
    const uint32_t wanted = run->request->count_at_least;
    run->found = 0;
    run->counts = run->facets ||
                  (!known->is_all && (wanted == UINT32_MAX ||
                                      run->counted + known->least < wanted));
}

static void count_to(bfi_run *run, const sure *known)
{
    if (known->is_all || run->found < known->least) {
        run->found = known->least;
    }
    if (!known->is_all && !run->counts &&
        (run->top.bar > 0 || run->order.is_by_time)) {
        run->is_exact = false;
    }
    run->counted += run->found;
}

/* Whether no time in the segment comes to the page. */
static bool is_too_late(const bfi_run *run)
{
    return run->order.is_by_time &&
           bfi_top_is_over(&run->top, bfi_order_best(&run->order));
}

static bf_status run_program(bfi_run *run, const bfi_program *program,
                             bf_error *err)
{
    const sure known = what_is_known(run, program);
    bf_status status = BF_OK;
    if (run->facets &&
        !bfi_facets_begin(run->facets, run->arena, run->segment)) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    count_from(run, &known);
    if (run->counts || !is_too_late(run)) {
        status = bfi_generate(run, program, err);
    }
    count_to(run, &known);
    if (run->facets && !status && !bfi_facets_end(run->facets)) {
        status = bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    return status;
}

static bf_status run_part(bfi_run *run, const bf_blocks_part *part,
                          bf_error *err)
{
    bfi_branch *root;
    bfi_program program;
    bf_status status;
    run->segment = part->segment;
    run->lengths = bf_segment_lengths(part->segment);
    run->documents = bf_segment_get_info(part->segment)->documents;
    bfi_sight_init(&run->sight, part, run->request);
    bfi_order_set(&run->order, part->segment, run->request);
    run->answers = bf_arena_alloc(run->arena, sizeof *run->answers);
    if (!run->answers) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = bfi_bind(run, &root, err);
    if (status || root->kind == BF_PLAN_NOTHING) {
        return status;
    }
    status = bfi_program_make(run, &program, root, err);
    return status ? status : run_program(run, &program, err);
}

/* All of them ------------------------------------------------------------- */

typedef struct work_item {
    bfi_run *run;
    const bf_blocks *blocks;
    bf_matches *page; /* with room for as many as were asked for */
} work_item;

static bf_status run_parts(bfi_run *run, const bf_blocks *blocks, bf_error *err)
{
    for (size_t i = 0; i < blocks->part_count; i++) {
        bf_status status = run_part(run, &blocks->parts[i], err);
        if (!status && run->is_short) {
            status = bf_fail(err, BF_ERR_NOMEM, "out of memory");
        }
        if (!status && run->is_damaged) {
            status = bf_fail(err, BF_ERR_CORRUPT, "segment %s is damaged",
                             bf_segment_get_info(run->segment)->name);
        }
        if (status || run->is_late) {
            return status;
        }
        bfi_phrases_fini(run);
        bf_arena_reset(run->arena);
        run->before += run->documents;
    }
    return BF_OK;
}

/* Write the match of document `doc`, which the run has, with its own number. */
static void name_match(bf_match *out, const bfi_run *run,
                       const bf_blocks *blocks, const bfi_best *best)
{
    const bf_blocks_part *part = blocks->parts;
    uint32_t local = best->doc;
    while (local >= bf_segment_get_info(part->segment)->documents) {
        local -= bf_segment_get_info(part->segment)->documents;
        part++;
    }
    *out = (bf_match){bf_segment_docnum(part->segment, local), best->score,
                      BF_TIME_NONE};
    if (run->order.is_by_time) {
        bf_time_column column;
        bf_segment_times(&column, part->segment, run->request->slot);
        out->time = bf_time_column_at(&column, local);
    }
}

/* Write the matches of the page, for which there is room. */
static void name_matches(const bfi_run *run, const bf_blocks *blocks,
                         bf_matches *page)
{
    const uint32_t offset = run->request->offset;
    for (uint32_t i = offset; i < run->top.count; i++) {
        name_match(&page->items[page->count++], run, blocks,
                   &run->top.items[i]);
    }
}

static bf_status work(void *closure, bf_error *err)
{
    const work_item *job = closure;
    bfi_run *run = job->run;
    bf_status status;
    bfi_order_init(&run->order, job->blocks, run->request,
                   run->top.may_prune ? run->top.slack : -1);
    status = run_parts(run, job->blocks, err);
    if (!status) {
        bfi_top_sort(&run->top);
        name_matches(run, job->blocks, job->page);
        if (run->facets) {
            status = bfi_facets_write(job->page, run->facets, err);
        }
    }
    return status;
}

/* What floats have to hold. */
typedef struct weight_range {
    size_t count;
    bool are_ordinary;
} weight_range;

static void look_at(weight_range *weights, const bf_plan_node *node,
                    unsigned depth)
{
    if (depth > BF_MAX_PLAN_DEPTH) {
        return; /* refused later on */
    }
    if (node->kind == BF_PLAN_TERM) {
        weights->count++;
        if (node->weight != 0 && !(node->weight >= least_weight &&
                                   node->weight <= greatest_weight)) {
            weights->are_ordinary = false;
        }
    }
    for (size_t i = 0; i < node->child_count; i++) {
        look_at(weights, node->children[i], depth + 1);
    }
}

static uint32_t capacity_of(const bf_blocks *blocks,
                            const bf_match_request *request)
{
    const uint64_t wanted =
        request->limit > 0 ? (uint64_t)request->offset + request->limit : 0;
    uint64_t documents = 0;
    for (size_t i = 0; i < blocks->part_count; i++) {
        documents += bf_segment_get_info(blocks->parts[i].segment)->documents;
    }
    return (uint32_t)(wanted < documents ? wanted : documents);
}

static bf_status start(bfi_run *run, const bf_blocks *blocks, bf_error *err)
{
    const bf_match_request *request = run->request;
    const uint32_t budget_ms =
        request->time_ms ? request->time_ms : BF_DEFAULT_QUERY_MS;
    weight_range weights = {0, true};
    bf_status status;
    look_at(&weights, run->wanted->root, 0);
    /* Each of the sums, and the parts of the formula, errs by 2^-24. */
    status = bfi_top_init(&run->top, capacity_of(blocks, request),
                          (double)(weights.count + 16) * 0x1p-23, err);
    run->top.may_prune =
        weights.are_ordinary && request->order == BF_ORDER_SCORE;
    run->is_exact = true;
    run->deadline_ns = now_ns() + (int64_t)budget_ms * 1000000;
    run->norms = bfi_norms_of(run->wanted);
    bf_bounds_init(&run->bounds, &run->wanted->params, &run->wanted->stats);
    if (!status) {
        status = bf_arena_new(&run->arena, SIZE_MAX, err);
    }
    if (!status) {
        status = bfi_facets_new(&run->facets, request, err);
    }
    return status;
}

static bf_status new_page(bf_matches **out, const bfi_run *run, bf_error *err)
{
    const uint32_t capacity = run->top.capacity;
    const uint32_t offset = run->request->offset;
    bf_matches *made = calloc(1, sizeof *made);
    if (made) {
        made->items = calloc(capacity > offset ? capacity - offset : 1,
                             sizeof *made->items);
    }
    if (!made || !made->items) {
        bf_matches_free(made);
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    *out = made;
    return run->facets ? bf_arena_new(&made->arena, SIZE_MAX, err) : BF_OK;
}

static void finish(bf_matches *page, const bfi_run *run)
{
    page->total = run->counted;
    page->partial = run->is_late;
    page->total_exact = run->is_exact && !run->is_late;
}

bf_status bfi_blocks_match(bf_matches **out, const bf_blocks *blocks,
                           const bfi_wanted *wanted,
                           const bf_match_request *request, bf_error *err)
{
    bfi_run run = {.wanted = wanted, .request = request};
    work_item job = {&run, blocks, NULL};
    bf_status status = bf_match_request_check(request, err);
    *out = NULL;
    if (!status) {
        status = start(&run, blocks, err);
    }
    if (!status) {
        status = new_page(&job.page, &run, err);
    }
    if (!status) {
        status = bf_segments_guard(work, &job, err);
    }
    if (!status) {
        finish(job.page, &run);
        *out = job.page;
    } else {
        bf_matches_free(job.page);
    }
    bfi_phrases_fini(&run);
    bfi_facets_free(run.facets);
    bf_arena_free(run.arena);
    bfi_top_fini(&run.top);
    return status;
}

static const bf_plan_phrase *phrase_at(const void *context, size_t phrase)
{
    return bf_plan_phrase_at(context, phrase);
}

bf_status bf_blocks_match(bf_matches **out, const bf_blocks *blocks,
                          const bf_plan *plan, const bf_match_request *request,
                          bf_error *err)
{
    const bfi_wanted wanted = {bf_plan_root(plan), *bf_plan_stats(plan),
                               *bf_plan_params(plan), phrase_at, plan};
    return bfi_blocks_match(out, blocks, &wanted, request, err);
}
