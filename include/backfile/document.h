/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_DOCUMENT_H
#define BACKFILE_DOCUMENT_H

/**
 * @file
 * From an article to the document that an index keeps: its terms with their
 * weighted frequencies, its filter terms, its values, its stored form.
 *
 *     bf_indexing *indexing;
 *     const bf_document *document;
 *     status = bf_indexing_new(&indexing, &err);
 *     status = bf_indexing_document(&document, indexing, &article, &err);
 *     status = bf_writer_put(writer, document, &err);
 *     bf_indexing_free(indexing);
 *
 * Which terms there are is the index's format: docs/index-format.md; their
 * forms are in <backfile/terms.h>.
 */

#include <backfile/terms.h>

BF_BEGIN_DECLS

/** One term of a document. */
typedef struct bf_document_term {
    bf_str term;        /**< with its prefix; ≤ BF_MAX_INDEX_TERM_BYTES */
    uint32_t frequency; /**< weighted; 0 for filter and field terms */
} bf_document_term;

/** One value of a document. */
typedef struct bf_document_value {
    int slot;    /**< BF_SLOT_… */
    bf_str data; /**< times: bf_time_key() */
} bf_document_value;

/** What the writer stores. All borrowed from the bf_indexing. */
typedef struct bf_document {
    bf_str id;
    bf_str data;                   /**< the stored form of the article */
    const bf_document_term *terms; /**< each term once */
    size_t term_count;
    const bf_document_value *values;
    size_t value_count;
    uint32_t length; /**< the sum of the weighted frequencies */
} bf_document;

/** Makes documents: analyzers by language and the memory for one document. */
typedef struct bf_indexing bf_indexing;

BF_API BF_MUST_CHECK bf_status bf_indexing_new(bf_indexing **out, bf_error *err)
    BF_NOEXCEPT;
BF_API void bf_indexing_free(bf_indexing *indexing) BF_NOEXCEPT;

/**
 * Make the document of @p article, which was identified and checked.
 *
 * @param[out] out  borrowed from @p indexing until its next document
 * @return BF_ERR_LIMIT when the article has more words or bytes than a
 *         document can hold.
 */
BF_API BF_MUST_CHECK bf_status bf_indexing_document(const bf_document **out,
                                                    bf_indexing *indexing,
                                                    const bf_article *article,
                                                    bf_error *err) BF_NOEXCEPT;

BF_END_DECLS

#endif
