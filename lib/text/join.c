/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Joins. What ties a word to the next one is told from the few characters
 * between them; whether the parts can be written as one, by looking at them.
 */

#include "join.h"

#include <utf8proc.h>

#include <string.h>

enum {
    SOFT_HYPHEN = 0xad,
    FRACTION_SLASH = 0x2044,
    /* The most blanks at the end of a broken line, and at the start of the
     * next one. */
    MAX_BLANKS = 16,
    /* The most letters of a part that & or / joins (AT&T, km/h), of a name
     * after a period (node.js), and the most digits on either side of a slash.
     */
    MAX_INITIALS = 3,
    MAX_SUFFIX = 2,
    MAX_FRACTION = 2
};

/* Signs and endings -------------------------------------------------------- */

/* The signs that make a name of the letters that end at `at`: C++, C#. */
static size_t count_signs(bf_str text, size_t at)
{
    const bfi_letter first = bfi_letter_at(text, at);
    bfi_letter after = bfi_letter_at(text, at + first.size);
    if (first.code == '#') {
        return !bfi_is_word(after.cls) && after.code != '#';
    }
    if (first.code != '+' || after.code != '+') {
        return 0;
    }
    /* Digits may follow: C++17. */
    after = bfi_letter_at(text, at + 2);
    return after.cls != BFI_LETTER && after.code != '+' ? 2 : 0;
}

static bool is_ending(const char *text, size_t size)
{
    static const char *const endings[] = {"s", "d", "m", "ll", "re", "ve"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (strlen(endings[i]) == size && (text[0] | 0x20) == endings[i][0] &&
            (size == 1 || (text[1] | 0x20) == endings[i][1])) {
            return true;
        }
    }
    return false;
}

size_t bfi_tail_size(bf_str text, size_t at, size_t end)
{
    const size_t start = at + bfi_letter_at(text, at).size;
    const size_t size = end - start;
    return size <= 2 && is_ending(text.data + start, size) ? end - at : 0;
}

/* Joins -------------------------------------------------------------------- */

static bool is_hyphen(uint32_t code)
{
    switch (code) {
    case '-':
    case 0x58a:  /* of Armenian */
    case 0x5be:  /* of Hebrew */
    case 0x2010: /* the hyphen */
    case 0x2011: /* one that is not broken at */
    case 0xfe63: /* a small one */
    case 0xff0d: /* a wide one */
        return true;
    default:
        return false;
    }
}

static bool is_blank(bf_str text, size_t at)
{
    return at < text.size && strchr(" \t\r\f", text.data[at]) != NULL &&
           text.data[at] != '\0';
}

static size_t skip_blanks(bf_str text, size_t at)
{
    const size_t limit = at + MAX_BLANKS;
    while (at < limit && is_blank(text, at)) {
        at++;
    }
    return at;
}

static bool is_small(uint32_t code)
{
    return utf8proc_category((int32_t)code) == UTF8PROC_CATEGORY_LL;
}

static bool is_capital(uint32_t code)
{
    return utf8proc_category((int32_t)code) == UTF8PROC_CATEGORY_LU;
}

/* Where the rest of a word begins that is broken at the end of the line that
 * ends at `at`; 0 where it is not. */
static size_t after_line_end(bf_str text, size_t at)
{
    at = skip_blanks(text, at);
    if (at == text.size || text.data[at] != '\n') {
        return 0;
    }
    at = skip_blanks(text, at + 1);
    return at < text.size && is_small(bfi_letter_at(text, at).code) ? at : 0;
}

static bool starts_word(bf_str text, size_t at)
{
    return bfi_is_word(bfi_letter_at(text, at).cls);
}

/* The join that begins at `at`, and where the word after it begins if there is
 * one at all. */
static bfi_join join_at(bf_str text, size_t at, size_t *next)
{
    const bfi_letter c = bfi_letter_at(text, at);
    *next = at + c.size;
    switch (c.code) {
    case '.':
        return BFI_JOIN_PERIOD;
    case '&':
        return BFI_JOIN_AMPERSAND;
    case ' ':
        *next = at + 3;
        return text.size - at > 3 && !memcmp(text.data + at, " & ", 3)
                   ? BFI_JOIN_AND
                   : BFI_JOIN_NONE;
    case '/':
    case FRACTION_SLASH:
        return BFI_JOIN_SLASH;
    default:
        break;
    }
    if (c.size == 0 || !(is_hyphen(c.code) || c.code == SOFT_HYPHEN)) {
        return BFI_JOIN_NONE;
    }
    if (!starts_word(text, *next)) {
        *next = after_line_end(text, *next);
        return *next > 0 ? BFI_JOIN_HYPHEN : BFI_JOIN_NONE;
    }
    return BFI_JOIN_HYPHEN;
}

void bfi_find_join(bfi_part *part, bf_str text, bfi_class last, size_t *next)
{
    const size_t end = part->span.end;
    *next = end;
    if (end == text.size) {
        return;
    }
    if (last == BFI_LETTER) {
        part->signs = (unsigned char)count_signs(text, end);
    }
    part->join = (unsigned char)join_at(text, end, next);
    if (part->join == BFI_JOIN_NONE || !starts_word(text, *next)) {
        part->join = BFI_JOIN_NONE;
        *next = end;
    }
}

/* Parts -------------------------------------------------------------------- */

bool bfi_is_number(const bfi_part *part, bf_str text)
{
    bfi_letter c;
    for (size_t at = part->span.start; at < part->span.end; at += c.size) {
        c = bfi_letter_at(text, at);
        if (c.cls == BFI_LETTER || c.cls == BFI_HEBREW) {
            return false;
        }
    }
    return true;
}

/* Whether `part` has at most `most` letters and digits, an ending such as 's
 * not counted. */
static bool is_short(const bfi_part *part, bf_str text, size_t most)
{
    const size_t end = part->span.end - part->tail;
    size_t count = 0;
    bfi_letter c;
    for (size_t at = part->span.start; at < end && count <= most;
         at += c.size) {
        c = bfi_letter_at(text, at);
        count += bfi_is_word(c.cls);
    }
    return count <= most;
}

static size_t count_numbers(const bfi_part *parts, size_t count, bf_str text)
{
    size_t numbers = 0;
    for (size_t i = 0; i < count; i++) {
        numbers += bfi_is_number(&parts[i], text);
    }
    return numbers;
}

static bool all_short(const bfi_part *parts, size_t count, bf_str text,
                      size_t most)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_short(&parts[i], text, most)) {
            return false;
        }
    }
    return true;
}

/* Fractions and 24/7, where the slash stays; AC/DC and km/h, where it does
 * not. */
static bool can_join_slash(const bfi_part *parts, bf_str text)
{
    switch (count_numbers(parts, 2, text)) {
    case 0:
        return all_short(parts, 2, text, MAX_INITIALS);
    case 2:
        return all_short(parts, 2, text, MAX_FRACTION);
    default:
        return false;
    }
}

bool bfi_can_join(const bfi_part *parts, size_t count, bf_str text)
{
    const bfi_part *last = &parts[count - 1];
    switch (parts[0].join) {
    case BFI_JOIN_HYPHEN: /* not 2017-06-01 */
        return count_numbers(parts, count, text) < count;
    case BFI_JOIN_ELISION: /* names only: d'Artagnan, L'Oréal */
        return is_capital(bfi_letter_at(text, last->span.start).code);
    case BFI_JOIN_PERIOD: /* not the end of a sentence before a number */
        return count_numbers(parts, count, text) == 0;
    case BFI_JOIN_AMPERSAND:
    case BFI_JOIN_AND:
        return all_short(parts, count, text, MAX_INITIALS);
    case BFI_JOIN_SLASH:
        return count == 2 && can_join_slash(parts, text);
    default:
        return false;
    }
}
