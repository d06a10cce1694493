/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_SEARCH_ANALYZERS_H
#define BFI_SEARCH_ANALYZERS_H

/* Analyzers by language, made when first asked for; the one that was not asked
 * for longest gives way when there are too many. */

#include <backfile/text.h>

enum {
    BFI_MAX_ANALYZERS = 16
};

typedef struct bfi_analyzers {
    bf_analyzer *items[BFI_MAX_ANALYZERS];
    uint64_t used[BFI_MAX_ANALYZERS]; /* the count of requests then */
    uint64_t requests;
} bfi_analyzers;

void bfi_analyzers_fini(bfi_analyzers *analyzers);

/* The analyzer for articles in `lang`, a tag; one that stems nothing when that
 * is not a tag. Borrowed until the next call. */
BF_MUST_CHECK bf_status bfi_analyzers_get(bf_analyzer **out,
                                          bfi_analyzers *analyzers, bf_str lang,
                                          bf_error *err);

#endif
