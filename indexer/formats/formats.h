/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_INDEXER_FORMATS_H
#define BF_INDEXER_FORMATS_H

/*
 * The format readers: bytes of a file in, articles out. A reader knows nothing
 * of the index, of sources or of runs; it hands each article to a sink.
 *
 *     const bfi_format *format = bfi_format_of_path("posts/hello.md");
 *     status = bfi_format_read(format, &input, &sink, &err);
 *
 * How the names of front matter, JSON keys and meta elements become the fields
 * of an article stands in one table, fields.c.
 */

#include <backfile/article.h>

#include <stdio.h>

/* Where the bytes come from. */
typedef struct bfi_input {
    /* An open stream at its beginning. Single-article formats read all of it
     * (at most BF_MAX_ARTICLE_BYTES), JSON Lines a line at a time. */
    FILE *stream;
    /* The path within the source, with `/`: "posts/2015-03-17-hello.md". A
     * date at the front of a file name is the publication date where the
     * article gives none. */
    bf_str origin;
} bfi_input;

/* What takes the articles. */
typedef struct bfi_sink {
    void *payload;
    /* One article with the fields that the file gives: id, lang and the like
     * may be missing; source and origin are. Its text is borrowed for this
     * call. `line` is where it begins, 0 when the file is one article. A
     * failure ends the reading and is returned from it. */
    bf_status (*article)(void *payload, const bf_article *article, size_t line,
                         bf_error *err);
    /* An article that cannot be read, and why; reading goes on if it can.
     * `line` is where in the file the trouble is, 0 when that is not known. */
    void (*failed)(void *payload, size_t line, const bf_error *why);
    /* Bytes of the article that comes next, the first of them in `line`, were
     * no text and are read as U+FFFD. */
    void (*mended)(void *payload, size_t line, const bf_error *what);
} bfi_sink;

typedef struct bfi_format {
    const char *name;              /* "markdown" */
    const char *const *extensions; /* ".md", ".markdown", NULL */
    bf_status (*read)(const bfi_input *input, const bfi_sink *sink,
                      bf_error *err);
} bfi_format;

/* The format of a file by its extension in any case, or NULL. */
const bfi_format *bfi_format_of_path(const char *path);

/* The format called `name`, or NULL. */
const bfi_format *bfi_format_named(const char *name);

/*
 * Read `input`. Returns a failure only when the whole input cannot be read on
 * (I/O, memory, a failure of the sink); a broken article goes to sink->failed.
 */
bf_status bfi_format_read(const bfi_format *format, const bfi_input *input,
                          const bfi_sink *sink, bf_error *err);

#endif
