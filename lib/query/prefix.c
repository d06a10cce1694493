/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Leaves that are prefixes. Of several tokens the last is the prefix and those
 * before it are words; all must match. In a keyword field the whole text is
 * the beginning of a value, or of a word of one.
 */

#include "expand.h"

#include <string.h>

static bf_status expansion_node(bfi_planner *planner, const bf_plan_node **out,
                                const bfi_expansion *expansion, double weight)
{
    bf_arena *arena = planner->plan->arena;
    *out = expansion->count == 0 ? bfi_node_of(arena, BF_PLAN_NOTHING)
                                 : bfi_node_term(arena, expansion->terms,
                                                 expansion->count, weight);
    return *out ? BF_OK : bfi_planner_nomem(planner);
}

/* Add the other stems that words which begin with `begun` may have, as they are
 * (`field` NULL) or in a field. */
static bf_status add_stems(bfi_planner *planner, bfi_expansion *out,
                           const bf_field_info *field, const bfi_word *begun)
{
    bf_str stems[BFI_OTHER_STEMS];
    size_t count = 0;
    bf_status status = bfi_other_stems(planner, stems, &count, begun);
    for (size_t i = 0; !status && i < count; i++) {
        bf_str term = stems[i];
        if (field) {
            status = bfi_plan_field_term(planner, &term, field, stems[i]);
        }
        if (!status) {
            status = bfi_expand_more(planner, out, term);
        }
    }
    return status;
}

/* Expand the beginning of a word, `prefix`, in `field` or, if that is NULL, in
 * the whole text. */
static bf_status expand_text(bfi_planner *planner, bfi_expansion *out,
                             const bf_field_info *field, bf_str prefix,
                             bf_span span)
{
    bf_status status = BF_OK;
    if (field) {
        status = bfi_plan_field_term(planner, &prefix, field, prefix);
    }
    return status ? status : bfi_expand(planner, out, prefix, span);
}

/* Expand the beginning of a word also as the terms of each language have it:
 * räks in Swedish, raks elsewhere. */
static bf_status expand_kept(bfi_planner *planner, bfi_expansion *out,
                             const bf_query_node *leaf, const bfi_word *begun)
{
    const bf_str text = {leaf->text.data + begun->span.start,
                         begun->span.end - begun->span.start};
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < planner->language_count; i++) {
        const bf_str kept = bf_analyzer_unstemmed(planner->analyzers[i], text);
        bfi_expansion more;
        if (bf_str_equal(kept, begun->word)) {
            continue;
        }
        status = expand_text(planner, &more, leaf->field, kept, leaf->span);
        for (size_t j = 0; !status && j < more.count; j++) {
            status = bfi_expand_more(planner, out, more.terms[j]);
        }
    }
    return status;
}

static bf_status expand_word(bfi_planner *planner, bfi_expansion *out,
                             const bf_query_node *leaf, const bfi_word *begun)
{
    bf_status status =
        expand_text(planner, out, leaf->field, begun->word, leaf->span);
    if (!status) {
        status = expand_kept(planner, out, leaf, begun);
    }
    return status ? status : add_stems(planner, out, leaf->field, begun);
}

/* Make of the terms in `field` the same terms in the whole text. */
static void drop_field(bfi_expansion *expansion, const bf_field_info *field)
{
    const size_t size = strlen(field->prefix);
    for (size_t i = 0; i < expansion->count; i++) {
        expansion->terms[i].data += size;
        expansion->terms[i].size -= size;
    }
}

/* The nodes of the prefix itself: what restricts it to a field, what scores. */
static bf_status begun_nodes(bfi_planner *planner, const bf_plan_node **nodes,
                             size_t *count, const bf_query_node *leaf,
                             const bfi_word *begun)
{
    bfi_expansion expansion;
    double weight = 0;
    bf_status status = expand_word(planner, &expansion, leaf, begun);
    if (status) {
        return status;
    }
    if (!leaf->field) {
        weight =
            bf_score_idf(planner->index->stats.documents, expansion.frequency);
    } else {
        status = expansion_node(planner, &nodes[(*count)++], &expansion, 0);
        drop_field(&expansion, leaf->field);
        if (!status) {
            status = bfi_plan_weight(planner, &weight, expansion.terms,
                                     expansion.count);
        }
    }
    return status ? status
                  : expansion_node(planner, &nodes[(*count)++], &expansion,
                                   weight);
}

static bf_status word_nodes(bfi_planner *planner, const bf_plan_node **nodes,
                            size_t *count, const bf_field_info *field,
                            const bfi_word *word)
{
    bf_status status = BF_OK;
    if (field) {
        status = bfi_plan_field_node(planner, &nodes[(*count)++], field, word);
    }
    return status ? status
                  : bfi_plan_word_node(planner, &nodes[(*count)++], word);
}

/* Whether `word` is long enough to be a prefix, and whole. */
static bool is_prefix(const bfi_word *word)
{
    const char *at = word->word.data;
    const char *end = at + word->word.size;
    size_t count = 0;
    size_t step;
    for (; at < end; at += step) {
        (void)bf_utf8_next(at, end, &step);
        count++;
    }
    return count >= BF_MIN_PREFIX_CHARS && !(word->flags & BF_TOKEN_CLIPPED);
}

static bf_status plan_word(bfi_planner *planner, const bf_plan_node **nodes,
                           size_t *count, const bf_query_node *leaf,
                           const bfi_word *word, bool excluded)
{
    bool last = word == &planner->words[planner->word_count - 1];
    bool begun = last && is_prefix(word);
    double weight;
    bf_status status =
        begun ? begun_nodes(planner, nodes, count, leaf, word)
              : word_nodes(planner, nodes, count, leaf->field, word);
    if (status || excluded) {
        return status;
    }
    weight = nodes[*count - 1]->weight;
    return begun ? bfi_plan_mark_prefix(planner, word->word, weight)
                 : bfi_plan_mark_word(planner, word, weight);
}

/* Drop the other forms that end with the last word, of which only the beginning
 * is known. */
static void drop_begun(bfi_planner *planner)
{
    size_t kept = 0;
    for (size_t i = 0; i < planner->other_count; i++) {
        const bfi_word *other = &planner->others[i];
        if (other->place + other->reach < planner->word_count) {
            planner->others[kept++] = *other;
        }
    }
    planner->other_count = kept;
}

static bf_status plan_text(bfi_planner *planner, bfi_leaf *out,
                           const bf_query_node *leaf, bool excluded)
{
    const bf_plan_node **nodes;
    size_t count = 0;
    bf_status status = bfi_plan_analyze(planner, leaf->text, leaf->span);
    if (status) {
        return status;
    }
    if (planner->word_count == 0) {
        bfi_notes_add(&planner->plan->notes, BFI_NOTE_NO_TEXT, leaf->span);
        return BF_OK;
    }
    drop_begun(planner);
    nodes = bf_arena_array(planner->plan->arena, 2 * planner->word_count,
                           sizeof(bf_plan_node *));
    if (!nodes) {
        return bfi_planner_nomem(planner);
    }
    for (size_t i = 0; !status && i < planner->word_count; i++) {
        status = plan_word(planner, nodes, &count, leaf, &planner->words[i],
                           excluded);
    }
    return status ? status : bfi_plan_set_one(planner, out, nodes, count);
}

/* Values, and the stems of words that are kept in their field: of these the
 * text may be the beginning when it is one plain word. */
static bf_status expand_value(bfi_planner *planner, bfi_expansion *out,
                              const bf_query_node *leaf)
{
    bf_str prefix;
    bf_status status =
        bfi_plan_value_term(planner, &prefix, leaf->field, leaf->text);
    if (!status) {
        status = bfi_expand(planner, out, prefix, leaf->span);
    }
    if (status || !(leaf->field->uses & BF_USE_SEARCH)) {
        return status;
    }
    status = bfi_plan_analyze(planner, leaf->text, leaf->span);
    return status || !bfi_plan_is_word(planner, leaf)
               ? status
               : add_stems(planner, out, leaf->field, &planner->words[0]);
}

static bf_status plan_keyword(bfi_planner *planner, bfi_leaf *out,
                              const bf_query_node *leaf)
{
    bfi_expansion expansion;
    const bf_plan_node *node;
    bf_status status = expand_value(planner, &expansion, leaf);
    if (!status) {
        status = expansion_node(planner, &node, &expansion, 0);
    }
    return status ? status : bfi_plan_set_one(planner, out, &node, 1);
}

bf_status bfi_plan_prefix(bfi_planner *planner, bfi_leaf *out,
                          const bf_query_node *leaf, bool excluded)
{
    return leaf->field && leaf->field->type != BF_TYPE_TEXT
               ? plan_keyword(planner, out, leaf)
               : plan_text(planner, out, leaf, excluded);
}
