/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Removal of template tags in one pass. Where a tag opens, the nearest closing
 * mark of its kind is looked up; its place is remembered until it is passed, so
 * any number of tags that never close costs one search. The output never grows
 * beyond the input.
 */

#include "templates.h"

#include "plain.h"

#include <string.h>

enum {
    KIND_COUNT = 5,
    LIQUID_TAG = 3, /* the place of `{% %}` in kinds[] */
    /* Longer "tags" are braces that happen to meet braces. */
    MAX_TAG_BYTES = 4096,
    MAX_ATTRIBUTES_BYTES = 200,
    /* Room for `{%- endverbatim -%}`. */
    MAX_RAW_END_BYTES = 32,
    /* Every length of run is looked for once a paragraph. */
    MAX_BACKTICKS = 32
};

typedef struct tag_kind {
    const char *open;
    const char *close;
    bool is_shortcode;
} tag_kind;

/* The longer openers first. */
static const tag_kind kinds[KIND_COUNT] = {
    {"{{<", ">}}", true}, {"{{%", "%}}", true}, {"{{", "}}", false},
    {"{%", "%}", false},  {"{#", "#}", false},
};

typedef struct scanner {
    bf_str text;
    size_t at;
    char *out;
    size_t size;
    bool is_markdown;
    size_t line_start;
    char fence;        /* '`' or '~' inside a fenced block, else NUL */
    size_t fence_size; /* its length */
    size_t code_end;   /* inline code lasts until here */
    bool is_raw;       /* between {% raw %} and {% endraw %} */
    bool is_comment;   /* between {% comment %} and {% endcomment %} */
    /* The next closing mark of each kind at or after some earlier place. */
    size_t next_close[KIND_COUNT];
} scanner;

static void put(scanner *scan, size_t from, size_t to)
{
    if (!scan->is_comment) {
        memcpy(scan->out + scan->size, scan->text.data + from, to - from);
        scan->size += to - from;
    }
}

static bool begins(const scanner *scan, size_t at, const char *mark)
{
    size_t size = strlen(mark);
    return scan->text.size - at >= size &&
           memcmp(scan->text.data + at, mark, size) == 0;
}

/* Where the text `mark` next stands, or the end. */
static size_t find(const scanner *scan, size_t from, const char *mark)
{
    const char *found = memmem(scan->text.data + from, scan->text.size - from,
                               mark, strlen(mark));
    return found ? (size_t)(found - scan->text.data) : scan->text.size;
}

static size_t line_end(const scanner *scan, size_t from)
{
    const char *found =
        memchr(scan->text.data + from, '\n', scan->text.size - from);
    return found ? (size_t)(found - scan->text.data) : scan->text.size;
}

/* Code -------------------------------------------------------------------- */

static size_t run_size(const scanner *scan, size_t at)
{
    size_t size = 1;
    while (at + size < scan->text.size &&
           scan->text.data[at + size] == scan->text.data[at]) {
        size++;
    }
    return size;
}

static bool is_blank(const scanner *scan, size_t from, size_t to)
{
    while (from < to && bfi_is_space(scan->text.data[from])) {
        from++;
    }
    return from == to;
}

/* At the beginning of a line: does it open or close a fenced block? */
static void see_fence(scanner *scan)
{
    size_t at = scan->at;
    size_t size;
    while (at < scan->text.size && strchr(" \t>", scan->text.data[at])) {
        at++;
    }
    if (at == scan->text.size ||
        (scan->text.data[at] != '`' && scan->text.data[at] != '~')) {
        return;
    }
    size = run_size(scan, at);
    if (!scan->fence && size >= 3) {
        size_t end = line_end(scan, at);
        /* ```code``` on one line is inline code. */
        if (scan->text.data[at] == '~' ||
            !memchr(scan->text.data + at + size, '`', end - at - size)) {
            scan->fence = scan->text.data[at];
            scan->fence_size = size;
        }
    } else if (scan->text.data[at] == scan->fence && size >= scan->fence_size &&
               is_blank(scan, at + size, line_end(scan, at))) {
        scan->fence = '\0';
    }
}

/* At a backtick outside code: how far does the code go that it opens? Not
 * beyond the paragraph; a run that nothing closes is text. */
static void see_inline_code(scanner *scan)
{
    size_t size = run_size(scan, scan->at);
    size_t at = scan->at + size;
    scan->code_end = at;
    while (size <= MAX_BACKTICKS && at < scan->text.size) {
        size_t closing;
        if (scan->text.data[at] == '\n' && begins(scan, at + 1, "\n")) {
            return;
        }
        if (scan->text.data[at] != '`') {
            at++;
            continue;
        }
        closing = run_size(scan, at);
        at += closing;
        if (closing == size) {
            scan->code_end = at;
            return;
        }
    }
}

/* Tags -------------------------------------------------------------------- */

/* The first word of a tag, without the `-` that eats white space. */
static bf_str first_word(bf_str tag)
{
    size_t size = 0;
    if (tag.size > 0 && tag.data[0] == '-') {
        tag = (bf_str){tag.data + 1, tag.size - 1};
    }
    tag = bf_str_trim(tag);
    while (size < tag.size && !bfi_is_space(tag.data[size]) &&
           tag.data[size] != '-' && tag.data[size] != '%') {
        size++;
    }
    return (bf_str){tag.data, size};
}

/* Whether a tag that ends raw text opens here: nothing else is one there. */
static bool ends_raw(const scanner *scan)
{
    bf_str rest = {scan->text.data + scan->at, scan->text.size - scan->at};
    bf_str word;
    if (!begins(scan, scan->at, "{%")) {
        return false;
    }
    rest.size = rest.size < MAX_RAW_END_BYTES ? rest.size : MAX_RAW_END_BYTES;
    word = first_word((bf_str){rest.data + 2, rest.size - 2});
    return bf_str_is(word, "endraw") || bf_str_is(word, "endverbatim");
}

/* The kind of tag that opens here and where its closing mark stands; or
 * KIND_COUNT. */
static size_t see_tag(scanner *scan, size_t *close)
{
    bool in_code = scan->fence || scan->at < scan->code_end;
    if (scan->is_raw && !ends_raw(scan)) {
        return KIND_COUNT;
    }
    for (size_t i = 0; i < KIND_COUNT; i++) {
        const tag_kind *kind = &kinds[i];
        size_t inside = scan->at + strlen(kind->open);
        if (!begins(scan, scan->at, kind->open) ||
            (in_code && !kind->is_shortcode && i != LIQUID_TAG)) {
            continue;
        }
        if (scan->next_close[i] < inside) {
            scan->next_close[i] = find(scan, inside, kind->close);
        }
        *close = scan->next_close[i];
        return *close < scan->text.size && *close - inside <= MAX_TAG_BYTES
                   ? i
                   : KIND_COUNT;
    }
    return KIND_COUNT;
}

/* Comments and code: does this tag of Liquid stay as it is? */
static bool stays(scanner *scan, bf_str word)
{
    bool in_code = scan->fence || scan->at < scan->code_end;
    if (scan->is_raw) {
        scan->is_raw = false;
        return false;
    }
    if (scan->is_comment) {
        scan->is_comment = !bf_str_is(word, "endcomment");
        return scan->is_comment;
    }
    scan->is_raw = bf_str_is(word, "raw") || bf_str_is(word, "verbatim");
    scan->is_comment = !in_code && bf_str_is(word, "comment");
    return in_code && !scan->is_raw;
}

static bool is_shown(bf_str name)
{
    return bf_str_is(name, "alt") || bf_str_is(name, "title") ||
           bf_str_is(name, "caption");
}

static void put_shown(scanner *scan, bf_str value)
{
    scan->out[scan->size++] = ' ';
    memcpy(scan->out + scan->size, value.data, value.size);
    scan->size += value.size;
    scan->out[scan->size++] = ' ';
}

/* Put the parameters of a shortcode that readers see: name="value". */
static void put_parameters(scanner *scan, bf_str tag)
{
    size_t at = 0;
    while (at < tag.size) {
        const char *equals = memchr(tag.data + at, '=', tag.size - at);
        const char *closing;
        bf_str name;
        bf_str value;
        size_t quote = equals ? (size_t)(equals - tag.data) + 1 : tag.size;
        if (quote >= tag.size) {
            return;
        }
        name = (bf_str){equals, 0};
        while (name.data > tag.data && !bfi_is_space(name.data[-1])) {
            name.data--;
            name.size++;
        }
        at = quote + 1;
        if (!strchr("\"'`", tag.data[quote])) {
            continue;
        }
        closing = memchr(tag.data + at, tag.data[quote], tag.size - at);
        if (!closing) {
            return;
        }
        value = (bf_str){tag.data + at, (size_t)(closing - tag.data) - at};
        at += value.size + 1;
        if (is_shown(name)) {
            put_shown(scan, value);
        }
    }
}

/* What stands in the place of a tag. */
static void replace_tag(scanner *scan, const tag_kind *kind, bf_str tag)
{
    size_t size = scan->size;
    if (scan->is_comment) {
        return;
    }
    while (size > 0 && scan->out[size - 1] == ' ') {
        size--;
    }
    if (size >= 2 && memcmp(scan->out + size - 2, "]:", 2) == 0) {
        /* `[name]: {{< ref … >}}` must stay a definition. */
        scan->out[scan->size++] = '#';
    } else if (kind->is_shortcode &&
               (size == 0 || scan->out[size - 1] != '(')) {
        put_parameters(scan, tag);
    }
}

/* Take a tag away; false when there is none here. */
static bool take_tag(scanner *scan)
{
    size_t close = 0;
    size_t i = see_tag(scan, &close);
    size_t inside;
    bf_str tag;
    if (i == KIND_COUNT) {
        return false;
    }
    inside = scan->at + strlen(kinds[i].open);
    tag = (bf_str){scan->text.data + inside, close - inside};
    if (kinds[i].is_shortcode && tag.size >= 4 && begins(scan, inside, "/*")) {
        /* A shortcode in a C comment is how Hugo is made to show one. */
        put(scan, inside + 2, close - 2);
    } else if (i == LIQUID_TAG && stays(scan, first_word(tag))) {
        put(scan, scan->at, close + strlen(kinds[i].close));
    } else {
        replace_tag(scan, &kinds[i], tag);
    }
    scan->at = close + strlen(kinds[i].close);
    return true;
}

/* Attribute lists --------------------------------------------------------- */

/* `{:target="_blank"}` anywhere; `{#id}` and `{.class}` after a link or at the
 * end of a heading. */
static bool take_attributes(scanner *scan)
{
    size_t left = scan->text.size - scan->at;
    size_t reach = left < MAX_ATTRIBUTES_BYTES ? left : MAX_ATTRIBUTES_BYTES;
    const char *here = scan->text.data + scan->at;
    bool follows_link =
        scan->at > scan->line_start && (here[-1] == ')' || here[-1] == ']');
    const char *newline = memchr(here, '\n', reach);
    const char *closing;
    size_t after;
    if (left < 2 || (here[1] != ':' && here[1] != '#' && here[1] != '.')) {
        return false;
    }
    reach = newline ? (size_t)(newline - here) : reach;
    closing = memchr(here, '}', reach);
    if (!closing) {
        return false;
    }
    after = scan->at + (size_t)(closing - here) + 1;
    if (here[1] != ':' && !follows_link &&
        !(begins(scan, scan->line_start, "#") &&
          is_blank(scan, after, scan->at + reach))) {
        return false;
    }
    scan->at = after;
    return true;
}

/* All together ------------------------------------------------------------ */

/* Code and attribute lists are Markdown's. True when something was taken. */
static bool take_markdown(scanner *scan)
{
    char c = scan->text.data[scan->at];
    if (c == '`' && !scan->fence && scan->at >= scan->code_end) {
        see_inline_code(scan);
        return false;
    }
    return c == '{' && !scan->fence && scan->at >= scan->code_end &&
           !scan->is_raw && take_attributes(scan);
}

static void scan_all(scanner *scan)
{
    while (scan->at < scan->text.size) {
        char c = scan->text.data[scan->at];
        bool at_line_start =
            scan->at == 0 || scan->text.data[scan->at - 1] == '\n';
        if (at_line_start) {
            scan->line_start = scan->at;
        }
        if (at_line_start && scan->is_markdown) {
            see_fence(scan);
        }
        if (c == '{' && take_tag(scan)) {
            continue;
        }
        if (scan->is_markdown && take_markdown(scan)) {
            continue;
        }
        put(scan, scan->at, scan->at + 1);
        scan->at++;
    }
}

bf_str bfi_templates_remove(bf_arena *arena, bf_str text, bool is_markdown)
{
    scanner scan = {.text = text, .is_markdown = is_markdown};
    if (!memchr(text.data, '{', text.size)) {
        return text;
    }
    scan.out = bf_arena_alloc(arena, text.size);
    if (!scan.out) {
        return (bf_str){NULL, 0};
    }
    scan_all(&scan);
    return (bf_str){scan.out, scan.size};
}
