/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_KANA_H
#define BF_TEXT_KANA_H

#include <backfile/base.h>

enum {
    BFI_PROLONGED = 0x30fc /* the mark of a long vowel */
};

static inline bool bfi_is_katakana(uint32_t code)
{
    return (code >= 0x30a1 && code <= 0x30fa) || code == BFI_PROLONGED ||
           (code >= 0xff66 && code <= 0xff9d);
}

/* Whether `code` is one of the hyphens, dashes and waves that are typed for the
 * mark, since they look like it. The hyphen of ASCII means itself. */
static inline bool bfi_is_like_prolonged(uint32_t code)
{
    return (code >= 0x2010 && code <= 0x2015) || code == 0x2212 ||
           code == 0x2500 || code == 0x301c || code == 0xff0d || code == 0xff5e;
}

#endif
