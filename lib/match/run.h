/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_RUN_H
#define BFI_MATCH_RUN_H

/*
 * One run of one plan, and the way through it:
 *
 * 1. match.c goes through the segments, and keeps the time;
 * 2. bind.c makes a tree of *branches* of the plan for a segment: list.h is
 *    where a branch meets postings, merge.c makes one list of several; and
 *    program.c says which of them bring documents, and which decide or add to
 *    their scores;
 * 3. generate.c brings documents in batches: those whose score, by bounds, may
 *    come up to the bar; window.c adds up those of several branches;
 * 4. stage.c sends a batch through what else decides, fill.c and look.c run
 *    whole trees, phrase.c compares positions;
 * 5. what is left is counted, scored exactly, and goes to the page: top.c.
 *
 * Scores are floats until then, which only serve to leave out what cannot come
 * in. Everything is local numbers of the segment; branches have no position:
 * whoever asks one says from where on, and lists remember where they are only
 * to be there sooner.
 */

#include <backfile/blocks.h>
#include <backfile/limits.h>
#include <backfile/matches.h>
#include <backfile/plan.h>

#include "mask.h"
#include "order.h"
#include "sight.h"
#include "top.h"

enum {
    /* No document has this number. */
    BFI_NONE = UINT32_MAX - 1
};

/* What the matcher takes from a plan. */
typedef struct bfi_wanted {
    const bf_plan_node *root;
    bf_score_stats stats;
    bf_score_params params;
    /* Phrase number `phrase`; NULL: there is none. */
    const bf_plan_phrase *(*phrase_at)(const void *context, size_t phrase);
    const void *context;
} bfi_wanted;

/* bf_blocks_match() on plan nodes, without the plan that they are from. */
BF_MUST_CHECK bf_status bfi_blocks_match(bf_matches **out,
                                         const bf_blocks *blocks,
                                         const bfi_wanted *wanted,
                                         const bf_match_request *request,
                                         bf_error *err);

/* The formula's norm of a document, in floats: base + slope * length. */
typedef struct bfi_norms {
    float base;
    float slope;
} bfi_norms;

typedef struct bfi_phrase bfi_phrase;
typedef struct bfi_answers bfi_answers;
typedef struct bfi_facets bfi_facets;

/* The run at the segment at hand. */
typedef struct bfi_run {
    const bfi_wanted *wanted;
    const bf_match_request *request;
    bf_bounds bounds;
    bfi_norms norms;
    bfi_top top;
    bfi_order order;
    bfi_facets *facets; /* or NULL */
    bf_arena *arena;    /* of the segment */
    bfi_phrase *phrases;
    bfi_answers *answers; /* room for those about one TERM */

    const bf_segment *segment;
    const uint32_t *lengths;
    uint32_t documents;
    /* Documents of the segments before. On its way to the page a document is
     * called by this and its local number, which tie as its number does. */
    uint32_t before;
    bfi_sight sight;

    uint64_t counted; /* matches in the segments before this one */
    uint64_t found;   /* matches in this one */
    bool counts;      /* nothing that matches may be left out */
    bool is_exact;

    int64_t deadline_ns;
    uint32_t work; /* since the clock was looked at */
    bool is_late;
    bool is_damaged; /* a list ended early */
    bool is_short;   /* of memory */
} bfi_run;

/* Whether to go on: there is time, and nothing is wrong. `work`: what was done
 * since, in postings or so. */
bool bfi_run_goes_on(bfi_run *run, uint32_t work);

/* Documents that are looked at together, by rising number. */
typedef struct bfi_batch {
    uint32_t count;
    uint32_t docs[BFI_BATCH];
    float scores[BFI_BATCH];
    /* Where branches keep what they know of it: its place in the batch as it
     * was at first. */
    unsigned char slots[BFI_BATCH];
} bfi_batch;

static inline void bfi_batch_add(bfi_batch *batch, uint32_t doc, float score)
{
    const uint32_t at = batch->count++;
    batch->docs[at] = doc;
    batch->scores[at] = score;
    batch->slots[at] = (unsigned char)at;
}

/* Keep place `from` as number `to`, where to ≤ from. */
static inline void bfi_batch_keep(bfi_batch *batch, uint32_t to, uint32_t from,
                                  float score)
{
    batch->docs[to] = batch->docs[from];
    batch->slots[to] = batch->slots[from];
    batch->scores[to] = score;
}

#endif
