/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A ring of words. */

#include "ahead.h"

/* Read words until there are as many as there is room for, or one that takes
 * rules comes. */
static void fill(bfi_ahead *ahead, bfi_segmenter *s, const bfi_memo *memo)
{
    bf_span span;
    while (ahead->count < BFI_AHEAD_WORDS && bfi_segmenter_plain(s, &span)) {
        const char *data = s->text.data + span.start;
        bfi_memo_key *key =
            &ahead->keys[(ahead->first + ahead->count++) % BFI_AHEAD_WORDS];
        *key = bfi_memo_key_of((bf_str){data, span.end - span.start},
                               s->text.size - span.start);
        bfi_memo_expect(memo, key);
    }
}

const bfi_memo_key *bfi_ahead_next(bfi_ahead *ahead, bfi_segment *out,
                                   bfi_segmenter *segmenter,
                                   const bfi_memo *memo)
{
    const bfi_memo_key *key;
    size_t start;
    if (ahead->count <= BFI_AHEAD_WORDS / 2) {
        fill(ahead, segmenter, memo);
    }
    if (ahead->count == 0) {
        return NULL;
    }
    ahead->count--;
    key = &ahead->keys[ahead->first++ % BFI_AHEAD_WORDS];
    start = (size_t)(key->data - segmenter->text.data);
    *out = bfi_segment_of_plain((bf_span){start, start + key->size});
    return key;
}
