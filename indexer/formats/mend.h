/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MEND_H
#define BFI_MEND_H

/*
 * Bytes that are no text within a text: NULs, and what is not UTF-8. They are
 * read as U+FFFD, so that an article is not lost for one of them, and told.
 */

#include "formats.h"

/* What was mended in an article. */
typedef struct bfi_mended {
    size_t count; /* of bytes; 0: nothing */
    /* The first of them. */
    const char *expected; /* what it should have been: "UTF-8" */
    size_t line;          /* from 1 */
    size_t offset;
    unsigned char byte;
} bfi_mended;

/* Count the byte at `offset` of `text` as mended. */
void bfi_mended_add(bfi_mended *mended, bf_str text, size_t offset,
                    const char *expected);

/* Append what a mended byte is read as. */
void bfi_mend_byte(bf_buf *out);

/* Make `*text` UTF-8 without NULs, in `space` if need be. BF_ERR_INVALID when
 * it is no text: a picture, an archive, a program under a wrong name, or text
 * in another encoding that uses other letters. */
BF_MUST_CHECK bf_status bfi_mend(bf_str *text, bf_buf *space,
                                 bfi_mended *mended, bf_error *err);

/* Tell `sink` what was mended, if anything, of an article that begins on line
 * `line` of the input. */
void bfi_mended_tell(const bfi_mended *mended, const bfi_sink *sink,
                     size_t line);

#endif
