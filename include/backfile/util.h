/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_UTIL_H
#define BACKFILE_UTIL_H

/**
 * @file
 * Bounded buffers, arenas, files and UTF-8: what all other modules build on.
 *
 *     bf_buf line;
 *     bf_buf_init(&line, 64 * 1024);
 *     bf_buf_printf(&line, "%s: ", path);
 *     bf_buf_add(&line, text, size);
 *     if (bf_buf_status(&line, &err)) { ... }   // one check at the end
 *     fwrite(line.data, 1, line.size, stdout);
 *     bf_buf_fini(&line);
 */

#include <backfile/base.h>

BF_BEGIN_DECLS

/* Buffers ----------------------------------------------------------------- */

/**
 * A growing buffer with a cap and a sticky status: after a failed append every
 * further append does nothing, so straight-line code checks once, at the end.
 * Members are read-only for users. `data[size]` is always NUL when
 * data is not NULL.
 */
typedef struct bf_buf {
    char *data;  /**< NULL until something was added */
    size_t size; /**< bytes in use */
    size_t capacity;
    size_t max_bytes; /**< the cap, a final NUL not counted */
    bf_status status; /**< BF_OK, BF_ERR_NOMEM or BF_ERR_LIMIT */
} bf_buf;

/** Make @p buf empty with a cap of @p max_bytes; SIZE_MAX is none. Allocates
 *  nothing. */
BF_API void bf_buf_init(bf_buf *buf, size_t max_bytes) BF_NOEXCEPT;
/** Forget the contents and the sticky status, keep the memory. */
BF_API void bf_buf_reset(bf_buf *buf) BF_NOEXCEPT;
/** Release the memory; the buffer may be initialised again. */
BF_API void bf_buf_fini(bf_buf *buf) BF_NOEXCEPT;
/** Append @p size bytes at @p data. */
BF_API void bf_buf_add(bf_buf *buf, const void *data, size_t size) BF_NOEXCEPT;
/** Append a NUL-terminated string, without its NUL. */
BF_API void bf_buf_add_text(bf_buf *buf, const char *text) BF_NOEXCEPT;
/** Append one byte. */
BF_API void bf_buf_add_byte(bf_buf *buf, char byte) BF_NOEXCEPT;
/** Append text in the manner of printf. */
BF_API void bf_buf_printf(bf_buf *buf, const char *format, ...)
    BF_NOEXCEPT BF_PRINTF(2, 3);
/** Append @p value as an unsigned LEB128 varint (1 to 10 bytes; DWARF 4,
 *  section 7.6). */
BF_API void bf_buf_add_varint(bf_buf *buf, uint64_t value) BF_NOEXCEPT;
/** Append @p text with `& < > " '` as entities: safe in HTML text and in
 *  quoted attribute values. */
BF_API void bf_buf_add_html(bf_buf *buf, bf_str text) BF_NOEXCEPT;
/** Make room for @p extra more bytes and return where they go, or NULL (the
 *  sticky status says why). Follow with bf_buf_grew(). */
BF_API char *bf_buf_reserve(bf_buf *buf, size_t extra) BF_NOEXCEPT;
/** Count @p used bytes that were written where bf_buf_reserve() said. */
BF_API void bf_buf_grew(bf_buf *buf, size_t used) BF_NOEXCEPT;
/** Cut the contents down to @p size bytes; no effect when shorter. */
BF_API void bf_buf_truncate(bf_buf *buf, size_t size) BF_NOEXCEPT;
/** The contents as a slice, borrowed until the next append. */
BF_API bf_str bf_buf_str(const bf_buf *buf) BF_NOEXCEPT;
/** The sticky status: BF_OK, BF_ERR_NOMEM or BF_ERR_LIMIT. */
BF_API BF_MUST_CHECK bf_status bf_buf_status(const bf_buf *buf, bf_error *err)
    BF_NOEXCEPT;

/**
 * Read a varint that bf_buf_add_varint() wrote.
 *
 * @param[out]    value  the number; 0 on failure
 * @param[in,out] input  moved past the varint on success, else left alone
 * @return false when @p input ends early or the number exceeds 64 bits.
 */
BF_API BF_MUST_CHECK bool bf_varint_read(uint64_t *value, bf_str *input)
    BF_NOEXCEPT;

/* Arenas ------------------------------------------------------------------ */

/**
 * Memory that is released all at once: one arena an article, a request or a
 * result page. Blocks are aligned for any type.
 */
typedef struct bf_arena bf_arena;

/** A new arena that gives out at most @p max_bytes (bookkeeping excluded,
 *  blocks rounded up to the alignment included); SIZE_MAX is no cap. */
BF_API BF_MUST_CHECK bf_status bf_arena_new(bf_arena **out, size_t max_bytes,
                                            bf_error *err) BF_NOEXCEPT;
BF_API void bf_arena_free(bf_arena *arena) BF_NOEXCEPT;
/** Forget all blocks at once; some memory is kept for reuse. */
BF_API void bf_arena_reset(bf_arena *arena) BF_NOEXCEPT;
/** @p size zeroed bytes, or NULL when memory or the cap is spent. 0 bytes
 *  give a unique pointer. */
BF_API void *bf_arena_alloc(bf_arena *arena, size_t size) BF_NOEXCEPT;
/** @p count zeroed elements of @p size bytes; NULL also on overflow. */
BF_API void *bf_arena_array(bf_arena *arena, size_t count, size_t size)
    BF_NOEXCEPT;
/** A copy of @p text, followed by a NUL; `{NULL, 0}` when it does not fit.
 *  A text of size 0 gives data that is not NULL. */
BF_API bf_str bf_arena_copy(bf_arena *arena, bf_str text) BF_NOEXCEPT;

/* Large pages -------------------------------------------------------------- */

enum {
    /** Bytes of a large page. */
    BF_HUGE_BYTES = 2 * 1024 * 1024
};

/**
 * @p size bytes, a multiple of BF_HUGE_BYTES, to be released by free(); NULL:
 * no memory. They are in large pages where the system has some: for what is
 * read here and there, since finding out where a page of 4 KB is takes longer
 * than reading it.
 */
BF_API void *bf_huge_alloc(size_t size) BF_NOEXCEPT;

/* UTF-8 ------------------------------------------------------------------- */

/** What bf_utf8_next() gives for a byte that is not part of valid UTF-8. */
#define BF_UTF8_INVALID UINT32_C(0xFFFD)

/**
 * Decode the code point at @p text (RFC 3629: no surrogates, no overlong
 * forms, nothing over U+10FFFF).
 *
 * @param[out] size  bytes taken: 1 to 4; 1 for an invalid byte; 0 at the end
 * @return the code point, or BF_UTF8_INVALID
 */
BF_API uint32_t bf_utf8_next(const char *text, const char *end, size_t *size)
    BF_NOEXCEPT;
/** Write @p code_point to @p out and return its 1 to 4 bytes; a surrogate or
 *  a number over U+10FFFF is written as U+FFFD. */
BF_API size_t bf_utf8_put(char out[4], uint32_t code_point) BF_NOEXCEPT;
/** Whether all of @p text is valid; else @p bad_offset (may be NULL) is the
 *  offset of the first byte that is not. */
BF_API bool bf_utf8_valid(bf_str text, size_t *bad_offset) BF_NOEXCEPT;
/** The largest size ≤ @p max_bytes at which @p text can be cut without
 *  splitting a code point. */
BF_API size_t bf_utf8_clip(bf_str text, size_t max_bytes) BF_NOEXCEPT;

/* Hashes ------------------------------------------------------------------ */

/** Bytes of a bf_hash_128() result. */
#define BF_HASH_BYTES 16u

/** XXH3-128 of @p data in its canonical (big-endian) byte order, the same on
 *  all machines. Not for secrets. */
BF_API void bf_hash_128(unsigned char out[BF_HASH_BYTES], bf_str data)
    BF_NOEXCEPT;
/** XXH3-64 of @p data. */
BF_API uint64_t bf_hash_64(bf_str data) BF_NOEXCEPT;

/** bf_hash_64() of what comes in pieces. */
typedef struct bf_hasher bf_hasher;

BF_API BF_MUST_CHECK bf_status bf_hasher_new(bf_hasher **out, bf_error *err)
    BF_NOEXCEPT;
BF_API void bf_hasher_free(bf_hasher *hasher) BF_NOEXCEPT;
/** Forget what was added. */
BF_API void bf_hasher_reset(bf_hasher *hasher) BF_NOEXCEPT;
BF_API void bf_hasher_add(bf_hasher *hasher, bf_str data) BF_NOEXCEPT;
/** The hash of all that was added; more may follow. */
BF_API uint64_t bf_hasher_get(const bf_hasher *hasher) BF_NOEXCEPT;

/* Files ------------------------------------------------------------------- */

/**
 * Append the whole file @p path to @p out.
 *
 * Only regular files are read (following symbolic links): a FIFO or a device
 * is refused, so that nothing hangs.
 *
 * @return BF_ERR_NOT_FOUND, BF_ERR_INVALID (not a regular file), BF_ERR_LIMIT
 *         (larger than the room left under the cap of @p out), BF_ERR_IO.
 */
BF_API BF_MUST_CHECK bf_status bf_file_read(bf_buf *out, const char *path,
                                            bf_error *err) BF_NOEXCEPT;

/**
 * Replace the file @p path by @p contents so that a reader, or a crash at any
 * moment, sees the old or the new contents and nothing between: write to a
 * temporary neighbour (its name and `.new`), fsync, rename, fsync the folder.
 *
 * @return BF_ERR_NOT_FOUND (no such folder), BF_ERR_IO. When only the last
 *         fsync failed, the new contents are there, but may not outlast a
 *         crash.
 */
BF_API BF_MUST_CHECK bf_status bf_file_replace(const char *path,
                                               bf_str contents, bf_error *err)
    BF_NOEXCEPT;

/** fsync the folder @p path, which makes renames in it durable.
 *  BF_ERR_NOT_FOUND (no folder is there), BF_ERR_IO. */
BF_API BF_MUST_CHECK bf_status bf_folder_sync(const char *path, bf_error *err)
    BF_NOEXCEPT;

BF_END_DECLS

#endif
