/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From elements to text. Blocks are separated by '\n', cells of a table by a
 * tab, white space in between is one space; in <pre> lines stay lines. The end
 * of a line between two characters of Chinese or Japanese is nothing. An image
 * gives its alternative text, but for pages, where it says again what a caption
 * says.
 *
 * White space is written late: what is due is remembered, and the strongest
 * kind wins when the next character comes.
 */

#include "html.h"
#include "html_tree.h"
#include "plain.h"

#include <stdlib.h>
#include <string.h>

typedef struct writer {
    bf_buf *out;
    size_t start; /* of this text in `out` */
    char due;     /* '\0', ' ', '\r' (the end of a line), '\t' or '\n' */
    unsigned pre; /* how many <pre> are open */
    const GumboNode *top;
    const GumboNode *omit;
    const GumboNode *const *cuts; /* what is left out of a page, or NULL */
} writer;

static void want(writer *write, char space)
{
    static const char strength[] = " \r\t\n";
    const char *had = write->due ? strchr(strength, write->due) : NULL;
    if (!had || strchr(strength, space) > had) {
        write->due = space;
    }
}

static void put_due(writer *write, bf_str after)
{
    const bf_str before = {write->out->data + write->start,
                           write->out->size - write->start};
    if (write->due != '\r') {
        bf_buf_add_byte(write->out, write->due);
    } else if (!bfi_line_goes_on(before, after)) {
        bf_buf_add_byte(write->out, ' ');
    }
}

static void put_character(writer *write, const char *at, size_t size)
{
    if (write->due && write->out->size > write->start) {
        put_due(write, (bf_str){at, size});
    }
    write->due = '\0';
    bf_buf_add(write->out, at, size);
}

/* What the white space `c` of a text is. */
static char space_of(const writer *write, char c)
{
    if (c != '\n') {
        return ' ';
    }
    return write->pre > 0 ? '\n' : '\r';
}

static void put_text(writer *write, const char *text)
{
    const char *at = text;
    while (*at) {
        size_t size = 0;
        if (bfi_is_space(*at)) {
            want(write, space_of(write, *at));
            at++;
            continue;
        }
        if (memcmp(at, "\xc2\xa0", 2) == 0) {
            want(write, ' ');
            at += 2;
            continue;
        }
        while (at[size] && !bfi_is_space(at[size]) &&
               memcmp(at + size, "\xc2\xa0", 2) != 0) {
            size++;
        }
        put_character(write, at, size);
        at += size;
    }
}

static bool is_inline(GumboTag tag)
{
    static const GumboTag tags[] = {
        GUMBO_TAG_A,        GUMBO_TAG_ABBR,     GUMBO_TAG_ACRONYM,
        GUMBO_TAG_B,        GUMBO_TAG_BDI,      GUMBO_TAG_BDO,
        GUMBO_TAG_BIG,      GUMBO_TAG_CITE,     GUMBO_TAG_CODE,
        GUMBO_TAG_DATA,     GUMBO_TAG_DEL,      GUMBO_TAG_DFN,
        GUMBO_TAG_EM,       GUMBO_TAG_FONT,     GUMBO_TAG_I,
        GUMBO_TAG_IMG,      GUMBO_TAG_INPUT,    GUMBO_TAG_INS,
        GUMBO_TAG_KBD,      GUMBO_TAG_LABEL,    GUMBO_TAG_MARK,
        GUMBO_TAG_NOBR,     GUMBO_TAG_Q,        GUMBO_TAG_RB,
        GUMBO_TAG_RTC,      GUMBO_TAG_RUBY,     GUMBO_TAG_S,
        GUMBO_TAG_SAMP,     GUMBO_TAG_SMALL,    GUMBO_TAG_SPAN,
        GUMBO_TAG_STRIKE,   GUMBO_TAG_STRONG,   GUMBO_TAG_SUB,
        GUMBO_TAG_SUP,      GUMBO_TAG_TIME,     GUMBO_TAG_TT,
        GUMBO_TAG_U,        GUMBO_TAG_VAR,      GUMBO_TAG_WBR,
        GUMBO_TAG_UNKNOWN,  GUMBO_TAG_MATH,     GUMBO_TAG_MI,
        GUMBO_TAG_MO,       GUMBO_TAG_MN,       GUMBO_TAG_MS,
        GUMBO_TAG_MTEXT,    GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,
        GUMBO_TAG_TEMPLATE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_LAST};
    for (size_t i = 0; tags[i] != GUMBO_TAG_LAST; i++) {
        if (tags[i] == tag) {
            return true;
        }
    }
    return false;
}

bool bfi_html_is_block(const GumboNode *node)
{
    return bfi_html_is_element(node) && !is_inline(node->v.element.tag);
}

/* The white space around an element. */
static void put_border(writer *write, const GumboNode *node)
{
    GumboTag tag = node->v.element.tag;
    if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) {
        want(write, '\t');
    } else if (!is_inline(tag)) {
        want(write, '\n');
    }
}

/* Cuts come in the order of the document. */
static bool is_left_out(writer *write, const GumboNode *node)
{
    if (node == write->top) {
        return false;
    }
    if (write->cuts && node == *write->cuts) {
        write->cuts++;
        return true;
    }
    return node == write->omit || bfi_html_is_invisible(node);
}

/* Before the content of an element; false when it has none to write. */
static bool enter(writer *write, const GumboNode *node)
{
    if (!bfi_html_is_element(node)) {
        if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA ||
            node->type == GUMBO_NODE_WHITESPACE) {
            put_text(write, node->v.text.text);
        }
        return false;
    }
    put_border(write, node);
    if (is_left_out(write, node)) {
        return false;
    }
    if (node->v.element.tag == GUMBO_TAG_IMG) {
        bf_str text = bfi_html_attribute(node, "alt");
        want(write, ' ');
        if (text.size > 0 && !write->cuts) {
            put_text(write, text.data);
            want(write, ' ');
        }
    }
    write->pre += node->v.element.tag == GUMBO_TAG_PRE;
    return true;
}

static void leave(writer *write, const GumboNode *node)
{
    put_border(write, node);
    write->pre -= node->v.element.tag == GUMBO_TAG_PRE;
}

/* Go on from an element that is done, leaving those that end with it. */
static const GumboNode *go_on(writer *write, const GumboNode *node)
{
    while (node != write->top) {
        const GumboVector *children = &node->parent->v.element.children;
        size_t next = node->index_within_parent + 1;
        if (next < children->length) {
            return children->data[next];
        }
        node = node->parent;
        leave(write, node);
    }
    return NULL;
}

void bfi_html_write(bf_buf *out, const GumboNode *top, const GumboNode *omit,
                    const GumboNode *const *cuts)
{
    writer write = {
        .out = out, .start = out->size, .top = top, .omit = omit, .cuts = cuts};
    const GumboNode *node = top;
    while (node) {
        bool is_open = enter(&write, node);
        if (is_open && node->v.element.children.length > 0) {
            node = node->v.element.children.data[0];
            continue;
        }
        if (is_open) {
            leave(&write, node);
        } else if (bfi_html_is_element(node)) {
            put_border(&write, node);
        }
        node = go_on(&write, node);
    }
}

static bf_status keep(bf_str *out, bf_arena *arena, const bf_buf *text,
                      bf_error *err)
{
    bf_status status = bf_buf_status(text, err);
    *out = (bf_str){NULL, 0};
    if (status) {
        return status;
    }
    *out = bf_arena_copy(arena, bf_buf_str(text));
    return out->data ? BF_OK : bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

bf_status bfi_html_text_of(bf_str *out, bf_arena *arena, const GumboNode *top,
                           bf_error *err)
{
    bf_buf text;
    bf_status status;
    bf_buf_init(&text, BF_MAX_STORED_BYTES);
    bfi_html_write(&text, top, NULL, NULL);
    status = keep(out, arena, &text, err);
    bf_buf_fini(&text);
    return status;
}

bf_status bfi_html_line_of(bf_str *out, bf_arena *arena, const GumboNode *top,
                           bf_error *err)
{
    bf_status status = bfi_html_text_of(out, arena, top, err);
    if (!status) {
        *out = bfi_plain_line(arena, *out);
        status =
            out->data ? BF_OK : bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    return status;
}

/* gumbo wants text that it may keep; flattening writes into it. NUL would end
 * texts early. */
static bf_status parse_copy(bfi_html **out, bf_arena *arena, bf_str html,
                            bf_error *err)
{
    bf_str copy = bf_arena_copy(arena, html);
    char *text = (char *)copy.data;
    *out = NULL;
    if (!text) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    for (char *nul = text;
         (nul = memchr(nul, '\0', (size_t)(text + copy.size - nul)));) {
        *nul = ' ';
    }
    return bfi_html_parse(out, text, copy.size, err);
}

bf_status bfi_html_text(bf_str *out, bf_str *heading, bf_arena *arena,
                        bf_str html, bf_str title, bf_error *err)
{
    const GumboNode *first;
    bf_str first_text = {NULL, 0};
    bf_buf text;
    bfi_html *page;
    bf_status status = parse_copy(&page, arena, html, err);
    *out = (bf_str){NULL, 0};
    if (heading) {
        *heading = *out;
    }
    if (status) {
        return status;
    }
    bf_buf_init(&text, BF_MAX_STORED_BYTES);
    first = bfi_html_heading(bfi_html_root(page));
    if (first) {
        status = bfi_html_line_of(&first_text, arena, first, err);
    }
    if (!status) {
        bool is_title =
            bf_str_equal(first_text, title) || (heading && title.size == 0);
        bfi_html_write(&text, bfi_html_root(page), is_title ? first : NULL,
                       NULL);
        status = keep(out, arena, &text, err);
    }
    if (heading && !status) {
        *heading = first_text;
    }
    bf_buf_fini(&text);
    bfi_html_free(page);
    return status;
}

/* Inline prose ------------------------------------------------------------ */

static bool has_markup(bf_str text)
{
    for (size_t i = 0; i + 2 < text.size; i++) {
        char next = text.data[i + 1];
        bool is_letter = (next | 0x20) >= 'a' && (next | 0x20) <= 'z';
        if ((text.data[i] == '&' && (is_letter || next == '#')) ||
            (text.data[i] == '<' && (is_letter || next == '/'))) {
            return true;
        }
    }
    return false;
}

/* Tags that are used without an end tag. */
static bool stands_alone(GumboTag tag)
{
    return tag == GUMBO_TAG_BR || tag == GUMBO_TAG_P || tag == GUMBO_TAG_LI ||
           tag == GUMBO_TAG_HR || tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_IMG;
}

/* Another tag that nothing closes is spoken of, not used: "All about <b>". */
static void put_inline(bf_buf *out, const GumboNode *node)
{
    const GumboElement *element = &node->v.element;
    if (!bfi_html_is_element(node)) {
        if (node->type != GUMBO_NODE_COMMENT) {
            bf_buf_add_text(out, node->v.text.text);
        }
        return;
    }
    if (element->original_tag.length > 0 &&
        element->original_end_tag.length == 0 && !stands_alone(element->tag)) {
        bf_buf_add(out, element->original_tag.data,
                   element->original_tag.length);
    } else if (!is_inline(element->tag)) {
        bf_buf_add_byte(out, ' ');
    }
}

bf_status bfi_html_inline(bf_str *out, bf_arena *arena, bf_str text,
                          bf_error *err)
{
    const GumboNode *node;
    bf_buf line;
    bfi_html *page;
    bf_status status;
    *out = text;
    if (!has_markup(text)) {
        return BF_OK;
    }
    status = parse_copy(&page, arena, text, err);
    if (status) {
        *out = (bf_str){NULL, 0};
        return status;
    }
    bf_buf_init(&line, BF_MAX_STORED_BYTES);
    for (node = bfi_html_root(page); node;
         node = bfi_html_next(node, bfi_html_root(page), false)) {
        put_inline(&line, node);
    }
    status = keep(out, arena, &line, err);
    bf_buf_fini(&line);
    bfi_html_free(page);
    return status;
}
