/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Detection. A pass over some of the text counts the letters of each script,
 * and gives points to the languages for which a word is typical. Then the
 * languages of the script that is written are compared.
 */

#include "detect.h"

#include <backfile/detect.h>

#include "chars.h"
#include "fold.h"

#include <stdlib.h>
#include <string.h>

enum {
    WINDOWS = 4, /* places of a long text that are looked at */
    MAX_VOTES = BF_MAX_DETECT_BYTES / 2, /* two of a long word, one of others */
    ENDING_CHARS = 5,
    LONG_WORD = 6, /* letters from which on an ending counts */
    /* Points of a word. */
    BY_WORD = 4,
    BY_LETTER = 3,
    BY_ENDING = 2,
    /* What certainty takes. */
    SURE_POINTS = 10,
    SURE_LEAD = 6,
    SURE_RATIO = 3,
    SURE_LETTERS = 4,
    SURE_HAN = 16,
    /* An ideograph, kana or syllable says as much as so many letters. */
    CHAR_WEIGHT = 3
};

/* Of the share of words that is usual for a language. */
#ifndef SURE_SHARE
#define SURE_SHARE 0.4
#endif

/* The word in hand. */
typedef struct word {
    char bytes[1 + BFI_TYPICAL_BYTES]; /* room for a hyphen, then the word */
    size_t size;
    unsigned starts[BFI_TYPICAL_BYTES]; /* of its characters */
    size_t length;                      /* in characters; of a word that fits */
    bool too_long;
    uint64_t letters; /* languages that have all its special letters */
    bool has_letters;
    bfi_script script;
} word;

/* Languages that one word speaks for. */
typedef struct vote {
    uint64_t languages;
    unsigned points;
} vote;

typedef struct tally {
    const bf_detector *detector;
    unsigned letters[BFI_SCRIPTS + 1];
    unsigned words[BFI_SHARED_SCRIPTS];
    unsigned points[64]; /* of bfi_typicals, without words in code */
    vote votes[MAX_VOTES];
    size_t vote_count;
    bool is_chinese; /* has a character that Japanese is written without */
    word word;
} tally;

/* Words -------------------------------------------------------------------- */

static void start_word(word *w)
{
    w->size = 0;
    w->length = 0;
    w->too_long = false;
    w->letters = UINT64_MAX;
    w->has_letters = false;
}

static void add_text(word *w, const char *text, size_t size)
{
    if (w->too_long || w->size + size > BFI_TYPICAL_BYTES) {
        w->too_long = true;
        return;
    }
    w->starts[w->length++] = (unsigned)w->size;
    memcpy(w->bytes + 1 + w->size, text, size);
    w->size += size;
}

static uint32_t first_code(const char *text, size_t size)
{
    size_t step;
    return bf_utf8_next(text, text + size, &step);
}

/* Languages in which words that end like this are common. */
static uint64_t by_ending(const tally *t, word *w)
{
    size_t longest = w->length < ENDING_CHARS ? w->length : ENDING_CHARS;
    for (size_t chars = longest; chars >= 2; chars--) {
        char *start = w->bytes + w->starts[w->length - chars];
        char before = *start;
        size_t size = w->size - w->starts[w->length - chars];
        uint64_t languages;
        *start = '-';
        languages = bfi_typical_find(t->detector, (bf_str){start, 1 + size});
        *start = before;
        if (languages) {
            return languages;
        }
    }
    return 0;
}

static void give(tally *t, uint64_t languages, unsigned points)
{
    bool in_code = languages & BFI_IN_CODE;
    languages &= ~BFI_IN_CODE;
    if (languages && t->vote_count < MAX_VOTES) {
        t->votes[t->vote_count++] = (vote){languages, points};
    }
    if (in_code) {
        return;
    }
    for (; languages; languages &= languages - 1) {
        t->points[__builtin_ctzll(languages)] += points;
    }
}

/* Count the word in hand. One letter of Latin is more often a variable or an
 * initial than a word. */
static void end_word(tally *t)
{
    word *w = &t->word;
    uint64_t languages;
    if (w->length > 1 || (w->length == 1 && w->script == BFI_SCRIPT_CYRILLIC)) {
        t->words[w->script]++;
        languages = w->too_long
                        ? 0
                        : bfi_typical_find(t->detector,
                                           (bf_str){w->bytes + 1, w->size});
        give(t, languages, BY_WORD);
        if (!languages && w->has_letters) {
            give(t, w->letters, BY_LETTER);
        }
        if (!languages && !w->too_long && w->length >= LONG_WORD) {
            give(t, by_ending(t, w), BY_ENDING);
        }
    }
    start_word(w);
}

/* Text --------------------------------------------------------------------- */

static bool is_only_chinese(uint32_t code)
{
    /* Of the commonest characters those that are not Japanese, in simplified
     * and in traditional writing. */
    static const uint32_t codes[] = {
        0x4f60, 0x4eec, 0x5011, 0x8fd9, 0x9019, 0x4e48, 0x9ebc, 0x5417,
        0x55ce, 0x6ca1, 0x6c92, 0x8bf4, 0x8aaa, 0x8fd8, 0x9084, 0x5bf9,
        0x5c0d, 0x65f6, 0x6642, 0x4e3a, 0x70ba, 0x8be5, 0x8a72, 0x7ed9,
        0x5427, 0x5462, 0x8ba9, 0x6bcf, 0x4ece, 0x5f9e, 0x60a8, 0x4e86,
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (codes[i] == code) {
            return true;
        }
    }
    return false;
}

static void take_shared(tally *t, bfi_cluster cluster, bfi_script script,
                        bf_str raw)
{
    char form[BFI_CLUSTER_BYTES];
    size_t size = bfi_typical_form(form, cluster, script);
    uint32_t code = first_code(form, size);
    word *w = &t->word;
    if (w->length > 0 && w->script != script) {
        end_word(t);
    }
    w->script = script;
    /* Folding made ss of it. */
    if (raw.size == 2 && memcmp(raw.data, "\xc3\x9f", 2) == 0) {
        code = 0xdf;
    }
    add_text(w, form, size);
    if (code >= 0x80) {
        uint64_t languages =
            bfi_typical_find(t->detector, bfi_letter_key(&code));
        w->has_letters = w->has_letters || languages;
        w->letters &= languages ? languages : UINT64_MAX;
    }
}

static void take_cluster(tally *t, bf_str text, size_t *at)
{
    bfi_cluster cluster;
    size_t start = *at;
    bfi_script script;
    if (!bfi_cluster_read(&cluster, text, at) || cluster.count == 0) {
        return;
    }
    script = bfi_script_of((uint32_t)cluster.codes[0]);
    if (script == BFI_SCRIPT_NONE ||
        bfi_class_of((uint32_t)cluster.codes[0]) == BFI_OTHER) {
        end_word(t);
        return;
    }
    t->letters[script] += script == BFI_SCRIPT_HAN ||
                                  script == BFI_SCRIPT_KANA ||
                                  script == BFI_SCRIPT_HANGUL
                              ? CHAR_WEIGHT
                              : 1;
    if (script < BFI_SHARED_SCRIPTS) {
        take_shared(t, cluster, script,
                    (bf_str){text.data + start, *at - start});
        return;
    }
    end_word(t);
    t->is_chinese =
        t->is_chinese || is_only_chinese((uint32_t)cluster.codes[0]);
}

static void take_ascii(tally *t, char c)
{
    char small = bfi_ascii_lower(c);
    if (small < 'a' || small > 'z') {
        end_word(t);
        return;
    }
    if (t->word.length > 0 && t->word.script != BFI_SCRIPT_LATIN) {
        end_word(t);
    }
    t->word.script = BFI_SCRIPT_LATIN;
    t->letters[BFI_SCRIPT_LATIN]++;
    add_text(&t->word, &small, 1);
}

static void take_text(tally *t, bf_str text)
{
    size_t at = 0;
    while (at < text.size) {
        size_t plain = bfi_ascii_run(text, at, text.size);
        for (size_t i = 0; i < plain; i++) {
            take_ascii(t, text.data[at + i]);
        }
        at += plain;
        if (plain == 0) {
            take_cluster(t, text, &at);
        }
    }
    end_word(t);
}

/* Take `bytes` of `text`, spread over it. */
static void take_windows(tally *t, bf_str text, size_t bytes)
{
    size_t window = bytes / WINDOWS;
    for (size_t i = 0; i < WINDOWS; i++) {
        size_t start = (text.size - window) / (WINDOWS - 1) * i;
        size_t end = start + window;
        while (i > 0 && start < end && text.data[start] != ' ' &&
               text.data[start] != '\n') {
            start++; /* not in the midst of a word */
        }
        /* Without a space it is a script without spaces. */
        start = start == end ? end - window : start;
        take_text(t, (bf_str){text.data + start, end - start});
    }
}

/* Deciding ----------------------------------------------------------------- */

static double least(double a, double b)
{
    return a < b ? a : b;
}

/* What is certain at `needed` is 0.5. */
static double reached(double value, double needed)
{
    return value >= 2 * needed ? 1 : value / needed / 2;
}

static void propose(bf_detected *out, const char *language, double confidence)
{
    out->language = language;
    out->confidence = confidence;
}

/* The language of `script` with most points; of equal ones the first. */
static size_t find_best(const tally *t, bfi_script script)
{
    size_t best = 0;
    unsigned points = 0;
    for (size_t i = 0; i < bfi_typical_count; i++) {
        if (bfi_typicals[i].script == script && t->points[i] > points) {
            points = t->points[i];
            best = i;
        }
    }
    return best;
}

/* How surely it is `best` and not `other`, by what speaks for one of the two
 * only: neighbours share most of their words, and in a text of two languages
 * much speaks for each. */
static double compare(const tally *t, size_t best, size_t other)
{
    unsigned for_best = 0;
    unsigned for_other = 0;
    for (size_t i = 0; i < t->vote_count; i++) {
        uint64_t languages = t->votes[i].languages;
        bool has_best = languages >> best & 1;
        bool has_other = languages >> other & 1;
        for_best += has_best && !has_other ? t->votes[i].points : 0;
        for_other += has_other && !has_best ? t->votes[i].points : 0;
    }
    if (for_best <= for_other) {
        return 0;
    }
    return least(reached(for_best - for_other, SURE_LEAD),
                 reached(for_best, SURE_RATIO * for_other));
}

/* The likeliest of the languages that share `script`. */
static void decide_shared(bf_detected *out, const tally *t, bfi_script script)
{
    size_t best = find_best(t, script);
    double points = t->points[best];
    double sure;
    if (points == 0) {
        return;
    }
    sure = least(reached(points, SURE_POINTS),
                 reached(100 * points / BY_WORD / t->words[script],
                         SURE_SHARE * bfi_typicals[best].percent));
    for (size_t i = 0; i < bfi_typical_count; i++) {
        if (i != best && bfi_typicals[i].script == script &&
            t->points[i] * 2 * SURE_RATIO >= points) {
            sure = least(sure, compare(t, best, i));
        }
    }
    propose(out, bfi_typicals[best].language, sure);
}

/* Chinese, Japanese or Korean, whose scripts go together. */
static void decide_cjk(bf_detected *out, const tally *t)
{
    double han = t->letters[BFI_SCRIPT_HAN];
    double kana = t->letters[BFI_SCRIPT_KANA];
    double hangul = t->letters[BFI_SCRIPT_HANGUL];
    double all = han + kana + hangul;
    if (hangul >= 0.3 * all) {
        propose(out, "ko", reached(hangul, CHAR_WEIGHT * SURE_LETTERS));
    } else if (kana >= 0.05 * all) {
        propose(out, "ja", reached(kana, CHAR_WEIGHT * 2));
    } else {
        propose(out, "zh",
                reached(all, CHAR_WEIGHT *
                                 (t->is_chinese ? SURE_LETTERS : SURE_HAN)));
    }
}

static unsigned count_cjk(const tally *t)
{
    return t->letters[BFI_SCRIPT_HAN] + t->letters[BFI_SCRIPT_KANA] +
           t->letters[BFI_SCRIPT_HANGUL];
}

/* The script other than Latin that is written most; BFI_SCRIPT_HAN stands for
 * the three that go together. */
static bfi_script main_script(const tally *t, unsigned *letters)
{
    bfi_script main = BFI_SCRIPT_HAN;
    *letters = count_cjk(t);
    for (int i = BFI_SCRIPT_LATIN + 1; i < BFI_SCRIPTS; i++) {
        bool is_cjk = i == BFI_SCRIPT_HAN || i == BFI_SCRIPT_KANA ||
                      i == BFI_SCRIPT_HANGUL;
        if (!is_cjk && t->letters[i] > *letters) {
            main = (bfi_script)i;
            *letters = t->letters[i];
        }
    }
    return main;
}

static void decide_script(bf_detected *out, const tally *t, bfi_script script)
{
    if (script < BFI_SHARED_SCRIPTS) {
        decide_shared(out, t, script);
    } else if (script < BFI_SCRIPT_ALONE) {
        decide_cjk(out, t);
    } else {
        propose(out, bfi_script_language(script),
                reached(t->letters[script], SURE_LETTERS));
    }
}

/* Latin letters stand in texts of every script, as names and code, so that
 * a quarter of another script is enough, unless there is as surely a language
 * in Latin letters beside it. */
static void decide(bf_detected *out, const tally *t)
{
    bf_detected latin = {"", 0};
    unsigned others = 0;
    unsigned letters;
    bfi_script main = main_script(t, &letters);
    unsigned all = count_cjk(t);
    for (int i = 0; i < BFI_SCRIPTS; i++) {
        bool is_cjk = i == BFI_SCRIPT_HAN || i == BFI_SCRIPT_KANA ||
                      i == BFI_SCRIPT_HANGUL;
        all += is_cjk ? 0 : t->letters[i];
    }
    others = all - t->letters[BFI_SCRIPT_LATIN];
    decide_shared(&latin, t, BFI_SCRIPT_LATIN);
    if (letters < 0.75 * others) {
        return; /* several scripts, none of them above the others */
    }
    if (others >= 0.25 * all) {
        decide_script(out, t, main);
        if (latin.confidence >= 0.5 && others < 0.75 * all) {
            out->confidence = least(out->confidence, 0.49);
        }
    } else {
        *out = latin;
    }
}

void bf_detect(bf_detected *out, const bf_detector *detector,
               const bf_str *texts, size_t count)
{
    tally t = {.detector = detector};
    size_t left = BF_MAX_DETECT_BYTES;
    *out = (bf_detected){"", 0};
    start_word(&t.word);
    for (size_t i = 0; i < count; i++) {
        /* Each but the last one gets at most a quarter of what is left. */
        size_t bytes = i + 1 < count ? left / 4 : left;
        if (texts[i].size <= bytes) {
            take_text(&t, texts[i]);
            left -= texts[i].size;
        } else {
            take_windows(&t, texts[i], bytes);
            left -= bytes;
        }
    }
    decide(out, &t);
    if (out->confidence < 0.5) {
        out->language = "";
    }
}

bool bf_detect_knows(bf_str lang)
{
    static const char *const cjk[] = {"zh", "ja", "ko"};
    for (size_t i = 0; i < sizeof cjk / sizeof *cjk; i++) {
        if (bf_str_is(lang, cjk[i])) {
            return true;
        }
    }
    for (int i = BFI_SCRIPT_ALONE; i < BFI_SCRIPTS; i++) {
        if (bf_str_is(lang, bfi_script_language((bfi_script)i))) {
            return true;
        }
    }
    for (size_t i = 0; i < bfi_typical_count; i++) {
        if (bf_str_is(lang, bfi_typicals[i].language)) {
            return true;
        }
    }
    return false;
}
