/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The scalars of TOML 1.0: the four kinds of strings, flags, numbers, dates.
 * Numbers are checked and kept as text, without underscores; dates keep the
 * text they have, in which the fields read them.
 */

#include "toml.h"

#include <string.h>

bf_status bfi_toml_fail(bfi_toml *toml, bf_error *err, const char *why)
{
    toml->tree->failed_line = toml->line;
    return bf_fail(err, BF_ERR_INVALID, "TOML front matter: %s", why);
}

char bfi_toml_peek(const bfi_toml *toml, size_t offset)
{
    if ((size_t)(toml->end - toml->at) <= offset) {
        return '\0';
    }
    return toml->at[offset];
}

/* Strings ----------------------------------------------------------------- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bf_status unescape_unicode(bfi_toml *toml, int digits, bf_error *err)
{
    uint32_t c = 0;
    char bytes[4];
    for (int i = 0; i < digits; i++) {
        int digit = hex_digit(bfi_toml_peek(toml, 0));
        if (digit < 0) {
            return bfi_toml_fail(toml, err, "a bad \\u escape");
        }
        c = c << 4 | (uint32_t)digit;
        toml->at++;
    }
    if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) {
        return bfi_toml_fail(toml, err, "a \\u escape is no character");
    }
    bf_buf_add(toml->scratch, bytes, bf_utf8_put(bytes, c));
    return BF_OK;
}

/* After a backslash. */
static bf_status unescape(bfi_toml *toml, bf_error *err)
{
    static const char names[] = "btnfr\"\\";
    static const char meanings[] = "\b\t\n\f\r\"\\";
    char c = bfi_toml_peek(toml, 0);
    const char *found = c ? strchr(names, c) : NULL;
    toml->at += c != '\0';
    if (found) {
        bf_buf_add_byte(toml->scratch, meanings[found - names]);
        return BF_OK;
    }
    if (c == 'u' || c == 'U') {
        return unescape_unicode(toml, c == 'u' ? 4 : 8, err);
    }
    return bfi_toml_fail(toml, err, "an unknown escape in a string");
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Take one end of line, "\n" or "\r\n"; whether there was one. */
static bool take_newline(bfi_toml *toml)
{
    size_t size = bfi_toml_peek(toml, 0) == '\r' ? 2 : 1;
    if (bfi_toml_peek(toml, size - 1) != '\n') {
        return false;
    }
    toml->at += size;
    toml->line++;
    return true;
}

/* A backslash at the end of a line of a """ string: it and all white space
 * after it are left out. */
static bool skip_folded_lines(bfi_toml *toml)
{
    const char *start = toml->at;
    while (is_blank(bfi_toml_peek(toml, 0))) {
        toml->at++;
    }
    if (!take_newline(toml)) {
        toml->at = start;
        return false;
    }
    while (is_blank(bfi_toml_peek(toml, 0)) || take_newline(toml)) {
        toml->at += is_blank(bfi_toml_peek(toml, 0));
    }
    return true;
}

/* How many of `quote` stand here, at most 5: a closing """ may follow upon two
 * quotes that belong to the string. */
static size_t count_quotes(const bfi_toml *toml, char quote)
{
    size_t count = 0;
    while (count < 5 && bfi_toml_peek(toml, count) == quote) {
        count++;
    }
    return count;
}

/* Close a string if it closes here, or take quotes that belong to it. */
static bool take_quotes(bfi_toml *toml, char quote, bool is_multiline)
{
    size_t count = is_multiline ? count_quotes(toml, quote) : 1;
    bool closes = !is_multiline || count >= 3;
    size_t inside = closes ? count - (is_multiline ? 3 : 1) : count;
    bf_buf_add(toml->scratch, toml->at, inside);
    toml->at += count;
    return closes;
}

static bf_status take_character(bfi_toml *toml, char quote, bool is_multiline,
                                bf_error *err)
{
    char c = bfi_toml_peek(toml, 0);
    if (c == '\\' && quote == '"') {
        toml->at++;
        if (is_multiline && skip_folded_lines(toml)) {
            return BF_OK;
        }
        return unescape(toml, err);
    }
    if (is_multiline && take_newline(toml)) {
        bf_buf_add_byte(toml->scratch, '\n');
        return BF_OK;
    }
    if (toml->at == toml->end || c == '\n' || c == '\r') {
        return bfi_toml_fail(toml, err, "a string does not end");
    }
    if (((unsigned char)c < 0x20 && c != '\t') || c == 0x7f) {
        return bfi_toml_fail(toml, err, "a control character in a string");
    }
    bf_buf_add_byte(toml->scratch, c);
    toml->at++;
    return BF_OK;
}

bf_status bfi_toml_string(bf_str *out, bfi_toml *toml, bool is_key,
                          bf_error *err)
{
    char quote = bfi_toml_peek(toml, 0);
    bool is_multiline = count_quotes(toml, quote) >= 3;
    bf_status status = BF_OK;
    *out = (bf_str){NULL, 0};
    if (is_multiline && is_key) {
        return bfi_toml_fail(toml, err, "a key of several lines");
    }
    toml->at += is_multiline ? 3 : 1;
    if (is_multiline) {
        take_newline(toml);
    }
    bf_buf_reset(toml->scratch);
    while (!status) {
        if (bfi_toml_peek(toml, 0) == quote &&
            take_quotes(toml, quote, is_multiline)) {
            break;
        }
        if (bfi_toml_peek(toml, 0) != quote) {
            status = take_character(toml, quote, is_multiline, err);
        }
    }
    if (!status) {
        status = bf_buf_status(toml->scratch, err);
    }
    if (!status) {
        *out = bf_arena_copy(toml->tree->arena, bf_buf_str(toml->scratch));
        status =
            out->data ? BF_OK : bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    return status;
}

/* Numbers ----------------------------------------------------------------- */

static bool is_digit_of(char c, int base)
{
    int digit = hex_digit(c);
    return digit >= 0 && digit < base;
}

/* Digits with single underscores between them; moves `*at` past them. */
static bool skip_digits(bf_str text, size_t *at, int base)
{
    size_t start = *at;
    bool after_digit = false;
    while (*at < text.size) {
        char c = text.data[*at];
        if (is_digit_of(c, base)) {
            after_digit = true;
        } else if (c == '_' && after_digit) {
            after_digit = false;
        } else {
            break;
        }
        ++*at;
    }
    return *at > start && after_digit;
}

static char at_or_nul(bf_str text, size_t at)
{
    if (at >= text.size) {
        return '\0';
    }
    return text.data[at];
}

static bool is_number(bf_str text)
{
    char first = at_or_nul(text, 0);
    size_t at = first == '+' || first == '-';
    bf_str rest = {text.data + at, text.size - at};
    size_t start = at;
    int base = 10;
    if (bf_str_is(rest, "inf") || bf_str_is(rest, "nan")) {
        return true;
    }
    if (text.size > 2 && first == '0') {
        char mark = text.data[1];
        base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
    }
    if (base != 10) {
        at = 2;
        return skip_digits(text, &at, base) && at == text.size;
    }
    if (!skip_digits(text, &at, 10) ||
        (text.data[start] == '0' && at > start + 1)) {
        return false;
    }
    if (at_or_nul(text, at) == '.') {
        at++;
        if (!skip_digits(text, &at, 10)) {
            return false;
        }
    }
    if ((at_or_nul(text, at) | 0x20) == 'e') {
        at++;
        at += at_or_nul(text, at) == '+' || at_or_nul(text, at) == '-';
        if (!skip_digits(text, &at, 10)) {
            return false;
        }
    }
    return at == text.size;
}

/* Dates ------------------------------------------------------------------- */

/* Whether `text` begins like `shape`, in which a 0 is any digit. */
static bool begins(bf_str text, size_t at, const char *shape)
{
    for (; *shape; shape++, at++) {
        char c = at_or_nul(text, at);
        if (*shape == '0' ? c < '0' || c > '9' : c != *shape) {
            return false;
        }
    }
    return true;
}

/* A time of day, with a zone when `may_have_zone`, up to the end. */
static bool is_time(bf_str text, size_t at, bool may_have_zone)
{
    if (!begins(text, at, "00:00:00")) {
        return false;
    }
    at += 8;
    if (at_or_nul(text, at) == '.') {
        at++;
        while (begins(text, at, "0")) {
            at++;
        }
        if (text.data[at - 1] == '.') {
            return false;
        }
    }
    if (may_have_zone && (at_or_nul(text, at) | 0x20) == 'z') {
        at++;
    } else if (may_have_zone && at < text.size &&
               (begins(text, at, "+00:00") || begins(text, at, "-00:00"))) {
        at += 6;
    }
    return at == text.size;
}

static bool is_date(bf_str text)
{
    char mark = at_or_nul(text, 10);
    if (!begins(text, 0, "0000-00-00")) {
        return is_time(text, 0, false);
    }
    if (text.size == 10) {
        return true;
    }
    return (mark == 'T' || mark == 't' || mark == ' ') &&
           is_time(text, 11, true);
}

static bool ends_bare(char c)
{
    return c == '\0' || strchr(" \t\r\n,]}#", c) != NULL;
}

static bf_str take_bare(bfi_toml *toml)
{
    bf_str text = {toml->at, 0};
    while (!ends_bare(bfi_toml_peek(toml, text.size))) {
        text.size++;
    }
    /* A date and a time may be one value with a space between. */
    if (text.size == 10 && begins(text, 0, "0000-00-00") &&
        bfi_toml_peek(toml, 10) == ' ' &&
        is_digit_of(bfi_toml_peek(toml, 11), 10)) {
        text.size++;
        while (!ends_bare(bfi_toml_peek(toml, text.size))) {
            text.size++;
        }
    }
    toml->at += text.size;
    return text;
}

static bf_status keep_number(bfi_value *out, bfi_toml *toml, bf_str text,
                             bf_error *err)
{
    bf_buf_reset(toml->scratch);
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] != '_') {
            bf_buf_add_byte(toml->scratch, text.data[i]);
        }
    }
    out->text = bf_arena_copy(toml->tree->arena, bf_buf_str(toml->scratch));
    if (!out->text.data) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    return bf_buf_status(toml->scratch, err);
}

bf_status bfi_toml_bare(bfi_value *out, bfi_toml *toml, bf_error *err)
{
    bf_str text = take_bare(toml);
    out->text = text;
    if (bf_str_is(text, "true") || bf_str_is(text, "false")) {
        out->kind = BFI_BOOL;
        return BF_OK;
    }
    if (is_date(text)) {
        out->kind = BFI_TEXT;
        return BF_OK;
    }
    if (is_number(text)) {
        out->kind = BFI_NUMBER;
        return keep_number(out, toml, text, err);
    }
    return bfi_toml_fail(toml, err,
                         text.size > 0 ? "a value is none of TOML's kinds "
                                         "(is a text without quotes?)"
                                       : "a value is missing");
}
