/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile-indexer: reads articles and brings an index up to date. */

#include "extract.h"
#include "program/stop.h"
#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

enum {
    EXIT_SOME_FAILED = 1
};

static void tell_stopped(bfi_report *report)
{
    bf_error why;
    bf_fail(&why, BF_ERR_IO, "ended by %s; nothing was written",
            bfi_stop_name());
    bfi_report_note(report, why.text);
}

/* Run, report, and return the exit code. */
static int run(const bfi_options *options, bool *is_stopped)
{
    bfi_report report;
    bfi_outcome outcome;
    bf_error err;
    bf_status status;
    int code;
    bfi_report_init(&report, options);
    status = bfi_run(&outcome, options, &report, &err);
    *is_stopped = outcome.is_stopped;
    if (outcome.is_stopped) {
        tell_stopped(&report);
        return EX_SOFTWARE;
    }
    if (status) {
        bfi_report_note(&report, err.text);
        return bf_status_exit_code(status);
    }
    code = bfi_report_summary(&report, outcome.articles, outcome.committed);
    if (code != 0) {
        return code;
    }
    return report.failed + report.mended > 0 || outcome.is_unmended
               ? EXIT_SOME_FAILED
               : 0;
}

/* The same for --extract, which writes no index and has no summary. */
static int extract(const bfi_options *options, bool *is_stopped)
{
    bfi_report report;
    bf_error err;
    bf_status status;
    bfi_report_init(&report, options);
    status = bfi_extract(options, &report, &err);
    bfi_report_erase(&report);
    *is_stopped = bfi_stop_signal() != 0;
    if (*is_stopped) {
        return EX_SOFTWARE;
    }
    if (status) {
        bfi_report_note(&report, err.text);
        return bf_status_exit_code(status);
    }
    return report.failed + report.mended > 0 ? EXIT_SOME_FAILED : 0;
}

int main(int argc, char **argv)
{
    bfi_options options;
    bool is_stopped = false;
    int code;
    bfi_program_hold_streams();
    bfi_stop_listen();
    /* Xapian alone reads it; see bf_writer_open(). */
    setenv("XAPIAN_FLUSH_THRESHOLD", "2000", 0);
    code = bfi_options_read(&options, argc, argv);
    if (code == PROGRAM_GO_ON) {
        code = options.extract ? extract(&options, &is_stopped)
                               : run(&options, &is_stopped);
    }
    bfi_options_fini(&options);
    if (is_stopped) {
        bfi_stop_die();
    }
    return ferror(stderr) ? EX_IOERR : code;
}
