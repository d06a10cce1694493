/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_JOIN_H
#define BF_TEXT_JOIN_H

/* What stands at the end of a word, and what ties it to the next one. */

#include <backfile/util.h>

#include "chars.h"
#include "segment.h"

/* Find the signs and the join after `part`, whose last character is of class
 * `last`, and set `*next` to where the next part begins, or else to the end of
 * this one. */
void bfi_find_join(bfi_part *part, bf_str text, bfi_class last, size_t *next);

/* The bytes from the apostrophe at `at` to `end` where these are an ending of
 * English ('s, 'd, 'm, 'll, 're, 've), else 0. */
size_t bfi_tail_size(bf_str text, size_t at, size_t end);

/* Whether `word`, which an apostrophe and the letter `after` follow, is an
 * article or the like that lost its vowel: the l of l'homme. */
bool bfi_is_elided(bf_str word, uint32_t after);

/* Whether `code` is the l with a point of Catalan as one character. */
static inline bool bfi_has_point(uint32_t code)
{
    return code == 0x13f || code == 0x140;
}

/* The character that parts the thousands of the number at `span`, in ASCII: `,`
 * in 1,000 and `.` in 1.000.000,5; 0 where there is none. */
char bfi_group_sign(bf_str text, bf_span span);

/* Whether `part` has no letter. */
bool bfi_is_number(const bfi_part *part, bf_str text);

/* Whether `count` parts that the same join ties together can be written as one
 * word. */
bool bfi_can_join(const bfi_part *parts, size_t count, bf_str text);

#endif
