/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_INDEXER_LANGUAGES_H
#define BF_INDEXER_LANGUAGES_H

/*
 * The language of an article that does not tell it: what --lang says, else
 * what its text is sure to be in, else what its path says in a tree that has
 * its languages in the names of folders or files. Each follows from the
 * article and the tree alone, so that a second run says the same.
 */

#include <backfile/detect.h>

#include "report.h"
#include "scan.h"

enum {
    /* Most names of languages that are looked at in one path. */
    BFI_PATH_LANGUAGES = 8
};

/* What was found out about a folder that is called like a language. */
typedef struct bfi_language_folder {
    bf_str path; /* with its final `/` */
    bool is_language;
} bfi_language_folder;

typedef struct bfi_languages {
    bf_detector *detector;
    const bfi_scan *scan; /* what follows is of this one */
    /* By their number in a path; of the files that were asked for last. */
    bfi_language_folder folders[BFI_PATH_LANGUAGES];
} bfi_languages;

bf_status bfi_languages_init(bfi_languages *out, bf_error *err);
void bfi_languages_fini(bfi_languages *languages);

/* Fill in article->lang where it is empty; how that was found. `set` is the
 * argument of --lang, without data when there is none. `scan` may be NULL; else
 * `path` is one of its files. */
bfi_language_from bfi_languages_fill(bfi_languages *languages,
                                     bf_article *article, bf_str set,
                                     const bfi_scan *scan, bf_str path);

/* The language tag in `path`, a file of `scan`, where that is certain; else
 * empty. Part of `path`. */
bf_str bfi_languages_of_path(bfi_languages *languages, const bfi_scan *scan,
                             bf_str path);

#endif
