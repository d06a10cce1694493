/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML pages: their title, what they say about themselves, their main text. */

#include "html.h"

#include "html_outline.h"
#include "plain.h"
#include "single.h"
#include "templates.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_REDIRECT_SECONDS = 10,
    /* A page that has so many times more text in JSON-LD shows little of it. */
    LITTLE_SHOWN = 4
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

/* The heading, if it says the title. */
static const GumboNode *repeated(const reading *read)
{
    return bf_str_equal(read->draft->article.title, read->heading_text)
               ? read->heading
               : NULL;
}

/* What a page says in JSON-LD to be its text is taken when it shows little: a
 * script may fill it in, or hide most of it from those who did not pay. */
static bf_status keep_body(const reading *read, const bf_buf *text,
                           bf_error *err)
{
    bfi_draft *draft = read->draft;
    bf_str body = {NULL, 0};
    bf_status status = bf_buf_status(text, err);
    if (status || draft->article.body.size > LITTLE_SHOWN * text->size) {
        return status;
    }
    body = bf_arena_copy(draft->arena, bf_buf_str(text));
    if (!body.data) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    draft->article.body = (bf_str){NULL, 0};
    draft->rank[BF_FIELD_BODY] = BFI_RANK_NONE;
    bfi_draft_clean_text(draft, BF_FIELD_BODY, BFI_RANK_FOUND, body);
    return BF_OK;
}

/* Append the text of an entry without what was cut from it. */
static bf_status write_entry(bf_buf *out, const reading *read,
                             const bfi_html_outline *outline, uint32_t at,
                             bf_error *err)
{
    const GumboNode **cuts = bfi_html_cuts(outline, at);
    if (!cuts) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    bfi_html_write(out, outline->entries[at].node, repeated(read), cuts);
    free(cuts);
    return BF_OK;
}

/* The text of a page, without what is around it. */
static bf_status keep_article(const reading *read, bfi_html_outline *outline,
                              uint32_t main, bf_error *err)
{
    uint32_t at = bfi_html_densest(outline, main);
    bf_buf text;
    bf_status status;
    bf_buf_init(&text, BF_MAX_STORED_BYTES);
    bfi_html_trim(outline, at, read->draft->article.url);
    status = write_entry(&text, read, outline, at, err);
    if (!status) {
        status = keep_body(read, &text, err);
    }
    bf_buf_fini(&text);
    return status;
}

/* The text that a page marks for this reader, in one element or several. */
static bf_status keep_marked(const reading *read,
                             const bfi_html_outline *outline, uint32_t at,
                             bf_error *err)
{
    bf_buf text;
    bf_status status = BF_OK;
    bf_buf_init(&text, BF_MAX_STORED_BYTES);
    while (at < outline->count && !status) {
        if (text.size > 0) {
            bf_buf_add_byte(&text, '\n');
        }
        status = write_entry(&text, read, outline, at, err);
        at = bfi_html_marked_body(outline, outline->entries[at].end);
    }
    if (!status) {
        status = keep_body(read, &text, err);
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

/* Titles, and what the page says about itself. */
static bf_status read_fields(reading *read, bf_error *err)
{
    bf_status status;
    read->heading = bfi_html_heading(read->main);
    status = find_titles(read, err);
    if (!status) {
        status = bfi_html_take_marked(read->draft, read->root, err);
    }
    if (!status) {
        status = bfi_html_meta(read->draft, read->root, read->main,
                               read->heading, err);
    }
    if (!status) {
        set_title(read);
    }
    return status;
}

static const GumboNode *body_of(const GumboNode *root)
{
    const GumboVector *children = &root->v.element.children;
    for (unsigned i = 0; i < children->length; i++) {
        if (bfi_html_is_tag(children->data[i], GUMBO_TAG_BODY)) {
            return children->data[i];
        }
    }
    return root;
}

static bf_status read_page(bfi_draft *draft, const GumboNode *root,
                           bf_error *err)
{
    reading read = {.draft = draft, .root = root};
    bfi_html_outline outline;
    bool is_marked;
    uint32_t main;
    bf_status status = bfi_html_outline_new(&outline, body_of(root), err);
    if (status) {
        return status;
    }
    main = bfi_html_marked_body(&outline, 0);
    is_marked = main < outline.count;
    if (!is_marked) {
        bfi_html_cut_clutter(&outline);
        main = bfi_html_main(&outline, &read.is_certain);
    }
    bfi_html_cut_fields(&outline);
    read.is_certain = read.is_certain || is_marked;
    read.main = outline.entries[main].node;
    status = read_fields(&read, err);
    if (!status) {
        status = is_marked ? keep_marked(&read, &outline, main, err)
                           : keep_article(&read, &outline, main, err);
    }
    bfi_html_outline_free(&outline);
    return status;
}

/* A file that is nothing but the text of an article. */
static bf_status read_content(bfi_draft *draft, const GumboNode *root,
                              bf_error *err)
{
    reading read = {
        .draft = draft, .root = root, .main = root, .is_certain = true};
    bf_buf text;
    bf_status status = read_fields(&read, err);
    bf_buf_init(&text, BF_MAX_STORED_BYTES);
    if (!status) {
        bfi_html_write(&text, root, repeated(&read), NULL);
        status = keep_body(&read, &text, err);
    }
    bf_buf_fini(&text);
    return status;
}

static bf_status read_tree(bfi_draft *draft, const GumboNode *root,
                           bool is_content, bf_error *err)
{
    if (is_redirect(root)) {
        bf_article_init(&draft->article);
        return BF_OK;
    }
    return is_content ? read_content(draft, root, err)
                      : read_page(draft, root, err);
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
        status = read_tree(draft, bfi_html_root(page),
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
