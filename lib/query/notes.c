/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The codes and the words of the notes. */

#include "notes.h"

#include <string.h>

typedef struct note_text {
    const char *code;
    const char *text;
} note_text;

static const note_text note_texts[BFI_NOTE_COUNT] = {
    [BFI_NOTE_QUERY_CUT] = {"query_cut",
                            "The query is too long; its end was left out."},
    [BFI_NOTE_INVALID_UTF8] =
        {"invalid_utf8", "Bytes that are not UTF-8 text were read as spaces."},
    [BFI_NOTE_TOO_MANY_WORDS] =
        {"too_many_words",
         "The query has too many words; the last ones were left out."},
    [BFI_NOTE_TOO_DEEP] =
        {"too_deep",
         "Parentheses are nested too deep; the innermost were ignored."},
    [BFI_NOTE_UNBALANCED_QUOTE] =
        {"unbalanced_quote",
         "A quotation mark has no partner. At the beginning of a word it "
         "quotes all that follows, elsewhere it is ignored."},
    [BFI_NOTE_EMPTY_QUOTES] = {"empty_quotes",
                               "Quotation marks with no words were ignored."},
    [BFI_NOTE_ASTERISK_IN_QUOTES] =
        {"asterisk_in_quotes",
         "An asterisk has no meaning between quotation marks."},
    [BFI_NOTE_UNBALANCED_PARENTHESIS] =
        {"unbalanced_parenthesis",
         "A parenthesis has no partner. One that opens reaches to the end, "
         "one that closes is ignored."},
    [BFI_NOTE_EMPTY_PARENTHESES] = {"empty_parentheses",
                                    "Parentheses with no words were ignored."},
    [BFI_NOTE_STRAY_OPERATOR] =
        {"stray_operator",
         "AND, OR or NOT was ignored where it has nothing to join. Write it "
         "in small letters to find it as a word."},
    [BFI_NOTE_OPERATOR_AS_WORD] =
        {"operator_as_word",
         "There is nothing but AND, OR or NOT, so it was read as a word."},
    [BFI_NOTE_REPEATED_NOT] = {"repeated_not",
                               "Two exclusions of one thing count as one."},
    [BFI_NOTE_STRAY_SIGN] =
        {"stray_sign",
         "Several signs before a word mean nothing; the word alone counts."},
    [BFI_NOTE_PLUS_IN_OR] =
        {"plus_in_or", "A plus sign beside OR means nothing; it was ignored."},
    [BFI_NOTE_STRAY_ASTERISK] =
        {"stray_asterisk", "An asterisk counts only at the end of a word."},
    [BFI_NOTE_SHORT_PREFIX] =
        {"short_prefix",
         "Too few letters stand before the asterisk; it was ignored."},
    [BFI_NOTE_FIELD_WITHOUT_VALUE] =
        {"field_without_value",
         "The name of a field was read as a word, because nothing follows its "
         "colon. Write field:word without a space."},
    [BFI_NOTE_ONLY_EXCLUSIONS] =
        {"only_exclusions",
         "The query only excludes, so it finds every other article."},
    [BFI_NOTE_PREFIX_CUT] =
        {"prefix_cut",
         "Very many words begin like that; only the most frequent count."},
    [BFI_NOTE_NO_TEXT] =
        {"no_text", "Something without letters or digits cannot be searched "
                    "for and was ignored."},
    [BFI_NOTE_VALUE_AS_WORDS] =
        {"value_as_words",
         "No article has exactly this value; values that contain its words "
         "count."},
    [BFI_NOTE_SYNONYMS] = {"synonyms", "Synonyms were searched for as well."},
    [BFI_NOTE_SYNONYMS_CUT] =
        {"synonyms_cut",
         "There are more synonyms than a query may have; some were left out."},
};

void bfi_notes_add_text(bfi_notes *notes, bfi_note note, bf_str text,
                        bf_span span)
{
    const note_text *entry = &note_texts[note];
    for (size_t i = 0; i < notes->count; i++) {
        if (notes->items[i].code == entry->code) {
            return;
        }
    }
    notes->items[notes->count++] = (bf_query_note){entry->code, text, span};
}

void bfi_notes_add(bfi_notes *notes, bfi_note note, bf_span span)
{
    bfi_notes_add_text(notes, note, bf_str_of(note_texts[note].text), span);
}
