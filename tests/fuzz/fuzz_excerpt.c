/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Excerpts of any text for any words. The input is a byte for the size, one for
 * the number of fragments, one for the language, a line of words, and the text.
 * In the line, a quote begins and ends a phrase; its first byte tells how words
 * are compared.
 */

#include <backfile/excerpt.h>

#include "lib/excerpt/tidy.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    MAX_WORDS = 64,
    MAX_TEXT_BYTES = 64 * 1024,
    MAX_MEMORY = 64 * 1024 * 1024
};

typedef struct words {
    bf_mark_word items[MAX_WORDS];
    size_t count;
} words;

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* The words of one part of the line. */
static void add_words(words *out, bf_arena *arena, bf_analyzer *analyzer,
                      bf_str part, size_t phrase, unsigned how)
{
    bf_token token;
    bf_analyzer_start(analyzer, part);
    while (bf_analyzer_next(analyzer, &token) && out->count < MAX_WORDS) {
        const size_t place = token.position;
        out->items[out->count++] = (bf_mark_word){
            .term = bf_arena_copy(arena, how & 1 ? token.word : token.term),
            .word = bf_arena_copy(arena, token.word),
            .prefix = how & 1,
            .exact = how & 2,
            .phrase = phrase,
            /* A phrase may lack a place. */
            .place = how & 4 ? 2 * place : place,
            .reach = token.reach,
            .weight = (double)((int)(how >> 3) - 2),
        };
    }
}

static void read_words(words *out, bf_arena *arena, bf_analyzer *analyzer,
                       bf_str line)
{
    size_t phrase = 0;
    out->count = 0;
    while (line.size > 0) {
        const char *quote = memchr(line.data + 1, '"', line.size - 1);
        size_t size = quote ? (size_t)(quote - line.data) : line.size;
        bf_str part = {line.data + 1, size - 1};
        add_words(out, arena, analyzer, part, phrase % 2 ? phrase : 0,
                  (unsigned char)line.data[0]);
        phrase++;
        line.data += size;
        line.size -= size;
    }
}

/* Whether a token begins at `start`, and one ends at `end` or, where that is
 * the end of the fragment, after it. */
static bool mark_fits(bf_analyzer *analyzer, bf_str copy, bf_span mark,
                      size_t end)
{
    bool starts = false;
    bool ends = false;
    bf_token token;
    bf_analyzer_start(analyzer, copy);
    while (bf_analyzer_next(analyzer, &token) && token.span.start < mark.end) {
        starts = starts || token.span.start == mark.start;
        ends = ends || token.span.end == mark.end ||
               (mark.end == end && token.span.end > end);
    }
    return starts && ends;
}

/* Whether the marks of a fragment that stands at `at` of the working copy lie
 * on the borders of tokens. */
static bool marks_fit(const bf_marked *marked, bf_analyzer *analyzer,
                      bf_str copy, size_t at)
{
    for (size_t i = 0; i < marked->mark_count; i++) {
        const bf_span mark = {at + marked->marks[i].start,
                              at + marked->marks[i].end};
        if (!mark_fits(analyzer, copy, mark, at + marked->text.size)) {
            return false;
        }
    }
    return true;
}

static bool stands_at(bf_str copy, size_t at, bf_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = copy.data[at + i];
        if ((c == '\n' ? ' ' : c) != text.data[i]) {
            return false;
        }
    }
    return true;
}

/* A fragment is a piece of the working copy behind `*from`, with its marks on
 * words; `*from` is moved behind it. */
static void check_place(const bf_marked *marked, bf_analyzer *analyzer,
                        bf_str copy, size_t *from)
{
    bool stands = false;
    for (size_t at = *from; at + marked->text.size <= copy.size; at++) {
        if (stands_at(copy, at, marked->text)) {
            *from = stands ? *from : at + marked->text.size;
            stands = true;
            if (marks_fit(marked, analyzer, copy, at)) {
                return;
            }
        }
    }
    abort();
}

/* HTML without its marks and entities is the text again. */
static void check_html(const bf_marked *marked)
{
    static const char *const entities[][2] = {
        {"<mark>", ""}, {"</mark>", ""},  {"&lt;", "<"},  {"&gt;", ">"},
        {"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"},
    };
    size_t at = 0;
    bf_buf html;
    bf_buf_init(&html, MAX_MEMORY);
    bf_marked_html(&html, marked, "<mark>", "</mark>");
    for (size_t i = 0; i < html.size;) {
        size_t j = 0;
        while (j < 7 && strncmp(html.data + i, entities[j][0],
                                strlen(entities[j][0])) != 0) {
            j++;
        }
        if (j < 7) {
            size_t size = strlen(entities[j][1]);
            require(at + size <= marked->text.size &&
                    memcmp(marked->text.data + at, entities[j][1], size) == 0);
            at += size;
            i += strlen(entities[j][0]);
        } else {
            require(!strchr("<>&\"'", html.data[i]) || html.data[i] == '\0');
            require(at < marked->text.size &&
                    marked->text.data[at++] == html.data[i++]);
        }
    }
    require(at == marked->text.size);
    bf_buf_fini(&html);
}

static void check_marked(const bf_marked *marked)
{
    bf_str text = marked->text;
    size_t end = 0;
    require(bf_utf8_valid(text, NULL));
    for (size_t i = 0; i < marked->mark_count; i++) {
        bf_span mark = marked->marks[i];
        require(mark.start < mark.end && mark.end <= text.size);
        require(i == 0 || mark.start > end);
        require(((unsigned char)text.data[mark.start] & 0xc0) != 0x80);
        end = mark.end;
    }
    for (size_t i = 0; i < text.size; i++) {
        require((unsigned char)text.data[i] >= ' ');
        require(i == 0 || text.data[i] != ' ' || text.data[i - 1] != ' ');
    }
    check_html(marked);
}

static void check_excerpt(const bf_excerpt *excerpt, bf_analyzer *analyzer,
                          const bf_excerpt_opts *opts, bf_str copy)
{
    size_t total = 0;
    size_t from = 0;
    require(excerpt->count <= opts->max_fragments);
    require((excerpt->count == 0) == (copy.size == 0));
    for (size_t i = 0; i < excerpt->count; i++) {
        const bf_marked *fragment = &excerpt->fragments[i];
        require(fragment->text.size > 0);
        require(fragment->text.data[0] != ' ' &&
                fragment->text.data[fragment->text.size - 1] != ' ');
        check_marked(fragment);
        check_place(fragment, analyzer, copy, &from);
        total += fragment->text.size;
    }
    require(total <= opts->max_bytes);
}

static void check_all(const uint8_t options[3], bf_str line, bf_str text,
                      bf_arena *arena, bf_analyzer *analyzer)
{
    bf_excerpt_opts opts = {
        BF_MIN_EXCERPT_BYTES + options[0] * 3u,
        1 + options[1] % BF_MAX_EXCERPT_FRAGMENTS,
    };
    words all;
    bf_excerpt excerpt;
    bf_marked marked;
    bf_buf copy;
    bf_buf_init(&copy, MAX_TEXT_BYTES);
    bfi_tidy(&copy, text);
    read_words(&all, arena, analyzer, line);
    require(bf_excerpt_make(&excerpt, arena, analyzer, all.items, all.count,
                            text, &opts, NULL) == BF_OK);
    check_excerpt(&excerpt, analyzer, &opts, bf_buf_str(&copy));
    require(bf_mark_text(&marked, arena, analyzer, all.items, all.count, text,
                         NULL) == BF_OK);
    check_marked(&marked);
    bf_buf_fini(&copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const languages[] = {"",   "en", "de", "fr",
                                            "ar", "zh", "th", "tr"};
    const char *rest = (const char *)data + 3;
    const char *newline;
    bf_arena *arena;
    bf_analyzer *analyzer;
    if (size < 3 || size > MAX_TEXT_BYTES) {
        return 0;
    }
    size -= 3;
    newline = memchr(rest, '\n', size);
    if (newline && !bf_arena_new(&arena, MAX_MEMORY, NULL)) {
        size_t line = (size_t)(newline - rest);
        if (!bf_analyzer_new(&analyzer, bf_str_of(languages[data[2] % 8]),
                             NULL)) {
            check_all(data, (bf_str){rest, line},
                      (bf_str){newline + 1, size - line - 1}, arena, analyzer);
            bf_analyzer_free(analyzer);
        }
        bf_arena_free(arena);
    }
    return 0;
}
