/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make_article.h"

#include <backfile/limits.h>

#include "random.h"

#include <string.h>

/* Streams of random numbers. */
enum {
    STREAM_ARTICLES = 1
};

enum {
    /* Two titles make one only up to this many bytes. */
    MAX_JOINED_TITLE_BYTES = 160,
    /* Draws for a paragraph that the article does not have already. */
    MAX_TRIES = 8
};

/* 2005-01-01 and 2025-01-01, both at midnight UTC. */
static const bf_time first_time = 1104537600;
static const bf_time last_time = 1735689600;

/* How many paragraphs articles have: `weight` of a hundred articles have
 * `from` to `to` of them. 3.6 on average. */
static const struct {
    unsigned weight;
    unsigned from;
    unsigned to;
} lengths[] = {{46, 2, 2},
               {26, 3, 3},
               {12, 4, 4},
               {9, 5, 6},
               {4, 7, 10},
               {2, 11, 20},
               {1, 21, BFI_MADE_PARAGRAPHS}};

void bfi_made_init(bfi_made *made)
{
    memset(made, 0, sizeof *made);
    bf_buf_init(&made->title, BF_MAX_ARTICLE_BYTES);
    bf_buf_init(&made->body, BF_MAX_ARTICLE_BYTES);
}

void bfi_made_fini(bfi_made *made)
{
    bf_buf_fini(&made->title);
    bf_buf_fini(&made->body);
}

static size_t draw_length(bfi_random *random)
{
    uint64_t left = bfi_random_below(random, 100);
    size_t i = 0;
    while (left >= lengths[i].weight) {
        left -= lengths[i].weight;
        i++;
    }
    return lengths[i].from +
           bfi_random_below(random, lengths[i].to - lengths[i].from + 1);
}

static const bfi_seed_article *draw_article(const bfi_seed *seed,
                                            bfi_random *random)
{
    return &seed->articles[bfi_random_below(random, seed->article_count)];
}

static void make_title(bfi_made *made, const bfi_seed *seed,
                       const bfi_seed_article *about, bfi_random *random)
{
    const bfi_seed_article *other = draw_article(seed, random);
    bool joins = bfi_random_below(random, 2) == 0;
    bf_buf_add(&made->title, about->title.data, about->title.size);
    if (joins &&
        about->title.size + other->title.size <= MAX_JOINED_TITLE_BYTES) {
        bf_buf_add_text(&made->title, ": ");
        bf_buf_add(&made->title, other->title.data, other->title.size);
    }
}

static bool has_paragraph(const bfi_made *made, size_t paragraph)
{
    for (size_t i = 0; i < made->paragraph_count; i++) {
        if (made->paragraphs[i] == paragraph) {
            return true;
        }
    }
    return false;
}

static size_t draw_paragraph(const bfi_seed *seed,
                             const bfi_seed_article *about, bfi_random *random)
{
    if (bfi_random_below(random, 2) == 0) {
        return about->first_paragraph +
               bfi_random_below(random, about->paragraph_count);
    }
    return bfi_random_below(random, seed->paragraph_count);
}

static void add_paragraph(bfi_made *made, const bfi_seed *seed,
                          size_t paragraph)
{
    bf_str text = seed->paragraphs[paragraph];
    if (made->body.size > 0) {
        bf_buf_add_text(&made->body, "\n\n");
    }
    bf_buf_add(&made->body, text.data, text.size);
    made->paragraphs[made->paragraph_count++] = paragraph;
}

static void make_body(bfi_made *made, const bfi_seed *seed,
                      const bfi_seed_article *about, bfi_random *random)
{
    size_t length = draw_length(random);
    for (size_t i = 0; i < length; i++) {
        size_t paragraph = draw_paragraph(seed, about, random);
        for (int tries = 0; tries < MAX_TRIES && has_paragraph(made, paragraph);
             tries++) {
            paragraph = draw_paragraph(seed, about, random);
        }
        add_paragraph(made, seed, paragraph);
    }
}

/* The article that a paragraph is from: the last that begins before it. */
static const bfi_seed_article *owner_of(const bfi_seed *seed, size_t paragraph)
{
    size_t low = 0;
    size_t high = seed->article_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (seed->articles[middle].first_paragraph <= paragraph) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return &seed->articles[low];
}

static void add_tag(bfi_made *made, bf_str tag)
{
    for (size_t i = 0; i < made->tag_count; i++) {
        if (bf_str_equal(made->tags[i], tag)) {
            return;
        }
    }
    made->tags[made->tag_count++] = tag;
}

static void make_tags(bfi_made *made, const bfi_seed *seed)
{
    for (size_t i = 0;
         i < made->paragraph_count && made->tag_count < BFI_MADE_TAGS; i++) {
        bf_str section = owner_of(seed, made->paragraphs[i])->section;
        if (section.size > 0 && !bf_str_equal(section, made->section)) {
            add_tag(made, section);
        }
    }
}

/* Begin with all but text and tags. */
static void begin(bfi_made *made, const bfi_seed_article *about,
                  uint64_t number, bfi_random *random)
{
    bf_buf_reset(&made->title);
    bf_buf_reset(&made->body);
    made->number = number;
    made->paragraph_count = 0;
    made->tag_count = 0;
    made->section = about->section;
    made->lang = about->lang;
    made->authors = about->authors;
    made->published =
        first_time +
        (bf_time)bfi_random_below(random, (uint64_t)(last_time - first_time));
}

static bf_status text_status(const bfi_made *made, bf_error *err)
{
    bf_status status = bf_buf_status(&made->title, err);
    return status ? status : bf_buf_status(&made->body, err);
}

bf_status bfi_make_article(bfi_made *made, const bfi_seed *seed,
                           uint64_t seed_number, uint64_t number, bf_error *err)
{
    const bfi_seed_article *about;
    bfi_random random;
    bfi_random_start(&random, seed_number, STREAM_ARTICLES, number);
    about = draw_article(seed, &random);
    begin(made, about, number, &random);
    make_title(made, seed, about, &random);
    make_body(made, seed, about, &random);
    make_tags(made, seed);
    return text_status(made, err);
}

bf_status bfi_take_article(bfi_made *made, const bfi_seed *seed,
                           uint64_t seed_number, uint64_t number, bf_error *err)
{
    const bfi_seed_article *article = &seed->articles[number];
    bfi_random random;
    bfi_random_start(&random, seed_number, STREAM_ARTICLES, number);
    begin(made, article, number, &random);
    bf_buf_add(&made->title, article->title.data, article->title.size);
    bf_buf_add(&made->body, article->body.data, article->body.size);
    made->paragraph_count = article->paragraph_count;
    return text_status(made, err);
}
