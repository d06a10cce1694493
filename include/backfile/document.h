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

/** A written form of a term, as the document has it. */
typedef struct bf_document_form {
    bf_str word;    /**< bf_token.word */
    uint32_t term;  /**< its place in bf_document.terms */
    uint32_t reach; /**< bf_token.reach */
} bf_document_form;

/** One token of the document's text. */
typedef struct bf_document_token {
    uint32_t form; /**< its place in bf_document.forms */
    /** Rising; counts on through all values of all fields, in the order of
     *  the schema table, with BF_POSITION_GAP left out between two. */
    uint32_t position;
} bf_document_token;

/** One value of a keyword field with BF_USE_FACET. */
typedef struct bf_document_keyword {
    bf_field field;
    bf_str folded; /**< as in its term, without the prefix */
    bf_str shown;  /**< as the article has it */
} bf_document_keyword;

/** What the writer stores. All borrowed from the bf_indexing. */
typedef struct bf_document {
    bf_str id;
    bf_str data;                   /**< the stored form of the article */
    const bf_document_term *terms; /**< each term once */
    /** bf_word_hash() of each, for whoever looks them up; or NULL. */
    const uint32_t *term_hashes;
    size_t term_count;
    const bf_document_value *values;
    size_t value_count;
    uint32_t length;               /**< the sum of the weighted frequencies */
    const bf_document_form *forms; /**< each pair of word, term, reach once */
    const uint32_t *form_hashes;   /**< of their words; or NULL */
    size_t form_count;
    const bf_document_token *tokens; /**< joined ones among them */
    size_t token_count;
    /** The position at which each field to search begins (that of the one
     *  after it, when it is empty); 0 for other fields. */
    uint32_t field_starts[BF_FIELD_COUNT];
    const bf_document_keyword *keywords; /**< by field, each value once */
    size_t keyword_count;
} bf_document;

/**
 * Append the form that whole values of the keyword field @p field are compared
 * by, and their terms made of: bf_keyword_fold(), the primary subtag of a
 * language, an id or a source as it is.
 *
 * @return BF_ERR_INVALID for what is no tag of a language; BF_ERR_LIMIT when
 *         the cap of @p out is reached.
 */
BF_API BF_MUST_CHECK bf_status bf_document_fold(bf_buf *out, bf_field field,
                                                bf_str value, bf_error *err)
    BF_NOEXCEPT;

/** Makes documents: analyzers by language and the memory for one document. */
typedef struct bf_indexing bf_indexing;

BF_API BF_MUST_CHECK bf_status bf_indexing_new(bf_indexing **out, bf_error *err)
    BF_NOEXCEPT;
BF_API void bf_indexing_free(bf_indexing *indexing) BF_NOEXCEPT;
/** Let the words of each field to search count as @p weights, by field, say:
 *  1 to BF_MAX_FIELD_WEIGHT. Before, they count as the schema table says. */
BF_API void bf_indexing_set_weights(bf_indexing *indexing,
                                    const unsigned weights[BF_FIELD_COUNT])
    BF_NOEXCEPT;

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
/** The same without what only records have, the stored form and the hash of the
 *  article: all that blocks are made of, in less time. */
BF_API BF_MUST_CHECK bf_status bf_indexing_words(const bf_document **out,
                                                 bf_indexing *indexing,
                                                 const bf_article *article,
                                                 bf_error *err) BF_NOEXCEPT;

/**
 * Make of @p document what lean records hold of it: without the terms of its
 * text, but for those of whole values, and with its length as the frequency of
 * BF_TERM_LENGTH. Forms and tokens are not among it either.
 *
 * @param[out] out     borrows from @p document and @p arena
 * @param      source  that of the article
 */
BF_API BF_MUST_CHECK bf_status bf_document_lean(bf_document *out,
                                                const bf_document *document,
                                                bf_str source, bf_arena *arena,
                                                bf_error *err) BF_NOEXCEPT;

BF_END_DECLS

#endif
