/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Working copies of texts. Finding a border looks at a bounded neighbourhood
 * only, so that text without spaces or ends costs no more than other text.
 */

#include "tidy.h"

#include <string.h>

enum {
    HEADING_BYTES = 120, /* a longer line is no heading */
    NEAR_BYTES = 64      /* how far a border of a word is looked for */
};

/* Working copies ----------------------------------------------------------- */

static bool is_plain(unsigned char c)
{
    return c > 0x20 && c < 0x7f;
}

static bool ends_line(uint32_t c)
{
    return (c >= 0x0a && c <= 0x0d) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool is_space(uint32_t c)
{
    return c <= 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
           c == 0x202f || c == 0x205f || c == 0x3000;
}

/* Whether one space stands at `at` between words, as nearly always. */
static bool is_lone_space(const char *at, const char *end)
{
    return *at == ' ' && end - at > 1 && is_plain((unsigned char)at[1]);
}

/* The end of the run of blanks at `at`; `end` when there is nothing else. */
static const char *skip_blanks(const char *at, const char *end, char *blank)
{
    *blank = ' ';
    while (at < end) {
        size_t step;
        uint32_t c = bf_utf8_next(at, end, &step);
        bool is_broken = c == BF_UTF8_INVALID && step == 1;
        if (!is_broken && !is_space(c)) {
            break;
        }
        if (ends_line(c)) {
            *blank = '\n';
        }
        at += step;
    }
    return at;
}

/* The end of what can be copied from `at` as it is: words and lone spaces. */
static const char *skip_tidy(const char *at, const char *end)
{
    while (at < end) {
        size_t step = 1;
        uint32_t c;
        if (is_plain((unsigned char)*at) || is_lone_space(at, end)) {
            at++;
            continue;
        }
        c = bf_utf8_next(at, end, &step);
        if ((c == BF_UTF8_INVALID && step == 1) || is_space(c)) {
            break;
        }
        at += step;
    }
    return at;
}

void bfi_tidy(bf_buf *out, bf_str text)
{
    const char *at = text.data;
    const char *end = at + text.size;
    char *to = bf_buf_reserve(out, text.size);
    char *begin = to;
    char blank;
    if (!to) {
        return;
    }
    at = skip_blanks(at, end, &blank);
    while (at < end) {
        const char *tidy = skip_tidy(at, end);
        memcpy(to, at, (size_t)(tidy - at));
        to += tidy - at;
        at = skip_blanks(tidy, end, &blank);
        if (at < end) {
            *to++ = blank;
        }
    }
    bf_buf_grew(out, (size_t)(to - begin));
}

/* Sentences ---------------------------------------------------------------- */

/* The character that ends at `*at`, which is moved before it; 0 at the
 * beginning. */
static uint32_t char_before(bf_str text, size_t *at)
{
    size_t start = *at;
    size_t step;
    if (start == 0) {
        return 0;
    }
    do {
        start--;
    } while (start > 0 && ((unsigned char)text.data[start] & 0xc0) == 0x80);
    *at = start;
    return bf_utf8_next(text.data + start, text.data + text.size, &step);
}

/* Quotes and brackets that may follow the end of a sentence. */
static bool is_closer(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0xbb ||
           c == 0x203a || c == 0x2019 || c == 0x201c || c == 0x201d ||
           c == 0x300d || c == 0x300f || c == 0xff09;
}

/* Ends of sentences that no space follows. */
static bool is_wide_end(uint32_t c)
{
    return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff61;
}

static bool is_end(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x203d ||
           c == 0x061f || c == 0x06d4 || c == 0x0964 || c == 0x0965 ||
           is_wide_end(c);
}

/* Small letters of the scripts whose sentences begin with a capital. */
static bool is_small(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xdf && c <= 0xff) ||
           (c >= 0x3b1 && c <= 0x3c9) || (c >= 0x430 && c <= 0x45f);
}

/* Whether the full stop at `at` follows a lone letter: "J. Smith", "U.S.". */
static bool follows_initial(bf_str text, size_t at)
{
    uint32_t letter = char_before(text, &at);
    uint32_t before = char_before(text, &at);
    bool is_letter = letter >= 'A' && letter <= 'Z';
    return is_letter && (before <= ' ' || before == '.' || before == '(');
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* Whether the full stop at `at` may be that of an ordinal: "am 13. Juli". */
static bool follows_ordinal(bf_str text, size_t at)
{
    uint32_t digit = char_before(text, &at);
    uint32_t before = char_before(text, &at);
    if (is_digit(digit) && is_digit(before)) {
        before = char_before(text, &at);
    }
    return is_digit(digit) && before <= ' ';
}

/* The character before `*at`, which is moved before it, passing over a few
 * closers. */
static uint32_t before_closers(bf_str text, size_t *at)
{
    uint32_t c = char_before(text, at);
    for (int i = 0; i < 3 && is_closer(c); i++) {
        c = char_before(text, at);
    }
    return c;
}

/* Whether the character at `at` can begin a sentence after the end `end`,
 * which is the character before the place `before`. */
static bool begins_after(bf_str text, size_t at, uint32_t end, size_t before)
{
    size_t step;
    uint32_t c = bf_utf8_next(text.data + at, text.data + text.size, &step);
    if (text.data[at - 1] != ' ') {
        return is_wide_end(end) && !is_closer(c) && !is_end(c);
    }
    return is_end(end) && !is_small(c) &&
           !(end == '.' &&
             (follows_initial(text, before) || follows_ordinal(text, before)));
}

bool bfi_sentence_begins(bf_str text, size_t at)
{
    size_t before = at;
    uint32_t c;
    if (at == 0 || at >= text.size) {
        return at == 0;
    }
    if (bfi_is_blank(text.data[at]) ||
        ((unsigned char)text.data[at] & 0xc0) == 0x80) {
        return false;
    }
    if (text.data[at - 1] == '\n') {
        return true;
    }
    before -= text.data[at - 1] == ' ';
    c = before_closers(text, &before);
    return begins_after(text, at, c, before);
}

bool bfi_sentence_ends(bf_str text, size_t at)
{
    return is_end(before_closers(text, &at));
}

/* Sections ----------------------------------------------------------------- */

/* The end of the line that `at` is in, no further than `limit`. */
static size_t line_end(bf_str text, size_t at, size_t limit)
{
    const char *end = memchr(text.data + at, '\n', limit - at);
    return end ? (size_t)(end - text.data) : limit;
}

/* Where the line that `at` is in begins, no earlier than `floor`. */
static size_t line_start(bf_str text, size_t at, size_t floor)
{
    const char *end = memrchr(text.data + floor, '\n', at - floor);
    return end ? (size_t)(end - text.data) + 1 : floor;
}

/* Whether the line [start, end) is a heading: short, and no sentence. */
static bool is_heading(bf_str text, size_t start, size_t end)
{
    return end > start && end - start <= HEADING_BYTES &&
           !bfi_sentence_ends(text, end);
}

/* Where the first heading behind `at` begins, its line end included; `limit`
 * when there is none before it. The last line of a text is not one. */
static size_t heading_after(bf_str text, size_t at, size_t limit)
{
    size_t end = line_end(text, at, limit);
    while (end < limit) {
        size_t next = line_end(text, end + 1, limit);
        if (next < text.size && text.data[next] == '\n' &&
            is_heading(text, end + 1, next)) {
            return end;
        }
        end = next;
    }
    return limit;
}

/* Where the text after the last heading before `at` begins; `floor` when there
 * is none behind it. */
static size_t heading_before(bf_str text, size_t at, size_t floor)
{
    size_t start = line_start(text, at, floor);
    while (start > floor) {
        size_t previous = line_start(text, start - 1, floor);
        bool is_whole = previous > floor || floor == 0;
        if (is_whole && is_heading(text, previous, start - 1)) {
            return start;
        }
        start = previous;
    }
    return floor;
}

bf_span bfi_section_of(bf_str text, bf_span core, size_t reach)
{
    size_t floor = core.start > reach ? core.start - reach : 0;
    size_t limit = text.size - core.end > reach ? core.end + reach : text.size;
    bf_span section = {heading_before(text, core.start, floor),
                       heading_after(text, core.end, limit)};
    /* What lies out of reach is not known to be a border. */
    section.start = section.start > floor ? section.start : 0;
    section.end = section.end < limit ? section.end : text.size;
    return section;
}

/* Words -------------------------------------------------------------------- */

size_t bfi_end_before(bf_str text, size_t floor, size_t limit)
{
    size_t nearest = limit - floor > NEAR_BYTES ? limit - NEAR_BYTES : floor;
    bf_str rest = {text.data + floor, text.size - floor};
    if (limit >= text.size) {
        return text.size;
    }
    for (size_t at = limit + 1; at-- > nearest;) {
        if (bfi_is_blank(text.data[at])) {
            return at;
        }
    }
    return floor + bf_text_clip(rest, limit - floor);
}

size_t bfi_start_after(bf_str text, size_t floor, size_t limit)
{
    size_t furthest = limit - floor > NEAR_BYTES ? floor + NEAR_BYTES : limit;
    if (floor == 0) {
        return 0;
    }
    for (size_t at = floor; at < furthest; at++) {
        if (bfi_is_blank(text.data[at - 1])) {
            return at;
        }
    }
    for (size_t at = floor; at < furthest; at++) {
        if (furthest < limit && bf_text_clip(text, at) == at) {
            return at;
        }
    }
    return limit;
}
