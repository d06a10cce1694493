/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One word or two: back channel, backchannel. The words of the index tell. Two
 * words side by side are also looked for as the one word that they make, if the
 * index has it; a word that no article has, as two words that stand side by
 * side. (Where it is there, the two are mostly it, broken at a hyphen, and
 * would count twice.)
 *
 * Stop words that very many articles have make no compound: "a part" is not
 * "apart".
 */

#include "plan.h"

#include <string.h>

enum {
    MIN_PART_BYTES = 2,  /* of a word that is joined */
    SMALL_BYTES = 2,     /* most of them are stop words in some language */
    MIN_SPLIT_BYTES = 3, /* of either half of a word that is split */
    /* A part is in at most one of so many articles. */
    COMMON_SHARE = 4,
    /* A word is split where few articles have it: so many, or such a share of
     * those that have the rarer half. To look for the phrase takes reading
     * these, so where the word itself finds more than a few articles they must
     * not be many. */
    FEW_ARTICLES = 2,
    FEW_SHARE = 8,
    MAX_READ_ARTICLES = 500
};

static bool is_common(const bfi_planner *planner, uint64_t articles)
{
    return articles > planner->index->stats.documents / COMMON_SHARE;
}

/* Two into one ------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool starts_with_digit(bf_str text)
{
    return text.size > 0 && is_digit(text.data[0]);
}

/* Whether a word is of those that make no compound with others though the index
 * has what they would make: "of ten" is not "often". Web is none of them, nor
 * is site, on a site about web sites. */
static bool is_small(const bfi_planner *planner, const bfi_word *word)
{
    if (word->word.size <= SMALL_BYTES) {
        return true;
    }
    for (size_t i = 0; i < planner->language_count; i++) {
        if (bf_is_stop_word(bf_analyzer_language(planner->analyzers[i]),
                            word->word)) {
            return true;
        }
    }
    return false;
}

/* Whether `text` can be a part of a compound with `other`. A letter or a digit
 * is one beside a number only: F 16, 5 GB, 1 000. */
static bf_status is_part(bfi_planner *planner, bool *out, bf_str text,
                         bf_str other)
{
    const bool number = starts_with_digit(text) || starts_with_digit(other);
    const size_t least = number ? 1 : MIN_PART_BYTES;
    bfi_word word;
    uint64_t articles = 0;
    bf_status status = bfi_plan_analyze_word(planner, &word, text);
    if (!status) {
        status = bfi_plan_count(planner, &articles, &word);
    }
    *out = word.term_count > 0 && text.size >= least &&
           !(is_common(planner, articles) && is_small(planner, &word));
    return status;
}

/* Add what `first` and `second` are as one word to the forms of the word at
 * hand, if the index has it. */
static bf_status join(bfi_planner *planner, bf_str first, bf_str second)
{
    bfi_word *other = &planner->others[planner->other_count];
    uint64_t articles = 0;
    bool parts[2] = {false, false};
    bf_status status = is_part(planner, &parts[0], first, second);
    if (!status && parts[0]) {
        status = is_part(planner, &parts[1], second, first);
    }
    if (status || !parts[1] || planner->other_count == BFI_MAX_OTHERS) {
        return status;
    }
    bf_buf_reset(&planner->text);
    bf_buf_add(&planner->text, first.data, first.size);
    bf_buf_add(&planner->text, second.data, second.size);
    status = bf_buf_status(&planner->text, planner->err);
    if (!status) {
        status =
            bfi_plan_analyze_word(planner, other, bf_buf_str(&planner->text));
    }
    if (!status) {
        status = bfi_plan_count(planner, &articles, other);
    }
    other->flags |= BF_TOKEN_JOINED;
    planner->other_count += !status && articles > 0;
    return status;
}

static bool is_neighbour(const bf_query_node *node, const bf_query_node *leaf)
{
    return node && node->kind == BF_QUERY_WORD && !node->field &&
           node->role == leaf->role;
}

bf_status bfi_plan_join(bfi_planner *planner, const bf_query_node *leaf)
{
    const bf_query_node *before = planner->before;
    const bf_query_node *after = planner->after;
    bf_status status = BF_OK;
    if (is_neighbour(before, leaf)) {
        status = join(planner, before->text, leaf->text);
    }
    if (!status && is_neighbour(after, leaf)) {
        status = join(planner, leaf->text, after->text);
    }
    return status;
}

/* One into two ------------------------------------------------------------- */

/* How many articles have the rarer half of `text` when it is cut at `at`; 0
 * when it is no place to cut. */
static bf_status rate(bfi_planner *planner, uint64_t *out, bf_str text,
                      size_t at)
{
    const bf_str halves[2] = {{text.data, at},
                              {text.data + at, text.size - at}};
    bf_status status = BF_OK;
    *out = 0;
    for (size_t i = 0; !status && i < 2; i++) {
        bfi_word word;
        uint64_t articles = 0;
        status = bfi_plan_analyze_word(planner, &word, halves[i]);
        if (!status) {
            status = bfi_plan_count(planner, &articles, &word);
        }
        if (status || articles == 0 || is_common(planner, articles)) {
            *out = 0;
            break;
        }
        *out = i == 0 || articles < *out ? articles : *out;
    }
    return status;
}

/* Whether `text` may be cut at `at`: into longer parts, or a number from its
 * unit: 10am, F16. */
static bool is_place(bf_str text, size_t at)
{
    const bool number = is_digit(text.data[at - 1]) != is_digit(text.data[at]);
    const bool fits =
        at >= MIN_SPLIT_BYTES && text.size - at >= MIN_SPLIT_BYTES;
    return (number || fits) && bf_utf8_clip(text, at) == at;
}

/* Where `text`, which so many articles have, is best cut; 0 when nowhere. */
static bf_status find_cut(bfi_planner *planner, size_t *out, bf_str text,
                          uint64_t articles)
{
    uint64_t best = 0;
    bf_status status = BF_OK;
    *out = 0;
    for (size_t at = 1; !status && at < text.size; at++) {
        uint64_t rating = 0;
        if (is_place(text, at)) {
            status = rate(planner, &rating, text, at);
        }
        if (rating > best) {
            best = rating;
            *out = at;
        }
    }
    if (articles > FEW_ARTICLES &&
        (articles > best / FEW_SHARE || best > MAX_READ_ARTICLES)) {
        *out = 0;
    }
    return status;
}

/* The phrase of the two halves of `text`, where the node `word` does not
 * match. */
static bf_status plan_halves(bfi_planner *planner, const bf_plan_node **out,
                             bf_str text, size_t cut, bool excluded)
{
    const bf_plan_node *const word = *out;
    bf_status status;
    planner->other_count = 0;
    planner->word_count = 2;
    status = bfi_plan_analyze_word(planner, &planner->words[0],
                                   (bf_str){text.data, cut});
    if (!status) {
        status =
            bfi_plan_analyze_word(planner, &planner->words[1],
                                  (bf_str){text.data + cut, text.size - cut});
        planner->words[1].place = 1;
    }
    if (!status) {
        status = bfi_plan_phrase(planner, out, NULL, true, NULL);
    }
    if (!status && !excluded) {
        status = bfi_plan_mark_phrase(planner, *out);
    }
    if (status) {
        return status;
    }
    *out = bfi_node_and_not(planner->plan->arena, *out, &word, 1);
    return *out ? BF_OK : bfi_planner_nomem(planner);
}

bf_status bfi_plan_split(bfi_planner *planner, bool *found,
                         const bf_plan_node **out, const bf_query_node *leaf,
                         bool excluded)
{
    uint64_t articles;
    size_t cut = 0;
    bf_status status = bfi_plan_count(planner, &articles, &planner->words[0]);
    *found = false;
    if (!status && leaf->text.size <= BF_MAX_TERM_BYTES &&
        bfi_plan_is_word(planner, leaf)) {
        status = find_cut(planner, &cut, leaf->text, articles);
    }
    if (status || cut == 0) {
        return status;
    }
    *found = true;
    return plan_halves(planner, out, leaf->text, cut, excluded);
}
