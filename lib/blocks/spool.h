/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_SPOOL_H
#define BFI_BLOCKS_SPOOL_H

/*
 * Spools: bytes that are appended, and then read from the beginning. The first
 * are kept in memory; when they are many, all go to a temporary file that has
 * no name, so that none is left over however the process ends. As a bf_buf, a
 * spool remembers its first failure, and does nothing after it.
 *
 *     bfi_spool_init(&spool, folder, "postings", UINT64_MAX);
 *     bfi_spool_add(&spool, bytes, size);
 *     bfi_tape_open(&tape, &spool, 0, 65536);
 *     while (bfi_tape_fill(&tape, 16)) { ... tape.at ... }
 *     status = bfi_tape_status(&tape, err);
 *     bfi_tape_fini(&tape);
 *     bfi_spool_fini(&spool);
 */

#include <backfile/util.h>

#include "bytes.h"

#include <string.h>

typedef struct bfi_spool {
    const char *folder; /* borrowed: where its file goes */
    const char *what;   /* borrowed: what it holds, for messages */
    uint64_t max_bytes;
    unsigned char *bytes; /* those that are not in the file */
    size_t used;
    size_t room;
    uint64_t filed; /* bytes in the file */
    int fd;         /* -1: none */
    bf_status status;
    int cause; /* errno, with BF_ERR_IO */
} bfi_spool;

/* Make an empty one that holds at most `max_bytes`. Allocates nothing. */
void bfi_spool_init(bfi_spool *spool, const char *folder, const char *what,
                    uint64_t max_bytes);
void bfi_spool_fini(bfi_spool *spool);
/* Forget the bytes, keep the memory. The status stays. */
void bfi_spool_reset(bfi_spool *spool);

/* Give back the memory of one that has a file; more may be added. */
void bfi_spool_settle(bfi_spool *spool);

/* The sticky status: BF_OK, BF_ERR_NOMEM, BF_ERR_IO, BF_ERR_LIMIT. */
BF_MUST_CHECK bf_status bfi_spool_status(const bfi_spool *spool, bf_error *err);

static inline uint64_t bfi_spool_size(const bfi_spool *spool)
{
    return spool->filed + spool->used;
}

/* Make room for `size` more bytes, at most BFI_SPOOL_RESERVE; NULL: the status
 * says why. */
unsigned char *bfi_spool_make_room(bfi_spool *spool, size_t size);

enum {
    BFI_SPOOL_RESERVE = 4096
};

/* As bfi_spool_make_room(); then bfi_spool_grew() with what was used. */
static inline unsigned char *bfi_spool_reserve(bfi_spool *spool, size_t size)
{
    return spool->room - spool->used >= size && !spool->status
               ? spool->bytes + spool->used
               : bfi_spool_make_room(spool, size);
}

static inline void bfi_spool_grew(bfi_spool *spool, const unsigned char *end)
{
    spool->used = (size_t)(end - spool->bytes);
}

/* Append bytes for which there is not enough room. */
void bfi_spool_add_pieces(bfi_spool *spool, const void *data, size_t size);

/* Append `size` bytes. */
static inline void bfi_spool_add(bfi_spool *spool, const void *data,
                                 size_t size)
{
    if (spool->room - spool->used > size && !spool->status) {
        memcpy(spool->bytes + spool->used, data, size);
        spool->used += size;
    } else {
        bfi_spool_add_pieces(spool, data, size);
    }
}

void bfi_spool_add_varint(bfi_spool *spool, uint64_t value);
void bfi_spool_add_u32(bfi_spool *spool, uint32_t value);
void bfi_spool_add_u64(bfi_spool *spool, uint64_t value);
/* Append zeros up to a multiple of `unit`, at most BFI_SPOOL_RESERVE. */
void bfi_spool_align(bfi_spool *spool, size_t unit);
/* Append all that is in `from`; its failure becomes that of `spool`. */
void bfi_spool_add_spool(bfi_spool *spool, bfi_spool *from);

/* Reading ------------------------------------------------------------------ */

/* Reads a spool, to which nothing is added meanwhile. */
typedef struct bfi_tape {
    const unsigned char *at; /* what comes next */
    const unsigned char *end;
    bfi_spool *spool;
    unsigned char *room; /* NULL: the spool is all in memory */
    size_t room_bytes;
    uint64_t next; /* where in the file what is behind `end` stands */
    bf_status status;
    int cause;
} bfi_tape;

/* Begin at byte `offset`, reading `room_bytes` at once from a file. The status
 * says what went wrong. */
void bfi_tape_open(bfi_tape *tape, bfi_spool *spool, uint64_t offset,
                   size_t room_bytes);
void bfi_tape_fini(bfi_tape *tape);
/* See that `size` bytes can be read at once, at most room_bytes: false when
 * fewer are left, or reading failed. */
bool bfi_tape_refill(bfi_tape *tape, size_t size);

static inline bool bfi_tape_fill(bfi_tape *tape, size_t size)
{
    return (size_t)(tape->end - tape->at) >= size ||
           bfi_tape_refill(tape, size);
}

/* The next number. Tapes hold what was written to them in the same process, so
 * it is there; 0 after a failure. */
uint64_t bfi_tape_varint(bfi_tape *tape);
/* Whether there is anything left. */
static inline bool bfi_tape_has_more(bfi_tape *tape)
{
    return bfi_tape_fill(tape, 1);
}

BF_MUST_CHECK bf_status bfi_tape_status(const bfi_tape *tape, bf_error *err);

#endif
