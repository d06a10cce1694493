/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_STORE_WEIGHT_HH
#define BFI_STORE_WEIGHT_HH

#include <backfile/score.h>

#include <xapian.h>

namespace bfi
{

/* The score of one TERM node: factor * bf_score_tf(), where the factor is the
 * node's weight, given by OP_SCALE_WEIGHT. Of Xapian it takes the frequency and
 * the length, no statistics. */
class TermWeight : public Xapian::Weight
{
  public:
    TermWeight(const bf_score_params &params, const bf_score_stats &stats);

    TermWeight *clone() const override;
    void init(double factor) override;
    double get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                       Xapian::termcount unique_terms) const override;
    double get_maxpart() const override;
    double get_sumextra(Xapian::termcount length,
                        Xapian::termcount unique_terms) const override;
    double get_maxextra() const override;

  private:
    bf_score_params params;
    bf_score_stats stats;
    double scale = 0;
};

} // namespace bfi

#endif
