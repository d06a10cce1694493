/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_BYTES_H
#define BFI_BLOCKS_BYTES_H

/* Numbers as segments have them: little-endian, anywhere. Compilers make one
 * load or store of each. */

#include <backfile/base.h>

static inline uint32_t bfi_load_u32(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
           (uint32_t)at[3] << 24;
}

static inline uint64_t bfi_load_u64(const unsigned char *at)
{
    return (uint64_t)bfi_load_u32(at) | (uint64_t)bfi_load_u32(at + 4) << 32;
}

static inline void bfi_store_u32(unsigned char *at, uint32_t value)
{
    at[0] = (unsigned char)value;
    at[1] = (unsigned char)(value >> 8);
    at[2] = (unsigned char)(value >> 16);
    at[3] = (unsigned char)(value >> 24);
}

static inline void bfi_store_u64(unsigned char *at, uint64_t value)
{
    bfi_store_u32(at, (uint32_t)value);
    bfi_store_u32(at + 4, (uint32_t)(value >> 32));
}

enum {
    BFI_MAX_VARINT_U32 = 5,
    BFI_MAX_VARINT_U64 = 10
};

/* Write `value` as a varint and return what is behind it. */
static inline unsigned char *bfi_put_varint(unsigned char *at, uint64_t value)
{
    while (value >= 0x80) {
        *at++ = (unsigned char)(value | 0x80);
        value >>= 7;
    }
    *at++ = (unsigned char)value;
    return at;
}

/* Read a varint of up to 32 bits from `*at`, and move `*at` behind it; false
 * when `end` comes first or the number is too large. */
static inline bool bfi_get_varint(uint32_t *out, const unsigned char **at,
                                  const unsigned char *end)
{
    const unsigned char *p = *at;
    uint32_t value = 0;
    unsigned shift = 0;
    while (p < end && *p >= 0x80 && shift < 28) {
        value |= (uint32_t)(*p++ & 0x7f) << shift;
        shift += 7;
    }
    if (p == end || (shift == 28 && *p > 0x0f)) {
        *out = 0;
        return false;
    }
    *out = value | (uint32_t)*p << shift;
    *at = p + 1;
    return true;
}

/* As bfi_get_varint(), of up to 64 bits. */
static inline bool bfi_get_varint64(uint64_t *out, const unsigned char **at,
                                    const unsigned char *end)
{
    const unsigned char *p = *at;
    uint64_t value = 0;
    unsigned shift = 0;
    while (p < end && *p >= 0x80 && shift < 63) {
        value |= (uint64_t)(*p++ & 0x7f) << shift;
        shift += 7;
    }
    if (p == end || (shift == 63 && *p > 0x01)) {
        *out = 0;
        return false;
    }
    *out = value | (uint64_t)*p << shift;
    *at = p + 1;
    return true;
}

#endif
