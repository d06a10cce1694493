/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes of a stream, whole or line by line. */

#include "input.h"

#include <backfile/limits.h>

#include <errno.h>
#include <string.h>

enum {
    READ_BYTES = 64 * 1024
};

static bf_status fail_read(bf_error *err)
{
    int why = errno;
    char text[128];
    return bf_fail(err, BF_ERR_IO, "cannot be read: %s",
                   strerror_r(why, text, sizeof text));
}

bf_status bfi_input_read(bf_buf *out, FILE *stream, bf_error *err)
{
    for (;;) {
        size_t room = out->max_bytes - out->size;
        size_t wanted = room < READ_BYTES ? room : READ_BYTES;
        size_t got;
        char *at = bf_buf_reserve(out, wanted);
        if (!at) {
            return bf_buf_status(out, err);
        }
        if (wanted == 0) {
            int more = fgetc(stream);
            if (more != EOF) {
                return bf_fail(err, BF_ERR_LIMIT,
                               "larger than %zu bytes, the most that one "
                               "article may have",
                               out->max_bytes);
            }
            return ferror(stream) ? fail_read(err) : BF_OK;
        }
        got = fread(at, 1, wanted, stream);
        bf_buf_grew(out, got);
        if (got < wanted) {
            return ferror(stream) ? fail_read(err) : BF_OK;
        }
    }
}

bf_status bfi_input_line(bf_buf *out, bool *is_long, bool *at_end, FILE *stream,
                         bf_error *err)
{
    int c = getc_unlocked(stream);
    *is_long = false;
    *at_end = c == EOF;
    for (; c != EOF && c != '\n'; c = getc_unlocked(stream)) {
        if (!*is_long) {
            bf_buf_add_byte(out, (char)c);
            *is_long = out->status == BF_ERR_LIMIT;
        }
    }
    if (ferror(stream)) {
        return fail_read(err);
    }
    return *is_long ? BF_OK : bf_buf_status(out, err);
}

bf_str bfi_skip_bom(bf_str text)
{
    if (text.size >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0) {
        return (bf_str){text.data + 3, text.size - 3};
    }
    return text;
}

size_t bfi_line_of(bf_str text, size_t offset)
{
    size_t line = 1;
    for (size_t i = 0; i < offset && i < text.size; i++) {
        line += text.data[i] == '\n';
    }
    return line;
}
