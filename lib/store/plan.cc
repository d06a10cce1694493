/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The reference matcher's way in for whole plans. */

#include "match.h"

static bf_status phrase_matches(void *context, bool *out, size_t phrase,
                                const bf_article *article, bf_error *err)
{
    return bf_plan_phrase_matches(out, (bf_plan *)context, phrase, article,
                                  err);
}

static bf_status near_matches(void *context, bool *out,
                              const bf_plan_node *node,
                              const bf_article *article, bf_error *err)
{
    return bf_plan_near_matches(out, (bf_plan *)context, node, article, err);
}

bf_status bf_reader_match(bf_matches **out, bf_reader *reader, bf_plan *plan,
                          const bf_match_request *request,
                          bf_error *err) noexcept
{
    bfi_match_plan parts = {bf_plan_root(plan),    *bf_plan_stats(plan),
                            *bf_plan_params(plan), phrase_matches,
                            near_matches,          plan};
    return bfi_reader_match(out, reader, &parts, request, err);
}
