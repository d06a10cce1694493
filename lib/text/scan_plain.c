/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The short way of segmentation: words that take no rule, which most of a text
 * in Latin, Greek or Cyrillic letters are. scan.c reads all others, and would
 * read these alike.
 *
 * The ends of words are what a processor cannot foresee, and to guess one wrong
 * costs it as much as ten bytes; so the letters of ASCII are looked at sixteen
 * at once, where words have no length.
 */

#include <backfile/util.h>

#include "chars.h"
#include "segment.h"
#include "vector.h"

/* What an ASCII character says when it stands right after a word. */
typedef enum ending {
    ASK,         /* the rules have to be asked */
    ENDS,        /* the word ends, and nothing ties it to the next one */
    BEFORE_BLANK /* the same where a blank follows */
} ending;

static inline ending ending_of(char c)
{
    switch (c) {
    case '\n':
    case '\r':
    case '\t':
    case '(':
    case ')':
    case ':':
    case '?':
    case '!':
    case '<':
    case '>':
    case '[':
    case ']':
    case '*':
    case '_':
        return ENDS;
    case '.':
    case ',':
    case ';':
    case '"':
    case '\'':
        return BEFORE_BLANK;
    default:
        return ASK;
    }
}

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether what stands between `start` and `end` is one letter, of a byte or
 * two. */
static inline bool is_one_letter(bf_str text, size_t start, size_t end)
{
    return end == start + 1 ||
           (end == start + 2 && (unsigned char)text.data[start] >= 128);
}

/* Whether it takes no rule to see that the word that began at `start` ends at
 * `at`: most do. */
static inline bool ends_plainly(bf_str text, size_t start, size_t at)
{
    char next;
    ending e;
    if (at + 1 >= text.size) {
        return at == text.size;
    }
    e = ending_of(text.data[at]);
    next = text.data[at + 1];
    if (text.data[at] == ' ') {
        return next != '&' && !(is_digit(next) && is_digit(text.data[at - 1]));
    }
    return e == ENDS ||
           (e == BEFORE_BLANK && (next == ' ' || next == '\n') &&
            !(text.data[at] == '.' && is_one_letter(text, start, at)));
}

/* The end of the ASCII letters and digits that begin at `at`. */
static inline size_t ascii_end(bf_str text, size_t at)
{
    while (text.size - at >= 16) {
        const unsigned others = ~bfi_alnum_bits(text.data + at) & 0xffff;
        if (others) {
            return at + bfi_lowest_bit(others);
        }
        at += 16;
    }
    while (at < text.size && bfi_is_word(bfi_class_of_byte(text.data[at]))) {
        at++;
    }
    return at;
}

static inline bool is_letter_of_two(bf_str text, size_t at)
{
    return text.size - at >= 2 &&
           bfi_is_plain_letter(text.data[at], text.data[at + 1]);
}

/* The end of the letters and digits that begin at `at`. */
static inline size_t plain_end(bf_str text, size_t at)
{
    at = ascii_end(text, at);
    while (is_letter_of_two(text, at)) {
        do {
            at += 2;
        } while (is_letter_of_two(text, at));
        at = ascii_end(text, at);
    }
    return at;
}

/* Where the first letter, digit or character beyond ASCII from `at` on is. */
static inline size_t skip_ascii(bf_str text, size_t at)
{
    while (at < text.size) {
        const bfi_class cls = bfi_class_of_byte(text.data[at]);
        if (bfi_is_word(cls) || cls == BFI_BEYOND_ASCII) {
            break;
        }
        at++;
    }
    return at;
}

bool bfi_scan_plain(bfi_segmenter *s, bf_span *out)
{
    const bf_str text = s->text;
    const size_t start = skip_ascii(text, s->at);
    const size_t end = plain_end(text, start);
    s->at = start;
    if (end == start || !ends_plainly(text, start, end)) {
        return false;
    }
    *out = (bf_span){start, end};
    s->at = end;
    return true;
}
