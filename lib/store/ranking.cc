/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Orders of matches. */

#include "ranking.hh"

#include "guard.hh"

namespace bfi
{

Ranking::Ranking(const Xapian::Database &records, const bf_match_request &how)
    : database(records), request(how)
{
}

bf_match Ranking::match(bf_docnum docnum, double score) const
{
    bf_match made = {docnum, score, BF_TIME_NONE};
    if (request.order == BF_ORDER_SCORE) {
        return made;
    }
    std::string key =
        database.get_document(docnum).get_value((Xapian::valueno)request.slot);
    if (!key.empty() && !bf_time_of_key(&made.time, {key.data(), key.size()})) {
        fail(BF_ERR_CORRUPT, "article number %u: a time is damaged", docnum);
    }
    return made;
}

/* Whether a match with the time `left` comes before one with another time. */
bool Ranking::is_earlier_time(bf_time left, bf_time right) const
{
    if (left == BF_TIME_NONE || right == BF_TIME_NONE) {
        return right == BF_TIME_NONE;
    }
    return request.order == BF_ORDER_OLDEST ? left < right : left > right;
}

bool Ranking::is_before(const bf_match &left, const bf_match &right) const
{
    if (left.time != right.time) {
        return is_earlier_time(left.time, right.time);
    }
    if (request.order == BF_ORDER_SCORE && left.score != right.score) {
        return left.score > right.score;
    }
    return left.docnum < right.docnum;
}

bool Ranking::is_behind(const bf_match &match) const
{
    if (!request.after) {
        return true;
    }
    bf_match after = *request.after;
    after.time = request.order == BF_ORDER_SCORE ? BF_TIME_NONE : after.time;
    return is_before(after, match);
}

} // namespace bfi
