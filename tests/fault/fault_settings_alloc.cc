/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation of reading settings fails once, and then all from it on: the
 * status is BF_ERR_NOMEM, and the settings are the defaults. */

#include <backfile/settings.h>

#include "allocations.hh"
#include "tap.h"

static const char text[] = "index: {memory: 64MB, records: lean}\n"
                           "ranking:\n  k1: 0.9\n  b: 0.5\n"
                           "fields:\n  title: &a {weight: 3}\n  tags: *a\n";

static void complain(void *payload, size_t, size_t, const char *)
{
    ++*static_cast<size_t *>(payload);
}

/* Whether what came out fits the status. */
static bool run(bf_status *status)
{
    bf_settings made;
    bf_settings defaults;
    bf_error err;
    size_t complaints = 0;
    bf_settings_init(&defaults);
    *status =
        bf_settings_read(&made, bf_str_of(text), complain, &complaints, &err);
    return complaints == 0 &&
           bf_settings_equal(&made, &defaults) == (*status != BF_OK) &&
           (*status == BF_OK || err.status == *status);
}

static void test(bool fail_on)
{
    unsigned long failures = 0;
    bool fits = true;
    bf_status status = BF_OK;
    for (unsigned long i = 1;; i++) {
        allocations::arm(i, fail_on);
        const bool whole = run(&status);
        const bool failed = allocations::failed > 0;
        allocations::disarm();
        fits = fits && whole && status == (failed ? BF_ERR_NOMEM : BF_OK);
        if (!failed) {
            break;
        }
        failures++;
    }
    ok(fits, "%lu allocations fail%s", failures, fail_on ? " and stay so" : "");
}

int main()
{
    test(false);
    test(true);
    return tap_done();
}
