/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The memo of forms: a table with one place for each hash, two entries a
 * place. An entry holds the key and after it what of the forms cannot be
 * shared: the written form often is the key, the term often its beginning.
 */

#include "memo.h"

#include <string.h>

/* Words are short: to call functions to hash and compare them would take
 * longer than what these do. */

static inline uint64_t load(const char *data, size_t size)
{
    uint64_t out = 0;
    memcpy(&out, data, size);
    return out;
}

/* The first and the last bytes of `key`, eight each where it has as many, else
 * all of it in `first`. */
static inline void load_ends(bf_str key, uint64_t *first, uint64_t *last)
{
    if (key.size >= 8) {
        *first = load(key.data, 8);
        *last = load(key.data + key.size - 8, 8);
    } else if (key.size >= 4) {
        *first = load(key.data, 4) << 32 | load(key.data + key.size - 4, 4);
        *last = 0;
    } else {
        *first = key.size == 0 ? 0
                               : load(key.data, 1) << 16 |
                                     load(key.data + key.size / 2, 1) << 8 |
                                     load(key.data + key.size - 1, 1);
        *last = 0;
    }
}

/* Keys that differ in their middle only meet at one place, which is no harm:
 * they are told apart there. */
bfi_memo_place *bfi_memo_find(bfi_memo *memo, bf_str key)
{
    const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15); /* 2^64 / golden ratio */
    uint64_t first;
    uint64_t last;
    uint64_t mixed;
    load_ends(key, &first, &last);
    mixed = (first ^ (last << 29 | last >> 35) ^ key.size) * odd;
    mixed = (mixed ^ mixed >> 32) * odd;
    return &memo->places[mixed >> (64 - BFI_MEMO_BITS)];
}

static inline bool are_equal(const char *a, const char *b, size_t size)
{
    size_t at = 0;
    if (size < 8) {
        uint64_t ends[4];
        load_ends((bf_str){a, size}, &ends[0], &ends[1]);
        load_ends((bf_str){b, size}, &ends[2], &ends[3]);
        return ends[0] == ends[2];
    }
    for (; at + 8 < size; at += 8) {
        if (load(a + at, 8) != load(b + at, 8)) {
            return false;
        }
    }
    return load(a + size - 8, 8) == load(b + size - 8, 8);
}

static inline bool holds(const bfi_memo_entry *entry, bf_str key)
{
    return entry->key_size == key.size &&
           are_equal(entry->bytes, key.data, key.size);
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
    out->plain = entry->plain;
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
        .plain = forms->plain,
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
