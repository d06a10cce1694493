/* SPDX-License-Identifier: GPL-2.0-or-later */
/* BM25F as BM25 over weighted frequencies; the formula is in the header. */

#include <backfile/score.h>

#include <math.h>

double bf_score_idf(uint64_t documents, uint64_t document_frequency)
{
    const double all = (double)documents;
    const double having = document_frequency < documents
                              ? (double)document_frequency
                              : (double)documents;
    /* log1p keeps the digits of a term that nearly all articles have. */
    return log1p((all - having + 0.5) / (having + 0.5));
}

double bf_score_tf(const bf_score_params *params, const bf_score_stats *stats,
                   double frequency, double length)
{
    /* An index of articles without words has no average to compare with. */
    const double ratio =
        stats->average_length > 0 ? length / stats->average_length : 1;
    const double norm = params->k1 * (1 - params->b + params->b * ratio);
    if (frequency <= 0) {
        return 0;
    }
    return frequency * (params->k1 + 1) / (frequency + norm);
}
