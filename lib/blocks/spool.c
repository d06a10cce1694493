/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Spools: bytes in memory, or in a temporary file without a name. */

#include "spool.h"

#include "file.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    FIRST_BYTES = 2 * BFI_SPOOL_RESERVE,
    MAX_BYTES = 256 * 1024
};

void bfi_spool_init(bfi_spool *spool, const char *folder, const char *what,
                    uint64_t max_bytes)
{
    *spool = (bfi_spool){
        .folder = folder, .what = what, .max_bytes = max_bytes, .fd = -1};
}

void bfi_spool_fini(bfi_spool *spool)
{
    free(spool->bytes);
    if (spool->fd >= 0) {
        close(spool->fd);
    }
    bfi_spool_init(spool, spool->folder, spool->what, spool->max_bytes);
}

void bfi_spool_reset(bfi_spool *spool)
{
    if (spool->filed > 0 &&
        (ftruncate(spool->fd, 0) != 0 || lseek(spool->fd, 0, SEEK_SET) != 0)) {
        spool->status = BF_ERR_IO;
        spool->cause = errno;
    }
    spool->filed = 0;
    spool->used = 0;
}

bf_status bfi_spool_status(const bfi_spool *spool, bf_error *err)
{
    switch (spool->status) {
    case BF_OK:
        return BF_OK;
    case BF_ERR_NOMEM:
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    case BF_ERR_LIMIT:
        return bf_fail(err, BF_ERR_LIMIT,
                       "the %s of one segment exceed %ju bytes", spool->what,
                       (uintmax_t)spool->max_bytes);
    default:
        return bfi_file_fail(err, spool->cause, spool->folder, NULL);
    }
}

/* Writing ------------------------------------------------------------------ */

static void fail(bfi_spool *spool, bf_status status, int cause)
{
    spool->status = status;
    spool->cause = cause;
}

/* Move what is in memory to the file. */
static void flush(bfi_spool *spool)
{
    if (spool->fd < 0) {
        spool->fd = bfi_file_nameless(spool->folder);
    }
    if (spool->fd < 0 ||
        !bfi_file_write(spool->fd, spool->bytes, spool->used)) {
        fail(spool, errno == ENOMEM ? BF_ERR_NOMEM : BF_ERR_IO, errno);
    } else {
        spool->filed += spool->used;
        spool->used = 0;
    }
}

static void grow(bfi_spool *spool)
{
    const size_t room = spool->room ? 2 * spool->room : FIRST_BYTES;
    unsigned char *bytes = realloc(spool->bytes, room);
    if (!bytes) {
        fail(spool, BF_ERR_NOMEM, 0);
        return;
    }
    spool->bytes = bytes;
    spool->room = room;
}

void bfi_spool_settle(bfi_spool *spool)
{
    if (!spool->status && spool->fd >= 0) {
        flush(spool);
    }
    if (!spool->status && spool->fd >= 0) {
        free(spool->bytes);
        spool->bytes = NULL;
        spool->room = 0;
    }
}

unsigned char *bfi_spool_make_room(bfi_spool *spool, size_t size)
{
    if (!spool->status &&
        bfi_spool_size(spool) + BFI_SPOOL_RESERVE > spool->max_bytes &&
        bfi_spool_size(spool) + size > spool->max_bytes) {
        fail(spool, BF_ERR_LIMIT, 0);
    }
    if (!spool->status && spool->room == MAX_BYTES) {
        flush(spool);
    } else if (!spool->status) {
        grow(spool);
    }
    return spool->status ? NULL : spool->bytes + spool->used;
}

void bfi_spool_add_pieces(bfi_spool *spool, const void *data, size_t size)
{
    const unsigned char *from = data;
    while (size > 0) {
        const size_t part = size < BFI_SPOOL_RESERVE ? size : BFI_SPOOL_RESERVE;
        unsigned char *to = bfi_spool_reserve(spool, part);
        if (!to) {
            return;
        }
        memcpy(to, from, part);
        bfi_spool_grew(spool, to + part);
        from += part;
        size -= part;
    }
}

void bfi_spool_add_varint(bfi_spool *spool, uint64_t value)
{
    unsigned char *to = bfi_spool_reserve(spool, BFI_MAX_VARINT_U64);
    if (to) {
        bfi_spool_grew(spool, bfi_put_varint(to, value));
    }
}

void bfi_spool_add_u32(bfi_spool *spool, uint32_t value)
{
    unsigned char *to = bfi_spool_reserve(spool, sizeof value);
    if (to) {
        bfi_store_u32(to, value);
        bfi_spool_grew(spool, to + sizeof value);
    }
}

void bfi_spool_add_u64(bfi_spool *spool, uint64_t value)
{
    unsigned char *to = bfi_spool_reserve(spool, sizeof value);
    if (to) {
        bfi_store_u64(to, value);
        bfi_spool_grew(spool, to + sizeof value);
    }
}

void bfi_spool_align(bfi_spool *spool, size_t unit)
{
    static const unsigned char zeros[BFI_SPOOL_RESERVE];
    bfi_spool_add(spool, zeros,
                  (size_t)((unit - bfi_spool_size(spool) % unit) % unit));
}

void bfi_spool_add_spool(bfi_spool *spool, bfi_spool *from)
{
    bfi_tape tape;
    bfi_tape_open(&tape, from, 0, MAX_BYTES);
    while (bfi_tape_has_more(&tape)) {
        bfi_spool_add(spool, tape.at, (size_t)(tape.end - tape.at));
        tape.at = tape.end;
    }
    if (tape.status && !spool->status) {
        fail(spool, tape.status, tape.cause);
    }
    bfi_tape_fini(&tape);
}

/* Reading ------------------------------------------------------------------ */

void bfi_tape_open(bfi_tape *tape, bfi_spool *spool, uint64_t offset,
                   size_t room_bytes)
{
    *tape = (bfi_tape){.spool = spool, .next = offset};
    if (!spool->status && spool->fd >= 0 && spool->used > 0) {
        flush(spool);
    }
    tape->status = spool->status;
    tape->cause = spool->cause;
    if (spool->status || spool->fd < 0) {
        /* Nothing may have been written yet. */
        const bool is_there = !spool->status && spool->bytes;
        tape->at = is_there ? spool->bytes + offset : NULL;
        tape->end = is_there ? spool->bytes + spool->used : NULL;
        return;
    }
    tape->room = malloc(room_bytes);
    tape->room_bytes = room_bytes;
    tape->at = tape->end = tape->room;
    if (!tape->room) {
        tape->status = BF_ERR_NOMEM;
    }
}

void bfi_tape_fini(bfi_tape *tape)
{
    free(tape->room);
    *tape = (bfi_tape){.at = NULL};
}

bool bfi_tape_refill(bfi_tape *tape, size_t size)
{
    size_t left = (size_t)(tape->end - tape->at);
    if (!tape->room || tape->status) {
        return false;
    }
    memmove(tape->room, tape->at, left);
    while (left < size) {
        const ssize_t got = pread(tape->spool->fd, tape->room + left,
                                  tape->room_bytes - left, (off_t)tape->next);
        if (got > 0) {
            left += (size_t)got;
            tape->next += (size_t)got;
        } else if (got == 0 || errno != EINTR) {
            tape->status = got < 0 ? BF_ERR_IO : BF_OK;
            tape->cause = errno;
            break;
        }
    }
    tape->at = tape->room;
    tape->end = tape->room + left;
    return left >= size;
}

uint64_t bfi_tape_varint(bfi_tape *tape)
{
    uint64_t value = 0;
    (void)bfi_tape_fill(tape, BFI_MAX_VARINT_U64);
    (void)bfi_get_varint64(&value, &tape->at, tape->end);
    return value;
}

bf_status bfi_tape_status(const bfi_tape *tape, bf_error *err)
{
    switch (tape->status) {
    case BF_OK:
        return BF_OK;
    case BF_ERR_NOMEM:
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    case BF_ERR_IO:
        return bfi_file_fail(err, tape->cause, tape->spool->folder, NULL);
    default:
        return bfi_spool_status(tape->spool, err);
    }
}
