/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sorting of texts. */

#include "sort.h"

#include <string.h>

enum {
    STEP = 7, /* bytes in a key */
    FEW = 16  /* are sorted by insertion */
};

typedef struct sorting {
    bfi_sorted *room;
    bf_str (*text_of)(const void *payload, uint32_t number);
    const void *payload;
} sorting;

/* Seven bytes of the text from `depth` on, zeros behind its end, and how many
 * there are, or 8 when there are more. Keys are equal only if the texts go on
 * behind them. */
static uint64_t key_at(bf_str text, size_t depth)
{
    const size_t left = text.size - depth;
    const size_t used = left < STEP ? left : STEP;
    uint64_t key = 0;
    for (size_t i = 0; i < used; i++) {
        key |= (uint64_t)(unsigned char)text.data[depth + i]
               << (8 * (STEP - i));
    }
    return key | (left > STEP ? STEP + 1 : left);
}

static void insertion_sort(bfi_sorted *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const bfi_sorted item = items[i];
        size_t to = i;
        while (to > 0 && items[to - 1].key > item.key) {
            items[to] = items[to - 1];
            to--;
        }
        items[to] = item;
    }
}

/* Merge two sorted halves from `from` to `to`. */
static void merge(bfi_sorted *to, const bfi_sorted *from, size_t half,
                  size_t count)
{
    size_t a = 0;
    size_t b = half;
    for (size_t i = 0; i < count; i++) {
        const bool takes_a =
            a < half && (b == count || from[a].key <= from[b].key);
        to[i] = from[takes_a ? a++ : b++];
    }
}

static void merge_sort(bfi_sorted *items, bfi_sorted *room, size_t count)
{
    bfi_sorted *from = items;
    bfi_sorted *to = room;
    for (size_t i = 0; i < count; i += FEW) {
        insertion_sort(items + i, count - i < FEW ? count - i : FEW);
    }
    for (size_t width = FEW; width < count; width *= 2) {
        bfi_sorted *const swapped = from;
        for (size_t i = 0; i < count; i += 2 * width) {
            const size_t left = count - i;
            const size_t both = left < 2 * width ? left : 2 * width;
            merge(to + i, from + i, width < both ? width : both, both);
        }
        from = to;
        to = swapped;
    }
    if (from != items) {
        memcpy(items, from, count * sizeof *items);
    }
}

/* Sort items that are equal in their first `depth` bytes by the next seven,
 * and note how many are still equal then. Returns whether any are. */
static bool sort_group(const sorting *s, bfi_sorted *items, size_t count,
                       size_t depth)
{
    bool is_sorted = true;
    bool has_ties = false;
    for (size_t i = 0; i < count; i++) {
        items[i].key = key_at(s->text_of(s->payload, items[i].number), depth);
        is_sorted = is_sorted && (i == 0 || items[i - 1].key <= items[i].key);
    }
    if (!is_sorted) {
        merge_sort(items, s->room, count);
    }
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        while (end < count && items[end].key == items[i].key) {
            end++;
        }
        items[i].tied = (uint32_t)(end - i);
        has_ties = has_ties || end - i > 1;
        i = end;
    }
    return has_ties;
}

void bfi_sort(bfi_sorted *items, bfi_sorted *room, size_t count,
              bf_str (*text_of)(const void *payload, uint32_t number),
              const void *payload)
{
    const sorting s = {room, text_of, payload};
    bool has_ties = count > 1;
    if (count > 0) {
        items[0].tied = (uint32_t)count;
    }
    for (size_t depth = 0; has_ties; depth += STEP) {
        has_ties = false;
        for (size_t i = 0; i < count;) {
            const size_t tied = items[i].tied;
            if (tied > 1) {
                has_ties = sort_group(&s, items + i, tied, depth) || has_ties;
            }
            i += tied;
        }
    }
}

/* Any items --------------------------------------------------------------- */

/* Merge two sorted halves from `from` to `to`; all in bytes. */
static void merge_halves(char *to, const char *from, size_t half, size_t bytes,
                         size_t size,
                         int (*compare)(const void *a, const void *b))
{
    size_t a = 0;
    size_t b = half;
    for (size_t i = 0; i < bytes; i += size) {
        const bool takes_a =
            a < half && (b == bytes || compare(from + a, from + b) <= 0);
        memcpy(to + i, from + (takes_a ? a : b), size);
        a += takes_a ? size : 0;
        b += takes_a ? 0 : size;
    }
}

void bfi_sort_by(void *items, void *room, size_t count, size_t size,
                 int (*compare)(const void *a, const void *b))
{
    const size_t bytes = count * size;
    char *from = items;
    char *to = room;
    for (size_t width = size; width < bytes; width *= 2) {
        char *const swapped = from;
        for (size_t i = 0; i < bytes; i += 2 * width) {
            const size_t left = bytes - i;
            const size_t both = left < 2 * width ? left : 2 * width;
            merge_halves(to + i, from + i, width < both ? width : both, both,
                         size, compare);
        }
        from = to;
        to = swapped;
    }
    if (from != items) {
        memcpy(items, from, bytes);
    }
}
