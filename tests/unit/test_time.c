/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates: what is read, what is refused, what is written. */

#include <backfile/article.h>

#include "tap.h"

#include <time.h>

/* Each text, and the time that it is, as bf_time_format() writes it. */
static const char *const readable[][2] = {
    {"2014", "2014-01-01T00:00:00Z"},
    {"2014-06", "2014-06-01T00:00:00Z"},
    {"2014-06-20", "2014-06-20T00:00:00Z"},
    {" \t2014-06-20\r\n", "2014-06-20T00:00:00Z"},
    {"2014-6-2", "2014-06-02T00:00:00Z"},
    {"2014-06-20T10:16:09Z", "2014-06-20T10:16:09Z"},
    {"2014-06-20t10:16:09z", "2014-06-20T10:16:09Z"},
    {"2014-06-20T10:16:09-04:00", "2014-06-20T14:16:09Z"},
    {"2014-06-20T10:16:09+05:30", "2014-06-20T04:46:09Z"},
    {"2014-06-20T10:16:09-00:00", "2014-06-20T10:16:09Z"},
    {"2014-06-20T10:16:09.999999999999999999Z", "2014-06-20T10:16:09Z"},
    {"2014-06-20T10:16", "2014-06-20T10:16:00Z"},
    {"2014-06-20T10:16Z", "2014-06-20T10:16:00Z"},
    {"2014-06-20 10:16:09", "2014-06-20T10:16:09Z"},
    {"2014-06-20 10:16:09 -0400", "2014-06-20T14:16:09Z"},
    {"2014-06-20 9:16:09 -4", "2014-06-20T13:16:09Z"},
    {"2014-06-20 10:16:09-04", "2014-06-20T14:16:09Z"},
    {"2014-06-20   10:16:09   +0100", "2014-06-20T09:16:09Z"},
    {"2014-06-20 10:16:09 UTC", "2014-06-20T10:16:09Z"},
    {"2014-06-20 23:30 EST", "2014-06-21T04:30:00Z"},
    {"2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"},
    {"2017-01-01T05:29:60+05:30", "2016-12-31T23:59:59Z"},
    {"2000-02-29", "2000-02-29T00:00:00Z"},
    {"2012-02-29", "2012-02-29T00:00:00Z"},
    {"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"},
    {"1665-11-16", "1665-11-16T00:00:00Z"},
    {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"},
    {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
    {"Fri, 20 Jun 2014 10:16:09 -0400", "2014-06-20T14:16:09Z"},
    {"Fri,20 Jun 2014 10:16:09 GMT", "2014-06-20T10:16:09Z"},
    {"fri, 20 JUN 2014 10:16 edt", "2014-06-20T14:16:00Z"},
    {"20 Jun 2014 10:16:09 UT", "2014-06-20T10:16:09Z"},
    {"5 Jun 2014", "2014-06-05T00:00:00Z"},
    {"Sun, 06 Nov 1994 08:49:37 PST", "1994-11-06T16:49:37Z"},
};

static const char *const refused[] = {
    "",
    " ",
    "tomorrow",
    "14-06-20",
    "201",
    "20140",
    "20140620",
    "2014-",
    "2014-06-",
    "2014-06-20T",
    "2014-06-20T10",
    "2014-06-20T10:",
    "2014-06-20T10:16:",
    "2014-06-20T10:16:9",
    "2014-06-20T10:16:09.",
    "2014-06-20T10:16:09.Z",
    "2014-06-20T10:16:09,5",
    "2014-06-20T10:16:09+",
    "2014-06-20T10:16:09+040",
    "2014-06-20T10:16:09+04:0",
    "2014-06-20T10:16:09+24:00",
    "2014-06-20T10:16:09+04:60",
    "2014-06-20T10:16:09 CET",
    "2014-06-20T10:16:09 -0400 (EDT)",
    "2014-06-20T10:16:09ZZ",
    "2014-06-20x",
    "2014-06-20 x",
    "2014-00-10",
    "2014-13-10",
    "2014-01-00",
    "2014-04-31",
    "2014-02-29",
    "1900-02-29",
    "2014-02-30T00:00:00Z",
    "2014-06-20T24:00:00Z",
    "2014-06-20T10:60:00Z",
    "2014-06-20T10:16:61Z",
    "0000-01-01",
    "-2014-06-20",
    "+2014-06-20",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    "3/4/2014",
    "June 20, 2014",
    "20 June 2014",
    "20 Jun 14 10:16:09 GMT",
    "31 Feb 2014",
    "Sat, 20 Jun 2014 10:16:09 -0400",
    "Fri 20 Jun 2014 10:16:09 -0400",
    "Friday, 20 Jun 2014 10:16:09 -0400",
    "Fri, Jun 2014",
    "20Jun2014",
    "{{date}}",
    "\xd9\xa2\xd9\xa0\xd9\xa1\xd9\xa4",
};

static void test_readable(void)
{
    for (size_t i = 0; i < sizeof readable / sizeof *readable; i++) {
        bf_time time;
        bf_error err;
        char text[BF_TIME_TEXT_BYTES];
        bf_status status =
            bf_time_parse(&time, bf_str_of(readable[i][0]), &err);
        is_status(status, BF_OK, &err, "date %zu is read", i);
        bf_time_format(text, time);
        is_str(bf_str_of(text), readable[i][1], "as %s", readable[i][1]);
    }
}

static void test_refused(void)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        bf_time time = 0;
        bf_error err = {BF_OK, ""};
        bf_status status = bf_time_parse(&time, bf_str_of(refused[i]), &err);
        ok(status == BF_ERR_INVALID && time == BF_TIME_NONE,
           "\"%s\" is refused", refused[i]);
        ok(strstr(err.text, refused[i]), "and quoted: %s", err.text);
    }
}

static void test_odd_slices(void)
{
    static char digits[4096];
    bf_time time;
    bf_error err;
    is_int(bf_time_parse(&time, (bf_str){NULL, 0}, NULL), BF_ERR_INVALID,
           "no text");
    is_int(bf_time_parse(&time, (bf_str){"2014\0", 5}, NULL), BF_ERR_INVALID,
           "a NUL at the end is not passed over");
    is_int(bf_time_parse(&time, (bf_str){"2014-06-20", 7}, NULL), BF_OK,
           "a slice ends where it says");
    is_int(time, 1401580800, "at June");
    memset(digits, '9', sizeof digits);
    is_int(bf_time_parse(&time, (bf_str){digits, sizeof digits}, &err),
           BF_ERR_INVALID, "many digits");
    ok(strlen(err.text) < 120, "are not quoted at length");
}

static void test_format(void)
{
    char text[BF_TIME_TEXT_BYTES];
    bf_time_format(text, BF_TIME_NONE);
    is_str(bf_str_of(text), "", "no time is no text");
    bf_time_format(text, 0);
    is_str(bf_str_of(text), "1970-01-01T00:00:00Z", "the epoch");
    bf_time_format(text, INT64_MAX);
    is_str(bf_str_of(text), "9999-12-31T23:59:59Z", "the end of time");
    bf_time_format(text, INT64_MIN + 1);
    is_str(bf_str_of(text), "0001-01-01T00:00:00Z", "and its beginning");
}

/* The C library as the oracle for the calendar: gmtime_r() knows no locale. */
static void test_calendar(void)
{
    unsigned wrong = 0;
    for (bf_time time = BF_TIME_MIN; time <= BF_TIME_MAX;
         time += 7 * 86400 + 1) {
        char text[BF_TIME_TEXT_BYTES];
        char expected[64];
        time_t seconds = (time_t)time;
        struct tm parts;
        bf_time back;
        gmtime_r(&seconds, &parts);
        snprintf(expected, sizeof expected, "%04d-%02d-%02dT%02d:%02d:%02dZ",
                 parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                 parts.tm_hour, parts.tm_min, parts.tm_sec);
        bf_time_format(text, time);
        wrong += strcmp(text, expected) != 0 ||
                 bf_time_parse(&back, bf_str_of(text), NULL) || back != time;
    }
    is_int(wrong, 0, "the calendar is the C library's, and reads back");
}

int main(void)
{
    test_readable();
    test_refused();
    test_odd_slices();
    test_format();
    test_calendar();
    return tap_done();
}
