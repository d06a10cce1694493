/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_BENCH_WRITE_CORPUS_H
#define BF_BENCH_WRITE_CORPUS_H

/* The files of a benchmark corpus; `generate --help` names them. */

#include "seed.h"

typedef struct bfi_corpus_plan {
    const char *folder;     /* made if there is none */
    uint32_t article_count; /* 0: the real articles as they are */
    uint32_t query_count;   /* of each kind */
    uint32_t seed_number;
} bfi_corpus_plan;

/* Make articles and queries of `seed`, which has at least one article, and
 * write them. BF_ERR_INVALID when the articles have too few words for
 * the queries; BF_ERR_IO. */
bf_status bfi_corpus_write(const bfi_seed *seed, const bfi_corpus_plan *plan,
                           bf_error *err);

#endif
