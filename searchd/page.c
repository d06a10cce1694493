/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The frame that all pages have, and the page that tells of a problem. */

#include "page.h"

#include <stdio.h>

enum {
    /* A title of a window is a label: a long query is cut. */
    TITLE_BYTES = 80,
    /* Nothing is as deep as this; a path that is was not meant. */
    MAX_DEPTH = 16,
    /* Each of the small parts: what is in them came in with the request,
     * and grows when it is escaped. */
    PART_BYTES = SEARCHD_MAX_HEAD_BYTES * 8
};

/* The way from the path of a request up to the root, so that links hold
 * wherever a proxy puts the page: "./", "../". */
static void add_root(bf_buf *out, bf_str path)
{
    size_t depth = 0;
    for (size_t i = 1; i < path.size; i++) {
        depth += path.data[i] == '/';
    }
    if (depth > MAX_DEPTH) {
        bf_buf_add_byte(out, '/');
        return;
    }
    bf_buf_add_text(out, depth == 0 ? "./" : "");
    for (size_t i = 0; i < depth; i++) {
        bf_buf_add_text(out, "../");
    }
}

static void add_hidden(bf_buf *out, const char *name, bf_str value)
{
    bf_buf_printf(out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
    bfi_html_text(out, value);
    bf_buf_add_text(out, "\">\n");
}

/* What the form carries on from the search before: all but its place. */
static void add_fields(bf_buf *out, const bf_search_request *search)
{
    if (search->mode != BF_SEARCH_AUTO) {
        add_hidden(out, "mode", bf_str_of(bf_search_mode_name(search->mode)));
    }
    if (search->lang.size > 0) {
        add_hidden(out, "lang", search->lang);
    }
    if (search->limit != BF_DEFAULT_PAGE) {
        char text[16];
        snprintf(text, sizeof text, "%u", (unsigned)search->limit);
        add_hidden(out, "limit", bf_str_of(text));
    }
}

static void add_policy(http_response *response, bool is_asked)
{
    bfi_http_add_header(response, "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; "
                        "img-src 'self'; form-action 'self'; "
                        "base-uri 'none'; frame-ancestors 'none'");
    /* Pages of results are for readers, not for other search engines. */
    if (is_asked) {
        bfi_http_add_header(response, "X-Robots-Tag", "noindex");
    }
}

/* The title of the window: what this is, then whose. */
static void add_title(bf_buf *out, const worker *self, bf_str text)
{
    bf_str shown = {text.data, bf_utf8_clip(text, TITLE_BYTES)};
    if (shown.size > 0) {
        bf_buf_add(out, shown.data, shown.size);
        bf_buf_add_text(out, shown.size < text.size ? "… – " : " – ");
    }
    bf_buf_add_text(out, self->options->title);
}

/* The parts that differ from page to page, beside its main one. */
typedef struct page_parts {
    bf_buf root;
    bf_buf title;
    bf_buf fields;
    char version[17];
} page_parts;

static void make_parts(page_parts *parts, const worker *self,
                       const http_request *request, const page_frame *frame)
{
    bf_buf_init(&parts->root, PART_BYTES);
    bf_buf_init(&parts->title, PART_BYTES);
    bf_buf_init(&parts->fields, PART_BYTES);
    add_root(&parts->root, request->path);
    add_title(&parts->title, self, frame->title);
    add_fields(&parts->fields, frame->search);
    bfi_web_version(parts->version, WEB_PAGE_CSS);
}

static void free_parts(page_parts *parts)
{
    bf_buf_fini(&parts->root);
    bf_buf_fini(&parts->title);
    bf_buf_fini(&parts->fields);
}

/* A page of which a part is missing is not a page. */
static void carry_status(bf_buf *body, const bf_buf *part)
{
    if (part->status && !body->status) {
        body->status = part->status;
    }
}

static void expand(bf_buf *out, const worker *self, const page_frame *frame,
                   const page_parts *parts)
{
    const web_slot slots[] = {
        {"kind", bf_str_of(frame->kind), false},
        {"root", bf_buf_str(&parts->root), false},
        {"title", bf_buf_str(&parts->title), false},
        {"site", bf_str_of(self->options->title), false},
        {"version", bf_str_of(parts->version), false},
        {"query", frame->search->query, false},
        {"fields", bf_buf_str(&parts->fields), true},
        {"main", bf_buf_str(frame->main), true},
    };
    bf_buf_reset(out);
    bfi_web_expand(out, WEB_PAGE_HTML, slots, sizeof slots / sizeof *slots);
    carry_status(out, &parts->root);
    carry_status(out, &parts->title);
    carry_status(out, &parts->fields);
    carry_status(out, frame->main);
}

void bfi_page_write(const worker *self, const http_request *request,
                    http_response *response, const page_frame *frame)
{
    page_parts parts;
    make_parts(&parts, self, request, frame);
    response->type = HTTP_TYPE_HTML;
    add_policy(response, frame->search->query.size > 0);
    expand(&response->body, self, frame, &parts);
    free_parts(&parts);
}

static const char *heading(unsigned status)
{
    switch (status) {
    case 404:
        return "There is no such page";
    case 500:
    case 503:
        return "The search is not available";
    default:
        return "That did not work";
    }
}

/* The query that came with a request that has a problem, so that it stands in
 * the box again; nothing when the problem is in it. */
static bf_str query_of(const worker *self, const http_request *request)
{
    http_problem ignored;
    bf_str query;
    bool is_good = request->uri.size <= SEARCHD_MAX_URI_BYTES &&
                   bfi_params_text(&query, request, self->arena, "q", &ignored);
    return is_good ? query : (bf_str){NULL, 0};
}

void bfi_page_problem(const worker *self, const http_request *request,
                      http_response *response, const http_problem *problem)
{
    bf_search_request search;
    bf_buf main;
    const web_slot slots[] = {
        {"heading", bf_str_of(heading(problem->status)), false},
        {"message", bf_str_of(problem->message), false},
    };
    const page_frame frame = {.kind = "problem",
                              .title = bf_str_of(heading(problem->status)),
                              .search = &search,
                              .main = &main};
    bf_search_request_init(&search);
    search.query = query_of(self, request);
    bf_buf_init(&main, PART_BYTES);
    bfi_web_expand(&main, WEB_PROBLEM_HTML, slots,
                   sizeof slots / sizeof *slots);
    bfi_page_write(self, request, response, &frame);
    bf_buf_fini(&main);
}
