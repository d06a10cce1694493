/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sorting in room that is given. */

#include "lib/blocks/sort.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST = 300
};

typedef struct item {
    int key;
    int place; /* before it was sorted */
    char more[13];
} item;

static item items[MOST];
static item room[MOST];

static int by_key(const void *a, const void *b)
{
    const int x = ((const item *)a)->key;
    const int y = ((const item *)b)->key;
    return (x > y) - (x < y);
}

static bool sorts(size_t count, int keys)
{
    for (size_t i = 0; i < count; i++) {
        items[i] = (item){rand() % keys, (int)i, ""};
        memset(items[i].more, items[i].key, sizeof items[i].more);
    }
    bfi_sort_by(items, room, count, sizeof *items, by_key);
    for (size_t i = 0; i < count; i++) {
        if (items[i].more[12] != (char)items[i].key ||
            (i > 0 && (items[i - 1].key > items[i].key ||
                       (items[i - 1].key == items[i].key &&
                        items[i - 1].place >= items[i].place)))) {
            return false;
        }
    }
    return true;
}

int main(void)
{
    bool right = true;
    for (size_t count = 0; count < MOST; count++) {
        right = right && sorts(count, 1000) && sorts(count, 5);
    }
    ok(right, "any number of items is sorted, and equal ones keep their order");
    return tap_done();
}
