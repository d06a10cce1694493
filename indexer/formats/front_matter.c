/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Front matter: where it begins and ends. Its languages have files of their
 * own. */

#include "front_matter.h"

#include "plain.h"

#include <string.h>

/* Take the first line off `rest`, without its end and the blanks before it. */
static bf_str take_line(bf_str *rest)
{
    const char *newline =
        rest->size > 0 ? memchr(rest->data, '\n', rest->size) : NULL;
    size_t size = newline ? (size_t)(newline - rest->data) : rest->size;
    bf_str line = {rest->data, size};
    size += newline != NULL;
    rest->data += size;
    rest->size -= size;
    while (line.size > 0 && bfi_is_space(line.data[line.size - 1])) {
        line.size--;
    }
    return line;
}

/* Find the line that closes a block whose first line is taken: `inside` is what
 * comes before it, `rest` what comes after. */
static bool split(bf_str *inside, bf_str *rest, const char *mark,
                  const char *other_mark)
{
    const char *start = rest->data;
    while (rest->size > 0) {
        const char *line_start = rest->data;
        bf_str line = take_line(rest);
        if (bf_str_is(line, mark) || bf_str_is(line, other_mark)) {
            *inside = (bf_str){start, (size_t)(line_start - start)};
            return true;
        }
    }
    return false;
}

/* Blame the first line of the front matter. */
static bf_status fail(bfi_tree *tree, bf_status status, bf_error *err,
                      const char *why)
{
    tree->failed_line = tree->first_line;
    return bf_fail(err, status, "front matter %s", why);
}

static bf_status read_fenced(bfi_front_matter *out, bfi_tree *tree, bf_str text,
                             bool must_close, bf_error *err)
{
    bf_str rest = text;
    bool is_yaml = bf_str_is(take_line(&rest), "---");
    bf_str inside;
    bf_status status;
    if (!split(&inside, &rest, is_yaml ? "---" : "+++",
               is_yaml ? "..." : "+++")) {
        return must_close ? fail(tree, BF_ERR_INVALID, err,
                                 is_yaml ? "is not closed by a line of ---"
                                         : "is not closed by a line of +++")
                          : BF_OK;
    }
    if (inside.size > BFI_MAX_FRONT_MATTER_BYTES) {
        return fail(tree, BF_ERR_LIMIT, err, "is larger than a megabyte");
    }
    tree->first_line++;
    status = is_yaml ? bfi_yaml_read(&out->map, tree, inside, err)
                     : bfi_toml_read(&out->map, tree, inside, err);
    if (!status) {
        out->body = rest;
    }
    return status;
}

/* `{` may also begin a template tag, or an attribute list, or a text. */
static bool is_json(bf_str text)
{
    for (size_t i = 1; i < text.size; i++) {
        if (!bfi_is_space(text.data[i])) {
            return text.data[i] == '"' || text.data[i] == '}';
        }
    }
    return false;
}

static bf_status read_json(bfi_front_matter *out, bfi_tree *tree, bf_str text,
                           bf_error *err)
{
    bf_str rest = text;
    size_t used;
    bf_status status;
    if (rest.size > BFI_MAX_FRONT_MATTER_BYTES) {
        rest.size = BFI_MAX_FRONT_MATTER_BYTES;
    }
    status = bfi_json_read(&out->map, tree, rest, &used, err);
    if (!status) {
        out->body = (bf_str){text.data + used, text.size - used};
    }
    return status;
}

/* `text` from its first line that is not empty, whose number is given. */
static bf_str skip_empty_lines(bf_str text, size_t *line)
{
    bf_str rest = text;
    *line = 1;
    while (rest.size > 0 && take_line(&rest).size == 0) {
        text = rest;
        ++*line;
    }
    return text;
}

bf_status bfi_front_matter_read(bfi_front_matter *out, bfi_tree *tree,
                                bf_str text, bool must_close, bf_error *err)
{
    bf_str start = skip_empty_lines(text, &tree->first_line);
    bf_str rest = start;
    bf_str first = take_line(&rest);
    *out = (bfi_front_matter){NULL, text};
    if (bf_str_is(first, "---") || bf_str_is(first, "+++")) {
        return read_fenced(out, tree, start, must_close, err);
    }
    if (start.size > 0 && start.data[0] == '{' && must_close &&
        is_json(start)) {
        return read_json(out, tree, start, err);
    }
    return BF_OK;
}
