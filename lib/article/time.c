/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Times: the proleptic Gregorian calendar in UTC, and the ways that sites
 * write dates. Nothing here asks the C library: its time functions depend on
 * the locale and the zone of the machine, and repair what does not exist.
 */

#include <backfile/article.h>

#include "ascii.h"

#include <stdio.h>

enum {
    DAY_SECONDS = 24 * 60 * 60,
    EPOCH_DAYS = 719162, /* from 0001-01-01 to 1970-01-01 */
    CYCLE_DAYS = 146097, /* in 400 years */
    QUOTED_BYTES = 80    /* of a text that is no date, in a message */
};

/* A moment as it was written. */
typedef struct moment {
    unsigned year;
    unsigned month; /* from 1 */
    unsigned day;   /* from 1 */
    unsigned hour;
    unsigned minute;
    unsigned second;
    int offset_minutes; /* of the zone, east is positive */
    int weekday;        /* from Sunday, 0; -1 when it was not written */
} moment;

/* What is left to read. */
typedef struct cursor {
    const char *at;
    const char *end;
} cursor;

/* The calendar ------------------------------------------------------------ */

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days from 0001-01-01 to the first day of `year`. */
static int64_t days_before_year(int64_t year)
{
    const int64_t past = year - 1;
    return past * 365 + past / 4 - past / 100 + past / 400;
}

/* Days from the first day of a year to that of `month`; 13 is the next year. */
static int days_before_month(int64_t year, unsigned month)
{
    static const int days[] = {0,   0,   31,  59,  90,  120, 151,
                               181, 212, 243, 273, 304, 334, 365};
    return days[month] + (month > 2 && is_leap(year) ? 1 : 0);
}

/* Whether the date exists and the time of day does. */
static bool exists(const moment *m)
{
    unsigned days;
    if (m->year < 1 || m->month < 1 || m->month > 12 || m->day < 1) {
        return false;
    }
    days = (unsigned)(days_before_month(m->year, m->month + 1) -
                      days_before_month(m->year, m->month));
    return m->day <= days && m->hour <= 23 && m->minute <= 59 &&
           m->second <= 60;
}

/* The time of `m`; false for a date that does not exist or is out of range. */
static bool resolve(bf_time *out, const moment *m)
{
    int64_t days;
    int64_t seconds;
    bf_time time;
    if (!exists(m)) {
        return false;
    }
    days = days_before_year(m->year) + days_before_month(m->year, m->month) +
           m->day - 1;
    /* 0001-01-01 was a Monday. */
    if (m->weekday >= 0 && (days + 1) % 7 != m->weekday) {
        return false;
    }
    seconds =
        (m->hour * 60 + m->minute) * 60 + (m->second < 60 ? m->second : 59);
    time = (days - EPOCH_DAYS) * DAY_SECONDS + seconds -
           (int64_t)m->offset_minutes * 60;
    if (time < BF_TIME_MIN || time > BF_TIME_MAX) {
        return false;
    }
    *out = time;
    return true;
}

/* Reading ----------------------------------------------------------------- */

static bool at_end(const cursor *c)
{
    return c->at == c->end;
}

static bool take(cursor *c, char byte)
{
    if (at_end(c) || *c->at != byte) {
        return false;
    }
    c->at++;
    return true;
}

static bool take_spaces(cursor *c)
{
    const char *start = c->at;
    while (take(c, ' ')) {
    }
    return c->at > start;
}

/* Read `min` to `max` digits, all that there are. */
static bool take_number(cursor *c, unsigned *out, size_t min, size_t max)
{
    const char *start = c->at;
    *out = 0;
    while (!at_end(c) && *c->at >= '0' && *c->at <= '9') {
        if ((size_t)(c->at - start) >= max) {
            return false;
        }
        *out = *out * 10 + (unsigned)(*c->at++ - '0');
    }
    return (size_t)(c->at - start) >= min;
}

/* Read all the letters that there are. */
static bf_str take_letters(cursor *c)
{
    const char *start = c->at;
    while (!at_end(c) && bfi_is_letter(*c->at)) {
        c->at++;
    }
    return (bf_str){start, (size_t)(c->at - start)};
}

/* Which of `names` (lower case, NULL at the end) comes next; -1: none. */
static int take_name(cursor *c, const char *const *names)
{
    const bf_str text = take_letters(c);
    for (int i = 0; names[i]; i++) {
        if (bfi_is_name(text, names[i])) {
            return i;
        }
    }
    return -1;
}

/* `10:16`, `10:16:09`, `10:16:09.25`; the hour may have one digit. */
static bool take_clock(cursor *c, moment *m)
{
    unsigned fraction;
    if (!take_number(c, &m->hour, 1, 2) || !take(c, ':') ||
        !take_number(c, &m->minute, 2, 2)) {
        return false;
    }
    if (!take(c, ':')) {
        return true;
    }
    if (!take_number(c, &m->second, 2, 2)) {
        return false;
    }
    return !take(c, '.') || take_number(c, &fraction, 1, SIZE_MAX);
}

/* `-04:00`, `-0400`, `-04` or `-4`. */
static bool take_offset(cursor *c, moment *m)
{
    const int sign = *c->at++ == '-' ? -1 : 1;
    const char *start = c->at;
    unsigned hours;
    unsigned minutes = 0;
    if (!take_number(c, &hours, 1, 4) || c->at - start == 3) {
        return false;
    }
    if (c->at - start == 4) {
        minutes = hours % 100;
        hours /= 100;
    } else if (take(c, ':') && !take_number(c, &minutes, 2, 2)) {
        return false;
    }
    m->offset_minutes = sign * (int)(hours * 60 + minutes);
    return hours <= 23 && minutes <= 59;
}

static bool take_zone_name(cursor *c, moment *m)
{
    static const char *const names[] = {"z",   "utc", "gmt", "ut",  "est",
                                        "edt", "cst", "cdt", "mst", "mdt",
                                        "pst", "pdt", NULL};
    static const int hours[] = {0, 0, 0, 0, -5, -4, -6, -5, -7, -6, -8, -7};
    const int index = take_name(c, names);
    if (index < 0) {
        return false;
    }
    m->offset_minutes = hours[index] * 60;
    return true;
}

/* The zone, which may be missing, and then the end. */
static bool take_zone(cursor *c, moment *m)
{
    take_spaces(c);
    if (at_end(c)) {
        return true;
    }
    if (*c->at == '+' || *c->at == '-') {
        return take_offset(c, m) && at_end(c);
    }
    return take_zone_name(c, m) && at_end(c);
}

/* RFC 3339 with the liberties of YAML 1.1's timestamps. */
static bool read_numeric(cursor c, moment *m)
{
    if (!take_number(&c, &m->year, 4, 4)) {
        return false;
    }
    if (at_end(&c)) {
        return true;
    }
    if (!take(&c, '-') || !take_number(&c, &m->month, 1, 2)) {
        return false;
    }
    if (at_end(&c)) {
        return true;
    }
    if (!take(&c, '-') || !take_number(&c, &m->day, 1, 2)) {
        return false;
    }
    if (at_end(&c)) {
        return true;
    }
    return (take(&c, 'T') || take(&c, 't') || take_spaces(&c)) &&
           take_clock(&c, m) && take_zone(&c, m);
}

/* RFC 5322, without comments and without years of two digits. */
static bool read_mail(cursor c, moment *m)
{
    static const char *const weekdays[] = {"sun", "mon", "tue", "wed",
                                           "thu", "fri", "sat", NULL};
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may",
                                         "jun", "jul", "aug", "sep", "oct",
                                         "nov", "dec", NULL};
    int month;
    if (!at_end(&c) && (*c.at < '0' || *c.at > '9')) {
        m->weekday = take_name(&c, weekdays);
        if (m->weekday < 0 || !take(&c, ',')) {
            return false;
        }
        take_spaces(&c);
    }
    if (!take_number(&c, &m->day, 1, 2) || !take_spaces(&c)) {
        return false;
    }
    month = take_name(&c, months);
    m->month = (unsigned)(month + 1);
    if (month < 0 || !take_spaces(&c) || !take_number(&c, &m->year, 4, 4)) {
        return false;
    }
    return at_end(&c) ||
           (take_spaces(&c) && take_clock(&c, m) && take_zone(&c, m));
}

bf_status bf_time_parse(bf_time *out, bf_str text, bf_error *err)
{
    static const moment blank = {.month = 1, .day = 1, .weekday = -1};
    const bf_str trimmed = bf_str_trim(text.data ? text : bf_str_of(""));
    const cursor c = {trimmed.data, trimmed.data + trimmed.size};
    moment numeric = blank;
    moment mail = blank;
    *out = BF_TIME_NONE;
    if ((read_numeric(c, &numeric) && resolve(out, &numeric)) ||
        (read_mail(c, &mail) && resolve(out, &mail))) {
        return BF_OK;
    }
    return bf_fail(err, BF_ERR_INVALID, "not a date: \"%.*s\"",
                   (int)bf_utf8_clip(trimmed, QUOTED_BYTES), trimmed.data);
}

/* Writing ----------------------------------------------------------------- */

/* The date that is `days` after 0001-01-01. */
static void set_date(moment *m, int64_t days)
{
    /* Right, or too late or early by one: years have nearly one length. */
    int64_t year = days * 400 / CYCLE_DAYS + 1;
    unsigned month = 12;
    if (days_before_year(year) > days) {
        year--;
    } else if (days_before_year(year + 1) <= days) {
        year++;
    }
    days -= days_before_year(year);
    while (days_before_month(year, month) > days) {
        month--;
    }
    m->year = (unsigned)year;
    m->month = month;
    m->day = (unsigned)(days - days_before_month(year, month)) + 1;
}

void bf_time_format(char out[BF_TIME_TEXT_BYTES], bf_time time)
{
    moment m = {0};
    int64_t seconds;
    if (time == BF_TIME_NONE) {
        out[0] = '\0';
        return;
    }
    if (time < BF_TIME_MIN) {
        time = BF_TIME_MIN;
    } else if (time > BF_TIME_MAX) {
        time = BF_TIME_MAX;
    }
    seconds = time - BF_TIME_MIN;
    set_date(&m, seconds / DAY_SECONDS);
    seconds %= DAY_SECONDS;
    snprintf(out, BF_TIME_TEXT_BYTES, "%04u-%02u-%02uT%02u:%02u:%02uZ",
             m.year % 10000, m.month % 100, m.day % 100,
             (unsigned)(seconds / 3600), (unsigned)(seconds / 60 % 60),
             (unsigned)(seconds % 60));
}
