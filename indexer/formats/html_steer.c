/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the page tells this reader by attributes of its own:
 *
 *     <div data-backfile-body>            all of the text, wherever it stands
 *     <p data-backfile-field="summary">   the text is a field
 *     <i data-backfile-field="section: Tea">
 *
 * data-backfile-ignore makes an element invisible (html_clutter.c).
 */

#include "fields.h"
#include "html_outline.h"
#include "plain.h"

#include <string.h>

static bf_str field_of(const GumboNode *node)
{
    return bf_str_trim(bfi_html_attribute(node, "data-backfile-field"));
}

static bool is_body(const GumboNode *node)
{
    return bfi_html_attribute(node, "data-backfile-body").data ||
           bfi_same_word(field_of(node), "body");
}

uint32_t bfi_html_marked_body(const bfi_html_outline *outline, uint32_t from)
{
    while (from < outline->count && !is_body(outline->entries[from].node)) {
        from++;
    }
    return from;
}

/* Whether the text of an element is a field, and so none of the body. */
static bool is_field(const GumboNode *node)
{
    bf_str field = field_of(node);
    return field.size > 0 && bfi_fields_knows(field);
}

void bfi_html_cut_fields(bfi_html_outline *outline)
{
    for (uint32_t i = 1; i < outline->count; i++) {
        outline->entries[i].is_cut =
            outline->entries[i].is_cut || is_field(outline->entries[i].node);
    }
    bfi_html_outline_sum(outline);
}

/* Fields ------------------------------------------------------------------ */

/* The value that an attribute of the element has, such as the moment of a
 * <time>; `{NULL, 0}` when it is its text. */
static bf_str value_of(const GumboNode *node, bf_str name)
{
    static const char *const attributes[] = {"content", "datetime", NULL};
    bool is_address = bfi_same_word(name, "url") ||
                      bfi_same_word(name, "canonical") ||
                      bfi_same_word(name, "image");
    bf_str value = {NULL, 0};
    for (size_t i = 0; attributes[i] && !value.data; i++) {
        value = bfi_html_attribute(node, attributes[i]);
    }
    if (!value.data && is_address) {
        value = bfi_html_attribute(node, "href");
    }
    if (!value.data && is_address) {
        value = bfi_html_attribute(node, "src");
    }
    return value;
}

static bf_status take_field(bfi_draft *draft, const GumboNode *node,
                            bf_str field, bf_error *err)
{
    const char *colon = memchr(field.data, ':', field.size);
    bf_str name = field;
    bf_str value;
    bf_status status = BF_OK;
    if (colon) {
        name.size = (size_t)(colon - field.data);
        value = (bf_str){colon + 1, field.size - name.size - 1};
    }
    name = bf_str_trim(name);
    if (!colon) {
        value = value_of(node, name);
    }
    if (!value.data) {
        status = bfi_html_text_of(&value, draft->arena, node, err);
    }
    return status
               ? status
               : bfi_fields_take_marked(draft, name, bf_str_trim(value), err);
}

bf_status bfi_html_take_marked(bfi_draft *draft, const GumboNode *root,
                               bf_error *err)
{
    bf_status status = BF_OK;
    for (const GumboNode *node = root; node && !status;
         node = bfi_html_next(node, root, false)) {
        bf_str field =
            bfi_html_is_element(node) ? field_of(node) : (bf_str){NULL, 0};
        if (field.size > 0) {
            status = take_field(draft, node, field, err);
        }
    }
    return status;
}
