/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_PLAIN_H
#define BF_TEXT_PLAIN_H

/*
 * Words as they are typed without their accents. The stemmers of many languages
 * know endings by their accents, so that such a word may have another stem than
 * the one with them: educación is educ, educacion is educacion. Articles have
 * both, as one more token. So they do of a version and its number: v1.0.2 is
 * 1.0.2 as well.
 */

#include <backfile/text.h>

/* A word that is yet to be given as it is without its accents. */
typedef struct bfi_plain {
    char word[BF_MAX_TERM_BYTES]; /* its written form */
    size_t word_size;             /* 0: there is none */
    uint32_t position;
    uint32_t reach;
    bf_span span;
} bfi_plain;

static inline void bfi_plain_forget(bfi_plain *plain)
{
    plain->word_size = 0;
}

/* Whether there is one. */
static inline bool bfi_plain_is_due(const bfi_plain *plain)
{
    return plain->word_size > 0;
}

/* Whether the written form `word` is that of a version: v1.0.2, not v1. */
bool bfi_plain_is_version(bf_str word);

/* Remember the word of `token`. */
void bfi_plain_note(bfi_plain *plain, const bf_token *token);

static inline bf_str bfi_plain_word(const bfi_plain *plain)
{
    return (bf_str){plain->word, plain->word_size};
}

/* Give it, whose term is `term`. */
void bfi_plain_give(bfi_plain *plain, bf_token *token, bf_str term);

#endif
