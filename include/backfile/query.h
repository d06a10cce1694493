/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_QUERY_H
#define BACKFILE_QUERY_H

/**
 * @file
 * The query language: text in, syntax tree out. docs/query-language.md is its
 * reference.
 *
 *     bf_query *query;
 *     status = bf_query_parse(&query, bf_str_of("\"back channel\" -tv"),
 *                             BF_QUERY_AS_TYPED, &err);
 *     const bf_query_node *root = bf_query_root(query);
 *     bf_query_print(&buf, query);       // "back channel" -tv
 *     bf_query_free(query);
 *
 * The parser is for people: it never fails on what a person may type. Text
 * that makes no sense as an operator is read as words, or passed over, and a
 * note says how it was read. Limits: BF_MAX_QUERY_BYTES, _WORDS, _DEPTH.
 * The tree knows nothing of languages, terms or an index.
 */

#include <backfile/article.h>

BF_BEGIN_DECLS

typedef struct bf_query bf_query;

/** How the text is read. */
typedef enum bf_query_reading {
    BF_QUERY_AS_TYPED, /**< the whole language */
    BF_QUERY_AS_PHRASE /**< all of it as one phrase, nothing is an operator */
} bf_query_reading;

/** What a node is. */
typedef enum bf_query_kind {
    BF_QUERY_NOTHING, /**< no words at all: matches nothing */
    BF_QUERY_WORD,    /**< text between spaces; may hold several tokens */
    BF_QUERY_PHRASE,  /**< text in quotes */
    BF_QUERY_PREFIX,  /**< `text*`, the asterisk not included */
    BF_QUERY_LIST,    /**< children side by side, each with its role */
    BF_QUERY_OR       /**< any of the children */
} bf_query_kind;

/** The role of a node in the LIST that holds it; BF_QUERY_SHOULD elsewhere. */
typedef enum bf_query_role {
    BF_QUERY_SHOULD,  /**< plain: the mode says whether all must match */
    BF_QUERY_MUST,    /**< +word, either side of AND, any field:… */
    BF_QUERY_MUST_NOT /**< -word, NOT word */
} bf_query_role;

/** A node; everything in it is borrowed from the query. */
typedef struct bf_query_node {
    bf_query_kind kind;
    bf_query_role role;
    /** The field a leaf is restricted to, or NULL. */
    const bf_field_info *field;
    bf_str text;  /**< leaves only, as typed, without quotes */
    bf_span span; /**< where it stands in the query text */
    /** Never in a query as parsed: a leaf that the planner put beside others in
     *  an OR, a synonym of the first of them. */
    bool added;
    const struct bf_query_node *const *children; /**< LIST and OR only */
    size_t child_count;                          /**< ≥ 1 for them */
} bf_query_node;

/** Something the parser wants the person to know. */
typedef struct bf_query_note {
    const char *code; /**< stable, e.g. "unbalanced_quote" */
    bf_str text;      /**< for people, English */
    bf_span span;
} bf_query_note;

/**
 * Parse @p text. The query copies what it needs.
 *
 * Fails only when memory runs out. Bytes that are not UTF-8 are read as
 * spaces, with a note.
 */
BF_API BF_MUST_CHECK bf_status bf_query_parse(bf_query **out, bf_str text,
                                              bf_query_reading reading,
                                              bf_error *err) BF_NOEXCEPT;
BF_API void bf_query_free(bf_query *query) BF_NOEXCEPT;

/** The root of the tree, never NULL: NOTHING, a LIST or an OR. */
BF_API const bf_query_node *bf_query_root(const bf_query *query) BF_NOEXCEPT;
/** The number of notes, and one of them (index below the number). */
BF_API size_t bf_query_note_count(const bf_query *query) BF_NOEXCEPT;
BF_API const bf_query_note *bf_query_note_at(const bf_query *query,
                                             size_t index) BF_NOEXCEPT;

/** Append the query in its canonical spelling. Parsing that gives the same
 *  tree, spans aside. The caller checks bf_buf_status(). */
BF_API void bf_query_print(bf_buf *out, const bf_query *query) BF_NOEXCEPT;

/** Whether two queries have the same tree, spans aside. */
BF_API bool bf_query_equal(const bf_query *a, const bf_query *b) BF_NOEXCEPT;

BF_END_DECLS

#endif
