/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_ORDER_H
#define BFI_MATCH_ORDER_H

/*
 * What the matches of a page go by, as a key: their score, or a time. And the
 * match that a page goes on from. Documents are those of a run: the number of
 * those in the segments before, and the local one.
 */

#include <backfile/blocks.h>
#include <backfile/matches.h>

typedef struct bfi_order {
    bool is_by_time;
    bool rises;            /* the oldest come first */
    bf_time_column column; /* of the segment at hand */
    /* What comes behind the match that the page goes on from has a lower key
     * than `after`, or the same and a document from `after_doc` on. */
    bool goes_on;
    double after;
    uint32_t after_doc;
    float ceiling; /* on float scores of what comes behind it */
} bfi_order;

/* `slack`: the relative error of float scores; below 0: they say nothing. */
void bfi_order_init(bfi_order *order, const bf_blocks *blocks,
                    const bf_match_request *request, double slack);
/* Go on to a segment. */
void bfi_order_set(bfi_order *order, const bf_segment *segment,
                   const bf_match_request *request);

/* The key of a time. */
double bfi_order_time_key(const bfi_order *order, bf_time time);
/* The highest key of a document in the segment. */
double bfi_order_best(const bfi_order *order);

/* Whether a document with a key is behind the match that the page goes on
 * from. */
static inline bool bfi_order_has(const bfi_order *order, double key,
                                 uint32_t doc)
{
    return !order->goes_on || key < order->after ||
           (key == order->after && doc >= order->after_doc);
}

#endif
