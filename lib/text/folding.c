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

/* Hindi and Nepali --------------------------------------------------------- */

enum {
    /* Letters of Devanagari, by their places in the block from U+0900 on. */
    CANDRABINDU = 0x01,
    ANUSVARA = 0x02,
    FIRST_STOP = 0x15, /* five rows of stops, a nasal at the end of each */
    LAST_STOP = 0x2e,
    NNNA = 0x29, /* na, ra and lla with a dot, as one code */
    RRA = 0x31,
    LLLA = 0x34,
    NUKTA = 0x3c,
    SIGN_VIRAMA = 0x4d
};

/* The place in the block of the letter at `at`, or -1. */
static int devanagari_at(const char *word, size_t size, size_t at)
{
    if (at + 3 > size || word[at] != '\xe0' ||
        ((unsigned char)word[at + 1] & 0xfe) != 0xa4) {
        return -1;
    }
    return ((unsigned char)word[at + 1] & 1) << 6 |
           ((unsigned char)word[at + 2] & 0x3f);
}

/* The row of a stop or nasal; the one that stands between na and pa is in
 * none. */
static int row_of(int letter)
{
    if (letter < FIRST_STOP || letter > LAST_STOP || letter == NNNA) {
        return -1;
    }
    return (letter - FIRST_STOP - (letter > NNNA)) / 5;
}

static bool is_nasal(int letter)
{
    return row_of(letter) >= 0 && row_of(letter + 1) != row_of(letter);
}

/* What a letter is written as: dots below, which many leave out, go. */
static int plain_devanagari(int letter)
{
    switch (letter) {
    case CANDRABINDU:
        return ANUSVARA;
    case NNNA:
    case RRA:
    case LLLA:
        return letter - 1;
    default:
        return letter;
    }
}

/* Whether `letter` at `at` is a nasal without a vowel before a stop of its row:
 * the sound that an anusvara stands for as well. */
static bool is_anusvara(const char *word, size_t size, size_t at, int letter)
{
    return is_nasal(letter) &&
           devanagari_at(word, size, at + 3) == SIGN_VIRAMA &&
           row_of(devanagari_at(word, size, at + 6)) == row_of(letter);
}

/* One of the spellings that a word may have: a nasal before a stop as anusvara
 * (हिन्दी, हिंदी), candrabindu as well (हूँ, हूं), and no dots below (फ़िल्म, फिल्म). */
static size_t prepare_hindi(char *word, size_t size)
{
    size_t kept = 0;
    for (size_t at = 0; at < size;) {
        int letter = devanagari_at(word, size, at);
        size_t step = letter < 0 ? 1 : 3;
        if (letter >= 0 && is_anusvara(word, size, at, letter)) {
            letter = ANUSVARA;
            step = 6;
        }
        if (letter < 0) {
            word[kept++] = word[at];
        } else if (letter != NUKTA) {
            letter = plain_devanagari(letter);
            word[kept] = '\xe0';
            word[kept + 1] = (char)(0xa4 | letter >> 6);
            word[kept + 2] = (char)(0x80 | (letter & 0x3f));
            kept += 3;
        }
        at += step;
    }
    return kept;
}

/* The table ---------------------------------------------------------------- */

/* Danes and Norwegians write å as aa in names, and each other's and their
 * neighbours' letters as their own: Malmø, Øystein in Swedish. */
static const char danish[] = "åaaäæöø";
static const char swedish[] = "æäøö";

static const bfi_folding foldings[] = {
    {"da", "åäæöø", NULL, NULL, danish, false},
    {"de", NULL, "äöüß", prepare_german, NULL, false},
    {"el", NULL, "", NULL, NULL, false},
    {"en", NULL, "", NULL, NULL, false},
    {"et", "äöõü", NULL, NULL, NULL, false},
    {"fi", "åäæöø", NULL, NULL, swedish, false},
    {"ga", NULL, NULL, NULL, NULL, false},
    {"hi", NULL, NULL, prepare_hindi, NULL, false},
    {"nb", "åäæöø", NULL, NULL, danish, false},
    {"ne", NULL, NULL, prepare_hindi, NULL, false},
    {"nn", "åäæöø", NULL, NULL, danish, false},
    {"ro", NULL, NULL, prepare_romanian, NULL, false},
    {"sv", "åäæöø", NULL, NULL, swedish, false},
    {"tr", NULL, NULL, prepare_turkish, NULL, true},
};

const bfi_folding *bfi_folding_of(const char *language)
{
    static const bfi_folding plain = {"", NULL, NULL, NULL, NULL, false};
    for (size_t i = 0; i < sizeof foldings / sizeof *foldings; i++) {
        if (strcmp(foldings[i].language, language) == 0) {
            return &foldings[i];
        }
    }
    return &plain;
}

static bool is_capital_vowel(bf_str text)
{
    static const char accented[] = "ÁÉÍÓÚ";
    return is_among(text.data[0], "AEIOU") ||
           (text.size > 1 &&
            memmem(accented, sizeof accented - 1, text.data, 2));
}

size_t bfi_folding_prefix(const bfi_folding *folding, bf_str raw)
{
    return raw.size > 1 && strcmp(folding->language, "ga") == 0 &&
                   is_among(raw.data[0], "nth") &&
                   is_capital_vowel((bf_str){raw.data + 1, raw.size - 1})
               ? 1
               : 0;
}

bool bfi_folding_keeps(const bfi_folding *folding, bf_str letter)
{
    return folding->kept && letter.size == 2 &&
           memmem(folding->kept, strlen(folding->kept), letter.data, 2) != NULL;
}

/* All languages ------------------------------------------------------------ */

void bfi_folding_swap(const bfi_folding *folding, char *term, size_t size)
{
    for (size_t at = 0; folding->swapped && at + 1 < size; at++) {
        for (const char *pair = folding->swapped; *pair; pair += 4) {
            if (memcmp(term + at, pair, 2) == 0) {
                memcpy(term + at, pair + 2, 2);
                break;
            }
        }
    }
}

/* Letters of two bytes each that are mixed up at the end of a word: alef
 * maksura and yeh, teh marbuta and heh. */
void bfi_fold_arabic(char *term, size_t size)
{
    if (size <= 2) {
        return;
    }
    term += size - 2;
    if (memcmp(term, "\xd9\x89", 2) == 0) {
        term[1] = '\x8a';
    } else if (memcmp(term, "\xd8\xa9", 2) == 0) {
        memcpy(term, "\xd9\x87", 2);
    }
}

bf_str bfi_without_possessive(bf_str word)
{
    if (word.size > 2 && memcmp(word.data + word.size - 2, "'s", 2) == 0) {
        word.size -= 2;
    }
    return word;
}
