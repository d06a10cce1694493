/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where in a page the article is: what the page marks as <main>, as its one
 * <article>, or by the names that themes give to the article's element; else
 * where its prose is.
 */

#include "html_outline.h"
#include "plain.h"

enum {
    NONE = UINT32_MAX,
    /* Of the names of elements, those that mean the text of one article. */
    SURE_NAMES = 11
};

typedef struct candidates {
    uint32_t main;
    uint32_t article;    /* the first that is not inside another */
    uint32_t titled;     /* the first article with an h1 */
    uint32_t longest;    /* the one with the most prose */
    uint32_t named;      /* the first with the surest name */
    uint32_t named_last; /* the last with that name */
    size_t article_count;
    size_t titled_count;
    size_t name_rank;
} candidates;

static bool is_article(const GumboNode *node)
{
    return bfi_html_is_tag(node, GUMBO_TAG_ARTICLE) ||
           bfi_same_word(bfi_html_attribute(node, "role"), "article");
}

static bool is_main(const GumboNode *node)
{
    return bfi_html_is_tag(node, GUMBO_TAG_MAIN) ||
           bfi_same_word(bfi_html_attribute(node, "role"), "main");
}

/* How sure a name is, 0 the surest; SIZE_MAX for no such name. */
static size_t name_rank(const GumboNode *node)
{
    static const char *const names[] = {"articlebody",
                                        "article-body",
                                        "article__body",
                                        "entry-content",
                                        "post-content",
                                        "article-content",
                                        "story-body",
                                        "post-body",
                                        "article-text",
                                        "story-content",
                                        "article__content",
                                        "main-content",
                                        "maincontent",
                                        "article",
                                        "content-main",
                                        "page-content",
                                        "post",
                                        "main",
                                        "content",
                                        NULL};
    bf_str property = bfi_html_attribute(node, "itemprop");
    bf_str class = bfi_html_attribute(node, "class");
    bf_str id = bfi_html_attribute(node, "id");
    if (!property.data && !class.data && !id.data) {
        return SIZE_MAX;
    }
    for (size_t i = 0; names[i]; i++) {
        if ((i == 0 && bfi_has_word(property, names[i])) ||
            bfi_has_word(class, names[i]) || bfi_has_word(id, names[i])) {
            return i;
        }
    }
    return SIZE_MAX;
}

static void see_article(candidates *found, const bfi_html_outline *outline,
                        uint32_t at)
{
    const bfi_html_entry *entries = outline->entries;
    if (found->article_count++ == 0) {
        found->article = at;
        found->longest = at;
    }
    if (entries[at].all.prose > entries[found->longest].all.prose) {
        found->longest = at;
    }
    if (bfi_html_heading(entries[at].node) && found->titled_count++ == 0) {
        found->titled = at;
    }
}

static candidates collect(const bfi_html_outline *outline, uint32_t top)
{
    candidates found = {NONE, NONE, NONE, NONE, NONE, NONE, 0, 0, SIZE_MAX};
    uint32_t after_article = 0;
    uint32_t end = outline->entries[top].end;
    for (uint32_t i = top; i < end;) {
        const bfi_html_entry *entry = &outline->entries[i];
        size_t rank;
        if (entry->is_cut || entry->all.text == 0) {
            i = entry->end;
            continue;
        }
        rank = name_rank(entry->node);
        if (found.main == NONE && is_main(entry->node)) {
            found.main = i;
        }
        /* Comments are articles within the article. */
        if (i >= after_article && is_article(entry->node)) {
            see_article(&found, outline, i);
            after_article = entry->end;
        }
        if (rank < found.name_rank) {
            found.name_rank = rank;
            found.named = i;
        }
        if (rank == found.name_rank && rank != SIZE_MAX &&
            entry->all.prose > 0) {
            found.named_last = i;
        }
        i++;
    }
    return found;
}

/* Whether `part` has at least `percent` of the prose of `whole`. */
static bool has_share(const bfi_html_outline *outline, uint32_t part,
                      uint32_t whole, uint64_t percent)
{
    return (uint64_t)outline->entries[part].all.prose * 100 >=
           outline->entries[whole].all.prose * percent;
}

/* Whether `part` may be the article of `whole`: it has a good share of the
 * prose, or is marked as one and has enough. */
static bool may_be_article(const bfi_html_outline *outline, uint32_t part,
                           uint32_t whole)
{
    const bfi_html_entry *entry = &outline->entries[part];
    return has_share(outline, part, whole, 30) ||
           (entry->all.prose >= BFI_HTML_MIN_ARTICLE &&
            (is_article(entry->node) || is_main(entry->node)));
}

/* The one article among several, or NONE. */
static uint32_t one_article(const candidates *found,
                            const bfi_html_outline *outline, uint32_t top)
{
    if (found->article_count == 1) {
        return found->article;
    }
    if (found->titled_count == 1 &&
        may_be_article(outline, found->titled, top)) {
        return found->titled;
    }
    return found->article_count > 0 && outline->entries[top].all.prose > 0 &&
                   has_share(outline, found->longest, top, 67)
               ? found->longest
               : NONE;
}

/* What has the surest name. A text that something is put in the midst of may be
 * in several elements of one name: then what they are in. */
static uint32_t named_of(const candidates *found,
                         const bfi_html_outline *outline)
{
    uint32_t at = found->named;
    while (at != NONE && found->named_last != NONE &&
           outline->entries[at].end <= found->named_last) {
        at = outline->entries[at].parent;
    }
    return at;
}

/* What the page marks as the article, or NONE. */
static uint32_t marked(const bfi_html_outline *outline)
{
    candidates found = collect(outline, 0);
    uint32_t one;
    if (found.main != NONE) {
        candidates inner = collect(outline, found.main);
        one = one_article(&inner, outline, found.main);
        return one == NONE ? found.main : one;
    }
    one = one_article(&found, outline, 0);
    if (one != NONE) {
        return one;
    }
    return found.article_count == 0 ? named_of(&found, outline) : NONE;
}

uint32_t bfi_html_main(const bfi_html_outline *outline, bool *is_certain)
{
    uint32_t main = marked(outline);
    *is_certain = main != NONE && may_be_article(outline, main, 0);
    return *is_certain ? main : 0;
}

/* The size that a search for the text goes by. */
typedef uint32_t size_of(const bfi_html_entry *entry);

static uint32_t prose_of(const bfi_html_entry *entry)
{
    return entry->all.prose;
}

static uint32_t run_of(const bfi_html_entry *entry)
{
    return entry->run;
}

/* The innermost element of blocks within `top` that has at least `percent` of
 * its size. */
static uint32_t innermost(const bfi_html_outline *outline, uint32_t top,
                          size_of *size, uint64_t percent)
{
    const bfi_html_entry *entries = outline->entries;
    uint64_t least = size(&entries[top]) * percent;
    uint32_t best = top;
    uint32_t at = top + 1;
    while (at < entries[best].end) {
        const bfi_html_entry *entry = &entries[at];
        bool is_inner = !entry->is_cut && entry->has_block &&
                        (uint64_t)size(entry) * 100 >= least;
        best = is_inner ? at : best;
        at = is_inner ? at + 1 : entry->end;
    }
    return best;
}

/* Where a page marks nothing, paragraphs side by side tell the article from
 * the first lines of others. Where each is in a box of its own they do not. */
static uint32_t longest_run(const bfi_html_outline *outline, uint32_t top)
{
    const bfi_html_entry *entry = &outline->entries[top];
    uint32_t run = top;
    if ((uint64_t)entry->run * 2 > entry->all.prose) {
        run = innermost(outline, top, run_of, 85);
    }
    return has_share(outline, run, top, 34) ? run : top;
}

uint32_t bfi_html_densest(const bfi_html_outline *outline, uint32_t main)
{
    candidates found = collect(outline, main);
    uint32_t named = named_of(&found, outline);
    bool is_unmarked = main == 0;
    if (outline->entries[main].all.prose == 0) {
        return main;
    }
    if (found.name_rank < SURE_NAMES && has_share(outline, named, main, 70)) {
        main = named;
        is_unmarked = false;
    }
    main = innermost(outline, main, prose_of, 80);
    return is_unmarked ? longest_run(outline, main) : main;
}

const GumboNode *bfi_html_heading(const GumboNode *main)
{
    const GumboNode *node = main;
    while (node) {
        bool skip = node != main &&
                    (bfi_html_is_invisible(node) || bfi_html_is_clutter(node));
        if (!skip && bfi_html_is_tag(node, GUMBO_TAG_H1)) {
            return node;
        }
        node = bfi_html_next(node, main, skip);
    }
    return NULL;
}
