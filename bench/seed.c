/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "seed.h"

#include <backfile/limits.h>
#include <backfile/text.h>

#include <jansson.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    /* What is shorter is a heading or a label, and goes with what follows. */
    MIN_PARAGRAPH_BYTES = 40,
    /* What is longer is a table or a listing, and is split at a line end. */
    MAX_PARAGRAPH_BYTES = 1000
};

bf_status bfi_seed_init(bfi_seed *seed, bf_error *err)
{
    memset(seed, 0, sizeof *seed);
    return bf_arena_new(&seed->arena, SIZE_MAX, err);
}

void bfi_seed_fini(bfi_seed *seed)
{
    bf_arena_free(seed->arena);
    free(seed->articles);
    free(seed->paragraphs);
    memset(seed, 0, sizeof *seed);
}

/* Room for one more element of `size` bytes; false when memory ran out. */
static bool make_room(void **array, size_t *room, size_t count, size_t size)
{
    size_t more = *room ? 2 * *room : 1024;
    void *grown;
    if (count < *room) {
        return true;
    }
    grown = reallocarray(*array, more, size);
    if (!grown) {
        return false;
    }
    *array = grown;
    *room = more;
    return true;
}

/* Paragraphs ----------------------------------------------------------------
 */

static bf_status add_paragraph(bfi_seed *seed, bf_str text, bf_error *err)
{
    if (!make_room((void **)&seed->paragraphs, &seed->paragraph_room,
                   seed->paragraph_count, sizeof *seed->paragraphs)) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    seed->paragraphs[seed->paragraph_count++] = text;
    return BF_OK;
}

/* The size of the first line of `text`, its end included. */
static size_t line_size(bf_str text)
{
    const char *end = memchr(text.data, '\n', text.size);
    return end ? (size_t)(end - text.data) + 1 : text.size;
}

static bool is_blank(bf_str text)
{
    return bf_str_trim(text).size == 0;
}

static bool has_blank_line(bf_str text)
{
    while (text.size > 0) {
        size_t size = line_size(text);
        if (is_blank((bf_str){text.data, size})) {
            return true;
        }
        text = (bf_str){text.data + size, text.size - size};
    }
    return false;
}

/* The size of the paragraph at the beginning of `text`. Paragraphs end at
 * blank lines, or at the end of each line where a body has no blank ones. */
static size_t paragraph_size(bf_str text, bool has_blanks)
{
    size_t size = 0;
    size_t filled = 0; /* without what is blank at the end */
    while (size < text.size) {
        bf_str rest = {text.data + size, text.size - size};
        size_t step = line_size(rest);
        bool blank = is_blank((bf_str){rest.data, step});
        bool ends = blank || !has_blanks;
        if (filled > 0 && filled + step > MAX_PARAGRAPH_BYTES) {
            return size;
        }
        size += step;
        filled = blank ? filled : size;
        if (ends && filled >= MIN_PARAGRAPH_BYTES) {
            return size;
        }
    }
    return size;
}

static bf_status add_paragraphs(bfi_seed *seed, bfi_seed_article *article,
                                bf_error *err)
{
    bf_str rest = article->body;
    bool has_blanks = has_blank_line(bf_str_trim(rest));
    article->first_paragraph = seed->paragraph_count;
    while (rest.size > 0) {
        size_t size = paragraph_size(rest, has_blanks);
        bf_str text = bf_str_trim((bf_str){rest.data, size});
        if (text.size > 0 && add_paragraph(seed, text, err)) {
            return err->status;
        }
        rest = (bf_str){rest.data + size, rest.size - size};
    }
    article->paragraph_count = seed->paragraph_count - article->first_paragraph;
    return BF_OK;
}

/* Articles ------------------------------------------------------------------
 */

/* Copy a string, trimmed; empty when `json` is none or null. */
static bf_status copy_text(bf_str *out, bfi_seed *seed, const json_t *json,
                           const char *name, bf_error *err)
{
    bf_str text = bf_str_of("");
    if (json_is_string(json)) {
        text = (bf_str){json_string_value(json), json_string_length(json)};
    } else if (json && !json_is_null(json)) {
        return bf_fail(err, BF_ERR_INVALID, "\"%s\" is not a string", name);
    }
    *out = bf_arena_copy(seed->arena, bf_str_trim(text));
    return out->data ? BF_OK : bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

/* A list of strings, or one string. */
static bf_status copy_list(bf_str_list *out, bfi_seed *seed, const json_t *json,
                           const char *name, bf_error *err)
{
    size_t count = json_is_array(json) ? json_array_size(json)
                                       : (size_t)json_is_string(json);
    bf_str *items = bf_arena_array(seed->arena, count, sizeof *items);
    if (!items) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        const json_t *item =
            json_is_array(json) ? json_array_get(json, i) : json;
        bf_status status = copy_text(&items[i], seed, item, name, err);
        if (status) {
            return status;
        }
    }
    *out = (bf_str_list){items, count};
    return BF_OK;
}

static bf_status copy_article(bfi_seed_article *out, bfi_seed *seed,
                              const json_t *json, bf_error *err)
{
    const struct {
        const char *name;
        bf_str *text;
    } texts[] = {{"title", &out->title},
                 {"body", &out->body},
                 {"section", &out->section},
                 {"lang", &out->lang}};
    if (!json_is_object(json)) {
        return bf_fail(err, BF_ERR_INVALID, "not a JSON object");
    }
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const json_t *value = json_object_get(json, texts[i].name);
        bf_status status =
            copy_text(texts[i].text, seed, value, texts[i].name, err);
        if (status) {
            return status;
        }
    }
    return copy_list(&out->authors, seed, json_object_get(json, "authors"),
                     "authors", err);
}

static bool is_wanted(const bfi_seed_article *article,
                      const bfi_seed_choice *choice)
{
    char lang[BF_LANGUAGE_BYTES];
    if (article->body.size == 0 ||
        (choice->needs_title && article->title.size == 0)) {
        return false;
    }
    return !choice->lang || article->lang.size == 0 ||
           (bf_language_primary(lang, article->lang, NULL) == BF_OK &&
            strcmp(lang, choice->lang) == 0);
}

static bf_status add_article(bfi_seed *seed, const json_t *json,
                             const bfi_seed_choice *choice, bf_error *err)
{
    bfi_seed_article article = {.title = {NULL, 0}};
    bf_status status = copy_article(&article, seed, json, err);
    if (status || !is_wanted(&article, choice)) {
        return status;
    }
    status = add_paragraphs(seed, &article, err);
    if (status) {
        return status;
    }
    if (!make_room((void **)&seed->articles, &seed->article_room,
                   seed->article_count, sizeof *seed->articles)) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    seed->articles[seed->article_count++] = article;
    seed->text_bytes += article.title.size + article.body.size;
    return BF_OK;
}

/* Lines ---------------------------------------------------------------------
 */

static bf_status take_line(bfi_seed *seed, bf_str line,
                           const bfi_seed_choice *choice, bf_error *err)
{
    json_error_t why;
    json_t *json;
    bf_status status;
    if (bf_str_trim(line).size == 0) {
        return BF_OK;
    }
    seed->hash = seed->hash * 31 + bf_hash_64(line);
    json = json_loadb(line.data, line.size, JSON_REJECT_DUPLICATES, &why);
    if (!json) {
        return bf_fail(err, BF_ERR_INVALID, "JSON: column %d: %s", why.column,
                       why.text);
    }
    status = add_article(seed, json, choice, err);
    json_decref(json);
    return status;
}

/* Read a line, its end taken away. False at the end, and when reading failed.
 */
static bool next_line(bf_buf *line, FILE *stream)
{
    int c = getc_unlocked(stream);
    bool found = c != EOF;
    bf_buf_reset(line);
    while (c != EOF && c != '\n') {
        bf_buf_add_byte(line, (char)c);
        c = getc_unlocked(stream);
    }
    return found;
}

static bf_status take_lines(bfi_seed *seed, FILE *stream, const char *name,
                            const bfi_seed_choice *choice, bf_error *err)
{
    size_t number = 0;
    bf_error why;
    bf_status status = BF_OK;
    bf_buf line;
    bf_buf_init(&line, BF_MAX_ARTICLE_BYTES);
    while (!status && next_line(&line, stream)) {
        number++;
        status = bf_buf_status(&line, &why);
        if (!status) {
            status = take_line(seed, bf_buf_str(&line), choice, &why);
        }
        if (status) {
            bf_fail(err, status, "%s: line %zu: %s", name, number, why.text);
        }
    }
    bf_buf_fini(&line);
    if (!status && ferror(stream)) {
        return bf_fail(err, BF_ERR_IO, "%s: %s", name, strerror(errno));
    }
    return status;
}

bf_status bfi_seed_read(bfi_seed *seed, const char *path,
                        const bfi_seed_choice *choice, bf_error *err)
{
    bf_status status;
    FILE *stream;
    if (strcmp(path, "-") == 0) {
        return take_lines(seed, stdin, "standard input", choice, err);
    }
    stream = fopen(path, "re");
    if (!stream) {
        status = errno == ENOENT ? BF_ERR_NOT_FOUND : BF_ERR_IO;
        return bf_fail(err, status, "%s: %s", path, strerror(errno));
    }
    status = take_lines(seed, stream, path, choice, err);
    fclose(stream);
    return status;
}
