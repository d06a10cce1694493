/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every write, sync, rename and so on of a change fails once, is cut short
 * once, or is never reached because the process was killed: the index is in the
 * state before the change or in the one after it. */

#include "sanitizers.hh"
#include "scenario.hh"
#include "writes.hh"

#include <cstdint>
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
    return state == scenario::NO_INDEX ||
           scenario::change(index_path, 1, &err) == BF_OK;
}

/* After whatever happened the next writer finds a whole index. */
static bool goes_on(int *state)
{
    bf_error err;
    bf_status status = scenario::change(index_path, *state + 1, &err);
    if (status) {
        printf("# the next change: %s\n", err.text);
    }
    return scenario::survived(index_path, state, status) && !status;
}

static bool fails_well(Fault fault, unsigned long at, int from)
{
    bf_error err = {BF_OK, ""};
    int state = from;
    if (!reset(from)) {
        return false;
    }
    writes::arm(fault, at);
    bf_status status = scenario::change(index_path, from + 1, &err);
    writes::disarm();
    if (status != BF_OK && status != BF_ERR_IO) {
        printf("# %s: %s\n", bf_status_name(status), err.text);
        return false;
    }
    return scenario::survived(index_path, &state, status) && goes_on(&state);
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

/* Killing ----------------------------------------------------------------- */

/* Make one change in a process that dies in front of a call. True: it died. */
static bool dies(unsigned long at, int number)
{
    bf_error err;
    int result = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        writes::arm(Fault::killed, at);
        _exit(scenario::change(index_path, number, &err) != BF_OK);
    }
    waitpid(child, &result, 0);
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
        good =
            good &&
            scenario::survived(index_path, &state, died ? BF_ERR_IO : BF_OK) &&
            goes_on(&state);
    }
    ok(good, "%s (%lu calls)", name, at - 1);
    if (!good) {
        printf("# call %lu\n", at);
    }
}

/* Changes without end. */
[[noreturn]] static void keep_changing(int state)
{
    bf_error err;
    for (;;) {
        if (scenario::change(index_path, ++state, &err)) {
            _exit(1);
        }
    }
}

static void kill_at_random(unsigned rounds)
{
    bool good = reset(1);
    int state = 1;
    uint32_t random = 4711;
    for (unsigned round = 0; round < rounds && good; round++) {
        int result = 0;
        int before = state;
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            keep_changing(state);
        }
        random = random * 1664525 + 1013904223;
        usleep(2000 + (random >> 16) % 60000);
        kill(child, SIGKILL);
        waitpid(child, &result, 0);
        state = scenario::state_of(index_path);
        good = WIFSIGNALED(result) && state >= before && goes_on(&state);
    }
    ok(good, "killed at %u random moments (%d changes)", rounds, state);
}

int main()
{
    std::string scratch = scratch_new();
    index_path = scratch + "/index";
    sweep_failures(Fault::no_space, 1, "each call of a change fails");
    sweep_failures(Fault::half, 1, "each write of a change is cut short");
    sweep_failures(Fault::no_space, 0, "each call of a creation fails");
    sweep_failures(Fault::half, 0, "each write of a creation is cut short");
    sweep_kills(1, "killed in front of each call of a change");
    sweep_kills(0, "killed in front of each call of a creation");
    kill_at_random(25);
    scratch_remove(scratch.c_str());
    return tap_done();
}
