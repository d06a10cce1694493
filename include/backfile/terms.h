/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_TERMS_H
#define BACKFILE_TERMS_H

/**
 * @file
 * The forms of terms and values in an index: what the writer of documents and
 * the planner of queries must agree on to the byte. docs/index-format.md says
 * which of them an index holds.
 *
 *     bf_buf term;
 *     bf_buf_init(&term, BF_MAX_INDEX_TERM_BYTES);
 *     bf_term_field(&term, BF_FIELD_SECTION, bf_str_of("back-channels"));
 *     // term.data is the section's prefix and "back-channels"
 *
 * The term of a word in the whole text has no prefix: it is bf_token.term.
 * Prefixes are capital letters, which no folded text begins with. Pure
 * functions; any thread.
 */

#include <backfile/article.h>
#include <backfile/limits.h>

BF_BEGIN_DECLS

/** The bytes that Xapian needs for @p term, which BF_MAX_INDEX_TERM_BYTES is
 *  about: a NUL takes two. */
BF_API size_t bf_term_bytes(bf_str term) BF_NOEXCEPT;

/** Append the term that only the article @p id has. A long id is cut and
 *  hashed as in bf_term_field(). */
BF_API void bf_term_id(bf_buf *out, bf_str id) BF_NOEXCEPT;

/**
 * Append the prefix of @p field and @p value: a whole value of a keyword field
 * (bf_keyword_fold(), or the primary subtag for BF_FIELD_LANG; as it is for
 * BF_FIELD_ID and BF_FIELD_SOURCE), or a word in a field (bf_token.term).
 * Where that exceeds BF_MAX_INDEX_TERM_BYTES (in bf_term_bytes()) the end is
 * replaced by a hash of the whole value. Nothing is appended for a field
 * without a prefix.
 */
BF_API void bf_term_field(bf_buf *out, bf_field field, bf_str value)
    BF_NOEXCEPT;

/** What a term says of how an article writes a word, by bf_token.spelling. */
typedef enum bf_spelling {
    /** So, at least half of what the word counts in the article. */
    BF_SPELLING_MOST,
    BF_SPELLING_SOME, /**< so, but for less than that */
    BF_SPELLING_TITLE /**< so in its title */
} bf_spelling;

/** Append the term that articles have where @p what holds for words of the
 *  spelling @p spelling. */
BF_API void bf_term_spelling(bf_buf *out, bf_spelling what, bf_str spelling)
    BF_NOEXCEPT;

/** The term of lean records: its frequency is the length of the document. */
#define BF_TERM_LENGTH "XLENGTH:"

/** Bytes of a time key. */
#define BF_TIME_KEY_BYTES 8u

/** A time as 8 bytes that sort as the times do (big-endian, sign bit
 *  flipped). */
BF_API void bf_time_key(unsigned char out[BF_TIME_KEY_BYTES], bf_time time)
    BF_NOEXCEPT;
/** Read a time key back; false (and 0) when @p key is not 8 bytes. */
BF_API BF_MUST_CHECK bool bf_time_of_key(bf_time *out, bf_str key) BF_NOEXCEPT;

BF_END_DECLS

#endif
