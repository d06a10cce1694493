/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_AGREE_ARTICLES_H
#define BF_AGREE_ARTICLES_H

/*
 * Articles made at random, for tests that ask both matchers: of a few words in
 * every article, of sentences in several languages, or of a lot of words. Also
 * articles read from files.
 */

#include <backfile/article.h>

#include "indexer/formats/formats.h"
#include "tap.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    AGREE_ARTICLES = 1500, /* most */
    AGREE_TEXT_BYTES = 64 * 1024,
    AGREE_NOW = 1700000000
};

/* What random numbers are drawn from. */
typedef struct agree_dice {
    uint64_t seed;
} agree_dice;

static inline uint32_t agree_roll(agree_dice *dice, uint32_t sides)
{
    dice->seed = dice->seed * UINT64_C(6364136223846793005) +
                 UINT64_C(1442695040888963407);
    return (uint32_t)(dice->seed >> 33) % sides;
}

/* End the test when something that has to work does not. */
static inline void agree_require(bf_status status, const bf_error *err)
{
    if (status) {
        printf("Bail out! %s\n", err->text);
        exit(1);
    }
}

typedef struct agree_articles {
    agree_dice dice;
    bf_arena *arena; /* has all text */
    bf_article items[AGREE_ARTICLES];
    size_t count;
    size_t most; /* that are read from files */
    size_t file_step;
    size_t file_count;
} agree_articles;

static inline void agree_articles_begin(agree_articles *articles, uint64_t seed)
{
    bf_error err;
    memset(articles, 0, sizeof *articles);
    articles->dice.seed = seed;
    agree_require(bf_arena_new(&articles->arena, SIZE_MAX, &err), &err);
}

static inline void agree_articles_end(agree_articles *articles)
{
    bf_arena_free(articles->arena);
    articles->arena = NULL;
}

static inline bf_str agree_keep(agree_articles *articles, bf_str text)
{
    return text.data ? bf_arena_copy(articles->arena, text) : text;
}

/* Made ones --------------------------------------------------------------- */

/* The words of a language, the frequent ones first. */
typedef struct agree_tongue {
    const char *lang;
    const char *space; /* between words */
    const char *stop;  /* ends a sentence */
    const char *words[48];
} agree_tongue;

/* Few words, each in many articles: long lists and equal scores. */
static const agree_tongue agree_few = {"en",
                                       " ",
                                       ". ",
                                       {"gull", "cliff", "Tide", "boat", "nets",
                                        "net", "storm", "tides", "Cliff",
                                        "harbor", "boats", "lamp"}};

/* Words that are written in several ways, that are stemmed, joined, compound,
 * with accents, and that are alike in several languages. */
static const agree_tongue agree_tongues[] = {
    {"en", " ", ". ", {"the",       "of",          "tower",    "towers",
                       "a",         "and",         "watching", "watched",
                       "night",     "e-mail",      "email",    "back-up",
                       "backup",    "O'Hara's",    "AT&T",     "C++",
                       "U.S.A.",    "USA",         "lamp",     "winter",
                       "rate",      "rated",       "station",  "stations",
                       "don't",     "caf\xc3\xa9", "cafe",     "Z\xc3\xbcrich",
                       "2014",      "3.5",         "sea",      "sea-wall",
                       "seawall",   "gentle",      "gently",   "organize",
                       "organised", "hand",        "hands",    "well-known"}},
    {"de",
     " ",
     ". ",
     {"der",
      "die",
      "und",
      "Turm",
      "T\xc3\xbcrme",
      "nicht",
      "Nacht",
      "N\xc3\xa4"
      "chte",
      "Wache",
      "Nachtwache",
      "Turmuhr",
      "Uhr",
      "Stra\xc3\x9f"
      "e",
      "Strasse",
      "Hafen",
      "Hafenmeister",
      "Meister",
      "gr\xc3\xb6\xc3\x9f"
      "er",
      "gross",
      "winter",
      "Lampe",
      "station",
      "E-Mail",
      "Z\xc3\xbcrich",
      "See",
      "Seewetterdienst",
      "Wetter",
      "Dienst",
      "Hand",
      "H\xc3\xa4nde"}},
    {"fr",
     " ",
     ". ",
     {"le",
      "la",
      "de",
      "l'heure",
      "heure",
      "heures",
      "d'hiver",
      "hiver",
      "p\xc3\xaa"
      "che",
      "p\xc3\xa9"
      "ch\xc3\xa9",
      "p\xc3\xaa"
      "cheur",
      "station",
      "nuit",
      "nuits",
      "\xc5\x93uvre",
      "oeuvre",
      "ville",
      "aujourd'hui",
      "caf\xc3\xa9",
      "tour"}},
    {"ja",
     "",
     "\xe3\x80\x82",                          /* 。 */
     {"\xe6\xb8\xaf",                         /* 港 */
      "\xe3\x81\xae",                         /* の */
      "\xe7\x81\xaf\xe5\x8f\xb0",             /* 灯台 */
      "\xe3\x81\xaf",                         /* は */
      "\xe5\xa4\x9c",                         /* 夜 */
      "\xe3\x81\xab",                         /* に */
      "\xe5\x85\x89\xe3\x82\x8b",             /* 光る */
      "\xe3\x83\xa9\xe3\x82\xb8\xe3\x82\xaa", /* ラジオ */
      "\xe6\xb5\xb7\xe5\xb2\xb8",             /* 海岸 */
      "\xe6\xb5\xb7",                         /* 海 */
      "\xe3\x81\xa7",                         /* で */
      "\xe6\x9d\xb1\xe4\xba\xac",             /* 東京 */
      "\xe4\xba\xac\xe9\x83\xbd",             /* 京都 */
      "USA", "2014"}},
    {"ru",
     " ",
     ". ",
     {"\xd0\xb8",                                 /* и */
      "\xd0\xb2",                                 /* в */
      "\xd0\xbd\xd0\xbe\xd1\x87\xd1\x8c",         /* ночь */
      "\xd0\xbd\xd0\xbe\xd1\x87\xd0\xb8",         /* ночи */
      "\xd0\xb1\xd0\xb0\xd1\x88\xd0\xbd\xd1\x8f", /* башня */
      "\xd0\xb1\xd0\xb0\xd1\x88\xd0\xbd\xd0\xb8", /* башни */
      "\xd1\x91\xd0\xbb\xd0\xba\xd0\xb0",         /* ёлка */
      "\xd0\xb5\xd0\xbb\xd0\xba\xd0\xb0",         /* елка */
      "email"}},
    {"",
     " ",
     " ",
     {"tower", "Turm", "station", "x1", "x2", "x3", "zeta", "lamp"}}};

static const size_t agree_tongue_count =
    sizeof agree_tongues / sizeof *agree_tongues;

/* Small numbers are frequent. */
static inline const char *agree_word(agree_dice *dice,
                                     const agree_tongue *tongue)
{
    uint32_t count = 0;
    while (count < 48 && tongue->words[count]) {
        count++;
    }
    return tongue->words[agree_roll(
        dice, 1 + agree_roll(dice, agree_roll(dice, 3) ? count : 3))];
}

static inline bf_str agree_text(agree_articles *articles,
                                const agree_tongue *tongue, uint32_t words)
{
    bf_str kept = {NULL, 0};
    bf_buf text;
    bf_buf_init(&text, AGREE_TEXT_BYTES);
    for (uint32_t i = 0; i < words; i++) {
        const uint32_t what = agree_roll(&articles->dice, 12);
        bf_buf_add_text(&text, i == 0      ? ""
                               : what == 0 ? tongue->stop
                               : what == 1 ? "\n"
                                           : tongue->space);
        bf_buf_add_text(&text, agree_word(&articles->dice, tongue));
    }
    if (text.size > 0) {
        kept = bf_arena_copy(articles->arena, bf_buf_str(&text));
    }
    bf_buf_fini(&text);
    return kept;
}

/* Some of a few values, perhaps none. */
static inline bf_str_list agree_values(agree_articles *articles, uint32_t most)
{
    static const char *const values[] = {
        "Sea Watch",        "sea", "T\xc3\xbcrme", "Ada Quill",
        "Mx Bo Reed Quill", "c++", "Night-Life",   "\xe6\xb5\xb7"};
    bf_str *items = (bf_str *)bf_arena_array(articles->arena, 8, sizeof *items);
    const size_t count = agree_roll(&articles->dice, most + 1);
    const uint32_t from = agree_roll(&articles->dice, 8);
    for (size_t i = 0; i < count; i++) {
        items[i] = bf_str_of(values[(from + 3 * i) % 8]);
    }
    return (bf_str_list){items, count};
}

/* The next article, with nothing but an identity and values. */
static inline bf_article *agree_next(agree_articles *articles)
{
    static const char *const sections[] = {"", "News", "sea-life", "Meer"};
    bf_article *made = &articles->items[articles->count];
    char name[32];
    snprintf(name, sizeof name, "a%zu", articles->count++);
    bf_article_init(made);
    made->id = bf_arena_copy(articles->arena, bf_str_of(name));
    made->source = bf_str_of("site");
    made->origin = made->id;
    made->tags = agree_values(articles, 3);
    made->authors = agree_values(articles, 1);
    made->section = bf_str_of(sections[agree_roll(&articles->dice, 4)]);
    return made;
}

static inline void agree_make(agree_articles *articles,
                              const agree_tongue *tongue, uint32_t most_words)
{
    agree_dice *dice = &articles->dice;
    bf_article *made = agree_next(articles);
    made->lang = bf_str_of(tongue->lang);
    made->title = agree_text(articles, tongue, 1 + agree_roll(dice, 5));
    if (agree_roll(dice, 3) == 0) {
        made->summary = agree_text(articles, tongue, agree_roll(dice, 8));
    }
    made->body = agree_text(articles, tongue, agree_roll(dice, most_words));
}

static inline void agree_make_few(agree_articles *articles, size_t count)
{
    while (articles->count < count) {
        agree_make(articles, &agree_few, 30);
    }
}

static inline void agree_make_tongues(agree_articles *articles, size_t count)
{
    while (articles->count < count) {
        const uint32_t tongue =
            agree_roll(&articles->dice, (uint32_t)agree_tongue_count);
        agree_make(articles, &agree_tongues[tongue], 60);
    }
}

/* Articles of which a word may stand in hundreds of places. */
static inline void agree_make_long(agree_articles *articles, size_t count)
{
    while (articles->count < count) {
        const uint32_t words = agree_roll(&articles->dice, 4) ? 20 : 4000;
        agree_make(articles, &agree_tongues[articles->count % 2], words);
    }
}

/* From files --------------------------------------------------------------- */

static inline bf_str_list agree_keep_list(agree_articles *articles,
                                          bf_str_list list)
{
    bf_str *items =
        (bf_str *)bf_arena_array(articles->arena, list.count, sizeof *items);
    for (size_t i = 0; i < list.count; i++) {
        items[i] = agree_keep(articles, list.items[i]);
    }
    return (bf_str_list){items, list.count};
}

static inline bf_status agree_take(void *payload, const bf_article *article,
                                   size_t line, bf_error *err)
{
    agree_articles *articles = (agree_articles *)payload;
    bf_article *kept;
    (void)line;
    (void)err;
    if (articles->count == articles->most || bf_article_is_empty(article)) {
        return BF_OK;
    }
    kept = agree_next(articles);
    kept->title = agree_keep(articles, article->title);
    kept->summary = agree_keep(articles, article->summary);
    kept->body = agree_keep(articles, article->body);
    kept->section = agree_keep(articles, article->section);
    kept->authors = agree_keep_list(articles, article->authors);
    kept->tags = agree_keep_list(articles, article->tags);
    kept->lang = agree_keep(articles, article->lang);
    return BF_OK;
}

static inline void agree_pass_over(void *payload, size_t line,
                                   const bf_error *why)
{
    (void)payload;
    (void)line;
    (void)why;
}

/* Where the files that nftw() finds go to. */
static agree_articles *agree_reading;

static inline int agree_read_file(const char *path, const struct stat *info,
                                  int kind, struct FTW *place)
{
    agree_articles *articles = agree_reading;
    const bfi_format *format = kind == FTW_F ? bfi_format_of_path(path) : NULL;
    const bfi_sink sink = {articles, agree_take, agree_pass_over,
                           agree_pass_over};
    bfi_input input = {NULL, bf_str_of("some/file")};
    bf_error err;
    (void)info;
    (void)place;
    if (!format || articles->file_count++ % articles->file_step != 0 ||
        articles->count == articles->most) {
        return 0;
    }
    input.stream = fopen(path, "rb");
    if (input.stream) {
        if (bfi_format_read(format, &input, &sink, &err)) {
            printf("# %s: %s\n", path, err.text);
        }
        fclose(input.stream);
    }
    return 0;
}

/* Read every `step`th file below `folder`, up to `most` articles. */
static inline void agree_read(agree_articles *articles, const char *folder,
                              size_t step, size_t most)
{
    agree_reading = articles;
    articles->file_step = step;
    articles->most = most;
    (void)nftw(folder, agree_read_file, 32, FTW_PHYS);
}

#endif
