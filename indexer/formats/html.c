/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML pages: their title, what they say about themselves, their main text. */

#include "html.h"

#include "html_tree.h"
#include "plain.h"
#include "single.h"
#include "templates.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_REDIRECT_SECONDS = 10
};

/* A page in the reading. */
typedef struct reading {
    bfi_draft *draft;
    const GumboNode *root;
    const GumboNode *main;
    const GumboNode *heading; /* the first h1 of `main`, or NULL */
    bf_str heading_text;
    bf_str title_text; /* of the <title> element */
    bf_str site_name;  /* og:site_name */
    bool is_certain;   /* `main` is the article beyond doubt */
} reading;

/* Titles ------------------------------------------------------------------ */

static bool is_separator(bf_str text)
{
    static const char *const separators[] = {"|",
                                             "-",
                                             "\xe2\x80\x93",
                                             "\xe2\x80\x94",
                                             "\xc2\xb7",
                                             "\xe2\x80\xa2",
                                             "\xc2\xbb",
                                             "\xc2\xab",
                                             ":",
                                             "/",
                                             NULL};
    text = bf_str_trim(text);
    for (size_t i = 0; separators[i]; i++) {
        if (bf_str_is(text, separators[i])) {
            return true;
        }
    }
    return false;
}

/* Where the text before `part` at the end of `title` ends; 0 when it does not
 * stand there after a separator. */
static size_t before_suffix(bf_str title, bf_str part)
{
    size_t size;
    size_t start;
    if (part.size == 0 || title.size <= part.size) {
        return 0;
    }
    size = title.size - part.size;
    if (memcmp(title.data + size, part.data, part.size) != 0) {
        return 0;
    }
    while (size > 0 && title.data[size - 1] == ' ') {
        size--;
    }
    start = size;
    while (start > 0 && title.data[start - 1] != ' ') {
        start--;
    }
    return is_separator((bf_str){title.data + start, size - start}) ? start : 0;
}

/* Whether `title` is `part`, a separator and something more. */
static bool has_prefix(bf_str title, bf_str part)
{
    bf_str rest;
    size_t size = 0;
    if (part.size == 0 || title.size <= part.size ||
        memcmp(title.data, part.data, part.size) != 0) {
        return false;
    }
    rest = (bf_str){title.data + part.size, title.size - part.size};
    rest = bf_str_trim(rest);
    while (size < rest.size && rest.data[size] != ' ') {
        size++;
    }
    return is_separator((bf_str){rest.data, size});
}

/* Whether the h1 is the title without the name of the site. An h1 of an
 * uncertain place may be the site's name itself, so there it must come
 * first. */
static bool heading_confirms(const reading *read, bf_str title)
{
    return has_prefix(title, read->heading_text) ||
           (read->is_certain && before_suffix(title, read->heading_text) > 0);
}

static bf_str choose_title(const reading *read)
{
    const bf_article *article = &read->draft->article;
    bf_str title = article->title;
    bool is_certain_heading = read->is_certain && read->heading_text.size > 0;
    if (title.size == 0) {
        title = is_certain_heading ? read->heading_text : read->title_text;
    }
    if (title.size == 0) {
        title = read->heading_text;
    }
    if (heading_confirms(read, title)) {
        return read->heading_text;
    }
    title.size = before_suffix(title, read->site_name) > 0
                     ? before_suffix(title, read->site_name)
                     : title.size;
    return bf_str_trim(title);
}

static void set_title(const reading *read)
{
    bfi_draft *draft = read->draft;
    if (draft->rank[BF_FIELD_TITLE] >= BFI_RANK_META) {
        draft->rank[BF_FIELD_TITLE] = BFI_RANK_NONE;
        bfi_draft_clean_text(draft, BF_FIELD_TITLE, BFI_RANK_FOUND,
                             choose_title(read));
    }
}

/* The <title> and the name of the site, from the whole page. */
static bf_status find_titles(reading *read, bf_error *err)
{
    const GumboNode *root = read->root;
    bf_status status = BF_OK;
    for (const GumboNode *node = root; node && !status;
         node = bfi_html_next(node, root, false)) {
        if (bfi_html_is_tag(node, GUMBO_TAG_TITLE) && !read->title_text.data) {
            status = bfi_html_line_of(&read->title_text, read->draft->arena,
                                      node, err);
        }
        if (bfi_html_is_tag(node, GUMBO_TAG_META) &&
            bfi_same_word(bfi_html_attribute(node, "property"),
                          "og:site_name")) {
            /* Borrowed from the page: it is only compared. */
            read->site_name = bf_str_trim(bfi_html_attribute(node, "content"));
        }
    }
    if (!status && read->heading) {
        status = bfi_html_line_of(&read->heading_text, read->draft->arena,
                                  read->heading, err);
    }
    return status;
}

/* The main text ----------------------------------------------------------- */

static bf_status write_body(const reading *read, bool is_fragment,
                            bf_error *err)
{
    bf_str title = read->draft->article.title;
    const GumboNode *omit =
        bf_str_equal(title, read->heading_text) ? read->heading : NULL;
    bfi_html_part part = is_fragment        ? BFI_HTML_CONTENT
                         : read->is_certain ? BFI_HTML_ARTICLE
                                            : BFI_HTML_BODY;
    bf_buf text;
    bf_str body;
    bf_status status;
    bf_buf_init(&text, BF_MAX_STORED_BYTES);
    bfi_html_write(&text, read->main, omit, part);
    if (text.size == 0) {
        /* What the page marks as its article is filled in by a script. */
        bfi_html_write(&text, read->root, omit, BFI_HTML_BODY);
    }
    status = bf_buf_status(&text, err);
    if (!status) {
        body = bf_arena_copy(read->draft->arena, bf_buf_str(&text));
        bfi_draft_clean_text(read->draft, BF_FIELD_BODY, BFI_RANK_FOUND, body);
        status =
            body.data ? BF_OK : bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    bf_buf_fini(&text);
    return status;
}

/* Whether a meta element sends the reader on to another page at once. A longer
 * time is for pages that reload. */
static bool sends_on(const GumboNode *node)
{
    bf_str content = bfi_html_attribute(node, "content");
    if (!bfi_html_is_tag(node, GUMBO_TAG_META) || !content.data ||
        !bfi_same_word(bfi_html_attribute(node, "http-equiv"), "refresh")) {
        return false;
    }
    return strtod(content.data, NULL) <= MAX_REDIRECT_SECONDS &&
           strcasestr(content.data, "url") != NULL;
}

/* Generators leave such pages at old addresses. They are no articles, and their
 * canonical links name articles that are elsewhere. */
static bool is_redirect(const GumboNode *root)
{
    for (const GumboNode *node = root; node;
         node = bfi_html_next(node, root, false)) {
        if (sends_on(node)) {
            return true;
        }
    }
    return false;
}

static bf_status read_page(bfi_draft *draft, const GumboNode *root,
                           bool is_fragment, bf_error *err)
{
    reading read = {.draft = draft, .root = root, .main = root};
    bf_status status;
    if (is_redirect(root)) {
        bf_article_init(&draft->article);
        return BF_OK;
    }
    if (is_fragment) {
        read.is_certain = true;
    } else {
        read.main = bfi_html_main(root, &read.is_certain);
    }
    read.heading = bfi_html_heading(read.main);
    status = find_titles(&read, err);
    if (!status) {
        status = bfi_html_meta(draft, root, read.main, read.heading, err);
    }
    if (!status) {
        set_title(&read);
        status = write_body(&read, is_fragment, err);
    }
    return status;
}

/* Whether there is a page around the text. */
static bool has_page(bf_str html)
{
    for (size_t i = 0; i + 5 < html.size; i++) {
        bf_str tag = {html.data + i, 5};
        if (html.data[i] == '<' &&
            (bfi_same_word(tag, "<html") || bfi_same_word(tag, "<body"))) {
            return true;
        }
    }
    return false;
}

/* A file with front matter is a source, and may hold template tags; without a
 * page of its own it is all article. */
static bf_status read_body(bfi_draft *draft, bf_str html, bool has_front_matter,
                           bf_error *err)
{
    bf_str text = has_front_matter
                      ? bfi_templates_remove(draft->arena, html, false)
                      : html;
    bf_str copy = {NULL, 0};
    bfi_html *page;
    bf_status status;
    if (text.data) {
        copy = bf_arena_copy(draft->arena, text);
    }
    if (!copy.data) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = bfi_html_parse(&page, (char *)copy.data, copy.size, err);
    if (!status) {
        status = read_page(draft, bfi_html_root(page),
                           has_front_matter && !has_page(text), err);
        bfi_html_free(page);
    }
    return status;
}

bf_status bfi_read_html(const bfi_input *input, const bfi_sink *sink,
                        bf_error *err)
{
    static const bfi_single how = {.decode = bfi_html_decode,
                                   .read_body = read_body};
    return bfi_single_read(input, sink, &how, err);
}
