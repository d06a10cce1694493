/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers and sizes. */

#include "values.h"

#include <backfile/util.h>

enum {
    MAX_DIGITS = 9,
    MAX_DECIMALS = 4,
    KB_BITS = 10
};

static size_t count_digits(bf_str text)
{
    size_t count = 0;
    while (count < text.size && text.data[count] >= '0' &&
           text.data[count] <= '9') {
        count++;
    }
    return count;
}

/* Take up to `max` digits, at least one, from the front of `text`. */
static bool take_digits(uint64_t *out, bf_str *text, size_t max)
{
    const size_t count = count_digits(*text);
    if (count > max ||
        !bf_uint_parse(out, (bf_str){text->data, count}, UINT64_MAX)) {
        return false;
    }
    text->data += count;
    text->size -= count;
    return true;
}

/* A quotient of whole numbers, both exact, so the result is the nearest. */
bool bfi_settings_real(double *out, bf_str text)
{
    uint64_t whole;
    uint64_t part = 0;
    uint64_t scale = 1;
    *out = 0;
    if (!take_digits(&whole, &text, MAX_DIGITS)) {
        return false;
    }
    if (text.size > 0) {
        const size_t decimals = text.size - 1;
        text = (bf_str){text.data + 1, decimals};
        if (text.data[-1] != '.' || !take_digits(&part, &text, MAX_DECIMALS)) {
            return false;
        }
        for (size_t i = 0; i < decimals; i++) {
            scale *= 10;
        }
    }
    *out = (double)(whole * scale + part) / (double)scale;
    return text.size == 0;
}

bool bfi_settings_size(uint64_t *out, bf_str text)
{
    static const char *const units[] = {"KB", "MB", "GB"};
    uint64_t count;
    *out = 0;
    if (!take_digits(&count, &text, MAX_DIGITS)) {
        return false;
    }
    if (text.size > 0 && text.data[0] == ' ') {
        text = (bf_str){text.data + 1, text.size - 1};
    }
    for (unsigned i = 0; i < sizeof units / sizeof *units; i++) {
        if (bf_str_is(text, units[i])) {
            *out = count << KB_BITS * (i + 1);
            return true;
        }
    }
    return false;
}
