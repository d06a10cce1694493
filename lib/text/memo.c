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
    out->clipped = false;
    return true;
}

static bool begins_with(bf_str text, bf_str start)
{
    return start.size <= text.size &&
           memcmp(text.data, start.data, start.size) == 0;
}

void bfi_memo_put(bfi_memo_place *place, bf_str key, const bfi_forms *forms)
{
    bfi_memo_entry *const entry = &place->entries[0];
    const bf_str word = forms->word;
    const bf_str term = forms->term;
    const bool word_is_key = begins_with(key, word);
    const bool term_in_word = begins_with(word, term);
    const size_t word_at = word_is_key ? 0 : key.size;
    const size_t word_end = word_is_key ? key.size : key.size + word.size;
    const size_t term_at = term_in_word ? word_at : word_end;
    if (word_end > BFI_MEMO_BYTES || term_at + term.size > BFI_MEMO_BYTES ||
        forms->clipped) {
        return;
    }
    place->entries[1] = *entry;
    memcpy(entry->bytes, key.data, key.size);
    memcpy(entry->bytes + word_at, word.data, word.size);
    memcpy(entry->bytes + term_at, term.data, term.size);
    entry->key_size = (unsigned char)key.size;
    entry->word_at = (unsigned char)word_at;
    entry->word_size = (unsigned char)word.size;
    entry->term_at = (unsigned char)term_at;
    entry->term_size = (unsigned char)term.size;
}
