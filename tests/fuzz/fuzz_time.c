/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dates. The input is read as a date, and its first 8 bytes are a time that is
 * written.
 */

#include <backfile/article.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* What is written reads back as the time, or the nearest that can be read. */
static void check_format(bf_time time)
{
    char text[BF_TIME_TEXT_BYTES];
    bf_time back = BF_TIME_NONE;
    bf_time_format(text, time);
    if (time == BF_TIME_NONE) {
        require(text[0] == '\0');
        return;
    }
    require(strlen(text) == 20 && !bf_time_parse(&back, bf_str_of(text), NULL));
    if (time < BF_TIME_MIN) {
        time = BF_TIME_MIN;
    } else if (time > BF_TIME_MAX) {
        time = BF_TIME_MAX;
    }
    require(back == time);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bf_error err;
    bf_time time;
    int64_t any = 0;
    if (bf_time_parse(&time, (bf_str){(const char *)data, size}, &err)) {
        require(time == BF_TIME_NONE && err.status == BF_ERR_INVALID);
        require(bf_utf8_valid(bf_str_of(err.text), NULL));
    } else {
        require(time >= BF_TIME_MIN && time <= BF_TIME_MAX);
        check_format(time);
    }
    memcpy(&any, data, size < sizeof any ? size : sizeof any);
    check_format(any);
    /* Most numbers of 64 bits are beyond the years that are written. */
    check_format(any % BF_TIME_MAX);
    return 0;
}
