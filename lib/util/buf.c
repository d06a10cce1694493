/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Growing buffers. Invariant: when data is not NULL, size < capacity and
 * data[size] is NUL; size never exceeds max_bytes.
 */

#include <backfile/util.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_CAPACITY = 256
};

void bf_buf_init(bf_buf *buf, size_t max_bytes)
{
    *buf = (bf_buf){.max_bytes = max_bytes};
}

void bf_buf_reset(bf_buf *buf)
{
    buf->status = BF_OK;
    buf->size = 0;
    if (buf->data) {
        buf->data[0] = '\0';
    }
}

void bf_buf_fini(bf_buf *buf)
{
    free(buf->data);
    bf_buf_init(buf, buf->max_bytes);
}

/* Make room for `extra` bytes and a NUL. */
static bool grow(bf_buf *buf, size_t extra)
{
    size_t needed;
    size_t capacity = buf->capacity ? buf->capacity : FIRST_CAPACITY;
    char *data;
    if (buf->status) {
        return false;
    }
    if (extra > buf->max_bytes - buf->size ||
        extra == SIZE_MAX - buf->size) { /* no room for the NUL */
        buf->status = BF_ERR_LIMIT;
        return false;
    }
    needed = buf->size + extra + 1;
    if (needed <= buf->capacity) {
        return true;
    }
    while (capacity < needed) {
        capacity = capacity > SIZE_MAX / 2 ? needed : capacity * 2;
    }
    data = realloc(buf->data, capacity);
    if (!data) {
        buf->status = BF_ERR_NOMEM;
        return false;
    }
    buf->data = data;
    buf->capacity = capacity;
    return true;
}

char *bf_buf_reserve(bf_buf *buf, size_t extra)
{
    return grow(buf, extra) ? buf->data + buf->size : NULL;
}

void bf_buf_grew(bf_buf *buf, size_t used)
{
    if (!buf->status && buf->data) {
        buf->size += used;
        buf->data[buf->size] = '\0';
    }
}

void bf_buf_add(bf_buf *buf, const void *data, size_t size)
{
    char *room = bf_buf_reserve(buf, size);
    if (room) {
        if (size > 0) {
            memcpy(room, data, size);
        }
        bf_buf_grew(buf, size);
    }
}

void bf_buf_add_text(bf_buf *buf, const char *text)
{
    bf_buf_add(buf, text, strlen(text));
}

void bf_buf_add_byte(bf_buf *buf, char byte)
{
    bf_buf_add(buf, &byte, 1);
}

void bf_buf_printf(bf_buf *buf, const char *format, ...)
{
    va_list args;
    va_list again;
    int wanted;
    char *room;
    va_start(args, format);
    va_copy(again, args);
    wanted = vsnprintf(NULL, 0, format, args);
    va_end(args);
    room = wanted < 0 ? NULL : bf_buf_reserve(buf, (size_t)wanted);
    if (room) {
        vsnprintf(room, (size_t)wanted + 1, format, again);
        bf_buf_grew(buf, (size_t)wanted);
    }
    va_end(again);
}

void bf_buf_add_varint(bf_buf *buf, uint64_t value)
{
    while (value >= 0x80) {
        bf_buf_add_byte(buf, (char)(unsigned char)(value | 0x80));
        value >>= 7;
    }
    bf_buf_add_byte(buf, (char)value);
}

bool bf_varint_read(uint64_t *value, bf_str *input)
{
    uint64_t result = 0;
    size_t at = 0;
    *value = 0;
    for (unsigned shift = 0; shift < 64 && at < input->size; shift += 7) {
        uint64_t byte = (unsigned char)input->data[at++];
        uint64_t bits = byte & 0x7f;
        if (shift == 63 && bits > 1) {
            return false;
        }
        result |= bits << shift;
        if (byte < 0x80) {
            *value = result;
            input->data += at;
            input->size -= at;
            return true;
        }
    }
    return false;
}

static const char *html_entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void bf_buf_add_html(bf_buf *buf, bf_str text)
{
    size_t plain = 0;
    for (size_t i = 0; i < text.size; i++) {
        const char *entity = html_entity(text.data[i]);
        if (entity) {
            bf_buf_add(buf, text.data + plain, i - plain);
            bf_buf_add_text(buf, entity);
            plain = i + 1;
        }
    }
    if (plain < text.size) {
        bf_buf_add(buf, text.data + plain, text.size - plain);
    }
}

void bf_buf_truncate(bf_buf *buf, size_t size)
{
    if (size < buf->size) {
        buf->size = size;
        buf->data[size] = '\0';
    }
}

bf_str bf_buf_str(const bf_buf *buf)
{
    return (bf_str){buf->data ? buf->data : "", buf->size};
}

bf_status bf_buf_status(const bf_buf *buf, bf_error *err)
{
    switch (buf->status) {
    case BF_OK:
        return BF_OK;
    case BF_ERR_LIMIT:
        return bf_fail(err, BF_ERR_LIMIT, "more than %zu bytes",
                       buf->max_bytes);
    default:
        return bf_fail(err, buf->status, "out of memory");
    }
}
