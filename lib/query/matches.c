/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages of matches, and what is asked of them. */

#include <backfile/limits.h>
#include <backfile/matches.h>

#include <stdlib.h>

void bf_matches_free(bf_matches *matches)
{
    if (matches) {
        bf_arena_free(matches->arena);
        free(matches->items);
        free(matches);
    }
}

static bool is_sorted_by(int slot)
{
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        const bf_field_info *field = bf_field_info_of((bf_field)i);
        if (field->slot == slot && (field->uses & BF_USE_SORT)) {
            return true;
        }
    }
    return false;
}

static bool are_facets(uint32_t fields)
{
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        if (bf_field_info_of((bf_field)i)->uses & BF_USE_FACET) {
            fields &= ~(1u << i);
        }
    }
    return fields == 0;
}

static bf_status check_order(const bf_match_request *request, bf_error *err)
{
    switch (request->order) {
    case BF_ORDER_SCORE:
        return BF_OK;
    case BF_ORDER_NEWEST:
    case BF_ORDER_OLDEST:
        return is_sorted_by(request->slot)
                   ? BF_OK
                   : bf_fail(err, BF_ERR_INVALID,
                             "matches cannot be sorted by slot %d",
                             request->slot);
    }
    return bf_fail(err, BF_ERR_INVALID, "matches in the unknown order %d",
                   (int)request->order);
}

bf_status bf_match_request_check(const bf_match_request *request, bf_error *err)
{
    if (request->offset > BF_MAX_OFFSET) {
        return bf_fail(err, BF_ERR_LIMIT, "an offset of %u is over %u",
                       request->offset, BF_MAX_OFFSET);
    }
    if (request->limit > BF_MAX_PAGE) {
        return bf_fail(err, BF_ERR_LIMIT, "a page of %u results is over %u",
                       request->limit, BF_MAX_PAGE);
    }
    if (request->facet_limit > BF_MAX_FACET_VALUES) {
        return bf_fail(err, BF_ERR_LIMIT, "%u values of a field are over %u",
                       request->facet_limit, BF_MAX_FACET_VALUES);
    }
    if (!are_facets(request->facet_fields)) {
        return bf_fail(err, BF_ERR_INVALID,
                       "the values of one of the fields are not counted");
    }
    return check_order(request, err);
}
