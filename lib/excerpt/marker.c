/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Markers. The words of the query are sorted into needs, so that the needs of
 * a phrase follow each other by place, and hashed by what they are compared
 * with.
 *
 * Phrases are found without going back in the text. bfi_need.last holds one
 * more than the position at which the phrase up to this place was last seen
 * whole; a token that answers a place extends the phrase when the place before
 * was last seen at the token before. A pass back over the spots then tells,
 * with `last` in the other direction, which of them are in a whole phrase.
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

/* By phrase and place; words of their own by what they are compared with. */
static int compare_entries(const void *left, const void *right)
{
    const entry *a = left;
    const entry *b = right;
    int order = compare_numbers(a->word->phrase, b->word->phrase);
    if (order == 0) {
        order = a->word->phrase == 0
                    ? compare_keys(a, b)
                    : compare_numbers(a->word->place, b->word->place);
    }
    return order != 0 ? order : compare_numbers(a->order, b->order);
}

static bool same_need(const entry *a, const entry *b)
{
    if (a->word->phrase != b->word->phrase) {
        return false;
    }
    return a->word->phrase == 0 ? compare_keys(a, b) == 0
                                : a->word->place == b->word->place;
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
            *need = (bfi_need){.order = e->order, .places = 1};
        }
        need = &marker->needs[marker->need_count - 1];
        need->weight = weight > need->weight ? weight : need->weight;
        need->order = e->order < need->order ? e->order : need->order;
        e->need = (uint32_t)marker->need_count - 1;
    }
}

/* Number the places of the phrase whose entries are [first, end). One with a
 * missing place cannot stand: its words are left as words of their own. */
static void number_places(bfi_marker *marker, size_t first, size_t end)
{
    bfi_need *needs = &marker->needs[marker->entries[first].need];
    uint32_t places = (uint32_t)(marker->entries[end - 1].need + 1 -
                                 marker->entries[first].need);
    if (marker->entries[first].word->phrase == 0 ||
        marker->entries[end - 1].word->place != places - 1) {
        return;
    }
    for (uint32_t place = 0; place < places; place++) {
        needs[place].place = place;
        needs[place].places = places;
    }
}

static void number_phrases(bfi_marker *marker)
{
    size_t first = 0;
    for (size_t i = 1; i <= marker->count; i++) {
        if (i == marker->count || marker->entries[i].word->phrase !=
                                      marker->entries[first].word->phrase) {
            number_places(marker, first, i);
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
    marker->found = bf_arena_array(marker->arena, count, sizeof(uint32_t));
    return marker->chains && marker->entries && marker->needs && marker->found;
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

/* Note that `token` answers `need`, the later places of a phrase first. */
static bool add_spot(bfi_marker *marker, const bf_token *token, uint32_t index)
{
    bfi_need *need = &marker->needs[index];
    bfi_spot *spot = new_spot(marker);
    if (!spot) {
        return false;
    }
    *spot = (bfi_spot){.start = (uint32_t)token->span.start,
                       .end = (uint32_t)token->span.end,
                       .position = token->position,
                       .need = index};
    spot->chained = need->place == 0 ||
                    (token->position > 0 && need[-1].last == token->position);
    if (spot->chained) {
        need->last = token->position + 1;
    }
    return true;
}

static void forget(bfi_marker *marker)
{
    for (size_t i = 0; i < marker->need_count; i++) {
        marker->needs[i].last = 0;
        marker->needs[i].stands = false;
    }
}

/* Tell which spots are in a phrase, from the last spot to the first. */
static void find_phrases(bfi_marker *marker)
{
    forget(marker);
    for (size_t i = marker->spot_count; i-- > 0;) {
        bfi_spot *spot = &marker->spots[i];
        bfi_need *need = &marker->needs[spot->need];
        spot->in_phrase = spot->chained && (need->place == need->places - 1 ||
                                            need[1].last == spot->position + 2);
        if (spot->in_phrase) {
            need->last = spot->position + 1;
            need[-(ptrdiff_t)need->place].stands = true;
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
        if (spot->in_phrase || !need[-(ptrdiff_t)need->place].stands) {
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

/* The end of the spots of the token of spot `i`, and whether the token goes on
 * with a phrase that the token before it is in. */
static size_t token_end(const bfi_marker *marker, size_t i, bool *goes_on)
{
    const bfi_spot *spots = marker->spots;
    size_t end = i;
    *goes_on = false;
    while (end < marker->spot_count &&
           spots[end].position == spots[i].position) {
        const bfi_need *need = &marker->needs[spots[end].need];
        *goes_on = *goes_on || (spots[end].in_phrase && need->place > 0);
        end++;
    }
    return end;
}

bf_status bfi_marker_marks(const bfi_marker *marker, bf_marked *out,
                           bf_arena *arena, bf_span span, bf_error *err)
{
    bf_span *marks;
    size_t count = 0;
    size_t next;
    for (size_t i = 0; i < marker->spot_count; i++) {
        count += is_inside(&marker->spots[i], span);
    }
    marks = bf_arena_array(arena, count, sizeof *marks);
    if (!marks) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    count = 0;
    for (size_t i = 0; i < marker->spot_count; i = next) {
        const bfi_spot *spot = &marker->spots[i];
        size_t end = spot->end < span.end ? spot->end : span.end;
        bool goes_on;
        next = token_end(marker, i, &goes_on);
        if (!is_inside(spot, span)) {
            continue;
        }
        /* What the first token goes on with is outside of the span. */
        if (count > 0 && (goes_on || spot->start <= marks[count - 1].end)) {
            marks[count - 1].end = end;
        } else {
            marks[count++] = (bf_span){spot->start, end};
        }
    }
    for (size_t i = 0; i < count; i++) {
        marks[i].start -= span.start;
        marks[i].end -= span.start;
    }
    out->marks = marks;
    out->mark_count = count;
    return BF_OK;
}
