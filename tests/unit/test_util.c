/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statuses, slices, buffers, varints, arenas, hashes. */

#include <backfile/util.h>

#include "tap.h"

#include <stdalign.h>
#include <stdlib.h>

/* The sanitizers end a program that asks for the impossible, unless told. */
BF_API const char *__asan_default_options(void);
BF_API const char *__tsan_default_options(void);

const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

const char *__tsan_default_options(void)
{
    return "allocator_may_return_null=1";
}

/* Statuses and errors ----------------------------------------------------- */

static void test_statuses(void)
{
    static const struct {
        bf_status status;
        const char *name;
        int exit_code;
    } rows[] = {
        {BF_OK, "ok", 0},
        {BF_ERR_NOMEM, "no_memory", 71},
        {BF_ERR_INVALID, "invalid", 66},
        {BF_ERR_NOT_FOUND, "not_found", 66},
        {BF_ERR_LOCKED, "locked", 75},
        {BF_ERR_STALE, "stale", 75},
        {BF_ERR_CORRUPT, "corrupt", 65},
        {BF_ERR_FORMAT, "format", 76},
        {BF_ERR_IO, "io", 74},
        {BF_ERR_QUERY, "query", 2},
        {BF_ERR_LIMIT, "limit", 2},
        {BF_ERR_INTERNAL, "internal", 70},
        {BF_ERR_UNAVAILABLE, "unavailable", 69},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        is_str(bf_str_of(bf_status_name(rows[i].status)), rows[i].name,
               "the name of %s", rows[i].name);
        is_int(bf_status_exit_code(rows[i].status), rows[i].exit_code,
               "its exit code");
    }
    ok(bf_status_name((bf_status)99), "no status has a name as well");
    is_int(bf_status_exit_code((bf_status)99), 70, "and an exit code");
}

static void test_fail(void)
{
    static char long_text[2 * BF_ERROR_TEXT_BYTES];
    bf_error err;
    is_int(bf_fail(NULL, BF_ERR_IO, "%s", "x"), BF_ERR_IO, "without a record");
    is_int(bf_fail(&err, BF_ERR_IO, "a%d", 1), BF_ERR_IO, "with one");
    is_int(err.status, BF_ERR_IO, "it has the status");
    is_str(bf_str_of(err.text), "a1", "and the text");
    bf_fail(&err, BF_ERR_IO, "%s", "\x1b[31m\n\x7f \xc2\x9b \xff\xc3\xa9");
    is_str(bf_str_of(err.text), "?[31m?? ?? ?\xc3\xa9",
           "without control characters and broken bytes");
    bf_fail(&err, BF_ERR_IO, "%s", "\xef\xbf\xbd");
    is_str(bf_str_of(err.text), "\xef\xbf\xbd", "U+FFFD itself is fine");
    bf_fail(&err, BF_ERR_IO, "b: %s", err.text);
    is_str(bf_str_of(err.text), "b: \xef\xbf\xbd", "it may quote itself");
    for (size_t shift = 0; shift < 4; shift++) {
        memset(long_text, 'x', shift);
        for (size_t i = shift; i + 4 < sizeof long_text; i += 4) {
            memcpy(long_text + i, "\xf0\x9f\x93\x9e", 4);
        }
        bf_fail(&err, BF_ERR_IO, "%s", long_text);
        ok(strlen(err.text) > BF_ERROR_TEXT_BYTES - 5 && !strchr(err.text, '?'),
           "long text is cut between characters");
    }
}

/* Slices ------------------------------------------------------------------ */

static void test_slices(void)
{
    const bf_str none = {NULL, 0};
    ok(!bf_str_of(NULL).data && bf_str_of(NULL).size == 0, "NULL is none");
    ok(bf_str_of("").data, "an empty text has data");
    ok(bf_str_equal(none, bf_str_of("")), "none holds the same bytes as empty");
    ok(!bf_str_equal((bf_str){"a\0b", 3}, (bf_str){"a\0c", 3}),
       "bytes behind a NUL count");
    ok(!bf_str_is(bf_str_of("ab"), "a"), "size counts");
    ok(bf_str_is(bf_str_of("ab"), "ab"), "equal");
    is_str(bf_str_trim(bf_str_of(" \t\r\n\f\va b\v ")), "a b", "trimmed");
    is_str(bf_str_trim(bf_str_of(" \n")), "", "nothing is left");
    is_int(bf_str_trim(none).size, 0, "none, trimmed");
    is_str(bf_str_trim(bf_str_of("\xc2\xa0")), "\xc2\xa0", "only ASCII space");
}

static void test_numbers(void)
{
    static const char *const refused[] = {"",
                                          "-1",
                                          "+1",
                                          " 1",
                                          "1 ",
                                          "1.0",
                                          "0x1",
                                          "18446744073709551616",
                                          "99999999999999999999999",
                                          "\xd9\xa1"};
    uint64_t value;
    ok(bf_uint_parse(&value, bf_str_of("0"), 0) && value == 0, "0");
    ok(bf_uint_parse(&value, bf_str_of("0042"), 42) && value == 42,
       "leading zeros");
    ok(bf_uint_parse(&value, bf_str_of("18446744073709551615"), UINT64_MAX) &&
           value == UINT64_MAX,
       "the largest");
    ok(!bf_uint_parse(&value, bf_str_of("43"), 42) && value == 0,
       "more than the most");
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        value = 1;
        ok(!bf_uint_parse(&value, bf_str_of(refused[i]), UINT64_MAX) &&
               value == 0,
           "\"%s\" is no number", refused[i]);
    }
    ok(!bf_uint_parse(&value, (bf_str){"1\0", 2}, 9), "a NUL is no digit");
}

/* Buffers ----------------------------------------------------------------- */

static void test_buf_adds(void)
{
    bf_buf buf;
    bf_buf_init(&buf, 100000);
    is_str(bf_buf_str(&buf), "", "an empty buffer is an empty text");
    bf_buf_add(&buf, NULL, 0);
    bf_buf_add(&buf, "a\0b", 3);
    bf_buf_add_text(&buf, "cd");
    bf_buf_add_byte(&buf, 'e');
    bf_buf_printf(&buf, "%d%s", 12, "f");
    ok(bf_str_equal(bf_buf_str(&buf), (bf_str){"a\0bcde12f", 9}), "added");
    is_int(buf.data[buf.size], 0, "a NUL follows");
    bf_buf_truncate(&buf, 100);
    is_int(buf.size, 9, "cutting never makes it longer");
    bf_buf_truncate(&buf, 1);
    is_str(bf_buf_str(&buf), "a", "cut");
    for (int i = 0; i < 20000; i++) {
        bf_buf_printf(&buf, "%04d", i % 10000);
    }
    is_int(buf.size, 80001, "it grows");
    is_int(bf_buf_status(&buf, NULL), BF_OK, "and is well");
    bf_buf_reset(&buf);
    is_str(bf_buf_str(&buf), "", "reset");
    bf_buf_fini(&buf);
    ok(!buf.data && buf.max_bytes == 100000, "released, it may be used again");
    bf_buf_add_text(&buf, "again");
    is_str(bf_buf_str(&buf), "again", "and is");
    bf_buf_fini(&buf);
}

static void test_buf_cap(void)
{
    bf_error err;
    bf_buf buf;
    bf_buf_init(&buf, 4);
    bf_buf_add_text(&buf, "abcd");
    is_int(buf.status, BF_OK, "filled up to the cap");
    bf_buf_add(&buf, NULL, 0);
    is_int(buf.status, BF_OK, "nothing fits always");
    bf_buf_add_byte(&buf, 'e');
    is_int(bf_buf_status(&buf, &err), BF_ERR_LIMIT, "full: %s", err.text);
    bf_buf_truncate(&buf, 0);
    bf_buf_add_byte(&buf, 'f');
    bf_buf_printf(&buf, "%d", 1);
    bf_buf_add_varint(&buf, 1);
    ok(!bf_buf_reserve(&buf, 0), "no room is given");
    is_str(bf_buf_str(&buf), "", "after a failure nothing is added");
    bf_buf_reset(&buf);
    bf_buf_add_byte(&buf, 'g');
    is_str(bf_buf_str(&buf), "g", "until it is reset");
    bf_buf_printf(&buf, "%s", "hijk");
    is_int(buf.status, BF_ERR_LIMIT, "printf does not write over the cap");
    is_str(bf_buf_str(&buf), "g", "nor a part");
    bf_buf_fini(&buf);

    bf_buf_init(&buf, 0);
    bf_buf_add_text(&buf, "");
    is_int(buf.status, BF_OK, "a cap of 0 holds nothing");
    bf_buf_add_text(&buf, "a");
    is_int(buf.status, BF_ERR_LIMIT, "and no more");
    bf_buf_fini(&buf);
}

static void test_buf_huge(void)
{
    static const size_t sizes[] = {SIZE_MAX, SIZE_MAX - 1, SIZE_MAX - 2,
                                   SIZE_MAX / 2};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        bf_buf buf;
        bf_buf_init(&buf, SIZE_MAX);
        bf_buf_add_text(&buf, "a");
        is_str(bf_buf_str(&buf), "a", "without a cap");
        ok(!bf_buf_reserve(&buf, sizes[i]), "no machine has that room");
        ok(buf.status == BF_ERR_NOMEM || buf.status == BF_ERR_LIMIT,
           "which is a status");
        bf_buf_fini(&buf);
    }
}

static void test_buf_reserve(void)
{
    char *room;
    bf_buf buf;
    bf_buf_init(&buf, 1000);
    room = bf_buf_reserve(&buf, 300);
    ok(room, "room for 300");
    memset(room, 'a', 300);
    bf_buf_grew(&buf, 200);
    is_int(buf.size, 200, "of which 200 were used");
    is_int(buf.data[200], 0, "a NUL follows");
    bf_buf_fini(&buf);
}

static void test_html(void)
{
    bf_buf buf;
    bf_buf_init(&buf, 1000);
    bf_buf_add_html(&buf, bf_str_of("<a href=\"x\">R&D's</a>"));
    is_str(bf_buf_str(&buf),
           "&lt;a href=&quot;x&quot;&gt;R&amp;D&#39;s&lt;/a&gt;", "entities");
    bf_buf_reset(&buf);
    bf_buf_add_html(&buf, (bf_str){NULL, 0});
    bf_buf_add_html(&buf, (bf_str){"\0<", 2});
    ok(bf_str_equal(bf_buf_str(&buf), (bf_str){"\0&lt;", 5}), "a NUL");
    bf_buf_fini(&buf);
}

/* Varints ----------------------------------------------------------------- */

static void test_varint_values(void)
{
    static const uint64_t values[] = {0,          1,         127,
                                      128,        16383,     16384,
                                      UINT32_MAX, INT64_MAX, UINT64_MAX - 1,
                                      UINT64_MAX};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        uint64_t back;
        bf_str input;
        bf_buf buf;
        bf_buf_init(&buf, 100);
        bf_buf_add_varint(&buf, values[i]);
        input = bf_buf_str(&buf);
        for (size_t cut = 0; cut < buf.size; cut++) {
            bf_str part = {buf.data, cut};
            back = 1;
            ok(!bf_varint_read(&back, &part) && back == 0 && part.size == cut,
               "%zu of its bytes are no number", cut);
        }
        bf_buf_add_byte(&buf, 'x');
        input.size++;
        input.data = buf.data;
        ok(bf_varint_read(&back, &input) && back == values[i],
           "%" PRIu64 " comes back", values[i]);
        is_str(input, "x", "and the input is behind it");
        bf_buf_fini(&buf);
    }
}

static void test_varint_refused(void)
{
    uint64_t value;
    bf_str too_large = bf_str_of("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02");
    bf_str too_long = bf_str_of("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01");
    bf_str padded = {"\x81\x80\x00", 3};
    bf_str none = {NULL, 0};
    ok(!bf_varint_read(&value, &too_large), "65 bits");
    ok(!bf_varint_read(&value, &too_long), "eleven bytes");
    ok(bf_varint_read(&value, &padded) && value == 1, "zeros at the high end");
    ok(!bf_varint_read(&value, &none), "no byte");
}

/* Arenas ------------------------------------------------------------------ */

static bool is_zero(const unsigned char *block, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (block[i]) {
            return false;
        }
    }
    return true;
}

static void test_arena_blocks(void)
{
    bf_arena *arena;
    unsigned wrong = 0;
    if (bf_arena_new(&arena, (size_t)64 << 20, NULL)) {
        exit(1);
    }
    for (int round = 0; round < 3; round++) {
        for (size_t size = 0; size < 5000; size += 7) {
            unsigned char *block = bf_arena_alloc(arena, size);
            wrong += !block || (uintptr_t)block % alignof(max_align_t) != 0 ||
                     !is_zero(block, size);
            memset(block, 0xff, size);
        }
        wrong += !bf_arena_alloc(arena, 3 << 20);
        bf_arena_reset(arena);
    }
    is_int(wrong, 0, "blocks are aligned and zeroed, also after a reset");
    ok(bf_arena_alloc(arena, 0) != bf_arena_alloc(arena, 0),
       "blocks of no bytes differ");
    bf_arena_free(arena);
    bf_arena_free(NULL);
}

static void test_arena_cap(void)
{
    bf_arena *arena;
    if (bf_arena_new(&arena, 64, NULL)) {
        exit(1);
    }
    ok(bf_arena_alloc(arena, 48), "48 of 64");
    ok(!bf_arena_alloc(arena, 17), "17 more do not fit");
    ok(bf_arena_alloc(arena, 16), "16 do");
    ok(!bf_arena_alloc(arena, 0), "and then nothing");
    bf_arena_reset(arena);
    ok(bf_arena_alloc(arena, 64), "all of it after a reset");
    ok(!bf_arena_alloc(arena, SIZE_MAX), "no machine has that much");
    ok(!bf_arena_alloc(arena, SIZE_MAX - 15), "nor a little less");
    ok(!bf_arena_array(arena, SIZE_MAX / 2, 3), "an overflow is noticed");
    bf_arena_free(arena);
    if (bf_arena_new(&arena, SIZE_MAX, NULL)) {
        exit(1);
    }
    ok(!bf_arena_alloc(arena, SIZE_MAX - 64), "without a cap neither");
    ok(bf_arena_array(arena, 0, 8) && bf_arena_array(arena, 8, 0),
       "an array of nothing");
    bf_arena_free(arena);
}

static void test_arena_copy(void)
{
    bf_arena *arena;
    bf_str copy;
    if (bf_arena_new(&arena, 37, NULL)) {
        exit(1);
    }
    copy = bf_arena_copy(arena, (bf_str){"a\0b", 3});
    ok(bf_str_equal(copy, (bf_str){"a\0b", 3}) && copy.data[3] == 0,
       "a copy, and a NUL");
    copy = bf_arena_copy(arena, (bf_str){NULL, 0});
    ok(copy.data && copy.size == 0, "the copy of nothing has data");
    copy =
        bf_arena_copy(arena, (bf_str){"0123456789012345678901234567890", 31});
    ok(copy.data, "what fits exactly");
    copy = bf_arena_copy(arena, bf_str_of("x"));
    ok(!copy.data && copy.size == 0, "what does not fit is none");
    bf_arena_free(arena);
}

/* Hashes ------------------------------------------------------------------ */

/* Values published with xxHash's own test suite would need its generator; the
 * hashes of nothing are in its documentation of the algorithm. */
static void test_hashes(void)
{
    static const unsigned char of_nothing[] = {
        0x99, 0xaa, 0x06, 0xd3, 0x01, 0x47, 0x98, 0xd8,
        0x60, 0x01, 0xc3, 0x24, 0x46, 0x8d, 0x49, 0x7f};
    unsigned char hash[BF_HASH_BYTES];
    bf_hash_128(hash, (bf_str){NULL, 0});
    ok(memcmp(hash, of_nothing, sizeof hash) == 0, "128 bits of nothing");
    ok(bf_hash_64((bf_str){NULL, 0}) == UINT64_C(0x2d06800538d394c2),
       "64 bits of nothing");
    ok(bf_hash_64(bf_str_of("a")) != bf_hash_64(bf_str_of("b")),
       "of something");
}

int main(void)
{
    test_statuses();
    test_fail();
    test_slices();
    test_numbers();
    test_buf_adds();
    test_buf_cap();
    test_buf_huge();
    test_buf_reserve();
    test_html();
    test_varint_values();
    test_varint_refused();
    test_arena_blocks();
    test_arena_cap();
    test_arena_copy();
    test_hashes();
    return tap_done();
}
