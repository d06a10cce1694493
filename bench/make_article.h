/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_BENCH_MAKE_ARTICLE_H
#define BF_BENCH_MAKE_ARTICLE_H

/*
 * Articles made of others. An article is about what one real article is about:
 * it has that one's title, section, language and authors, and about half of
 * its paragraphs from it; the others are from anywhere, and the sections that
 * they are from are its tags.
 */

#include "seed.h"

enum {
    BFI_MADE_PARAGRAPHS = 40, /* most of an article; the fewest are 2 */
    BFI_MADE_TAGS = 5         /* most of an article */
};

typedef struct bfi_made {
    uint64_t number; /* from 0 */
    bf_buf title;
    bf_buf body; /* paragraphs, an empty line between them */
    bf_str section;
    bf_str lang;
    bf_str_list authors;
    bf_str tags[BFI_MADE_TAGS];
    size_t tag_count;
    bf_time published;                      /* in the twenty years from 2005 */
    size_t paragraphs[BFI_MADE_PARAGRAPHS]; /* of the seed */
    size_t paragraph_count;
} bfi_made;

void bfi_made_init(bfi_made *made);
void bfi_made_fini(bfi_made *made);

/* Make the article `number` of `seed_number`: it depends on these two and on
 * `seed` only, which has at least one article. */
bf_status bfi_make_article(bfi_made *made, const bfi_seed *seed,
                           uint64_t seed_number, uint64_t number,
                           bf_error *err);

/* Take the real article `number` of `seed` as it is, under a date drawn as
 * above: it has no tags. */
bf_status bfi_take_article(bfi_made *made, const bfi_seed *seed,
                           uint64_t seed_number, uint64_t number,
                           bf_error *err);

#endif
