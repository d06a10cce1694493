/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_STORE_RANKING_HH
#define BFI_STORE_RANKING_HH

/* The order of matches, and the one that a page goes on from. */

#include <backfile/store.h>

#include <xapian.h>

namespace bfi
{

class Ranking
{
  public:
    Ranking(const Xapian::Database &database, const bf_match_request &request);
    /* A match with the time that the order goes by, if it does. */
    bf_match match(bf_docnum docnum, double score) const;
    bool is_before(const bf_match &left, const bf_match &right) const;
    /* Whether a match is behind the one that the page goes on from. */
    bool is_behind(const bf_match &match) const;

  private:
    bool is_earlier_time(bf_time left, bf_time right) const;

    Xapian::Database database;
    const bf_match_request &request;
};

} // namespace bfi

#endif
