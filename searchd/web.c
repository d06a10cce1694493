/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of web/, which the build writes into web-files.h as arrays of
 * bytes, and the filling of their {{slots}}. */

#include "page.h"
#include "web-files.h"

#include <stdio.h>
#include <string.h>

#define FILE_OF(array)                                                         \
    {                                                                          \
        (const char *)(array), sizeof(array)                                   \
    }

bf_str bfi_web_file(web_file file)
{
    static const bf_str files[] = {
        [WEB_PAGE_HTML] = FILE_OF(web_page_html),
        [WEB_OPENING_HTML] = FILE_OF(web_opening_html),
        [WEB_NOTHING_HTML] = FILE_OF(web_nothing_html),
        [WEB_PROBLEM_HTML] = FILE_OF(web_problem_html),
        [WEB_PAGE_CSS] = FILE_OF(web_page_css),
        [WEB_ICON_SVG] = FILE_OF(web_icon_svg),
    };
    return files[file];
}

void bfi_web_version(char out[17], web_file file)
{
    unsigned long long hash = bf_hash_64(bfi_web_file(file));
    snprintf(out, 17, "%016llx", hash);
}

static void add_slot(bf_buf *out, bf_str name, const web_slot *slots,
                     size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!bf_str_is(name, slots[i].name)) {
            continue;
        }
        if (slots[i].is_html) {
            bf_buf_add(out, slots[i].text.data, slots[i].text.size);
        } else {
            bfi_html_text(out, slots[i].text);
        }
        return;
    }
}

void bfi_web_expand(bf_buf *out, web_file file, const web_slot *slots,
                    size_t count)
{
    bf_str rest = bfi_web_file(file);
    while (rest.size > 0) {
        const char *open = memmem(rest.data, rest.size, "{{", 2);
        const char *end = rest.data + rest.size;
        const char *close =
            open ? memmem(open, (size_t)(end - open), "}}", 2) : NULL;
        if (!close) {
            bf_buf_add(out, rest.data, rest.size);
            return;
        }
        bf_buf_add(out, rest.data, (size_t)(open - rest.data));
        add_slot(out, (bf_str){open + 2, (size_t)(close - open - 2)}, slots,
                 count);
        rest = (bf_str){close + 2, (size_t)(end - close - 2)};
    }
}
