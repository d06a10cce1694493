/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_FAULT_CHILD_HH
#define BF_FAULT_CHILD_HH

/*
 * A change of an index in a process of its own, of which an allocation fails.
 * In the middle of its commit Xapian 1.4 has allocations in functions that may
 * not throw, and a failure of one of them ends the process. That must leave the
 * index whole, too. Syncing makes thousands of rounds slow and is nothing to
 * these tests. To be included by one file of a program.
 */

#include <backfile/util.h>

#include "allocations.hh"

#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

extern "C" {
__attribute__((visibility("default"))) int fsync(int)
{
    return 0;
}

__attribute__((visibility("default"))) int fdatasync(int)
{
    return 0;
}
}

namespace child
{

/* Brings `index` to state `number`. */
typedef bf_status change_fn(const std::string &index, int number,
                            bf_error *err);

/* How a change ended. */
struct Outcome {
    bf_status status;
    unsigned long failed; /* allocations */
    bool aborted;
    char text[BF_ERROR_TEXT_BYTES];
};

static inline void change_and_tell(int to, change_fn *change,
                                   const std::string &index, int number,
                                   unsigned long at, bool on)
{
    Outcome outcome = {};
    bf_error err = {BF_OK, ""};
    allocations::arm(at, on);
    outcome.status = change(index, number, &err);
    allocations::disarm();
    outcome.failed = allocations::failed;
    memcpy(outcome.text, err.text, sizeof outcome.text);
    if (write(to, &outcome, sizeof outcome) != (ssize_t)sizeof outcome) {
        abort();
    }
}

static inline Outcome failing_change(change_fn *change,
                                     const std::string &index, int number,
                                     unsigned long at, bool on)
{
    Outcome outcome = {};
    int ends[2];
    int result = 0;
    if (pipe(ends)) {
        outcome.status = BF_ERR_IO;
        return outcome;
    }
    fflush(stdout);
    pid_t process = fork();
    if (process == 0) {
        change_and_tell(ends[1], change, index, number, at, on);
        _exit(0);
    }
    close(ends[1]);
    if (read(ends[0], &outcome, sizeof outcome) != (ssize_t)sizeof outcome) {
        outcome.status = BF_ERR_NOMEM;
        outcome.failed = 1;
    }
    close(ends[0]);
    waitpid(process, &result, 0);
    outcome.aborted = WIFSIGNALED(result) && WTERMSIG(result) == SIGABRT;
    if (result && !outcome.aborted) {
        outcome.status = BF_ERR_INTERNAL;
        snprintf(outcome.text, sizeof outcome.text, "wait status %d", result);
    }
    return outcome;
}

} // namespace child

#endif
