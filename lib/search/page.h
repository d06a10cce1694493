/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_SEARCH_PAGE_H
#define BFI_SEARCH_PAGE_H

/* A page of results while it is made. */

#include "searcher.h"

typedef struct bfi_page {
    bf_results results; /* what the caller sees; its arrays are here */
    bf_arena *arena;    /* holds all that the page has */
    bf_hit *hits;       /* room for results.limit of them */
    bf_note *notes;     /* room for BFI_MAX_NOTES of them */
} bfi_page;

enum {
    BFI_MAX_NOTES = 32
};

/* One question to the matcher, and its answer. */
typedef struct bfi_part {
    bf_plan *plan;
    bf_matches *matches;
    bf_phrases phrases; /* how the plan reads them */
} bfi_part;

BF_MUST_CHECK bf_status bfi_page_new(bfi_page **out, bf_error *err);

/* Forget what the page holds and make it empty, for a search of `limit`. */
BF_MUST_CHECK bf_status bfi_page_reset(bfi_page *page, uint32_t limit,
                                       bf_error *err);

/* Add a note, unless the same is there or there are enough; both are copied. */
BF_MUST_CHECK bf_status bfi_page_note(bfi_page *page, const char *code,
                                      bf_str text, bf_error *err);

/* Add the notes of the parser, and those of the planner. */
BF_MUST_CHECK bf_status bfi_page_query_notes(bfi_page *page,
                                             const bf_query *query,
                                             bf_error *err);
BF_MUST_CHECK bf_status bfi_page_plan_notes(bfi_page *page, const bf_plan *plan,
                                            bf_error *err);

/* When no article at all has some word of the plan, say which. */
BF_MUST_CHECK bf_status bfi_page_note_missing(bfi_page *page,
                                              bf_searcher *searcher,
                                              const bf_plan *plan,
                                              bf_error *err);

/* How hits look: what bf_search() was asked, with a definite `now`. */
typedef struct bfi_hit_style {
    const bf_search_request *request;
    bf_time now;
    bool all_words; /* whether the hits have all words */
} bfi_hit_style;

/* Add the matches of `part` as hits, with all they show copied, as far as the
 * stage of the request goes. */
BF_MUST_CHECK bf_status bfi_page_hits(bfi_page *page, bf_searcher *searcher,
                                      const bfi_part *part,
                                      const bfi_hit_style *style,
                                      bf_error *err);

#endif
