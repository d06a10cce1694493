/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Visibility, budgets and phrases as posting sources. */

#include "sources.hh"

#include <backfile/limits.h>

#include "guard.hh"

#include <algorithm>

namespace bfi
{

/* Articles that pass the gate between two looks at the clock. */
static const uint32_t gate_step = 64;

/* An article and the lists of its values. */
static const size_t max_article_memory = 2 * (size_t)BF_MAX_STORED_BYTES;

Budget::Budget(uint32_t time_ms)
    : deadline(
          std::chrono::steady_clock::now() +
          std::chrono::milliseconds(time_ms ? time_ms : BF_DEFAULT_QUERY_MS)),
      checks_left(BF_MAX_PHRASE_CHECKS)
{
}

bool Budget::late()
{
    if (!is_late && std::chrono::steady_clock::now() >= deadline) {
        is_late = true;
        is_spent = true;
    }
    return is_late;
}

bool Budget::take_check()
{
    if (late() || checks_left == 0) {
        is_spent = true;
        return false;
    }
    checks_left--;
    return true;
}

/* Whether the bounds that Xapian keeps already say that all can be seen. */
static bool sees_whole(const Xapian::Database &database, bf_time now)
{
    std::string from = database.get_value_upper_bound(BF_SLOT_VISIBLE_FROM);
    std::string until = database.get_value_lower_bound(BF_SLOT_VISIBLE_UNTIL);
    bf_visibility narrowest = {INT64_MIN, INT64_MAX};
    return (from.empty() ||
            bf_time_of_key(&narrowest.from, {from.data(), from.size()})) &&
           (until.empty() ||
            bf_time_of_key(&narrowest.until, {until.data(), until.size()})) &&
           bf_visible_at(narrowest, now);
}

Sight::Sight(const Xapian::Database &database, const bf_match_request &request)
    : now(request.now),
      sees_all(request.show_hidden || sees_whole(database, request.now))
{
}

Articles::Articles(const Xapian::Database &source, Budget &spending)
    : database(source), budget(spending)
{
    require([&](bf_error *err) {
        return bf_arena_new(&arena, max_article_memory, err);
    });
    bf_article_init(&article);
}

Articles::~Articles()
{
    bf_arena_free(arena);
}

const bf_article *Articles::read(bf_docnum docnum)
{
    if (docnum == current) {
        return &article;
    }
    if (!budget.take_check()) {
        return nullptr;
    }
    current = 0;
    bf_arena_reset(arena);
    std::string data = database.get_document(docnum).get_data();
    require([&](bf_error *err) {
        return bf_article_decode(&article, arena, {data.data(), data.size()},
                                 err);
    });
    current = docnum;
    return &article;
}

/* Filters ----------------------------------------------------------------- */

Filter::Filter(const Sight &how) : sight(how) {}

Xapian::doccount Filter::get_termfreq_min() const
{
    return 0;
}

Xapian::doccount Filter::get_termfreq_max() const
{
    return count;
}

void Filter::init(const Xapian::Database &database)
{
    all = database;
    count = database.get_doccount();
    if (!sight.sees_all) {
        visibilities = Visibilities(database);
    }
    listing = false;
    current = 0;
    passed = false;
    ended = false;
}

bool Filter::sees(bf_docnum docnum)
{
    return sight.sees_all || bf_visible_at(visibilities.of(docnum), sight.now);
}

/* Move to the first article from `docid` on that passes. */
void Filter::advance(Xapian::docid docid)
{
    if (!listing) {
        at = all.postlist_begin(std::string());
        listing = true;
    }
    Xapian::PostingIterator last = all.postlist_end(std::string());
    if (at != last) {
        at.skip_to(docid);
    }
    for (; at != last && !ended; ++at) {
        current = *at;
        passed = passes(current);
        if (passed) {
            return;
        }
    }
    ended = true;
}

void Filter::next(double)
{
    advance(current + 1);
}

void Filter::skip_to(Xapian::docid docid, double)
{
    if (docid > current) {
        advance(docid);
    } else if (!passed) {
        advance(current + 1);
    }
}

/* Without listing anything: only `docid` is of interest. */
bool Filter::check(Xapian::docid docid, double)
{
    if (docid > current) {
        current = docid;
        passed = passes(docid);
    }
    return passed || ended;
}

bool Filter::at_end() const
{
    return ended;
}

Xapian::docid Filter::get_docid() const
{
    return current;
}

Gate::Gate(const Sight &how, Budget &spending) : Filter(how), budget(spending)
{
}

/* One below what phrases say, to be asked before them. */
Xapian::doccount Gate::get_termfreq_est() const
{
    return count > 0 ? count - 1 : 0;
}

bool Gate::passes(bf_docnum docnum)
{
    if (asked++ % gate_step == 0 && budget.late()) {
        end();
        return false;
    }
    return sees(docnum);
}

Phrase::Phrase(const bfi_match_plan &wanted, const bf_plan_node &what,
               const Sight &how, Articles &stored, bool otherwise)
    : Filter(how), plan(wanted), node(what), articles(stored),
      when_spent(otherwise)
{
}

Xapian::doccount Phrase::get_termfreq_est() const
{
    return count;
}

bool Phrase::passes(bf_docnum docnum)
{
    bool matches = false;
    /* The gate keeps hidden articles out whatever is said of them here, so
     * they are not worth a check. */
    if (!sees(docnum)) {
        return false;
    }
    const bf_article *article = articles.read(docnum);
    if (!article) {
        return when_spent;
    }
    require([&](bf_error *err) {
        return node.kind == BF_PLAN_NEAR
                   ? plan.near_matches(plan.context, &matches, &node, article,
                                       err)
                   : plan.phrase_matches(plan.context, &matches, node.phrase,
                                         article, err);
    });
    return matches;
}

/* What was found before -----------------------------------------------------
 */

Listed::Listed(const Counts &counts, size_t least)
{
    double most = 0;
    for (const auto &count : counts) {
        if (count.second.times >= least) {
            scores.emplace_hint(scores.end(), count.first, count.second.score);
            most = std::max(most, count.second.score);
        }
    }
    set_maxweight(most);
}

Xapian::doccount Listed::get_termfreq_min() const
{
    return (Xapian::doccount)scores.size();
}

Xapian::doccount Listed::get_termfreq_est() const
{
    return (Xapian::doccount)scores.size();
}

Xapian::doccount Listed::get_termfreq_max() const
{
    return (Xapian::doccount)scores.size();
}

double Listed::get_weight() const
{
    return at->second;
}

void Listed::init(const Xapian::Database &)
{
    is_started = false;
}

void Listed::next(double)
{
    if (is_started) {
        ++at;
    } else {
        at = scores.begin();
        is_started = true;
    }
}

void Listed::skip_to(Xapian::docid docid, double)
{
    if (!is_started || (at != scores.end() && at->first < docid)) {
        at = scores.lower_bound(docid);
        is_started = true;
    }
}

bool Listed::at_end() const
{
    return is_started && at == scores.end();
}

Xapian::docid Listed::get_docid() const
{
    return at->first;
}

} // namespace bfi
