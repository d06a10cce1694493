/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The stored form: there and back, its bytes, damaged and hostile ones. */

#include <backfile/article.h>
#include <backfile/limits.h>

#include "tap.h"

#include <stdlib.h>

static bf_arena *arena;

static bf_article full(void)
{
    static const bf_str authors[] = {{"Mei-Ling Chow", 13}, {"", 0}};
    static const bf_str tags[] = {{"red phone", 9}};
    bf_article article;
    bf_article_init(&article);
    article.id = bf_str_of("https://x.example/a");
    article.url = bf_str_of("https://x.example/a");
    article.title = bf_str_of("A title");
    article.summary = bf_str_of("");
    article.body = (bf_str){"one\0two", 7};
    article.authors = (bf_str_list){authors, 2};
    article.section = bf_str_of("hotlines");
    article.tags = (bf_str_list){tags, 1};
    article.published = -1;
    article.updated = BF_TIME_MAX;
    article.expires = BF_TIME_MIN;
    article.draft = true;
    article.lang = bf_str_of("en");
    article.image = bf_str_of("/a.png");
    article.source = bf_str_of("site");
    article.origin = bf_str_of("posts/a.md");
    return article;
}

static bool same_list(bf_str_list a, bf_str_list b)
{
    bool same = a.count == b.count;
    for (size_t i = 0; same && i < a.count; i++) {
        same = bf_str_equal(a.items[i], b.items[i]);
    }
    return same;
}

static bool same(const bf_article *a, const bf_article *b)
{
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        if (!same_list(bf_article_values(a, (bf_field)i),
                       bf_article_values(b, (bf_field)i))) {
            return false;
        }
    }
    return a->published == b->published && a->updated == b->updated &&
           a->expires == b->expires && a->draft == b->draft;
}

static void test_round_trip(void)
{
    const bf_article article = full();
    bf_article blank;
    bf_article back;
    bf_error err;
    bf_buf buf;
    bf_buf_init(&buf, 4096);
    bf_buf_add_text(&buf, "before");
    is_status(bf_article_encode(&buf, &article, &err), BF_OK, &err,
              "all fields are encoded");
    is_status(bf_article_decode(&back, arena,
                                (bf_str){buf.data + 6, buf.size - 6}, &err),
              BF_OK, &err, "and decoded");
    ok(same(&article, &back), "and are what they were");

    bf_buf_reset(&buf);
    bf_article_init(&blank);
    is_status(bf_article_encode(&buf, &blank, &err), BF_OK, &err,
              "no field is encoded");
    is_status(bf_article_decode(&back, arena, bf_buf_str(&buf), &err), BF_OK,
              &err, "and decoded");
    ok(same(&blank, &back), "and is still missing");
    bf_buf_fini(&buf);
}

static void test_large(void)
{
    bf_article article = full();
    bf_article back;
    bf_error err;
    bf_buf buf;
    char *text = malloc(BF_MAX_ARTICLE_BYTES);
    for (size_t i = 0; i < BF_MAX_ARTICLE_BYTES; i++) {
        text[i] = (char)('a' + i * i % 23);
    }
    bf_buf_init(&buf, BF_MAX_STORED_BYTES);
    article.body = (bf_str){text, BF_MAX_ARTICLE_BYTES};
    is_status(bf_article_encode(&buf, &article, &err), BF_OK, &err,
              "the largest body is encoded");
    is_status(bf_article_decode(&back, arena, bf_buf_str(&buf), &err), BF_OK,
              &err, "and decoded");
    ok(same(&article, &back), "and is what it was");
    bf_arena_reset(arena);

    article.summary = article.body;
    bf_buf_reset(&buf);
    is_int(bf_article_encode(&buf, &article, &err), BF_ERR_LIMIT,
           "more than a record holds: %s", err.text);
    is_int(buf.size, 0, "nothing is left of it");
    free(text);
    bf_buf_fini(&buf);
}

/* The cap of the output is reached only when the form really is larger. */
static void test_cap(void)
{
    const bf_article article = full();
    bf_error err;
    bf_buf buf;
    size_t size;
    bf_buf_init(&buf, 4096);
    is_int(bf_article_encode(&buf, &article, NULL), BF_OK, "with room");
    size = buf.size;
    bf_buf_fini(&buf);
    for (size_t cap = 0; cap <= size; cap++) {
        bf_status expected = cap < size ? BF_ERR_LIMIT : BF_OK;
        bf_buf_init(&buf, cap);
        is_status(bf_article_encode(&buf, &article, &err), expected, &err,
                  "a cap of %zu", cap);
        is_int(buf.size, cap < size ? 0 : size, "all or nothing");
        bf_buf_fini(&buf);
    }
}

/* Hash -------------------------------------------------------------------- */

static bool hash_differs(const bf_article *article)
{
    const bf_article original = full();
    unsigned char a[BF_HASH_BYTES];
    unsigned char b[BF_HASH_BYTES];
    return !bf_article_hash(a, &original, NULL) &&
           !bf_article_hash(b, article, NULL) && memcmp(a, b, sizeof a) != 0;
}

static void test_hash(void)
{
    bf_str *members[10];
    bf_article article = full();
    size_t count = 0;
    ok(!hash_differs(&article), "equal articles have equal hashes");
    members[count++] = &article.id;
    members[count++] = &article.url;
    members[count++] = &article.title;
    members[count++] = &article.summary;
    members[count++] = &article.body;
    members[count++] = &article.section;
    members[count++] = &article.lang;
    members[count++] = &article.image;
    members[count++] = &article.source;
    members[count++] = &article.origin;
    for (size_t i = 0; i < count; i++) {
        article = full();
        *members[i] = bf_str_of("other");
        ok(hash_differs(&article), "text %zu counts", i);
    }
    article = full();
    article.authors.count--;
    ok(hash_differs(&article), "authors count");
    article = full();
    article.tags = article.authors;
    ok(hash_differs(&article), "tags count");
    article = full();
    article.published++;
    ok(hash_differs(&article), "published counts");
    article = full();
    article.updated--;
    ok(hash_differs(&article), "updated counts");
    article = full();
    article.expires = BF_TIME_NONE;
    ok(hash_differs(&article), "expires counts");
    article = full();
    article.draft = false;
    ok(hash_differs(&article), "draft counts");
    article = full();
    article.title = article.section;
    article.section = full().title;
    ok(hash_differs(&article), "it matters where a text stands");
}

/* The bytes that docs/index-format.md promises. */
static void test_bytes(void)
{
    static const unsigned char expected[] = {
        1,    0x28, 0xb5, 0x2f, 0xfd, /* version, magic */
        0x24, 11,                     /* checksum; size */
        0x59, 0,    0,                /* one raw block, the last */
        0,    2,    'a',  '1',        /* id */
        7,    1,    1,    'x',        /* tags */
        8,    1,                      /* published: -1 */
        11,                           /* draft */
    };
    static const bf_str tags[] = {{"x", 1}};
    bf_article article;
    bf_buf buf;
    bf_buf_init(&buf, 4096);
    bf_article_init(&article);
    article.id = bf_str_of("a1");
    article.tags = (bf_str_list){tags, 1};
    article.published = -1;
    article.draft = true;
    is_int(bf_article_encode(&buf, &article, NULL), BF_OK, "a small article");
    is_int(buf.size, sizeof expected + 4, "its size, a checksum at the end");
    ok(buf.size >= sizeof expected &&
           memcmp(buf.data, expected, sizeof expected) == 0,
       "its bytes");
    bf_buf_fini(&buf);
}

/* Damage ------------------------------------------------------------------ */

/* A raw block needs no compressor, so any contents can be made by hand. */
static void wrap(bf_buf *out, const char *payload, size_t size)
{
    const unsigned header = (unsigned)size << 3 | 1;
    bf_buf_reset(out);
    bf_buf_add(out, "\x01\x28\xb5\x2f\xfd\x20", 6);
    bf_buf_add_byte(out, (char)size);
    bf_buf_add_byte(out, (char)header);
    bf_buf_add_byte(out, (char)(header >> 8));
    bf_buf_add_byte(out, (char)(header >> 16));
    bf_buf_add(out, payload, size);
}

static void decodes_to(bf_str bytes, bf_status expected, const char *what)
{
    bf_article back;
    bf_error err = {BF_OK, ""};
    is_status(bf_article_decode(&back, arena, bytes, &err), expected, &err,
              "%s: %s", what, err.text);
    if (expected) {
        bf_article blank;
        bf_article_init(&blank);
        ok(same(&back, &blank), "nothing is left of it");
    }
    bf_arena_reset(arena);
}

static void test_payloads(void)
{
    static const struct {
        const char *what;
        const char *bytes;
        size_t size;
        bf_status expected;
    } rows[] = {
        {"two fields", "\0\1a\2\1b", 6, BF_OK},
        {"no field", "", 0, BF_OK},
        {"an unknown field", "\x10\1a", 3, BF_ERR_CORRUPT},
        {"a field of a huge number", "\xff\xff\xff\xff\x0f\1a", 7,
         BF_ERR_CORRUPT},
        {"a field twice", "\0\1a\0\1b", 6, BF_ERR_CORRUPT},
        {"fields out of order", "\2\1a\0\1b", 6, BF_ERR_CORRUPT},
        {"a field number alone", "\0", 1, BF_ERR_CORRUPT},
        {"a text that ends early", "\0\3ab", 4, BF_ERR_CORRUPT},
        {"a text of 2^64-1 bytes", "\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\1a",
         12, BF_ERR_CORRUPT},
        {"an endless number", "\0\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\1",
         12, BF_ERR_CORRUPT},
        {"a list", "\5\2\1a\0", 5, BF_OK},
        {"a list of none", "\5\0", 2, BF_ERR_CORRUPT},
        {"a list of too many", "\5\x81\2", 3, BF_ERR_CORRUPT},
        {"a list that ends early", "\5\2\1a", 4, BF_ERR_CORRUPT},
        {"a time", "\x08\1", 2, BF_OK},
        {"a time that ends early", "\x08\x81", 2, BF_ERR_CORRUPT},
        {"a time that is none", "\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\1",
         11, BF_ERR_CORRUPT},
        {"a flag", "\x0b", 1, BF_OK},
    };
    bf_buf buf;
    bf_buf_init(&buf, 4096);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        wrap(&buf, rows[i].bytes, rows[i].size);
        decodes_to(bf_buf_str(&buf), rows[i].expected, rows[i].what);
    }
    bf_buf_fini(&buf);
}

/* Frames ------------------------------------------------------------------ */

static void test_frames(void)
{
    static const struct {
        const char *what;
        const char *bytes;
        size_t size;
        bf_status expected;
    } rows[] = {
        {"no byte", "", 0, BF_ERR_CORRUPT},
        {"version 0", "\0\x28\xb5\x2f\xfd\x20\0\1\0\0", 10, BF_ERR_CORRUPT},
        {"version 2", "\2\x28\xb5\x2f\xfd\x20\0\1\0\0", 10, BF_ERR_FORMAT},
        {"a version alone", "\1", 1, BF_ERR_CORRUPT},
        {"a magic number alone", "\1\x28\xb5\x2f\xfd", 5, BF_ERR_CORRUPT},
        {"a skippable frame", "\1\x50\x2a\x4d\x18\0\0\0\0", 9, BF_ERR_CORRUPT},
        {"another compressor", "\1\x1f\x8b\x08\0\0\0\0\0", 9, BF_ERR_CORRUPT},
        {"no size", "\1\x28\xb5\x2f\xfd\0\x58\1\0\0", 10, BF_ERR_CORRUPT},
        {"a size of 2^64-1",
         "\1\x28\xb5\x2f\xfd\xe0\xff\xff\xff\xff\xff\xff\xff\xff\1\0\0", 17,
         BF_ERR_CORRUPT},
        {"a byte more than allowed", "\1\x28\xb5\x2f\xfd\xa0\1\0\0\2\1\0\0", 13,
         BF_ERR_CORRUPT},
        {"a promise of 32 MB and nothing",
         "\1\x28\xb5\x2f\xfd\xa0\0\0\0\2\1\0\0", 13, BF_ERR_CORRUPT},
        {"a byte behind", "\1\x28\xb5\x2f\xfd\x20\0\1\0\0x", 11,
         BF_ERR_CORRUPT},
        {"a second frame",
         "\1\x28\xb5\x2f\xfd\x20\0\1\0\0\x28\xb5\x2f\xfd\x20\0\1\0\0", 19,
         BF_ERR_CORRUPT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        decodes_to((bf_str){rows[i].bytes, rows[i].size}, rows[i].expected,
                   rows[i].what);
    }
}

static void test_damage(void)
{
    const bf_article article = full();
    unsigned wrong = 0;
    bf_article back;
    bf_buf buf;
    bf_buf_init(&buf, 4096);
    is_int(bf_article_encode(&buf, &article, NULL), BF_OK, "a whole one");
    for (size_t size = 0; size < buf.size; size++) {
        wrong += bf_article_decode(&back, arena, (bf_str){buf.data, size},
                                   NULL) != BF_ERR_CORRUPT;
        bf_arena_reset(arena);
    }
    is_int(wrong, 0, "every cut is noticed");
    for (size_t bit = 8; bit < buf.size * 8; bit++) {
        buf.data[bit / 8] ^= (char)(1 << bit % 8);
        if (!bf_article_decode(&back, arena, bf_buf_str(&buf), NULL)) {
            wrong += !same(&article, &back);
        }
        buf.data[bit / 8] ^= (char)(1 << bit % 8);
        bf_arena_reset(arena);
    }
    is_int(wrong, 0, "no flipped bit goes unnoticed");
    bf_buf_fini(&buf);
}

/* An arena that is too small is a status. */
static void test_small_arena(void)
{
    const bf_article article = full();
    bf_article back;
    bf_arena *small;
    bf_buf buf;
    bf_buf_init(&buf, 4096);
    is_int(bf_article_encode(&buf, &article, NULL), BF_OK, "a whole one");
    for (size_t size = 0; size < 256; size += 16) {
        bf_status status = bf_arena_new(&small, size, NULL);
        if (!status) {
            status = bf_article_decode(&back, small, bf_buf_str(&buf), NULL);
        }
        ok(status == BF_ERR_NOMEM || (!status && same(&article, &back)),
           "an arena of %zu bytes", size);
        bf_arena_free(small);
    }
    bf_buf_fini(&buf);
}

int main(void)
{
    if (bf_arena_new(&arena, 2 * (size_t)BF_MAX_STORED_BYTES, NULL)) {
        return 1;
    }
    test_round_trip();
    test_large();
    test_cap();
    test_hash();
    test_bytes();
    test_payloads();
    test_frames();
    test_damage();
    test_small_arena();
    bf_arena_free(arena);
    return tap_done();
}
