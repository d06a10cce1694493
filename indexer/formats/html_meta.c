/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a page says about itself: meta elements, the canonical link, the
 * language, JSON-LD; and, weaker, authors and times marked up in the article.
 * Names go through the table in fields.c.
 */

#include "fields.h"
#include "html_tree.h"
#include "plain.h"

#include <string.h>

enum {
    MAX_NAME_BYTES = 200
};

static bf_status take(bfi_draft *draft, const char *name, bf_str content,
                      bf_error *err)
{
    return content.data
               ? bfi_fields_take_meta(draft, bf_str_of(name), content, err)
               : BF_OK;
}

/* The names of a meta element; `property` may hold several. */
static bf_status take_meta(bfi_draft *draft, const GumboNode *node,
                           bf_error *err)
{
    static const char *const attributes[] = {"property", "name", "itemprop",
                                             "http-equiv", NULL};
    bf_str content = bfi_html_attribute(node, "content");
    bf_status status = BF_OK;
    for (size_t i = 0; attributes[i] && content.data && !status; i++) {
        bf_str name = bfi_html_attribute(node, attributes[i]);
        if (name.data) {
            status =
                bfi_fields_take_meta(draft, bf_str_trim(name), content, err);
        }
    }
    return status;
}

/* JSON-LD ----------------------------------------------------------------- */

static bool ends_with(bf_str text, const char *end)
{
    size_t size = strlen(end);
    return text.size >= size &&
           memcmp(text.data + text.size - size, end, size) == 0;
}

static bool is_article_type(const bfi_value *type)
{
    return type->kind == BFI_TEXT && (ends_with(type->text, "Article") ||
                                      ends_with(type->text, "Posting") ||
                                      ends_with(type->text, "Report"));
}

static bool is_article(const bfi_value *value)
{
    const bfi_value *type = value->kind == BFI_MAP
                                ? bfi_value_get(value, bf_str_of("@type"))
                                : NULL;
    if (!type) {
        return false;
    }
    for (const bfi_entry *entry = type->first; entry; entry = entry->next) {
        if (is_article_type(entry->value)) {
            return true;
        }
    }
    return is_article_type(type);
}

/* The first article in a list, or NULL. */
static const bfi_value *article_in(const bfi_value *list)
{
    const bfi_entry *entry =
        list && list->kind == BFI_LIST ? list->first : NULL;
    while (entry && !is_article(entry->value)) {
        entry = entry->next;
    }
    return entry ? entry->value : NULL;
}

static const bfi_value *find_article(const bfi_value *root)
{
    if (is_article(root)) {
        return root;
    }
    if (root->kind == BFI_MAP) {
        const bfi_value *entity = bfi_value_get(root, bf_str_of("mainEntity"));
        return entity && is_article(entity)
                   ? entity
                   : article_in(bfi_value_get(root, bf_str_of("@graph")));
    }
    return article_in(root);
}

/* Many pages have broken JSON-LD, and lose nothing here by it. `tree` counts
 * the values of all scripts of the page. */
static bf_status take_json_ld(bfi_draft *draft, bfi_tree *tree,
                              const GumboNode *script, bf_error *err)
{
    const GumboVector *children = &script->v.element.children;
    const GumboNode *text = children->length > 0 ? children->data[0] : NULL;
    const bfi_value *article;
    bfi_value *root;
    bf_status status;
    if (!text || text->type != GUMBO_NODE_TEXT) {
        return BF_OK;
    }
    status =
        bfi_json_read(&root, tree, bf_str_of(text->v.text.text), NULL, err);
    if (status) {
        return status == BF_ERR_NOMEM ? status : BF_OK;
    }
    article = find_article(root);
    return article ? bfi_fields_take_map(draft, article, BFI_NAMES_LD, err)
                   : BF_OK;
}

static bf_status take_head(bfi_draft *draft, bfi_tree *tree,
                           const GumboNode *node, bf_error *err)
{
    if (bfi_html_is_tag(node, GUMBO_TAG_META)) {
        return take_meta(draft, node, err);
    }
    if (bfi_html_is_tag(node, GUMBO_TAG_LINK) &&
        bfi_has_word(bfi_html_attribute(node, "rel"), "canonical")) {
        return take(draft, "canonical", bfi_html_attribute(node, "href"), err);
    }
    if (bfi_html_is_tag(node, GUMBO_TAG_SCRIPT) &&
        bfi_same_word(bfi_html_attribute(node, "type"),
                      "application/ld+json")) {
        return take_json_ld(draft, tree, node, err);
    }
    return BF_OK;
}

/* Marks in the article ---------------------------------------------------- */

/* Whether a time stands where the date of an article stands: in its header, or
 * its byline. */
static bool is_in_head_of(const GumboNode *node, const GumboNode *main)
{
    while (node != main) {
        node = node->parent;
        if (bfi_html_is_tag(node, GUMBO_TAG_HEADER) ||
            (node != main && bfi_html_is_clutter(node))) {
            return true;
        }
    }
    return false;
}

static bf_status take_time(bfi_draft *draft, const GumboNode *node,
                           const GumboNode *main, bf_error *err)
{
    bf_str moment = bfi_html_attribute(node, "datetime");
    bf_str property = bfi_html_attribute(node, "itemprop");
    if (property.data) {
        return take(draft, property.data, moment, err);
    }
    if (bfi_html_attribute(node, "pubdate").data) {
        return take(draft, "datepublished", moment, err);
    }
    if (moment.data && is_in_head_of(node, main)) {
        bf_status status = bfi_draft_time(draft, BF_FIELD_PUBLISHED,
                                          BFI_RANK_FOUND, moment, err);
        return status == BF_ERR_INVALID ? BF_OK : status;
    }
    return BF_OK;
}

/* The element within an author's that is the name, if there is one. */
static const GumboNode *name_in(const GumboNode *author)
{
    for (const GumboNode *node = author; node;
         node = bfi_html_next(node, author, false)) {
        if (bfi_html_is_element(node) &&
            bfi_has_word(bfi_html_attribute(node, "itemprop"), "name")) {
            return node;
        }
    }
    return author;
}

static bf_status take_author(bfi_draft *draft, const GumboNode *node,
                             bf_error *err)
{
    const GumboNode *named = name_in(node);
    bf_str name = bfi_html_attribute(named, "content");
    bf_status status = BF_OK;
    if (!name.data) {
        status = bfi_html_text_of(&name, draft->arena, named, err);
    }
    /* Longer is a life, not a name. */
    if (!status && name.size <= MAX_NAME_BYTES) {
        status =
            bfi_draft_add(draft, BF_FIELD_AUTHORS, BFI_RANK_FOUND, name, err);
    }
    return status;
}

static bool is_author(const GumboNode *node)
{
    return bfi_html_is_element(node) &&
           (bfi_has_word(bfi_html_attribute(node, "rel"), "author") ||
            bfi_has_word(bfi_html_attribute(node, "itemprop"), "author"));
}

static bf_status take_marks(bfi_draft *draft, const GumboNode *main,
                            bf_error *err)
{
    bf_status status = BF_OK;
    const GumboNode *node = main;
    while (node && !status) {
        bool has_name = is_author(node);
        if (has_name) {
            status = take_author(draft, node, err);
        } else if (bfi_html_is_tag(node, GUMBO_TAG_TIME)) {
            status = take_time(draft, node, main, err);
        }
        node = bfi_html_next(node, main, has_name);
    }
    return status;
}

/* The language that `node` is marked to be in: by itself, or by the nearest
 * element around it. */
static bf_str language_of(const GumboNode *node)
{
    bf_str lang = {NULL, 0};
    for (; node && bfi_html_is_element(node) && lang.size == 0;
         node = node->parent) {
        lang = bfi_html_attribute(node, "lang");
        if (lang.size == 0) {
            lang = bfi_html_attribute(node, "xml:lang");
        }
    }
    return lang;
}

bf_status bfi_html_meta(bfi_draft *draft, const GumboNode *root,
                        const GumboNode *main, const GumboNode *heading,
                        bf_error *err)
{
    bfi_tree tree = {.arena = draft->arena};
    /* What the heading itself is in may be a name or a motto. */
    const GumboNode *text = heading ? heading->parent : main;
    bf_status status = take(draft, "html:lang", language_of(text), err);
    for (const GumboNode *node = root; node && !status;
         node = bfi_html_next(node, root, false)) {
        status = take_head(draft, &tree, node, err);
    }
    return status ? status : take_marks(draft, main, err);
}
