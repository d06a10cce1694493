/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_JSON_H
#define BACKFILE_JSON_H

/**
 * @file
 * A writer for JSON (RFC 8259). Reading JSON is jansson's work.
 *
 *     bf_json json;
 *     bf_json_init(&json, &buf);
 *     bf_json_object(&json);
 *     bf_json_key(&json, "total");
 *     bf_json_uint(&json, 42);
 *     bf_json_end(&json);                  // {"total":42}
 *     status = bf_buf_status(&buf, &err);
 *
 * Commas and quotes are the writer's care. Failures are sticky in the buffer.
 */

#include <backfile/util.h>

BF_BEGIN_DECLS

/** Deepest nesting a bf_json can write. */
#define BF_JSON_MAX_DEPTH 32

/** A writer's state; all members are private. */
typedef struct bf_json {
    bf_buf *out;
    unsigned depth;
    bool first;
    bool after_key;
    char closers[BF_JSON_MAX_DEPTH];
} bf_json;

/** Write to @p out, borrowed for the life of the writer. */
BF_API void bf_json_init(bf_json *json, bf_buf *out) BF_NOEXCEPT;
/** Open an object, or an array; close either with bf_json_end(). Deeper than
 *  BF_JSON_MAX_DEPTH makes the buffer's status BF_ERR_LIMIT. */
BF_API void bf_json_object(bf_json *json) BF_NOEXCEPT;
BF_API void bf_json_array(bf_json *json) BF_NOEXCEPT;
BF_API void bf_json_end(bf_json *json) BF_NOEXCEPT;
/** The key of the next value in an object. */
BF_API void bf_json_key(bf_json *json, const char *key) BF_NOEXCEPT;
/** A string; control characters are escaped, and so are `<`, `>`, `&`, U+2028
 *  and U+2029, which makes the text safe inside a script element. Each byte
 *  of broken UTF-8 becomes U+FFFD. */
BF_API void bf_json_str(bf_json *json, bf_str value) BF_NOEXCEPT;
/** bf_json_str() for a NUL-terminated string. */
BF_API void bf_json_text(bf_json *json, const char *value) BF_NOEXCEPT;
BF_API void bf_json_uint(bf_json *json, uint64_t value) BF_NOEXCEPT;
BF_API void bf_json_int(bf_json *json, int64_t value) BF_NOEXCEPT;
/** A number with up to @p digits significant digits (1 to 17), in the C
 *  locale's form; NaN and infinities, which JSON lacks, become null. */
BF_API void bf_json_real(bf_json *json, double value, int digits) BF_NOEXCEPT;
BF_API void bf_json_bool(bf_json *json, bool value) BF_NOEXCEPT;
BF_API void bf_json_null(bf_json *json) BF_NOEXCEPT;

BF_END_DECLS

#endif
