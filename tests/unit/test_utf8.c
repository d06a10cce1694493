/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8: every code point, every kind of broken sequence. */

#include <backfile/util.h>

#include "tap.h"

static bool is_scalar(uint32_t c)
{
    return c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
}

static void test_all_code_points(void)
{
    unsigned wrong = 0;
    for (uint32_t c = 0; c < 0x110000 + 16; c++) {
        char bytes[4];
        size_t step;
        size_t size = bf_utf8_put(bytes, c);
        uint32_t expected = is_scalar(c) ? c : BF_UTF8_INVALID;
        uint32_t back = bf_utf8_next(bytes, bytes + size, &step);
        wrong += back != expected || step != size ||
                 !bf_utf8_valid((bf_str){bytes, size}, NULL);
        for (size_t cut = 1; cut < size; cut++) {
            wrong +=
                bf_utf8_next(bytes, bytes + cut, &step) != BF_UTF8_INVALID ||
                step != 1;
        }
    }
    is_int(wrong, 0, "every code point, and every beginning of one");
}

/* The text is broken at the given byte, which alone is passed over. */
static void test_broken(void)
{
    static const struct {
        const char *what;
        const char *text;
        size_t at;
    } rows[] = {
        {"a continuation byte", "a\x80", 1},
        {"a lead byte at the end", "ab\xc3", 2},
        {"a lead byte before a letter", "\xc3(", 0},
        {"three bytes of four", "\xf0\x9f\x93", 0},
        {"an overlong slash", "\xc0\xaf", 0},
        {"an overlong slash in three", "\xe0\x80\xaf", 0},
        {"an overlong slash in four", "\xf0\x80\x80\xaf", 0},
        {"an overlong U+07FF", "\xe0\x9f\xbf", 0},
        {"a surrogate", "\xed\xa0\x80", 0},
        {"the last surrogate", "\xed\xbf\xbf", 0},
        {"more than U+10FFFF", "\xf4\x90\x80\x80", 0},
        {"a lead byte of five", "\xf8\x88\x80\x80\x80", 0},
        {"0xFE", "\xc3\xa9\xfe", 2},
        {"0xFF", "\xff", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bf_str text = bf_str_of(rows[i].text);
        size_t at = 99;
        size_t step = 0;
        ok(!bf_utf8_valid(text, &at), "%s is not valid", rows[i].what);
        is_int(at, rows[i].at, "from its byte on");
        ok(bf_utf8_next(text.data + at, text.data + text.size, &step) ==
                   BF_UTF8_INVALID &&
               step == 1,
           "which is one byte");
    }
}

static void test_valid(void)
{
    size_t step = 9;
    ok(bf_utf8_valid((bf_str){NULL, 0}, NULL), "no text is valid");
    ok(bf_utf8_valid((bf_str){"a\0\xc3\xa9", 4}, NULL), "a NUL is valid");
    ok(bf_utf8_valid(bf_str_of("\xef\xbf\xbd"), NULL), "so is U+FFFD");
    ok(bf_utf8_next("", "", &step) == BF_UTF8_INVALID && step == 0,
       "the end has no bytes");
}

static void test_clip(void)
{
    const bf_str text = bf_str_of("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x93\x9ez");
    static const size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11};
    for (size_t max = 0; max <= 11; max++) {
        is_int(bf_utf8_clip(text, max), expected[max], "at most %zu", max);
    }
    is_int(bf_utf8_clip(text, SIZE_MAX), 11, "at most anything");
    is_int(bf_utf8_clip((bf_str){NULL, 0}, 0), 0, "nothing");
    ok(bf_utf8_clip(bf_str_of("\x80\x80\x80\x80\x80\x80\x80"), 5) <= 5,
       "broken text is cut somewhere");
}

int main(void)
{
    test_all_code_points();
    test_broken();
    test_valid();
    test_clip();
    return tap_done();
}
