/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_ARTICLE_ASCII_H
#define BF_ARTICLE_ASCII_H

/* Letters and names of ASCII, whatever the program's locale. */

#include <backfile/base.h>

static inline bool bfi_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether `text` is `name`, which is in lower case, in any case. */
static inline bool bfi_is_name(bf_str text, const char *name)
{
    size_t i = 0;
    while (i < text.size && name[i]) {
        const char c = text.data[i];
        if (c != name[i] && !(bfi_is_letter(c) && (c | 0x20) == name[i])) {
            return false;
        }
        i++;
    }
    return i == text.size && !name[i];
}

#endif
