/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether words stand close to each other in an article: its positions are made
 * again as lib/document made them. */

#include "plan.h"

typedef struct near_text {
    const bf_plan_node *node;
    bf_buf found[BF_MAX_NEAR_WORDS]; /* positions of each word */
    uint32_t position;               /* where the next value begins */
} near_text;

static bool is_word(const bf_plan_node *word, bf_str term)
{
    for (size_t i = 0; i < word->term_count; i++) {
        if (bf_str_equal(word->terms[i], term)) {
            return true;
        }
    }
    return false;
}

static void note_value(near_text *t, bf_analyzer *analyzer, bf_str text)
{
    const uint32_t start = t->position;
    bf_token token;
    bf_analyzer_start(analyzer, text);
    while (bf_analyzer_next(analyzer, &token)) {
        const uint32_t position = start + token.position;
        for (size_t i = 0; i < t->node->child_count; i++) {
            if (is_word(t->node->children[i], token.term)) {
                bf_buf_add(&t->found[i], (const char *)&position,
                           sizeof position);
            }
        }
        t->position = position + 1;
    }
    t->position += BF_POSITION_GAP;
}

static void note_field(near_text *t, bf_analyzer *analyzer,
                       const bf_article *article, bf_field field)
{
    const bf_str_list values = bf_article_values(article, field);
    for (size_t i = 0; i < values.count; i++) {
        note_value(t, analyzer, values.items[i]);
    }
}

static bf_status judge(bool *out, const near_text *t, bf_error *err)
{
    bf_plan_positions lists[BF_MAX_NEAR_WORDS] = {{0}};
    const size_t count = t->node->child_count;
    for (size_t i = 0; i < count; i++) {
        const bf_buf *found = &t->found[i];
        const bf_status status = bf_buf_status(found, err);
        if (status) {
            return status;
        }
        if (found->size == 0) {
            return BF_OK; /* it matches not */
        }
        lists[i].positions = (const uint32_t *)(const void *)found->data;
        lists[i].count = found->size / sizeof(uint32_t);
        lists[i].word = i;
    }
    *out = bf_plan_near_holds(&t->node->near, lists, count, count);
    return BF_OK;
}

bf_status bf_plan_near_matches(bool *out, bf_plan *plan,
                               const bf_plan_node *node,
                               const bf_article *article, bf_error *err)
{
    const bf_field_info *wanted = node->near.field;
    near_text text = {.node = node};
    bf_analyzer *analyzer;
    bf_status status =
        bf_analyzer_set_get(&analyzer, plan->analyzers, article->lang, err);
    *out = false;
    if (status || node->child_count > BF_MAX_NEAR_WORDS) {
        return status;
    }
    for (size_t i = 0; i < node->child_count; i++) {
        bf_buf_init(&text.found[i], SIZE_MAX);
    }
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        const bf_field_info *field = bf_field_info_of((bf_field)i);
        if (wanted ? wanted == field : (field->uses & BF_USE_SEARCH) != 0) {
            note_field(&text, analyzer, article, (bf_field)i);
        }
    }
    status = judge(out, &text, err);
    for (size_t i = 0; i < node->child_count; i++) {
        bf_buf_fini(&text.found[i]);
    }
    return status;
}
