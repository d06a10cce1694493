/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_WRITE_H
#define BF_TEXT_WRITE_H

/*
 * Writing the forms of a word, character by character, as its language folds
 * them.
 */

#include "folding.h"
#include "form.h"
#include "letter_memo.h"

/* The forms of a word while they are written. */
typedef struct bfi_writing {
    bfi_form *folded;
    bfi_form *accented;         /* or NULL */
    bf_span *lost;              /* of `accented`; NULL as that is */
    const bfi_folding *terms;   /* by which letters are lost */
    const bfi_folding *folding; /* of `folded`; NULL: as in written forms */
    bfi_letter_memo *letters;
    bool dotless;        /* of `accented`: the small letter of I is ı */
    bool paired;         /* a dash in it is the mark of a long vowel */
    const char *without; /* ASCII characters that are left out, or NULL */
} bfi_writing;

/* Write the forms of `raw`, a word or a part of one. */
void bfi_write(const bfi_writing *writing, bf_str raw);

/* The same for `text`, which stands as it is in both forms. */
void bfi_write_plainly(const bfi_writing *writing, const char *text);

/* Write `prefix`, small letters of ASCII that the stemmer is not to see, in the
 * folded form alone. */
void bfi_write_prefix(const bfi_writing *writing, bf_str prefix);

/* Whether a mark may stand at `at`: neither ASCII nor a letter of two bytes
 * does. */
bool bfi_is_mark_due(bf_str text, size_t at);

#endif
