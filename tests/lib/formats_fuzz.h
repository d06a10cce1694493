/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TESTS_FORMATS_FUZZ_H
#define BF_TESTS_FORMATS_FUZZ_H

/* What holds of every article that a format reader hands on, whatever it was
 * given; a breach ends the process. */

#include <backfile/limits.h>

#include "indexer/formats/formats.h"

#include <stdlib.h>
#include <string.h>

static inline void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

static inline void check_text(bf_str text, bool is_body)
{
    must(text.data || text.size == 0);
    must(bf_utf8_valid(text, NULL));
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        must(c >= 0x20 || (is_body && (c == '\n' || c == '\t')));
    }
}

static inline void check_list(bf_str_list list)
{
    must(list.count <= BF_MAX_FIELD_VALUES + 1);
    for (size_t i = 0; i < list.count; i++) {
        check_text(list.items[i], false);
        must(list.items[i].size > 0);
    }
}

static inline void check_time(bf_time time)
{
    must(time == BF_TIME_NONE || (time >= BF_TIME_MIN && time <= BF_TIME_MAX));
}

static inline bf_status check_article(void *payload, const bf_article *article,
                                      size_t line, bf_error *err)
{
    (void)line;
    (void)err;
    ++*(size_t *)payload;
    check_text(article->id, false);
    check_text(article->url, false);
    check_text(article->title, false);
    check_text(article->summary, true);
    check_text(article->body, true);
    check_text(article->section, false);
    check_text(article->lang, false);
    check_text(article->image, false);
    check_list(article->authors);
    check_list(article->tags);
    check_time(article->published);
    check_time(article->updated);
    check_time(article->expires);
    return BF_OK;
}

static inline void check_failure(void *payload, size_t line,
                                 const bf_error *why)
{
    (void)line;
    ++*(size_t *)payload;
    must(why->status != BF_OK && why->text[0]);
    must(bf_utf8_valid(bf_str_of(why->text), NULL));
}

static inline void check_mended(void *payload, size_t line,
                                const bf_error *what)
{
    (void)payload;
    must(line > 0 && what->text[0]);
}

/* Read bytes as a file; how many articles and failures came of it. */
static inline size_t fuzz_read(const char *format, const uint8_t *data,
                               size_t size)
{
    size_t count = 0;
    bfi_sink sink = {&count, check_article, check_failure, check_mended};
    /* fmemopen needs a buffer that it could write to, and a size. */
    char *copy = malloc(size + 1);
    bfi_input input = {NULL, bf_str_of("2020-01-02-a.x")};
    must(copy != NULL);
    memcpy(copy, data, size);
    copy[size] = '\0';
    input.stream = fmemopen(copy, size + (size == 0), "r");
    must(input.stream != NULL);
    must(bfi_format_read(bfi_format_named(format), &input, &sink, NULL) ==
         BF_OK);
    fclose(input.stream);
    free(copy);
    return count;
}

#endif
