/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_EXCERPT_TIDY_H
#define BFI_EXCERPT_TIDY_H

/*
 * The working copy of a text, and the places where it can begin and end.
 *
 * In a working copy each run of blanks is one byte: '\n' when the run holds
 * the end of a line or paragraph, else ' '. Blanks are white space, control
 * characters, and bytes that are not UTF-8; there are none at the ends.
 */

#include <backfile/text.h>

/* Append the working copy of `text`, which is never longer. */
void bfi_tidy(bf_buf *out, bf_str text);

/* Whether `c` is a blank of a working copy. */
static inline bool bfi_is_blank(char c)
{
    return c == ' ' || c == '\n';
}

/* Whether a paragraph or sentence begins at `at`. */
bool bfi_sentence_begins(bf_str text, size_t at);

/* Whether a sentence, not a heading or a line of a list, ends at `at`. */
bool bfi_sentence_ends(bf_str text, size_t at);

/* The text around `core` without a heading in it, looked for up to `reach`
 * bytes away: from the end of the last heading before it to the beginning of
 * the next one. A core that has to do with a heading keeps it. */
bf_span bfi_section_of(bf_str text, bf_span core, size_t reach);

/* The last place from `floor` to `limit` where a text may end: after a word,
 * or between characters where no word ends near. */
size_t bfi_end_before(bf_str text, size_t floor, size_t limit);

/* The first place from `floor` to `limit` where a text may begin: before a
 * word, or between characters where no word begins near. `limit` is one. */
size_t bfi_start_after(bf_str text, size_t floor, size_t limit);

#endif
