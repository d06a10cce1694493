/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pieces of HTML. */

#include "page.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* What must not stand in HTML even when escaped. */
static bool is_unfit(uint32_t c, size_t step)
{
    bool is_broken = c == BF_UTF8_INVALID && step == 1;
    bool is_control = c < 0x20 && c != '\n' && c != '\t';
    return is_broken || is_control || (c >= 0x7f && c < 0xa0);
}

void bfi_html_text(bf_buf *out, bf_str text)
{
    const char *at = text.data;
    const char *end = text.size > 0 ? text.data + text.size : text.data;
    const char *good = at;
    while (at < end) {
        size_t step;
        uint32_t c = bf_utf8_next(at, end, &step);
        if (is_unfit(c, step)) {
            bf_buf_add_html(out, (bf_str){good, (size_t)(at - good)});
            bf_buf_add_text(out, "\xef\xbf\xbd");
            good = at + step;
        }
        at += step;
    }
    if (good < end) {
        bf_buf_add_html(out, (bf_str){good, (size_t)(end - good)});
    }
}

void bfi_html_urlencode(bf_buf *out, bf_str text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c && strchr(plain, c)) {
            bf_buf_add_byte(out, c);
        } else if (c == ' ') {
            bf_buf_add_byte(out, '+');
        } else {
            bf_buf_printf(out, "%%%02X", (unsigned char)c);
        }
    }
}

void bfi_html_number(bf_buf *out, uint64_t number)
{
    char digits[24];
    int size =
        snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    for (int i = 0; i < size; i++) {
        if (i > 0 && (size - i) % 3 == 0) {
            bf_buf_add_byte(out, ',');
        }
        bf_buf_add_byte(out, digits[i]);
    }
}

void bfi_html_date(bf_buf *out, bf_time time)
{
    static const char *const months[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    char text[BF_TIME_TEXT_BYTES];
    time_t seconds = time;
    struct tm parts;
    bf_time_format(text, time);
    if (!*text || !gmtime_r(&seconds, &parts)) {
        return;
    }
    bf_buf_printf(out, "<time datetime=\"%s\">%d %s %d</time>", text,
                  parts.tm_mday, months[parts.tm_mon], parts.tm_year + 1900);
}

static bool is_web(bf_str url)
{
    static const char *const schemes[] = {"http://", "https://"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t size = strlen(schemes[i]);
        if (url.size > size && strncasecmp(url.data, schemes[i], size) == 0) {
            return true;
        }
    }
    return false;
}

/* "/a", but not "//host/a", which is within another site. */
static bool is_within_site(bf_str url)
{
    return url.size > 0 && url.data[0] == '/' &&
           (url.size == 1 || url.data[1] != '/');
}

bool bfi_html_href(bf_buf *out, bf_str url, const char *site)
{
    bool is_within = site && is_within_site(url);
    if (!is_within && !is_web(url)) {
        return false;
    }
    bf_buf_add_text(out, "href=\"");
    bf_buf_add_text(out, is_within ? site : "");
    bfi_html_text(out, url);
    bf_buf_add_byte(out, '"');
    return true;
}
