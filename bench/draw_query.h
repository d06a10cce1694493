/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_BENCH_DRAW_QUERY_H
#define BF_BENCH_DRAW_QUERY_H

/*
 * Queries that are in an article: consecutive words of its title or body.
 *
 * They are to mean the same to every search engine, whatever it takes for a
 * word. So a word is a run of ASCII letters and digits that begins with a
 * letter and has white space or an end of the text on both sides, but for
 * punctuation that no engine counts as part of a word; and words are
 * consecutive when they are in one line and have nothing else between them.
 */

#include <backfile/util.h>

#include "random.h"

enum {
    BFI_QUERY_WORDS = 4 /* most words of a query */
};

/* Where the words of a text are; reused from text to text. */
typedef struct bfi_words {
    bf_span *spans;
    /* How many words there are from this one on, one after the other. */
    size_t *runs;
    size_t count;
    size_t room;
} bfi_words;

void bfi_words_fini(bfi_words *words);

/* Find the words of `text`. BF_ERR_NOMEM only. */
bf_status bfi_words_find(bfi_words *words, bf_str text, bf_error *err);

/*
 * Append `count` words of `text`, of which `words` are those, in lower case:
 * or fewer when not so many follow the place that was drawn, but `min_count`
 * at least. False when the text has nowhere so many.
 */
bool bfi_query_draw(bf_buf *out, const bfi_words *words, bf_str text,
                    size_t min_count, size_t count, bfi_random *random);

#endif
