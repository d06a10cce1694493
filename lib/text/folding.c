/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The table of foldings. A language without a line folds all accents in its
 * terms, after they were stemmed with them: French, Spanish (ñ as well, since
 * so many keyboards lack it), Portuguese, Czech, Hungarian and the like, whose
 * people type without accents more often than not.
 *
 * The stemmers of English and German drop a final e of words that they know
 * and none that has an accent. In these languages such words are borrowed
 * (café, résumé) and are written without accents as well, so they are folded
 * before.
 */

#include "folding.h"

#include <string.h>

/* German ------------------------------------------------------------------- */

static bool is_among(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

/* Whether the e at `at` stands for the dots of the vowel before it: ae, oe, and
 * ue, but not in "neue", "Frauen" or "Quelle". As in Snowball's German2 stemmer
 * and its kin; where it errs ("Poet") it errs alike in articles and queries. */
static bool is_umlaut(const char *word, size_t at)
{
    if (at == 0 || word[at] != 'e') {
        return false;
    }
    if (word[at - 1] == 'u') {
        return at == 1 || !is_among(word[at - 2], "aeiouyq");
    }
    return is_among(word[at - 1], "ao");
}

/* Make a vowel and the e that stands for its dots one letter: as long in
 * UTF-8. */
static size_t prepare_german(char *word, size_t size)
{
    for (size_t at = 1; at < size; at++) {
        if (is_umlaut(word, at)) {
            const char vowel = word[at - 1];
            const char *letter = vowel == 'a' ? "ä" : vowel == 'o' ? "ö" : "ü";
            word[at - 1] = letter[0];
            word[at] = letter[1];
        }
    }
    return size;
}

/* Turkish ------------------------------------------------------------------ */

/* Names are parted from their endings by an apostrophe. */
static size_t prepare_turkish(char *word, size_t size)
{
    const char *apostrophe = memchr(word, '\'', size);
    const size_t stem = apostrophe ? (size_t)(apostrophe - word) : size;
    return stem > 1 ? stem : size;
}

/* Romanian ----------------------------------------------------------------- */

/* The stemmer knows s and t with a cedilla, which is what the first encodings
 * had; correct is a comma. */
static size_t prepare_romanian(char *word, size_t size)
{
    for (size_t at = 1; at < size; at++) {
        if (word[at - 1] != '\xc8') {
            continue;
        }
        if (word[at] == '\x99') { /* U+0219, to U+015F */
            word[at - 1] = '\xc5';
            word[at] = '\x9f';
        } else if (word[at] == '\x9b') { /* U+021B, to U+0163 */
            word[at - 1] = '\xc5';
            word[at] = '\xa3';
        }
    }
    return size;
}

/* The table ---------------------------------------------------------------- */

static const bfi_folding foldings[] = {
    {"da", "åäæöø", NULL, NULL, false},
    {"de", NULL, "äöüß", prepare_german, false},
    {"en", NULL, "", NULL, false},
    {"et", "äöõü", NULL, NULL, false},
    {"fi", "åäæöø", NULL, NULL, false},
    {"nb", "åäæöø", NULL, NULL, false},
    {"nn", "åäæöø", NULL, NULL, false},
    {"no", "åäæöø", NULL, NULL, false},
    {"ro", NULL, NULL, prepare_romanian, false},
    {"sv", "åäæöø", NULL, NULL, false},
    {"tr", NULL, NULL, prepare_turkish, true},
};

const bfi_folding *bfi_folding_of(const char *language)
{
    static const bfi_folding plain = {"", NULL, NULL, NULL, false};
    for (size_t i = 0; i < sizeof foldings / sizeof *foldings; i++) {
        if (strcmp(foldings[i].language, language) == 0) {
            return &foldings[i];
        }
    }
    return &plain;
}

bool bfi_folding_keeps(const bfi_folding *folding, bf_str letter)
{
    return folding->kept && letter.size == 2 &&
           memmem(folding->kept, strlen(folding->kept), letter.data, 2) != NULL;
}

/* All languages ------------------------------------------------------------ */

/* Letters of two bytes each. */
static const char arabic[][2][3] = {
    {"\xda\xa9", "\xd9\x83"}, /* kaf of Persian */
    {"\xdb\x8c", "\xd9\x8a"}, /* yeh of Persian */
    {"\xdb\x81", "\xd9\x87"}, /* heh of Urdu */
};
static const char arabic_ends[][2][3] = {
    {"\xd9\x89", "\xd9\x8a"}, /* alef maksura as yeh */
    {"\xd8\xa9", "\xd9\x87"}, /* teh marbuta as heh */
};

static void replace(char *at, const char (*table)[2][3], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (memcmp(at, table[i][0], 2) == 0) {
            memcpy(at, table[i][1], 2);
            return;
        }
    }
}

void bfi_fold_arabic(char *term, size_t size)
{
    for (size_t at = 0; at + 1 < size; at++) {
        if ((unsigned char)term[at] >= 0xda && (unsigned char)term[at] < 0xdc) {
            replace(term + at, arabic, sizeof arabic / sizeof *arabic);
        }
    }
    if (size > 2) {
        replace(term + size - 2, arabic_ends,
                sizeof arabic_ends / sizeof *arabic_ends);
    }
}

bf_str bfi_without_possessive(bf_str word)
{
    if (word.size > 2 && memcmp(word.data + word.size - 2, "'s", 2) == 0) {
        word.size -= 2;
    }
    return word;
}
