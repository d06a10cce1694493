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

/* Whether words of the script of `code` are written without spaces, and its
 * lines broken between any two characters: those of Chinese and Japanese, with
 * their punctuation, but not hangul. */
static bool is_unspaced(uint32_t code)
{
    static const uint32_t ranges[][2] = {
        {0x2e80, 0x2fdf},   {0x3001, 0x312f}, {0x3190, 0x31ff},
        {0x3220, 0x325f},   {0x3280, 0xa4cf}, {0xf900, 0xfaff},
        {0xfe30, 0xfe4f},   {0xff01, 0xff9f}, {0x1aff0, 0x1b2ff},
        {0x20000, 0x3ffff},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (code >= ranges[i][0] && code <= ranges[i][1]) {
            return true;
        }
    }
    return false;
}

bool bfi_line_goes_on(bf_str before, bf_str after)
{
    size_t last = before.size;
    size_t size;
    if (before.size == 0 || after.size == 0) {
        return false;
    }
    do {
        last--;
    } while (last > 0 && before.size - last < 4 &&
             ((unsigned char)before.data[last] & 0xc0) == 0x80);
    return is_unspaced(bf_utf8_next(before.data + last,
                                    before.data + before.size, &size)) &&
           is_unspaced(
               bf_utf8_next(after.data, after.data + after.size, &size));
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

/* Write what the white space `space`, between `before` and `after`, becomes: a
 * character or nothing, which is how many are returned. */
static size_t put_space(char *to, bf_str before, bf_str space, bf_str after,
                        size_t break_lines)
{
    const size_t lines = count_lines(space.data, space.data + space.size);
    if (lines > 0 && lines < break_lines && bfi_line_goes_on(before, after)) {
        return 0;
    }
    *to = lines >= break_lines ? '\n' : ' ';
    return 1;
}

/* Copy `text`; a run of white space with at least `break_lines` ends of lines
 * becomes '\n', any other a space, or nothing where a line goes on. None at
 * either end. */
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
            size += put_space(to + size, (bf_str){to, size},
                              (bf_str){start, (size_t)(at - start)},
                              (bf_str){at, (size_t)(end - at)}, break_lines);
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
