/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gumbo, fenced in. It neither checks whether memory was granted nor bounds its
 * work, so it is given an arena with a cap, and is left by longjmp when that is
 * spent, or when the parse takes absurdly long; the arena then goes as a whole.
 */

#include "html_tree.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    /* A page of a megabyte needs some twenty. */
    MAX_TREE_MEGABYTES = 512,
    /* Only pages made to be slow take more than a second; this is for them. */
    MAX_CPU_SECONDS = 60,
    /* How many allocations pass between two looks at the clock. */
    CLOCK_EVERY = 4096
};

struct bfi_html {
    bf_arena *arena;
    GumboOutput *output;
    jmp_buf give_up;
    bool is_late;
    time_t deadline; /* in seconds of this thread's work */
    unsigned until_clock;
};

static time_t thread_seconds(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec;
}

static void *allocate(void *context, size_t size)
{
    bfi_html *page = context;
    void *block;
    if (page->until_clock-- == 0) {
        page->until_clock = CLOCK_EVERY;
        page->is_late = thread_seconds() > page->deadline;
    }
    block = page->is_late ? NULL : bf_arena_alloc(page->arena, size);
    if (!block) {
        longjmp(page->give_up, 1);
    }
    return block;
}

/* The arena frees. */
static void release(void *context, void *block)
{
    (void)context;
    (void)block;
}

static bf_status parse(bfi_html *page, const char *html, size_t size,
                       bf_error *err)
{
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = release;
    options.userdata = page;
    options.max_errors = 0;
    if (setjmp(page->give_up)) {
        return page->is_late
                   ? bf_fail(err, BF_ERR_LIMIT,
                             "takes more than %d seconds to read as HTML",
                             MAX_CPU_SECONDS)
                   : bf_fail(err, BF_ERR_LIMIT,
                             "needs more than %d MB to be read as HTML",
                             MAX_TREE_MEGABYTES);
    }
    page->output = gumbo_parse_with_options(&options, html, size);
    return BF_OK;
}

bf_status bfi_html_parse(bfi_html **out, char *html, size_t size, bf_error *err)
{
    bf_status status = BF_OK;
    bfi_html *page = calloc(1, sizeof *page);
    *out = NULL;
    if (!page) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = bf_arena_new(&page->arena,
                          (size_t)MAX_TREE_MEGABYTES * 1024 * 1024, err);
    if (!status) {
        page->deadline = thread_seconds() + MAX_CPU_SECONDS;
        bfi_html_flatten(html, size);
        status = parse(page, html, size, err);
    }
    if (status) {
        bfi_html_free(page);
        return status;
    }
    *out = page;
    return BF_OK;
}

void bfi_html_free(bfi_html *page)
{
    if (page) {
        bf_arena_free(page->arena);
        free(page);
    }
}

const GumboNode *bfi_html_root(const bfi_html *page)
{
    return page->output->root;
}

/* Looking at the tree ----------------------------------------------------- */

bool bfi_html_is_element(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT ||
           node->type == GUMBO_NODE_TEMPLATE;
}

bool bfi_html_is_tag(const GumboNode *node, GumboTag tag)
{
    return bfi_html_is_element(node) && node->v.element.tag == tag &&
           node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML;
}

unsigned bfi_html_heading_level(const GumboNode *node)
{
    static const GumboTag tags[] = {GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3,
                                    GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6};
    for (unsigned i = 0; i < sizeof tags / sizeof *tags; i++) {
        if (bfi_html_is_tag(node, tags[i])) {
            return i + 1;
        }
    }
    return 0;
}

bf_str bfi_html_attribute(const GumboNode *node, const char *name)
{
    const GumboAttribute *attribute =
        gumbo_get_attribute(&node->v.element.attributes, name);
    return bf_str_of(attribute ? attribute->value : NULL);
}

static const GumboNode *sibling(const GumboNode *node)
{
    const GumboVector *children = &node->parent->v.element.children;
    size_t next = node->index_within_parent + 1;
    return next < children->length ? children->data[next] : NULL;
}

const GumboNode *bfi_html_next(const GumboNode *node, const GumboNode *top,
                               bool skip)
{
    if (!skip && bfi_html_is_element(node) &&
        node->v.element.children.length > 0) {
        return node->v.element.children.data[0];
    }
    while (node != top) {
        const GumboNode *next = sibling(node);
        if (next) {
            return next;
        }
        node = node->parent;
    }
    return NULL;
}

bool bfi_html_is_inside(const GumboNode *node, GumboTag tag,
                        const GumboNode *top)
{
    while (node != top) {
        node = node->parent;
        if (bfi_html_is_tag(node, tag)) {
            return true;
        }
    }
    return false;
}
