/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Markdown. md4c makes HTML of it, and the HTML reader makes text of that, so
 * HTML within Markdown, tables, entities and hidden parts are treated alike
 * everywhere.
 */

#include "markdown.h"

#include "html.h"
#include "plain.h"
#include "single.h"
#include "templates.h"

#include <md4c-html.h>

#include <string.h>

static void take_output(const MD_CHAR *text, MD_SIZE size, void *context)
{
    bf_buf_add(context, text, size);
}

/* Markdown to HTML. */
static bf_status convert(bf_buf *html, bf_str text, bf_error *err)
{
    const unsigned flags =
        MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS;
    if (md_html(text.data, (MD_SIZE)text.size, take_output, html, flags, 0)) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    return html->status == BF_ERR_LIMIT
               ? bf_fail(err, BF_ERR_LIMIT, "makes more than %zu bytes of HTML",
                         html->max_bytes)
               : bf_buf_status(html, err);
}

static bool begins_with_tag(const char *at, const char *end)
{
    return end - at >= 2 && *at == '<' &&
           (at[1] == '/' || ((at[1] | 0x20) >= 'a' && (at[1] | 0x20) <= 'z'));
}

/*
 * An empty line within a block of HTML ends it for Markdown, and what goes on
 * with four spaces is then code. Those who indent their HTML do not mean that:
 * so lines that begin with a tag lose their spaces after such a block.
 */
static bf_str unindent_html(bf_arena *arena, bf_str text)
{
    const char *at = text.data;
    const char *end = text.data + text.size;
    char *to = bf_arena_alloc(arena, text.size);
    bf_str out = {to, 0};
    bool is_html = false;     /* the block, or the last one before */
    bool is_new_block = true; /* an empty line came before */
    while (to && at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *line_end = newline ? newline + 1 : end;
        const char *start = at;
        while (start < line_end && bfi_is_space(*start)) {
            start++;
        }
        if (is_new_block && start < line_end) {
            is_html =
                begins_with_tag(start, line_end) && (start - at < 4 || is_html);
        }
        is_new_block = start == line_end;
        at = is_html && begins_with_tag(start, line_end) ? start : at;
        memcpy(to + out.size, at, (size_t)(line_end - at));
        out.size += (size_t)(line_end - at);
        at = line_end;
    }
    return out;
}

bf_status bfi_markdown_text(bf_str *out, bf_str *heading, bf_arena *arena,
                            bf_str text, bf_str title, bf_error *err)
{
    bf_buf html;
    bf_status status;
    bf_str plain = bfi_templates_remove(arena, text, true);
    *out = (bf_str){NULL, 0};
    if (heading) {
        *heading = *out;
    }
    if (plain.data) {
        plain = unindent_html(arena, plain);
    }
    if (!plain.data) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    bf_buf_init(&html, 4 * (size_t)BF_MAX_ARTICLE_BYTES);
    status = convert(&html, plain, err);
    if (!status) {
        status =
            bfi_html_text(out, heading, arena, bf_buf_str(&html), title, err);
    }
    bf_buf_fini(&html);
    return status;
}

static bf_status read_body(bfi_draft *draft, bf_str text, bool has_front_matter,
                           bf_error *err)
{
    bf_str heading;
    bf_str body;
    bf_status status = bfi_markdown_text(&body, &heading, draft->arena, text,
                                         draft->article.title, err);
    if (!status) {
        bfi_draft_clean_text(draft, BF_FIELD_BODY, BFI_RANK_FOUND, body);
        bfi_draft_clean_text(draft, BF_FIELD_TITLE, BFI_RANK_FOUND, heading);
    }
    (void)has_front_matter;
    return status;
}

bf_status bfi_read_markdown(const bfi_input *input, const bfi_sink *sink,
                            bf_error *err)
{
    static const bfi_single how = {.read_body = read_body, .is_markdown = true};
    return bfi_single_read(input, sink, &how, err);
}
