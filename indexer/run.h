/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_INDEXER_RUN_H
#define BF_INDEXER_RUN_H

/*
 * A run: everything between the command line and the summary. Either all of
 * its changes are committed, or none.
 */

#include "report.h"
#include "target.h"

/* How a run ended. */
typedef struct bfi_outcome {
    uint64_t articles; /* in the index now, or after the dry run's changes */
    bool committed;    /* there was something to write, and it was written */
    bool is_unmended;  /* the blocks could not be: a note said why */
    bool is_stopped;   /* a signal asked for it: nothing was written */
} bfi_outcome;

/* Do what the options say. A failure is one of the whole run; those of single
 * articles go to the report. */
bf_status bfi_run(bfi_outcome *out, const bfi_options *options,
                  bfi_report *report, bf_error *err);

/* Sync the sources into `target` (sync.c). Ends early, with BF_OK, when
 * a signal asks. */
bf_status bfi_sync(bfi_target *target, const bfi_options *options,
                   bfi_report *report, bf_error *err);

#endif
