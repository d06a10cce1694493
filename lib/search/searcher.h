/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_SEARCH_SEARCHER_H
#define BFI_SEARCH_SEARCHER_H

/* What the files of the facade share of a searcher. */

#include <backfile/search.h>

#include "blocks.h"

#include <sys/stat.h>

/* The languages of an index, those with most articles first; all without a
 * stemmer are one, "". */
typedef struct bfi_languages {
    char names[BF_MAX_QUERY_LANGUAGES][BF_LANGUAGE_BYTES];
    size_t count; /* ≥ 1 once they were read */
} bfi_languages;

/* Where synonyms come from, and what they are. */
typedef struct bfi_synonym_file {
    char *path;      /* NULL: there are none */
    bool is_default; /* it is the one in the index, which need not be there */
    bool is_seen;    /* it was there, as `seen` says */
    struct stat seen;
    bf_synonyms *synonyms; /* or NULL */
    bf_synonyms_trouble *tell;
    void *payload;
} bfi_synonym_file;

struct bf_searcher {
    char *path; /* of the index */
    bf_reader *reader;
    bool is_known; /* whether what follows is known */
    bf_reader_info info;
    bf_settings settings; /* of the index */
    bfi_languages languages;
    bfi_search_blocks blocks;
    double blocks_opened_ms; /* when they were tried to be */
    uint64_t distrusted; /* the change with blocks that others found damaged */
    bf_error distrust;
    bf_analyzer_set *analyzers; /* for plans and excerpts */
    bf_arena *scratch;          /* for one article at a time */
    bfi_synonym_file synonyms;
};

/* Milliseconds of a clock that only runs forward. */
double bfi_now_ms(void);

/* A piece of work on one state of the index. */
typedef bf_status bfi_work_fn(bf_searcher *searcher, void *closure,
                              bf_error *err);

/* Do `work` on the newest state; when a writer moves on under it, whether it
 * failed by that or not, do it again, up to BF_MAX_STALE_RETRIES times. It must
 * forget what it made before. */
BF_MUST_CHECK bf_status bfi_searcher_work(bf_searcher *searcher,
                                          bfi_work_fn *work, void *closure,
                                          bf_error *err);

/* Whether something can answer: BF_ERR_UNAVAILABLE when the records are lean
 * and the blocks of no use. */
BF_MUST_CHECK bf_status bfi_searcher_check(const bf_searcher *searcher,
                                           bf_error *err);

/* How many articles have the term of a word; of lean records, which do not
 * know, those that were removed may be among them. */
BF_MUST_CHECK bf_status bfi_searcher_frequency(uint32_t *out,
                                               bf_searcher *searcher,
                                               bf_str term, bf_error *err);

/* Call `each` for all terms of the index that begin with `prefix`. */
BF_MUST_CHECK bf_status bfi_searcher_terms(
    bf_searcher *searcher, bf_str prefix,
    bf_status (*each)(void *payload, bf_str term, uint32_t frequency),
    void *payload, bf_error *err);

/* Read the languages of the state that `reader` has open. */
BF_MUST_CHECK bf_status bfi_languages_read(bfi_languages *out,
                                           bf_reader *reader,
                                           uint64_t documents, bf_error *err);

/* Read the file again when it is another one. */
BF_MUST_CHECK bf_status bfi_synonyms_refresh(bfi_synonym_file *file,
                                             bf_error *err);
void bfi_synonyms_fini(bfi_synonym_file *file);

/* The bytes of all files in the folder `path`, an index. */
BF_MUST_CHECK bf_status bfi_folder_size(uint64_t *out, const char *path,
                                        bf_error *err);

/* What the planner asks of the searcher's index. Words are analysed in `lang`,
 * or in the languages of the index when it is NULL; `names` is filled in for
 * the plan index to borrow, like `lang` and the searcher. What it tells of
 * terms is from what `matcher` runs on. */
bf_plan_index
bfi_searcher_plan_index(bf_searcher *searcher, bf_search_matcher matcher,
                        const char *lang,
                        const char *names[BF_MAX_QUERY_LANGUAGES]);

#endif
