/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_WORDS_H
#define BACKFILE_WORDS_H

/**
 * @file
 * Hashing and comparing words. They are short and there are many of them: to
 * call functions would take longer than what these do.
 *
 *     if (hash == bf_word_hash(word) && bf_word_equal(known, word)) { ... }
 *
 * Hashes are for tables in memory: they differ between processors.
 */

#include <backfile/util.h>

#include <string.h>

static inline uint64_t bf_word_load_8(const char *at)
{
    uint64_t out;
    memcpy(&out, at, sizeof out);
    return out;
}

static inline uint32_t bf_word_load_4(const char *at)
{
    uint32_t out;
    memcpy(&out, at, sizeof out);
    return out;
}

/* Half of a product of 128 bits, xor the other half: Wang Yi, "wyhash". Where
 * there is no such product, two of 64 bits have to do. */
static inline uint64_t bf_word_mix(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
    __extension__ typedef unsigned __int128 wide;
    const wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
    const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
    const uint64_t mixed = (a * odd ^ (a * odd) >> 32) + b;
    return mixed * odd ^ (mixed * odd) >> 32;
#endif
}

/* The hash of a word. Longer ones than most go the long way. The constants have
 * bytes that UTF-8 has not, so that no factor becomes 0. */
static inline uint32_t bf_word_hash(bf_str word)
{
    const char *at = word.data;
    const size_t size = word.size;
    uint64_t first;
    uint64_t last;
    if (size > 16) {
        return (uint32_t)bf_hash_64(word);
    }
    if (size >= 8) {
        first = bf_word_load_8(at);
        last = bf_word_load_8(at + size - 8);
    } else if (size >= 4) {
        first = bf_word_load_4(at);
        last = bf_word_load_4(at + size - 4);
    } else {
        first = size > 0 ? (unsigned char)at[0] : 0;
        last = size > 0 ? (uint64_t)(unsigned char)at[size / 2] << 8 |
                              (unsigned char)at[size - 1]
                        : 0;
    }
    return (uint32_t)bf_word_mix(first ^ UINT64_C(0xa0ff61d6ff78bdff),
                                 (last + (size << 56)) ^
                                     UINT64_C(0xe7ffd1ffa0b4ffdb));
}

static inline bool bf_word_equal(bf_str a, bf_str b)
{
    const size_t size = a.size;
    if (size != b.size) {
        return false;
    }
    if (size > 16 || size < 4) {
        return size == 0 || memcmp(a.data, b.data, size) == 0;
    }
    if (size >= 8) {
        return ((bf_word_load_8(a.data) ^ bf_word_load_8(b.data)) |
                (bf_word_load_8(a.data + size - 8) ^
                 bf_word_load_8(b.data + size - 8))) == 0;
    }
    return ((bf_word_load_4(a.data) ^ bf_word_load_4(b.data)) |
            (bf_word_load_4(a.data + size - 4) ^
             bf_word_load_4(b.data + size - 4))) == 0;
}

#endif
