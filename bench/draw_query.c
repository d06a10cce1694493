/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw_query.h"

#include <stdlib.h>
#include <string.h>

enum {
    /* Longer words are addresses and keys, and engines cut them differently. */
    MAX_WORD_BYTES = 30
};

/* What may stand before and after a word. Not among them are characters that
 * join words, or mean something to the parser of some engine where they
 * stand. */
static const char openers[] = "(\"'[";
static const char closers[] = ".,;:!?)\"']";

void bfi_words_fini(bfi_words *words)
{
    free(words->spans);
    free(words->runs);
    memset(words, 0, sizeof *words);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What is left of a piece between spaces, without punctuation around it. */
static bf_span strip(bf_str text, bf_span piece)
{
    while (piece.start < piece.end && text.data[piece.start] != '\0' &&
           strchr(openers, text.data[piece.start])) {
        piece.start++;
    }
    while (piece.start < piece.end && text.data[piece.end - 1] != '\0' &&
           strchr(closers, text.data[piece.end - 1])) {
        piece.end--;
    }
    return piece;
}

static bool is_word(bf_str text, bf_span piece)
{
    size_t size = piece.end - piece.start;
    if (size == 0 || size > MAX_WORD_BYTES ||
        !is_letter(text.data[piece.start])) {
        return false;
    }
    for (size_t i = piece.start; i < piece.end; i++) {
        char c = text.data[i];
        if (!is_letter(c) && !(c >= '0' && c <= '9')) {
            return false;
        }
    }
    return true;
}

static bf_status make_room(bfi_words *words, bf_error *err)
{
    size_t room = words->room ? 2 * words->room : 1024;
    bf_span *spans = reallocarray(words->spans, room, sizeof *spans);
    size_t *runs;
    words->spans = spans ? spans : words->spans;
    runs = spans ? reallocarray(words->runs, room, sizeof *runs) : NULL;
    if (!runs) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    words->runs = runs;
    words->room = room;
    return BF_OK;
}

/* Add a word; `follows` when nothing but space and punctuation is between it
 * and the one before. `runs` holds that flag until all words are found. */
static bf_status add_word(bfi_words *words, bf_span word, bool follows,
                          bf_error *err)
{
    bf_status status =
        words->count == words->room ? make_room(words, err) : BF_OK;
    if (!status) {
        words->spans[words->count] = word;
        words->runs[words->count] = follows;
        words->count++;
    }
    return status;
}

static void count_runs(bfi_words *words)
{
    size_t after = 0;
    for (size_t i = words->count; i > 0; i--) {
        bool follows = words->runs[i - 1] != 0;
        words->runs[i - 1] = after + 1;
        after = follows ? after + 1 : 0;
    }
}

bf_status bfi_words_find(bfi_words *words, bf_str text, bf_error *err)
{
    bool follows = false;
    size_t at = 0;
    words->count = 0;
    while (at < text.size) {
        bf_span piece = {at, at};
        bf_span word;
        while (piece.end < text.size && !is_space(text.data[piece.end])) {
            piece.end++;
        }
        word = strip(text, piece);
        if (piece.start < piece.end && !is_word(text, word)) {
            follows = false;
        } else if (piece.start < piece.end) {
            bf_status status = add_word(words, word, follows, err);
            if (status) {
                return status;
            }
            follows = true;
        }
        if (piece.end < text.size && text.data[piece.end] == '\n') {
            follows = false;
        }
        at = piece.end + 1;
    }
    count_runs(words);
    return BF_OK;
}

static void add_lower(bf_buf *out, bf_str text, bf_span word)
{
    for (size_t i = word.start; i < word.end; i++) {
        char c = text.data[i];
        if (c >= 'A' && c <= 'Z') {
            c = (char)(c - 'A' + 'a');
        }
        bf_buf_add_byte(out, c);
    }
}

static size_t count_starts(const bfi_words *words, size_t min_count)
{
    size_t count = 0;
    for (size_t i = 0; i < words->count; i++) {
        count += words->runs[i] >= min_count;
    }
    return count;
}

/* The place of one of those words, counted from 0. */
static size_t find_start(const bfi_words *words, size_t min_count,
                         uint64_t number)
{
    size_t place = 0;
    while (words->runs[place] < min_count || number-- > 0) {
        place++;
    }
    return place;
}

bool bfi_query_draw(bf_buf *out, const bfi_words *words, bf_str text,
                    size_t min_count, size_t count, bfi_random *random)
{
    size_t starts = count_starts(words, min_count);
    size_t start;
    if (starts == 0) {
        return false;
    }
    start = find_start(words, min_count, bfi_random_below(random, starts));
    for (size_t i = 0; i < count && i < words->runs[start]; i++) {
        if (i > 0) {
            bf_buf_add_byte(out, ' ');
        }
        add_lower(out, text, words->spans[start + i]);
    }
    return true;
}
