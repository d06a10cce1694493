/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Telling text from what is none, and mending what is nearly text. */

#include "mend.h"

#include "input.h"

#include <string.h>

enum {
    /* So many control characters, or bytes that are not UTF-8, are in any text;
     * more are in one if they are few among the others. */
    FEW = 8,
    CONTROL_SHARE = 64, /* one in so many */
    BROKEN_SHARE = 4,
    NUL_SHARE = 8 /* of a short file */
};

void bfi_mended_add(bfi_mended *mended, bf_str text, size_t offset,
                    const char *expected)
{
    if (mended->count++ == 0) {
        mended->expected = expected;
        mended->line = bfi_line_of(text, offset);
        mended->offset = offset;
        mended->byte = (unsigned char)text.data[offset];
    }
}

void bfi_mend_byte(bf_buf *out)
{
    bf_buf_add_text(out, "\xef\xbf\xbd");
}

static bool is_utf16(bf_str text)
{
    return text.size >= 2 && (memcmp(text.data, "\xff\xfe", 2) == 0 ||
                              memcmp(text.data, "\xfe\xff", 2) == 0);
}

/* NULs are control characters, too. */
static bf_status check_is_text(bf_str text, bf_error *err)
{
    size_t controls = 0;
    size_t nuls = 0;
    if (is_utf16(text)) {
        return bf_fail(err, BF_ERR_INVALID,
                       "is in UTF-16, where UTF-8 is expected");
    }
    for (size_t i = 0; i < text.size; i++) {
        const unsigned char c = (unsigned char)text.data[i];
        nuls += c == 0;
        controls += (c < 0x20 && (c < '\t' || c > '\r')) || c == 0x7f;
    }
    if ((controls > FEW && controls > text.size / CONTROL_SHARE) ||
        (nuls > 1 && nuls > text.size / NUL_SHARE)) {
        return bf_fail(err, BF_ERR_INVALID,
                       "does not look like text: %zu control characters",
                       controls);
    }
    return BF_OK;
}

static void mend(bf_buf *out, bf_str text, bfi_mended *mended)
{
    const char *const end = text.data + text.size;
    const char *at = text.data;
    while (at < end) {
        size_t size;
        const uint32_t code = bf_utf8_next(at, end, &size);
        if (code == 0 || (code == BF_UTF8_INVALID && size == 1)) {
            bfi_mended_add(mended, text, (size_t)(at - text.data),
                           code == 0 ? "text" : "UTF-8");
            bfi_mend_byte(out);
        } else {
            bf_buf_add(out, at, size);
        }
        at += size;
    }
}

/* Say what was mended, as a reason. */
static bf_status describe(const bfi_mended *mended, bf_error *why)
{
    char more[64] = "";
    if (mended->count > 1) {
        snprintf(more, sizeof more, ", and %zu more", mended->count - 1);
    }
    return bf_fail(why, BF_ERR_INVALID, "is not %s: byte %zu is 0x%02x%s",
                   mended->expected, mended->offset, (unsigned)mended->byte,
                   more);
}

static bool is_sound(bf_str text)
{
    return bf_utf8_valid(text, NULL) &&
           (text.size == 0 || !memchr(text.data, 0, text.size));
}

bf_status bfi_mend(bf_str *text, bf_buf *space, bfi_mended *mended,
                   bf_error *err)
{
    bf_status status = check_is_text(*text, err);
    const size_t size = text->size;
    if (!status && !is_sound(*text)) {
        bf_buf_reset(space);
        mend(space, *text, mended);
        status = bf_buf_status(space, err);
        *text = bf_buf_str(space);
    }
    if (!status && mended->count > FEW && mended->count > size / BROKEN_SHARE) {
        status = describe(mended, err);
    }
    return status;
}

void bfi_mended_tell(const bfi_mended *mended, const bfi_sink *sink,
                     size_t line)
{
    bf_error what;
    if (mended->count > 0) {
        describe(mended, &what);
        sink->mended(sink->payload, line + mended->line - 1, &what);
    }
}
