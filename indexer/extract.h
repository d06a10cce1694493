/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_INDEXER_EXTRACT_H
#define BF_INDEXER_EXTRACT_H

/* --extract: what would be indexed of files, without an index. */

#include "report.h"

/* Print each article of the sources, which are files or standard input, as
 * a line of JSON on standard output: the article that a run would index.
 * A failure is one of the whole run, and ends it; those of single articles go
 * to the report, as do empty articles. Ends early, with BF_OK, when a signal
 * asks. */
bf_status bfi_extract(const bfi_options *options, bfi_report *report,
                      bf_error *err);

#endif
