/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation of a publisher fails once, and then all from it on: the
 * status is BF_ERR_NOMEM, and records and blocks stay whole. */

#include "child.hh"
#include "publishing.hh"
#include "sanitizers.hh"

static std::string index_path;

static void sweep(bool on, const char *name)
{
    child::Outcome outcome;
    int state = publishing::state_of(index_path);
    bool good = true;
    unsigned long at = 0;
    unsigned long aborts = 0;
    do {
        outcome = child::failing_change(publishing::change, index_path,
                                        state + 1, ++at, on);
        good = (outcome.status == BF_OK || outcome.status == BF_ERR_NOMEM) &&
               publishing::survived(index_path, &state, outcome.status);
        aborts += outcome.aborted;
    } while (good && outcome.failed > 0);
    ok(good, "%s (%lu allocations)", name, at - 1);
    printf("# %lu ended the process inside Xapian\n", aborts);
    if (!good) {
        printf("# allocation %lu: %s: %s\n", at, bf_status_name(outcome.status),
               outcome.text);
    }
}

int main()
{
    bf_error err;
    const std::string scratch = scratch_new();
    index_path = scratch + "/index";
    is_status(publishing::change(index_path, 1, &err), BF_OK, &err,
              "make an index");
    sweep(false, "each once");
    sweep(true, "each and all after it");
    is_status(publishing::change(index_path,
                                 publishing::state_of(index_path) + 1, &err),
              BF_OK, &err, "and then it works");
    ok(publishing::has_no_leftovers(index_path), "nothing is left over");
    scratch_remove(scratch.c_str());
    return tap_done();
}
