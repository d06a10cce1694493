/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TESTS_FORMATS_H
#define BF_TESTS_FORMATS_H

/*
 * Reads a text through a format and keeps what comes out.
 *
 *     read_text("markdown", "posts/a.md", "# Hello\n");
 *     is_str(got.articles[0].title, "Hello", "the heading is the title");
 */

#include "indexer/formats/formats.h"

#include <stdlib.h>
#include <tap.h>

enum {
    KEPT = 8
};

typedef struct collected {
    bf_arena *arena;
    bf_article articles[KEPT];
    size_t lines[KEPT];
    size_t count;
    bf_error failures[KEPT];
    size_t failed_lines[KEPT];
    size_t failed_count;
    bf_error mended[KEPT];
    size_t mended_lines[KEPT];
    size_t mended_count;
    bf_status status; /* of the whole reading */
    bf_error err;
} collected;

/* What the last read gave. */
static collected got;

static inline bf_str keep_str_(bf_str text)
{
    return text.data ? bf_arena_copy(got.arena, text) : text;
}

static inline bf_str_list keep_list_(bf_str_list list)
{
    bf_str *items = bf_arena_array(got.arena, list.count, sizeof *items);
    for (size_t i = 0; i < list.count; i++) {
        items[i] = keep_str_(list.items[i]);
    }
    return (bf_str_list){items, list.count};
}

static inline bf_status keep_article_(void *payload, const bf_article *article,
                                      size_t line, bf_error *err)
{
    bf_article *kept = &got.articles[got.count % KEPT];
    (void)payload;
    (void)err;
    got.lines[got.count++ % KEPT] = line;
    *kept = *article;
    kept->id = keep_str_(kept->id);
    kept->url = keep_str_(kept->url);
    kept->title = keep_str_(kept->title);
    kept->summary = keep_str_(kept->summary);
    kept->body = keep_str_(kept->body);
    kept->section = keep_str_(kept->section);
    kept->lang = keep_str_(kept->lang);
    kept->image = keep_str_(kept->image);
    kept->authors = keep_list_(kept->authors);
    kept->tags = keep_list_(kept->tags);
    return BF_OK;
}

static inline void keep_failure_(void *payload, size_t line,
                                 const bf_error *why)
{
    (void)payload;
    got.failures[got.failed_count % KEPT] = *why;
    got.failed_lines[got.failed_count++ % KEPT] = line;
}

static inline void keep_mended_(void *payload, size_t line,
                                const bf_error *what)
{
    (void)payload;
    got.mended[got.mended_count % KEPT] = *what;
    got.mended_lines[got.mended_count++ % KEPT] = line;
}

static inline void forget_(void)
{
    bf_arena *arena = got.arena;
    if (arena) {
        bf_arena_reset(arena);
    } else if (bf_arena_new(&arena, 512u << 20, NULL)) {
        abort();
    }
    memset(&got, 0, sizeof got);
    got.arena = arena;
}

/* Read `text` as a file at `origin`. */
static inline void read_bytes(const char *format, const char *origin,
                              bf_str text)
{
    bfi_sink sink = {NULL, keep_article_, keep_failure_, keep_mended_};
    bfi_input input = {tmpfile(), bf_str_of(origin)};
    forget_();
    if (!input.stream ||
        fwrite(text.data, 1, text.size, input.stream) != text.size) {
        abort();
    }
    rewind(input.stream);
    got.status =
        bfi_format_read(bfi_format_named(format), &input, &sink, &got.err);
    fclose(input.stream);
}

static inline void read_text(const char *format, const char *origin,
                             const char *text)
{
    read_bytes(format, origin, bf_str_of(text));
}

/* The beginning of an input as the name of a test: without what means something
 * in TAP. Valid until the next call. */
static inline const char *shown(const char *text)
{
    static char name[72];
    size_t size = 0;
    for (; text[size] && size < sizeof name - 1; size++) {
        char c = text[size];
        bool is_plain = c >= ' ' && c < 0x7f && c != '#' && c != '\\';
        name[size] = (char)(is_plain ? c : c == '\n' ? '|' : '?');
    }
    name[size] = '\0';
    return name;
}

/* The last read gave one article and nothing else. */
#define is_one(...)                                                            \
    do {                                                                       \
        if (!ok(got.status == BF_OK && got.count == 1 &&                       \
                    got.failed_count == 0,                                     \
                __VA_ARGS__)) {                                                \
            printf("#   %zu articles, %zu failures: %s\n", got.count,          \
                   got.failed_count, got.failures[0].text);                    \
        }                                                                      \
    } while (0)

/* The last read gave one failure, on this line, with this in its text. */
#define is_failure(wanted_line, part, ...)                                     \
    do {                                                                       \
        if (!ok(got.status == BF_OK && got.failed_count == 1 &&                \
                    got.failed_lines[0] == (wanted_line) &&                    \
                    strstr(got.failures[0].text, (part)),                      \
                __VA_ARGS__)) {                                                \
            printf("#   %zu articles, %zu failures, line %zu: %s\n",           \
                   got.count, got.failed_count, got.failed_lines[0],           \
                   got.failures[0].text);                                      \
        }                                                                      \
    } while (0)

/* The last read gave one article, of which something was mended: in this line,
 * with this in its text. */
#define is_mended(wanted_line, part, ...)                                      \
    do {                                                                       \
        if (!ok(got.status == BF_OK && got.count == 1 &&                       \
                    got.failed_count == 0 && got.mended_count == 1 &&          \
                    got.mended_lines[0] == (wanted_line) &&                    \
                    strcmp(got.mended[0].text, (part)) == 0,                   \
                __VA_ARGS__)) {                                                \
            printf("#   %zu articles, %zu mended, line %zu: %s\n", got.count,  \
                   got.mended_count, got.mended_lines[0], got.mended[0].text); \
        }                                                                      \
    } while (0)

/* The values of a list, joined by `|`. */
static inline bf_str joined(bf_str_list list)
{
    bf_buf text;
    bf_str copy;
    bf_buf_init(&text, 1u << 20);
    for (size_t i = 0; i < list.count; i++) {
        bf_buf_add_text(&text, i > 0 ? "|" : "");
        bf_buf_add(&text, list.items[i].data, list.items[i].size);
    }
    copy = bf_arena_copy(got.arena, bf_buf_str(&text));
    bf_buf_fini(&text);
    return copy;
}

/* A time as text, for comparison. */
static inline bf_str moment(bf_time time)
{
    char text[BF_TIME_TEXT_BYTES];
    bf_time_format(text, time);
    return bf_arena_copy(got.arena, bf_str_of(text));
}

/* Release what was kept; at the end of a test. */
static inline void forget_all(void)
{
    bf_arena_free(got.arena);
    memset(&got, 0, sizeof got);
}

#endif
