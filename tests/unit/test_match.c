/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The matcher of blocks against brute force: random collections of several
 * segments, with hidden and removed documents, and random plans of all kinds
 * of nodes, pages and counts; the same documents in the same order with the
 * same scores.
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

static const char *match_and_compare(const crowd *c, size_t count,
                                     const bf_match_request *request)
{
    bf_matches *page;
    bf_error err;
    const char *wrong;
    if (bfi_blocks_match(&page, &c->blocks, &plan.wanted, request, &err)) {
        printf("# %s\n", err.text);
        return "failed";
    }
    wrong = judge_page(page, right, count, request);
    if (wrong) {
        printf("# %u from %u, counted to %u: %zu of %ju, not %zu\n",
               request->limit, request->offset, request->count_at_least,
               page->count, (uintmax_t)page->total, count);
    }
    bf_matches_free(page);
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
        wrong = match_and_compare(c, count, &request);
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
        wrong = match_and_compare(c, count, &request);
        if (!wrong && crowd_dice(c, 20) == 0) {
            wrong = compare_pages(c, count, request);
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

int main(void)
{
    static const uint32_t one[] = {3000, 0};
    static const uint32_t several[] = {1500, 1, 129, 700, 40, 0};
    static const uint32_t tiny[] = {3, 1, 0};
    const char *scratch = scratch_new();
    check_crowd(20140620, one, false, "one segment", scratch);
    check_crowd(5, several, false, "several segments", scratch);
    check_crowd(77, several, true, "hidden documents", scratch);
    check_crowd(3, tiny, true, "a few documents", scratch);
    scratch_remove(scratch);
    return tap_done();
}
