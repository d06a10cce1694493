/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_PLAIN_H
#define BFI_PLAIN_H

/* Plain text as articles hold it. All copy into the arena; `{NULL, 0}` is a
 * lack of memory. */

#include <backfile/util.h>

/* One line: white space and control characters become single spaces, or nothing
 * where a line goes on. */
bf_str bfi_plain_line(bf_arena *arena, bf_str text);

/* Paragraphs, each one line, separated by '\n'. Where the text has empty lines
 * they part the paragraphs, and other ends of lines are spaces or nothing;
 * where it has none, every line is a paragraph. */
bf_str bfi_plain_text(bf_arena *arena, bf_str text);

/* Whether what ends with `before` goes on with `after` on the next line without
 * a space: both are Chinese or Japanese, which break lines anywhere. */
bool bfi_line_goes_on(bf_str before, bf_str after);

/* Whether this byte is white space or a control character of ASCII. */
bool bfi_is_space(char c);

/* Whether a is b but for the case of ASCII letters. */
bool bfi_same_word(bf_str a, const char *b);

/* Take the next word off `rest`, up to white space; empty when there is none.
 */
bf_str bfi_next_word(bf_str *rest);

/* Whether `word` is among the words of a text, in any case of letters. */
bool bfi_has_word(bf_str text, const char *word);

#endif
