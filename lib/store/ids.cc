/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ids and numbers during a transaction. */

#include "ids.hh"

#include "entries.hh"

#include <new>

namespace bfi
{

/* 8 MB: of a million touched ids, one in a thousand others seems to be one of
 * them, and costs only time. */
static const unsigned filter_bits = 26;
static const unsigned probes = 4;

/* Bit number `probe` of the filter for `hash`. */
static uint64_t place(uint64_t hash, unsigned probe)
{
    const uint64_t step = hash >> 32 | 1;
    return (hash + probe * step) & ((UINT64_C(1) << filter_bits) - 1);
}

void Ids::start(const Xapian::Database &committed)
{
    before = committed;
    is_empty = before.get_doccount() == 0;
    bits.reset();
}

bool Ids::is_touched(uint64_t hash) const
{
    for (unsigned i = 0; bits && i < probes; i++) {
        const uint64_t at = place(hash, i);
        if (!(bits.get()[at / 64] >> at % 64 & 1)) {
            return false;
        }
    }
    return bits != nullptr;
}

bf_docnum Ids::find(const Xapian::WritableDatabase &changing, bf_str id) const
{
    if (is_touched(bf_hash_64(id))) {
        return bfi::find(changing, id);
    }
    return is_empty ? 0 : bfi::find(before, id);
}

void Ids::touch(bf_str id)
{
    const uint64_t hash = bf_hash_64(id);
    if (!bits) {
        bits.reset((uint64_t *)calloc((size_t)1 << filter_bits >> 6,
                                      sizeof(uint64_t)));
        if (!bits) {
            throw std::bad_alloc();
        }
    }
    for (unsigned i = 0; i < probes; i++) {
        const uint64_t at = place(hash, i);
        bits.get()[at / 64] |= UINT64_C(1) << at % 64;
    }
}

} // namespace bfi
