/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of text, their columns, and complaints about them. */

#include "lines.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bf_status bfi_lines_init(bfi_lines *lines, bf_str text,
                         bf_eval_complain_fn *complain, void *payload,
                         bf_error *err)
{
    static const char mark[] = "\xEF\xBB\xBF";
    if (text.size > BF_MAX_EVAL_BYTES) {
        return bf_fail(err, BF_ERR_LIMIT, "larger than %u bytes",
                       BF_MAX_EVAL_BYTES);
    }
    if (text.size >= 3 && memcmp(text.data, mark, 3) == 0) {
        text.data += 3;
        text.size -= 3;
    }
    *lines = (bfi_lines){text, 0, complain, payload};
    return BF_OK;
}

void bfi_lines_complain(const bfi_lines *lines, bf_eval_fault fault,
                        const char *format, ...)
{
    char text[BF_ERROR_TEXT_BYTES];
    bf_error clean;
    va_list args;
    if (!lines->complain) {
        return;
    }
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    /* What came from the file may hold anything but what is not UTF-8. */
    bf_fail(&clean, BF_ERR_INVALID, "%s", text);
    lines->complain(lines->payload, fault, lines->number, clean.text);
}

static bf_str cut_line(bfi_lines *lines)
{
    bf_str line = lines->rest;
    const char *end = memchr(line.data, '\n', line.size);
    if (end) {
        line.size = (size_t)(end - line.data);
        lines->rest.data += line.size + 1;
        lines->rest.size -= line.size + 1;
    } else {
        lines->rest.size = 0;
    }
    if (line.size > 0 && line.data[line.size - 1] == '\r') {
        line.size--;
    }
    lines->number++;
    return line;
}

/* Whether a line is text that can be read at all. */
static bool check_text(const bfi_lines *lines, bf_str line)
{
    size_t at;
    const char *nul = memchr(line.data, '\0', line.size);
    if (!bf_utf8_valid(line, &at)) {
        bfi_lines_complain(lines, BF_EVAL_NOT_TEXT,
                           "not UTF-8 at byte %zu of the line", at + 1);
        return false;
    }
    if (nul) {
        bfi_lines_complain(lines, BF_EVAL_NOT_TEXT,
                           "a NUL byte at byte %zu of the line",
                           (size_t)(nul - line.data) + 1);
        return false;
    }
    return true;
}

/* Nothing but spaces; tabs alone are columns that are empty. */
static bool is_blank(bf_str line)
{
    for (size_t i = 0; i < line.size; i++) {
        if (line.data[i] != ' ') {
            return false;
        }
    }
    return true;
}

bool bfi_lines_next(bf_str *line, bfi_lines *lines)
{
    while (lines->rest.size > 0) {
        *line = cut_line(lines);
        if (!is_blank(*line) && check_text(lines, *line)) {
            return true;
        }
    }
    *line = (bf_str){NULL, 0};
    return false;
}

/* Columns ------------------------------------------------------------------ */

static void add_column(bfi_columns *out, bf_str column)
{
    if (out->count < BFI_MAX_COLUMNS) {
        out->at[out->count] = bf_str_trim(column);
    }
    out->count++;
}

void bfi_columns_split(bfi_columns *out, bf_str line)
{
    bool by_tabs = memchr(line.data, '\t', line.size) != NULL;
    size_t start = 0;
    *out = (bfi_columns){.count = 0};
    for (size_t i = 0; i <= line.size; i++) {
        if (i < line.size && line.data[i] != (by_tabs ? '\t' : ' ')) {
            continue;
        }
        if (by_tabs || i > start) {
            add_column(out, (bf_str){line.data + start, i - start});
        }
        start = i + 1;
    }
}

/* Numbers ------------------------------------------------------------------ */

/* Take a sign off the front of `text`; whether it is a minus. */
static bool take_sign(bf_str *text)
{
    bool is_minus = text->size > 0 && text->data[0] == '-';
    if (is_minus || (text->size > 0 && text->data[0] == '+')) {
        text->data++;
        text->size--;
    }
    return is_minus;
}

bool bfi_read_whole(int *out, bf_str text, int max)
{
    uint64_t value;
    bool is_minus = take_sign(&text);
    bool is_whole = bf_uint_parse(&value, text, (uint64_t)max);
    *out = is_minus ? -(int)value : (int)value;
    return is_whole;
}

/* Take the digits off the front of `text`; how many they were. */
static size_t take_digits(bf_str *text)
{
    size_t count = 0;
    while (count < text->size && isdigit((unsigned char)text->data[count])) {
        count++;
    }
    text->data += count;
    text->size -= count;
    return count;
}

/* strtod() reads more than anybody means: "nan", "0x1p3". */
static bool is_decimal(bf_str text)
{
    size_t digits;
    take_sign(&text);
    digits = take_digits(&text);
    if (text.size > 0 && text.data[0] == '.') {
        text.data++;
        text.size--;
        digits += take_digits(&text);
    }
    if (digits > 0 && text.size > 0 &&
        (text.data[0] == 'e' || text.data[0] == 'E')) {
        text.data++;
        text.size--;
        take_sign(&text);
        digits = take_digits(&text);
    }
    return digits > 0 && text.size == 0;
}

bool bfi_read_real(double *out, bf_str text)
{
    char copy[64];
    *out = 0;
    if (text.size >= sizeof copy || !is_decimal(text)) {
        return false;
    }
    memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    *out = strtod(copy, NULL);
    return isfinite(*out);
}
