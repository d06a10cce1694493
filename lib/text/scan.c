/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Word segmentation by UAX #29. The rules come down to this: a word begins
 * with a letter or digit and goes on with letters and digits; one character
 * between two letters or two digits may join them; marks and invisible
 * characters are looked through. Scripts that are written without spaces give
 * pairs of characters instead.
 */

#include <backfile/util.h>

#include "chars.h"
#include "join.h"
#include "segment.h"

#include <string.h>

static bool is_start(bfi_class cls)
{
    return cls >= BFI_LETTER && cls <= BFI_FRACTION;
}

/* Move to what begins a part; false when the text has no more. */
static bool find_start(bfi_segmenter *s, bfi_letter *first)
{
    while (s->at < s->text.size) {
        *first = bfi_letter_at(s->text, s->at);
        if (is_start(first->cls)) {
            return true;
        }
        s->at += first->size;
    }
    return false;
}

/* Words -------------------------------------------------------------------- */

/* The word that is being read. */
typedef struct word {
    bf_str text;
    bfi_part *part;
    bfi_class last;   /* class of its last letter or digit */
    size_t run;       /* where the letters and digits after the last ... */
    size_t run_end;   /* ... character that joins begin and end */
    size_t marks;     /* how many apostrophes and their like it has */
    size_t last_mark; /* where the last one is */
    bool decade;      /* the last one is that of 1990's */
    bool points;      /* something joins its digits */
} word;

/* The end of the ASCII letters and digits that begin at `at`. */
static size_t plain_end(bf_str text, size_t at)
{
    while (at < text.size && bfi_is_word(bfi_class_of_byte(text.data[at]))) {
        at++;
    }
    return at;
}

static bool both(bfi_class want, bfi_class before, bfi_class after)
{
    return before == want && after == want;
}

/* Whether the letters and digits from `at` on are one letter. */
static bool is_single(bf_str text, size_t at)
{
    bfi_letter c = bfi_letter_at(text, at);
    if (c.cls != BFI_LETTER) {
        return false;
    }
    do {
        at += c.size;
        c = bfi_letter_at(text, at);
    } while (bfi_is_ignored(c.cls));
    return !bfi_is_word(c.cls);
}

/* Whether a period joins the letters before it to those at `after`: only those
 * of U.S.A., where each stands alone. */
static bool is_acronym(const word *w, size_t after)
{
    const bool first = w->run == w->part->span.start;
    return (first || w->part->acronym) && is_single(w->text, w->run) &&
           is_single(w->text, after);
}

/* Whether the s of 1990's stands at `at`. */
static bool is_decade(const word *w, size_t at)
{
    return w->last == BFI_DIGIT && (w->text.data[at] | 0x20) == 's' &&
           is_single(w->text, at);
}

/* Whether `middle` joins the word to what stands after it, of class `after`, at
 * `at` (WB6, WB7, WB7b, WB7c, WB11, WB12). */
static bool joins(const word *w, bfi_class middle, bfi_class after, size_t at)
{
    const bool digits = both(BFI_DIGIT, w->last, after);
    const bool letters = w->last != BFI_DIGIT && after != BFI_DIGIT;
    switch (middle) {
    case BFI_APOSTROPHE:
        return digits || letters || is_decade(w, at);
    case BFI_PERIOD:
        return digits || (letters && is_acronym(w, at));
    case BFI_MID_LETTER:
        return letters;
    case BFI_MID_DIGIT:
        return digits;
    case BFI_DOUBLE_QUOTE:
        return both(BFI_HEBREW, w->last, after);
    default:
        return false;
    }
}

/* What stands after the `middle` character at `*at`, which is moved there. */
static bfi_letter after_middle(bf_str text, size_t *at, bfi_letter middle)
{
    bfi_letter after;
    do {
        *at += middle.size;
        after = bfi_letter_at(text, *at);
        middle.size = after.size;
    } while (bfi_is_ignored(after.cls));
    return after;
}

/* Note that the word goes on at `after`, past `middle` at `at`; false when it
 * ends there since what it was is an elided article. */
static bool pass_middle(word *w, bfi_letter middle, size_t at, size_t after)
{
    if (middle.cls == BFI_PERIOD && w->last != BFI_DIGIT) {
        w->part->acronym = true;
    } else if (w->last != BFI_DIGIT) {
        const size_t start = w->part->span.start;
        if (middle.cls == BFI_APOSTROPHE && w->marks == 0 &&
            bfi_is_elided((bf_str){w->text.data + start, at - start},
                          bfi_letter_at(w->text, after).code)) {
            w->part->join = BFI_JOIN_ELISION;
            return false;
        }
        w->marks++;
        w->last_mark = at;
    } else if (is_decade(w, after)) {
        w->marks++;
        w->decade = true;
    } else {
        w->points = true;
    }
    w->run = after;
    return true;
}

/* Where the word goes on after the character `c` at `at`, which is no letter
 * and not ignored; 0 when it ends. */
static size_t go_on(word *w, bfi_letter c, size_t at, size_t *next)
{
    size_t after = at;
    bfi_letter letter;
    if (c.cls < BFI_APOSTROPHE) {
        return 0;
    }
    letter = after_middle(w->text, &after, c);
    if (!bfi_is_word(letter.cls) || !joins(w, c.cls, letter.cls, after)) {
        return 0;
    }
    if (!pass_middle(w, c, at, after)) {
        *next = after;
        return 0;
    }
    return after;
}

/* Tell the part what can be left out of the word. */
static void note_marks(const word *w)
{
    bfi_part *part = w->part;
    if (w->marks > 0 && !w->decade) {
        part->tail =
            (unsigned char)bfi_tail_size(w->text, w->last_mark, part->span.end);
    }
    if (w->points) {
        part->group = bfi_group_sign(w->text, part->span);
    }
    part->marked = w->marks > (part->tail > 0) || part->group;
}

/* Read the word that begins at `s->at` with `c`. */
static void scan_word(bfi_segmenter *s, bfi_letter c, bfi_part *part)
{
    const bf_str text = s->text;
    size_t at = s->at;
    word w = {.text = text, .part = part, .last = c.cls, .run = at};
    part->span.start = at;
    s->at = 0;
    while (c.cls != BFI_OTHER) {
        if (bfi_is_word(c.cls)) {
            if (bfi_has_point(c.code)) {
                w.marks++;
                w.last_mark = at;
            }
            at = plain_end(text, at + c.size);
            w.last = bfi_class_of_byte(text.data[at - 1]);
            w.last = w.last == BFI_BEYOND_ASCII ? c.cls : w.last;
            part->span.end = at;
        } else if (bfi_is_ignored(c.cls)) {
            at += c.size;
            part->span.end = c.cls == BFI_EXTEND ? at : part->span.end;
        } else {
            at = go_on(&w, c, at, &s->at);
            if (at == 0) {
                break;
            }
        }
        c = bfi_letter_at(text, at);
    }
    note_marks(&w);
    if (part->join == BFI_JOIN_NONE) {
        bfi_find_join(part, text, w.last, &s->at);
    }
}

/* Signs -------------------------------------------------------------------- */

static bool ends_with_joiner(bf_str text, size_t end)
{
    return end >= 3 && memcmp(text.data + end - 3, "\xe2\x80\x8d", 3) == 0;
}

/* Read an emoji with its marks and those that a zero-width joiner ties to it;
 * a flag, which is two letters; or a fraction. */
static void scan_sign(bfi_segmenter *s, bfi_letter c, bfi_part *part)
{
    const bfi_class cls = c.cls;
    bfi_unit u = bfi_unit_at(s->text, s->at, c);
    if (cls == BFI_FLAG && u.after.cls == BFI_FLAG) {
        u = bfi_unit_at(s->text, u.next, u.after);
    }
    while (cls == BFI_EMOJI && u.after.cls == BFI_EMOJI &&
           ends_with_joiner(s->text, u.next)) {
        u = bfi_unit_at(s->text, u.next, u.after);
    }
    part->span = (bf_span){s->at, u.end};
    s->at = u.next;
}

bool bfi_scan_part(bfi_segmenter *s, bfi_part *out)
{
    bfi_letter first = s->ahead.base;
    if (!s->covered && !find_start(s, &first)) {
        return false;
    }
    *out = (bfi_part){.join = BFI_JOIN_NONE};
    if (bfi_is_word(first.cls)) {
        scan_word(s, first, out);
    } else if (bfi_is_paired(first.cls)) {
        bfi_scan_pair(s, first, out);
    } else {
        scan_sign(s, first, out);
    }
    return true;
}
