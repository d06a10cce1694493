/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TAP_H
#define BF_TAP_H

/*
 * The Test Anything Protocol, as much as the tests need.
 *
 *     int main(void)
 *     {
 *         ok(1 + 1 == 2, "addition");
 *         is_str(bf_str_of("a"), "a", "slices compare");
 *         return tap_done();
 *     }
 */

#include <backfile/base.h>

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static unsigned tap_count_;
static unsigned tap_failed_;

static inline void tap_print_quoted_(const char *label, bf_str text)
{
    printf("#   %s: \"", label);
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < 0x20 || c == '"' || c == '\\') {
            printf("\\x%02x", c);
        } else {
            putchar(c);
        }
    }
    printf("\" (%zu bytes)\n", text.size);
}

static inline bool BF_PRINTF(4, 5)
    tap_ok_(bool passed, const char *file, int line, const char *format, ...)
{
    va_list args;
    tap_count_++;
    printf("%sok %u - ", passed ? "" : "not ", tap_count_);
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
    if (!passed) {
        tap_failed_++;
        printf("#   failed at %s:%d\n", file, line);
    }
    fflush(stdout);
    return passed;
}

/* ok(condition, "name", ...): the name is a printf format. */
#define ok(condition, ...) tap_ok_((condition), __FILE__, __LINE__, __VA_ARGS__)

/* is_int(got, expected, "name", ...), for any integer type. */
#define is_int(got, expected, ...)                                             \
    do {                                                                       \
        intmax_t got_ = (intmax_t)(got);                                       \
        intmax_t expected_ = (intmax_t)(expected);                             \
        if (!tap_ok_(got_ == expected_, __FILE__, __LINE__, __VA_ARGS__)) {    \
            printf("#   got: %" PRIdMAX "\n#   expected: %" PRIdMAX "\n",      \
                   got_, expected_);                                           \
        }                                                                      \
    } while (0)

/* is_near(got, expected, epsilon, "name", ...). */
#define is_near(got, expected, epsilon, ...)                                   \
    do {                                                                       \
        double got_ = (got);                                                   \
        double expected_ = (expected);                                         \
        if (!tap_ok_(fabs(got_ - expected_) <= (epsilon), __FILE__, __LINE__,  \
                     __VA_ARGS__)) {                                           \
            printf("#   got: %.17g\n#   expected: %.17g\n", got_, expected_);  \
        }                                                                      \
    } while (0)

/* is_str(got_slice, "expected", "name", ...). */
#define is_str(got, expected, ...)                                             \
    do {                                                                       \
        bf_str got_ = (got);                                                   \
        bf_str expected_ = {(expected), strlen(expected)};                     \
        if (!tap_ok_(got_.size == expected_.size &&                            \
                         (got_.size == 0 ||                                    \
                          !memcmp(got_.data, expected_.data, got_.size)),      \
                     __FILE__, __LINE__, __VA_ARGS__)) {                       \
            tap_print_quoted_("got", got_);                                    \
            tap_print_quoted_("expected", expected_);                          \
        }                                                                      \
    } while (0)

/* is_status(status, BF_ERR_…, &err, "name", ...): shows the error's text. */
#define is_status(got, expected, err, ...)                                     \
    do {                                                                       \
        bf_status got_ = (got);                                                \
        bf_status expected_ = (expected);                                      \
        if (!tap_ok_(got_ == expected_, __FILE__, __LINE__, __VA_ARGS__)) {    \
            printf("#   got: %d %s\n#   expected: %d\n", (int)got_,            \
                   got_ ? (err)->text : "", (int)expected_);                   \
        }                                                                      \
    } while (0)

/* A test that cannot be made here counts as passed, with the reason. */
#define skip(reason) printf("ok %u # SKIP %s\n", ++tap_count_, (reason))

/* Print the plan; the exit code of the test program. */
static inline int tap_done(void)
{
    printf("1..%u\n", tap_count_);
    return tap_failed_ != 0;
}

#endif
