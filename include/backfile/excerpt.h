/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_EXCERPT_H
#define BACKFILE_EXCERPT_H

/**
 * @file
 * Excerpts: the fragments of a text that show best why it was found, with the
 * words of the query marked.
 *
 *     bf_excerpt excerpt;
 *     bf_excerpt_opts opts = BF_EXCERPT_OPTS_DEFAULT;
 *     status = bf_excerpt_make(&excerpt, arena, analyzer, words, word_count,
 *                              article.body, &opts, &err);
 *     for (size_t i = 0; i < excerpt.count; i++) {
 *         bf_marked_html(&page, &excerpt.fragments[i], "<mark>", "</mark>");
 *     }
 *
 * Nothing here is escaped but the output of bf_marked_html(). A word is marked
 * when the analyzer gives it the term of a query word; a word of a phrase only
 * where the phrase stands, or alone when the text does not hold the phrase at
 * all. Marks lie on the analyzer's spans and never overlap; words of a phrase
 * share one mark.
 */

#include <backfile/limits.h>
#include <backfile/text.h>

BF_BEGIN_DECLS

/** A word to mark. */
typedef struct bf_mark_word {
    bf_str term;   /**< its term, or the written beginning for a prefix */
    bf_str word;   /**< its written form; used when @c exact */
    bool prefix;   /**< marks every word that begins with @c term */
    bool exact;    /**< marks the written form only */
    size_t phrase; /**< 0: a word of its own; else the number of its phrase */
    size_t place;  /**< in a phrase: which of its tokens, from 0; several
                        words of a phrase may share a place */
    size_t reach;  /**< in a phrase: how many of its tokens it stands for; 0
                        is as 1 */
    double weight; /**< how much it matters, > 0; rare words more */
} bf_mark_word;

/** A piece of text with marks in it. */
typedef struct bf_marked {
    bf_str text; /**< valid UTF-8; line ends and runs of space are one space */
    const bf_span *marks; /**< in @c text, rising, apart */
    size_t mark_count;
    bool cut_start; /**< text stood before it */
    bool cut_end;   /**< text follows it */
} bf_marked;

/** An excerpt: fragments in the order of the text. */
typedef struct bf_excerpt {
    const bf_marked *fragments;
    size_t count; /**< 0 only when the text is empty or blank */
} bf_excerpt;

/** How large an excerpt is. */
typedef struct bf_excerpt_opts {
    /** Most bytes of all fragments together: BF_MIN_EXCERPT_BYTES to
     *  BF_MAX_EXCERPT_BYTES. */
    size_t max_bytes;
    /** Most fragments: 1 to BF_MAX_EXCERPT_FRAGMENTS. */
    size_t max_fragments;
} bf_excerpt_opts;

/** The defaults as an initialiser. */
#define BF_EXCERPT_OPTS_DEFAULT                                                \
    {                                                                          \
        BF_DEFAULT_EXCERPT_BYTES, BF_DEFAULT_EXCERPT_FRAGMENTS                 \
    }

/** Check options: BF_ERR_INVALID when they are out of range. */
BF_API BF_MUST_CHECK bf_status
bf_excerpt_opts_check(const bf_excerpt_opts *opts, bf_error *err) BF_NOEXCEPT;

/**
 * Choose the fragments of @p text.
 *
 * Prefers fragments with many different words of the query, close together, in
 * their phrase, rare ones first; begins and ends at a sentence where one is
 * near, else between words. Without any match it is the beginning of the text.
 * Looks at the first BF_MAX_EXCERPT_SCAN_BYTES of @p text only; linear time.
 *
 * @param[out] out       its memory is in @p arena
 * @param      analyzer  of the language of the text; used, not kept
 * @return BF_ERR_INVALID for options out of range.
 */
BF_API BF_MUST_CHECK bf_status bf_excerpt_make(bf_excerpt *out, bf_arena *arena,
                                               bf_analyzer *analyzer,
                                               const bf_mark_word *words,
                                               size_t word_count, bf_str text,
                                               const bf_excerpt_opts *opts,
                                               bf_error *err) BF_NOEXCEPT;

/** Mark the words in all of @p text (a title), nothing cut but at
 *  BF_MAX_FIELD_BYTES. Its memory is in @p arena. */
BF_API BF_MUST_CHECK bf_status bf_mark_text(bf_marked *out, bf_arena *arena,
                                            bf_analyzer *analyzer,
                                            const bf_mark_word *words,
                                            size_t word_count, bf_str text,
                                            bf_error *err) BF_NOEXCEPT;

/** Append @p marked as HTML: text escaped, @p open and @p close (as they are)
 *  around each mark. No ellipsis is added. */
BF_API void bf_marked_html(bf_buf *out, const bf_marked *marked,
                           const char *open, const char *close) BF_NOEXCEPT;

BF_END_DECLS

#endif
