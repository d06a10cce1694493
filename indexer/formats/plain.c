/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain text: white space and paragraphs. The result is never longer than the
 * text. */

#include "plain.h"

#include <string.h>
#include <strings.h>

bool bfi_is_space(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7f;
}

bool bfi_same_word(bf_str a, const char *b)
{
    return a.size == strlen(b) &&
           (a.size == 0 || strncasecmp(a.data, b, a.size) == 0);
}

bf_str bfi_next_word(bf_str *rest)
{
    const char *end = rest->data + rest->size;
    const char *at = rest->data;
    bf_str word;
    while (at < end && bfi_is_space(*at)) {
        at++;
    }
    word = (bf_str){at, 0};
    while (at < end && !bfi_is_space(*at)) {
        at++;
    }
    word.size = (size_t)(at - word.data);
    *rest = (bf_str){at, (size_t)(end - at)};
    return word;
}

bool bfi_has_word(bf_str text, const char *word)
{
    while (text.size > 0) {
        if (bfi_same_word(bfi_next_word(&text), word)) {
            return true;
        }
    }
    return false;
}

/* How many bytes of white space stand at `at`, counting the no-break space
 * (U+00A0). */
static size_t space_size(const char *at, const char *end)
{
    if (bfi_is_space(*at)) {
        return 1;
    }
    return end - at >= 2 && memcmp(at, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

/* Lines of a run of white space; "\r\n" and "\r" are one each. */
static size_t count_lines(const char *at, const char *end)
{
    size_t count = 0;
    for (; at < end; at++) {
        count +=
            *at == '\n' || (*at == '\r' && (at + 1 == end || at[1] != '\n'));
    }
    return count;
}

/* Copy `text`; a run of white space with at least `break_lines` ends of lines
 * becomes '\n', any other a space. None at either end. */
static bf_str squeeze(bf_arena *arena, bf_str text, size_t break_lines)
{
    bf_str copy = bf_arena_copy(arena, text);
    /* In place: what is written is never ahead of what is read. */
    const char *at = copy.data;
    const char *end = at + copy.size;
    char *to = (char *)copy.data;
    size_t size = 0;
    if (!to) {
        return copy;
    }
    while (at < end) {
        const char *start = at;
        size_t step = space_size(at, end);
        for (; step > 0; step = at < end ? space_size(at, end) : 0) {
            at += step;
        }
        if (at > start && size > 0 && at < end) {
            bool breaks = count_lines(start, at) >= break_lines;
            to[size++] = breaks ? '\n' : ' ';
        }
        while (at < end && space_size(at, end) == 0) {
            to[size++] = *at++;
        }
    }
    to[size] = '\0';
    return (bf_str){to, size};
}

bf_str bfi_plain_line(bf_arena *arena, bf_str text)
{
    return squeeze(arena, text, SIZE_MAX);
}

static bool has_empty_line(bf_str text)
{
    const char *end = text.data + text.size;
    const char *at = text.data;
    while (at < end) {
        const char *start = at;
        while (at < end && bfi_is_space(*at)) {
            at++;
        }
        if (count_lines(start, at) >= 2) {
            return true;
        }
        at += at < end;
    }
    return false;
}

bf_str bfi_plain_text(bf_arena *arena, bf_str text)
{
    /* Empty lines at the ends part nothing. */
    bf_str inner = bf_str_trim(text);
    return squeeze(arena, inner, has_empty_line(inner) ? 2 : 1);
}
