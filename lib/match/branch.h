/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_BRANCH_H
#define BFI_MATCH_BRANCH_H

/*
 * A plan node at a segment. It can be asked for the documents that it matches
 * (bfi_fill), and which of given ones it does (bfi_look).
 */

#include "list.h"

typedef struct bfi_branch bfi_branch;
typedef struct bfi_merge bfi_merge;

/* The values of a RANGE in the segment. */
typedef struct bfi_range {
    bf_time_column column;
    bf_time least;
    bf_time greatest;
} bfi_range;

/* Some documents that a branch matches, by rising number. */
typedef struct bfi_found {
    /* These are all from `from` on and below `next`. */
    uint32_t from;
    uint32_t next;
    uint32_t count;
    uint32_t at; /* how far an OR has come */
    uint32_t docs[BFI_BATCH];
    uint32_t freqs[BFI_BATCH]; /* of a TERM; 0 where it has none */
    double scores[BFI_BATCH];  /* of others, and of a TERM as far as asked */
} bfi_found;

struct bfi_branch {
    /* AND, OR and so on have something of each child, else they are NOTHING. */
    bf_plan_kind kind;
    double weight; /* of a TERM */
    float weight_f;
    float scale;   /* its score is scale * f / (f + norm) */
    float bound;   /* on its score anywhere in the segment */
    float here;    /* on that of the documents that it is asked about now */
    double after;  /* the sum of those of its kind that are asked after it */
    uint64_t cost; /* documents that it matches, at most */
    bfi_list *lists;
    size_t list_count;
    bfi_merge *merge; /* of a TERM with several lists, once it fills */
    bfi_branch **children;
    size_t child_count;
    /* Children that all or some have to match, by rising cost. */
    bfi_branch **by_cost;
    size_t least;       /* children that an OR or AT_LEAST wants */
    bfi_phrase *phrase; /* of a PHRASE or NEAR */
    bfi_range *range;   /* of a RANGE */
    bfi_found *found;   /* once it fills */
    bfi_batch *batch;   /* of an AND and the like, once it fills */
    /* What bfi_look() found out, by slot: 0 where it does not match. A TERM
     * keeps its frequencies. */
    uint32_t *freqs;
    double *scores;
    /* Where the list of a TERM has them, by slot, for the phrases that it is a
     * word of; NULL: for none. */
    uint32_t *places;
    /* Its children are stages of their own, and it is never asked. */
    bool is_apart;
};

/* Whether it is a TERM of one list. */
static inline bool bfi_is_list(const bfi_branch *branch)
{
    return branch->kind == BF_PLAN_TERM && branch->list_count == 1;
}

/* Whether the time of a document is in a range. */
static inline bool bfi_range_has(const bfi_range *range, uint32_t doc)
{
    const bf_time time = bf_time_column_at(&range->column, doc);
    return time != BF_TIME_NONE && time >= range->least &&
           time <= range->greatest;
}

/* bind.c: make the tree of the plan for the segment at hand; a branch NOTHING
 * for what matches nothing in it. */
BF_MUST_CHECK bf_status bfi_bind(bfi_run *run, bfi_branch **out, bf_error *err);
/* Make it ready to fill. */
BF_MUST_CHECK bf_status bfi_bind_fill(bfi_run *run, bfi_branch *branch,
                                      bf_error *err);

/* fill.c: find the first documents from `from` on and below `until`, which is
 * more. All that match below found->next are in branch->found, which may be
 * none; found->next is above `from`, and `until` at most. */
void bfi_fill(bfi_run *run, bfi_branch *branch, uint32_t from, uint32_t until);

/* look.c: which of the documents at `places` of `batch` the branch matches.
 * Fastest by rising documents. */
bfi_mask bfi_look(bfi_run *run, bfi_branch *branch, const bfi_batch *batch,
                  bfi_mask places);
/* The same for an AT_LEAST, of which only the children are asked. */
bfi_mask bfi_look_least(bfi_run *run, bfi_branch *branch,
                        const bfi_batch *batch, bfi_mask places);
/* The sum of what the children say of a document that it matches. */
double bfi_exact_sum(bfi_run *run, const bfi_branch *branch, uint32_t doc,
                     unsigned slot);
/* The exact score of a document that was looked at at `slot`. */
double bfi_exact(bfi_run *run, const bfi_branch *branch, uint32_t doc,
                 unsigned slot);
/* That of a TERM with a frequency. */
double bfi_exact_term(bfi_run *run, const bfi_branch *branch, uint32_t doc,
                      uint32_t frequency);

/* merge.c: several lists as one whose frequencies are sums. */
BF_MUST_CHECK bf_status bfi_merge_new(bfi_run *run, bfi_branch *branch,
                                      bf_error *err);
/* As bfi_fill(); scores are not set. */
void bfi_merge_fill(bfi_run *run, bfi_branch *branch, uint32_t from,
                    uint32_t until);

#endif
