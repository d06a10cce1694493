/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every write, sync, rename and so on of a change fails once, is cut short
 * once, or is never reached because the process was killed: the index is in the
 * state before the change or in the one after it. */

#include "scenario.hh"
#include "sweeps.hh"

#include <cstdint>

using namespace sweeps;

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
    subject = {scenario::change, scenario::survived, nullptr};
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
