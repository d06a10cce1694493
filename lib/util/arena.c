/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Arenas: a chain of chunks, the newest first. bf_arena_reset() keeps the
 * newest chunk when it is of ordinary size, so an arena in a loop settles on
 * one allocation.
 */

#include <backfile/util.h>

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK_BYTES = 16 * 1024,
    KEEP_BYTES = 1024 * 1024
};

typedef struct chunk {
    struct chunk *next;
    size_t size;
    size_t used;
    alignas(max_align_t) unsigned char data[];
} chunk;

struct bf_arena {
    chunk *chunks;
    size_t max_bytes;
    size_t given_bytes;
};

bf_status bf_arena_new(bf_arena **out, size_t max_bytes, bf_error *err)
{
    *out = calloc(1, sizeof **out);
    if (!*out) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    (*out)->max_bytes = max_bytes;
    return BF_OK;
}

static void free_chunks(chunk *chunks)
{
    while (chunks) {
        chunk *next = chunks->next;
        free(chunks);
        chunks = next;
    }
}

void bf_arena_free(bf_arena *arena)
{
    if (arena) {
        free_chunks(arena->chunks);
        free(arena);
    }
}

void bf_arena_reset(bf_arena *arena)
{
    chunk *kept = arena->chunks;
    arena->given_bytes = 0;
    if (!kept) {
        return;
    }
    free_chunks(kept->next);
    kept->next = NULL;
    kept->used = 0;
    if (kept->size > KEEP_BYTES) {
        free(kept);
        arena->chunks = NULL;
    }
}

/* A chunk with room for `size` bytes; chunks double, so that their number
 * stays small. */
static chunk *add_chunk(bf_arena *arena, size_t size)
{
    size_t wanted = arena->chunks ? arena->chunks->size * 2 : CHUNK_BYTES;
    chunk *made;
    if (wanted > KEEP_BYTES) {
        wanted = KEEP_BYTES;
    }
    if (wanted < size) {
        wanted = size;
    }
    if (wanted > SIZE_MAX - sizeof *made) {
        return NULL;
    }
    made = malloc(sizeof *made + wanted);
    if (made) {
        made->next = arena->chunks;
        made->size = wanted;
        made->used = 0;
        arena->chunks = made;
    }
    return made;
}

/* `size` bytes that begin at a multiple of `align`, a power of two; they are
 * not zeroed. */
static inline void *take(bf_arena *arena, size_t size, size_t align)
{
    chunk *current = arena->chunks;
    size_t start = current ? (current->used + align - 1) & ~(align - 1) : 0;
    if (size > arena->max_bytes - arena->given_bytes) {
        return NULL;
    }
    if (!current || start > current->size || size > current->size - start) {
        current = add_chunk(arena, size);
        start = 0;
    }
    if (!current) {
        return NULL;
    }
    current->used = start + size;
    arena->given_bytes += size;
    return current->data + start;
}

void *bf_arena_alloc(bf_arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    size_t rounded;
    void *block;
    if (size > SIZE_MAX - align) {
        return NULL;
    }
    rounded = size ? (size + align - 1) / align * align : align;
    block = take(arena, rounded, align);
    return block ? memset(block, 0, rounded) : NULL;
}

void *bf_arena_array(bf_arena *arena, size_t count, size_t size)
{
    if (size > 0 && count > SIZE_MAX / size) {
        return NULL;
    }
    return bf_arena_alloc(arena, count * size);
}

bf_str bf_arena_copy(bf_arena *arena, bf_str text)
{
    char *copy = text.size < SIZE_MAX ? take(arena, text.size + 1, 1) : NULL;
    if (!copy) {
        return (bf_str){NULL, 0};
    }
    if (text.size > 0) {
        memcpy(copy, text.data, text.size);
    }
    copy[text.size] = '\0';
    return (bf_str){copy, text.size};
}
