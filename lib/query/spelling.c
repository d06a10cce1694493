/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Of articles that are alike, those come first that write a word with the
 * accents that it was typed with. A part of the weight of such a word is put
 * aside, and an article gets that part only for writing it so: half of it for
 * doing so at all, half for doing so mostly. It never gets more than for the
 * word itself, however rare the spelling is; and where all articles write it
 * so, or none does, nothing is put aside.
 */

#include "plan.h"

/* The part that is put aside. An article that has the word once, spelled as it
 * was typed, comes before one of the same length that has it otherwise once,
 * and after one that has it otherwise twice. */
const double bfi_spelling_share = 0.2;

enum {
    /* The spellings of a word and its terms, and those of what covers it. */
    MAX_FORMS = BFI_WORD_TERMS
};

/* Index terms of which any says that an article writes a word so. */
typedef struct witnesses {
    bf_str terms[MAX_FORMS];
    size_t count;
    uint64_t articles; /* the sum of their frequencies */
} witnesses;

static bf_status add_witness(bfi_planner *planner, witnesses *to, bf_str term)
{
    const bf_plan_index *index = planner->index;
    uint32_t frequency;
    bf_status status;
    if (to->count == MAX_FORMS) {
        return BF_OK;
    }
    status = index->frequency(index->context, &frequency, term, planner->err);
    if (status || frequency == 0) {
        return status;
    }
    to->articles += frequency;
    to->terms[to->count] = bf_arena_copy(planner->plan->arena, term);
    return to->terms[to->count++].data ? BF_OK : bfi_planner_nomem(planner);
}

/* Add what the index may have of the spellings of `word`. */
static bf_status add_spellings(bfi_planner *planner, witnesses *to,
                               const bfi_word *word, bf_spelling what)
{
    bf_buf *scratch = &planner->scratch;
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < word->spelling_count; i++) {
        bf_buf_reset(scratch);
        bf_term_spelling(scratch, what, word->spellings[i]);
        status = bf_buf_status(scratch, planner->err);
        if (!status) {
            status = add_witness(planner, to, bf_buf_str(scratch));
        }
    }
    return status;
}

/* Add the terms of `word` that have its accents themselves, in languages for
 * which its letters are no accented ones. */
static bf_status add_kept(bfi_planner *planner, witnesses *to,
                          const bfi_word *word, const bf_field_info *field)
{
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < word->term_count; i++) {
        bf_str term = word->terms[i];
        if (!(word->kept >> i & 1)) {
            continue;
        }
        if (field) {
            status = bfi_plan_field_term(planner, &term, field, term);
        }
        if (!status) {
            status = add_witness(planner, to, term);
        }
    }
    return status;
}

/* The same of `word`, one of planner->words, and of all that covers it. */
static bf_status find_witnesses(bfi_planner *planner, witnesses *to,
                                const bfi_word *word, bf_spelling what,
                                const bf_field_info *field)
{
    bf_status status = add_spellings(planner, to, word, what);
    if (!status && what != BF_SPELLING_SOME) {
        status = add_kept(planner, to, word, field);
    }
    for (size_t i = 0; !status && i < planner->other_count; i++) {
        const bfi_word *other = &planner->others[i];
        if (bfi_plan_covers(other, word)) {
            status = add_spellings(planner, to, other, what);
        }
    }
    return status;
}

/* How many articles have the terms of `node`, in `field` if that is given. */
static bf_status count_articles(bfi_planner *planner, uint64_t *out,
                                const bf_plan_node *node,
                                const bf_field_info *field)
{
    const bf_plan_index *index = planner->index;
    bf_status status = BF_OK;
    *out = 0;
    for (size_t i = 0; !status && i < node->term_count; i++) {
        uint32_t frequency;
        bf_str term = node->terms[i];
        if (field) {
            status = bfi_plan_field_term(planner, &term, field, term);
        }
        if (!status) {
            status = index->frequency(index->context, &frequency, term,
                                      planner->err);
        }
        *out += status ? 0 : frequency;
    }
    return status;
}

/* A node that scores as `word`, but for `share` of it, where any of the
 * witnesses is. */
static const bf_plan_node *witnessed(bfi_planner *planner, const witnesses *by,
                                     const bf_plan_node *word, double share)
{
    bf_arena *arena = planner->plan->arena;
    const bf_plan_node *parts[] = {
        bfi_node_term(arena, by->terms, by->count, 0),
        bfi_node_term(arena, word->terms, word->term_count,
                      word->weight * share),
    };
    return parts[0] && parts[1] ? bfi_node_join(arena, BF_PLAN_AND, parts, 2)
                                : NULL;
}

/* What gives back the part of the weight of `word` that is put aside. */
static const bf_plan_node *make_extra(bfi_planner *planner,
                                      const witnesses *most,
                                      const witnesses *some,
                                      const bf_plan_node *word)
{
    const double share = bfi_spelling_share;
    const bf_plan_node *halves[2];
    size_t count = 0;
    witnesses any = *most;
    if (some->count == 0) {
        return witnessed(planner, most, word, share);
    }
    for (size_t i = 0; i < some->count && any.count < MAX_FORMS; i++) {
        any.terms[any.count++] = some->terms[i];
    }
    halves[count] = witnessed(planner, &any, word, share / 2);
    if (halves[count++] && most->count > 0) {
        halves[count] = witnessed(planner, most, word, share / 2);
        count++;
    }
    return halves[count - 1]
               ? bfi_node_join(planner->plan->arena, BF_PLAN_OR, halves, count)
               : NULL;
}

/* Take `extra` into `leaf`; make `*node` weigh less for it. */
static bf_status put_aside(bfi_planner *planner, bfi_leaf *leaf,
                           const bf_plan_node **node, const bf_plan_node *extra)
{
    const bf_plan_node *word = *node;
    if (!extra) {
        return bfi_planner_nomem(planner);
    }
    *node = bfi_node_term(planner->plan->arena, word->terms, word->term_count,
                          word->weight * (1 - bfi_spelling_share));
    return *node ? bfi_plan_add_extra(planner, leaf, extra)
                 : bfi_planner_nomem(planner);
}

bf_status bfi_plan_prefer(bfi_planner *planner, bfi_leaf *leaf,
                          const bf_plan_node **node, const bf_field_info *field,
                          const bfi_word *word)
{
    witnesses most = {.count = 0};
    witnesses some = {.count = 0};
    uint64_t articles;
    bf_status status;
    if (word->spelling_count == 0) {
        return BF_OK;
    }
    status =
        find_witnesses(planner, &most, word,
                       field ? BF_SPELLING_TITLE : BF_SPELLING_MOST, field);
    if (!status && !field) {
        status = find_witnesses(planner, &some, word, BF_SPELLING_SOME, NULL);
    }
    if (!status) {
        status = count_articles(planner, &articles, *node, field);
    }
    if (status || most.count + some.count == 0 || most.articles == articles) {
        return status;
    }
    return put_aside(planner, leaf, node,
                     make_extra(planner, &most, &some, *node));
}
