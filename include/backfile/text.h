/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_TEXT_H
#define BACKFILE_TEXT_H

/**
 * @file
 * The analyzer: text in, tokens out. The one and the same analyzer serves
 * articles, queries and excerpts, so what was indexed is what is asked for and
 * what is highlighted.
 *
 *     bf_analyzer *analyzer;
 *     bf_token token;
 *     status = bf_analyzer_new(&analyzer, bf_str_of("en"), &err);
 *     bf_analyzer_start(analyzer, text);
 *     while (bf_analyzer_next(analyzer, &token)) {
 *         // "Cafés" gives term "cafe", word "cafes", span of the five letters
 *     }
 *     bf_analyzer_free(analyzer);
 *
 * A token is a word in the sense of Unicode (UAX #29) that holds a letter or a
 * digit, with these departures, each made so that people find what they type
 * (docs/analysis.md has them all, with reasons and examples):
 *
 * - Chinese, Japanese and Korean, and the scripts of Thai, Lao, Khmer and
 *   Burmese, give overlapping pairs of characters; one that stands alone gives
 *   itself. A character is taken with its marks, and a syllable of hangul
 *   counts as one however it is encoded.
 * - Hyphens, slashes, underscores and the like, and colons, separate words, and
 *   so do periods between letters (`example.com`), except where each letter
 *   stands alone: `U.S.A.` is `usa`. In numbers they belong to the word.
 * - All apostrophes are one, also those that Unicode counts as letters, and
 *   belong to a word only between two of its letters: O'Neill, O’Neill. The
 *   same goes for the geresh, and for the gershayim, of Hebrew. What is elided
 *   before a vowel is a word of its own: `l'homme` is `l` and `homme`.
 * - Subscript digits belong to the word: CO₂ is `co2`. A fraction such as ½ is
 *   a word, `1/2`, and so is an emoji, with all that is tied to it.
 * - The zero-width space is ignored inside words, as soft hyphens and other
 *   invisible characters are, except in Thai and its like, where it separates.
 *
 * Where people also write several of these words as one, or one in another way,
 * there is a *joined* token for that beside them: `back-channel` is `back`,
 * `channel` and, joined, `backchannel`; `O'Neill` is also `oneill`, `1,000`
 * also `1000`, `C++` also `c++`. Segmentation and written forms never depend on
 * the language.
 *
 * Each token has these forms:
 *
 * - the *written form* `word`: NFKC, case folded, accents folded, decimal
 *   digits of all scripts as those of ASCII;
 * - the *term*: the same word without a final 's, stemmed by libstemmer, and
 *   then folded as people of the language expect.
 *
 * A third one, the *spelling*, tells words apart that differ in nothing but
 * accents, for who prefers those that were asked for: `pêch` for pêche and
 * pêches, `péché` for péché and péchés, `über` for über. It is the word in
 * NFKC, case folded, with its accents, as far as it agrees with its stem, and
 * at least to the last letter of which the term lacks the accent.
 *
 * Accents are folded where people leave them out when they type: on Latin and
 * Greek letters, with letters such as ø, ł, đ, æ and ß; the points of Hebrew
 * and Arabic; in Cyrillic stress marks and ё. All else stays (й, ї, Indian
 * vowel signs, Japanese voicing marks). In terms of Swedish, Finnish, Danish,
 * Norwegian and Estonian, å ä ö æ ø õ ü stay, or become what the language has
 * in their place; those of German have ae, oe and ue as ä, ö and ü; Turkish has
 * its two letters i; Hindi has one of the spellings that it allows. Of one
 * character 30 marks count, and more are ignored (see "Stream-Safe Text Format"
 * in UAX #15).
 *
 * The text may be anything: bytes that are not UTF-8 separate words. Spellings
 * that Unicode calls equivalent give equal forms. Time is linear in the text,
 * memory does not depend on it (2 MB at most, as far as words fill it), and
 * bf_analyzer_next() allocates nothing. An analyzer is used by one thread at a
 * time.
 */

#include <backfile/limits.h>
#include <backfile/util.h>

BF_BEGIN_DECLS

typedef struct bf_analyzer bf_analyzer;

/** Bits of bf_token.flags. */
enum {
    /** A pair of characters of a script without spaces (or a lone one). */
    BF_TOKEN_NGRAM = 1,
    /** The word was longer than BF_MAX_TERM_BYTES: both forms are its first
     *  bytes and a hash of the whole. */
    BF_TOKEN_CLIPPED = 2,
    /** Another way to write the @c reach ordinary tokens from its position
     *  on. */
    BF_TOKEN_JOINED = 4,
    /** A joined token with a sign that makes a name of what is covered: c++,
     *  at&t. Who asks for it means no other use of its parts. */
    BF_TOKEN_NAME = 8,
    /** A joined token of what periods tie together: example.com, node.js. It
     *  names one thing more than its parts do, so it counts beside them. */
    BF_TOKEN_DOTTED = 16,
    /** One character of a pair: a joined token, so that one alone is found in
     *  what has it in pairs, and counts beside these. */
    BF_TOKEN_UNIT = 32,
    /** A joined token of a word with accents as it is typed without them, where
     *  that has another term: educacion for educación; or of the number of a
     *  version: 1.0.2 for v1.0.2. Articles have it for who types so; who types
     *  the accents, or the v, asks for the other one only. */
    BF_TOKEN_PLAIN = 64
};

/** One token. The slices are borrowed until the next call on the analyzer. */
typedef struct bf_token {
    bf_str term; /**< stemmed form: 1 to BF_MAX_TERM_BYTES bytes */
    bf_str word; /**< written form: 1 to BF_MAX_TERM_BYTES bytes */
    /** The spelling: the word with the accents that its term lacks, without its
     *  ending, up to BF_MAX_TERM_BYTES. Empty where the term lacks none, and
     * for a clipped word. */
    bf_str spelling;
    /** Counts the ordinary tokens of this text from 0. Joined tokens come right
     *  after the first token that they cover, and have its position; so tokens
     *  come by rising position. */
    uint32_t position;
    /** How many ordinary tokens it covers: 1, but for a joined one up to
     *  BF_MAX_JOINED_TOKENS. What follows it is at position + reach. */
    uint32_t reach;
    /** Where it stands in the text, on borders of code points, with its marks.
     *  Starts never fall, and of ordinary tokens both starts and ends rise;
     *  the spans of pairs overlap. */
    bf_span span;
    unsigned flags;
} bf_token;

/**
 * A new analyzer for the language @p lang, a BCP 47 tag of which the primary
 * subtag counts: "en", "pt-BR", "zh-Hans". An empty tag or a language that
 * libstemmer lacks analyses without stemming; bf_language_stems() tells.
 *
 * @return BF_ERR_INVALID when @p lang is not a language tag at all.
 */
BF_API BF_MUST_CHECK bf_status bf_analyzer_new(bf_analyzer **out, bf_str lang,
                                               bf_error *err) BF_NOEXCEPT;
BF_API void bf_analyzer_free(bf_analyzer *analyzer) BF_NOEXCEPT;

/** Begin with @p text, borrowed until the last bf_analyzer_next(). */
BF_API void bf_analyzer_start(bf_analyzer *analyzer, bf_str text) BF_NOEXCEPT;

/** The next token, or false at the end (then @p token is zeroed). */
BF_API BF_MUST_CHECK bool bf_analyzer_next(bf_analyzer *analyzer,
                                           bf_token *token) BF_NOEXCEPT;

/** The term that @p word, the text of one ordinary token, would have if its
 *  language were not stemmed: what the terms of longer words begin with.
 * Borrowed until the next call on the analyzer, which has to be started anew.
 */
BF_API bf_str bf_analyzer_unstemmed(bf_analyzer *analyzer, bf_str word)
    BF_NOEXCEPT;

/** The primary subtag that the analyzer was made for, lower case: "pt".
 *  Borrowed from it. */
BF_API bf_str bf_analyzer_language(const bf_analyzer *analyzer) BF_NOEXCEPT;

/* Sets of analyzers ------------------------------------------------------- */

/**
 * Analyzers by language, each made when it is first asked for: for whoever
 * reads articles of many languages, or asks the same index again and again.
 * Used by one thread at a time.
 */
typedef struct bf_analyzer_set bf_analyzer_set;

BF_API BF_MUST_CHECK bf_status bf_analyzer_set_new(bf_analyzer_set **out,
                                                   bf_error *err) BF_NOEXCEPT;
BF_API void bf_analyzer_set_free(bf_analyzer_set *set) BF_NOEXCEPT;

/**
 * The analyzer for @p lang, a tag as for bf_analyzer_new(); for what is no
 * language tag, the one that does not stem.
 *
 * @param[out] out  borrowed from @p set until it was asked for
 *                  BF_MAX_ANALYZERS - 1 other languages: then the one that was
 *                  not asked for longest gives way
 */
BF_API BF_MUST_CHECK bf_status bf_analyzer_set_get(bf_analyzer **out,
                                                   bf_analyzer_set *set,
                                                   bf_str lang, bf_error *err)
    BF_NOEXCEPT;

/* Languages --------------------------------------------------------------- */

/** Bytes of a primary subtag with its NUL (2 or 3 letters). */
#define BF_LANGUAGE_BYTES 4

/**
 * The primary subtag of a language tag in lower case, the shortest and newest
 * of those that mean the same: "pt-BR", "pt_br", "PT" and "por" give "pt",
 * "iw" gives "he", "no" and "nob" give "nb". An empty tag gives "".
 *
 * @return BF_ERR_INVALID when @p tag does not begin with 2 or 3 ASCII letters
 *         that end there or at `-` or `_`: longer subtags name no language.
 */
BF_API BF_MUST_CHECK bf_status bf_language_primary(char out[BF_LANGUAGE_BYTES],
                                                   bf_str tag, bf_error *err)
    BF_NOEXCEPT;

/** Whether words of @p lang may have other terms than the same words of a
 *  language that nothing is known of: it is stemmed, or folds in its own way.
 *  False too for what is no language tag. */
BF_API bool bf_language_has_terms(bf_str lang) BF_NOEXCEPT;

/** Append a line for each language that libstemmer stems, by rising code: its
 *  primary subtag, a tab, and its English name in small letters. */
BF_API void bf_language_list(bf_buf *out) BF_NOEXCEPT;

/** Whether libstemmer stems @p lang (a tag as for bf_analyzer_new()). False
 *  too for what is no language tag. */
BF_API bool bf_language_stems(bf_str lang) BF_NOEXCEPT;

/**
 * Whether @p word, a written form, is a stop word of @p language, a primary
 * subtag: an article, a pronoun, a preposition and the like, which says little
 * of what is asked for. False for languages of which none are known. The
 * analyzer keeps such words; it is queries that ask.
 */
BF_API bool bf_is_stop_word(bf_str language, bf_str word) BF_NOEXCEPT;

/* Folding ----------------------------------------------------------------- */

/** Most bytes that folding makes of one: U+FDFA has 3 and becomes 33. */
#define BF_MAX_FOLD_GROWTH 11u

/**
 * Append the written form of @p text, words and all else: NFKC, case folded,
 * accents folded. As bf_token.word, of a whole text.
 * The result is valid UTF-8: a byte that is not becomes U+FFFD.
 *
 * @return BF_ERR_LIMIT when the cap of @p out is reached.
 */
BF_API BF_MUST_CHECK bf_status bf_text_fold(bf_buf *out, bf_str text,
                                            bf_error *err) BF_NOEXCEPT;

/**
 * Append the form of a keyword (section, tag, author) that is compared: folded
 * as by bf_text_fold(), with each run of white space, `-` and `_` made one
 * `-`, none at the ends. "Social Media" and "social-media" are equal by it.
 *
 * @return BF_ERR_LIMIT when the cap of @p out is reached.
 */
BF_API BF_MUST_CHECK bf_status bf_keyword_fold(bf_buf *out, bf_str text,
                                               bf_error *err) BF_NOEXCEPT;

/* Characters -------------------------------------------------------------- */

/**
 * The largest size ≤ @p max_bytes at which @p text can be cut without
 * splitting a character as people see it (a grapheme cluster, UAX #29). One
 * that is longer than 128 bytes or than @p max_bytes is split between its
 * code points. In constant time.
 */
BF_API size_t bf_text_clip(bf_str text, size_t max_bytes) BF_NOEXCEPT;

BF_END_DECLS

#endif
