/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The forms of terms and time keys. */

#include <backfile/terms.h>

#include "tap.h"

static char long_value[BF_MAX_FIELD_BYTES];

/* The bytes that Xapian keeps for a term. */
static size_t key_bytes(bf_str term)
{
    size_t size = term.size;
    for (size_t i = 0; i < term.size; i++) {
        size += term.data[i] == '\0';
    }
    return size;
}

static void test_short_terms(void)
{
    const char *prefix = bf_field_info_of(BF_FIELD_SECTION)->prefix;
    bf_buf term;
    bf_buf expected;
    bf_buf_init(&term, BF_MAX_INDEX_TERM_BYTES);
    bf_buf_init(&expected, BF_MAX_INDEX_TERM_BYTES);
    bf_buf_printf(&expected, "%sback-channels", prefix ? prefix : "?");
    bf_term_field(&term, BF_FIELD_SECTION, bf_str_of("back-channels"));
    is_str(bf_buf_str(&term), expected.data, "prefix and value");

    bf_buf_reset(&term);
    bf_term_field(&term, BF_FIELD_IMAGE, bf_str_of("x"));
    is_int(term.size, 0, "no term for a field without a prefix");
    bf_buf_fini(&term);
    bf_buf_fini(&expected);
}

/* Terms of values of all sizes around the limit, filled with `unit`. */
static void test_long_terms(const char *unit, size_t unit_size)
{
    bool fits = true;
    bool valid = true;
    bool differs = true;
    bf_buf term;
    bf_buf other;
    bf_buf_init(&term, BF_MAX_INDEX_TERM_BYTES);
    bf_buf_init(&other, BF_MAX_INDEX_TERM_BYTES);
    for (size_t i = 0; i < sizeof long_value; i++) {
        long_value[i] = unit[i % unit_size];
    }
    for (size_t size = unit_size; size < 600; size += unit_size) {
        bf_buf_reset(&term);
        bf_buf_reset(&other);
        bf_term_id(&term, (bf_str){long_value, size});
        bf_term_id(&other, (bf_str){long_value, size + unit_size});
        fits = fits && bf_buf_status(&term, NULL) == BF_OK && term.size > 0 &&
               key_bytes(bf_buf_str(&term)) <= BF_MAX_INDEX_TERM_BYTES;
        valid = valid && bf_utf8_valid(bf_buf_str(&term), NULL);
        differs =
            differs && !bf_str_equal(bf_buf_str(&term), bf_buf_str(&other));
    }
    ok(fits, "terms of every size fit");
    ok(valid, "no code point is split");
    ok(differs, "values of different sizes have different terms");
    bf_buf_fini(&term);
    bf_buf_fini(&other);
}

static void test_spellings(void)
{
    static const char *const expected[] = {"XW:p\xc3\xaa"
                                           "ch",
                                           "XWSOME:p\xc3\xaa"
                                           "ch",
                                           "XWTITLE:p\xc3\xaa"
                                           "ch"};
    bf_buf term;
    bf_buf_init(&term, BF_MAX_INDEX_TERM_BYTES);
    for (int what = BF_SPELLING_MOST; what <= BF_SPELLING_TITLE; what++) {
        bf_buf_reset(&term);
        bf_term_spelling(&term, (bf_spelling)what,
                         bf_str_of("p\xc3\xaa"
                                   "ch"));
        is_str(bf_buf_str(&term), expected[what], "a spelling");
    }
    bf_buf_fini(&term);
}

static void test_time_keys(void)
{
    static const bf_time times[] = {INT64_MIN, BF_TIME_MIN, -1,       0,
                                    1,         BF_TIME_MAX, INT64_MAX};
    unsigned char before[BF_TIME_KEY_BYTES] = {0};
    unsigned char key[BF_TIME_KEY_BYTES];
    bf_time back;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        bf_time_key(key, times[i]);
        ok(bf_time_of_key(&back, (bf_str){(const char *)key, sizeof key}) &&
               back == times[i],
           "a key gives its time back");
        ok(i == 0 || memcmp(before, key, sizeof key) < 0,
           "keys sort as times do");
        memcpy(before, key, sizeof key);
    }
    ok(!bf_time_of_key(&back, bf_str_of("seven b")) && back == 0,
       "a key of another size is refused");
}

int main(void)
{
    test_short_terms();
    test_long_terms("a", 1);
    test_long_terms("\xc3\xa9", 2);
    test_long_terms("", 1); /* NUL bytes */
    test_spellings();
    test_time_keys();
    return tap_done();
}
