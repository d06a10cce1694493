/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The matcher of blocks against brute force: random collections of several
 * segments, with hidden and removed documents, and random plans of all kinds
 * of nodes, orders, pages and counts; the same documents in the same order with
 * the same scores.
 */

#include "crowd_judge.h"
#include "records.h"
#include "tap.h"

enum {
    PLANS = 150
};

static crowd_plan plan;
static bf_match *right;

static bf_match_request random_request(crowd *c)
{
    bf_match_request request = {.now = CROWD_NOW};
    request.show_hidden = crowd_dice(c, 3) == 0;
    request.limit = crowd_dice(c, 4) == 0 ? BF_MAX_PAGE : crowd_dice(c, 12);
    request.offset = crowd_dice(c, 2) == 0 ? 0 : crowd_dice(c, 40);
    if (crowd_dice(c, 3) == 0) {
        request.order = crowd_dice(c, 2) ? BF_ORDER_NEWEST : BF_ORDER_OLDEST;
        request.slot = crowd_dice(c, 2) ? BF_SLOT_PUBLISHED : BF_SLOT_UPDATED;
    }
    if (crowd_dice(c, 5) == 0) {
        request.facet_fields = 1u << BF_FIELD_TAGS | 1u << BF_FIELD_LANG;
        if (crowd_dice(c, 2)) {
            request.facet_fields = 1u << BF_FIELD_TAGS | 1u << BF_FIELD_SECTION;
        }
        request.facet_limit = crowd_dice(c, 2) * crowd_dice(c, 60);
    }
    switch (crowd_dice(c, 4)) {
    case 0:
        request.count_at_least = UINT32_MAX;
        break;
    case 1:
        request.count_at_least = crowd_dice(c, 1000);
        break;
    default:
        request.count_at_least = 0;
    }
    return request;
}

/* `before`: how many matches are up to the one that the page goes on from. */
static const char *match_and_compare(const crowd *c, size_t count,
                                     size_t before,
                                     const bf_match_request *request)
{
    bf_matches *page;
    bf_error err;
    const char *wrong;
    if (bfi_blocks_match(&page, &c->blocks, &plan.wanted, request, &err)) {
        printf("# %s\n", err.text);
        return "failed";
    }
    wrong = judge_page(page, right, count, before, request);
    wrong = wrong ? wrong : judge_facets(page, c, right, count, request);
    if (wrong) {
        printf("# %u from %u, counted to %u: %zu of %ju, not %zu\n",
               request->limit, request->offset, request->count_at_least,
               page->count, (uintmax_t)page->total, count);
    }
    bf_matches_free(page);
    return wrong;
}

/* Take match number `at`, or one near to it that was never there: as the
 * matcher has it, and as brute force has. */
static bf_status some_match(bf_match *out, bf_match *judged, crowd *c,
                            size_t at, bf_match_request request, bf_error *err)
{
    const uint32_t off = crowd_dice(c, 4) ? 0 : crowd_dice(c, 5);
    const double factor = crowd_dice(c, 8) ? 1 : 1.1;
    bf_matches *page;
    bf_status status;
    request.offset = (uint32_t)at;
    request.limit = 1;
    status = bfi_blocks_match(&page, &c->blocks, &plan.wanted, &request, err);
    if (!status) {
        *out = page->items[0];
        *judged = right[at];
        out->docnum += off;
        out->score *= factor;
        judged->docnum += off;
        judged->score *= factor;
    }
    bf_matches_free(page);
    return status;
}

static const char *compare_behind(crowd *c, size_t count,
                                  bf_match_request request)
{
    const char *wrong = NULL;
    bf_match after;
    bf_match judged;
    bf_error err;
    request.offset = crowd_dice(c, 3) ? 0 : crowd_dice(c, 20);
    for (unsigned i = 0; i < 3 && count > 0 && !wrong; i++) {
        const size_t at = crowd_dice(c, (uint32_t)count);
        request.after = NULL;
        if (some_match(&after, &judged, c, at, request, &err)) {
            return "failed";
        }
        request.after = &after;
        wrong = match_and_compare(c, count, judge_start(right, count, &judged),
                                  &request);
    }
    return wrong;
}

/* All pages of a size, end to end. */
static const char *compare_pages(crowd *c, size_t count,
                                 bf_match_request request)
{
    const char *wrong = NULL;
    request.offset = 0;
    request.limit = 1 + crowd_dice(c, 40);
    while (request.offset <= count && !wrong && request.offset < 400) {
        wrong = match_and_compare(c, count, 0, &request);
        request.offset += request.limit;
    }
    return wrong;
}

static void check_plans(crowd *c, unsigned most_nodes, unsigned depth,
                        const char *what)
{
    const char *wrong = NULL;
    unsigned number = 0;
    for (; number < PLANS && !wrong; number++) {
        const bf_match_request request = random_request(c);
        size_t count;
        plan_make(&plan, c, crowd_by_dice, c, most_nodes, depth);
        count = judge(right, c, &plan, &request);
        wrong = match_and_compare(c, count, 0, &request);
        if (!wrong && crowd_dice(c, 20) == 0) {
            wrong = compare_pages(c, count, request);
        }
        if (!wrong && crowd_dice(c, 4) == 0) {
            wrong = compare_behind(c, count, request);
        }
    }
    ok(!wrong, "%s: %d plans of %u levels agree with brute force", what, PLANS,
       depth);
    if (wrong) {
        printf("# plan %u: %s\n", number, wrong);
        plan_print(&plan, plan.wanted.root, 0);
    }
}

static void check_crowd(uint64_t seed, const uint32_t *sizes, bool hides,
                        const char *what, const char *folder)
{
    static const struct shape {
        unsigned nodes;
        unsigned depth;
    } shapes[] = {{8, 1}, {12, 2}, {12, 2}, {60, 6}, {12, 3}};
    crowd c;
    bf_error err;
    bf_status status;
    crowd_make(&c, seed, sizes, hides);
    right = (bf_match *)malloc(c.doc_count * sizeof *right);
    status = crowd_open(&c, folder, &err);
    is_status(status, BF_OK, &err, "%s: build", what);
    for (unsigned i = 0; i < 5 && !status; i++) {
        if (i == 2 || i == 4) {
            crowd_remove(&c, i == 2 ? 6 : 2);
        }
        check_plans(&c, shapes[i].nodes, shapes[i].depth, what);
    }
    free(right);
    crowd_free(&c);
}

static void check_requests(void)
{
    bf_match_request request = {.offset = BF_MAX_OFFSET, .limit = BF_MAX_PAGE};
    bf_error err;
    is_status(bf_match_request_check(&request, &err), BF_OK, &err, "by score");
    request.order = BF_ORDER_OLDEST;
    request.slot = BF_SLOT_UPDATED;
    is_status(bf_match_request_check(&request, &err), BF_OK, &err, "by time");
    request.slot = BF_SLOT_VISIBLE_FROM;
    is_status(bf_match_request_check(&request, &err), BF_ERR_INVALID, &err,
              "by a slot that is not to be sorted by");
    request.slot = BF_SLOT_PUBLISHED;
    request.order = (bf_match_order)3;
    is_status(bf_match_request_check(&request, &err), BF_ERR_INVALID, &err,
              "an unknown order");
    request.order = BF_ORDER_SCORE;
    request.facet_fields = 1u << BF_FIELD_LANG | 1u << BF_FIELD_AUTHORS;
    request.facet_limit = BF_MAX_FACET_VALUES;
    is_status(bf_match_request_check(&request, &err), BF_OK, &err, "facets");
    request.facet_limit++;
    is_status(bf_match_request_check(&request, &err), BF_ERR_LIMIT, &err,
              "too many values");
    request.facet_limit = 0;
    request.facet_fields |= 1u << BF_FIELD_BODY;
    is_status(bf_match_request_check(&request, &err), BF_ERR_INVALID, &err,
              "facets of a field without");
    request.facet_fields = 1u << 31;
    is_status(bf_match_request_check(&request, &err), BF_ERR_INVALID, &err,
              "facets of no field");
    request.facet_fields = 0;
    request.offset++;
    is_status(bf_match_request_check(&request, &err), BF_ERR_LIMIT, &err,
              "an offset that is too large");
    request.offset = 0;
    request.limit++;
    is_status(bf_match_request_check(&request, &err), BF_ERR_LIMIT, &err,
              "a page that is too large");
}

int main(void)
{
    static const uint32_t one[] = {3000, 0};
    static const uint32_t several[] = {1500, 1, 129, 700, 40, 0};
    static const uint32_t tiny[] = {3, 1, 0};
    const char *scratch = scratch_new();
    check_requests();
    check_crowd(20140620, one, false, "one segment", scratch);
    check_crowd(5, several, false, "several segments", scratch);
    check_crowd(77, several, true, "hidden documents", scratch);
    check_crowd(3, tiny, true, "a few documents", scratch);
    scratch_remove(scratch);
    return tap_done();
}
