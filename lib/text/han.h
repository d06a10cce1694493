/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_HAN_H
#define BF_TEXT_HAN_H

/*
 * Characters of Chinese and Japanese that are written in several ways:
 * traditional and simplified, old and new, and the small ke of names of places
 * and of counting.
 */

#include <backfile/limits.h>
#include <backfile/util.h>

#include <string.h>

/* Whether `language`, a primary subtag, is Japanese. */
static inline bool bfi_is_japanese(const char *language)
{
    return strcmp(language, "ja") == 0;
}

/*
 * The term of the written form `word` of a pair of characters, or of one of
 * them: `word` itself or what is written to `out`, of the same size.
 * `japanese`: what are two words in Japanese stays so.
 */
bf_str bfi_fold_pair(char out[BF_MAX_TERM_BYTES], bf_str word, bool japanese);

#endif
