/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_QUERY_LEXER_H
#define BFI_QUERY_LEXER_H

/* The text of a query as a row of tokens. */

#include "notes.h"

typedef enum bfi_token_kind {
    BFI_TOKEN_END,
    BFI_TOKEN_WORD,
    BFI_TOKEN_PHRASE,
    BFI_TOKEN_PREFIX,
    BFI_TOKEN_OPEN,
    BFI_TOKEN_CLOSE,
    BFI_TOKEN_AND,
    BFI_TOKEN_OR,
    BFI_TOKEN_NOT
} bfi_token_kind;

typedef struct bfi_token {
    bfi_token_kind kind;
    char sign;                  /* '+', '-' or 0 */
    const bf_field_info *field; /* of a word, phrase, prefix or OPEN; or NULL */
    bf_str text;                /* without sign, field, quotes, asterisk */
    bf_span span;               /* without the sign */
} bfi_token;

typedef struct bfi_lexer {
    bf_str text; /* valid UTF-8 in which every white space is ' ' */
    size_t at;
    /* Where a word ended on a letter; a quotation mark there opens nothing. */
    size_t word_end;
    bool operators_are_words;
    bfi_notes *notes;
} bfi_lexer;

void bfi_lexer_start(bfi_lexer *lexer, bf_str text, bool operators_are_words,
                     bfi_notes *notes);
void bfi_lexer_next(bfi_lexer *lexer, bfi_token *token);

/*
 * Make `text` fit for the lexer, in place and byte for byte, so that spans
 * stay true: white space of all kinds, control characters, marks of writing
 * direction and bytes that are not UTF-8 become spaces; with `quotes` so do
 * quotation marks.
 */
void bfi_lexer_clean(char *text, size_t size, bool quotes, bfi_notes *notes);

/* Whether `text` has anything but punctuation. */
bool bfi_has_content(bf_str text);

#endif
