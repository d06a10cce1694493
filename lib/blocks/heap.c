/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A binary heap of sources by the text that they have at hand. */

#include "heap.h"

#include <stdlib.h>
#include <string.h>

bool bfi_heap_init(bfi_heap *heap, size_t room)
{
    heap->count = 0;
    heap->items = calloc(room > 0 ? room : 1, sizeof *heap->items);
    return heap->items != NULL;
}

void bfi_heap_fini(bfi_heap *heap)
{
    free(heap->items);
    *heap = (bfi_heap){NULL, 0};
}

static bool is_less(const bfi_heap_item *a, const bfi_heap_item *b)
{
    const size_t size =
        a->text.size < b->text.size ? a->text.size : b->text.size;
    const int order = size ? memcmp(a->text.data, b->text.data, size) : 0;
    if (order != 0) {
        return order < 0;
    }
    return a->text.size != b->text.size ? a->text.size < b->text.size
                                        : a->source < b->source;
}

void bfi_heap_push(bfi_heap *heap, bf_str text, size_t source)
{
    const bfi_heap_item item = {text, source};
    size_t at = heap->count++;
    while (at > 0 && is_less(&item, &heap->items[(at - 1) / 2])) {
        heap->items[at] = heap->items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap->items[at] = item;
}

size_t bfi_heap_pop(bfi_heap *heap)
{
    const size_t source = heap->items[0].source;
    const bfi_heap_item item = heap->items[--heap->count];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child + 1 < heap->count &&
            is_less(&heap->items[child + 1], &heap->items[child])) {
            child++;
        }
        if (child >= heap->count || !is_less(&heap->items[child], &item)) {
            break;
        }
        heap->items[at] = heap->items[child];
        at = child;
    }
    heap->items[at] = item;
    return source;
}
