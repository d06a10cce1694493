/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_DETECT_H
#define BF_TEXT_DETECT_H

/* What the detector of languages knows: scripts, and what is typical of the
 * languages that share one. */

#include <backfile/detect.h>

#include "fold.h"

/* Scripts that several languages share come first: those have words. */
typedef enum bfi_script {
    BFI_SCRIPT_LATIN,
    BFI_SCRIPT_CYRILLIC,
    BFI_SCRIPT_ARABIC,
    BFI_SCRIPT_DEVANAGARI,
    BFI_SCRIPT_HEBREW,
    BFI_SHARED_SCRIPTS, /* their number */
    BFI_SCRIPT_HAN = BFI_SHARED_SCRIPTS,
    BFI_SCRIPT_KANA,
    BFI_SCRIPT_HANGUL,
    BFI_SCRIPT_ALONE, /* the first of the scripts with one language (scripts.c)
                       */
    BFI_SCRIPTS = BFI_SCRIPT_ALONE + 19,
    BFI_SCRIPT_NONE = BFI_SCRIPTS
} bfi_script;

/* The script of a letter as it is written in lower case. */
bfi_script bfi_script_of(uint32_t code);
/* The language of a script from BFI_SCRIPT_ALONE on. */
const char *bfi_script_language(bfi_script script);

/*
 * A language of a shared script. `words` are its commonest words, most of
 * them without a meaning of their own; `letters` those beyond the plain ones
 * of its script that it is written with; `endings` the last letters of many of
 * its longer words. All in small letters, with a space between.
 */
typedef struct bfi_typical {
    const char *language;
    bfi_script script;
    /* How many of a hundred words of a text the rest of this knows, about,
     * words of code aside. */
    unsigned percent;
    const char *words;
    const char *letters;
    const char *endings;
} bfi_typical;

extern const bfi_typical bfi_typicals[];
extern const size_t bfi_typical_count; /* ≤ 63 */

/* Words that also stand in programs, so that they do not make prose of it. */
extern const char bfi_words_of_code[];

/* The table of all that (detect_table.c) ----------------------------------- */

enum {
    BFI_TYPICAL_BYTES = 64 /* a longer word is typical of nothing */
};

/* A bit beside those of languages: the word stands in programs as well. */
#define BFI_IN_CODE (UINT64_C(1) << 63)

/* For which languages `key` is typical: bit i for bfi_typicals[i]. A key is
 * a word, an ending behind a hyphen, or bfi_letter_key(). */
uint64_t bfi_typical_find(const bf_detector *detector, bf_str key);
/* The key of a letter, which borrows its code. */
bf_str bfi_letter_key(const uint32_t *code);
/* Write the form of a character by which words are compared: with its accents,
 * but without the points of Hebrew and Arabic, which are written or not. */
size_t bfi_typical_form(char out[BFI_CLUSTER_BYTES], bfi_cluster cluster,
                        bfi_script script);

#endif
