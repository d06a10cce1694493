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

/* What an article is made from. */
typedef struct material {
    bf_buf file;
    bf_buf decoded;
    bf_buf mended;
    bfi_mended what; /* was mended */
} material;

static void material_init(material *from)
{
    bf_buf_init(&from->file, BF_MAX_ARTICLE_BYTES);
    bf_buf_init(&from->decoded, BF_MAX_STORED_BYTES);
    bf_buf_init(&from->mended, BF_MAX_STORED_BYTES);
    from->what = (bfi_mended){.count = 0};
}

static void material_fini(material *from)
{
    bf_buf_fini(&from->mended);
    bf_buf_fini(&from->decoded);
    bf_buf_fini(&from->file);
}

/* Make text of the bytes in `from->file`. */
static bf_status make_text(bf_str *out, material *from, const bfi_single *how,
                           size_t *line, bf_error *err)
{
    bf_str text = bf_buf_str(&from->file);
    bf_status status =
        how->decode ? how->decode(&text, &from->decoded, &from->what, err)
                    : BF_OK;
    if (!status) {
        status = bfi_mend(&text, &from->mended, &from->what, err);
        *line = status ? from->what.line : *line;
    }
    *out = bfi_skip_bom(text);
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

/* Fill the draft from the stream; the text is in `from`. */
static bf_status read_draft(bfi_draft *draft, material *from,
                            const bfi_input *input, const bfi_single *how,
                            bf_error *err)
{
    bf_str text;
    bf_status status = bfi_input_read(&from->file, input->stream, err);
    if (!status) {
        status = make_text(&text, from, how, &draft->line, err);
    }
    return status ? status : fill(draft, text, how, input->origin, err);
}

bf_status bfi_single_read(const bfi_input *input, const bfi_sink *sink,
                          const bfi_single *how, bf_error *err)
{
    bf_arena *arena;
    material from;
    bfi_draft draft;
    bf_error why;
    bf_status status = bfi_article_arena(&arena, err);
    if (status) {
        return status;
    }
    material_init(&from);
    bfi_draft_init(&draft, arena);
    draft.is_markdown = how->is_markdown;
    status = read_draft(&draft, &from, input, how, &why);
    if (!status) {
        bfi_mended_tell(&from.what, sink, 1);
        status = sink->article(sink->payload, &draft.article, 0, err);
    } else if (bfi_is_fatal(status)) {
        status = bf_fail(err, status, "%s", why.text);
    } else {
        sink->failed(sink->payload, draft.line, &why);
        status = BF_OK;
    }
    material_fini(&from);
    bf_arena_free(arena);
    return status;
}
