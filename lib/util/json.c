/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The JSON writer. State: `first` says that no comma is due, `after_key` that
 * the next value belongs to a key; closers[] is the stack of open brackets.
 */

#include <backfile/json.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

void bf_json_init(bf_json *json, bf_buf *out)
{
    memset(json, 0, sizeof *json);
    json->out = out;
    json->first = true;
}

static void before_value(bf_json *json)
{
    if (!json->first && !json->after_key) {
        bf_buf_add_byte(json->out, ',');
    }
    json->first = false;
    json->after_key = false;
}

static void open_bracket(bf_json *json, char opener, char closer)
{
    before_value(json);
    if (json->depth >= BF_JSON_MAX_DEPTH) {
        json->out->status = BF_ERR_LIMIT;
        return;
    }
    bf_buf_add_byte(json->out, opener);
    json->closers[json->depth++] = closer;
    json->first = true;
}

void bf_json_object(bf_json *json)
{
    open_bracket(json, '{', '}');
}

void bf_json_array(bf_json *json)
{
    open_bracket(json, '[', ']');
}

void bf_json_end(bf_json *json)
{
    if (json->depth > 0) {
        bf_buf_add_byte(json->out, json->closers[--json->depth]);
        json->first = false;
    }
}

/* What `c` is written as, or NULL when it stands for itself. */
static const char *escape(char space[8], uint32_t c)
{
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    case '<':
    case '>':
    case '&':
    case 0x7f:
    case 0x2028:
    case 0x2029:
        break;
    default:
        if (c >= 0x20) {
            return NULL;
        }
    }
    snprintf(space, 8, "\\u%04x", (unsigned)c);
    return space;
}

static void add_string(bf_json *json, bf_str value)
{
    size_t at = 0;
    size_t plain = 0;
    bf_buf_add_byte(json->out, '"');
    while (at < value.size) {
        char space[8];
        size_t step;
        uint32_t c =
            bf_utf8_next(value.data + at, value.data + value.size, &step);
        bool is_broken = c == BF_UTF8_INVALID && step == 1;
        const char *escaped = is_broken ? "\xef\xbf\xbd" : escape(space, c);
        if (escaped) {
            bf_buf_add(json->out, value.data + plain, at - plain);
            bf_buf_add_text(json->out, escaped);
            plain = at + step;
        }
        at += step;
    }
    if (plain < value.size) {
        bf_buf_add(json->out, value.data + plain, value.size - plain);
    }
    bf_buf_add_byte(json->out, '"');
}

void bf_json_key(bf_json *json, const char *key)
{
    before_value(json);
    add_string(json, bf_str_of(key));
    bf_buf_add_byte(json->out, ':');
    json->after_key = true;
}

void bf_json_str(bf_json *json, bf_str value)
{
    before_value(json);
    add_string(json, value);
}

void bf_json_text(bf_json *json, const char *value)
{
    bf_json_str(json, bf_str_of(value));
}

void bf_json_uint(bf_json *json, uint64_t value)
{
    before_value(json);
    bf_buf_printf(json->out, "%llu", (unsigned long long)value);
}

void bf_json_int(bf_json *json, int64_t value)
{
    before_value(json);
    bf_buf_printf(json->out, "%lld", (long long)value);
}

/* A program's locale may write something else for the point. */
static void set_point(char *text)
{
    char *separator = text + strspn(text, "-0123456789");
    if (*separator && *separator != 'e') {
        const char *rest = separator + strcspn(separator, "0123456789");
        *separator = '.';
        memmove(separator + 1, rest, strlen(rest) + 1);
    }
}

void bf_json_real(bf_json *json, double value, int digits)
{
    char text[40];
    if (!isfinite(value)) {
        bf_json_null(json);
        return;
    }
    before_value(json);
    snprintf(text, sizeof text, "%.*g", digits, value);
    set_point(text);
    bf_buf_add_text(json->out, text);
}

void bf_json_bool(bf_json *json, bool value)
{
    before_value(json);
    bf_buf_add_text(json->out, value ? "true" : "false");
}

void bf_json_null(bf_json *json)
{
    before_value(json);
    bf_buf_add_text(json->out, "null");
}
