/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_FOLDING_H
#define BF_TEXT_FOLDING_H

/*
 * What folds in which language. Written forms fold alike in all of them; terms
 * differ, since a letter that people of one language leave the accent out of is
 * a letter of its own for those of another.
 */

#include <backfile/base.h>

typedef struct bfi_folding {
    const char *language;
    /* Letters that stay as they are in terms, in UTF-8, or NULL. */
    const char *kept;
    /* The letters beyond ASCII that its stemmer knows, or NULL where all are
     * given to it. */
    const char *known;
    /* Change a word in place before it is stemmed, or NULL; its new size, which
     * is never larger. */
    size_t (*prepare)(char *word, size_t size);
    /* Letters of its terms that others are written in place of, two bytes and
     * two bytes each, or NULL. */
    const char *swapped;
    bool dotless; /* the small letter of I is ı */
} bfi_folding;

/* The folding of the primary subtag `language`; never NULL. */
const bfi_folding *bfi_folding_of(const char *language);

/* Whether `letter` stays as it is in terms. */
bool bfi_folding_keeps(const bfi_folding *folding, bf_str letter);

/* How many bytes at the start of `raw`, as it stands in the text, are no part
 * of the word: in Irish an n, t or h that the word before calls for (an
 * tUachtarán, Poblacht na hÉireann). Once all letters are small nobody can
 * tell. */
size_t bfi_folding_prefix(const bfi_folding *folding, bf_str raw);

/* Change a term in place as the language wants it: put other letters in place
 * of those that it has several of. */
void bfi_folding_swap(const bfi_folding *folding, char *term, size_t size);

/* Change a term in place as Arabic ones of all languages are: letters that are
 * mixed up at the end of a word. */
void bfi_fold_arabic(char *term, size_t size);

/* `word` without a final 's; the whole of it where nothing else is left. */
bf_str bfi_without_possessive(bf_str word);

#endif
