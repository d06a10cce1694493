/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_POOL_H
#define BFI_BLOCKS_POOL_H

/*
 * Memory that is taken piece by piece and given back all at once. Pieces are
 * called by numbers of 32 bits; they are not zeroed, and aligned only as far as
 * those before them are: where all have 64 bytes, to as many. A *list*
 * of bytes grows in it: the first piece is small, for most terms are rare, and
 * each further one is half of what there is already.
 */

#include <backfile/util.h>

enum {
    BFI_SLAB_BITS = 18,
    BFI_SLAB_BYTES = 1 << BFI_SLAB_BITS,
    BFI_MAX_SLABS = 1 << (32 - BFI_SLAB_BITS)
};

typedef struct bfi_pool {
    unsigned char **slabs;
    size_t slab_count; /* in use */
    size_t slab_room;  /* allocated; they are kept when all is given back */
    size_t used;       /* of the last one in use */
} bfi_pool;

/* A list of bytes; begin with zeros. */
typedef struct bfi_byte_list {
    uint32_t head;
    uint32_t at;    /* where the next byte goes */
    uint32_t room;  /* bytes left there */
    uint32_t count; /* bytes in all */
} bfi_byte_list;

enum {
    BFI_NO_PIECE = UINT32_MAX
};

void bfi_pool_fini(bfi_pool *pool);
/* Take all back. */
void bfi_pool_reset(bfi_pool *pool);
/* A piece of `size` bytes, at most BFI_SLAB_BYTES; BFI_NO_PIECE: no memory. */
uint32_t bfi_pool_take(bfi_pool *pool, size_t size);

static inline unsigned char *bfi_pool_at(const bfi_pool *pool, uint32_t piece)
{
    return pool->slabs[piece >> BFI_SLAB_BITS] + (piece & (BFI_SLAB_BYTES - 1));
}

/* The memory that it has in use. */
size_t bfi_pool_bytes(const bfi_pool *pool);

/* Append; false: no memory. */
BF_MUST_CHECK bool bfi_list_add(bfi_byte_list *bytes, bfi_pool *pool,
                                const unsigned char *data, size_t size);
/* Hand all pieces of it to `each`, in order. */
void bfi_list_each(const bfi_byte_list *bytes, const bfi_pool *pool,
                   void (*each)(void *payload, const unsigned char *data,
                                size_t size),
                   void *payload);

#endif
