/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_STORE_SOURCES_HH
#define BFI_STORE_SOURCES_HH

/*
 * The parts of a match that are not terms: posting sources that say of an
 * article whether it passes. Xapian asks the sources of an AND in the order of
 * their estimates, so theirs are high: they are asked about the articles that
 * everything else let through.
 */

#include <backfile/store.h>

#include "entries.hh"
#include "match.h"

#include <xapian.h>

#include <chrono>
#include <cstdint>
#include <map>

namespace bfi
{

/* What one match may still spend. */
class Budget
{
  public:
    explicit Budget(uint32_t time_ms);
    /* Whether time is up. */
    bool late();
    /* Take one reading of a stored text; false: there is none left. */
    bool take_check();
    /* Whether something was not done for want of budget. */
    bool spent() const { return is_spent; }

  private:
    std::chrono::steady_clock::time_point deadline;
    uint32_t checks_left;
    bool is_late = false;
    bool is_spent = false;
};

/* How visibility is judged in one match. */
struct Sight {
    Sight(const Xapian::Database &database, const bf_match_request &request);

    bf_time now;
    bool sees_all; /* no article has to be asked */
};

/* Stored articles for phrase checks; the last one is kept, since several
 * phrases are checked against it one after the other. */
class Articles
{
  public:
    Articles(const Xapian::Database &database, Budget &budget);
    Articles(const Articles &) = delete;
    Articles &operator=(const Articles &) = delete;
    ~Articles();
    /* NULL when the budget is spent. */
    const bf_article *read(bf_docnum docnum);

  private:
    Xapian::Database database;
    Budget &budget;
    bf_arena *arena = nullptr;
    bf_article article;
    bf_docnum current = 0;
};

/* A posting source made of a test of one article. */
class Filter : public Xapian::PostingSource
{
  public:
    explicit Filter(const Sight &sight);
    Xapian::doccount get_termfreq_min() const override;
    Xapian::doccount get_termfreq_max() const override;
    void init(const Xapian::Database &database) override;
    void next(double min_weight) override;
    void skip_to(Xapian::docid docid, double min_weight) override;
    bool check(Xapian::docid docid, double min_weight) override;
    bool at_end() const override;
    Xapian::docid get_docid() const override;

  protected:
    virtual bool passes(bf_docnum docnum) = 0;
    /* Whether an article may be seen; to be asked by rising number. */
    bool sees(bf_docnum docnum);
    /* No article passes from here on. */
    void end() { ended = true; }
    Xapian::doccount count = 0;

  private:
    void advance(Xapian::docid docid);

    Sight sight;
    Visibilities visibilities;
    Xapian::Database all;
    Xapian::PostingIterator at;
    bool listing = false; /* `at` was set */
    Xapian::docid current = 0;
    bool passed = false; /* `current` passes */
    bool ended = false;
};

/* Passes what may be seen, until time is up. */
class Gate : public Filter
{
  public:
    Gate(const Sight &sight, Budget &budget);
    Xapian::doccount get_termfreq_est() const override;

  protected:
    bool passes(bf_docnum docnum) override;

  private:
    Budget &budget;
    uint32_t asked = 0;
};

/* Passes the articles that a phrase stands in, or words close to each other. */
class Phrase : public Filter
{
  public:
    /* `when_spent`: what is said of an article that cannot be checked. */
    Phrase(const bfi_match_plan &plan, const bf_plan_node &node,
           const Sight &sight, Articles &articles, bool when_spent);
    Xapian::doccount get_termfreq_est() const override;

  protected:
    bool passes(bf_docnum docnum) override;

  private:
    const bfi_match_plan &plan;
    const bf_plan_node &node;
    Articles &articles;
    bool when_spent;
};

/* The articles that were found some number of times, with the sum of their
 * scores. */
class Listed : public Xapian::PostingSource
{
  public:
    struct Count {
        size_t times = 0;
        double score = 0;
    };
    using Counts = std::map<bf_docnum, Count>;

    Listed(const Counts &counts, size_t least);
    Xapian::doccount get_termfreq_min() const override;
    Xapian::doccount get_termfreq_est() const override;
    Xapian::doccount get_termfreq_max() const override;
    double get_weight() const override;
    void init(const Xapian::Database &database) override;
    void next(double min_weight) override;
    void skip_to(Xapian::docid docid, double min_weight) override;
    bool at_end() const override;
    Xapian::docid get_docid() const override;

  private:
    std::map<bf_docnum, double> scores;
    std::map<bf_docnum, double>::const_iterator at;
    bool is_started = false;
};

} // namespace bfi

#endif
