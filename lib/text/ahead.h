/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_AHEAD_H
#define BF_TEXT_AHEAD_H

/*
 * Words that take no rule, read a few ahead of the one that is given. What is
 * remembered of a word is somewhere else in memory for each, so it is asked for
 * when the word is read, and has come when its turn does.
 */

#include "memo.h"
#include "segment.h"

enum {
    BFI_AHEAD_WORDS = 16 /* a power of two */
};

/* Begin with zeros; a text begins with none that are read. */
typedef struct bfi_ahead {
    bfi_memo_key keys[BFI_AHEAD_WORDS]; /* of the words, a ring */
    unsigned first;                     /* the one whose turn it is */
    unsigned count;                     /* that are read */
} bfi_ahead;

/* The segment of the next word, and the key by which its forms are remembered;
 * NULL when the segmenter has to be asked, who stands there then. The key is
 * borrowed until the next call. */
const bfi_memo_key *bfi_ahead_next(bfi_ahead *ahead, bfi_segment *out,
                                   bfi_segmenter *segmenter,
                                   const bfi_memo *memo);

#endif
