/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Elision: French, Italian, Catalan, Occitan, Portuguese and Irish write an
 * article, a preposition or a pronoun that loses its vowel together with the
 * next word. Both are searched for by themselves. The rule is the same for all
 * languages, since that of a query is not known: the words are few, and they
 * lose a vowel before a vowel or a silent h only, so that C'mon, L'viv and
 * M'Baye are left alone. Words that grew together, such as aujourd'hui and
 * quelqu'un, are not in the list.
 */

#include "join.h"

#include <string.h>

static const char *const elided[] = {
    "c",    "d",     "j",     "l",     "m",      "n",      "s",
    "t",    "v",     "qu",    "jusqu", "lorsqu", "puisqu", "quoiqu", /* fr */
    "un",   "gl",    "all",   "dall",  "dell",   "nell",   "sull",   /* it */
    "coll", "agl",   "dagl",  "degl",  "negl",   "sugl",   "quest",  /* it */
    "ch",   "quell", "quand", "com",   "dov",    "anch",             /* it */
};

enum {
    LONGEST = 6
};

/* Whether `code` is a vowel or h, with an accent or without: a sound that a
 * vowel before it is lost for. */
static bool is_vowel_or_h(uint32_t code)
{
    if (code < 128) {
        return strchr("aeiouyhAEIOUYH", (int)code) != NULL;
    }
    code |= 0x20; /* the small letter, in Latin-1 */
    return (code >= 0xe0 && code <= 0xfd && code != 0xe7 && code != 0xf0 &&
            code != 0xf1 && code != 0xf7) ||
           (code | 1) == 0x173 /* oe, since 0x152 became 0x172 */;
}

static bool is_same(bf_str word, const char *small)
{
    size_t i = 0;
    while (i < word.size && (word.data[i] | 0x20) == small[i]) {
        i++;
    }
    return i == word.size && small[i] == '\0';
}

bool bfi_is_elided(bf_str word, uint32_t after)
{
    if (word.size == 0 || word.size > LONGEST || !is_vowel_or_h(after)) {
        return false;
    }
    /* The h of Breton's c'h is none that is silent. */
    if (is_same(word, "c") && (after | 0x20) == 'h') {
        return false;
    }
    for (size_t i = 0; i < sizeof elided / sizeof *elided; i++) {
        if (is_same(word, elided[i])) {
            return true;
        }
    }
    return false;
}
