/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pairs of characters, of scripts without spaces, in a leaf that is no phrase.
 *
 * Single characters that mean something add to the score of the pairs around
 * them. Two things need not match:
 *
 * - the pairs with the mark of a long vowel at the end of a word in katakana,
 *   which many leave out; they add to the score;
 * - where all words have to match, pairs of hangul without which each syllable
 *   still stands in a pair: Koreans write compounds with spaces or without, and
 *   the pair over such a space is in no article that has it.
 */

#include "plan.h"

enum {
    PROLONGED = 0x30fc,
    /* Katakana before a mark that may be left out, as Japanese standards for
     * technical writing have it. */
    MIN_KATAKANA = 3,
    /* Pairs of a run of hangul of which one can be left out. */
    MIN_RUN = 3
};

/* Characters --------------------------------------------------------------- */

static uint32_t first_of(bf_str word)
{
    size_t size;
    return bf_utf8_next(word.data, word.data + word.size, &size);
}

static uint32_t second_of(bf_str word)
{
    size_t size;
    (void)bf_utf8_next(word.data, word.data + word.size, &size);
    return size < word.size
               ? first_of((bf_str){word.data + size, word.size - size})
               : 0;
}

static bool is_katakana(uint32_t code)
{
    return (code >= 0x30a1 && code <= 0x30fa) || code == PROLONGED;
}

static bool is_hangul(const bfi_word *word)
{
    const uint32_t first = first_of(word->word);
    const uint32_t second = second_of(word->word);
    return first >= 0xac00 && first <= 0xd7a3 && second >= 0xac00 &&
           second <= 0xd7a3;
}

bool bfi_plan_counts_alone(bf_str unit)
{
    const uint32_t code = first_of(unit);
    return (code >= 0x3400 && code <= 0x9fff) || code >= 0x20000 ||
           (code >= 0x1000 && code <= 0x109f);
}

/* Runs --------------------------------------------------------------------- */

/* Whether the pair `i` shares a character with the one before it. */
static bool goes_on(const bfi_planner *planner, size_t i)
{
    return i < planner->word_count &&
           planner->words[i].span.start < planner->words[i - 1].span.end;
}

/* Whether the pair at `i`, up to whose first character `before` katakana
 * stand, ends with a mark that may be left out. */
static bool ends_long(const bfi_planner *planner, size_t i, size_t before)
{
    return before >= MIN_KATAKANA &&
           second_of(planner->words[i].word) == PROLONGED &&
           !(goes_on(planner, i + 1) &&
             is_katakana(second_of(planner->words[i + 1].word)));
}

void bfi_plan_optional_pairs(const bfi_planner *planner, bool *optional)
{
    size_t katakana = 0;
    for (size_t i = 0; i < planner->word_count; i++) {
        const bool on = i > 0 && goes_on(planner, i);
        katakana = !is_katakana(first_of(planner->words[i].word)) ? 0
                   : on                                           ? katakana + 1
                                                                  : 1;
        if (ends_long(planner, i, katakana)) {
            optional[i] = true;
            if (goes_on(planner, i + 1)) {
                optional[i + 1] = true;
            }
        }
    }
}

/* Extras ------------------------------------------------------------------- */

static bf_status add_units(bfi_planner *planner, bfi_leaf *out)
{
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < planner->unit_count; i++) {
        status = bfi_plan_word_node(planner, &out->extras[out->extra_count++],
                                    &planner->units[i]);
    }
    return status;
}

/* Hangul ------------------------------------------------------------------- */

/* A node that any article with one of two pairs matches, and that does not
 * score. */
static const bf_plan_node *either(bfi_planner *planner, const bf_plan_node *a,
                                  const bf_plan_node *b)
{
    bf_arena *arena = planner->plan->arena;
    bf_str *terms =
        bf_arena_array(arena, a->term_count + b->term_count, sizeof *terms);
    size_t count = 0;
    if (!terms) {
        return NULL;
    }
    for (size_t i = 0; i < a->term_count; i++) {
        terms[count++] = a->terms[i];
    }
    for (size_t i = 0; i < b->term_count; i++) {
        terms[count++] = b->terms[i];
    }
    return bfi_node_term(arena, terms, count, 0);
}

/* The node of a run of pairs: each of its syllables stands in one of them. */
static const bf_plan_node *cover(bfi_planner *planner,
                                 const bf_plan_node *const *pairs, size_t count)
{
    bf_arena *arena = planner->plan->arena;
    const bf_plan_node **needed =
        bf_arena_array(arena, count, sizeof(bf_plan_node *));
    const bf_plan_node *all;
    const bf_plan_node *others;
    size_t needed_count = 2;
    if (!needed) {
        return NULL;
    }
    needed[0] = pairs[0];
    needed[1] = pairs[count - 1];
    for (size_t i = 1; i + 2 < count; i++) {
        needed[needed_count] = either(planner, pairs[i], pairs[i + 1]);
        if (!needed[needed_count++]) {
            return NULL;
        }
    }
    all = bfi_node_join(arena, BF_PLAN_AND, needed, needed_count);
    others = bfi_node_join(arena, BF_PLAN_OR, pairs + 1, count - 2);
    return all && others ? bfi_node_and_maybe(arena, all, others) : NULL;
}

/* How many pairs of hangul from `i` on are one run. */
static size_t run_of_hangul(const bfi_planner *planner, size_t i)
{
    size_t count = 0;
    while (i + count < planner->word_count &&
           is_hangul(&planner->words[i + count]) &&
           (count == 0 || goes_on(planner, i + count))) {
        count++;
    }
    return count;
}

/* Fill out->strict where it differs from out->nodes. */
static bf_status plan_strict(bfi_planner *planner, bfi_leaf *out,
                             const bool *aside)
{
    const bf_plan_node *const *nodes = out->nodes;
    bool differs = false;
    size_t step;
    out->strict = bf_arena_array(planner->plan->arena, out->count,
                                 sizeof(bf_plan_node *));
    if (!out->strict) {
        return bfi_planner_nomem(planner);
    }
    for (size_t i = 0; i < planner->word_count; i += step) {
        const size_t run = run_of_hangul(planner, i);
        const bool covered = run >= MIN_RUN;
        step = covered ? run : 1;
        if (aside[i]) {
            continue;
        }
        out->strict[out->strict_count] =
            covered ? cover(planner, nodes, run) : nodes[0];
        if (!out->strict[out->strict_count++]) {
            return bfi_planner_nomem(planner);
        }
        differs = differs || covered;
        nodes += step;
    }
    out->strict_count = differs ? out->strict_count : 0;
    return BF_OK;
}

bf_status bfi_plan_pairs(bfi_planner *planner, bfi_leaf *out, const bool *aside)
{
    bf_status status = add_units(planner, out);
    return status ? status : plan_strict(planner, out, aside);
}
