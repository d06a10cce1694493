/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of postings by document. */

#include "list.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum {
    /* More bounds are not looked at to know that of a range. */
    MAX_BOUNDS = 16
};

/* Find nothing; a search begins anew. */
static void lose(bfi_list *list)
{
    list->low = UINT32_MAX;
    list->high = BFI_NONE;
}

void bfi_list_init(bfi_run *run, bfi_list *list)
{
    bf_postings_open(&list->postings, run->segment, &list->entry);
    run->is_damaged = run->is_damaged || list->postings.status != BF_OK;
    lose(list);
    list->block = 0;
    list->bound_block = list->map_block = UINT32_MAX;
    list->most = list->entry.kind == BF_TERM_FILTER
                     ? 0
                     : bf_bounds_of(&run->bounds,
                                    bf_postings_list_maxima(&list->postings));
}

/* Block number `block` is found; what is from `low` on may be in it. */
static void set_block(bfi_list *list, uint32_t block)
{
    const bf_postings *postings = &list->postings;
    list->block = block;
    list->low = block > 0 ? bf_postings_last(postings, block - 1) + 1 : 0;
    list->high = block + 1 < postings->block_count
                     ? bf_postings_last(postings, block)
                     : BFI_NONE;
}

bool bfi_list_find(bfi_list *list, uint32_t doc)
{
    const uint32_t block = bf_postings_find(
        &list->postings, doc > list->high ? list->block + 1 : 0, doc);
    if (block >= list->postings.block_count) {
        lose(list);
        return false;
    }
    set_block(list, block);
    return true;
}

bool bfi_list_set(bfi_list *list, uint32_t block)
{
    if (block >= list->postings.block_count) {
        return false;
    }
    set_block(list, block);
    return true;
}

bool bfi_list_step(bfi_list *list)
{
    return bfi_list_set(list, list->block + 1);
}

float bfi_list_bound(bfi_run *run, bfi_list *list)
{
    if (list->bound_block != list->block) {
        list->bound_block = list->block;
        list->bound =
            list->entry.kind == BF_TERM_FILTER
                ? 0
                : bf_bounds_of(&run->bounds, bf_postings_maxima(&list->postings,
                                                                list->block));
    }
    return list->bound;
}

float bfi_list_bound_within(bfi_run *run, bfi_list *list, uint32_t low,
                            uint32_t high)
{
    const uint32_t last = high - 1;
    float most = 0;
    if (list->postings.block_count <= 1) {
        return list->most;
    }
    if (!bfi_list_seek(list, low)) {
        return 0;
    }
    for (unsigned i = 0; i < MAX_BOUNDS; i++) {
        const float bound = bfi_list_bound(run, list);
        most = bound > most ? bound : most;
        if (list->high >= last || !bfi_list_step(list)) {
            return most;
        }
    }
    return list->most;
}

bool bfi_list_read(bfi_run *run, bfi_list *list)
{
    list->place = 0;
    if (!bf_postings_read(&list->postings, list->block)) {
        run->is_damaged = true;
        lose(list);
        return false;
    }
    return true;
}

/* There is room behind a block, which holds no document. */
#if defined(__SSE2__)

uint32_t bfi_list_place(const bf_postings *postings, uint32_t from,
                        uint32_t doc)
{
    const uint32_t *docs = postings->docs;
    const __m128i wanted = _mm_set1_epi32((int)doc);
    for (uint32_t i = from; i < postings->count; i += 8) {
        const __m128i *at = (const __m128i *)(const void *)(docs + i);
        const __m128i below =
            _mm_packs_epi32(_mm_cmpgt_epi32(wanted, _mm_loadu_si128(at)),
                            _mm_cmpgt_epi32(wanted, _mm_loadu_si128(at + 1)));
        const unsigned bits = (unsigned)_mm_movemask_epi8(below);
        if (bits != 0xffff) {
            const uint32_t place = i + (uint32_t)__builtin_ctz(~bits) / 2;
            return place < postings->count ? place : postings->count;
        }
    }
    return postings->count;
}

#else

uint32_t bfi_list_place(const bf_postings *postings, uint32_t from,
                        uint32_t doc)
{
    return bfi_lower(postings->docs, from, postings->count, doc);
}

#endif
