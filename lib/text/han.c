/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Forms of characters. Chinese is written in two ways, Japanese in a third;
 * each character becomes the simplified one, of which there are fewest. That is
 * no conversion, which would need to know words: where one simplified character
 * stands for two traditional ones these are one in terms, which costs nothing
 * that could be measured (docs/analysis.md). But in Japanese, where a desk and
 * a machine would become one, those that are both in use there stay apart.
 *
 * The table is made of the Unihan database by han_table.awk.
 */

#include "han.h"

#include <stdlib.h>

enum {
    FIRST = 0x3400,
    LAST = 0x9fff,
    SMALL_KE = 0x30f6
};

/* clang-format off */
static const uint16_t forms[LAST - FIRST + 1] = {
#define H(from, to) [0x##from - FIRST] = 0x##to,
#define J(from, to)
#include "han_table.inc"
#undef H
#undef J
};

typedef struct exception {
    uint16_t from;
    uint16_t to;
} exception;

static const exception of_japanese[] = {
#define H(from, to)
#define J(from, to) {0x##from, 0x##to},
#include "han_table.inc"
#undef H
#undef J
};
/* clang-format on */

static int compare(const void *key, const void *item)
{
    return (int)*(const uint32_t *)key - ((const exception *)item)->from;
}

static bool is_ideograph(uint32_t code)
{
    return code >= FIRST && code <= LAST;
}

static uint32_t fold(uint32_t code, bool japanese)
{
    const exception *found;
    if (!is_ideograph(code) || forms[code - FIRST] == 0) {
        return code;
    }
    found = japanese ? bsearch(&code, of_japanese,
                               sizeof of_japanese / sizeof *of_japanese,
                               sizeof *of_japanese, compare)
                     : NULL;
    return found ? found->to : forms[code - FIRST];
}

/* Beside a kanji ke and ka, large or small, are the one sign that is read in
 * both ways. */
static uint32_t fold_ke(uint32_t code, uint32_t beside)
{
    const bool ke =
        code == 0x30ab || code == 0x30b1 || code == 0x30f5 || code == SMALL_KE;
    return ke && is_ideograph(beside) ? SMALL_KE : code;
}

/* Whether `text` is one or two characters of three bytes, as those are. */
static bool is_simple(bf_str text)
{
    return (text.size == 3 || text.size == 6) &&
           (unsigned char)text.data[0] >= 0xe3 &&
           (unsigned char)text.data[text.size - 3] >= 0xe3 &&
           (unsigned char)text.data[text.size - 3] < 0xf0;
}

bf_str bfi_fold_pair(char out[BF_MAX_TERM_BYTES], bf_str word, bool japanese)
{
    uint32_t codes[2] = {0, 0};
    uint32_t folded[2];
    size_t size;
    if (!is_simple(word)) {
        return word;
    }
    for (size_t i = 0; i * 3 < word.size; i++) {
        const char *at = word.data + i * 3;
        codes[i] = bf_utf8_next(at, at + 3, &size);
    }
    folded[0] = fold_ke(fold(codes[0], japanese), codes[1]);
    folded[1] = fold_ke(fold(codes[1], japanese), codes[0]);
    if (folded[0] == codes[0] && folded[1] == codes[1]) {
        return word;
    }
    size = bf_utf8_put(out, folded[0]);
    if (word.size > 3) {
        size += bf_utf8_put(out + size, folded[1]);
    }
    return (bf_str){out, size};
}
