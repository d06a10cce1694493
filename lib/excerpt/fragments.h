/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_EXCERPT_FRAGMENTS_H
#define BFI_EXCERPT_FRAGMENTS_H

/* Choosing the fragments of a text by the spots that a scan found. */

#include "marker.h"

/* Choose up to opts->max_fragments spans of `text`, a working copy: rising,
 * apart, together at most opts->max_bytes. None only when it is empty. */
BF_MUST_CHECK bf_status bfi_choose(bf_span out[BF_MAX_EXCERPT_FRAGMENTS],
                                   size_t *count, const bfi_marker *marker,
                                   bf_str text, const bf_excerpt_opts *opts,
                                   bf_error *err);

#endif
