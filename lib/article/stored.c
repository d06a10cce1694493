/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The stored form: a version byte and one zstd frame, which says its size and
 * carries a checksum. Inside it, in the order of their numbers, the fields
 * that the article has. docs/index-format.md, section 6, has it byte by byte.
 *
 * Reading takes nothing on trust: every size is held against what is left,
 * and memory for the contents is bounded before any is taken.
 */

#include <backfile/limits.h>

#include "schema.h"

#include <zstd.h>
#include <zstd_errors.h>

#include <string.h>

enum {
    VERSION = 1
};

static const size_t max_contents_bytes = (size_t)BF_MAX_STORED_BYTES;

static const char frame_magic[] = "\x28\xb5\x2f\xfd";

/* Writing ----------------------------------------------------------------- */

static void add_str(bf_buf *out, bf_str text)
{
    bf_buf_add_varint(out, text.size);
    bf_buf_add(out, text.data, text.size);
}

static void add_list(bf_buf *out, bf_str_list list)
{
    bf_buf_add_varint(out, list.count);
    for (size_t i = 0; i < list.count; i++) {
        add_str(out, list.items[i]);
    }
}

/* Zigzag: 0, -1, 1, -2 ... are 0, 1, 2, 3 ... */
static void add_time(bf_buf *out, bf_time time)
{
    const uint64_t sign = time < 0 ? UINT64_MAX : 0;
    bf_buf_add_varint(out, (uint64_t)time << 1 ^ sign);
}

static bool has_field(const bf_article *article, const bf_field_info *info)
{
    switch (info->type) {
    case BF_TYPE_TEXT:
    case BF_TYPE_KEYWORD:
    case BF_TYPE_LINK:
        return bfi_article_get_str(article, info->field).data;
    case BF_TYPE_KEYWORDS:
        return bfi_article_get_list(article, info->field).count > 0;
    case BF_TYPE_TIME:
        return bfi_article_get_time(article, info->field) != BF_TIME_NONE;
    case BF_TYPE_FLAG:
        return bfi_article_get_flag(article, info->field);
    }
    return false;
}

static void add_field(bf_buf *out, const bf_article *article,
                      const bf_field_info *info)
{
    bf_buf_add_varint(out, (uint64_t)info->field);
    switch (info->type) {
    case BF_TYPE_TEXT:
    case BF_TYPE_KEYWORD:
    case BF_TYPE_LINK:
        add_str(out, bfi_article_get_str(article, info->field));
        break;
    case BF_TYPE_KEYWORDS:
        add_list(out, bfi_article_get_list(article, info->field));
        break;
    case BF_TYPE_TIME:
        add_time(out, bfi_article_get_time(article, info->field));
        break;
    case BF_TYPE_FLAG: /* that it is there says yes */
        break;
    }
}

static bf_status serialize(bf_buf *out, const bf_article *article,
                           bf_error *err)
{
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        const bf_field_info *info = bf_field_info_of((bf_field)i);
        if ((info->uses & BF_USE_STORE) && has_field(article, info)) {
            add_field(out, article, info);
        }
    }
    if (out->status == BF_ERR_LIMIT) {
        return bf_fail(err, BF_ERR_LIMIT,
                       "an article of more than %zu bytes in all fields",
                       out->max_bytes);
    }
    return bf_buf_status(out, err);
}

static bf_status fail_zstd(bf_error *err, size_t result, bf_status otherwise)
{
    if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    return bf_fail(err, otherwise, "stored article: %s",
                   ZSTD_getErrorName(result));
}

static bf_status compress_with(ZSTD_CCtx *context, bf_buf *out, bf_str payload,
                               bf_error *err)
{
    const size_t room = ZSTD_compressBound(payload.size);
    char *at = bf_buf_reserve(out, room);
    size_t result;
    if (!at) {
        return bf_buf_status(out, err);
    }
    result = ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    if (!ZSTD_isError(result)) {
        result = ZSTD_compress2(context, at, room, payload.data, payload.size);
    }
    if (ZSTD_isError(result)) {
        return fail_zstd(err, result, BF_ERR_INTERNAL);
    }
    bf_buf_grew(out, result);
    return BF_OK;
}

/* Append one frame, which is all of `payload`. */
static bf_status compress(bf_buf *out, bf_str payload, bf_error *err)
{
    bf_status status;
    ZSTD_CCtx *context = ZSTD_createCCtx();
    if (!context) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = compress_with(context, out, payload, err);
    ZSTD_freeCCtx(context);
    return status;
}

/* The frame is made apart: zstd wants more room to work in than it fills, and
 * the caller's cap is for what is filled. */
bf_status bf_article_encode(bf_buf *out, const bf_article *article,
                            bf_error *err)
{
    const size_t start = out->size;
    bf_buf payload;
    bf_buf frame;
    bf_status status;
    bf_buf_init(&payload, max_contents_bytes);
    bf_buf_init(&frame, ZSTD_compressBound(max_contents_bytes));
    status = serialize(&payload, article, err);
    if (!status) {
        status = compress(&frame, bf_buf_str(&payload), err);
    }
    if (!status) {
        bf_buf_add_byte(out, VERSION);
        bf_buf_add(out, frame.data, frame.size);
        status = bf_buf_status(out, err);
    }
    if (status) {
        bf_buf_truncate(out, start);
    }
    bf_buf_fini(&payload);
    bf_buf_fini(&frame);
    return status;
}

bf_status bf_article_hash(unsigned char out[BF_HASH_BYTES],
                          const bf_article *article, bf_error *err)
{
    bf_buf payload;
    bf_status status;
    memset(out, 0, BF_HASH_BYTES);
    bf_buf_init(&payload, max_contents_bytes);
    status = serialize(&payload, article, err);
    if (!status) {
        bf_hash_128(out, bf_buf_str(&payload));
    }
    bf_buf_fini(&payload);
    return status;
}

/* Reading ----------------------------------------------------------------- */

static bf_status fail_damaged(bf_error *err)
{
    return bf_fail(err, BF_ERR_CORRUPT, "stored article: damaged");
}

static bf_status take_str(bf_str *out, bf_str *input, bf_error *err)
{
    uint64_t size;
    if (!bf_varint_read(&size, input) || size > input->size) {
        return fail_damaged(err);
    }
    *out = (bf_str){input->data, (size_t)size};
    input->data += size;
    input->size -= (size_t)size;
    return BF_OK;
}

static bf_status take_list(bf_str_list *out, bf_arena *arena, bf_str *input,
                           bf_error *err)
{
    uint64_t count;
    bf_str *items;
    bf_status status = BF_OK;
    if (!bf_varint_read(&count, input) || count == 0 ||
        count > BF_MAX_FIELD_VALUES) {
        return fail_damaged(err);
    }
    items = bf_arena_array(arena, (size_t)count, sizeof *items);
    if (!items) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < count && !status; i++) {
        status = take_str(&items[i], input, err);
    }
    *out = (bf_str_list){items, (size_t)count};
    return status;
}

static bf_status take_time(bf_time *out, bf_str *input, bf_error *err)
{
    uint64_t bits;
    if (!bf_varint_read(&bits, input)) {
        return fail_damaged(err);
    }
    *out = (bf_time)(bits >> 1 ^ (bits & 1 ? UINT64_MAX : 0));
    return *out == BF_TIME_NONE ? fail_damaged(err) : BF_OK;
}

static bf_status take_field(bf_article *out, bf_field field, bf_arena *arena,
                            bf_str *input, bf_error *err)
{
    switch (bf_field_info_of(field)->type) {
    case BF_TYPE_TEXT:
    case BF_TYPE_KEYWORD:
    case BF_TYPE_LINK:
        return take_str(bfi_article_str(out, field), input, err);
    case BF_TYPE_KEYWORDS:
        return take_list(bfi_article_list(out, field), arena, input, err);
    case BF_TYPE_TIME:
        return take_time(bfi_article_time(out, field), input, err);
    case BF_TYPE_FLAG:
        *bfi_article_flag(out, field) = true;
        break;
    }
    return BF_OK;
}

/* The fields, each at most once, by rising number. */
static bf_status take_fields(bf_article *out, bf_arena *arena, bf_str input,
                             bf_error *err)
{
    uint64_t next = 0;
    bf_status status = BF_OK;
    while (input.size > 0 && !status) {
        uint64_t number;
        if (!bf_varint_read(&number, &input) || number < next ||
            number >= BF_FIELD_COUNT) {
            return fail_damaged(err);
        }
        next = number + 1;
        status = take_field(out, (bf_field)number, arena, &input, err);
    }
    return status;
}

/* Unpack the one frame that is all of `frame` into the arena. */
static bf_status decompress(bf_str *out, bf_arena *arena, bf_str frame,
                            bf_error *err)
{
    const size_t magic_size = sizeof frame_magic - 1;
    unsigned long long size;
    size_t result;
    char *data;
    *out = (bf_str){NULL, 0};
    if (frame.size < magic_size ||
        memcmp(frame.data, frame_magic, magic_size) != 0 ||
        ZSTD_findFrameCompressedSize(frame.data, frame.size) != frame.size) {
        return fail_damaged(err);
    }
    /* Unknown sizes and errors are huge numbers. */
    size = ZSTD_getFrameContentSize(frame.data, frame.size);
    if (size > max_contents_bytes) {
        return fail_damaged(err);
    }
    data = bf_arena_alloc(arena, (size_t)size);
    if (!data) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    result = ZSTD_decompress(data, (size_t)size, frame.data, frame.size);
    if (ZSTD_isError(result)) {
        return fail_zstd(err, result, BF_ERR_CORRUPT);
    }
    *out = (bf_str){data, (size_t)size};
    return result == size ? BF_OK : fail_damaged(err);
}

bf_status bf_article_decode(bf_article *out, bf_arena *arena, bf_str bytes,
                            bf_error *err)
{
    bf_str frame;
    bf_str payload;
    bf_status status;
    bf_article_init(out);
    if (bytes.size == 0 || bytes.data[0] == 0) {
        return fail_damaged(err);
    }
    if ((unsigned char)bytes.data[0] > VERSION) {
        return bf_fail(err, BF_ERR_FORMAT,
                       "stored article: version %u, and %u is the newest known",
                       (unsigned char)bytes.data[0], (unsigned)VERSION);
    }
    frame = (bf_str){bytes.data + 1, bytes.size - 1};
    status = decompress(&payload, arena, frame, err);
    if (!status) {
        status = take_fields(out, arena, payload, err);
    }
    if (status) {
        bf_article_init(out);
    }
    return status;
}
