/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Word segmentation by UAX #29. The rules come down to this: a word begins
 * with a letter or digit and goes on with letters and digits; one character
 * between two letters or two digits may join them; marks and invisible
 * characters are looked through. Scripts that are written without spaces give
 * pairs of characters instead.
 */

#include "segment.h"

#include <backfile/util.h>

#include "chars.h"

/* A code point of the text; size is 0 at its end. */
typedef struct letter {
    uint32_t code;
    size_t size;
    bfi_class cls;
} letter;

/* A character with its marks: where it ends, and where the next begins (after
 * invisible characters, which no span should end with). */
typedef struct unit {
    size_t end;
    size_t next;
} unit;

static inline letter letter_at(bf_str text, size_t at)
{
    letter out = {.size = 1, .cls = BFI_BEYOND_ASCII};
    if (at < text.size) {
        out.code = (unsigned char)text.data[at];
        out.cls = bfi_class_of_byte(text.data[at]);
    }
    if (out.cls == BFI_BEYOND_ASCII) {
        const char *end = text.data + text.size;
        out.code = bf_utf8_next(text.data + at, end, &out.size);
        out.cls = bfi_class_of(out.code);
    }
    return out;
}

/* Move to what begins a word or a pair; false when the text has no more. */
static bool find_start(bfi_segmenter *s, letter *first)
{
    while (s->at < s->text.size) {
        *first = letter_at(s->text, s->at);
        if (bfi_is_word(first->cls) || bfi_is_paired(first->cls)) {
            return true;
        }
        s->at += first->size;
    }
    return false;
}

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

/* Whether `middle` joins what stands before and after it (WB6, WB7, WB7b,
 * WB7c, WB11, WB12). */
static bool joins(bfi_class before, bfi_class middle, bfi_class after)
{
    const bool digits = both(BFI_DIGIT, before, after);
    const bool letters = before != BFI_DIGIT && after != BFI_DIGIT;
    switch (middle) {
    case BFI_MID_ANY:
        return digits || letters;
    case BFI_MID_LETTER:
        return letters;
    case BFI_MID_DIGIT:
        return digits;
    case BFI_DOUBLE_QUOTE:
        return both(BFI_HEBREW, before, after);
    default:
        return false;
    }
}

/* Where a word whose last letter is of class `before` goes on after the
 * `middle` character at `at`; 0 when it does not. */
static size_t after_middle(bf_str text, size_t at, bfi_class before,
                           letter middle)
{
    letter after;
    if (middle.cls < BFI_MID_ANY) {
        return 0;
    }
    do {
        at += middle.size;
        after = letter_at(text, at);
        middle.size = after.size;
    } while (bfi_is_ignored(after.cls));
    return bfi_is_word(after.cls) && joins(before, middle.cls, after.cls) ? at
                                                                          : 0;
}

/* Give the word that begins at `s->at` with `c`. */
static void take_word(bfi_segmenter *s, letter c, bf_span *span)
{
    const bf_str text = s->text;
    bfi_class last = c.cls;
    size_t at = s->at;
    span->start = at;
    while (c.cls != BFI_OTHER) {
        if (bfi_is_word(c.cls)) {
            at = plain_end(text, at + c.size);
            last = bfi_class_of_byte(text.data[at - 1]);
            last = last == BFI_BEYOND_ASCII ? c.cls : last;
            span->end = at;
        } else if (bfi_is_ignored(c.cls)) {
            at += c.size;
            span->end = c.cls == BFI_EXTEND ? at : span->end;
        } else {
            at = after_middle(text, at, last, c);
            if (at == 0) {
                break;
            }
        }
        c = letter_at(text, at);
    }
    s->at = span->end;
}

/* The unit that begins at `at` with the character `base`. */
static unit unit_at(bf_str text, size_t at, letter base)
{
    uint32_t before = base.code;
    unit out = {at + base.size, at + base.size};
    while (out.next < text.size) {
        letter c = letter_at(text, out.next);
        const bool joined = bfi_hangul_joins(before, c.code);
        if (!joined && (!bfi_is_ignored(c.cls) ||
                        (c.cls == BFI_ZERO_SPACE && base.cls == BFI_COMPLEX))) {
            break;
        }
        out.next += c.size;
        before = joined ? c.code : before;
        out.end = joined || c.cls == BFI_EXTEND ? out.next : out.end;
    }
    return out;
}

/* Give the pair that begins at `s->at` with the character `first`, or this one
 * alone; false when it is the last of its run and ended a pair already. */
static bool take_pair(bfi_segmenter *s, letter first, bf_span *span)
{
    const unit one = unit_at(s->text, s->at, first);
    const letter second = letter_at(s->text, one.next);
    const bool paired = second.size > 0 && second.cls == first.cls;
    const bool give = paired || !s->covered;
    span->start = s->at;
    span->end = paired ? unit_at(s->text, one.next, second).end : one.end;
    s->at = one.next;
    s->covered = paired;
    return give;
}

void bfi_segmenter_start(bfi_segmenter *s, bf_str text)
{
    *s = (bfi_segmenter){.text = text.data ? text : bf_str_of("")};
}

bool bfi_segmenter_next(bfi_segmenter *s, bfi_segment *out)
{
    letter first;
    while (find_start(s, &first)) {
        out->paired = bfi_is_paired(first.cls);
        if (!out->paired) {
            take_word(s, first, &out->span);
            return true;
        }
        if (take_pair(s, first, &out->span)) {
            return true;
        }
    }
    return false;
}
