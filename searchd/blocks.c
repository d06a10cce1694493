/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is wrong with the block index, as the threads find out one by one: the
 * first that does tells the log and the others, which then leave the blocks
 * alone as well, until there is a state whose blocks are whole.
 */

#include "searchd.h"

#include <pthread.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bf_error trouble; /* BF_OK: none */
static uint64_t trouble_change;

static void say_trouble(const bf_error *why)
{
    if (why->status == BF_ERR_UNAVAILABLE) {
        bfi_program_say(&bfi_searchd, "%s", why->text);
        return;
    }
    bfi_program_say(&bfi_searchd,
                    "the block index is not used: %s; queries are answered "
                    "from the records, which takes longer, until "
                    "backfile-indexer has made it anew",
                    why->text);
}

static void note_trouble(uint64_t change, const bf_error *why)
{
    const bool is_known =
        trouble.status == why->status && strcmp(trouble.text, why->text) == 0;
    if (!is_known && (trouble.status == BF_OK || trouble_change != change)) {
        say_trouble(why);
        trouble = *why;
    }
    trouble_change = change;
}

static void note_whole(uint64_t change)
{
    if (trouble.status != BF_OK && trouble_change != change) {
        bfi_program_say(&bfi_searchd, "the block index is used again");
        trouble = (bf_error){BF_OK, ""};
    }
}

void bfi_blocks_note(const bf_searcher *searcher)
{
    bf_error why;
    uint64_t change;
    const bf_status status = bf_searcher_blocks(&change, searcher, &why);
    if (change == 0) {
        return;
    }
    pthread_mutex_lock(&lock);
    if (status) {
        note_trouble(change, &why);
    } else {
        note_whole(change);
    }
    pthread_mutex_unlock(&lock);
}

bf_status bfi_blocks_state(void)
{
    bf_status status;
    pthread_mutex_lock(&lock);
    status = trouble.status;
    pthread_mutex_unlock(&lock);
    return status;
}
