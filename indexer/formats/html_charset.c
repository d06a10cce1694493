/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Characters of HTML pages. A byte order mark decides, then the charset that
 * the page declares, then UTF-8. Nothing is guessed: in a page in another
 * charset that does not say so, what is not UTF-8 is mended.
 */

#include "html.h"
#include "input.h"
#include "plain.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

enum {
    /* How far into a page its charset is looked for. */
    HEAD_BYTES = 4096,
    MAX_NAME_BYTES = 40,
    CONVERT_BYTES = 64 * 1024
};

/* What browsers take these names for. */
static const char *const aliases[][2] = {
    {"iso-8859-1", "WINDOWS-1252"},
    {"iso8859-1", "WINDOWS-1252"},
    {"latin1", "WINDOWS-1252"},
    {"latin-1", "WINDOWS-1252"},
    {"us-ascii", "WINDOWS-1252"},
    {"ascii", "WINDOWS-1252"},
    {"windows-1252", "WINDOWS-1252"},
    {"cp1252", "WINDOWS-1252"},
    {"iso-8859-9", "WINDOWS-1254"},
    {"gb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"x-sjis", "CP932"},
    {"ks_c_5601-1987", "UHC"},
    {"euc-kr", "UHC"},
    {"utf8", "UTF-8"},
    {"utf-16", "UTF-8"},
    {"utf-16le", "UTF-8"},
    {"utf-16be", "UTF-8"},
};

static bool is_name_character(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           c == '-' || c == '_' || c == ':' || c == '.';
}

/* Copy the name that stands after `charset`, an equals sign and perhaps a
 * quote; empty when there is none. */
static void copy_name(char name[MAX_NAME_BYTES + 1], bf_str rest)
{
    size_t at = 0;
    size_t size = 0;
    while (at < rest.size && bfi_is_space(rest.data[at])) {
        at++;
    }
    if (at < rest.size && rest.data[at] == '=') {
        at++;
        while (at < rest.size &&
               (bfi_is_space(rest.data[at]) || rest.data[at] == '"' ||
                rest.data[at] == '\'')) {
            at++;
        }
        while (at < rest.size && size < MAX_NAME_BYTES &&
               is_name_character(rest.data[at])) {
            name[size++] = rest.data[at++];
        }
    }
    name[size] = '\0';
}

/* The charset in a <meta charset=> or <meta http-equiv= content=> that begins
 * at `tag`. */
static void name_in_tag(char name[MAX_NAME_BYTES + 1], bf_str tag)
{
    static const char word[] = "charset";
    const size_t size = sizeof word - 1;
    name[0] = '\0';
    for (size_t i = 0; i + size < tag.size && tag.data[i] != '>'; i++) {
        bf_str here = {tag.data + i, size};
        if (bfi_same_word(here, word)) {
            copy_name(name, (bf_str){tag.data + i + size, tag.size - i - size});
            return;
        }
    }
}

/* `<!-- … -->` may hold a charset that was; it is not declared. */
static size_t after_comment(bf_str head, size_t at)
{
    const char *end = memmem(head.data + at, head.size - at, "-->", 3);
    return end ? (size_t)(end - head.data) + 3 : head.size;
}

static void declared_charset(char name[MAX_NAME_BYTES + 1], bf_str text)
{
    bf_str head = {text.data, text.size < HEAD_BYTES ? text.size : HEAD_BYTES};
    size_t at = 0;
    name[0] = '\0';
    while (at + 5 < head.size && !name[0]) {
        bf_str rest = {head.data + at, head.size - at};
        bf_str tag = {rest.data, 5};
        if (memcmp(rest.data, "<!--", 4) == 0) {
            at = after_comment(head, at);
            continue;
        }
        if (bfi_same_word(tag, "<meta")) {
            name_in_tag(name, rest);
        }
        at++;
    }
}

static const char *resolve(const char *name)
{
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        if (bfi_same_word(bf_str_of(name), aliases[i][0])) {
            return aliases[i][1];
        }
    }
    return name;
}

/* Convert some of `*text`, and mend a byte that is no character. */
static bf_status convert_some(bf_buf *out, iconv_t converter, bf_str *rest,
                              bf_str text, bfi_mended *mended, bf_error *err)
{
    char *from = (char *)rest->data;
    size_t left = rest->size;
    char *to = bf_buf_reserve(out, CONVERT_BYTES);
    size_t space = CONVERT_BYTES;
    size_t done;
    if (!to) {
        return bf_buf_status(out, err);
    }
    done = iconv(converter, &from, &left, &to, &space);
    bf_buf_grew(out, CONVERT_BYTES - space);
    if (done == (size_t)-1 && errno != E2BIG) {
        bfi_mended_add(mended, text, text.size - left,
                       "in the charset that it declares");
        bfi_mend_byte(out);
        from++;
        left--;
    }
    *rest = (bf_str){from, left};
    return BF_OK;
}

/* Convert from what iconv calls `encoding` and the page, `charset`. */
static bf_status convert(bf_str *text, bf_buf *space, const char *encoding,
                         const char *charset, bfi_mended *mended, bf_error *err)
{
    bf_str rest = *text;
    bf_status status = BF_OK;
    iconv_t converter = iconv_open("UTF-8", encoding);
    if (converter == (iconv_t)-1) {
        return bf_fail(err, BF_ERR_INVALID,
                       "declares the charset \"%s\", which is not known here",
                       charset);
    }
    while (!status && rest.size > 0) {
        status = convert_some(space, converter, &rest, *text, mended, err);
    }
    iconv_close(converter);
    if (!status) {
        *text = bf_buf_str(space);
    }
    return status;
}

/* Pages that say Latin-1 out of habit but are UTF-8: no text in Latin-1 is
 * valid UTF-8 by chance, unless it is ASCII, and then it is both. */
static bool is_utf8_all_the_same(const char *charset, bf_str text)
{
    return strcmp(resolve(charset), "WINDOWS-1252") == 0 &&
           bf_utf8_valid(text, NULL);
}

bf_status bfi_html_decode(bf_str *text, bf_buf *space, bfi_mended *mended,
                          bf_error *err)
{
    char charset[MAX_NAME_BYTES + 1];
    if (text->size >= 2 && (memcmp(text->data, "\xff\xfe", 2) == 0 ||
                            memcmp(text->data, "\xfe\xff", 2) == 0)) {
        return convert(text, space, "UTF-16", "UTF-16", mended, err);
    }
    if (bfi_skip_bom(*text).size != text->size) {
        return BF_OK;
    }
    declared_charset(charset, *text);
    if (!charset[0] || bfi_same_word(bf_str_of(resolve(charset)), "UTF-8") ||
        is_utf8_all_the_same(charset, *text)) {
        return BF_OK;
    }
    return convert(text, space, resolve(charset), charset, mended, err);
}
