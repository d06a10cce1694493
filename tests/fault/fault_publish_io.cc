/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every write, sync, rename and so on of a publisher fails once, is cut short
 * once, or is never reached because the process was killed: records and blocks
 * are both in the state before the change or in the one after it. */

#include "publishing.hh"
#include "sweeps.hh"

using namespace sweeps;

int main()
{
    const std::string scratch = scratch_new();
    subject = {publishing::change, publishing::survived,
               publishing::has_no_leftovers};
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
