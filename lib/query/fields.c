/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Leaves with a field. In a text field words are looked for as in the whole
 * text, and score as they do there. A keyword field (section, author, tag)
 * only restricts: one plain word finds the values that have it (a value of one
 * word has the same term as that word in a longer one), anything else finds
 * the value that it is, whole; where no article has that value, those that
 * contain its words side by side. A language has no words: it is itself only.
 */

#include "plan.h"

enum {
    FOLDED_BYTES = BF_MAX_FOLD_GROWTH * BF_MAX_QUERY_BYTES
};

bf_status bfi_plan_field_term(bfi_planner *planner, bf_str *out,
                              const bf_field_info *field, bf_str value)
{
    bf_buf *scratch = &planner->scratch;
    bf_buf_reset(scratch);
    bf_term_field(scratch, field->field, value);
    *out = bf_arena_copy(planner->plan->arena, bf_buf_str(scratch));
    return bf_buf_status(scratch, NULL) || !out->data
               ? bfi_planner_nomem(planner)
               : BF_OK;
}

static bf_status make_node(bfi_planner *planner, const bf_plan_node **out,
                           const bf_str *terms, size_t count)
{
    *out = bfi_node_term(planner->plan->arena, terms, count, 0);
    return *out ? BF_OK : bfi_planner_nomem(planner);
}

bf_status bfi_plan_field_node(bfi_planner *planner, const bf_plan_node **out,
                              const bf_field_info *field, const bfi_word *word)
{
    bf_str terms[BFI_WORD_TERMS];
    const size_t count = bfi_plan_terms(planner, terms, word);
    *out = NULL;
    for (size_t i = 0; i < count; i++) {
        bf_status status =
            bfi_plan_field_term(planner, &terms[i], field, terms[i]);
        if (status) {
            return status;
        }
    }
    return make_node(planner, out, terms, count);
}

/* Text fields -------------------------------------------------------------- */

static bf_status plan_one_word(bfi_planner *planner, bfi_leaf *out,
                               const bf_field_info *field, bool excluded)
{
    const bfi_word *word = &planner->words[0];
    const bf_plan_node *nodes[2];
    bf_status status = bfi_plan_field_node(planner, &nodes[0], field, word);
    if (!status) {
        status = bfi_plan_word_node(planner, &nodes[1], word);
    }
    if (!status && !excluded) {
        status = bfi_plan_mark_word(planner, word, nodes[1]->weight);
    }
    if (!status && !excluded) {
        status = bfi_plan_prefer(planner, out, &nodes[1], field, word);
    }
    return status ? status : bfi_plan_set_one(planner, out, nodes, 2);
}

static bf_status plan_text(bfi_planner *planner, bfi_leaf *out,
                           const bf_query_node *leaf, bool stems, bool excluded)
{
    const bf_plan_node *node;
    bf_status status = bfi_plan_analyze(planner, leaf->text, leaf->span);
    if (status) {
        return status;
    }
    if (planner->word_count == 0) {
        bfi_notes_add(&planner->plan->notes, BFI_NOTE_NO_TEXT, leaf->span);
        return BF_OK;
    }
    if (planner->word_count == 1 && stems) {
        return plan_one_word(planner, out, leaf->field, excluded);
    }
    status = bfi_plan_phrase(planner, &node, leaf->field, stems,
                             excluded ? NULL : out);
    if (!status && !excluded) {
        status = bfi_plan_mark_phrase(planner, node);
    }
    return status ? status : bfi_plan_set_one(planner, out, &node, 1);
}

/* Keyword fields ----------------------------------------------------------- */

/* Languages are compared by their primary subtag: lang:en finds en-GB. */
bf_status bfi_plan_value_term(bfi_planner *planner, bf_str *out,
                              const bf_field_info *field, bf_str text)
{
    char primary[BF_LANGUAGE_BYTES];
    bf_buf folded;
    bf_status status;
    if (field->field == BF_FIELD_LANG &&
        !bf_language_primary(primary, text, NULL)) {
        return bfi_plan_field_term(planner, out, field, bf_str_of(primary));
    }
    bf_buf_init(&folded, FOLDED_BYTES);
    status = bf_keyword_fold(&folded, text, planner->err);
    if (!status) {
        status = bfi_plan_field_term(planner, out, field, bf_buf_str(&folded));
    }
    bf_buf_fini(&folded);
    return status;
}

/* Values that have the one word, or are it. */
static bf_status plan_word_or_value(bfi_planner *planner, bfi_leaf *out,
                                    const bf_field_info *field, bf_str whole)
{
    const bfi_word *word = &planner->words[0];
    const bf_plan_node *nodes[2];
    bf_str terms[BFI_WORD_TERMS + 1];
    bf_status status = bfi_plan_field_node(planner, &nodes[0], field, word);
    size_t count = 0;
    for (size_t i = 0; !status && i < nodes[0]->term_count; i++) {
        if (!bf_str_equal(nodes[0]->terms[i], whole)) {
            terms[count++] = nodes[0]->terms[i];
        }
    }
    terms[count++] = whole;
    if (!status) {
        status = make_node(planner, &nodes[1], terms, count);
    }
    return status ? status : bfi_plan_set_one(planner, out, &nodes[1], 1);
}

/* The whole value, or else values that contain its words. */
static bf_status plan_value(bfi_planner *planner, bfi_leaf *out,
                            const bf_query_node *leaf, bf_str whole, bool stems)
{
    const bf_plan_index *index = planner->index;
    const bf_plan_node *node;
    uint32_t frequency;
    bf_status status =
        index->frequency(index->context, &frequency, whole, planner->err);
    if (status) {
        return status;
    }
    if (frequency > 0 || planner->word_count == 0 ||
        !(leaf->field->uses & BF_USE_SEARCH)) {
        status = make_node(planner, &node, &whole, 1);
    } else {
        bfi_notes_add(&planner->plan->notes, BFI_NOTE_VALUE_AS_WORDS,
                      leaf->span);
        status =
            planner->word_count == 1 && stems
                ? bfi_plan_field_node(planner, &node, leaf->field,
                                      &planner->words[0])
                : bfi_plan_phrase(planner, &node, leaf->field, stems, NULL);
    }
    return status ? status : bfi_plan_set_one(planner, out, &node, 1);
}

bool bfi_plan_is_word(const bfi_planner *planner, const bf_query_node *leaf)
{
    const bf_span span = planner->words[0].span;
    return planner->word_count == 1 && span.end - span.start == leaf->text.size;
}

static bf_status plan_keyword(bfi_planner *planner, bfi_leaf *out,
                              const bf_query_node *leaf, bool stems)
{
    bf_str whole;
    bf_status status = bfi_plan_analyze(planner, leaf->text, leaf->span);
    if (!status) {
        status = bfi_plan_value_term(planner, &whole, leaf->field, leaf->text);
    }
    if (status) {
        return status;
    }
    if ((leaf->field->uses & BF_USE_SEARCH) &&
        bfi_plan_is_word(planner, leaf)) {
        return plan_word_or_value(planner, out, leaf->field, whole);
    }
    return plan_value(planner, out, leaf, whole, stems);
}

bf_status bfi_plan_field(bfi_planner *planner, bfi_leaf *out,
                         const bf_query_node *leaf, bool excluded)
{
    bool stems = leaf->kind == BF_QUERY_WORD ||
                 planner->phrases != BF_PHRASES_AS_WRITTEN;
    return leaf->field->type == BF_TYPE_TEXT
               ? plan_text(planner, out, leaf, stems, excluded)
               : plan_keyword(planner, out, leaf, stems);
}
