/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_MEMO_H
#define BF_TEXT_MEMO_H

/*
 * Remembers the forms of words by their bytes in the text. Words repeat, and
 * folding and stemming take many times longer than looking up. Memory is
 * fixed: the words that fall on one place displace each other, the one longest
 * unused first. What comes out never depends on what is remembered, since
 * forms follow from the bytes alone.
 */

#include <backfile/base.h>

/* The forms of a word, borrowed. */
typedef struct bfi_forms {
    bf_str word;
    bf_str term;
    bf_str spelling; /* or empty */
    bool clipped;
    bool plain; /* without its accents the word has another term */
} bfi_forms;

enum {
    BFI_MEMO_BITS = 14,
    BFI_MEMO_PLACES = 1 << BFI_MEMO_BITS,
    /* The key and those forms that are not a part of it. */
    BFI_MEMO_BYTES = 56
};

/* One line of the processor's cache. */
typedef struct bfi_memo_entry {
    unsigned char key_size; /* 0: empty */
    unsigned char word_at;
    unsigned char word_size;
    unsigned char term_at;
    unsigned char term_size;
    unsigned char spelling_at;
    unsigned char spelling_size;
    bool plain;
    char bytes[BFI_MEMO_BYTES];
} bfi_memo_entry;

/* Two words that fall on the same place, the one used last first. */
typedef struct bfi_memo_place {
    bfi_memo_entry entries[2];
} bfi_memo_place;

typedef struct bfi_memo {
    bfi_memo_place places[BFI_MEMO_PLACES];
} bfi_memo;

/* Where `key` is remembered if it is. */
bfi_memo_place *bfi_memo_find(bfi_memo *memo, bf_str key);
/* Whether `place` holds the forms of `key`; they are borrowed from it until
 * the next call. */
bool bfi_memo_get(bfi_memo_place *place, bf_str key, bfi_forms *out);
/* Remember the forms of `key`, if one entry has room for them. */
void bfi_memo_put(bfi_memo_place *place, bf_str key, const bfi_forms *forms);

#endif
