/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_ARTICLE_H
#define BACKFILE_ARTICLE_H

/**
 * @file
 * The article: its fields, the one table that describes them, its identity,
 * when it is visible, and its stored form.
 *
 *     bf_article article;
 *     bf_article_init(&article);
 *     article.title = bf_str_of("The red phone that never rang");
 *     article.source = bf_str_of("site");
 *     article.origin = bf_str_of("posts/red-phone.md");
 *     status = bf_article_identify(&article, arena, &err);
 *     if (!status) { status = bf_article_check(&article, &err); }
 *
 * An article borrows all of its text: whoever fills it in keeps the memory
 * (usually an arena) alive. All functions here are pure and may be called from
 * any thread.
 */

#include <backfile/util.h>

BF_BEGIN_DECLS

/* Times ------------------------------------------------------------------- */

/** Seconds since 1970-01-01T00:00:00Z, leap seconds not counted. */
typedef int64_t bf_time;
/** "No time given." */
#define BF_TIME_NONE INT64_MIN
/** The earliest and latest moments that are read: years 1 and 9999. */
#define BF_TIME_MIN INT64_C(-62135596800)
#define BF_TIME_MAX INT64_C(253402300799)

/**
 * Read a date as sites write it:
 *
 * - `2014-06-20`, `2014-06`, `2014`;
 * - RFC 3339: `2014-06-20T10:16:09-04:00`, `Z`, fractions ignored; and what
 *   YAML 1.1 and site generators make of it: spaces instead of `T` or before
 *   the zone, no seconds, one digit for month, day or hour, a zone without
 *   colon or minutes (`-0400`, `-04`, `-4`), zone names;
 * - RFC 5322: `Fri, 20 Jun 2014 10:16:09 -0400`, with or without the weekday,
 *   which must be the right one.
 *
 * Zone names are UTC, UT, GMT, Z, and EST, EDT, CST, CDT, MST, MDT, PST, PDT.
 * Without a zone it is UTC; without a time of day it is midnight. Leap second
 * 60 is read as 59. White space around is passed over.
 *
 * Anything else, and any date that does not exist, is refused: it is never
 * guessed. That goes for years of two digits and for dates such as 3/4/2014.
 *
 * @param[out] out  BF_TIME_NONE on failure
 * @return BF_ERR_INVALID, with the text quoted in @p err.
 */
BF_API BF_MUST_CHECK bf_status bf_time_parse(bf_time *out, bf_str text,
                                             bf_error *err) BF_NOEXCEPT;

/** Bytes for bf_time_format(), its NUL included. */
#define BF_TIME_TEXT_BYTES 24

/** Write @p time as `2014-06-20T14:16:09Z`; BF_TIME_NONE as "". A time beyond
 *  BF_TIME_MIN or BF_TIME_MAX is written as the nearer of them. */
BF_API void bf_time_format(char out[BF_TIME_TEXT_BYTES], bf_time time)
    BF_NOEXCEPT;

/* The schema table -------------------------------------------------------- */

/** The fields of an article. The numbers are stored: never reorder them. */
typedef enum bf_field {
    BF_FIELD_ID = 0,
    BF_FIELD_URL,
    BF_FIELD_TITLE,
    BF_FIELD_SUMMARY,
    BF_FIELD_BODY,
    BF_FIELD_AUTHORS,
    BF_FIELD_SECTION,
    BF_FIELD_TAGS,
    BF_FIELD_PUBLISHED,
    BF_FIELD_UPDATED,
    BF_FIELD_EXPIRES,
    BF_FIELD_DRAFT,
    BF_FIELD_LANG,
    BF_FIELD_IMAGE,
    BF_FIELD_SOURCE, /**< the name of the source that it came from */
    BF_FIELD_ORIGIN, /**< path of its file within the source */
    BF_FIELD_COUNT   /**< their number; not a field */
} bf_field;

/** What a field holds. */
typedef enum bf_field_type {
    BF_TYPE_TEXT,     /**< prose, analysed into words */
    BF_TYPE_KEYWORD,  /**< one value, matched whole */
    BF_TYPE_KEYWORDS, /**< up to BF_MAX_FIELD_VALUES values, matched whole */
    BF_TYPE_LINK,     /**< an address; stored, not searched */
    BF_TYPE_TIME,     /**< a bf_time */
    BF_TYPE_FLAG      /**< yes or no */
} bf_field_type;

/** What is done with a field: bits of bf_field_info.uses. */
enum {
    BF_USE_SEARCH = 1, /**< its words are found by a plain word */
    BF_USE_FILTER = 2, /**< `name:value` restricts a query to it */
    BF_USE_SORT = 4,   /**< results can be sorted by it */
    BF_USE_FACET = 8,  /**< its values can be counted over results */
    BF_USE_STORE = 16  /**< it is part of the stored form */
};

/** Value slots in Xapian; see docs/index-format.md. */
enum {
    BF_SLOT_ID = 0,
    BF_SLOT_HASH = 1,
    BF_SLOT_ORIGIN = 2,
    BF_SLOT_VISIBLE_FROM = 3,
    BF_SLOT_VISIBLE_UNTIL = 4,
    BF_SLOT_PUBLISHED = 5,
    BF_SLOT_UPDATED = 6,
    BF_SLOT_NONE = -1
};

/** One line of the schema table. */
typedef struct bf_field_info {
    const char *name; /**< in front matter, JSON and queries, e.g. "tags" */
    /** The singular that queries use as well, e.g. "tag"; or NULL. */
    const char *query_name;
    bf_field field;
    bf_field_type type;
    unsigned uses; /**< BF_USE_… bits */
    /** How often each of its words counts in the weighted frequency of
     *  BM25F where settings do not say: 1 to BF_MAX_FIELD_WEIGHT, and 0 for
     *  a field without BF_USE_SEARCH. */
    unsigned weight;
    const char *prefix; /**< of its terms in Xapian; NULL: no terms */
    int slot;           /**< BF_SLOT_…; BF_SLOT_NONE: no value */
} bf_field_info;

/** The line of @p field; static. NULL for what is not a field. */
BF_API const bf_field_info *bf_field_info_of(bf_field field) BF_NOEXCEPT;

/** Find the field that a person calls @p name (its name or query name, in
 *  any case of letters). NULL when there is none. */
BF_API const bf_field_info *bf_field_find(bf_str name) BF_NOEXCEPT;

/* Articles ---------------------------------------------------------------- */

/** A borrowed list of slices. */
typedef struct bf_str_list {
    const bf_str *items; /**< may be NULL when there are none */
    size_t count;
} bf_str_list;

/**
 * An article. A text that is missing is `{NULL, 0}`, a time that is missing
 * is BF_TIME_NONE. All text is valid UTF-8 (bf_article_check() sees to it).
 * Paragraphs and headings of the body and summary are separated by '\n'.
 */
typedef struct bf_article {
    bf_str id;
    bf_str url;
    bf_str title;
    bf_str summary;
    bf_str body;
    bf_str_list authors;
    bf_str section;
    bf_str_list tags;
    bf_time published;
    bf_time updated;
    bf_time expires;
    bool draft;
    bf_str lang; /**< a language tag (BCP 47), e.g. "en" or "pt-br" */
    bf_str image;
    bf_str source;
    bf_str origin;
} bf_article;

/** Make all fields "missing". */
BF_API void bf_article_init(bf_article *article) BF_NOEXCEPT;

/** The values of a field of text, one or several; borrowed from @p article,
 *  the structure included. None for a time, a flag or a missing text. */
BF_API bf_str_list bf_article_values(const bf_article *article, bf_field field)
    BF_NOEXCEPT;

/**
 * Give @p article its id, unless it has one: its URL when that is a full one
 * (`scheme://host…`; a path alone names nothing outside its site), else
 * `SOURCE/ORIGIN`. A declared id is left as it is; an empty one is none.
 *
 * @param arena  holds a new id; must outlive the article
 * @return BF_ERR_INVALID: it has neither an id nor a full URL, and source or
 *         origin is missing.
 */
BF_API BF_MUST_CHECK bf_status bf_article_identify(bf_article *article,
                                                   bf_arena *arena,
                                                   bf_error *err) BF_NOEXCEPT;

/** Whether it has neither title nor body nor summary, only white space (of
 *  any kind that Unicode knows): such an article is skipped, which is not a
 *  failure. */
BF_API bool bf_article_is_empty(const bf_article *article) BF_NOEXCEPT;

/**
 * Check an identified article against the schema and the limits.
 *
 * @return BF_ERR_INVALID (the id is missing; text is not UTF-8; an id or
 *         keyword holds control characters; a time is beyond BF_TIME_MIN or
 *         _MAX; the language is not a tag as bf_language_primary() reads them)
 *         or BF_ERR_LIMIT; the text names the field.
 */
BF_API BF_MUST_CHECK bf_status bf_article_check(const bf_article *article,
                                                bf_error *err) BF_NOEXCEPT;

/** When an article may be seen: from <= now < until. */
typedef struct bf_visibility {
    bf_time from;  /**< INT64_MIN: since ever */
    bf_time until; /**< INT64_MAX: for ever */
} bf_visibility;

/** When @p article may be seen: from its publication until it expires; a
 *  draft never ({INT64_MAX, INT64_MAX}). */
BF_API bf_visibility bf_article_visibility(const bf_article *article)
    BF_NOEXCEPT;

/** Whether something with @p visibility may be seen at @p now. */
BF_API bool bf_visible_at(bf_visibility visibility, bf_time now) BF_NOEXCEPT;

/* The stored form --------------------------------------------------------- */

/**
 * Append the stored form of @p article to @p out: a version byte and a
 * zstd frame of its fields; docs/index-format.md has it byte by byte.
 *
 * @return BF_ERR_LIMIT when the cap of @p out or BF_MAX_STORED_BYTES is
 *         reached.
 */
BF_API BF_MUST_CHECK bf_status bf_article_encode(bf_buf *out,
                                                 const bf_article *article,
                                                 bf_error *err) BF_NOEXCEPT;

/**
 * Read a stored form back.
 *
 * @param[out] out    borrows from @p arena; all missing on failure
 * @param      arena  receives all text: up to BF_MAX_STORED_BYTES and some
 *                    thousand bytes for lists
 * @return BF_ERR_CORRUPT when @p bytes are not a stored form, BF_ERR_FORMAT
 *         when they are of a newer version. Safe on hostile bytes, of which
 *         the text need not be UTF-8.
 */
BF_API BF_MUST_CHECK bf_status bf_article_decode(bf_article *out,
                                                 bf_arena *arena, bf_str bytes,
                                                 bf_error *err) BF_NOEXCEPT;

/**
 * The hash that tells whether an article changed: over all fields in their
 * stored order, so equal fields give equal hashes on every machine, and in
 * every order of front matter. Source and origin count: an article that moved
 * must be stored anew, since its record says where it came from.
 *
 * @return BF_ERR_LIMIT as bf_article_encode().
 */
BF_API BF_MUST_CHECK bf_status bf_article_hash(unsigned char out[BF_HASH_BYTES],
                                               const bf_article *article,
                                               bf_error *err) BF_NOEXCEPT;

/** Write @p article as a JSON object: the field names of the schema table;
 *  missing fields are left out, and so is `draft` unless it is true; times are
 *  RFC 3339. @p json is a bf_json (declared in <backfile/json.h>). */
struct bf_json;
BF_API void bf_article_write_json(struct bf_json *json,
                                  const bf_article *article) BF_NOEXCEPT;
/** Write its fields only, as members of the object that is open. */
BF_API void bf_article_write_members(struct bf_json *json,
                                     const bf_article *article) BF_NOEXCEPT;

BF_END_DECLS

#endif
