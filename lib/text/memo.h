/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_MEMO_H
#define BF_TEXT_MEMO_H

/*
 * Remembers the forms of words by their bytes in the text. Words repeat, and
 * folding and stemming take many times longer than looking up. Memory is
 * fixed: the words that fall on one place displace each other, those longest
 * unused first. What comes out never depends on what is remembered, since
 * forms follow from the bytes alone.
 */

#include <backfile/base.h>

#include <string.h>

/* The forms of a word, borrowed. */
typedef struct bfi_forms {
    bf_str word;
    bf_str term;
    bf_str spelling; /* or empty */
    bool clipped;
    bool plain; /* without its accents the word has another term */
} bfi_forms;

enum {
    BFI_MEMO_BITS = 14,
    BFI_MEMO_PLACES = 1 << BFI_MEMO_BITS,
    BFI_MEMO_ENTRIES = 14, /* the most of a place */
    BFI_MEMO_ROOM = 224,   /* bytes of a place for them */
    /* The most of one: the key and those forms that are not a part of it. */
    BFI_MEMO_BYTES = 120
};

/*
 * The words of which the hash is the same, packed, since most are far shorter
 * than the longest: 4 MB hold some 160,000 words of English or French, twice as
 * many as entries of equal size would. The first is the one that came
 * last, or was asked for when it stood in the second half.
 */
typedef struct bfi_memo_place {
    unsigned char tags[16];                     /* a byte of the hash of each */
    unsigned char starts[BFI_MEMO_ENTRIES + 1]; /* the last one: their end */
    unsigned char count;
    unsigned char room[BFI_MEMO_ROOM];
} bfi_memo_place;

typedef struct bfi_memo {
    bfi_memo_place places[BFI_MEMO_PLACES];
} bfi_memo;

/* What is looked up. */
typedef struct bfi_memo_key {
    const char *data;
    size_t size;
    uint64_t head; /* the first eight bytes, with zeros after the last one */
    uint64_t hash;
} bfi_memo_key;

static inline uint64_t bfi_load_8(const void *at)
{
    uint64_t out;
    memcpy(&out, at, sizeof out);
    return out;
}

/* The first `size` bytes, up to 8, of eight that were loaded. */
static inline uint64_t bfi_keep_bytes(uint64_t eight, size_t size)
{
    static const unsigned char kept[16] = {0xff, 0xff, 0xff, 0xff,
                                           0xff, 0xff, 0xff, 0xff};
    return eight & bfi_load_8(kept + 8 - size);
}

/* The key `bytes`, borrowed; `room` bytes may be read where it begins. Words
 * are short: to call functions to hash them would take longer than what these
 * do. Keys that differ in their middle only meet at one place, which is no
 * harm: they are told apart there. */
static inline bfi_memo_key bfi_memo_key_of(bf_str bytes, size_t room)
{
    const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15); /* 2^64 / golden ratio */
    bfi_memo_key key = {.data = bytes.data, .size = bytes.size};
    uint64_t last = 0;
    if (bytes.size > 8) {
        key.head = bfi_load_8(bytes.data);
        last = bfi_load_8(bytes.data + bytes.size - 8);
    } else if (room >= 8) {
        key.head = bfi_keep_bytes(bfi_load_8(bytes.data), bytes.size);
    } else {
        memcpy(&key.head, bytes.data, bytes.size);
    }
    key.hash = (key.head ^ (last << 29 | last >> 35) ^ bytes.size) * odd;
    key.hash = (key.hash ^ key.hash >> 32) * odd;
    return key;
}

/* Whether the forms of `key` are remembered; they are borrowed until the next
 * call. A key has at most BFI_MEMO_BYTES, and one at least. */
bool bfi_memo_get(bfi_memo *memo, const bfi_memo_key *key, bfi_forms *out);
/* Ask memory for what bfi_memo_get() will read first for `key`. */
static inline void bfi_memo_expect(const bfi_memo *memo,
                                   const bfi_memo_key *key)
{
    __builtin_prefetch(&memo->places[key->hash >> (64 - BFI_MEMO_BITS)]);
}
/* Remember the forms of `key`, which are not yet, if there is room. */
void bfi_memo_put(bfi_memo *memo, const bfi_memo_key *key,
                  const bfi_forms *forms);

#endif
