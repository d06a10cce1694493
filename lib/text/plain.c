/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The token of a word in its plain form, between the word and its turn. */

#include "plain.h"

#include <string.h>

bool bfi_plain_is_version(bf_str word)
{
    bool points = false;
    if (word.size < 2 || word.data[0] != 'v') {
        return false;
    }
    for (size_t i = 1; i < word.size; i++) {
        const char c = word.data[i];
        if (c != '.' && (c < '0' || c > '9')) {
            return false;
        }
        points = points || c == '.';
    }
    return points;
}

void bfi_plain_note(bfi_plain *plain, const bf_token *token)
{
    const size_t letter = bfi_plain_is_version(token->word) ? 1 : 0;
    plain->word_size = token->word.size - letter;
    memcpy(plain->word, token->word.data + letter, plain->word_size);
    plain->position = token->position;
    plain->reach = token->reach;
    plain->span = token->span;
}

void bfi_plain_give(bfi_plain *plain, bf_token *token, bf_str term)
{
    *token = (bf_token){
        .term = term,
        .word = bfi_plain_word(plain),
        .position = plain->position,
        .reach = plain->reach,
        .span = plain->span,
        .flags = BF_TOKEN_JOINED | BF_TOKEN_PLAIN,
    };
    bfi_plain_forget(plain);
}
