/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a text can be cut without splitting a character as people see it. */

#include <backfile/text.h>

#include <utf8proc.h>

enum {
    LOOK_BYTES = 128 /* longer characters are split */
};

/* A place before `limit` that a character surely begins at: an ASCII byte, the
 * beginning of the text, or as far back as is looked. */
static size_t sure_start(bf_str text, size_t limit)
{
    size_t floor = limit > LOOK_BYTES ? limit - LOOK_BYTES : 0;
    size_t at = limit;
    while (at > floor) {
        at--;
        if ((unsigned char)text.data[at] < 0x80) {
            break;
        }
    }
    return bf_utf8_clip(text, at);
}

size_t bf_text_clip(bf_str text, size_t max_bytes)
{
    const char *end = text.data + text.size;
    size_t limit = bf_utf8_clip(text, max_bytes);
    size_t best = 0;
    size_t at;
    size_t step;
    utf8proc_int32_t state = 0;
    utf8proc_int32_t before;
    if (limit == text.size) {
        return limit;
    }
    at = sure_start(text, limit);
    before = (utf8proc_int32_t)bf_utf8_next(text.data + at, end, &step);
    for (at += step; at <= limit; at += step) {
        utf8proc_int32_t c =
            (utf8proc_int32_t)bf_utf8_next(text.data + at, end, &step);
        if (utf8proc_grapheme_break_stateful(before, c, &state)) {
            best = at;
        }
        before = c;
    }
    return best > 0 ? best : limit;
}
