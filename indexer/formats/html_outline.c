/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The outline of a page: counted, filled in one walk, summed up backwards. */

#include "html_outline.h"

#include "plain.h"

#include <stdlib.h>
#include <string.h>

enum {
    /* A shorter line may be a headline, a name or a label. */
    MIN_PROSE_BYTES = 60
};

typedef struct walker {
    bfi_html_outline *outline;
    const GumboNode *top;
    uint32_t current; /* the entry that is open */
    unsigned links;   /* how many links are */
    uint32_t block;   /* what the line is in */
    bfi_html_sizes line;
    bool ends_sentence; /* as far as the line goes */
} walker;

static void add(bfi_html_sizes *to, const bfi_html_sizes *more)
{
    to->text += more->text;
    to->link += more->link;
    to->prose += more->prose;
}

/* Lines ------------------------------------------------------------------- */

/* End the line: it is known what it is. */
static void end_line(walker *walk)
{
    bfi_html_entry *block = &walk->outline->entries[walk->block];
    const bfi_html_sizes *line = &walk->line;
    if (line->text == 0) {
        return;
    }
    if (line->text >= MIN_PROSE_BYTES && line->link * 2 <= line->text &&
        bfi_html_heading_level(block->node) == 0) {
        block->own.prose += line->text;
    }
    block->ends_sentence = walk->ends_sentence;
    walk->line = (bfi_html_sizes){0, 0, 0};
    walk->ends_sentence = false;
}

static bool is_one_of(const char *const *marks, const char *at, size_t size)
{
    for (size_t i = 0; marks[i]; i++) {
        if (strlen(marks[i]) == size && memcmp(at, marks[i], size) == 0) {
            return true;
        }
    }
    return false;
}

/* Quotation marks and brackets close after the end of a sentence. */
static bool closes(const char *at, size_t size)
{
    static const char *const marks[] = {"\"",
                                        "'",
                                        ")",
                                        "]",
                                        "\xe2\x80\x9d",
                                        "\xe2\x80\x99",
                                        "\xc2\xbb",
                                        "\xe2\x80\x9c",
                                        "\xe3\x80\x8d",
                                        NULL};
    return is_one_of(marks, at, size);
}

static bool ends(const char *at, size_t size)
{
    /* The last ones are an ellipsis, those of Chinese and Japanese, the danda
     * of Hindi, and the question mark of Arabic. */
    static const char *const marks[] = {".",
                                        "!",
                                        "?",
                                        ":",
                                        ";",
                                        "\xe2\x80\xa6",
                                        "\xe3\x80\x82",
                                        "\xef\xbc\x81",
                                        "\xef\xbc\x9f",
                                        "\xe0\xa5\xa4",
                                        "\xd8\x9f",
                                        NULL};
    return is_one_of(marks, at, size);
}

static size_t character_size(const char *at)
{
    size_t size = 1;
    while (((unsigned char)at[size] & 0xc0) == 0x80) {
        size++;
    }
    return size;
}

static void see_text(walker *walk, const char *text)
{
    bfi_html_sizes got = {0, 0, 0};
    for (const char *at = text; *at;) {
        size_t size = character_size(at);
        bool is_space =
            bfi_is_space(*at) || (size == 2 && memcmp(at, "\xc2\xa0", 2) == 0);
        if (!is_space) {
            got.text += (uint32_t)size;
            walk->ends_sentence =
                ends(at, size) || (walk->ends_sentence && closes(at, size));
        }
        at += size;
    }
    got.link = walk->links > 0 ? got.text : 0;
    add(&walk->outline->entries[walk->current].own, &got);
    add(&walk->line, &got);
}

/* The walk ---------------------------------------------------------------- */

static uint32_t count_elements(const GumboNode *top)
{
    uint32_t count = 0;
    for (const GumboNode *node = top; node;
         node = bfi_html_next(node, top, false)) {
        count += bfi_html_is_element(node);
    }
    return count;
}

/* A link within the page, such as that of a heading to itself, is none. */
static bool is_link(const GumboNode *node)
{
    bf_str address;
    if (!bfi_html_is_tag(node, GUMBO_TAG_A)) {
        return false;
    }
    address = bfi_html_attribute(node, "href");
    return address.size > 0 && address.data[0] != '#';
}

static void open_entry(walker *walk, const GumboNode *node)
{
    bfi_html_outline *outline = walk->outline;
    bfi_html_entry *entry = &outline->entries[outline->count];
    bool is_first = outline->count == 0;
    *entry = (bfi_html_entry){.node = node, .parent = walk->current};
    entry->is_block = is_first || bfi_html_is_block(node);
    entry->in_heading =
        !is_first &&
        (outline->entries[walk->current].in_heading ||
         bfi_html_heading_level(outline->entries[walk->current].node) > 0);
    walk->current = outline->count++;
    walk->links += is_link(node);
    if (entry->is_block) {
        end_line(walk);
        walk->block = walk->current;
    }
}

static void close_entry(walker *walk)
{
    bfi_html_entry *entry = &walk->outline->entries[walk->current];
    entry->end = walk->outline->count;
    walk->links -= is_link(entry->node);
    walk->current = entry->parent;
    if (entry->is_block) {
        end_line(walk);
        walk->block = walk->current;
        while (!walk->outline->entries[walk->block].is_block) {
            walk->block = walk->outline->entries[walk->block].parent;
        }
    }
}

/* False when there is nothing to see inside. */
static bool enter(walker *walk, const GumboNode *node)
{
    if (bfi_html_is_element(node)) {
        if (node != walk->top && bfi_html_is_invisible(node)) {
            return false;
        }
        open_entry(walk, node);
        return true;
    }
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA) {
        see_text(walk, node->v.text.text);
    }
    return false;
}

static void walk_through(walker *walk)
{
    const GumboNode *top = walk->top;
    const GumboNode *node = top;
    while (node) {
        bool is_open = enter(walk, node);
        const GumboNode *next = bfi_html_next(node, top, !is_open);
        const GumboNode *parent = next ? next->parent : top->parent;
        const GumboNode *at = is_open ? node : node->parent;
        /* Leave what `next` is not in. */
        while (at != parent) {
            close_entry(walk);
            at = at->parent;
        }
        node = next;
    }
}

static void sum_sizes(bfi_html_outline *outline)
{
    for (uint32_t i = 0; i < outline->count; i++) {
        bfi_html_entry *entry = &outline->entries[i];
        entry->all = entry->own;
        entry->has_block = false;
        entry->is_gone =
            entry->is_cut || outline->entries[entry->parent].is_gone;
    }
    for (uint32_t i = outline->count; i-- > 1;) {
        const bfi_html_entry *entry = &outline->entries[i];
        bfi_html_entry *parent = &outline->entries[entry->parent];
        if (!entry->is_cut) {
            add(&parent->all, &entry->all);
            parent->has_block = parent->has_block || entry->has_block ||
                                (entry->is_block && entry->all.text > 0);
        }
    }
}

/* What the lines of an entry stand in beside others. */
static bfi_html_entry *holder_of(bfi_html_outline *outline, uint32_t at)
{
    bfi_html_entry *entry = &outline->entries[at];
    return entry->has_block ? entry : &outline->entries[entry->parent];
}

/* The paragraphs of an article are side by side; the first lines of other
 * articles are each in a box of its own. */
static void sum_runs(bfi_html_outline *outline)
{
    bfi_html_entry *entries = outline->entries;
    for (uint32_t i = 0; i < outline->count; i++) {
        entries[i].lines = 0;
        entries[i].run = 0;
    }
    for (uint32_t i = 0; i < outline->count; i++) {
        bool is_prose = !entries[i].is_gone && entries[i].own.prose > 0;
        holder_of(outline, i)->lines += is_prose;
    }
    for (uint32_t i = outline->count; i-- > 1;) {
        bfi_html_entry *entry = &entries[i];
        bool is_beside = entry->has_block || holder_of(outline, i)->lines > 1;
        entry->run += is_beside ? entry->own.prose : 0;
        entries[entry->parent].run += entry->is_gone ? 0 : entry->run;
    }
}

void bfi_html_outline_sum(bfi_html_outline *outline)
{
    sum_sizes(outline);
    sum_runs(outline);
}

bf_status bfi_html_outline_new(bfi_html_outline *out, const GumboNode *top,
                               bf_error *err)
{
    walker walk = {.outline = out, .top = top};
    uint32_t count = count_elements(top);
    *out =
        (bfi_html_outline){calloc((size_t)count + 1, sizeof *out->entries), 0};
    if (!out->entries) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    walk_through(&walk);
    bfi_html_outline_sum(out);
    return BF_OK;
}

void bfi_html_outline_free(bfi_html_outline *outline)
{
    free(outline->entries);
    *outline = (bfi_html_outline){NULL, 0};
}

const GumboNode **bfi_html_cuts(const bfi_html_outline *outline, uint32_t main)
{
    const GumboNode **cuts;
    size_t count = 0;
    uint32_t end = outline->entries[main].end;
    cuts = calloc((size_t)(end - main) + 1, sizeof(void *));
    for (uint32_t i = main + 1; cuts && i < end;) {
        const bfi_html_entry *entry = &outline->entries[i];
        if (entry->is_cut) {
            cuts[count++] = entry->node;
        }
        i = entry->is_cut ? entry->end : i + 1;
    }
    return cuts;
}
