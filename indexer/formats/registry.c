/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The formats that there are. */

#include "single.h"

#include <string.h>
#include <strings.h>

static const char *const html_extensions[] = {".html", ".htm", NULL};
static const char *const markdown_extensions[] = {".md", ".markdown", NULL};
static const char *const text_extensions[] = {".txt", NULL};
static const char *const json_lines_extensions[] = {".jsonl", ".ndjson", NULL};

static const bfi_format formats[] = {
    {"html", html_extensions, bfi_read_html},
    {"markdown", markdown_extensions, bfi_read_markdown},
    {"text", text_extensions, bfi_read_text},
    {"jsonl", json_lines_extensions, bfi_read_json_lines},
};

enum {
    FORMAT_COUNT = sizeof formats / sizeof *formats
};

static bool ends_with(const char *path, const char *extension)
{
    size_t size = strlen(path);
    size_t wanted = strlen(extension);
    return size > wanted && strcasecmp(path + size - wanted, extension) == 0;
}

static bool has_extension(const bfi_format *format, const char *path)
{
    for (const char *const *at = format->extensions; *at; at++) {
        if (ends_with(path, *at)) {
            return true;
        }
    }
    return false;
}

const bfi_format *bfi_format_of_path(const char *path)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (has_extension(&formats[i], path)) {
            return &formats[i];
        }
    }
    return NULL;
}

const bfi_format *bfi_format_named(const char *name)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (strcmp(formats[i].name, name) == 0) {
            return &formats[i];
        }
    }
    return NULL;
}

bf_status bfi_format_read(const bfi_format *format, const bfi_input *input,
                          const bfi_sink *sink, bf_error *err)
{
    return format->read(input, sink, err);
}
