/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile-indexer: reads articles and brings an index up to date. */

#include "run.h"
#include "stop.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

enum {
    EXIT_SOME_FAILED = 1,
    EXIT_USAGE = 2
};

/* When a standard stream is closed, the next file that is opened would take
 * its place, and messages would go into the index. Something that can only be
 * used the wrong way round fails as the closed stream would. */
static void hold_standard_streams(void)
{
    while (fcntl(STDIN_FILENO, F_GETFD) < 0 &&
           open("/dev/null", O_WRONLY) == STDIN_FILENO) {
    }
    for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) != fd) {
            _exit(EX_OSERR);
        }
    }
}

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
    bfi_report_init(&report, options);
    status = bfi_run(&outcome, options, &report, &err);
    *is_stopped = outcome.is_stopped;
    if (outcome.is_stopped) {
        tell_stopped(&report);
        return EX_SOFTWARE;
    }
    if (!status) {
        status = bfi_report_summary(&report, outcome.articles,
                                    outcome.committed, &err);
    }
    if (status) {
        bfi_report_note(&report, err.text);
        return bf_status_exit_code(status);
    }
    return report.failed > 0 ? EXIT_SOME_FAILED : 0;
}

/* What was printed must have arrived. */
static int close_output(int code)
{
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "backfile-indexer: standard output: %s\n",
                strerror(errno));
        return EX_IOERR;
    }
    return ferror(stderr) ? EX_IOERR : code;
}

int main(int argc, char **argv)
{
    bfi_options options;
    bool is_missing;
    bool is_stopped = false;
    int code = 0;
    hold_standard_streams();
    bfi_stop_listen();
    /* Xapian alone reads it; see bf_writer_open(). */
    setenv("XAPIAN_FLUSH_THRESHOLD", "2000", 0);
    switch (bfi_options_read(&options, &is_missing, argc, argv)) {
    case BFI_GO_ON:
        code = run(&options, &is_stopped);
        break;
    case BFI_STOP_DONE:
        break;
    case BFI_STOP_USAGE:
        code = is_missing ? EX_NOINPUT : EXIT_USAGE;
        break;
    }
    bfi_options_fini(&options);
    code = close_output(code);
    if (is_stopped) {
        bfi_stop_die();
    }
    return code;
}
