/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_LETTER_MEMO_H
#define BF_TEXT_LETTER_MEMO_H

/*
 * Remembers the forms of single letters. Most letters beyond ASCII of Latin,
 * Greek and Cyrillic text are one code point of two bytes without a mark after
 * it; to fold such a cluster by the rules takes some hundred times as long as
 * to look it up. What comes out never depends on what is remembered.
 */

#include <backfile/base.h>

#include "chars.h"

enum {
    BFI_LETTER_BYTES = 7,
    /* The code points from U+0080 on that take two bytes. */
    BFI_LETTER_FIRST = 0x80,
    BFI_LETTER_COUNT = 0x780
};

/* The forms of one letter, as fold.h has them. */
typedef struct bfi_letter_forms {
    char folded[BFI_LETTER_BYTES];
    char accented[BFI_LETTER_BYTES];
    unsigned char folded_size;
    unsigned char accented_size; /* 0 for both: not known yet */
} bfi_letter_forms;

typedef struct bfi_letter_memo {
    bfi_letter_forms letters[BFI_LETTER_COUNT];
} bfi_letter_memo;

/* The forms of the letter of two bytes at `at` (bfi_plain_letter()), borrowed;
 * NULL when they do not fit. */
const bfi_letter_forms *bfi_letter_memo_get(bfi_letter_memo *memo,
                                            const char *at);

#endif
