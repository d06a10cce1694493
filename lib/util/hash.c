/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hashes: XXH3, through libxxhash. */

#include <backfile/util.h>

#include <xxhash.h>

#include <string.h>

void bf_hash_128(unsigned char out[BF_HASH_BYTES], bf_str data)
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(data.data, data.size));
    memcpy(out, canonical.digest, BF_HASH_BYTES);
}

uint64_t bf_hash_64(bf_str data)
{
    return XXH3_64bits(data.data, data.size);
}
