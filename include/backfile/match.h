/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_MATCH_H
#define BACKFILE_MATCH_H

/**
 * @file
 * The matcher of the block index: runs a plan over segments, and looks at no
 * more of them than the page needs.
 *
 *     bf_blocks view = {parts, part_count};
 *     status = bf_blocks_match(&matches, &view, plan, &request, &err);
 *     bf_matches_free(matches);
 *
 * It answers as bf_reader_match() does from the same articles: the same
 * documents with the same scores (to a relative 1e-9). A total is exact up to
 * bf_match_request.count_at_least; beyond, articles that cannot reach the page
 * may be passed over, and it is a lower bound.
 *
 * Sources of the methods: Turtle, Flood, "Query evaluation: strategies and
 * optimizations", 1995 (MaxScore); Ding, Suel, "Faster top-k document retrieval
 * using block-max indexes", SIGIR 2011.
 */

#include <backfile/blocks.h>
#include <backfile/matches.h>
#include <backfile/plan.h>

BF_BEGIN_DECLS

/**
 * Run @p plan over @p blocks, which any number of threads may share.
 *
 * @param[out] out  the caller releases it with bf_matches_free()
 * @return those of bf_match_request_check(); BF_ERR_CORRUPT for a segment that
 *         is damaged, or whose file shrank.
 */
BF_API BF_MUST_CHECK bf_status bf_blocks_match(bf_matches **out,
                                               const bf_blocks *blocks,
                                               const bf_plan *plan,
                                               const bf_match_request *request,
                                               bf_error *err) BF_NOEXCEPT;

BF_END_DECLS

#endif
