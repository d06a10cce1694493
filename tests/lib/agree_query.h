/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_AGREE_QUERY_H
#define BF_AGREE_QUERY_H

/*
 * Queries made at random of what articles say: words that stand side by side
 * and others, phrases, beginnings, fields, values, signs, OR and groups.
 */

#include "agree_articles.h"

enum {
    AGREE_QUERY_BYTES = 2000,
    AGREE_WORD_BYTES = 200
};

static inline const bf_article *agree_any(agree_articles *articles)
{
    return &articles
                ->items[agree_roll(&articles->dice, (uint32_t)articles->count)];
}

static inline bool agree_is_space(char c)
{
    return (unsigned char)c <= ' ';
}

/* Where the next letter begins. */
static inline size_t agree_boundary(bf_str text, size_t at)
{
    while (at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80) {
        at++;
    }
    return at;
}

/* Some letters of a text that has no spaces. */
static inline bf_str agree_letters(agree_dice *dice, bf_str text)
{
    const size_t start =
        agree_boundary(text, agree_roll(dice, (uint32_t)text.size));
    const size_t end =
        agree_boundary(text, start + 3 * (1 + agree_roll(dice, 6)));
    return (bf_str){text.data + start, end - start};
}

/* `most` words at most that stand side by side in some article. */
static inline bf_str agree_some_words(agree_articles *articles, uint32_t most)
{
    agree_dice *dice = &articles->dice;
    const bf_article *article = agree_any(articles);
    const bf_str text = agree_roll(dice, 4) && article->body.size > 0
                            ? article->body
                            : article->title;
    size_t start = text.size > 0 ? agree_roll(dice, (uint32_t)text.size) : 0;
    size_t end;
    uint32_t left = 1 + agree_roll(dice, most);
    if (text.size > 0 && bf_str_is(article->lang, "ja")) {
        return agree_letters(dice, text);
    }
    while (start < text.size && !agree_is_space(text.data[start])) {
        start++;
    }
    while (start < text.size && agree_is_space(text.data[start])) {
        start++;
    }
    for (end = start; end < text.size && end - start < AGREE_WORD_BYTES;
         end++) {
        if (agree_is_space(text.data[end]) && --left == 0) {
            break;
        }
    }
    return (bf_str){text.data + start, agree_boundary(text, end) - start};
}

/* Such words, without what a query takes for an operator. */
static inline void agree_add_words(bf_buf *out, agree_articles *articles,
                                   uint32_t most)
{
    const bf_str words = agree_some_words(articles, most);
    for (size_t i = 0; i < words.size; i++) {
        const char c = words.data[i];
        bf_buf_add_byte(out, c == '\0' || strchr("\"()*:\n\r\t", c) ? ' ' : c);
    }
}

/* The first letters of a word. */
static inline void agree_add_beginning(bf_buf *out, agree_articles *articles)
{
    const bf_str word = agree_some_words(articles, 1);
    size_t size = bf_utf8_clip(word, 1 + agree_roll(&articles->dice, 5));
    for (size_t i = 0; i < size; i++) {
        if (word.data[i] == '\0' || strchr("\"()*: \n\r\t+-", word.data[i])) {
            size = i;
        }
    }
    bf_buf_add(out, word.data, size);
    bf_buf_add_byte(out, '*');
}

/* A value, or what follows its first space. */
static inline void agree_add_value(bf_buf *out, agree_dice *dice,
                                   const char *field, bf_str value)
{
    const char *space = (const char *)memchr(value.data, ' ', value.size);
    if (space && agree_roll(dice, 2) == 0) {
        value.size -= (size_t)(space + 1 - value.data);
        value.data = space + 1;
    }
    bf_buf_printf(out, "%s:\"%.*s\"", field, (int)value.size, value.data);
}

/* A restriction by a value, as some article has it. */
static inline void agree_add_filter(bf_buf *out, agree_articles *articles)
{
    const bf_article *article = agree_any(articles);
    switch (agree_roll(&articles->dice, 4)) {
    case 0:
        if (article->tags.count > 0) {
            agree_add_value(out, &articles->dice, "tag",
                            article->tags.items[0]);
            return;
        }
        break;
    case 1:
        if (article->authors.count > 0) {
            agree_add_value(out, &articles->dice, "author",
                            article->authors.items[0]);
            return;
        }
        break;
    case 2:
        if (article->section.size > 0) {
            agree_add_value(out, &articles->dice, "section", article->section);
            return;
        }
        break;
    default:
        break;
    }
    bf_buf_printf(out, "lang:%.*s", (int)article->lang.size,
                  article->lang.data);
}

static inline void agree_add_quoted(bf_buf *out, agree_articles *articles,
                                    const char *before)
{
    bf_buf_printf(out, "%s\"", before);
    agree_add_words(out, articles, 4);
    bf_buf_add_text(out, "\"");
}

static inline void agree_add_part(bf_buf *out, agree_articles *articles);

static inline void agree_add_group(bf_buf *out, agree_articles *articles)
{
    static const char *const between[] = {" ", " OR ", " OR ", " AND "};
    bf_buf_add_text(out, "(");
    agree_add_part(out, articles);
    for (uint32_t more = 1 + agree_roll(&articles->dice, 3); more > 0; more--) {
        bf_buf_add_text(out, between[agree_roll(&articles->dice, 4)]);
        agree_add_part(out, articles);
    }
    bf_buf_add_text(out, ")");
}

static inline void agree_add_part(bf_buf *out, agree_articles *articles)
{
    static const char *const fields[] = {
        "title:", "tag:", "author:", "section:"};
    if (out->size > AGREE_QUERY_BYTES) {
        return;
    }
    switch (agree_roll(&articles->dice, 18)) {
    case 0:
        agree_add_quoted(out, articles, "title:");
        break;
    case 1:
    case 2:
    case 3:
        agree_add_quoted(out, articles, "");
        break;
    case 4:
        bf_buf_add_text(out, "title:");
        agree_add_words(out, articles, 1);
        break;
    case 5:
        bf_buf_add_text(out, fields[agree_roll(&articles->dice, 4)]);
        agree_add_beginning(out, articles);
        break;
    case 6:
        agree_add_beginning(out, articles);
        break;
    case 7:
    case 8:
        agree_add_filter(out, articles);
        break;
    case 9:
        agree_add_group(out, articles);
        break;
    default:
        agree_add_words(out, articles, 2);
    }
}

static inline void agree_add_query(bf_buf *out, agree_articles *articles)
{
    static const char *const signs[] = {"", "", "", "", "-", "+"};
    uint32_t parts = 1 + agree_roll(&articles->dice, 4);
    if (agree_roll(&articles->dice, 40) == 0) {
        parts = 40; /* many words */
    }
    for (uint32_t i = 0; i < parts; i++) {
        bf_buf_add_text(out, i > 0 ? " " : "");
        bf_buf_add_text(out, signs[agree_roll(&articles->dice, 6)]);
        agree_add_part(out, articles);
    }
}

#endif
