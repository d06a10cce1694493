/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_LETTER_H
#define BF_TEXT_LETTER_H

#include <backfile/util.h>

#include "chars.h"

/* A code point of the text; size is 0 at its end. */
typedef struct bfi_letter {
    uint32_t code;
    size_t size;
    bfi_class cls;
} bfi_letter;

static inline bfi_letter bfi_letter_at(bf_str text, size_t at)
{
    bfi_letter out = {.size = 1, .cls = BFI_BEYOND_ASCII};
    if (at < text.size) {
        out.code = (unsigned char)text.data[at];
        out.cls = bfi_class_of_byte(text.data[at]);
    }
    if (out.cls == BFI_BEYOND_ASCII) {
        const char *end = text.data + text.size;
        out.code = bf_utf8_next(text.data + at, end, &out.size);
        out.cls = bfi_class_of(out.code);
    }
    return out;
}

#endif
