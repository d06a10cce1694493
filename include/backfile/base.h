/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_BASE_H
#define BACKFILE_BASE_H

/**
 * @file
 * Statuses, the error record, and the few types that every module shares.
 *
 *     bf_error err;
 *     bf_searcher *searcher;
 *     if (bf_searcher_open(&searcher, "news.index", &err)) {
 *         fprintf(stderr, "%s\n", err.text);
 *         return bf_status_exit_code(err.status);
 *     }
 *
 * Rules that hold in the whole library, and are not repeated elsewhere:
 *
 * - A function that can fail returns a bf_status. Its outputs come first;
 *   on failure they are NULL or zero. Its last parameter is a bf_error, which
 *   may be NULL; it is written on failure only, by whoever saw the failure.
 * - What comes back through a pointer to a pointer is the caller's, who
 *   releases it with the type's `_free` (void, NULL is fine). What comes back
 *   as a return value or inside a struct is borrowed from its parent and lives
 *   as long as the parent does.
 * - Text is UTF-8, a pointer and a length, and may hold NUL bytes. A length
 *   is in bytes unless its name says otherwise.
 * - A handle is used by one thread at a time. There is no global state, so
 *   different handles never need a lock.
 * - The library never prints, never exits, and reads neither configuration
 *   nor the environment.
 * - Any function with a bf_status may return BF_ERR_NOMEM and
 *   BF_ERR_INTERNAL; headers name the other statuses a caller has to expect.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define BF_NOEXCEPT    noexcept
#define BF_BEGIN_DECLS extern "C" {
#define BF_END_DECLS   }
#else
#define BF_NOEXCEPT
#define BF_BEGIN_DECLS
#define BF_END_DECLS
#endif

#if defined(__GNUC__)
#define BF_API             __attribute__((visibility("default")))
#define BF_MUST_CHECK      __attribute__((warn_unused_result))
#define BF_PRINTF(fmt, va) __attribute__((format(printf, fmt, va)))
#else
#define BF_API
#define BF_MUST_CHECK
#define BF_PRINTF(fmt, va)
#endif

/** The version of the programs and of the library, one for all. */
#define BF_VERSION "0.1.0"

BF_BEGIN_DECLS

/** How a call ended. BF_OK is zero, so `if (bf_x(...))` reads "if it failed".
 */
typedef enum bf_status {
    BF_OK = 0,
    BF_ERR_NOMEM,     /**< memory ran out, nothing was changed */
    BF_ERR_INVALID,   /**< an argument or an input is not what it must be */
    BF_ERR_NOT_FOUND, /**< no such index, article, file, ... */
    BF_ERR_LOCKED,    /**< another writer holds the index; try again later */
    BF_ERR_STALE,     /**< a writer moved on under a reader: reopen and rerun */
    BF_ERR_CORRUPT,   /**< stored data is damaged; rebuild the index */
    BF_ERR_FORMAT,    /**< an index, but of a format this build cannot read */
    BF_ERR_IO,        /**< the system refused a read, a write or a sync */
    BF_ERR_QUERY,     /**< a query cannot be run as it is */
    BF_ERR_LIMIT,     /**< a named limit of <backfile/limits.h> was reached */
    BF_ERR_INTERNAL,  /**< a mistake in Backfile; please report it */
    /** what could answer is missing or damaged until an indexer ran */
    BF_ERR_UNAVAILABLE
} bf_status;

/** Size of bf_error.text, its final NUL included. Longer text is cut. */
#define BF_ERROR_TEXT_BYTES 512

/**
 * What went wrong. A plain struct that the caller provides: it needs no
 * allocation, so it works when memory has run out, and it never goes stale.
 */
typedef struct bf_error {
    bf_status status;
    /** One line for people, valid UTF-8, no final newline, NUL-terminated. It
     *  names the object (path, field, line), never the function. */
    char text[BF_ERROR_TEXT_BYTES];
} bf_error;

/** A borrowed piece of text or bytes: @c size bytes at @c data. Not
 *  NUL-terminated. `{NULL, 0}` is "none"; an empty text has data. */
typedef struct bf_str {
    const char *data;
    size_t size;
} bf_str;

/** A half-open span of bytes in some text: [start, end). */
typedef struct bf_span {
    size_t start;
    size_t end;
} bf_span;

/**
 * The name of a status as documents and JSON use it: "ok", "no_memory",
 * "invalid", "not_found", "locked", "stale", "corrupt", "format", "io",
 * "query", "limit", "internal", "unavailable". Static text, never NULL; any
 * thread.
 */
BF_API const char *bf_status_name(bf_status status) BF_NOEXCEPT;

/**
 * The exit code that Backfile's programs end with after @p status, from
 * <sysexits.h> where that has one; docs/exit-codes.md lists them for users.
 *
 * 0 BF_OK; 2 BF_ERR_QUERY and BF_ERR_LIMIT (what was asked cannot be);
 * 65 BF_ERR_CORRUPT; 66 BF_ERR_NOT_FOUND and BF_ERR_INVALID (no usable index
 * there); 69 BF_ERR_UNAVAILABLE; 70 BF_ERR_INTERNAL; 71 BF_ERR_NOMEM; 74
 * BF_ERR_IO; 75 BF_ERR_LOCKED and BF_ERR_STALE (try again later); 76
 * BF_ERR_FORMAT. Any thread.
 */
BF_API int bf_status_exit_code(bf_status status) BF_NOEXCEPT;

/**
 * Write @p err (may be NULL) and return @p status, so that an error path is
 * one line: `return bf_fail(err, BF_ERR_IO, "%s: %s", path, why);`
 *
 * Control characters and broken UTF-8 in the text become `?`, since parts of
 * it often come from hostile files. Any thread.
 */
BF_API bf_status bf_fail(bf_error *err, bf_status status, const char *format,
                         ...) BF_NOEXCEPT BF_PRINTF(3, 4);

/** The slice of a NUL-terminated string; NULL gives `{NULL, 0}`. */
BF_API bf_str bf_str_of(const char *text) BF_NOEXCEPT;

/** Whether two slices hold the same bytes. */
BF_API bool bf_str_equal(bf_str a, bf_str b) BF_NOEXCEPT;

/** bf_str_equal() with a NUL-terminated string. */
BF_API bool bf_str_is(bf_str a, const char *b) BF_NOEXCEPT;

/** @p a without white space (ASCII space, tab, CR, LF, FF, VT) at its ends. */
BF_API bf_str bf_str_trim(bf_str a) BF_NOEXCEPT;

/**
 * Read a whole decimal number such as a program's or a request's parameter:
 * ASCII digits only, no sign, no space, no more than @p max.
 *
 * @return false (and 0) for anything else.
 */
BF_API BF_MUST_CHECK bool bf_uint_parse(uint64_t *out, bf_str text,
                                        uint64_t max) BF_NOEXCEPT;

BF_END_DECLS

#endif
