/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain text. A first line with an empty line after it is the title. */

#include "plain.h"
#include "single.h"

#include <string.h>

/* The title's line, taken off `text`; empty when there is none. */
static bf_str take_title(bf_str *text)
{
    bf_str rest = bf_str_trim(*text);
    const char *end = rest.data + rest.size;
    const char *newline =
        rest.size > 0 ? memchr(rest.data, '\n', rest.size) : NULL;
    const char *at = newline;
    if (!newline) {
        return (bf_str){rest.data, 0};
    }
    do {
        at++;
    } while (at < end && *at != '\n' && bfi_is_space(*at));
    if (at == end || *at != '\n') {
        return (bf_str){rest.data, 0};
    }
    *text = (bf_str){at, (size_t)(end - at)};
    return (bf_str){rest.data, (size_t)(newline - rest.data)};
}

static bf_status read_body(bfi_draft *draft, bf_str text, bool has_front_matter,
                           bf_error *err)
{
    (void)has_front_matter;
    if (bfi_draft_wants(draft, BF_FIELD_TITLE, BFI_RANK_FOUND)) {
        bf_str title = bfi_plain_line(draft->arena, take_title(&text));
        if (!title.data) {
            return bf_fail(err, BF_ERR_NOMEM, "out of memory");
        }
        bfi_draft_clean_text(draft, BF_FIELD_TITLE, BFI_RANK_FOUND, title);
    }
    return bfi_draft_text(draft, BF_FIELD_BODY, BFI_RANK_FOUND, text, err);
}

bf_status bfi_read_text(const bfi_input *input, const bfi_sink *sink,
                        bf_error *err)
{
    static const bfi_single how = {.read_body = read_body,
                                   .may_lack_front_matter = true};
    return bfi_single_read(input, sink, &how, err);
}
