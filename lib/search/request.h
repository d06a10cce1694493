/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_SEARCH_REQUEST_H
#define BFI_SEARCH_REQUEST_H

#include <backfile/search.h>

/* Whether a request is within its limits, but for its language. */
BF_MUST_CHECK bf_status bfi_request_check(const bf_search_request *request,
                                          bf_error *err);

/* Whether the hits of a request have excerpts and titles with marks. */
bool bfi_request_marks(const bf_search_request *request);

#endif
