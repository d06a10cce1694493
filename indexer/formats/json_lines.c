/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON Lines: one article a line. Lines are read one at a time, so a file may
 * be of any size; a line that is too long is passed over without being kept.
 */

#include "fields.h"
#include "input.h"
#include "single.h"

typedef struct lines {
    const bfi_input *input;
    const bfi_sink *sink;
    bf_arena *arena;
    bf_buf line;
    bf_buf space;
    bfi_mended mended;
    size_t number;    /* of the line, from 1 */
    bool has_content; /* some line before held something */
    bool is_hopeless; /* what follows is no JSON Lines either */
    bfi_draft draft;
} lines;

/* A file that is something else fails once and not line by line. */
static bf_status check_first(bf_str text, bf_error *err)
{
    if (bf_str_is(text, "[")) {
        return bf_fail(err, BF_ERR_INVALID,
                       "a JSON array; JSON Lines has one object a line, "
                       "without brackets and commas around");
    }
    if (bf_str_is(text, "{")) {
        return bf_fail(err, BF_ERR_INVALID,
                       "a JSON object over several lines; JSON Lines has "
                       "one object a line");
    }
    return BF_OK;
}

/* Make text of the line. */
static bf_status make_text(bf_str *text, lines *read, bf_error *err)
{
    bf_status status = bfi_mend(text, &read->space, &read->mended, err);
    if (!read->has_content) {
        status = status ? status : check_first(*text, err);
        read->is_hopeless = status != BF_OK;
        read->has_content = true;
    }
    return status;
}

static bf_status fill(lines *read, bf_str text, bf_error *err)
{
    bfi_tree tree = {.arena = read->arena, .first_line = read->number};
    bfi_value *root;
    bf_status status = bfi_json_read(&root, &tree, text, NULL, err);
    if (status) {
        return status;
    }
    if (root->kind != BFI_MAP) {
        return bf_fail(err, BF_ERR_INVALID, "not a JSON object");
    }
    return bfi_fields_take_map(&read->draft, root,
                               BFI_NAMES_KEY | BFI_NAMES_JSON, err);
}

/* One line: an article, a failure, or nothing at all. */
static bf_status take_line(lines *read, bool is_long, bf_error *err)
{
    bf_str text = bf_str_trim(bfi_skip_bom(bf_buf_str(&read->line)));
    bf_error why;
    bf_status status;
    if (text.size == 0 && !is_long) {
        return BF_OK;
    }
    bfi_draft_init(&read->draft, read->arena);
    read->mended = (bfi_mended){.count = 0};
    status = make_text(&text, read, &why);
    if (!status && is_long) {
        status = bf_fail(&why, BF_ERR_LIMIT,
                         "a line longer than %u bytes, the most that one "
                         "article may have",
                         BF_MAX_ARTICLE_BYTES);
    }
    if (!status) {
        status = fill(read, text, &why);
    }
    if (bfi_is_fatal(status)) {
        return bf_fail(err, status, "%s", why.text);
    }
    if (status) {
        read->sink->failed(read->sink->payload, read->number, &why);
        return BF_OK;
    }
    bfi_mended_tell(&read->mended, read->sink, read->number);
    return read->sink->article(read->sink->payload, &read->draft.article,
                               read->number, err);
}

static bf_status take_lines(lines *read, bf_error *err)
{
    while (!read->is_hopeless) {
        bool is_long;
        bool at_end;
        bf_status status;
        bf_buf_reset(&read->line);
        status = bfi_input_line(&read->line, &is_long, &at_end,
                                read->input->stream, err);
        if (status || at_end) {
            return status;
        }
        read->number++;
        status = take_line(read, is_long, err);
        if (status) {
            return status;
        }
    }
    return BF_OK;
}

bf_status bfi_read_json_lines(const bfi_input *input, const bfi_sink *sink,
                              bf_error *err)
{
    lines read = {.input = input, .sink = sink};
    bf_status status = bfi_article_arena(&read.arena, err);
    if (status) {
        return status;
    }
    bf_buf_init(&read.line, BF_MAX_ARTICLE_BYTES);
    bf_buf_init(&read.space, BF_MAX_STORED_BYTES);
    status = take_lines(&read, err);
    bf_buf_fini(&read.space);
    bf_buf_fini(&read.line);
    bf_arena_free(read.arena);
    return status;
}
