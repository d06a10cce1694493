/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_LIST_H
#define BFI_MATCH_LIST_H

/*
 * The postings of a term, asked for by document. A list has at most one block
 * *found*, which its directory says, and one *decoded*: often a block's bound
 * already tells that it is not worth that.
 */

#include "run.h"

enum {
    BFI_MAP = 1024
};

typedef struct bfi_list {
    bf_str term;
    bf_term_entry entry;
    bf_postings postings;
    /* The block found is the only one that may hold a document from low to
     * high; with low above high none is. */
    uint32_t low;
    uint32_t high;
    uint32_t block;
    uint32_t place;       /* in the decoded block; a search begins there */
    uint32_t bound_block; /* whose bound this is */
    float bound;          /* on bf_score_tf() */
    float most;           /* of the whole list */
    uint32_t map_block;   /* that the map is of */
    /* From low on: 1 + the place of each document in the decoded block; 0 for
     * those that are not in it. */
    unsigned char map[BFI_MAP];
} bfi_list;

/* Begin with a list whose `term` and `entry` are set. */
void bfi_list_init(bfi_run *run, bfi_list *list);

/* Whether the block found is the one for `doc`. */
static inline bool bfi_list_covers(const bfi_list *list, uint32_t doc)
{
    return doc >= list->low && doc <= list->high;
}

/* Find the block for `doc`; false: there are no more postings from it on. */
bool bfi_list_find(bfi_list *list, uint32_t doc);
static inline bool bfi_list_seek(bfi_list *list, uint32_t doc)
{
    return bfi_list_covers(list, doc) || bfi_list_find(list, doc);
}
/* Find the block behind the one found; false: that is the last. */
bool bfi_list_step(bfi_list *list);
/* Find block number `block`. */
bool bfi_list_set(bfi_list *list, uint32_t block);
/* The bound of the block found. */
float bfi_list_bound(bfi_run *run, bfi_list *list);
/* A bound on all postings from `low` to below `high`; that of the whole list
 * where it would take long to know better. */
float bfi_list_bound_within(bfi_run *run, bfi_list *list, uint32_t low,
                            uint32_t high);
/* Decode the block found. False: it is damaged. */
bool bfi_list_read(bfi_run *run, bfi_list *list);
static inline bool bfi_list_decode(bfi_run *run, bfi_list *list)
{
    return (list->postings.count > 0 && list->postings.block == list->block) ||
           bfi_list_read(run, list);
}

/* Decode the frequencies of the decoded block. False: they are damaged. */
static inline bool bfi_list_freqs(bfi_run *run, bfi_list *list)
{
    const bool are_right = bf_postings_freqs(&list->postings);
    run->is_damaged = run->is_damaged || !are_right;
    return are_right;
}

/* The first place from `from` to below `count` that is not below `value`. */
static inline uint32_t bfi_lower(const uint32_t *numbers, uint32_t from,
                                 uint32_t count, uint32_t value)
{
    const uint32_t *at = numbers + from;
    uint32_t left = count - from;
    if (left == 0) {
        return count;
    }
    while (left > 1) { /* without branches that cannot be foreseen */
        const uint32_t half = left / 2;
        at += half & -(uint32_t)(at[half - 1] < value);
        left -= half;
    }
    return (uint32_t)(at - numbers) + (*at < value);
}

/* The same among the documents of a block, by steps: it is near. */
uint32_t bfi_list_place(const bf_postings *postings, uint32_t from,
                        uint32_t doc);

/* Whether `doc` is in the list, which covers it: then it is at `place` of the
 * decoded block. */
static inline bool bfi_list_has(bfi_run *run, bfi_list *list, uint32_t doc)
{
    const bf_postings *postings = &list->postings;
    if (!bfi_list_decode(run, list)) {
        return false;
    }
    if (postings->docs[list->place] > doc) {
        list->place = 0;
    }
    list->place = bfi_list_place(postings, list->place, doc);
    return postings->docs[list->place] == doc;
}

/* The number of the posting at `place`, among all of the list. */
static inline uint32_t bfi_list_number(const bfi_list *list)
{
    return list->block * BFI_BATCH + list->place;
}

/* The frequency at `place`; 0 for lists without. */
static inline uint32_t bfi_list_frequency(bfi_run *run, bfi_list *list)
{
    if (list->entry.kind == BF_TERM_FILTER || !bfi_list_freqs(run, list)) {
        return 0;
    }
    return list->postings.freqs[list->place];
}

#endif
