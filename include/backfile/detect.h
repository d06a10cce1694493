/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_DETECT_H
#define BACKFILE_DETECT_H

/**
 * @file
 * The language of a text that does not tell it, or the knowledge that it
 * cannot be told.
 *
 *     bf_detector *detector;
 *     bf_detected found;
 *     status = bf_detector_new(&detector, &err);
 *     bf_detect(&found, detector, texts, 2);   // a title and a body
 *     if (found.language[0]) {
 *         printf("%s\n", found.language);      // "de"
 *     }
 *     bf_detector_free(detector);
 *
 * The script comes first: kana is Japanese, hangul Korean, and Greek, Thai,
 * Armenian and others have one language each. Languages that share Latin,
 * Cyrillic, Arabic, Devanagari or Hebrew letters are told apart by their
 * commonest words, by letters that not all of them have, and by the endings of
 * longer words. What has too little of these (code, names, a few words), or
 * nearly as much of another language, has none: an answer is to be right, not
 * frequent. docs/languages.md lists the languages and how often it is
 * right.
 */

#include <backfile/text.h>

BF_BEGIN_DECLS

/** What bf_detect() needs to know; made once. It does not change, so that any
 *  number of threads may use it. */
typedef struct bf_detector bf_detector;

typedef struct bf_detected {
    /** The primary subtag, static text; "" when that is not certain. Norwegian
     * is "nb" or "nn", Chinese "zh" whatever its letters. */
    const char *language;
    /** From 0 to 1: how much of what certainty takes there is; from 0.5 on it
     *  is certain. Without a language, what the likeliest one reached. */
    double confidence;
} bf_detected;

BF_API BF_MUST_CHECK bf_status bf_detector_new(bf_detector **out, bf_error *err)
    BF_NOEXCEPT;
BF_API void bf_detector_free(bf_detector *detector) BF_NOEXCEPT;

/**
 * The language of an article of which @p texts are the parts, such as title,
 * summary and body, the longest last; any bytes. At most
 * BF_MAX_DETECT_BYTES are looked at: in constant time, about a
 * tenth of a millisecond, without allocating.
 */
BF_API void bf_detect(bf_detected *out, const bf_detector *detector,
                      const bf_str *texts, size_t count) BF_NOEXCEPT;

/** Whether bf_detect() may answer @p lang, a primary subtag: with another one
 *  a text may be taken for its nearest neighbour. */
BF_API bool bf_detect_knows(bf_str lang) BF_NOEXCEPT;

BF_END_DECLS

#endif
