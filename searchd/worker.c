/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What each thread owns. A searcher follows the commits of its index by
 * itself; here is what it cannot see: that another folder was moved to the
 * path of the index, or that the searcher is past help and a new one is not.
 */

#include "searchd.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bf_status bfi_worker_new(worker **out, const searchd_options *options,
                         bf_error *err)
{
    bf_status status;
    *out = calloc(1, sizeof **out);
    if (!*out) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    (*out)->options = options;
    status = bf_arena_new(&(*out)->arena, SEARCHD_MAX_BODY_BYTES, err);
    if (status) {
        free(*out);
        *out = NULL;
    }
    return status;
}

static void close_searcher(worker *self)
{
    bf_searcher_free(self->searcher);
    self->searcher = NULL;
}

void bfi_worker_free(worker *self)
{
    if (self) {
        close_searcher(self);
        bf_arena_free(self->arena);
        free(self);
    }
}

/* An index that is absent or is none is a fault of the server here, not
 * something that the client asked for in vain. */
static bf_status as_fault(bf_status status, bf_error *err)
{
    if (status == BF_ERR_NOT_FOUND || status == BF_ERR_INVALID) {
        status = BF_ERR_IO;
        err->status = status;
    }
    return status;
}

static bf_status open_searcher(worker *self, bf_error *err)
{
    const char *path = self->options->index;
    struct stat facts;
    bf_status status;
    if (stat(path, &facts) != 0) {
        char text[128];
        const char *why = strerror_r(errno, text, sizeof text);
        close_searcher(self);
        return bf_fail(err, BF_ERR_IO, "%s: %s", path, why);
    }
    if (self->searcher && self->device == facts.st_dev &&
        self->inode == facts.st_ino) {
        return BF_OK;
    }
    close_searcher(self);
    self->device = facts.st_dev;
    self->inode = facts.st_ino;
    status = as_fault(bf_searcher_open(&self->searcher, path, err), err);
    if (!status) {
        status = bfi_synonyms_use(self->searcher, self->options, err);
        status = status == BF_ERR_NOT_FOUND ? BF_OK : status;
    }
    return status;
}

/* Whether a failure may be the searcher's, so that a new one may do better. */
static bool is_of_searcher(bf_status status)
{
    switch (status) {
    case BF_ERR_STALE:
    case BF_ERR_CORRUPT:
    case BF_ERR_FORMAT:
    case BF_ERR_IO:
    case BF_ERR_INTERNAL:
        return true;
    default:
        return false;
    }
}

bf_status bfi_worker_ask(worker *self, worker_question question, void *closure,
                         bf_error *err)
{
    bf_status status = BF_OK;
    for (int tries = 0; tries < 2; tries++) {
        status = open_searcher(self, err);
        if (status) {
            return status;
        }
        bfi_blocks_tell(self);
        status = question(closure, self->searcher, err);
        bfi_blocks_note(self);
        if (!is_of_searcher(status)) {
            return status;
        }
        close_searcher(self);
    }
    return status;
}
