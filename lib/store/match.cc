/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The reference matcher: a plan as a Xapian query.
 *
 * A TERM with several terms is an OP_SYNONYM: Xapian hands its weight the sum
 * of their frequencies. Its own `MatchAll` is global and not safe to share
 * between threads, so "everything" is made anew each time.
 *
 * A term that every article has is never asked for alone: where its frequency
 * does not count, Xapian 1.4 reads the list of all documents in its place,
 * under the term's name, and takes it for damaged at the end of its first chunk
 * unless the numbers of documents have no gaps. There "everything" is asked
 * for, and the term only adds to the score.
 *
 * Nothing is pruned: every match is looked at and counted. Xapian 1.4 would
 * leave out what cannot reach the page any more, but when that turns an
 * AND_MAYBE (or the OR that became one) into an AND, it steps over an article
 * that may belong on the page. So pages of different sizes would not agree.
 * Another order than that of scores is made of all matches, too.
 */

#include "match.h"

#include <backfile/limits.h>

#include "facets.hh"
#include "ranking.hh"
#include "reader.hh"
#include "sources.hh"
#include "weight.hh"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace bfi
{

/* One run of one plan. The query refers to its members. */
class Match
{
  public:
    Match(const Xapian::Database &records, const bfi_match_plan &what,
          const bf_match_request &how);
    bf_matches *run();

  private:
    Xapian::Query query(const bf_plan_node &node, bool negated, unsigned depth);
    bool is_everywhere(const std::vector<std::string> &terms) const;
    Xapian::Query term(const bf_plan_node &node) const;
    Xapian::Query phrase(const bf_plan_node &node, bool negated,
                         unsigned depth);
    Xapian::Query at_least(const bf_plan_node &node, bool negated,
                           unsigned depth);
    Xapian::Query and_not(const bf_plan_node &node, bool negated,
                          unsigned depth);
    Xapian::Query combine(Xapian::Query::op op, const bf_plan_node &node,
                          bool negated, unsigned depth);
    bf_matches *new_page(const Xapian::MSet &found, size_t room) const;
    bf_matches *page(const Xapian::MSet &found) const;
    bf_matches *page_of_all(const Xapian::MSet &found);
    void count_values(bf_matches &page, const Xapian::MSet &found);

    Xapian::Database database;
    const bfi_match_plan &plan;
    const bf_match_request &request;
    Budget budget;
    Sight sight;
    Articles articles;
    Gate gate;
    /* How many exclusions the node at hand is below: there nothing scores. What
     * would only add to the score is left out, which Xapian 1.4 does not do
     * right where it holds a posting source: it excludes too little. */
    unsigned excluded = 0;
    std::vector<std::unique_ptr<Phrase>> phrases;
    std::vector<std::unique_ptr<Listed>> lists;
};

Match::Match(const Xapian::Database &records, const bfi_match_plan &what,
             const bf_match_request &how)
    : database(records), plan(what), request(how), budget(how.time_ms),
      sight(records, how), articles(records, budget), gate(sight, budget)
{
}

static Xapian::Query everything()
{
    return Xapian::Query(std::string());
}

static Xapian::Query scaled(const Xapian::Query &query, double factor)
{
    return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, factor);
}

/* Whether every article has one of them alone. */
bool Match::is_everywhere(const std::vector<std::string> &terms) const
{
    const Xapian::doccount all = database.get_doccount();
    return std::any_of(terms.begin(), terms.end(),
                       [&](const std::string &term) {
                           return database.get_termfreq(term) == all;
                       });
}

Xapian::Query Match::term(const bf_plan_node &node) const
{
    std::vector<std::string> terms;
    for (size_t i = 0; i < node.term_count; i++) {
        bf_str text = node.terms[i];
        if (text.size > 0) {
            terms.emplace_back(text.data, text.size);
        }
    }
    Xapian::Query any = terms.size() == 1
                            ? Xapian::Query(terms[0])
                            : Xapian::Query(Xapian::Query::OP_SYNONYM,
                                            terms.begin(), terms.end());
    any = scaled(any, node.weight);
    if (!is_everywhere(terms)) {
        return any;
    }
    return excluded > 0 ? scaled(everything(), 0)
                        : Xapian::Query(Xapian::Query::OP_AND_MAYBE,
                                        scaled(everything(), 0), any);
}

Xapian::Query Match::combine(Xapian::Query::op op, const bf_plan_node &node,
                             bool negated, unsigned depth)
{
    std::vector<Xapian::Query> parts;
    for (size_t i = 0; i < node.child_count; i++) {
        parts.push_back(query(*node.children[i], negated, depth + 1));
    }
    return Xapian::Query(op, parts.begin(), parts.end());
}

/* Of an article that cannot be checked any more it is said what leaves it out
 * of the answer: that may lack matches, but has no wrong ones. */
Xapian::Query Match::phrase(const bf_plan_node &node, bool negated,
                            unsigned depth)
{
    phrases.push_back(
        std::make_unique<Phrase>(plan, node, sight, articles, negated));
    return Xapian::Query(Xapian::Query::OP_FILTER,
                         combine(Xapian::Query::OP_AND, node, negated, depth),
                         Xapian::Query(phrases.back().get()));
}

Xapian::Query Match::and_not(const bf_plan_node &node, bool negated,
                             unsigned depth)
{
    Xapian::Query left = query(*node.children[0], negated, depth + 1);
    std::vector<Xapian::Query> others;
    excluded++;
    for (size_t i = 1; i < node.child_count; i++) {
        others.push_back(query(*node.children[i], !negated, depth + 1));
    }
    excluded--;
    return Xapian::Query(
        Xapian::Query::OP_AND_NOT, left,
        Xapian::Query(Xapian::Query::OP_OR, others.begin(), others.end()));
}

/* Each child is run by itself, and its matches counted. */
Xapian::Query Match::at_least(const bf_plan_node &node, bool negated,
                              unsigned depth)
{
    Listed::Counts counts;
    for (size_t i = 0; i < node.child_count; i++) {
        Xapian::Enquire enquire(database);
        enquire.set_weighting_scheme(TermWeight(plan.params, plan.stats));
        enquire.set_query(
            Xapian::Query(Xapian::Query::OP_FILTER,
                          query(*node.children[i], negated, depth + 1),
                          Xapian::Query(&gate)));
        Xapian::MSet found = enquire.get_mset(0, database.get_doccount());
        for (auto at = found.begin(); at != found.end(); ++at) {
            Listed::Count &count = counts[*at];
            count.times++;
            count.score += at.get_weight();
        }
    }
    lists.push_back(std::make_unique<Listed>(counts, node.least));
    return Xapian::Query(lists.back().get());
}

/* Times are kept as keys, which sort as they do. */
static Xapian::Query range(const bf_plan_range &wanted)
{
    unsigned char least[BF_TIME_KEY_BYTES];
    unsigned char greatest[BF_TIME_KEY_BYTES];
    if (wanted.least > wanted.greatest) {
        return Xapian::Query();
    }
    bf_time_key(least, wanted.least);
    bf_time_key(greatest, wanted.greatest);
    return Xapian::Query(Xapian::Query::OP_VALUE_RANGE,
                         (Xapian::valueno)wanted.slot,
                         std::string((const char *)least, sizeof least),
                         std::string((const char *)greatest, sizeof greatest));
}

Xapian::Query Match::query(const bf_plan_node &node, bool negated,
                           unsigned depth)
{
    if (depth > BF_MAX_PLAN_DEPTH) {
        fail(BF_ERR_LIMIT, "a plan of more than %u levels", BF_MAX_PLAN_DEPTH);
    }
    switch (node.kind) {
    case BF_PLAN_NOTHING:
        return Xapian::Query();
    case BF_PLAN_EVERYTHING:
        return scaled(everything(), 0);
    case BF_PLAN_TERM:
        return term(node);
    case BF_PLAN_PHRASE:
    case BF_PLAN_NEAR:
        return phrase(node, negated, depth);
    case BF_PLAN_AND:
        return combine(Xapian::Query::OP_AND, node, negated, depth);
    case BF_PLAN_OR:
        return combine(Xapian::Query::OP_OR, node, negated, depth);
    case BF_PLAN_AND_NOT:
        return and_not(node, negated, depth);
    case BF_PLAN_AND_MAYBE:
        return excluded > 0
                   ? query(*node.children[0], negated, depth + 1)
                   : combine(Xapian::Query::OP_AND_MAYBE, node, negated, depth);
    case BF_PLAN_RANGE:
        return range(node.range);
    case BF_PLAN_AT_LEAST:
        return at_least(node, negated, depth);
    }
    fail(BF_ERR_INTERNAL, "plan node of unknown kind %d", (int)node.kind);
}

/* Count the values of all matches, as far as the budget lets them be read. */
void Match::count_values(bf_matches &page, const Xapian::MSet &found)
{
    Facets facets(request);
    std::vector<bf_docnum> docnums;
    for (auto at = found.begin(); at != found.end(); ++at) {
        docnums.push_back(*at);
    }
    std::sort(docnums.begin(), docnums.end());
    for (bf_docnum docnum : docnums) {
        const bf_article *article = articles.read(docnum);
        if (!article) {
            break;
        }
        facets.count(*article);
    }
    facets.write(page);
    page.partial = budget.spent();
    page.total_exact = page.total_exact && !page.partial;
}

/* A page with room for `room` matches. */
bf_matches *Match::new_page(const Xapian::MSet &found, size_t room) const
{
    bf_matches *matches = (bf_matches *)calloc(1, sizeof *matches);
    bf_match *items = (bf_match *)calloc(room + 1, sizeof *items);
    if (!matches || !items) {
        free(matches);
        free(items);
        throw std::bad_alloc();
    }
    matches->items = items;
    matches->total = found.get_matches_lower_bound();
    matches->partial = budget.spent();
    matches->total_exact =
        !matches->partial && matches->total == found.get_matches_upper_bound();
    return matches;
}

/* The page that Xapian made. */
bf_matches *Match::page(const Xapian::MSet &found) const
{
    bf_matches *matches = new_page(found, found.size());
    for (auto at = found.begin(); at != found.end(); ++at) {
        matches->items[matches->count++] = {*at, at.get_weight(), BF_TIME_NONE};
    }
    return matches;
}

using Page = std::unique_ptr<bf_matches, decltype(&bf_matches_free)>;

/* A page of all matches: in another order, from some match on, with facets. */
bf_matches *Match::page_of_all(const Xapian::MSet &found)
{
    Ranking ranking(database, request);
    std::vector<bf_match> all;
    for (auto at = found.begin(); at != found.end(); ++at) {
        bf_match match = ranking.match(*at, at.get_weight());
        if (ranking.is_behind(match)) {
            all.push_back(match);
        }
    }
    std::sort(all.begin(), all.end(),
              [&](const bf_match &left, const bf_match &right) {
                  return ranking.is_before(left, right);
              });
    Page matches(new_page(found, request.limit), bf_matches_free);
    for (size_t i = request.offset;
         i < all.size() && matches->count < request.limit; i++) {
        matches->items[matches->count++] = all[i];
    }
    if (request.facet_fields) {
        count_values(*matches, found);
    }
    return matches.release();
}

bf_matches *Match::run()
{
    const bool of_all = request.order != BF_ORDER_SCORE || request.after ||
                        request.facet_fields;
    const Xapian::doccount count = database.get_doccount();
    Xapian::Query wanted(Xapian::Query::OP_FILTER, query(*plan.root, false, 0),
                         Xapian::Query(&gate));
    Xapian::Enquire enquire(database);
    enquire.set_weighting_scheme(TermWeight(plan.params, plan.stats));
    enquire.set_query(wanted);
    return of_all
               ? page_of_all(enquire.get_mset(0, count, count))
               : page(enquire.get_mset(request.offset, request.limit, count));
}

} // namespace bfi

bf_status bfi_reader_match(bf_matches **out, bf_reader *reader,
                           const bfi_match_plan *plan,
                           const bf_match_request *request,
                           bf_error *err) noexcept
{
    *out = nullptr;
    bf_status status = bf_match_request_check(request, err);
    if (status) {
        return status;
    }
    return bfi::reading(reader, err, [&](const bfi::View &view) {
        bfi::Match match(view.database, *plan, *request);
        *out = match.run();
        return BF_OK;
    });
}
