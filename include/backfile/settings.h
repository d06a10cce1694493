/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_SETTINGS_H
#define BACKFILE_SETTINGS_H

/**
 * @file
 * The settings of an index: what people choose, as YAML, kept with the index.
 * docs/settings.md describes the file:
 *
 *     index:
 *       memory: 256MB
 *       records: complete
 *     ranking:
 *       k1: 1.2
 *       b: 0.75
 *     fields:
 *       title:
 *         weight: 8
 *
 * What is not given has its default. Nothing is guessed: a key that is unknown
 * or given twice, and a value that is not as it must be, are told with their
 * place, and then none of the file is used. Pure functions; any thread.
 */

#include <backfile/article.h>
#include <backfile/score.h>

BF_BEGIN_DECLS

/** What the records hold beside the articles. */
typedef enum bf_records {
    BF_RECORDS_COMPLETE, /**< the words of their text: Xapian can answer */
    BF_RECORDS_LEAN      /**< none of them: only the blocks answer */
} bf_records;

/** The settings of an index. */
typedef struct bf_settings {
    /** Memory to build blocks in: BF_MIN_BLOCKS_BYTES to BF_MAX_BLOCKS_BYTES,
     *  a multiple of 1,024. */
    size_t memory_bytes;
    bf_records records;
    bf_score_params ranking; /**< with up to 4 decimal places */
    /** By field: 1 to BF_MAX_FIELD_WEIGHT for those to search, else 0. */
    unsigned weights[BF_FIELD_COUNT];
} bf_settings;

/** Told of something that is not as it must be: where it stands, counted from
 *  1, columns in characters. @p why names the key; it is for people, English,
 *  one line of valid UTF-8 without control characters. */
typedef void bf_settings_complaint(void *payload, size_t line, size_t column,
                                   const char *why);

/** Make all settings the defaults. */
BF_API void bf_settings_init(bf_settings *settings) BF_NOEXCEPT;

/**
 * Read @p text, YAML.
 *
 * @param complain  told of everything that is wrong; of more than
 *                  BF_MAX_SETTINGS_COMPLAINTS that there are more. May be NULL.
 * @return BF_ERR_INVALID: something is wrong; @p err has the first of it, as
 *         `LINE:COLUMN: why`. BF_ERR_LIMIT: more than BF_MAX_SETTINGS_BYTES.
 *         After a failure @p out has the defaults.
 */
BF_API BF_MUST_CHECK bf_status bf_settings_read(bf_settings *out, bf_str text,
                                                bf_settings_complaint *complain,
                                                void *payload, bf_error *err)
    BF_NOEXCEPT;

/** Append all settings as YAML, which bf_settings_read() reads as the same. */
BF_API void bf_settings_write(bf_buf *out, const bf_settings *settings)
    BF_NOEXCEPT;

/** Whether all settings are the same. */
BF_API bool bf_settings_equal(const bf_settings *a, const bf_settings *b)
    BF_NOEXCEPT;
/** Whether an index holds the same of an article by either: where not, all
 *  articles have to be indexed anew. */
BF_API bool bf_settings_same_index(const bf_settings *a, const bf_settings *b)
    BF_NOEXCEPT;

/** The name of @p records: "complete", "lean". Static. */
BF_API const char *bf_records_name(bf_records records) BF_NOEXCEPT;

BF_END_DECLS

#endif
