/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statuses, the error record, slices. */

#include <backfile/util.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

const char *bf_status_name(bf_status status)
{
    static const char *const names[] = {
        [BF_OK] = "ok",
        [BF_ERR_NOMEM] = "no_memory",
        [BF_ERR_INVALID] = "invalid",
        [BF_ERR_NOT_FOUND] = "not_found",
        [BF_ERR_LOCKED] = "locked",
        [BF_ERR_STALE] = "stale",
        [BF_ERR_CORRUPT] = "corrupt",
        [BF_ERR_FORMAT] = "format",
        [BF_ERR_IO] = "io",
        [BF_ERR_QUERY] = "query",
        [BF_ERR_LIMIT] = "limit",
        [BF_ERR_INTERNAL] = "internal",
        [BF_ERR_UNAVAILABLE] = "unavailable",
    };
    size_t index = (size_t)status;
    return index < sizeof names / sizeof *names ? names[index] : "unknown";
}

int bf_status_exit_code(bf_status status)
{
    switch (status) {
    case BF_OK:
        return 0;
    case BF_ERR_QUERY:
    case BF_ERR_LIMIT:
        return 2;
    case BF_ERR_CORRUPT:
        return EX_DATAERR;
    case BF_ERR_NOT_FOUND:
    case BF_ERR_INVALID:
        return EX_NOINPUT;
    case BF_ERR_NOMEM:
        return EX_OSERR;
    case BF_ERR_IO:
        return EX_IOERR;
    case BF_ERR_LOCKED:
    case BF_ERR_STALE:
        return EX_TEMPFAIL;
    case BF_ERR_FORMAT:
        return EX_PROTOCOL;
    case BF_ERR_UNAVAILABLE:
        return EX_UNAVAILABLE;
    case BF_ERR_INTERNAL:
        break;
    }
    return EX_SOFTWARE;
}

/* Messages quote hostile names; what they hold must not reach a terminal. */
static void clean_text(char *text, size_t size)
{
    const char *end = text + size;
    char *at = text;
    while (at < end) {
        size_t step;
        uint32_t c = bf_utf8_next(at, end, &step);
        bool is_control = c < 0x20 || (c >= 0x7f && c < 0xa0);
        if (is_control || (c == BF_UTF8_INVALID && step == 1)) {
            memset(at, '?', step);
        }
        at += step;
    }
}

bf_status bf_fail(bf_error *err, bf_status status, const char *format, ...)
{
    if (err) {
        /* Not at once into the record, which may be among the arguments; and
         * one byte more than it holds, to see whether a character is cut. */
        char text[BF_ERROR_TEXT_BYTES + 1];
        va_list args;
        size_t size;
        va_start(args, format);
        if (vsnprintf(text, sizeof text, format, args) < 0) {
            text[0] = '\0';
        }
        va_end(args);
        size = bf_utf8_clip(bf_str_of(text), sizeof err->text - 1);
        clean_text(text, size);
        memcpy(err->text, text, size);
        err->text[size] = '\0';
        err->status = status;
    }
    return status;
}

bf_str bf_str_of(const char *text)
{
    return (bf_str){text, text ? strlen(text) : 0};
}

bool bf_str_equal(bf_str a, bf_str b)
{
    return a.size == b.size &&
           (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

bool bf_str_is(bf_str a, const char *b)
{
    return bf_str_equal(a, bf_str_of(b));
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bf_str bf_str_trim(bf_str a)
{
    while (a.size > 0 && is_space(a.data[0])) {
        a.data++;
        a.size--;
    }
    while (a.size > 0 && is_space(a.data[a.size - 1])) {
        a.size--;
    }
    return a;
}

bool bf_uint_parse(uint64_t *out, bf_str text, uint64_t max)
{
    uint64_t value = 0;
    *out = 0;
    for (size_t i = 0; i < text.size; i++) {
        uint64_t digit = (uint64_t)(unsigned char)text.data[i] - '0';
        if (digit > 9 || value > (UINT64_MAX - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    if (text.size == 0 || value > max) {
        return false;
    }
    *out = value;
    return true;
}
