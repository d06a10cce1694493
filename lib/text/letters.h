/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_LETTERS_H
#define BF_TEXT_LETTERS_H

/*
 * Letters and signs that people replace by plain ones, though Unicode does not
 * take them apart.
 */

#include <backfile/base.h>

/* What a character is written as in all forms of a word, in UTF-8: the
 * apostrophes as one, the sharp sign of music as that of C#, letters that have
 * several codes as one of them. At most three bytes; else NULL. */
const char *bfi_plain_sign(uint32_t code);
/* The ASCII letters that stand for a small Latin letter, "o" for "ø"; else
 * NULL. At most three. */
const char *bfi_plain_letter(uint32_t code);

#endif
