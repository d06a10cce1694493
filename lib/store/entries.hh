/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_STORE_ENTRIES_HH
#define BFI_STORE_ENTRIES_HH

/* What is read of articles without their stored form. All functions throw. */

#include <backfile/store.h>

#include <xapian.h>

#include <string>

namespace bfi
{

/* The term that is unique to the article `id`. */
std::string id_term(bf_str id);

/* The number of the article `id`, or 0. */
bf_docnum find(const Xapian::Database &database, bf_str id);

/* Call `each` for the articles of `source`, or for all when its data is NULL;
 * return its failure. */
bf_status list_entries(const Xapian::Database &database, bf_str source,
                       bf_entry_fn *each, void *payload);

/* The visibilities of articles, asked for by rising number. */
class Visibilities
{
  public:
    Visibilities() = default;
    explicit Visibilities(const Xapian::Database &database);
    /* A copy of one of Xapian's iterators moves together with it. */
    Visibilities(const Visibilities &) = delete;
    Visibilities &operator=(const Visibilities &) = delete;
    Visibilities(Visibilities &&) = default;
    Visibilities &operator=(Visibilities &&) = default;
    bf_visibility of(bf_docnum docnum);

  private:
    Xapian::ValueIterator from;
    Xapian::ValueIterator until;
};

} // namespace bfi

#endif
