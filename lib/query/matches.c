/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages of matches. */

#include <backfile/matches.h>

#include <stdlib.h>

void bf_matches_free(bf_matches *matches)
{
    if (matches) {
        free(matches->items);
        free(matches);
    }
}
