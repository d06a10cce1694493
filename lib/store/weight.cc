/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stage one's formula as Xapian asks for it. */

#include "weight.hh"

#include <algorithm>

namespace bfi
{

/* Sums of bounds are compared with sums of scores that were added up in another
 * order. A bound too low by one rounding would lose a match. */
static const double slack = 1 + 1e-9;

TermWeight::TermWeight(const bf_score_params &wanted,
                       const bf_score_stats &collection)
    : params(wanted), stats(collection)
{
    need_stat(WDF);
    need_stat(DOC_LENGTH);
    need_stat(WDF_MAX);
    need_stat(DOC_LENGTH_MIN);
}

TermWeight *TermWeight::clone() const
{
    return new TermWeight(params, stats);
}

void TermWeight::init(double factor)
{
    /* The score rises with the frequency and falls with the length, and an
     * article is at least as long as the term is frequent in it. With length
     * and frequency equal it still rises. */
    Xapian::termcount most = get_wdf_upper_bound();
    Xapian::termcount shortest = std::max(get_doclength_lower_bound(), most);
    scale = factor;
    bound = factor > 0
                ? scale * slack * bf_score_tf(&params, &stats, most, shortest)
                : 0;
}

double TermWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                               Xapian::termcount) const
{
    return scale * bf_score_tf(&params, &stats, wdf, length);
}

double TermWeight::get_maxpart() const
{
    return bound;
}

double TermWeight::get_sumextra(Xapian::termcount, Xapian::termcount) const
{
    return 0;
}

double TermWeight::get_maxextra() const
{
    return 0;
}

} // namespace bfi
