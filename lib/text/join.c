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
    EN_DASH = 0x2013,
    FRACTION_SLASH = 0x2044,
    SHARP = 0x266f,
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
    if (first.code == '#' || first.code == SHARP) {
        return !bfi_is_word(after.cls) && after.code != '#' ? first.size : 0;
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
    const char c = at < text.size ? text.data[at] : '\0';
    return c == ' ' || c == '\t' || c == '\r' || c == '\f';
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

/* The blanks that stand between the thousands of a number. */
static bool is_group_blank(uint32_t code)
{
    return code == ' ' || code == 0xa0 || code == 0x2009 || code == 0x202f;
}

/* Whether the ASCII digits from `at` on are so many. */
static bool are_digits(bf_str text, size_t at, size_t count)
{
    size_t size = 0;
    while (at + size < text.size && size <= count &&
           bfi_class_of_byte(text.data[at + size]) == BFI_DIGIT) {
        size++;
    }
    return size == count;
}

/* The join of the blank `c` at `at`. */
static bfi_join join_at_blank(bf_str text, size_t at, bfi_letter c,
                              size_t *next)
{
    if (c.code == ' ' && text.size - at > 3 &&
        !memcmp(text.data + at, " & ", 3)) {
        *next = at + 3;
        return BFI_JOIN_AND;
    }
    return is_group_blank(c.code) && are_digits(text, at + c.size, 3)
               ? BFI_JOIN_GROUP
               : BFI_JOIN_NONE;
}

/* Whether an initial with its period stands at `at`. */
static bool is_initial(bf_str text, size_t at)
{
    const bfi_letter c = bfi_letter_at(text, at);
    return is_capital(c.code) && at + c.size < text.size &&
           text.data[at + c.size] == '.';
}

/* The join of the period at `at`: to the next initial, past a blank, or to what
 * comes right after it. */
static bfi_join join_at_period(bf_str text, size_t at, size_t *next)
{
    const bfi_letter blank = bfi_letter_at(text, at + 1);
    if (is_group_blank(blank.code) && is_initial(text, at + 1 + blank.size)) {
        *next = at + 1 + blank.size;
        return BFI_JOIN_INITIALS;
    }
    return BFI_JOIN_PERIOD;
}

/* The join that begins at `at`, and where the word after it begins if there is
 * one at all. */
static bfi_join join_at(bf_str text, size_t at, size_t *next)
{
    const bfi_letter c = bfi_letter_at(text, at);
    *next = at + c.size;
    switch (c.code) {
    case '.':
        return join_at_period(text, at, next);
    case '&':
        return BFI_JOIN_AMPERSAND;
    case '/':
    case FRACTION_SLASH:
        return BFI_JOIN_SLASH;
    case EN_DASH:
        return BFI_JOIN_DASH;
    default:
        break;
    }
    if (c.size == 0 || !(is_hyphen(c.code) || c.code == SOFT_HYPHEN)) {
        return join_at_blank(text, at, c, next);
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
    if (part->join == BFI_JOIN_NONE || !starts_word(text, *next) ||
        (part->join == BFI_JOIN_GROUP && last != BFI_DIGIT)) {
        part->join = BFI_JOIN_NONE;
        *next = end;
    }
}

/* Numbers ------------------------------------------------------------------ */

/* The ASCII form of a character that may part the digits of a number, else 0.
 */
static char separator_of(uint32_t code)
{
    switch (code) {
    case ',':
    case '.':
    case '\'':
        return (char)code;
    case 0x2019:
        return '\'';
    case 0x66b: /* of Arabic */
        return '.';
    case 0x66c:
        return ',';
    default:
        return 0;
    }
}

/* Whether so many digits before the separator `next` are a group that comes
 * after `sign`, or the first one when that is 0. In India all but the last have
 * two (1,00,000). */
static bool is_group(size_t digits, char sign, char next)
{
    if (!sign) {
        return digits > 0 && digits <= 3;
    }
    return digits == 3 || (digits == 2 && sign == ',' && next == ',');
}

char bfi_group_sign(bf_str text, bf_span span)
{
    char sign = 0;
    size_t digits = 0; /* since the last separator */
    bfi_letter c;
    for (size_t at = span.start; at < span.end; at += c.size) {
        char next;
        c = bfi_letter_at(text, at);
        next = separator_of(c.code);
        if (!next && c.cls == BFI_DIGIT) {
            digits++;
            continue;
        }
        if (!next || !is_group(digits, sign, next)) {
            return 0;
        }
        if (sign && next != sign) {
            break; /* what follows is the fraction */
        }
        sign = next;
        digits = 0;
    }
    return digits == 3 && text.data[span.start] != '0' ? sign : 0;
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

/* The thousands of one number: 1 000, and not 2019 300 or 0 800. */
static bool can_join_groups(const bfi_part *parts, size_t count, bf_str text)
{
    const bfi_part *first = &parts[0];
    const size_t size = first->span.end - first->span.start;
    for (size_t i = 1; i + 1 < count; i++) {
        if (parts[i].span.end - parts[i].span.start != 3) {
            return false;
        }
    }
    return size <= 3 && text.data[first->span.start] != '0' &&
           are_digits(text, first->span.start, size);
}

static bool can_join_initials(const bfi_part *parts, size_t count, bf_str text)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_short(&parts[i], text, 1)) {
            return false;
        }
    }
    return is_capital(bfi_letter_at(text, parts[0].span.start).code);
}

bool bfi_can_join(const bfi_part *parts, size_t count, bf_str text)
{
    const bfi_part *last = &parts[count - 1];
    switch (parts[0].join) {
    case BFI_JOIN_HYPHEN: /* not 2017-06-01 */
    case BFI_JOIN_DASH:
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
    case BFI_JOIN_GROUP:
        return can_join_groups(parts, count, text);
    case BFI_JOIN_INITIALS:
        return can_join_initials(parts, count, text);
    default:
        return false;
    }
}
