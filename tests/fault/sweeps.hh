// SPDX-License-Identifier: GPL-2.0-or-later
#ifndef TESTS_FAULT_SWEEPS_HH
#define TESTS_FAULT_SWEEPS_HH

/* Sweeps over the writes of a change: each call fails once, is cut short once,
 * or is never reached because the process was killed. The index is in the state
 * before the change or in the one after it, and the next change finds it
 * whole. */

#include "sanitizers.hh"
#include "scratch.hh"
#include "writes.hh"

#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace sweeps
{
using writes::Fault;

/* What is changed. States count from 1; 0 is no index. */
struct Subject {
    /* Make the change that leads to state `number`. */
    bf_status (*change)(const std::string &index, int number, bf_error *err);
    /* Whether the index is in *state or, where the change to the next one may
     * have come about by its `status`, there; *state says which. */
    bool (*survived)(const std::string &index, int *state, bf_status status);
    /* Whether nothing is left over; nullptr: not asked. */
    bool (*has_no_leftovers)(const std::string &index);
};

inline Subject subject;
inline std::string index_path;

/* Begin at `state`: a fresh index, or none. */
inline bool reset(int state)
{
    bf_error err;
    run_command("rm -rf '%s'", index_path.c_str());
    return state == 0 || subject.change(index_path, 1, &err) == BF_OK;
}

/* After whatever happened the next writer finds a whole index. */
inline bool goes_on(int *state)
{
    bf_error err = {BF_OK, ""};
    const bf_status status = subject.change(index_path, *state + 1, &err);
    if (status) {
        printf("# the next change: %s\n", err.text);
    }
    return subject.survived(index_path, state, status) && !status &&
           (!subject.has_no_leftovers || subject.has_no_leftovers(index_path));
}

inline bool fails_well(Fault fault, unsigned long at, int from)
{
    bf_error err = {BF_OK, ""};
    int state = from;
    if (!reset(from)) {
        return false;
    }
    writes::arm(fault, at);
    const bf_status status = subject.change(index_path, from + 1, &err);
    writes::disarm();
    if (status != BF_OK && status != BF_ERR_IO) {
        printf("# %s: %s\n", bf_status_name(status), err.text);
        return false;
    }
    return subject.survived(index_path, &state, status) && goes_on(&state);
}

inline void sweep_failures(Fault fault, int from, const char *name)
{
    unsigned long at = 0;
    bool good;
    do {
        good = fails_well(fault, ++at, from);
    } while (good && writes::reached);
    ok(good, "%s (%lu calls)", name, at - 1);
    if (!good) {
        printf("# call %lu\n", at);
    }
}

/* Make one change in a process that dies in front of a call. True: it died. */
inline bool dies(unsigned long at, int number)
{
    bf_error err;
    int result = 0;
    fflush(stdout);
    pid_t process = fork();
    if (process == 0) {
        writes::arm(Fault::killed, at);
        _exit(subject.change(index_path, number, &err) != BF_OK);
    }
    waitpid(process, &result, 0);
    return WIFSIGNALED(result) && WTERMSIG(result) == SIGKILL;
}

inline void sweep_kills(int from, const char *name)
{
    unsigned long at = 0;
    bool good = true;
    bool died = true;
    while (good && died) {
        int state = from;
        good = reset(from);
        died = dies(++at, from + 1);
        good = good &&
               subject.survived(index_path, &state, died ? BF_ERR_IO : BF_OK) &&
               goes_on(&state);
    }
    ok(good, "%s (%lu calls)", name, at - 1);
    if (!good) {
        printf("# call %lu\n", at);
    }
}

} // namespace sweeps

#endif
