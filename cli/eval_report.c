/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The numbers: means, what moved since another run, and what is too low. */

#include "eval.h"

#include <math.h>
#include <stdlib.h>

/* As it is printed, a smaller difference is none. */
#define SHOWN_DIFFERENCE 0.00005

/* One query by both runs. */
typedef struct measured {
    const bf_eval_query *query;
    bf_eval_scores old;
    bf_eval_scores now;
} measured;

const char *bfi_eval_number_name(size_t place)
{
    return place < BF_EVAL_MEASURES
               ? bf_eval_measure_name((bf_eval_measure_id)place)
               : "queries";
}

/* Measuring ---------------------------------------------------------------- */

static void measure(measured *out, const eval_set *set, const bf_eval_run *run)
{
    for (size_t i = 0; i < set->count; i++) {
        const eval_question *question = &set->questions[i];
        bf_str id = question->query->id;
        out[i].query = question->query;
        bf_eval_measure(&out[i].now, set->judgments, question->topic,
                        bf_eval_run_find(run, id));
        bf_eval_measure(&out[i].old, set->judgments, question->topic,
                        set->old ? bf_eval_run_find(set->old, id) : NULL);
    }
}

static void add_means(bf_eval_scores *old, bf_eval_scores *now,
                      const measured *all, size_t count)
{
    *old = (bf_eval_scores){{0}};
    *now = (bf_eval_scores){{0}};
    for (int m = 0; m < BF_EVAL_MEASURES; m++) {
        for (size_t i = 0; i < count; i++) {
            old->of[m] += all[i].old.of[m];
            now->of[m] += all[i].now.of[m];
        }
        old->of[m] /= (double)count;
        now->of[m] /= (double)count;
    }
}

/* Comparing ---------------------------------------------------------------- */

static double difference_of(const measured *query, int measure_id)
{
    double difference = query->now.of[measure_id] - query->old.of[measure_id];
    return fabs(difference) < SHOWN_DIFFERENCE ? 0 : difference;
}

/* Most moved first, and those that moved as far in the order of the file. */
static int compare_moves(const void *a, const void *b)
{
    const measured *x = a;
    const measured *y = b;
    double far_x = fabs(difference_of(x, BF_EVAL_NDCG_10));
    double far_y = fabs(difference_of(y, BF_EVAL_NDCG_10));
    if (far_x != far_y) {
        return far_x > far_y ? -1 : 1;
    }
    return (x->query->line > y->query->line) -
           (x->query->line < y->query->line);
}

static void print_move(bf_buf *out, const measured *moved)
{
    bfi_program_add_clean(out, moved->query->id);
    bf_buf_printf(out, "\t%.4f\t%.4f\t%+.4f\t", moved->old.of[BF_EVAL_NDCG_10],
                  moved->now.of[BF_EVAL_NDCG_10],
                  difference_of(moved, BF_EVAL_NDCG_10));
    bfi_program_add_clean(out, moved->query->text);
    bf_buf_add_byte(out, '\n');
}

static bf_status print_moves(bf_buf *out, const measured *all, size_t count,
                             bf_error *err)
{
    measured *moved = calloc(count, sizeof *moved);
    size_t moved_count = 0;
    if (!moved) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        if (difference_of(&all[i], BF_EVAL_NDCG_10) != 0) {
            moved[moved_count++] = all[i];
        }
    }
    qsort(moved, moved_count, sizeof *moved, compare_moves);
    bf_buf_add_text(out, "\nquery\told\tnew\tdifference\ttext\n");
    for (size_t i = 0; i < moved_count; i++) {
        print_move(out, &moved[i]);
    }
    free(moved);
    return BF_OK;
}

/* One measure by both runs, with the chance that it means nothing. */
static bf_status print_change(bf_buf *out, int m, const measured *all,
                              size_t count, const bf_eval_scores *old,
                              const bf_eval_scores *now, double *space,
                              bf_error *err)
{
    size_t better = 0;
    size_t worse = 0;
    double change = now->of[m] - old->of[m];
    double p;
    bf_status status;
    for (size_t i = 0; i < count; i++) {
        double difference = difference_of(&all[i], m);
        better += difference > 0;
        worse += difference < 0;
        space[i] = all[i].now.of[m] - all[i].old.of[m];
    }
    status = bf_eval_significance(&p, space, count, err);
    bf_buf_printf(out, "%s\t%.4f\t%.4f\t%+.4f\t%.5f\t%zu\t%zu\n",
                  bfi_eval_number_name((size_t)m), old->of[m], now->of[m],
                  fabs(change) < SHOWN_DIFFERENCE ? 0 : change, p, better,
                  worse);
    return status;
}

static bf_status compare(bf_buf *out, const measured *all, size_t count,
                         const bf_eval_scores *old, const bf_eval_scores *now,
                         bf_error *err)
{
    double *space = calloc(count, sizeof *space);
    bf_status status;
    if (!space) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = print_moves(out, all, count, err);
    bf_buf_add_text(out, "\nmeasure\told\tnew\tdifference\tp\tbetter\tworse\n");
    for (int m = 0; !status && m < BF_EVAL_MEASURES; m++) {
        status = print_change(out, m, all, count, old, now, space, err);
    }
    free(space);
    return status;
}

/* The whole of it ---------------------------------------------------------- */

/* Say what is under its least value. Numbers count as they are printed, so that
 * one that was copied from here is not under itself. */
static int check_least(const eval_options *options, const bf_eval_scores *now,
                       size_t count, eval_messages *messages)
{
    int code = EVAL_DONE;
    for (size_t i = 0; i <= BF_EVAL_MEASURES; i++) {
        double value = i < BF_EVAL_MEASURES ? round(now->of[i] * 1e4) / 1e4
                                            : (double)count;
        if (options->least[i] >= 0 && value < options->least[i]) {
            bfi_program_say(
                messages->self, "%s: %.*f is under %g", bfi_eval_number_name(i),
                i < BF_EVAL_MEASURES ? 4 : 0, value, options->least[i]);
            code = EVAL_UNDER;
        }
    }
    return code;
}

int bfi_eval_report(const eval_set *set, const bf_eval_run *run,
                    const eval_options *options, eval_messages *messages)
{
    measured *all = calloc(set->count, sizeof *all);
    bf_eval_scores old;
    bf_eval_scores now;
    bf_buf out;
    bf_error err;
    bf_status status = BF_OK;
    int code;
    bf_buf_init(&out, CLI_MAX_OUTPUT_BYTES);
    if (!all) {
        bf_fail(&err, BF_ERR_NOMEM, "out of memory");
        code = bfi_eval_fail(messages, &err);
        goto done;
    }
    measure(all, set, run);
    add_means(&old, &now, all, set->count);
    bf_buf_printf(&out, "queries\t%zu\n", set->count);
    for (int m = 0; m < BF_EVAL_MEASURES; m++) {
        bf_buf_printf(&out, "%s\t%.4f\n", bfi_eval_number_name((size_t)m),
                      now.of[m]);
    }
    if (set->old) {
        status = compare(&out, all, set->count, &old, &now, &err);
    }
    code = status ? bfi_eval_fail(messages, &err)
                  : bfi_cli_finish(messages->self, &out, EVAL_DONE);
    if (code == EVAL_DONE) {
        code = check_least(options, &now, set->count, messages);
    }
done:
    bf_buf_fini(&out);
    free(all);
    return code;
}
