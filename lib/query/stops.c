/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stop words. Beside other words they say little: "what is the red phone" is
 * about a red phone. There they weigh a quarter, and no article has to have
 * them, nor is one found by them alone; so most of what they cost is spared,
 * too. Where a list has nothing else, as in "to be or not to be", they are
 * words like all others, and so is what is in quotes, in a field, or has a
 * sign.
 *
 * Which words are stop words depends on the language, and a query has none
 * that is known: of the languages of the index it is taken to be in the one
 * that has most stop words in common with it. What is elided, as in l'homme,
 * is a stop word in all of them.
 */

#include "plan.h"

/* Whether the words of `leaf`, a child of a LIST, may be stop words. Those of a
 * phrase are only when they are taken as words. */
static bool is_plain(const bf_query_node *leaf)
{
    return (leaf->kind == BF_QUERY_WORD || leaf->kind == BF_QUERY_PHRASE) &&
           leaf->role == BF_QUERY_SHOULD && !leaf->field && !leaf->added;
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2bc || c == 0xff07;
}

/* Whether nothing but an apostrophe parts what ends at `end` in `text` from
 * what begins at `next`. */
static bool is_elided(bf_str text, size_t end, size_t next)
{
    size_t step;
    uint32_t c = bf_utf8_next(text.data + end, text.data + text.size, &step);
    return step > 0 && end + step == next && is_apostrophe(c);
}

/* Which language ------------------------------------------------------------
 */

/* Count the stop words of `text` in each language. */
static void vote(bfi_planner *planner, size_t votes[BF_MAX_QUERY_LANGUAGES],
                 bf_str text)
{
    bf_analyzer *analyzer = planner->analyzers[0];
    bf_token token;
    bf_analyzer_start(analyzer, text);
    while (bf_analyzer_next(analyzer, &token)) {
        for (size_t i = 0; i < planner->language_count; i++) {
            votes[i] += bf_is_stop_word(
                bf_analyzer_language(planner->analyzers[i]), token.word);
        }
    }
}

/* The language of most of the stop words in `list`; empty when it has none. */
static bf_str choose_language(bfi_planner *planner, const bf_query_node *list)
{
    size_t votes[BF_MAX_QUERY_LANGUAGES] = {0};
    size_t best = 0;
    for (size_t i = 0; i < list->child_count; i++) {
        if (is_plain(list->children[i])) {
            vote(planner, votes, list->children[i]->text);
        }
    }
    for (size_t i = 1; i < planner->language_count; i++) {
        best = votes[i] > votes[best] ? i : best;
    }
    return votes[best] > 0 ? bf_analyzer_language(planner->analyzers[best])
                           : (bf_str){"", 0};
}

/* Whether there is something else -------------------------------------------
 */

bool bfi_plan_is_stop(const bfi_planner *planner, const bf_query_node *leaf,
                      size_t number)
{
    const bfi_word *word = &planner->words[number];
    const size_t next = number + 1 < planner->word_count
                            ? planner->words[number + 1].span.start
                            : SIZE_MAX;
    return planner->stops.apply && is_plain(leaf) &&
           !(word->flags & (BF_TOKEN_NAME | BF_TOKEN_NGRAM)) &&
           (bf_is_stop_word(planner->stops.language, word->word) ||
            is_elided(leaf->text, word->span.end, next));
}

/* Whether `leaf` has a word that is no stop word and that the index has. Leaves
 * nothing in the planner but what it says. */
static bf_status has_other(bfi_planner *planner, bool *out,
                           const bf_query_node *leaf)
{
    const size_t words_left = planner->words_left;
    bf_status status = bfi_plan_analyze(planner, leaf->text, leaf->span);
    planner->words_left = words_left;
    for (size_t i = 0; !status && !*out && i < planner->word_count; i++) {
        uint64_t articles = 0;
        if (!bfi_plan_is_stop(planner, leaf, i)) {
            status = bfi_plan_count(planner, &articles, &planner->words[i]);
        }
        *out = articles > 0;
    }
    return status;
}

bf_status bfi_plan_stops(bfi_planner *planner, bfi_stops *out,
                         const bf_query_node *list)
{
    bf_status status = BF_OK;
    bool other = false;
    *out = planner->stops = (bfi_stops){true, choose_language(planner, list)};
    for (size_t i = 0; !status && !other && i < list->child_count; i++) {
        const bf_query_node *child = list->children[i];
        if (is_plain(child)) {
            status = has_other(planner, &other, child);
        } else {
            other = child->role != BF_QUERY_MUST_NOT;
        }
    }
    out->apply = other;
    return status;
}
