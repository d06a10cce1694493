/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that are one article: read, checked, split into front matter and body,
 * handed on. */

#include "single.h"

#include "fields.h"
#include "front_matter.h"
#include "input.h"

bf_status bfi_article_arena(bf_arena **out, bf_error *err)
{
    /* A text is copied a few times on its way. */
    return bf_arena_new(out, 16 * (size_t)BF_MAX_ARTICLE_BYTES, err);
}

bool bfi_is_fatal(bf_status status)
{
    return status == BF_ERR_NOMEM || status == BF_ERR_IO ||
           status == BF_ERR_INTERNAL;
}

static bf_status check(bf_str *text, bf_buf *space, const bfi_single *how,
                       size_t *line, bf_error *err)
{
    bf_status status = how->decode ? how->decode(text, space, err) : BF_OK;
    if (!status) {
        status = bfi_check_is_text(*text, err);
    }
    if (!status) {
        status = bfi_check_is_utf8(*text, line, err);
    }
    if (!status) {
        *text = bfi_skip_bom(*text);
    }
    return status;
}

static bf_status fill(bfi_draft *draft, bf_str text, const bfi_single *how,
                      bf_str origin, bf_error *err)
{
    bfi_tree tree = {.arena = draft->arena};
    bfi_front_matter front;
    bf_status status = bfi_front_matter_read(&front, &tree, text,
                                             !how->may_lack_front_matter, err);
    if (status) {
        draft->line = tree.failed_line;
        return status;
    }
    if (front.map) {
        status = bfi_fields_take_map(draft, front.map, BFI_NAMES_KEY, err);
    }
    if (!status) {
        status = how->read_body(draft, front.body, front.map != NULL, err);
    }
    if (!status) {
        bfi_draft_date_by_name(draft, origin);
    }
    return status;
}

/* Fill the draft from the stream; the text is in `file` or `space`. */
static bf_status read_draft(bfi_draft *draft, bf_buf *file, bf_buf *space,
                            const bfi_input *input, const bfi_single *how,
                            bf_error *err)
{
    bf_str text;
    bf_status status = bfi_input_read(file, input->stream, err);
    if (status) {
        return status;
    }
    text = bf_buf_str(file);
    status = check(&text, space, how, &draft->line, err);
    if (!status) {
        status = fill(draft, text, how, input->origin, err);
    }
    return status;
}

bf_status bfi_single_read(const bfi_input *input, const bfi_sink *sink,
                          const bfi_single *how, bf_error *err)
{
    bf_arena *arena;
    bf_buf file;
    bf_buf space;
    bfi_draft draft;
    bf_error why;
    bf_status status = bfi_article_arena(&arena, err);
    if (status) {
        return status;
    }
    bf_buf_init(&file, BF_MAX_ARTICLE_BYTES);
    bf_buf_init(&space, BF_MAX_STORED_BYTES);
    bfi_draft_init(&draft, arena);
    draft.is_markdown = how->is_markdown;
    status = read_draft(&draft, &file, &space, input, how, &why);
    if (!status) {
        status = sink->article(sink->payload, &draft.article, 0, err);
    } else if (bfi_is_fatal(status)) {
        status = bf_fail(err, status, "%s", why.text);
    } else {
        sink->failed(sink->payload, draft.line, &why);
        status = BF_OK;
    }
    bf_buf_fini(&space);
    bf_buf_fini(&file);
    bf_arena_free(arena);
    return status;
}
