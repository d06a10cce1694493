/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8 by RFC 3629. */

#include <backfile/util.h>

static bool is_continuation(const char *at)
{
    return ((unsigned char)*at & 0xc0) == 0x80;
}

/* The sequence length that a lead byte announces; 0 for no lead byte. */
static size_t announced_size(unsigned char lead)
{
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xc2 && lead < 0xe0) {
        return 2;
    }
    if (lead >= 0xe0 && lead < 0xf0) {
        return 3;
    }
    return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

uint32_t bf_utf8_next(const char *text, const char *end, size_t *size)
{
    static const unsigned char lead_bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t wanted;
    uint32_t c;
    if (text >= end) {
        *size = 0;
        return BF_UTF8_INVALID;
    }
    *size = 1;
    wanted = announced_size((unsigned char)*text);
    if (wanted == 0 || wanted > (size_t)(end - text)) {
        return BF_UTF8_INVALID;
    }
    c = (unsigned char)*text & lead_bits[wanted];
    for (size_t i = 1; i < wanted; i++) {
        if (!is_continuation(text + i)) {
            return BF_UTF8_INVALID;
        }
        c = c << 6 | ((unsigned char)text[i] & 0x3f);
    }
    if (c < smallest[wanted] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) {
        return BF_UTF8_INVALID;
    }
    *size = wanted;
    return c;
}

size_t bf_utf8_put(char out[4], uint32_t c)
{
    if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) {
        c = BF_UTF8_INVALID;
    }
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

bool bf_utf8_valid(bf_str text, size_t *bad_offset)
{
    size_t at = 0;
    while (at < text.size) {
        size_t step = 1;
        if ((unsigned char)text.data[at] >= 0x80 &&
            bf_utf8_next(text.data + at, text.data + text.size, &step) ==
                BF_UTF8_INVALID &&
            step == 1) {
            if (bad_offset) {
                *bad_offset = at;
            }
            return false;
        }
        at += step;
    }
    return true;
}

size_t bf_utf8_clip(bf_str text, size_t max_bytes)
{
    size_t size = text.size;
    if (size <= max_bytes) {
        return size;
    }
    size = max_bytes;
    for (int back = 0; back < 3 && size > 0; back++) {
        if (!is_continuation(text.data + size)) {
            break;
        }
        size--;
    }
    /* After three steps back on continuation bytes there is no sequence to
     * keep whole: the text is broken there anyway. */
    return size;
}
