/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The best matches: a binary heap, the worst of them at the root. */

#include "top.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* What a bar is set to, at the least, once nothing without a score can come in:
 * the scores of plans that are pruned are 0 or above it. */
static const float least_bar = FLT_MIN;

bf_status bfi_top_init(bfi_top *top, uint32_t capacity, double errs,
                       bf_error *err)
{
    *top = (bfi_top){.capacity = capacity, .slack = errs, .may_prune = true};
    if (capacity == 0) {
        top->bar = INFINITY;
        return BF_OK;
    }
    top->items = malloc(capacity * sizeof *top->items);
    return top->items ? BF_OK : bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

void bfi_top_fini(bfi_top *top)
{
    free(top->items);
    top->items = NULL;
}

static inline bool is_worse(bfi_best a, bfi_best b)
{
    return a.key < b.key || (a.key == b.key && a.doc > b.doc);
}

static void rise(bfi_best *items, uint32_t at, bfi_best match)
{
    while (at > 0 && is_worse(match, items[(at - 1) / 2])) {
        items[at] = items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    items[at] = match;
}

/* Put `match` at the root of a heap of `count`, or as far down as it has to. */
static void sink(bfi_best *items, uint32_t count, bfi_best match)
{
    uint32_t at = 0;
    while (at < count / 2) {
        uint32_t child = 2 * at + 1;
        if (child + 1 < count && is_worse(items[child + 1], items[child])) {
            child++;
        }
        if (!is_worse(items[child], match)) {
            break;
        }
        items[at] = items[child];
        at = child;
    }
    items[at] = match;
}

static void raise_bar(bfi_top *top, double score)
{
    float bar = (float)(score * (1 - top->slack));
    if (!top->may_prune) {
        return;
    }
    top->bar = bar > least_bar ? bar : least_bar;
}

void bfi_top_offer(bfi_top *top, bfi_best match)
{
    if (top->count < top->capacity) {
        rise(top->items, top->count++, match);
    } else if (top->capacity > 0 && is_worse(top->items[0], match)) {
        sink(top->items, top->count, match);
    } else {
        return;
    }
    if (top->count == top->capacity) {
        raise_bar(top, top->items[0].key);
    }
}

/* They are a heap, so that heap sort has only to take it apart. qsort() may
 * allocate, which would be lost when a guarded read fails amid it. */
void bfi_top_sort(bfi_top *top)
{
    for (uint32_t left = top->count; left > 1; left--) {
        const bfi_best last = top->items[left - 1];
        top->items[left - 1] = top->items[0];
        sink(top->items, left - 1, last);
    }
}
