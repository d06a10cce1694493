/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parameters of a request: application/x-www-form-urlencoded, as HTML forms
 * write it. A value that is wrong is never guessed at: it is a problem that
 * names the parameter.
 */

#include "http.h"

#include <string.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Decode `text` into as many bytes at `to`; their number, or SIZE_MAX when an
 * escape is not one. */
static size_t decode(char *to, bf_str text)
{
    size_t put = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '%') {
            int high = i + 2 < text.size ? hex_digit(text.data[i + 1]) : -1;
            int low = i + 2 < text.size ? hex_digit(text.data[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return SIZE_MAX;
            }
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+') {
            c = ' ';
        }
        to[put++] = c;
    }
    return put;
}

/* Take what stands before the first `mark` off the front of `rest`, and the
 * mark as well. */
static bf_str take_until(bf_str *rest, char mark)
{
    const char *end = memchr(rest->data, mark, rest->size);
    bf_str taken = {rest->data, end ? (size_t)(end - rest->data) : rest->size};
    size_t step = end ? taken.size + 1 : taken.size;
    rest->data += step;
    rest->size -= step;
    return taken;
}

/* Whether the encoded text `raw` spells `name`. */
static bool spells(bf_str raw, const char *name)
{
    char decoded[64];
    size_t size;
    if (raw.size > sizeof decoded) {
        return false;
    }
    size = decode(decoded, raw);
    return size != SIZE_MAX && bf_str_is((bf_str){decoded, size}, name);
}

/* The number of parameters called `name`, and the encoded value of the last. */
static size_t find(bf_str *value, bf_str query, const char *name)
{
    size_t count = 0;
    *value = (bf_str){NULL, 0};
    while (query.size > 0) {
        bf_str pair = take_until(&query, '&');
        bf_str key = take_until(&pair, '=');
        if (spells(key, name)) {
            *value = pair;
            count++;
        }
    }
    return count;
}

bool bfi_params_text(bf_str *out, const http_request *request, bf_arena *arena,
                     const char *name, http_problem *problem)
{
    bf_str raw;
    size_t count = find(&raw, request->query, name);
    size_t size;
    char *decoded;
    *out = (bf_str){NULL, 0};
    if (count == 0) {
        return true;
    }
    if (count > 1) {
        return bfi_problem(problem, 400, "repeated_parameter", name,
                           "the parameter '%s' is there %zu times", name,
                           count);
    }
    decoded = bf_arena_alloc(arena, raw.size + 1);
    if (!decoded) {
        return bfi_problem(problem, 503, "no_memory", NULL, "out of memory");
    }
    size = decode(decoded, raw);
    if (size == SIZE_MAX) {
        return bfi_problem(problem, 400, "bad_encoding", name,
                           "the percent-encoding of the parameter '%s' is "
                           "broken",
                           name);
    }
    *out = (bf_str){decoded, size};
    return true;
}

bool bfi_params_number(uint32_t *out, const http_request *request,
                       bf_arena *arena, const char *name, uint32_t min,
                       uint32_t max, http_problem *problem)
{
    bf_str text;
    uint64_t number;
    if (!bfi_params_text(&text, request, arena, name, problem)) {
        return false;
    }
    if (text.size == 0) {
        return true;
    }
    if (!bf_uint_parse(&number, text, max) || number < min) {
        return bfi_problem(problem, 400, "bad_parameter", name,
                           "the parameter '%s' must be a whole number from "
                           "%u to %u",
                           name, (unsigned)min, (unsigned)max);
    }
    *out = (uint32_t)number;
    return true;
}

static bool read_mode(bf_search_request *out, const http_request *request,
                      bf_arena *arena, http_problem *problem)
{
    bf_str name;
    if (!bfi_params_text(&name, request, arena, "mode", problem)) {
        return false;
    }
    if (name.size > 0 && !bf_search_mode_find(&out->mode, name)) {
        return bfi_problem(problem, 400, "bad_parameter", "mode",
                           "the parameter 'mode' must be auto, any, all or "
                           "phrase");
    }
    return true;
}

/* Whether `tag` begins as a language tag does; what languages there are is the
 * library's business. */
static bool read_lang(bf_search_request *out, const http_request *request,
                      bf_arena *arena, http_problem *problem)
{
    char primary[BF_LANGUAGE_BYTES];
    if (!bfi_params_text(&out->lang, request, arena, "lang", problem)) {
        return false;
    }
    if (bf_language_primary(primary, out->lang, NULL)) {
        return bfi_problem(problem, 400, "bad_parameter", "lang",
                           "the parameter 'lang' must be a language tag such "
                           "as en or pt-BR");
    }
    return true;
}

bool bfi_params_search(bf_search_request *out, const http_request *request,
                       bf_arena *arena, uint32_t max_limit,
                       http_problem *problem)
{
    uint32_t min_limit = max_limit < BF_MAX_PAGE ? 1 : 0;
    bf_search_request_init(out);
    return bfi_params_text(&out->query, request, arena, "q", problem) &&
           bfi_params_number(&out->limit, request, arena, "limit", min_limit,
                             max_limit, problem) &&
           bfi_params_number(&out->offset, request, arena, "offset", 0,
                             BF_MAX_OFFSET, problem) &&
           read_mode(out, request, arena, problem) &&
           read_lang(out, request, arena, problem);
}
