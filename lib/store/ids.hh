/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_STORE_IDS_HH
#define BFI_STORE_IDS_HH

/*
 * Which number an article has while a writer changes the index. Xapian answers
 * from a database with changes by writing out first what it holds of the term,
 * for each term anew, which took almost half of the time of indexing. So ids
 * that this transaction did not touch are looked up in the state that was
 * committed before it; a Bloom filter tells which these are (Bloom, "Space/time
 * trade-offs in hash coding with allowable errors", 1970).
 */

#include <backfile/store.h>

#include <xapian.h>

#include <cstdint>
#include <cstdlib>
#include <memory>

namespace bfi
{

class Ids
{
  public:
    /* Begin a transaction on `database`, that has the state `committed`. */
    void start(const Xapian::Database &committed);
    /* The number that `id` has in `changing`, or 0. */
    bf_docnum find(const Xapian::WritableDatabase &changing, bf_str id) const;
    /* `id` was added, replaced or deleted. */
    void touch(bf_str id);

  private:
    bool is_touched(uint64_t hash) const;

    Xapian::Database before;
    bool is_empty = true; /* the state before */
    /* Pages of it that no id falls on take no memory. */
    std::unique_ptr<uint64_t, void (*)(void *)> bits{nullptr, free};
};

} // namespace bfi

#endif
