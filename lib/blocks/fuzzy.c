/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Terms within some edits of a word. The matrix of distances has a row for each
 * beginning of the term at hand, and of each row only those places matter that
 * are not further off its diagonal than there are edits: Ukkonen, "Algorithms
 * for approximate string matching", Information and Control 64 (1985).
 *
 * Terms are sorted, so the next one needs rows only from where it differs. When
 * no place of a row is within the edits, nothing that begins so is: what may
 * come next follows from the rows before, and all that is below it is passed
 * over.
 */

#include "dictionary.h"

enum {
    MAX_EDITS = 2,
    BAND = 2 * MAX_EDITS + 1,
    MAX_LETTERS = BF_MAX_TERM_BYTES,
    /* A longer term differs by more letters than there are edits. */
    MAX_ROWS = MAX_LETTERS + MAX_EDITS + 2,
    MAX_UTF8 = 4,
    /* Letters around the word that none equals. */
    PAD = MAX_EDITS + 2,
    /* More of them do not make much less that is found. */
    KNOWN_LETTERS = 3
};

#define NO_LETTER     UINT32_MAX
#define LAST_LETTER   UINT32_C(0x10ffff)
#define FIRST_CAPITAL 'A'
#define LAST_CAPITAL  'Z'

/* Row `d` at place `b`: edits from the first d letters of the term to the first
 * d - edits + b of the word, up to one more than are allowed. What is said of
 * more letters than the word has is never less than what is said of all. */
typedef unsigned char row[BAND];

typedef struct search {
    bool skips_capitals;
    int edits;
    int size; /* of the word */
    /* The word between letters that there are none of. */
    uint32_t padded[PAD + MAX_LETTERS + PAD];
    /* The beginning of the last term for which there are rows. */
    uint32_t letters[MAX_ROWS];
    size_t ends[MAX_ROWS + 1]; /* of the letters before; bytes of the term */
    row rows[MAX_ROWS + 1];
    int depth; /* letters */
    char bytes[BF_MAX_INDEX_TERM_BYTES + MAX_UTF8 * MAX_ROWS];
} search;

/* Rows -------------------------------------------------------------------- */

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Letter number `place` of the word; NO_LETTER a few before and behind it. */
static uint32_t word_at(const search *s, int place)
{
    return s->padded[PAD + place];
}

/* Make the row after letter number `depth` of the term, which is `letter`, and
 * return the least number in it. */
static int add_row(search *s, int depth, uint32_t letter)
{
    const int none = s->edits + 1;
    const int width = 2 * s->edits + 1;
    const uint32_t last = depth > 0 ? s->letters[depth - 1] : NO_LETTER;
    const unsigned char *before = s->rows[depth];
    unsigned char *out = s->rows[depth + 1];
    int lowest = none;
    int left = none;
    for (int b = 0; b < width; b++) {
        const int place = depth - s->edits + b; /* letter of the word */
        int edits = before[b] + (word_at(s, place) != letter);
        edits = least(edits, left + 1);
        edits = least(edits, b + 1 < width ? before[b + 1] + 1 : none);
        if (word_at(s, place) == last && word_at(s, place - 1) == letter &&
            depth > 0) {
            edits = least(edits, s->rows[depth - 1][b] + 1);
        }
        left = least(edits, none);
        out[b] = (unsigned char)left;
        lowest = least(lowest, left);
    }
    s->letters[depth] = letter;
    return lowest;
}

static int lowest_of(const search *s, int depth)
{
    int lowest = s->edits + 1;
    for (int b = 0; b <= 2 * s->edits; b++) {
        lowest = least(lowest, s->rows[depth][b]);
    }
    return lowest;
}

/* The edits between the word and the term's first `depth` letters; more than
 * are allowed when it is many. */
static int edits_at(const search *s, int depth)
{
    const int b = s->size - depth + s->edits;
    return b >= 0 && b <= 2 * s->edits ? s->rows[depth][b] : s->edits + 1;
}

/* What may come next ------------------------------------------------------ */

/* The least letter above `above` (NO_LETTER: from 0 on) that there is. */
static uint32_t next_letter(const search *s, int depth, uint32_t above)
{
    uint32_t letter = above + 1;
    if (depth == 0 && s->skips_capitals && letter >= FIRST_CAPITAL &&
        letter <= LAST_CAPITAL) {
        letter = LAST_CAPITAL + 1;
    }
    if (letter >= 0xd800 && letter < 0xe000) {
        letter = 0xe000;
    }
    return letter <= LAST_LETTER ? letter : NO_LETTER;
}

/* The lesser of two letters that is above `above`. */
static uint32_t better(uint32_t best, uint32_t letter, uint32_t above)
{
    return letter < best && (above == NO_LETTER || letter > above) ? letter
                                                                   : best;
}

/* The least letter above `above` that something within the edits may have
 * behind the first `depth` letters; NO_LETTER: none. */
static uint32_t next_possible(const search *s, int depth, uint32_t above)
{
    uint32_t best = NO_LETTER;
    if (depth >= s->size + s->edits) {
        return NO_LETTER;
    }
    if (lowest_of(s, depth) < s->edits) {
        return next_letter(s, depth, above);
    }
    /* No edit is left: the word goes on where it stands, or two letters that
     * changed places are completed. */
    for (int b = 0; b <= 2 * s->edits; b++) {
        const int place = depth - s->edits + b;
        if (s->rows[depth][b] <= s->edits) {
            best = better(best, word_at(s, place), above);
        }
        if (depth > 0 && s->rows[depth - 1][b] < s->edits &&
            word_at(s, place) == s->letters[depth - 1]) {
            best = better(best, word_at(s, place - 1), above);
        }
    }
    return best;
}

static void append(search *s, uint32_t letter)
{
    char utf8[MAX_UTF8];
    const size_t end = s->ends[s->depth];
    const size_t size = bf_utf8_put(utf8, letter);
    (void)add_row(s, s->depth, letter);
    memcpy(s->bytes + end, utf8, size);
    s->ends[++s->depth] = end + size;
}

/* Make the rows, and the bytes, of the least text that is within the edits, or
 * might become so, of those that are above all that begins with the letters at
 * hand and `letter`. False: there is none. */
static bool skip(search *s, uint32_t letter)
{
    uint32_t next = next_possible(s, s->depth, letter);
    while (next == NO_LETTER && s->depth > 0) {
        s->depth--;
        next = next_possible(s, s->depth, s->letters[s->depth]);
    }
    if (next == NO_LETTER) {
        return false;
    }
    append(s, next);
    /* With no edit left there is little to choose from, so what comes behind it
     * is known as well. */
    for (int more = 0;
         more < KNOWN_LETTERS && next != NO_LETTER &&
         lowest_of(s, s->depth) == s->edits && edits_at(s, s->depth) > s->edits;
         more++) {
        next = next_possible(s, s->depth, NO_LETTER);
        if (next != NO_LETTER) {
            append(s, next);
        }
    }
    return true;
}

/* Terms ------------------------------------------------------------------- */

/* Forget the rows behind what `term` begins with as well. */
static void keep_shared(search *s, bf_str term)
{
    const size_t size = s->ends[s->depth];
    size_t same = s->ends[0];
    while (same < size && same < term.size &&
           s->bytes[same] == term.data[same]) {
        same++;
    }
    while (s->ends[s->depth] > same) {
        s->depth--;
    }
}

typedef enum found {
    FOUND_WHOLE,  /* there are rows for all of the term */
    FOUND_BEYOND, /* nothing that begins so is within the edits */
    FOUND_BROKEN  /* it is not UTF-8 */
} found;

/* Make rows for `term`, as far as something may come of it. `letter` is the
 * first one of which nothing does. */
static found follow(search *s, bf_str term, uint32_t *letter)
{
    keep_shared(s, term);
    while (s->ends[s->depth] < term.size) {
        const size_t at = s->ends[s->depth];
        size_t size;
        *letter = bf_utf8_next(term.data + at, term.data + term.size, &size);
        if (*letter == BF_UTF8_INVALID && size < 3) {
            return FOUND_BROKEN;
        }
        if ((s->depth == 0 && s->skips_capitals && *letter >= FIRST_CAPITAL &&
             *letter <= LAST_CAPITAL) ||
            s->depth >= s->size + s->edits ||
            add_row(s, s->depth, *letter) > s->edits) {
            return FOUND_BEYOND;
        }
        memcpy(s->bytes + at, term.data + at, size);
        s->ends[++s->depth] = at + size;
    }
    return FOUND_WHOLE;
}

static bool is_sound(const bf_fuzzy *fuzzy)
{
    return fuzzy->word.size > 0 && fuzzy->word.size <= BF_MAX_TERM_BYTES &&
           bf_utf8_valid(fuzzy->word, NULL) && fuzzy->edits > 0 &&
           fuzzy->edits <= MAX_EDITS &&
           fuzzy->prefix.size <= BF_MAX_INDEX_TERM_BYTES;
}

static void start(search *s, const bf_fuzzy *fuzzy)
{
    const char *at = fuzzy->word.data;
    const char *end = at + fuzzy->word.size;
    for (size_t i = 0; i < sizeof s->padded / sizeof *s->padded; i++) {
        s->padded[i] = NO_LETTER;
    }
    s->skips_capitals = fuzzy->prefix.size == 0;
    s->edits = (int)fuzzy->edits;
    for (s->size = 0; at < end;) {
        size_t size;
        s->padded[PAD + s->size++] = bf_utf8_next(at, end, &size);
        at += size;
    }
    for (int b = 0; b <= 2 * s->edits; b++) {
        const int place = b - s->edits;
        s->rows[0][b] =
            (unsigned char)(place >= 0 && place <= s->size ? place
                                                           : s->edits + 1);
    }
    s->depth = 0;
    s->ends[0] = fuzzy->prefix.size;
    memcpy(s->bytes, fuzzy->prefix.data ? fuzzy->prefix.data : "",
           fuzzy->prefix.size);
}

static bool has_prefix(bf_str term, bf_str prefix)
{
    return term.size >= prefix.size &&
           (prefix.size == 0 ||
            memcmp(term.data, prefix.data, prefix.size) == 0);
}

/* Move on from a term that `follow()` said `outcome` of. */
static bool go_on(search *s, bf_term_cursor *cursor, found outcome,
                  uint32_t letter)
{
    if (outcome != FOUND_BEYOND) {
        return bf_term_cursor_next(cursor);
    }
    return skip(s, letter) &&
           bfi_term_cursor_forward(cursor,
                                   (bf_str){s->bytes, s->ends[s->depth]});
}

bf_status bf_segment_fuzzy(bool *complete, const bf_segment *segment,
                           const bf_fuzzy *fuzzy,
                           bf_status (*each)(void *payload, bf_str term,
                                             unsigned edits,
                                             const bf_term_entry *entry),
                           void *payload, bf_error *err)
{
    search s;
    bf_term_cursor cursor;
    uint32_t looks = 0;
    bool more;
    bf_status status = BF_OK;
    *complete = false;
    if (!is_sound(fuzzy)) {
        return bf_fail(err, BF_ERR_INVALID,
                       "a word that nothing can be compared with");
    }
    start(&s, fuzzy);
    more = bf_term_cursor_seek(&cursor, segment, fuzzy->prefix);
    while (!status && more && has_prefix(cursor.term, fuzzy->prefix) &&
           looks < fuzzy->looks) {
        uint32_t letter = NO_LETTER;
        const found outcome = follow(&s, cursor.term, &letter);
        if (outcome == FOUND_WHOLE && edits_at(&s, s.depth) <= s.edits) {
            status = each(payload, cursor.term, (unsigned)edits_at(&s, s.depth),
                          &cursor.entry);
        }
        more = go_on(&s, &cursor, outcome, letter);
        looks++;
    }
    if (!status && cursor.status) {
        status =
            bf_fail(err, cursor.status, "segment %s: its terms are damaged",
                    segment->info.name);
    }
    *complete = !status && (!more || !has_prefix(cursor.term, fuzzy->prefix));
    return status;
}
