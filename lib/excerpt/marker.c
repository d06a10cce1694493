/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Markers. The words of the query are sorted into needs, so that the needs of
 * a phrase follow each other by place, and hashed by what they are compared
 * with.
 *
 * Phrases are found without going back in the text. Each border of a phrase
 * remembers at which positions of the text it was reached last: the phrase up
 * to there stands right before them. A token that answers a need takes it from
 * one border to another. A pass back over the spots then does the same from the
 * other end, and so tells which of them are in a whole phrase.
 */

#include "marker.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_SPOTS = 64 * 1024,
    MAX_WEIGHT = 1024,
    MARKER_BYTES = 16 * 1024 * 1024
};

/* What a word is compared with. */
typedef enum key_kind {
    KEY_TERM,
    KEY_WORD,
    KEY_PREFIX
} key_kind;

typedef struct entry {
    const bf_mark_word *word;
    bf_str key;
    key_kind kind;
    uint32_t order;
    uint32_t need;
    struct entry *next; /* in its chain; needs fall along it */
} entry;

/* The positions at which a border was reached: `last`, and bit i of `before`
 * for the one i before it. Joined tokens reach ahead of others, but not far. */
typedef struct border {
    uint32_t last;
    uint32_t before; /* 0: it was not reached at all */
    bool stands;     /* of a first border: its phrase stands in the text */
} border;

struct bfi_marker {
    bf_arena *arena; /* holds all but the spots */
    entry *entries;
    size_t count;
    entry **chains; /* by hash */
    size_t chain_mask;
    entry *prefixes; /* the chain of those that cannot be hashed */
    /* By kind and first byte: the sizes of the keys, from 31 on as one. Most
     * words of a text are no key, and this tells it without a hash. */
    uint32_t sizes[KEY_PREFIX][UCHAR_MAX + 1];
    bfi_need *needs;
    size_t need_count;
    border *borders;
    size_t border_count;
    uint32_t *found; /* needs that a token answers, falling */
    size_t found_count;
    bfi_spot *spots;
    size_t spot_count;
    size_t spot_capacity;
};

/* Needs -------------------------------------------------------------------- */

static int compare_numbers(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_keys(const entry *a, const entry *b)
{
    size_t size = a->key.size < b->key.size ? a->key.size : b->key.size;
    int order = compare_numbers(a->kind, b->kind);
    if (order == 0 && size > 0) {
        order = memcmp(a->key.data, b->key.data, size);
    }
    return order != 0 ? order : compare_numbers(a->key.size, b->key.size);
}

static size_t reach_of(const entry *e)
{
    const size_t reach = e->word->reach;
    return reach > 1 ? reach : 1;
}

/* By phrase, place and reach; words of their own by what they are compared
 * with. */
static int compare_entries(const void *left, const void *right)
{
    const entry *a = left;
    const entry *b = right;
    int order = compare_numbers(a->word->phrase, b->word->phrase);
    if (order == 0 && a->word->phrase == 0) {
        order = compare_keys(a, b);
    } else if (order == 0) {
        order = compare_numbers(a->word->place, b->word->place);
        order = order != 0 ? order : compare_numbers(reach_of(a), reach_of(b));
    }
    return order != 0 ? order : compare_numbers(a->order, b->order);
}

static bool same_need(const entry *a, const entry *b)
{
    if (a->word->phrase != b->word->phrase) {
        return false;
    }
    return a->word->phrase == 0
               ? compare_keys(a, b) == 0
               : a->word->place == b->word->place && reach_of(a) == reach_of(b);
}

/* Weights as whole numbers up to MAX_WEIGHT, the greatest of `words`. */
static uint32_t whole_weight(double weight, double greatest)
{
    double share = weight / greatest;
    return share > 0 && share <= 1 ? 1 + (uint32_t)(share * (MAX_WEIGHT - 1))
                                   : 1;
}

static double greatest_weight(const entry *entries, size_t count)
{
    double greatest = 0;
    for (size_t i = 0; i < count; i++) {
        double weight = entries[i].word->weight;
        greatest = isfinite(weight) && weight > greatest ? weight : greatest;
    }
    return greatest;
}

static void make_needs(bfi_marker *marker)
{
    double greatest = greatest_weight(marker->entries, marker->count);
    for (size_t i = 0; i < marker->count; i++) {
        entry *e = &marker->entries[i];
        uint32_t weight = whole_weight(e->word->weight, greatest);
        bfi_need *need;
        if (i == 0 || !same_need(e - 1, e)) {
            need = &marker->needs[marker->need_count++];
            *need = (bfi_need){.order = e->order};
        }
        need = &marker->needs[marker->need_count - 1];
        need->weight = weight > need->weight ? weight : need->weight;
        need->order = e->order < need->order ? e->order : need->order;
        e->need = (uint32_t)marker->need_count - 1;
    }
}

/* How many places the phrase of the entries [first, end) has; 0 when one is
 * missing, so that it cannot stand, and for words of their own. */
static size_t count_places(const entry *entries, size_t first, size_t end)
{
    size_t next = 0;
    for (size_t i = first; i < end; i++) {
        const size_t place = entries[i].word->place;
        if (entries[i].word->phrase == 0 || place > next) {
            return 0;
        }
        next = place + 1;
    }
    return next;
}

/* Take `count` borders; the number of the first. */
static uint32_t take_borders(bfi_marker *marker, size_t count)
{
    const size_t first = marker->border_count;
    marker->border_count += count;
    return (uint32_t)first;
}

static void set_borders(bfi_need *need, uint32_t first, size_t places,
                        size_t place, size_t reach)
{
    const size_t to = reach < places - place ? place + reach : places;
    need->first = first;
    need->last = first + (uint32_t)places;
    need->from = first + (uint32_t)place;
    need->to = first + (uint32_t)to;
}

/* Give the needs of the entries [first, end) their borders. Those of a phrase
 * that cannot stand are left as words of their own. */
static void number_phrase(bfi_marker *marker, size_t first, size_t end)
{
    const size_t places = count_places(marker->entries, first, end);
    const uint32_t borders = places > 0 ? take_borders(marker, places + 1) : 0;
    for (size_t i = first; i < end; i++) {
        const entry *e = &marker->entries[i];
        bfi_need *need = &marker->needs[e->need];
        if (places > 0) {
            set_borders(need, borders, places, e->word->place, reach_of(e));
        } else if (need->last == need->first) {
            set_borders(need, take_borders(marker, 2), 1, 0, 1);
        }
    }
}

static void number_phrases(bfi_marker *marker)
{
    size_t first = 0;
    for (size_t i = 1; i <= marker->count; i++) {
        if (i == marker->count || marker->entries[i].word->phrase !=
                                      marker->entries[first].word->phrase) {
            number_phrase(marker, first, i);
            first = i;
        }
    }
}

/* Making ------------------------------------------------------------------- */

static entry **chain_of(const bfi_marker *marker, key_kind kind, bf_str key)
{
    return &marker->chains[(bf_hash_64(key) ^ kind) & marker->chain_mask];
}

static uint32_t *sizes_of(bfi_marker *marker, key_kind kind, bf_str key)
{
    return &marker->sizes[kind][(unsigned char)key.data[0]];
}

static uint32_t size_bit(bf_str key)
{
    return UINT32_C(1) << (key.size < 31 ? key.size : 31);
}

static void link_entries(bfi_marker *marker)
{
    for (size_t i = 0; i < marker->count; i++) {
        entry *e = &marker->entries[i];
        entry **chain = e->kind == KEY_PREFIX
                            ? &marker->prefixes
                            : chain_of(marker, e->kind, e->key);
        e->next = *chain;
        *chain = e;
        if (e->kind != KEY_PREFIX) {
            *sizes_of(marker, e->kind, e->key) |= size_bit(e->key);
        }
    }
}

static void add_word(bfi_marker *marker, const bf_mark_word *word,
                     uint32_t order)
{
    entry *e = &marker->entries[marker->count];
    *e = (entry){.word = word, .key = word->term, .order = order};
    if (word->prefix) {
        e->kind = KEY_PREFIX;
    } else if (word->exact) {
        e->kind = KEY_WORD;
        e->key = word->word;
    }
    /* No token is empty, and everything begins with an empty prefix. */
    marker->count += e->key.size > 0;
}

static bool allocate(bfi_marker *marker, size_t count)
{
    size_t chains = 4;
    while (chains < 2 * count) {
        chains *= 2;
    }
    marker->chain_mask = chains - 1;
    marker->chains = bf_arena_array(marker->arena, chains, sizeof(entry *));
    marker->entries = bf_arena_array(marker->arena, count, sizeof(entry));
    marker->needs = bf_arena_array(marker->arena, count, sizeof(bfi_need));
    marker->borders = bf_arena_array(marker->arena, 2 * count, sizeof(border));
    marker->found = bf_arena_array(marker->arena, count, sizeof(uint32_t));
    return marker->chains && marker->entries && marker->needs &&
           marker->borders && marker->found;
}

bf_status bfi_marker_new(bfi_marker **out, const bf_mark_word *words,
                         size_t count, bf_error *err)
{
    bfi_marker *marker = calloc(1, sizeof *marker);
    *out = NULL;
    if (!marker || bf_arena_new(&marker->arena, MARKER_BYTES, NULL) ||
        count > MARKER_BYTES || !allocate(marker, count)) {
        bfi_marker_free(marker);
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        add_word(marker, &words[i], (uint32_t)i);
    }
    if (marker->count > 0) {
        qsort(marker->entries, marker->count, sizeof(entry), compare_entries);
        make_needs(marker);
        number_phrases(marker);
        link_entries(marker);
    }
    *out = marker;
    return BF_OK;
}

void bfi_marker_free(bfi_marker *marker)
{
    if (marker) {
        bf_arena_free(marker->arena);
        free(marker->spots);
        free(marker);
    }
}

/* Scanning ----------------------------------------------------------------- */

/* Add a need to those of the token, which are kept falling and different. */
static void add_found(bfi_marker *marker, uint32_t need)
{
    size_t at = marker->found_count;
    while (at > 0 && marker->found[at - 1] < need) {
        at--;
    }
    if (at > 0 && marker->found[at - 1] == need) {
        return;
    }
    memmove(&marker->found[at + 1], &marker->found[at],
            (marker->found_count - at) * sizeof *marker->found);
    marker->found[at] = need;
    marker->found_count++;
}

static void find_key(bfi_marker *marker, key_kind kind, bf_str key)
{
    const entry *e;
    if (!(*sizes_of(marker, kind, key) & size_bit(key))) {
        return;
    }
    for (e = *chain_of(marker, kind, key); e; e = e->next) {
        if (e->kind == kind && bf_str_equal(e->key, key)) {
            add_found(marker, e->need);
        }
    }
}

static void find_needs(bfi_marker *marker, const bf_token *token)
{
    marker->found_count = 0;
    find_key(marker, KEY_TERM, token->term);
    find_key(marker, KEY_WORD, token->word);
    for (const entry *e = marker->prefixes; e; e = e->next) {
        if (token->word.size >= e->key.size &&
            memcmp(token->word.data, e->key.data, e->key.size) == 0) {
            add_found(marker, e->need);
        }
    }
}

static bfi_spot *new_spot(bfi_marker *marker)
{
    if (marker->spot_count == marker->spot_capacity) {
        size_t capacity = 2 * marker->spot_capacity + 64;
        bfi_spot *spots =
            realloc(marker->spots, capacity * sizeof *marker->spots);
        if (!spots) {
            return NULL;
        }
        marker->spots = spots;
        marker->spot_capacity = capacity;
    }
    return &marker->spots[marker->spot_count++];
}

/* Note that `at` was reached, which is not far below what was before. */
static void reach_border(border *b, uint32_t at)
{
    if (b->before != 0 && at <= b->last) {
        b->before |= b->last - at < 32 ? UINT32_C(1) << (b->last - at) : 0;
        return;
    }
    b->before = at - b->last < 32 ? b->before << (at - b->last) : 0;
    b->before |= 1;
    b->last = at;
}

static bool was_reached(const border *b, uint32_t at)
{
    return at <= b->last && b->last - at < 32 &&
           b->before >> (b->last - at) & 1;
}

/* Note that `token` answers a need. */
static bool add_spot(bfi_marker *marker, const bf_token *token, uint32_t index)
{
    const bfi_need *need = &marker->needs[index];
    bfi_spot *spot = new_spot(marker);
    if (!spot) {
        return false;
    }
    *spot = (bfi_spot){.start = (uint32_t)token->span.start,
                       .end = (uint32_t)token->span.end,
                       .position = token->position,
                       .reach = token->reach,
                       .need = index};
    spot->chained = need->from == need->first ||
                    was_reached(&marker->borders[need->from], token->position);
    if (spot->chained) {
        reach_border(&marker->borders[need->to],
                     token->position + token->reach);
    }
    return true;
}

static void forget(bfi_marker *marker)
{
    for (size_t i = 0; i < marker->border_count; i++) {
        marker->borders[i] = (border){0};
    }
}

/* Tell which spots are in a phrase, from the last spot to the first. Positions
 * fall then, so what rises is their distance to the greatest. */
static void find_phrases(bfi_marker *marker)
{
    forget(marker);
    for (size_t i = marker->spot_count; i-- > 0;) {
        bfi_spot *spot = &marker->spots[i];
        const bfi_need *need = &marker->needs[spot->need];
        const uint32_t at = UINT32_MAX - spot->position;
        spot->in_phrase =
            spot->chained &&
            (need->to == need->last ||
             was_reached(&marker->borders[need->to], at - spot->reach));
        if (spot->in_phrase) {
            reach_border(&marker->borders[need->from], at);
            marker->borders[need->first].stands = true;
        }
    }
}

/* Drop the words outside of phrases that stand somewhere. */
static void drop_lone(bfi_marker *marker)
{
    size_t kept = 0;
    for (size_t i = 0; i < marker->spot_count; i++) {
        const bfi_spot *spot = &marker->spots[i];
        const bfi_need *need = &marker->needs[spot->need];
        if (spot->in_phrase || !marker->borders[need->first].stands) {
            marker->spots[kept++] = *spot;
        }
    }
    marker->spot_count = kept;
}

/* Tell which spots stand next to a word that the query names earlier. */
static void find_neighbours(bfi_marker *marker)
{
    uint32_t position = 0;          /* of the token at hand */
    uint32_t earliest = UINT32_MAX; /* the least order that it answers */
    uint32_t before = UINT32_MAX;   /* that of the token before it */
    for (size_t i = 0; i < marker->spot_count; i++) {
        bfi_spot *spot = &marker->spots[i];
        uint32_t order = marker->needs[spot->need].order;
        if (spot->position != position) {
            before = spot->position == position + 1 ? earliest : UINT32_MAX;
            earliest = UINT32_MAX;
            position = spot->position;
        }
        spot->follows = before < order;
        earliest = order < earliest ? order : earliest;
    }
}

bf_status bfi_marker_scan(bfi_marker *marker, bf_analyzer *analyzer,
                          bf_str text, bf_error *err)
{
    bf_token token;
    marker->spot_count = 0;
    if (marker->need_count == 0) {
        return BF_OK;
    }
    forget(marker);
    bf_analyzer_start(analyzer, text);
    while (marker->spot_count < MAX_SPOTS &&
           bf_analyzer_next(analyzer, &token)) {
        find_needs(marker, &token);
        for (size_t i = 0; i < marker->found_count; i++) {
            if (!add_spot(marker, &token, marker->found[i])) {
                return bf_fail(err, BF_ERR_NOMEM, "out of memory");
            }
        }
    }
    find_phrases(marker);
    drop_lone(marker);
    find_neighbours(marker);
    return BF_OK;
}

const bfi_spot *bfi_marker_spots(const bfi_marker *marker, size_t *count)
{
    *count = marker->spot_count;
    return marker->spots;
}

const bfi_need *bfi_marker_needs(const bfi_marker *marker, size_t *count)
{
    *count = marker->need_count;
    return marker->needs;
}

/* Marks -------------------------------------------------------------------- */

/* Whether `spot` is marked in `span`: when it lies in it, or fills it. */
static bool is_inside(const bfi_spot *spot, bf_span span)
{
    return spot->start >= span.start && spot->start < span.end &&
           (spot->end <= span.end || spot->start == span.start);
}

/* The spots at one position. */
typedef struct group {
    size_t next;  /* the spot after them */
    size_t start; /* where those that are marked begin in the text ... */
    size_t end;   /* ... and end */
    bool inside;  /* there are some */
    bool goes_on; /* one goes on with a phrase that a token before is in */
} group;

static group group_of(const bfi_marker *marker, size_t i, bf_span span)
{
    const bfi_spot *spots = marker->spots;
    const uint32_t position = spots[i].position;
    group out = {.next = i};
    for (;
         out.next < marker->spot_count && spots[out.next].position == position;
         out.next++) {
        const bfi_spot *spot = &spots[out.next];
        const bfi_need *need = &marker->needs[spot->need];
        const size_t end = spot->end < span.end ? spot->end : span.end;
        out.goes_on =
            out.goes_on || (spot->in_phrase && need->from > need->first);
        if (is_inside(spot, span)) {
            out.start =
                out.inside && out.start < spot->start ? out.start : spot->start;
            out.inside = true;
            out.end = end > out.end ? end : out.end;
        }
    }
    return out;
}

/* Write the marks of the spots in `span`; their number. */
static size_t put_marks(const bfi_marker *marker, bf_span *marks, bf_span span)
{
    size_t count = 0;
    group g;
    for (size_t i = 0; i < marker->spot_count; i = g.next) {
        g = group_of(marker, i, span);
        if (!g.inside) {
            continue;
        }
        /* What the first token goes on with is outside of the span. */
        if (count == 0 || (!g.goes_on && g.start > marks[count - 1].end)) {
            marks[count++] = (bf_span){g.start, g.end};
        } else if (g.end > marks[count - 1].end) {
            marks[count - 1].end = g.end;
        }
    }
    return count;
}

bf_status bfi_marker_marks(const bfi_marker *marker, bf_marked *out,
                           bf_arena *arena, bf_span span, bf_error *err)
{
    bf_span *marks;
    size_t count = 0;
    for (size_t i = 0; i < marker->spot_count; i++) {
        count += is_inside(&marker->spots[i], span);
    }
    marks = bf_arena_array(arena, count, sizeof *marks);
    if (!marks) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    count = put_marks(marker, marks, span);
    for (size_t i = 0; i < count; i++) {
        marks[i].start -= span.start;
        marks[i].end -= span.start;
    }
    out->marks = marks;
    out->mark_count = count;
    return BF_OK;
}
