/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The queries of a file, one a line. */

#include "bench.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    /* Lines of one kind that are named; all are counted. */
    MAX_NAMED = 20,
    FIRST_ITEMS = 256
};

/* Say what is the matter with a line, when it is among the first of its kind,
 * of which there are `count` with this one. */
static void BF_PRINTF(4, 5) name_line(const bench_queries *queries, size_t line,
                                      size_t count, const char *format, ...)
{
    char text[128];
    va_list args;
    if (count > MAX_NAMED) {
        return;
    }
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    bfi_program_say(&bfi_bench, "%s:%zu: %s", queries->name, line, text);
}

static bf_status add_query(bench_queries *queries, size_t *room, bf_str text,
                           size_t line, bf_error *err)
{
    bench_query *grown;
    if (queries->count == BF_MAX_BENCH_QUERIES) {
        return bf_fail(err, BF_ERR_LIMIT, "%s:%zu: more than %u queries",
                       queries->name, line, BF_MAX_BENCH_QUERIES);
    }
    if (queries->count == *room) {
        *room = *room ? 2 * *room : FIRST_ITEMS;
        grown = realloc(queries->items, *room * sizeof *grown);
        if (!grown) {
            return bf_fail(err, BF_ERR_NOMEM, "out of memory");
        }
        queries->items = grown;
    }
    queries->items[queries->count++] = (bench_query){text, line};
    return BF_OK;
}

/* Whether a line is text. That has no NUL bytes: where they are, it is in
 * another encoding. */
static bool check_text(bench_queries *queries, bf_str line, size_t number)
{
    const char *nul = memchr(line.data, '\0', line.size);
    size_t at;
    if (!bf_utf8_valid(line, &at)) {
        name_line(queries, number, ++queries->bad_lines,
                  "not UTF-8 at byte %zu of the line", at + 1);
        return false;
    }
    if (nul) {
        name_line(queries, number, ++queries->bad_lines,
                  "a NUL byte at byte %zu of the line",
                  (size_t)(nul - line.data) + 1);
        return false;
    }
    return true;
}

static bf_status take_line(bench_queries *queries, size_t *room, bf_str line,
                           size_t number, bf_error *err)
{
    if (!check_text(queries, line, number)) {
        return BF_OK;
    }
    if (bf_str_trim(line).size == 0) {
        name_line(queries, number, ++queries->empty_lines,
                  "the query is empty");
        return BF_OK;
    }
    if (line.size > BF_MAX_QUERY_BYTES) {
        name_line(queries, number, ++queries->long_lines,
                  "more than %u bytes: the query is cut off there",
                  BF_MAX_QUERY_BYTES);
    }
    return add_query(queries, room, line, number, err);
}

/* When lines were left out, say how many of each kind. */
static void tell_left_out(const bench_queries *queries)
{
    if (queries->empty_lines + queries->bad_lines > 0) {
        bfi_program_say(
            &bfi_bench, "%s: left out: %zu empty lines, %zu that are not text",
            queries->name, queries->empty_lines, queries->bad_lines);
    }
}

static void skip_byte_order_mark(bf_str *text)
{
    if (text->size >= 3 && memcmp(text->data, "\xef\xbb\xbf", 3) == 0) {
        text->data += 3;
        text->size -= 3;
    }
}

bf_status bfi_bench_queries_read(bench_queries *out, const char *path,
                                 bf_error *err)
{
    bf_status status;
    bf_str rest;
    bf_str line;
    size_t room = 0;
    *out = (bench_queries){.name = bfi_cli_input_name(path)};
    status = bfi_cli_read_input(&out->input, path, BF_MAX_BENCH_BYTES, err);
    rest = bf_buf_str(&out->input);
    skip_byte_order_mark(&rest);
    for (size_t number = 1; !status && bfi_cli_next_line(&line, &rest);
         number++) {
        status = take_line(out, &room, line, number, err);
    }
    if (!status) {
        tell_left_out(out);
    }
    return status;
}

void bfi_bench_queries_fini(bench_queries *queries)
{
    bf_buf_fini(&queries->input);
    free(queries->items);
}
