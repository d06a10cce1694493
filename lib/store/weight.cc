/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stage one's formula as Xapian asks for it. */

#include "weight.hh"

namespace bfi
{

TermWeight::TermWeight(const bf_score_params &wanted,
                       const bf_score_stats &collection)
    : params(wanted), stats(collection)
{
    need_stat(WDF);
    need_stat(DOC_LENGTH);
}

TermWeight *TermWeight::clone() const
{
    return new TermWeight(params, stats);
}

void TermWeight::init(double factor)
{
    scale = factor;
}

double TermWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                               Xapian::termcount) const
{
    return scale * bf_score_tf(&params, &stats, wdf, length);
}

double TermWeight::get_maxpart() const
{
    return scale * (params.k1 + 1);
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
