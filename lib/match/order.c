/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys of matches, and where a page goes on. */

#include "order.h"

#include <math.h>

/* Times of articles are far below 2^53: as doubles they are exact. */
double bfi_order_time_key(const bfi_order *order, bf_time time)
{
    if (time == BF_TIME_NONE) {
        return -INFINITY;
    }
    return order->rises ? -(double)time : (double)time;
}

double bfi_order_best(const bfi_order *order)
{
    const bf_time_column *column = &order->column;
    if (column->least > column->greatest) {
        return -INFINITY;
    }
    return bfi_order_time_key(order,
                              order->rises ? column->least : column->greatest);
}

/* How many documents have the number `last` or a lower one. */
static uint32_t documents_to(const bf_blocks *blocks, bf_docnum last)
{
    uint32_t count = 0;
    for (size_t i = 0; i < blocks->part_count; i++) {
        const bf_segment *segment = blocks->parts[i].segment;
        count += last == UINT32_MAX ? bf_segment_get_info(segment)->documents
                                    : bf_segment_local(segment, last + 1);
    }
    return count;
}

void bfi_order_init(bfi_order *order, const bf_blocks *blocks,
                    const bf_match_request *request, double slack)
{
    const bf_match *after = request->after;
    *order = (bfi_order){.is_by_time = request->order != BF_ORDER_SCORE,
                         .rises = request->order == BF_ORDER_OLDEST,
                         .ceiling = INFINITY};
    if (!after) {
        return;
    }
    order->goes_on = true;
    order->after = order->is_by_time ? bfi_order_time_key(order, after->time)
                                     : after->score;
    order->after_doc = documents_to(blocks, after->docnum);
    if (!order->is_by_time && slack >= 0) {
        order->ceiling =
            nextafterf((float)(after->score * (1 + slack)), INFINITY);
    }
}

void bfi_order_set(bfi_order *order, const bf_segment *segment,
                   const bf_match_request *request)
{
    if (order->is_by_time) {
        bf_segment_times(&order->column, segment, request->slot);
    }
}
