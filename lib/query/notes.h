/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_QUERY_NOTES_H
#define BFI_QUERY_NOTES_H

/*
 * What the parser and the planner have to say to the person who asks. Each
 * note is said once, with the first place that gave rise to it, so a hostile
 * query cannot make many. docs/query-language.md lists the codes.
 */

#include <backfile/query.h>

typedef enum bfi_note {
    /* of the parser */
    BFI_NOTE_QUERY_CUT,
    BFI_NOTE_INVALID_UTF8,
    BFI_NOTE_TOO_MANY_WORDS,
    BFI_NOTE_TOO_DEEP,
    BFI_NOTE_UNBALANCED_QUOTE,
    BFI_NOTE_EMPTY_QUOTES,
    BFI_NOTE_ASTERISK_IN_QUOTES,
    BFI_NOTE_UNBALANCED_PARENTHESIS,
    BFI_NOTE_EMPTY_PARENTHESES,
    BFI_NOTE_STRAY_OPERATOR,
    BFI_NOTE_OPERATOR_AS_WORD,
    BFI_NOTE_REPEATED_NOT,
    BFI_NOTE_STRAY_SIGN,
    BFI_NOTE_PLUS_IN_OR,
    BFI_NOTE_STRAY_ASTERISK,
    BFI_NOTE_SHORT_PREFIX,
    BFI_NOTE_FIELD_WITHOUT_VALUE,
    BFI_NOTE_ONLY_EXCLUSIONS,
    /* of the planner */
    BFI_NOTE_PREFIX_CUT,
    BFI_NOTE_NO_TEXT,
    BFI_NOTE_VALUE_AS_WORDS,
    BFI_NOTE_SYNONYMS,
    BFI_NOTE_SYNONYMS_CUT,
    BFI_NOTE_COUNT
} bfi_note;

typedef struct bfi_notes {
    bf_query_note items[BFI_NOTE_COUNT];
    size_t count;
} bfi_notes;

/* Add `note`, unless it was said already. */
void bfi_notes_add(bfi_notes *notes, bfi_note note, bf_span span);
/* The same with a text of its own, which lives as long as the notes. */
void bfi_notes_add_text(bfi_notes *notes, bfi_note note, bf_str text,
                        bf_span span);

#endif
