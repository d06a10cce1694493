/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The token of a word without its accents, between the word and its turn. */

#include "plain.h"

#include <string.h>

void bfi_plain_note(bfi_plain *plain, const bf_token *token)
{
    memcpy(plain->word, token->word.data, token->word.size);
    plain->word_size = token->word.size;
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
