/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which stems a word that is typed in part may have. The stem of `government`
 * is "govern", so governm* must find that term, though it does not begin with
 * governm. The beginning is completed by endings that are usual in its
 * language, and each word that results is stemmed: the stemmer itself tells
 * what it would have cut off. Languages without a line here have the stem of
 * the beginning alone.
 */

#include "expand.h"

#include <string.h>

enum {
    MAX_ENDINGS = 32,
    /* A beginning and an ending. */
    MAX_BYTES = BF_MAX_TERM_BYTES + 16
};

typedef struct language_endings {
    const char *language;
    const char *endings[MAX_ENDINGS]; /* up to a NULL */
} language_endings;

static const language_endings table[] = {
    {"en", {"s",    "e",     "es",   "ed",   "er",  "ing",   "y",
            "ies",  "al",    "ally", "ly",   "ion", "ation", "ization",
            "ity",  "ities", "ment", "ness", "ive", "ance",  "ence",
            "able", "ful",   "ism",  "ist",  "ic",  "ical",  "ize"}},
    {"de",
     {"e", "en", "er", "es", "ung", "ungen", "heit", "keit", "lich", "isch",
      "ische", "schaft", "ig", "igkeit"}},
    {"es",
     {"s", "es", "o", "a", "ar", "er", "ir", "ado", "ando", "ci\u00f3n",
      "ciones", "dad", "mente", "ico", "ista", "ismo", "miento"}},
    {"fr", {"s",      "e",        "es",   "er",  "ment", "ement", "ation",
            "ations", "it\u00e9", "ique", "eur", "euse", "ence",  "ance",
            "isme",   "iste",     "aire", "eux", "ion",  "ions"}},
    {"it",
     {"o", "a", "i", "e", "are", "ere", "ire", "zione", "zioni", "it\u00e0",
      "mente", "ico", "ismo", "ista", "mento"}},
    {"pt",
     {"s", "o", "a", "ar", "er", "ir", "\u00e7\u00e3o", "\u00e7\u00f5es",
      "dade", "mente", "ico", "ista", "ismo", "mento"}},
};

static const char *const *endings_of(bf_str language)
{
    static const char *const none[] = {NULL};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (bf_str_is(language, table[i].language)) {
            return table[i].endings;
        }
    }
    return none;
}

static bool starts_with(bf_str text, bf_str beginning)
{
    return text.size >= beginning.size &&
           !memcmp(text.data, beginning.data, beginning.size);
}

typedef struct other_stems {
    bfi_planner *planner;
    bf_str *items;
    size_t count;
    bf_str begun;
} other_stems;

/* Take `term`, if it does not begin with what was typed, and is new. */
static bf_status take(other_stems *found, bf_str term)
{
    if (found->count == BFI_OTHER_STEMS || starts_with(term, found->begun)) {
        return BF_OK;
    }
    for (size_t i = 0; i < found->count; i++) {
        if (bf_str_equal(found->items[i], term)) {
            return BF_OK;
        }
    }
    term = bf_arena_copy(found->planner->plan->arena, term);
    if (!term.data) {
        return bfi_planner_nomem(found->planner);
    }
    found->items[found->count++] = term;
    return BF_OK;
}

/* Complete the beginning with all of `ending` but its first `skip` bytes. */
static bf_status complete(other_stems *found, bf_analyzer *analyzer,
                          bf_str ending, size_t skip)
{
    char text[MAX_BYTES];
    bf_token token;
    const bf_str begun = found->begun;
    const size_t size = begun.size + ending.size - skip;
    if (size > sizeof text) {
        return BF_OK;
    }
    memcpy(text, begun.data, begun.size);
    memcpy(text + begun.size, ending.data + skip, ending.size - skip);
    bf_analyzer_start(analyzer, (bf_str){text, size});
    return bf_analyzer_next(analyzer, &token) ? take(found, token.term) : BF_OK;
}

/* Complete with `ending`, and with what is left of it where the beginning
 * ends within it already (governm-ent). */
static bf_status complete_each(other_stems *found, bf_analyzer *analyzer,
                               bf_str ending)
{
    bf_status status = BF_OK;
    for (size_t skip = 0; !status && skip < ending.size; skip++) {
        const bf_str begun = found->begun;
        if (skip < begun.size &&
            !memcmp(begun.data + begun.size - skip, ending.data, skip)) {
            status = complete(found, analyzer, ending, skip);
        }
    }
    return status;
}

bf_status bfi_other_stems(bfi_planner *planner, bf_str out[BFI_OTHER_STEMS],
                          size_t *count, const bfi_word *begun)
{
    other_stems found = {planner, out, 0, begun->word};
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < begun->term_count; i++) {
        status = take(&found, begun->terms[i]);
    }
    for (size_t i = 0; !status && i < planner->language_count; i++) {
        bf_analyzer *analyzer = planner->analyzers[i];
        const char *const *ending = endings_of(bf_analyzer_language(analyzer));
        for (; !status && *ending; ending++) {
            status = complete_each(&found, analyzer, bf_str_of(*ending));
        }
    }
    *count = found.count;
    return status;
}
