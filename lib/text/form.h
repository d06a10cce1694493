/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_FORM_H
#define BF_TEXT_FORM_H

/*
 * One form of a word while it is written. Takes a word of any length in fixed
 * memory: what exceeds the room goes into a hash, piece by piece.
 */

#include <backfile/limits.h>
#include <backfile/util.h>

enum {
    /* Room for the longest word that is stemmed. */
    BFI_FORM_BYTES = 4 * BF_MAX_TERM_BYTES,
    BFI_FORM_HASH_BYTES = 8
};

typedef struct bfi_form {
    /* The hash of all pieces before, then the piece in hand. */
    char room[BFI_FORM_HASH_BYTES + BFI_FORM_BYTES];
    size_t size;    /* of the piece in hand */
    bool overflown; /* there was a piece before */
    char head[BF_MAX_TERM_BYTES];
} bfi_form;

void bfi_form_reset(bfi_form *form);
void bfi_form_add(bfi_form *form, const char *data, size_t size);
/* The same, without the ASCII characters in `without`, and without U+00B7. */
void bfi_form_add_without(bfi_form *form, const char *data, size_t size,
                          const char *without);

/* The form, of which nothing was cut; only while it is not overflown. */
static inline bf_str bfi_form_whole(const bfi_form *form)
{
    return (bf_str){form->room + BFI_FORM_HASH_BYTES, form->size};
}

/* The same, to be changed in place. */
static inline char *bfi_form_text(bfi_form *form)
{
    return form->room + BFI_FORM_HASH_BYTES;
}

/* The form in at most BF_MAX_TERM_BYTES, borrowed from it. A longer one is
 * clipped: its beginning, then a hash of the whole. Nothing may be added
 * after. */
bf_str bfi_form_finish(bfi_form *form, bool *clipped);

#endif
