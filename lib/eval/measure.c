/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The measures; their formulas and sources are in the header. */

#include "judgments.h"

#include <math.h>

enum {
    NDCG_DEPTH = 10,
    MRR_DEPTH = 10
};

const char *bf_eval_measure_name(bf_eval_measure_id measure)
{
    static const char *const names[BF_EVAL_MEASURES] = {
        [BF_EVAL_NDCG_10] = "nDCG@10",
        [BF_EVAL_MAP_100] = "MAP@100",
        [BF_EVAL_MRR_10] = "MRR@10",
        [BF_EVAL_RECALL_100] = "recall@100",
    };
    return names[measure];
}

/* What a document of `grade` at `rank`, from 1, adds to the DCG. */
static double discounted_gain(int grade, size_t rank)
{
    double gain = grade > 0 ? exp2(grade) - 1 : 0;
    return gain / log2((double)rank + 1);
}

static double ideal_dcg(const bf_eval_topic *topic)
{
    double sum = 0;
    for (size_t i = 0; i < topic->count && i < NDCG_DEPTH; i++) {
        sum += discounted_gain(topic->judgments[i].grade, i + 1);
    }
    return sum;
}

void bf_eval_measure(bf_eval_scores *out, const bf_eval_judgments *judgments,
                     const bf_eval_topic *topic, const bf_eval_ranking *ranking)
{
    size_t count = ranking ? ranking->count : 0;
    size_t found = 0;
    double gains = 0;
    double precisions = 0;
    *out = (bf_eval_scores){{0}};
    if (topic->relevant == 0) {
        return;
    }
    for (size_t i = 0; i < count && i < BF_EVAL_DEPTH; i++) {
        int grade = bfi_judgments_grade(judgments, topic,
                                        ranking->documents[i].document);
        if (grade < 1) {
            continue;
        }
        found++;
        precisions += (double)found / (double)(i + 1);
        if (i < NDCG_DEPTH) {
            gains += discounted_gain(grade, i + 1);
        }
        if (found == 1 && i < MRR_DEPTH) {
            out->of[BF_EVAL_MRR_10] = 1 / (double)(i + 1);
        }
    }
    out->of[BF_EVAL_NDCG_10] = gains / ideal_dcg(topic);
    out->of[BF_EVAL_MAP_100] = precisions / (double)topic->relevant;
    out->of[BF_EVAL_RECALL_100] = (double)found / (double)topic->relevant;
}
