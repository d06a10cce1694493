/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is wrong with the block index, as the threads find out one by one: the
 * first that does tells the log and the others, which then leave these blocks
 * alone as well, until there is a state whose blocks are whole.
 */

#include "searchd.h"

#include <pthread.h>
#include <string.h>

/* Which blocks are meant: those of a state of an index. */
typedef struct blocks_state {
    uint64_t change;
    dev_t device; /* the folder of the index */
    ino_t inode;
} blocks_state;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bf_error trouble; /* BF_OK: none */
static blocks_state troubled;

static bool is_troubled(const blocks_state *state)
{
    return troubled.change == state->change &&
           troubled.device == state->device && troubled.inode == state->inode;
}

/* What is wrong with a state is told once, however many find out. */
static void note_trouble(const blocks_state *state, const bf_error *why)
{
    const bool is_told =
        trouble.status != BF_OK &&
        (is_troubled(state) || strcmp(trouble.text, why->text) == 0);
    if (!is_told) {
        bfi_program_say(&bfi_searchd,
                        "the block index is not used until backfile-indexer "
                        "has made it anew: %s",
                        why->text);
        trouble = *why;
    }
    troubled = *state;
}

/* Blocks that could not be opened were, or those of another state are whole. */
static void note_whole(const blocks_state *state)
{
    if (trouble.status != BF_OK &&
        (trouble.status != BF_ERR_CORRUPT || !is_troubled(state))) {
        bfi_program_say(&bfi_searchd, "the block index is used again");
        trouble = (bf_error){BF_OK, ""};
    }
}

void bfi_blocks_note(const worker *self)
{
    bf_error why;
    blocks_state state = {0, self->device, self->inode};
    const bf_status status =
        bf_searcher_blocks(&state.change, self->searcher, &why);
    if (state.change == 0) {
        return;
    }
    pthread_mutex_lock(&lock);
    if (status) {
        note_trouble(&state, &why);
    } else {
        note_whole(&state);
    }
    pthread_mutex_unlock(&lock);
}

void bfi_blocks_tell(const worker *self)
{
    pthread_mutex_lock(&lock);
    if (trouble.status != BF_OK && troubled.device == self->device &&
        troubled.inode == self->inode) {
        bf_searcher_distrust(self->searcher, troubled.change, &trouble);
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
