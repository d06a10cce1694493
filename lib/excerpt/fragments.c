/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Choosing fragments: first the cores, short spans with many needs in them,
 * then as much of the text around each as there is room for.
 *
 * A core is found by a window that slides over the spots. It is kept as short
 * as it can be without losing a need, so each spot enters and leaves it once.
 * The next core has to show a need that those before it do not.
 */

#include "fragments.h"

#include "tidy.h"

#include <stdlib.h>

enum {
    MIN_FRAGMENT_BYTES = 80, /* shorter ones tell nothing */
    REPEAT_SHARE = 4 /* a need that was shown counts a fourth of its weight */
};

/* How much it adds that two words stand in the order of the query, and how
 * much it takes that the needs are as far apart as they can be. */
static const double neighbours_gain = 0.25;
static const double distance_loss = 0.25;

/* The sliding window: spots [first, last]. */
typedef struct window {
    const bfi_spot *spots;
    const bfi_need *needs;
    uint32_t *counts;  /* by need: its spots in the window */
    const bool *shown; /* by need: in a core that was chosen */
    uint64_t weight;   /* of the different needs in the window */
    size_t fresh;      /* how many of them were not shown */
    size_t neighbours; /* spots that follow the one before, but the first */
    size_t first;
} window;

/* Cores -------------------------------------------------------------------- */

static uint32_t weight_of(const window *w, uint32_t need)
{
    uint32_t weight = REPEAT_SHARE * w->needs[need].weight;
    return w->shown[need] ? weight / REPEAT_SHARE : weight;
}

static void enter(window *w, size_t i)
{
    uint32_t need = w->spots[i].need;
    if (w->counts[need]++ == 0) {
        w->weight += weight_of(w, need);
        w->fresh += !w->shown[need];
    }
    w->neighbours += i > w->first && w->spots[i].follows;
}

static void leave_first(window *w, size_t last)
{
    uint32_t need = w->spots[w->first].need;
    if (--w->counts[need] == 0) {
        w->weight -= weight_of(w, need);
        w->fresh -= !w->shown[need];
    }
    w->first++;
    w->neighbours -= w->first <= last && w->spots[w->first].follows;
}

/* Whether the first spot may leave: the window is too wide with it, or shows
 * its need without it. */
static bool is_dispensable(const window *w, size_t last, size_t width)
{
    const bfi_spot *spot = &w->spots[w->first];
    return w->first < last && (w->spots[last].end - spot->start > width ||
                               w->counts[spot->need] > 1);
}

static double value_of(const window *w, size_t last, size_t width)
{
    size_t bytes = w->spots[last].end - w->spots[w->first].start;
    double distance = bytes < width ? (double)bytes / (double)width : 1;
    return (double)w->weight * (1 + (w->neighbours > 0 ? neighbours_gain : 0)) *
           (1 - distance_loss * distance);
}

/* The best core at most `width` wide (or of one spot) with a need that was not
 * shown, as a span of spots. False: there is none. */
static bool find_core(bf_span *core, window *w, size_t spot_count, size_t width)
{
    double best = 0;
    *core = (bf_span){0, 0};
    for (size_t last = 0; last < spot_count; last++) {
        double value;
        enter(w, last);
        while (is_dispensable(w, last, width)) {
            leave_first(w, last);
        }
        value = value_of(w, last, width);
        if (w->fresh > 0 && value > best) {
            best = value;
            *core = (bf_span){w->first, last + 1};
        }
    }
    while (w->first < spot_count) {
        leave_first(w, spot_count - 1);
    }
    w->first = 0;
    return best > 0;
}

/* Find up to `max` cores; their number. */
static size_t find_cores(bf_span *out, size_t max, size_t width, window *w,
                         size_t spot_count, bool *shown)
{
    size_t count = 0;
    bf_span core;
    while (count < max && find_core(&core, w, spot_count, width)) {
        bf_span *span = &out[count++];
        *span = (bf_span){w->spots[core.start].start, 0};
        for (size_t i = core.start; i < core.end; i++) {
            const size_t end = w->spots[i].end;
            span->end = end > span->end ? end : span->end;
            shown[w->spots[i].need] = true;
        }
    }
    return count;
}

/* Room --------------------------------------------------------------------- */

/* Where a fragment begins: at the sentence of its core, when that is near. */
static size_t begin_fragment(bf_str text, size_t core, size_t spare)
{
    size_t reach = spare / 10 * 6;
    size_t floor = core > reach ? core - reach : 0;
    for (size_t at = core + 1; at-- > floor;) {
        if (bfi_sentence_begins(text, at)) {
            return at;
        }
    }
    return bfi_start_after(text, core - (core - floor) / 2, core);
}

/* Where a fragment ends: with a sentence, when that does not cost much. */
static size_t end_fragment(bf_str text, size_t start, size_t floor, size_t room)
{
    size_t limit = start + room;
    size_t least = start + room / 10 * 6;
    if (limit >= text.size) {
        return text.size;
    }
    least = least > floor ? least : floor;
    for (size_t at = limit + 1; at > least; at--) {
        size_t end = at - bfi_is_blank(text.data[at - 1]);
        if (end <= limit && bfi_sentence_begins(text, at) &&
            bfi_sentence_ends(text, end)) {
            return end;
        }
    }
    return bfi_end_before(text, floor, limit);
}

/* Move the start of a fragment that reaches the end of the text back, as far
 * as there is room for whole sentences, or for words if it began with one. */
static size_t extend_back(bf_str text, size_t start, size_t room)
{
    size_t floor = text.size > room ? text.size - room : 0;
    for (size_t at = floor; at < start; at++) {
        if (bfi_sentence_begins(text, at)) {
            return at;
        }
    }
    return bfi_sentence_begins(text, start)
               ? start
               : bfi_start_after(text, floor, start);
}

/* The fragment of at most `room` bytes around `core` in `text`. */
static bf_span lay_out_within(bf_str text, bf_span core, size_t room)
{
    size_t size = core.end - core.start;
    bf_span fragment = {core.start, core.end};
    if (size > room) {
        bf_str rest = {text.data + core.start, text.size - core.start};
        fragment.end = core.start + bf_text_clip(rest, room);
        return fragment;
    }
    fragment.start = begin_fragment(text, core.start, room - size);
    fragment.end = end_fragment(text, fragment.start, core.end, room);
    if (fragment.end == text.size) {
        fragment.start = extend_back(text, fragment.start, room);
    }
    return fragment;
}

/* The same, in the section that the core stands in, as if there were nothing
 * else: a heading reads badly in the middle of prose. */
static bf_span lay_out(bf_str text, bf_span core, size_t room)
{
    bf_span section = bfi_section_of(text, core, room);
    bf_str part = {text.data + section.start, section.end - section.start};
    bf_span within = {core.start - section.start, core.end - section.start};
    bf_span fragment;
    if (part.size < MIN_FRAGMENT_BYTES) {
        return lay_out_within(text, core, room);
    }
    fragment = lay_out_within(part, within, room);
    return (bf_span){section.start + fragment.start,
                     section.start + fragment.end};
}

static int compare_starts(const void *left, const void *right)
{
    const bf_span *a = left;
    const bf_span *b = right;
    return (a->start > b->start) - (a->start < b->start);
}

/* Sort fragments and join those that overlap or that a blank parts. */
static size_t join(bf_span *fragments, size_t count)
{
    size_t kept = 0;
    qsort(fragments, count, sizeof *fragments, compare_starts);
    for (size_t i = 1; i < count; i++) {
        bf_span *last = &fragments[kept];
        if (fragments[i].start > last->end + 1) {
            fragments[++kept] = fragments[i];
        } else if (fragments[i].end > last->end) {
            last->end = fragments[i].end;
        }
    }
    return kept + 1;
}

/* All of it ---------------------------------------------------------------- */

/* The room of each of `count` fragments; to join two of them takes the blank
 * between them as well. */
static size_t share(const bf_excerpt_opts *opts, size_t count)
{
    return (opts->max_bytes - (count - 1)) / count;
}

static size_t choose(bf_span *out, window *w, size_t spot_count, bool *shown,
                     bf_str text, const bf_excerpt_opts *opts)
{
    size_t max = opts->max_bytes / MIN_FRAGMENT_BYTES;
    size_t count;
    max = max < opts->max_fragments ? max : opts->max_fragments;
    max = max > 0 ? max : 1;
    count = find_cores(out, max, share(opts, max), w, spot_count, shown);
    if (count == 0) {
        out[count++] = (bf_span){0, 0};
    }
    for (size_t i = 0; i < count; i++) {
        out[i] = lay_out(text, out[i], share(opts, count));
    }
    return join(out, count);
}

bf_status bfi_choose(bf_span out[BF_MAX_EXCERPT_FRAGMENTS], size_t *count,
                     const bfi_marker *marker, bf_str text,
                     const bf_excerpt_opts *opts, bf_error *err)
{
    size_t spot_count;
    size_t need_count;
    const bfi_spot *spots = bfi_marker_spots(marker, &spot_count);
    const bfi_need *needs = bfi_marker_needs(marker, &need_count);
    uint32_t *counts = calloc(need_count + 1, sizeof *counts);
    bool *shown = calloc(need_count + 1, sizeof *shown);
    bf_status status = BF_OK;
    *count = 0;
    if (!counts || !shown) {
        status = bf_fail(err, BF_ERR_NOMEM, "out of memory");
    } else if (text.size > 0) {
        window w = {
            .spots = spots, .needs = needs, .counts = counts, .shown = shown};
        *count = choose(out, &w, spot_count, shown, text, opts);
    }
    free(counts);
    free(shown);
    return status;
}
