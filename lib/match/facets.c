/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Facets: counts of values over all matches. */

#include "facets.h"

#include <stdlib.h>
#include <string.h>

/* Values by the bytes of their folded form, as they are in columns; their
 * strings are those of segments. */
typedef struct values {
    bf_facet_value *items;
    size_t count;
} values;

typedef struct facet {
    bf_field field;
    bf_keyword_column column; /* of the segment */
    uint32_t *counts;         /* by ordinal; 0 is for none */
    values all;               /* of the segments before */
} facet;

struct bfi_facets {
    uint32_t limit;
    facet fields[BF_FIELD_COUNT];
    size_t count;
    bf_arena *here;  /* where the values of all fields are */
    bf_arena *spare; /* where they will be after the next segment */
};

bf_status bfi_facets_new(bfi_facets **out, const bf_match_request *request,
                         bf_error *err)
{
    bfi_facets *made;
    bf_status status;
    *out = NULL;
    if (request->facet_fields == 0) {
        return BF_OK;
    }
    made = calloc(1, sizeof *made);
    if (!made) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    made->limit = request->facet_limit;
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        if (request->facet_fields >> i & 1) {
            made->fields[made->count++].field = (bf_field)i;
        }
    }
    status = bf_arena_new(&made->here, SIZE_MAX, err);
    if (!status) {
        status = bf_arena_new(&made->spare, SIZE_MAX, err);
    }
    if (status) {
        bfi_facets_free(made);
        return status;
    }
    *out = made;
    return BF_OK;
}

void bfi_facets_free(bfi_facets *facets)
{
    if (facets) {
        bf_arena_free(facets->here);
        bf_arena_free(facets->spare);
        free(facets);
    }
}

/* A segment --------------------------------------------------------------- */

bool bfi_facets_begin(bfi_facets *facets, bf_arena *arena,
                      const bf_segment *segment)
{
    for (size_t i = 0; i < facets->count; i++) {
        facet *at = &facets->fields[i];
        bf_segment_keywords(&at->column, segment, at->field);
        at->counts = bf_arena_array(arena, (size_t)at->column.value_count + 1,
                                    sizeof *at->counts);
        if (!at->counts) {
            return false;
        }
    }
    return true;
}

static void count_values(bfi_run *run, facet *at, const uint32_t *docs,
                         uint32_t count)
{
    uint32_t ordinals[BF_MAX_FIELD_VALUES];
    for (uint32_t i = 0; i < count && bfi_run_goes_on(run, 1); i++) {
        uint32_t many = bf_keyword_column_at(&at->column, docs[i], ordinals,
                                             BF_MAX_FIELD_VALUES);
        run->work += many;
        many = many < BF_MAX_FIELD_VALUES ? many : BF_MAX_FIELD_VALUES;
        for (uint32_t k = 0; k < many; k++) {
            at->counts[ordinals[k]]++;
        }
    }
}

void bfi_facets_count(bfi_run *run, const uint32_t *docs, uint32_t count)
{
    bfi_facets *facets = run->facets;
    for (size_t i = 0; i < facets->count; i++) {
        if (facets->fields[i].column.value_count > 0) {
            count_values(run, &facets->fields[i], docs, count);
        }
    }
}

/* All segments ------------------------------------------------------------ */

static int compare(bf_str a, bf_str b)
{
    const size_t size = a.size < b.size ? a.size : b.size;
    const int order = size > 0 ? memcmp(a.data, b.data, size) : 0;
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

/* Move values that come before `folded` from number `from` on; the number of
 * the first that does not. */
static size_t move_before(values *to, const values *all, size_t from,
                          bf_str folded)
{
    while (from < all->count && compare(all->items[from].folded, folded) < 0) {
        to->items[to->count++] = all->items[from++];
    }
    return from;
}

/* Merge what was counted, by rising ordinal, with what is there. */
static void merge(values *to, const facet *from)
{
    const values *all = &from->all;
    size_t at = 0;
    for (uint32_t i = 1; i <= from->column.value_count; i++) {
        bf_facet_value value = {.count = from->counts[i]};
        if (value.count == 0 ||
            !bf_keyword_value(&from->column, i, &value.folded, &value.shown)) {
            continue;
        }
        at = move_before(to, all, at, value.folded);
        if (at < all->count &&
            compare(all->items[at].folded, value.folded) == 0) {
            value.shown = all->items[at].shown;
            value.count += all->items[at++].count;
        }
        to->items[to->count++] = value;
    }
    while (at < all->count) {
        to->items[to->count++] = all->items[at++];
    }
}

static size_t count_used(const facet *from)
{
    size_t count = 0;
    for (uint32_t i = 1; i <= from->column.value_count; i++) {
        count += from->counts[i] > 0;
    }
    return count;
}

bool bfi_facets_end(bfi_facets *facets)
{
    bf_arena *full = facets->here;
    for (size_t i = 0; i < facets->count; i++) {
        facet *from = &facets->fields[i];
        values merged = {NULL, 0};
        merged.items =
            bf_arena_array(facets->spare, from->all.count + count_used(from),
                           sizeof *merged.items);
        if (!merged.items) {
            return false;
        }
        merge(&merged, from);
        from->all = merged;
    }
    facets->here = facets->spare;
    facets->spare = full;
    bf_arena_reset(full);
    return true;
}

/* The most frequent ------------------------------------------------------- */

static bool is_rarer(const bf_facet_value *a, const bf_facet_value *b)
{
    return a->count != b->count ? a->count < b->count
                                : compare(a->folded, b->folded) > 0;
}

/* Let the value at place `at` of a heap, the rarest first, down to its place.
 */
static void sink(bf_facet_value *heap, size_t at, size_t count)
{
    const bf_facet_value moved = heap[at];
    size_t child;
    while ((child = 2 * at + 1) < count) {
        if (child + 1 < count && is_rarer(&heap[child + 1], &heap[child])) {
            child++;
        }
        if (!is_rarer(&heap[child], &moved)) {
            break;
        }
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = moved;
}

/* Take the `count` most frequent of all, in order: as many are made a heap, in
 * which the others replace the rarest, and that is sorted. qsort() may
 * allocate, which would be lost when a guarded read fails amid it. */
static void take_best(bf_facet_value *out, size_t count, const values *all)
{
    memcpy(out, all->items, count * sizeof *out);
    for (size_t i = count / 2; i > 0; i--) {
        sink(out, i - 1, count);
    }
    for (size_t i = count; i < all->count; i++) {
        if (is_rarer(&out[0], &all->items[i])) {
            out[0] = all->items[i];
            sink(out, 0, count);
        }
    }
    for (size_t left = count; left > 1; left--) {
        const bf_facet_value rarest = out[0];
        out[0] = out[left - 1];
        out[left - 1] = rarest;
        sink(out, 0, left - 1);
    }
}

static bool copy(bf_facet_value *value, bf_arena *arena)
{
    value->folded = bf_arena_copy(arena, value->folded);
    value->shown = bf_arena_copy(arena, value->shown);
    return value->folded.data && value->shown.data;
}

static bool write_facet(bf_facet *out, bf_arena *arena, const facet *from,
                        uint32_t limit)
{
    const values *all = &from->all;
    const size_t count = all->count < limit ? all->count : limit;
    bf_facet_value *best = bf_arena_array(arena, count, sizeof *best);
    if (!best) {
        return false;
    }
    if (count > 0) {
        take_best(best, count, all);
    }
    for (size_t i = 0; i < count; i++) {
        if (!copy(&best[i], arena)) {
            return false;
        }
    }
    *out = (bf_facet){from->field, best, count, all->count};
    return true;
}

bf_status bfi_facets_write(bf_matches *page, const bfi_facets *facets,
                           bf_error *err)
{
    bf_facet *made = bf_arena_array(page->arena, facets->count, sizeof *made);
    for (size_t i = 0; i < facets->count; i++) {
        if (!made || !write_facet(&made[i], page->arena, &facets->fields[i],
                                  facets->limit)) {
            return bf_fail(err, BF_ERR_NOMEM, "out of memory");
        }
    }
    page->facets = made;
    page->facet_count = facets->count;
    return BF_OK;
}
