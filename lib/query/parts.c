/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Compounds. German, Dutch and the languages of Scandinavia write as one word
 * what English writes as several, and no two authors make the same one: who
 * asks for Verteidigungsspieler is helped by an article on the Spieler of a
 * Verteidigung. The words of the index tell what a compound is made of; what
 * joins its parts, as the s here, the stemmer takes away. Parts count half, and
 * only for articles that do not have the compound itself, so that they never
 * change the order of those that have.
 *
 * The other direction, from Spieler to Verteidigungsspieler, is not taken:
 * docs/relevance.md has the numbers.
 */

#include "plan.h"

static const double part_factor = 0.5;

enum {
    MIN_PART_BYTES = 4
};

static bool is_compounding(bf_str language)
{
    static const char *const languages[] = {"da", "de", "nb", "nl", "nn", "sv"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        if (bf_str_is(language, languages[i])) {
            return true;
        }
    }
    return false;
}

/* The language that the word at hand is cut up in; empty for none. Where no
 * word of the query says which it is, any of the index's. */
static bf_str find_language(const bfi_planner *planner)
{
    const bf_str guess = planner->stops.language;
    if (guess.size > 0) {
        return is_compounding(guess) ? guess : (bf_str){"", 0};
    }
    for (size_t i = 0; i < planner->language_count; i++) {
        const bf_str language = bf_analyzer_language(planner->analyzers[i]);
        if (is_compounding(language)) {
            return language;
        }
    }
    return (bf_str){"", 0};
}

/* A way to cut a word into two. */
typedef struct cut {
    bfi_word parts[2];
    uint64_t product; /* of how many articles have each part */
} cut;

static bf_status try_cut(bfi_planner *planner, cut *out, const bf_str texts[2],
                         bf_str language)
{
    bf_status status = BF_OK;
    out->product = 1;
    /* The end first: it is a word more seldom. */
    for (size_t i = 2; !status && out->product > 0 && i-- > 0;) {
        uint64_t articles = 0;
        status = bfi_plan_analyze_word(planner, &out->parts[i], texts[i]);
        if (!status && out->parts[i].term_count > 0 &&
            !bf_is_stop_word(language, out->parts[i].word)) {
            status = bfi_plan_count(planner, &articles, &out->parts[i]);
        }
        out->product *= articles; /* below 2^32 each */
    }
    return status;
}

/* Where `text` is best cut: where the parts are most frequent. */
static bf_status find_cut(bfi_planner *planner, cut *best, bf_str text,
                          bf_str language)
{
    bf_status status = BF_OK;
    best->product = 0;
    for (size_t at = MIN_PART_BYTES;
         !status && at + MIN_PART_BYTES <= text.size; at++) {
        const bf_str texts[2] = {{text.data, at},
                                 {text.data + at, text.size - at}};
        cut made;
        if (bf_utf8_clip(text, at) != at) {
            continue;
        }
        status = try_cut(planner, &made, texts, language);
        if (!status && made.product > best->product) {
            *best = made;
        }
    }
    return status;
}

/* Make of the node `*out` of a word one that also finds `kind` of its parts. */
static bf_status add_parts(bfi_planner *planner, const bf_plan_node **out,
                           bf_plan_kind kind, const bf_plan_node *parts[2])
{
    bf_arena *arena = planner->plan->arena;
    const bf_plan_node *sides[2] = {*out};
    const bf_plan_node *joined = bfi_node_join(arena, kind, parts, 2);
    if (joined) {
        sides[1] = bfi_node_and_not(arena, joined, out, 1);
    }
    *out =
        joined && sides[1] ? bfi_node_join(arena, BF_PLAN_OR, sides, 2) : NULL;
    return *out ? BF_OK : bfi_planner_nomem(planner);
}

/* The node of a part, which is marked as another form of the word. */
static bf_status make_part(bfi_planner *planner, const bf_plan_node **out,
                           const bfi_word *part)
{
    const bool added = planner->added;
    double weight;
    bf_status status =
        bfi_plan_weight(planner, &weight, part->terms, part->term_count);
    *out = NULL;
    if (status) {
        return status;
    }
    weight *= part_factor;
    *out = bfi_node_term(planner->plan->arena, part->terms, part->term_count,
                         weight);
    if (!*out) {
        return bfi_planner_nomem(planner);
    }
    planner->added = true;
    status = bfi_plan_mark_word(planner, part, weight);
    planner->added = added;
    return status;
}

static bf_status use_cut(bfi_planner *planner, bfi_leaf *leaf, const cut *found)
{
    const bf_plan_node *parts[2];
    bf_status status = make_part(planner, &parts[0], &found->parts[0]);
    if (!status) {
        status = make_part(planner, &parts[1], &found->parts[1]);
    }
    leaf->strict =
        bf_arena_array(planner->plan->arena, 1, sizeof *leaf->strict);
    if (status || !leaf->strict) {
        return status ? status : bfi_planner_nomem(planner);
    }
    leaf->strict[0] = leaf->nodes[0];
    leaf->strict_count = 1;
    status = add_parts(planner, &leaf->strict[0], BF_PLAN_AND, parts);
    return status ? status
                  : add_parts(planner, &leaf->nodes[0], BF_PLAN_OR, parts);
}

bf_status bfi_plan_parts(bfi_planner *planner, bfi_leaf *out,
                         const bf_query_node *leaf)
{
    const bf_str language = find_language(planner);
    uint64_t articles;
    cut found;
    bf_status status;
    if (language.size == 0 || leaf->role != BF_QUERY_SHOULD || leaf->added ||
        leaf->text.size > BF_MAX_TERM_BYTES ||
        !bfi_plan_is_word(planner, leaf)) {
        return BF_OK;
    }
    status = bfi_plan_count(planner, &articles, &planner->words[0]);
    if (!status) {
        status = find_cut(planner, &found, leaf->text, language);
    }
    return status || found.product <= articles * articles
               ? status
               : use_cut(planner, out, &found);
}
