/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_STORE_MATCH_H
#define BFI_STORE_MATCH_H

/* The reference matcher on plan nodes, without the plan that they are from. */

#include <backfile/store.h>

BF_BEGIN_DECLS

/* What bf_reader_match() takes from a plan. */
typedef struct bfi_match_plan {
    const bf_plan_node *root;
    bf_score_stats stats;
    bf_score_params params;
    /* Whether phrase number `phrase` stands in `article`. */
    bf_status (*phrase_matches)(void *context, bool *out, size_t phrase,
                                const bf_article *article, bf_error *err);
    /* Whether the words of a NEAR stand in `article` as it says. */
    bf_status (*near_matches)(void *context, bool *out,
                              const bf_plan_node *node,
                              const bf_article *article, bf_error *err);
    void *context;
} bfi_match_plan;

BF_MUST_CHECK bf_status bfi_reader_match(bf_matches **out, bf_reader *reader,
                                         const bfi_match_plan *plan,
                                         const bf_match_request *request,
                                         bf_error *err) BF_NOEXCEPT;

BF_END_DECLS

#endif
