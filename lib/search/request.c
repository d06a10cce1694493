/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests: what their parts are called, and what they may be. */

#include "request.h"

/* Names -------------------------------------------------------------------- */

static const char *const mode_names[] = {
    [BF_SEARCH_AUTO] = "auto",
    [BF_SEARCH_ANY] = "any",
    [BF_SEARCH_ALL] = "all",
    [BF_SEARCH_PHRASE] = "phrase",
};

static const char *const stage_names[] = {
    [BF_STAGE_FULL] = "full",
    [BF_STAGE_MATCH] = "match",
};

static const char *const matcher_names[] = {
    [BF_MATCHER_AUTO] = "auto",
    [BF_MATCHER_REFERENCE] = "reference",
    [BF_MATCHER_BLOCKS] = "blocks",
};

enum {
    MODES = sizeof mode_names / sizeof *mode_names,
    STAGES = sizeof stage_names / sizeof *stage_names,
    MATCHERS = sizeof matcher_names / sizeof *matcher_names
};

/* The place of `name` among `names`; `count` when it is none of them. */
static size_t find(const char *const *names, size_t count, bf_str name)
{
    size_t i = 0;
    while (i < count && !bf_str_is(name, names[i])) {
        i++;
    }
    return i;
}

static const char *name_of(const char *const *names, size_t count, size_t i)
{
    return i < count ? names[i] : "unknown";
}

bool bf_search_mode_find(bf_search_mode *out, bf_str name)
{
    size_t found = find(mode_names, MODES, name);
    *out = found < MODES ? (bf_search_mode)found : BF_SEARCH_AUTO;
    return found < MODES;
}

const char *bf_search_mode_name(bf_search_mode mode)
{
    return name_of(mode_names, MODES, (size_t)mode);
}

bool bf_search_stage_find(bf_search_stage *out, bf_str name)
{
    size_t found = find(stage_names, STAGES, name);
    *out = found < STAGES ? (bf_search_stage)found : BF_STAGE_FULL;
    return found < STAGES;
}

const char *bf_search_stage_name(bf_search_stage stage)
{
    return name_of(stage_names, STAGES, (size_t)stage);
}

bool bf_search_matcher_find(bf_search_matcher *out, bf_str name)
{
    size_t found = find(matcher_names, MATCHERS, name);
    *out = found < MATCHERS ? (bf_search_matcher)found : BF_MATCHER_AUTO;
    return found < MATCHERS;
}

const char *bf_search_matcher_name(bf_search_matcher matcher)
{
    return name_of(matcher_names, MATCHERS, (size_t)matcher);
}

/* Requests ----------------------------------------------------------------- */

void bf_search_request_init(bf_search_request *request)
{
    *request = (bf_search_request){
        .limit = BF_DEFAULT_PAGE,
        .mode = BF_SEARCH_AUTO,
        .stage = BF_STAGE_FULL,
        .matcher = BF_MATCHER_AUTO,
        .with_excerpts = true,
        .excerpt = BF_EXCERPT_OPTS_DEFAULT,
        .now = BF_TIME_NONE,
    };
}

static bf_status check_numbers(const bf_search_request *request, bf_error *err)
{
    if (request->offset > BF_MAX_OFFSET) {
        return bf_fail(err, BF_ERR_LIMIT, "offset %u is over %u",
                       (unsigned)request->offset, BF_MAX_OFFSET);
    }
    if (request->limit > BF_MAX_PAGE) {
        return bf_fail(err, BF_ERR_LIMIT, "limit %u is over %u",
                       (unsigned)request->limit, BF_MAX_PAGE);
    }
    return BF_OK;
}

static bf_status check_choices(const bf_search_request *request, bf_error *err)
{
    if ((size_t)request->mode >= MODES) {
        return bf_fail(err, BF_ERR_INVALID, "there is no search mode %d",
                       (int)request->mode);
    }
    if ((size_t)request->stage >= STAGES) {
        return bf_fail(err, BF_ERR_INVALID, "there is no search stage %d",
                       (int)request->stage);
    }
    if ((size_t)request->matcher >= MATCHERS) {
        return bf_fail(err, BF_ERR_INVALID, "there is no matcher %d",
                       (int)request->matcher);
    }
    return BF_OK;
}

bool bfi_request_marks(const bf_search_request *request)
{
    return request->stage == BF_STAGE_FULL && request->with_excerpts;
}

bf_status bfi_request_check(const bf_search_request *request, bf_error *err)
{
    bf_status status = check_numbers(request, err);
    if (!status) {
        status = check_choices(request, err);
    }
    if (!status && bfi_request_marks(request)) {
        status = bf_excerpt_opts_check(&request->excerpt, err);
    }
    return status;
}
