/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory in slabs, and lists of bytes in it. */

#include "pool.h"

#include <stdlib.h>
#include <string.h>

enum {
    ALIGNMENT = 64, /* a line of the cache */
    HUGE_SLABS = BF_HUGE_BYTES / BFI_SLAB_BYTES,
    LEAST_PIECE = 12,
    MOST_PIECE = 16 * 1024,
    LINK_BYTES = sizeof(uint32_t)
};

/* How many slabs are allocated at once, where `first` is the next one: few for
 * few documents, then those of a large page. */
static size_t slabs_from(size_t first)
{
    return first < HUGE_SLABS ? 1 : HUGE_SLABS;
}

void bfi_pool_fini(bfi_pool *pool)
{
    for (size_t i = 0; i < pool->slab_room; i += slabs_from(i)) {
        free(pool->slabs[i]);
    }
    free(pool->slabs);
    *pool = (bfi_pool){NULL, 0, 0, 0};
}

size_t bfi_pool_bytes(const bfi_pool *pool)
{
    size_t slabs = 0;
    while (slabs < pool->slab_count) {
        slabs += slabs_from(slabs);
    }
    return slabs * BFI_SLAB_BYTES;
}

void bfi_pool_reset(bfi_pool *pool)
{
    pool->slab_count = 0;
    pool->used = 0;
}

/* Allocate more slabs. */
static bool grow(bfi_pool *pool)
{
    const size_t first = pool->slab_room;
    const size_t more = slabs_from(first);
    unsigned char **slabs =
        realloc(pool->slabs, (first + more) * sizeof *slabs);
    unsigned char *memory;
    if (!slabs) {
        return false;
    }
    pool->slabs = slabs;
    memory = more > 1 ? bf_huge_alloc(more * BFI_SLAB_BYTES)
                      : aligned_alloc(ALIGNMENT, BFI_SLAB_BYTES);
    if (!memory) {
        return false;
    }
    for (size_t i = 0; i < more; i++) {
        slabs[first + i] = memory + i * BFI_SLAB_BYTES;
    }
    pool->slab_room += more;
    return true;
}

uint32_t bfi_pool_take(bfi_pool *pool, size_t size)
{
    size_t piece;
    if (pool->slab_count == 0 || BFI_SLAB_BYTES - pool->used < size) {
        if (pool->slab_count == BFI_MAX_SLABS ||
            (pool->slab_count == pool->slab_room && !grow(pool))) {
            return BFI_NO_PIECE;
        }
        pool->slab_count++;
        pool->used = 0;
    }
    piece = (pool->slab_count - 1) << BFI_SLAB_BITS | pool->used;
    pool->used += size;
    return (uint32_t)piece;
}

/* Lists ------------------------------------------------------------------- */

/* The size of the piece behind the first `count` bytes. */
static uint32_t piece_size(uint32_t count)
{
    if (count < 2 * (uint32_t)LEAST_PIECE) {
        return LEAST_PIECE;
    }
    return count < 2 * (uint32_t)MOST_PIECE ? count / 2 : MOST_PIECE;
}

/* Link a new piece to the list. */
static bool extend(bfi_byte_list *bytes, bfi_pool *pool)
{
    const uint32_t size = piece_size(bytes->count);
    const uint32_t piece = bfi_pool_take(pool, size + LINK_BYTES);
    if (piece == BFI_NO_PIECE) {
        return false;
    }
    if (bytes->count == 0) {
        bytes->head = piece;
    } else {
        memcpy(bfi_pool_at(pool, bytes->at), &piece, LINK_BYTES);
    }
    bytes->at = piece;
    bytes->room = size;
    return true;
}

bool bfi_list_add(bfi_byte_list *bytes, bfi_pool *pool,
                  const unsigned char *data, size_t size)
{
    while (size > 0) {
        size_t part;
        if (bytes->room == 0 && !extend(bytes, pool)) {
            return false;
        }
        part = size < bytes->room ? size : bytes->room;
        memcpy(bfi_pool_at(pool, bytes->at), data, part);
        bytes->at += (uint32_t)part;
        bytes->room -= (uint32_t)part;
        bytes->count += (uint32_t)part;
        data += part;
        size -= part;
    }
    return true;
}

void bfi_list_each(const bfi_byte_list *bytes, const bfi_pool *pool,
                   void (*each)(void *payload, const unsigned char *data,
                                size_t size),
                   void *payload)
{
    uint32_t piece = bytes->head;
    uint32_t done = 0;
    while (done < bytes->count) {
        const unsigned char *data = bfi_pool_at(pool, piece);
        const uint32_t size = piece_size(done);
        const uint32_t left = bytes->count - done;
        const uint32_t part = left < size ? left : size;
        each(payload, data, part);
        done += part;
        if (done < bytes->count) {
            memcpy(&piece, data + size, LINK_BYTES);
        }
    }
}
