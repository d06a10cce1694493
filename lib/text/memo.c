/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The memo of forms: a table with one place for each hash, two entries a
 * place. An entry holds the key and after it what of the forms cannot be
 * shared: the written form often is the key, the term often its beginning.
 */

#include "memo.h"

#include <backfile/util.h>

#include <string.h>

bfi_memo_place *bfi_memo_find(bfi_memo *memo, bf_str key)
{
    return &memo->places[bf_hash_64(key) % BFI_MEMO_PLACES];
}

static bool holds(const bfi_memo_entry *entry, bf_str key)
{
    return entry->key_size == key.size &&
           memcmp(entry->bytes, key.data, key.size) == 0;
}

bool bfi_memo_get(bfi_memo_place *place, bf_str key, bfi_forms *out)
{
    bfi_memo_entry *const entry = &place->entries[0];
    if (!holds(entry, key)) {
        const bfi_memo_entry other = place->entries[1];
        if (!holds(&other, key)) {
            return false;
        }
        place->entries[1] = *entry;
        *entry = other;
    }
    out->word = (bf_str){entry->bytes + entry->word_at, entry->word_size};
    out->term = (bf_str){entry->bytes + entry->term_at, entry->term_size};
    out->spelling =
        (bf_str){entry->bytes + entry->spelling_at, entry->spelling_size};
    out->clipped = false;
    return true;
}

static bool begins_with(bf_str text, bf_str start)
{
    return start.size <= text.size &&
           memcmp(text.data, start.data, start.size) == 0;
}

/* Where `form` stands in an entry that is filled up to `*end`: in `before`,
 * which is at `before_at`, if that begins with it, else at the end, copied if
 * there is room. */
static unsigned char put(bfi_memo_entry *entry, size_t *end, bf_str form,
                         bf_str before, size_t before_at)
{
    const size_t at = *end;
    if (begins_with(before, form)) {
        return (unsigned char)before_at;
    }
    *end += form.size;
    if (*end <= BFI_MEMO_BYTES) {
        memcpy(entry->bytes + at, form.data, form.size);
    }
    return (unsigned char)at;
}

void bfi_memo_put(bfi_memo_place *place, bf_str key, const bfi_forms *forms)
{
    bfi_memo_entry made = {
        .key_size = (unsigned char)key.size,
        .word_size = (unsigned char)forms->word.size,
        .term_size = (unsigned char)forms->term.size,
        .spelling_size = (unsigned char)forms->spelling.size,
    };
    size_t end = key.size;
    memcpy(made.bytes, key.data, key.size);
    made.word_at = put(&made, &end, forms->word, key, 0);
    made.term_at = put(&made, &end, forms->term, forms->word, made.word_at);
    made.spelling_at = put(&made, &end, forms->spelling, key, 0);
    if (end <= BFI_MEMO_BYTES && !forms->clipped) {
        place->entries[1] = place->entries[0];
        place->entries[0] = made;
    }
}
