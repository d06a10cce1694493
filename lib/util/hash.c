/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hashes: XXH3, through libxxhash. */

#include <backfile/util.h>

#include <xxhash.h>

#include <stdlib.h>
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

/* Pieces ------------------------------------------------------------------- */

/* libxxhash makes its state, for that has to be aligned. */
struct bf_hasher {
    XXH3_state_t *state;
};

bf_status bf_hasher_new(bf_hasher **out, bf_error *err)
{
    bf_hasher *hasher = calloc(1, sizeof *hasher);
    *out = NULL;
    if (hasher) {
        hasher->state = XXH3_createState();
    }
    if (!hasher || !hasher->state) {
        free(hasher);
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    bf_hasher_reset(hasher);
    *out = hasher;
    return BF_OK;
}

void bf_hasher_free(bf_hasher *hasher)
{
    if (hasher) {
        XXH3_freeState(hasher->state);
        free(hasher);
    }
}

void bf_hasher_reset(bf_hasher *hasher)
{
    XXH3_64bits_reset(hasher->state);
}

void bf_hasher_add(bf_hasher *hasher, bf_str data)
{
    XXH3_64bits_update(hasher->state, data.data, data.size);
}

uint64_t bf_hasher_get(const bf_hasher *hasher)
{
    return XXH3_64bits_digest(hasher->state);
}
