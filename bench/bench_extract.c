/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench_extract: how much of what people marked as the text of pages is in what
 * was read of them, and how much of that is the text.
 *
 * Texts are words, `\w+` in regular expressions, and compared as multisets of
 * four words in a row; a text of less has one of all its words. A page has
 * a precision and a recall; F1 is that of their means over the pages.
 */

#include <backfile/limits.h>

#include "program/program.h"

#include <jansson.h>

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <wctype.h>

enum {
    SHINGLE_WORDS = 4
};

static const char help[] =
    "Usage: bench_extract TRUTH\n"
    "Compare the articles on standard input, the lines of JSON that\n"
    "backfile-indexer --extract prints, with what TRUTH says they are: an\n"
    "object with an \"articleBody\" by the name of each file without .html.\n"
    "A page of which there is no article has no text. Prints one line, with\n"
    "tabs between: pages, F1, precision, recall.\n"
    "Exit code: 0, 2 usage, 65 TRUTH is not what it should be; others:\n"
    "docs/exit-codes.md.\n";

static const struct option options[] = {
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const program self = {"bench_extract", help, ":h", options};

/* The shingles of a text as sorted hashes. */
typedef struct shingles {
    uint64_t *hashes;
    size_t count;
} shingles;

typedef struct means {
    double precision;
    double recall;
    size_t pages;
} means;

/* Words ------------------------------------------------------------------- */

static bool is_word_character(uint32_t c)
{
    return c == '_' || iswalnum((wint_t)c);
}

/* Take the next word off `rest`; empty after the last. */
static bf_str next_word(bf_str *rest)
{
    const char *end = rest->data + rest->size;
    bf_str word = {NULL, 0};
    while (rest->size > 0) {
        size_t size;
        uint32_t c = bf_utf8_next(rest->data, end, &size);
        if (is_word_character(c)) {
            word.data = word.data ? word.data : rest->data;
            word.size += size;
        } else if (word.data) {
            break;
        }
        *rest = (bf_str){rest->data + size, rest->size - size};
    }
    return word;
}

static uint64_t hash_words(const bf_str *words, size_t count)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < words[i].size; j++) {
            hash = (hash ^ (unsigned char)words[i].data[j]) * 0x100000001b3u;
        }
        hash = (hash ^ 0xffu) * 0x100000001b3u;
    }
    return hash;
}

static int compare(const void *a, const void *b)
{
    const uint64_t *left = a;
    const uint64_t *right = b;
    return (*left > *right) - (*left < *right);
}

static bf_status read_shingles(shingles *out, bf_str text, bf_error *err)
{
    /* A word and what parts it from the next have two bytes at least. */
    size_t most = text.size / 2 + 1;
    bf_str *words = calloc(most, sizeof *words);
    size_t count = 0;
    *out = (shingles){calloc(most, sizeof *out->hashes), 0};
    if (!words || !out->hashes) {
        free(words);
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    for (bf_str word = next_word(&text); word.size > 0;
         word = next_word(&text)) {
        words[count++] = word;
    }
    if (count < SHINGLE_WORDS) {
        out->hashes[out->count++] = hash_words(words, count);
    }
    for (size_t i = 0; i + SHINGLE_WORDS <= count; i++) {
        out->hashes[out->count++] = hash_words(words + i, SHINGLE_WORDS);
    }
    qsort(out->hashes, out->count, sizeof *out->hashes, compare);
    free(words);
    return BF_OK;
}

static size_t count_common(const shingles *a, const shingles *b)
{
    size_t common = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        int order = compare(&a->hashes[i], &b->hashes[j]);
        common += order == 0;
        i += order <= 0;
        j += order >= 0;
    }
    return common;
}

/* Pages ------------------------------------------------------------------- */

static bf_str string_of(const json_t *json)
{
    return json_is_string(json)
               ? (bf_str){json_string_value(json), json_string_length(json)}
               : bf_str_of("");
}

static bf_status add_page(means *sums, bf_str truth, bf_str found,
                          bf_error *err)
{
    shingles wanted;
    shingles got = {NULL, 0};
    bf_status status = read_shingles(&wanted, truth, err);
    if (!status) {
        status = read_shingles(&got, found, err);
    }
    if (!status) {
        double common = (double)count_common(&wanted, &got);
        sums->precision += common / (double)got.count;
        sums->recall += common / (double)wanted.count;
        sums->pages++;
    }
    free(wanted.hashes);
    free(got.hashes);
    return status;
}

/* Put the bodies of the articles on standard input by their names into
 * `bodies`. */
static bf_status read_articles(json_t *bodies, bf_error *err)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t size;
    bf_status status = BF_OK;
    while (!status && (size = getline(&line, &room, stdin)) > 0) {
        json_t *article = json_loadb(line, (size_t)size, 0, NULL);
        const char *origin =
            json_string_value(json_object_get(article, "origin"));
        const char *dot = origin ? strrchr(origin, '.') : NULL;
        json_t *body = json_object_get(article, "body");
        if (!dot) {
            status = bf_fail(err, BF_ERR_INVALID,
                             "standard input: not an article of a file");
        } else if (body && json_object_setn(bodies, origin,
                                            (size_t)(dot - origin), body)) {
            status = bf_fail(err, BF_ERR_NOMEM, "out of memory");
        }
        json_decref(article);
    }
    free(line);
    return status;
}

static bf_status measure(means *out, json_t *truth, json_t *bodies,
                         bf_error *err)
{
    const char *name;
    json_t *page;
    bf_status status = BF_OK;
    *out = (means){0, 0, 0};
    json_object_foreach(truth, name, page)
    {
        bf_str wanted = string_of(json_object_get(page, "articleBody"));
        if (!status) {
            status = add_page(out, wanted,
                              string_of(json_object_get(bodies, name)), err);
        }
    }
    if (!status && out->pages == 0) {
        return bf_fail(err, BF_ERR_INVALID, "the truth is of no page");
    }
    out->precision /= (double)out->pages;
    out->recall /= (double)out->pages;
    return status;
}

static bf_status bench(const char *path, bf_error *err)
{
    json_error_t why;
    means found;
    double sum;
    json_t *truth = json_load_file(path, 0, &why);
    json_t *bodies = json_object();
    bf_status status = BF_OK;
    if (!json_is_object(truth)) {
        status = bf_fail(err, BF_ERR_INVALID, "%s: %s", path,
                         truth ? "not an object" : why.text);
    }
    if (!status) {
        status = read_articles(bodies, err);
    }
    if (!status) {
        status = measure(&found, truth, bodies, err);
    }
    if (!status) {
        sum = found.precision + found.recall;
        printf("%zu\t%.4f\t%.4f\t%.4f\n", found.pages,
               sum > 0 ? 2 * found.precision * found.recall / sum : 0,
               found.precision, found.recall);
    }
    json_decref(bodies);
    json_decref(truth);
    return status;
}

int main(int argc, char **argv)
{
    bf_error err;
    bfi_program_hold_streams();
    /* What a letter is does not depend on where this runs. */
    if (!setlocale(LC_CTYPE, "C.UTF-8")) {
        bfi_program_say(&self, "there is no locale C.UTF-8");
        return EX_UNAVAILABLE;
    }
    if (argc == 2 && (!strcmp(argv[1], "-h") || !strcmp(argv[1], "--help"))) {
        return bfi_program_print(&self, bf_str_of(help));
    }
    if (argc != 2 || argv[1][0] == '-') {
        return bfi_program_usage(&self, "name the file with the truth");
    }
    if (bench(argv[1], &err)) {
        int code = bfi_program_fail(&self, &err);
        return err.status == BF_ERR_INVALID ? EX_DATAERR : code;
    }
    return bfi_program_print(&self, bf_str_of(""));
}
