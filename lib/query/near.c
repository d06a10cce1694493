/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether words stand close to each other, by their positions. Each step goes
 * to the first position of each word from some point on, and that point moves
 * to where the furthest of them lets the first one be.
 */

#include <backfile/plan.h>

#include <string.h>

enum {
    BITS = 64,
    NONE = 0 /* owns a position */
};

static const uint32_t no_position = UINT32_MAX;

/* The first position from `from` on, which rises from call to call. */
static uint32_t first_from(bf_plan_positions *list, uint32_t from)
{
    size_t step = 1;
    size_t low = list->at;
    size_t high;
    while (low + step < list->count && list->positions[low + step] < from) {
        low += step;
        step *= 2;
    }
    high = low + step < list->count ? low + step : list->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (list->positions[middle] < from) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    list->at = low;
    return low < list->count ? list->positions[low] : no_position;
}

/* In order ---------------------------------------------------------------- */

/* The first position of the word whose lists begin at number *at, from `from`
 * on; *at moves to those of the next word. */
static uint32_t first_of_word(bf_plan_positions *lists, size_t count,
                              size_t *at, uint32_t from)
{
    const size_t word = lists[*at].word;
    uint32_t first = no_position;
    for (; *at < count && lists[*at].word == word; ++*at) {
        const uint32_t position = first_from(&lists[*at], from);
        first = position < first ? position : first;
    }
    return first;
}

/* From the first word on each takes its first position behind the one before:
 * that ends as early as can be. */
static bool stand_in_order(const bf_plan_near *near, bf_plan_positions *lists,
                           size_t count)
{
    uint32_t from = 0;
    while (true) {
        size_t at = 0;
        const uint32_t start = first_of_word(lists, count, &at, from);
        uint32_t last = start;
        while (at < count && last != no_position) {
            last = first_of_word(lists, count, &at, last + 1);
        }
        if (last == no_position) {
            return false;
        }
        if (last - start < near->window) {
            return true;
        }
        from = start + 1;
        if (last - near->window + 1 > from) {
            from = last - near->window + 1;
        }
    }
}

/* In any order ------------------------------------------------------------ */

/* Giving each word a position of its own in a window. */
typedef struct places {
    const bf_plan_positions *lists;
    size_t count;
    uint32_t start;
    uint32_t window;
    unsigned char owners[BF_MAX_NEAR_WINDOW]; /* 1 + the word; NONE */
    uint64_t seen[BF_MAX_NEAR_WINDOW / BITS];
} places;

static bool give_place(places *p, size_t word);

/* Whether position `place` can be given to a word: it is free, or its owner
 * finds another one. */
static bool can_take(places *p, uint32_t place)
{
    const uint64_t bit = UINT64_C(1) << place % BITS;
    if (p->seen[place / BITS] & bit) {
        return false;
    }
    p->seen[place / BITS] |= bit;
    return p->owners[place] == NONE ||
           give_place(p, (size_t)p->owners[place] - 1);
}

/* The augmenting paths of a matching (Kuhn, "The Hungarian method for the
 * assignment problem", 1955); as deep as there are words. */
static bool give_place(places *p, size_t word)
{
    for (size_t i = 0; i < p->count; i++) {
        const bf_plan_positions *list = &p->lists[i];
        for (size_t k = list->at; list->word == word && k < list->count; k++) {
            const uint32_t place = list->positions[k] - p->start;
            if (place >= p->window) {
                break;
            }
            if (can_take(p, place)) {
                p->owners[place] = (unsigned char)(word + 1);
                return true;
            }
        }
    }
    return false;
}

static bool have_places(const bf_plan_near *near,
                        const bf_plan_positions *lists, size_t count,
                        uint32_t start, size_t words)
{
    places p = {
        .lists = lists, .count = count, .start = start, .window = near->window};
    for (size_t i = 0; i < words; i++) {
        memset(p.seen, 0, sizeof p.seen);
        if (!give_place(&p, i)) {
            return false;
        }
    }
    return true;
}

/* Set `first` to the first position of each word from `from` on. */
static void find_first(uint32_t first[BF_MAX_NEAR_WORDS],
                       bf_plan_positions *lists, size_t count, uint32_t from)
{
    memset(first, 0xff, BF_MAX_NEAR_WORDS * sizeof *first);
    for (size_t i = 0; i < count; i++) {
        const uint32_t position = first_from(&lists[i], from);
        if (position < first[lists[i].word]) {
            first[lists[i].word] = position;
        }
    }
}

static bool stand_in_any_order(const bf_plan_near *near,
                               bf_plan_positions *lists, size_t count,
                               size_t words)
{
    uint32_t first[BF_MAX_NEAR_WORDS];
    uint32_t from = 0;
    while (true) {
        uint32_t least = no_position;
        uint32_t most = 0;
        find_first(first, lists, count, from);
        for (size_t i = 0; i < words; i++) {
            least = first[i] < least ? first[i] : least;
            most = first[i] > most ? first[i] : most;
        }
        if (most == no_position) {
            return false;
        }
        if (most - least >= near->window) {
            from = most - near->window + 1;
        } else if (have_places(near, lists, count, least, words)) {
            return true;
        } else {
            from = least + 1;
        }
    }
}

bool bf_plan_near_holds(const bf_plan_near *near, bf_plan_positions *lists,
                        size_t count, size_t words)
{
    size_t known = 0;
    if (words == 0 || words > BF_MAX_NEAR_WORDS || near->window == 0 ||
        near->window > BF_MAX_NEAR_WINDOW) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        lists[i].at = 0;
        known += i == 0 || lists[i].word != lists[i - 1].word;
    }
    if (known < words) {
        return false;
    }
    return near->ordered ? stand_in_order(near, lists, count)
                         : stand_in_any_order(near, lists, count, words);
}
