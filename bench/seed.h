/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_BENCH_SEED_H
#define BF_BENCH_SEED_H

/*
 * Real articles as JSON Lines, held in memory: what benchmark corpora are
 * made of, and what the benchmarks of single modules run on.
 */

#include <backfile/article.h>
#include <backfile/util.h>

typedef struct bfi_seed_article {
    bf_str title;
    bf_str body;
    bf_str section; /* may be empty */
    bf_str lang;    /* may be empty */
    bf_str_list authors;
    /* Its paragraphs stand together in the array of all of them. */
    size_t first_paragraph;
    size_t paragraph_count;
} bfi_seed_article;

typedef struct bfi_seed {
    bf_arena *arena; /* holds all text */
    bfi_seed_article *articles;
    size_t article_count;
    size_t article_room;
    bf_str *paragraphs; /* slices of the bodies */
    size_t paragraph_count;
    size_t paragraph_room;
    uint64_t text_bytes; /* of titles and bodies */
    uint64_t hash;       /* of all that was read, in its order */
} bfi_seed;

bf_status bfi_seed_init(bfi_seed *seed, bf_error *err);
void bfi_seed_fini(bfi_seed *seed);

/* Which articles are wanted; those without a body never are. */
typedef struct bfi_seed_choice {
    /* Those of this language (a primary subtag: "en"), and those that give
     * none; NULL: all. */
    const char *lang;
    bool needs_title;
} bfi_seed_choice;

/*
 * Read the file `path`, "-" for standard input: objects with `title` and
 * `body`, and maybe `section`, `lang` and `authors`, one a line. Articles
 * that are not wanted are passed over.
 *
 * BF_ERR_INVALID names the line that is not such an object; BF_ERR_NOT_FOUND,
 * BF_ERR_LIMIT (a line over BF_MAX_ARTICLE_BYTES), BF_ERR_IO.
 */
bf_status bfi_seed_read(bfi_seed *seed, const char *path,
                        const bfi_seed_choice *choice, bf_error *err);

#endif
