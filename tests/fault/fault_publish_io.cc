/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every write, sync, rename and so on of a publisher fails once, is cut short
 * once, or is never reached because the process was killed: records and blocks
 * are both in the state before the change or in the one after it. */

#include "publishing.hh"
#include "sanitizers.hh"
#include "writes.hh"

#include <string>
#include <sys/wait.h>
#include <unistd.h>

using writes::Fault;

static std::string index_path;

/* Begin at `state`: a fresh index, or none. */
static bool reset(int state)
{
    bf_error err;
    run_command("rm -rf '%s'", index_path.c_str());
    return state == publishing::NO_INDEX ||
           publishing::change(index_path, 1, &err) == BF_OK;
}

/* After whatever happened the next publisher finds a whole index, and leaves
 * nothing over. */
static bool goes_on(int *state)
{
    bf_error err = {BF_OK, ""};
    const bf_status status = publishing::change(index_path, *state + 1, &err);
    if (status) {
        printf("# the next change: %s\n", err.text);
    }
    return publishing::survived(index_path, state, status) && !status &&
           publishing::has_no_leftovers(index_path);
}

static bool fails_well(Fault fault, unsigned long at, int from)
{
    bf_error err = {BF_OK, ""};
    int state = from;
    if (!reset(from)) {
        return false;
    }
    writes::arm(fault, at);
    const bf_status status = publishing::change(index_path, from + 1, &err);
    writes::disarm();
    if (status != BF_OK && status != BF_ERR_IO) {
        printf("# %s: %s\n", bf_status_name(status), err.text);
        return false;
    }
    return publishing::survived(index_path, &state, status) && goes_on(&state);
}

static void sweep_failures(Fault fault, int from, const char *name)
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
static bool dies(unsigned long at, int number)
{
    bf_error err;
    int result = 0;
    fflush(stdout);
    pid_t process = fork();
    if (process == 0) {
        writes::arm(Fault::killed, at);
        _exit(publishing::change(index_path, number, &err) != BF_OK);
    }
    waitpid(process, &result, 0);
    return WIFSIGNALED(result) && WTERMSIG(result) == SIGKILL;
}

static void sweep_kills(int from, const char *name)
{
    unsigned long at = 0;
    bool good = true;
    bool died = true;
    while (good && died) {
        int state = from;
        good = reset(from);
        died = dies(++at, from + 1);
        good = good &&
               publishing::survived(index_path, &state,
                                    died ? BF_ERR_IO : BF_OK) &&
               goes_on(&state);
    }
    ok(good, "%s (%lu calls)", name, at - 1);
    if (!good) {
        printf("# call %lu\n", at);
    }
}

int main()
{
    const std::string scratch = scratch_new();
    index_path = scratch + "/index";
    writes::skips_syncs = true;
    sweep_failures(Fault::no_space, 1, "each call of a change fails");
    sweep_failures(Fault::half, 1, "each write of a change is cut short");
    sweep_failures(Fault::no_space, 0, "each call of a creation fails");
    sweep_kills(1, "killed in front of each call of a change");
    sweep_kills(0, "killed in front of each call of a creation");
    scratch_remove(scratch.c_str());
    return tap_done();
}
