/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stored forms. After a first byte `r` comes a stored form as it is; after any
 * other, the contents of one, which are put into a frame here: a fuzzer that
 * had to get frames and checksums right would see little of what reads them.
 */

#include <backfile/article.h>
#include <backfile/limits.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    MAX_RAW_BLOCK_BYTES = 128 * 1024
};

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void add_little_endian(bf_buf *out, size_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        bf_buf_add_byte(out, (char)(value >> (8 * i) & 0xff));
    }
}

/* One raw block, the last (RFC 8878, section 3.1.1). */
static void wrap(bf_buf *out, bf_str contents)
{
    bf_buf_add(out, "\x01\x28\xb5\x2f\xfd\xa0", 6);
    add_little_endian(out, contents.size, 4);
    add_little_endian(out, contents.size << 3 | 1, 3);
    bf_buf_add(out, contents.data, contents.size);
}

static bool same_values(const bf_article *a, const bf_article *b,
                        bf_field field)
{
    const bf_str_list x = bf_article_values(a, field);
    const bf_str_list y = bf_article_values(b, field);
    bool same = x.count == y.count;
    for (size_t i = 0; same && i < x.count; i++) {
        same = bf_str_equal(x.items[i], y.items[i]);
    }
    return same;
}

static bool same(const bf_article *a, const bf_article *b)
{
    bool same = a->published == b->published && a->updated == b->updated &&
                a->expires == b->expires && a->draft == b->draft;
    for (int i = 0; same && i < BF_FIELD_COUNT; i++) {
        same = same_values(a, b, (bf_field)i);
    }
    return same;
}

/* What was decoded encodes to a form that decodes to the same. */
static void check_round_trip(const bf_article *article, bf_arena *arena)
{
    unsigned char before[BF_HASH_BYTES];
    unsigned char after[BF_HASH_BYTES];
    bf_article back;
    bf_buf buf;
    bf_buf_init(&buf, 2 * (size_t)BF_MAX_STORED_BYTES);
    require(!bf_article_encode(&buf, article, NULL));
    require(!bf_article_decode(&back, arena, bf_buf_str(&buf), NULL));
    require(same(article, &back));
    require(!bf_article_hash(before, article, NULL));
    require(!bf_article_hash(after, &back, NULL));
    require(memcmp(before, after, sizeof before) == 0);
    bf_buf_fini(&buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const bf_str input = {(const char *)data, size};
    bf_article article;
    bf_arena *arena;
    bf_error err;
    bf_buf buf;
    bf_status status;
    if (size < 1 || size > MAX_RAW_BLOCK_BYTES ||
        bf_arena_new(&arena, 4 * (size_t)BF_MAX_STORED_BYTES, NULL)) {
        return 0;
    }
    bf_buf_init(&buf, 2 * (size_t)MAX_RAW_BLOCK_BYTES);
    if (data[0] == 'r') {
        bf_buf_add(&buf, input.data + 1, size - 1);
    } else {
        wrap(&buf, (bf_str){input.data + 1, size - 1});
    }
    status = bf_article_decode(&article, arena, bf_buf_str(&buf), &err);
    require(!status || status == BF_ERR_CORRUPT || status == BF_ERR_FORMAT);
    if (!status) {
        check_round_trip(&article, arena);
        status = bf_article_check(&article, &err);
        require(!status || status == BF_ERR_INVALID || status == BF_ERR_LIMIT);
    }
    bf_buf_fini(&buf);
    bf_arena_free(arena);
    return 0;
}
