/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_NO_EXPANSIONS_H
#define BF_NO_EXPANSIONS_H

#include <backfile/plan.h>

/* For a bf_plan_index that has no term to expand a prefix to. */
static inline bf_status
no_expansions(void *context, bf_str prefix,
              bf_status (*each)(void *payload, bf_str term, uint32_t frequency),
              void *payload, bf_error *err)
{
    (void)context;
    (void)prefix;
    (void)each;
    (void)payload;
    (void)err;
    return BF_OK;
}

#endif
