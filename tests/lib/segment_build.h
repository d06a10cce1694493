/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_SEGMENT_BUILD_H
#define BF_SEGMENT_BUILD_H

/*
 * Gives a model's documents to the builder, one by one.
 *
 *     bf_segment_info info;
 *     status = model_build(&info, &m, folder, memory_bytes, &err);
 */

#include <backfile/blocks.h>

#include "segment_model.h"

/* A document that is being put together: all arrays have room for the largest.
 */
typedef struct model_document {
    bf_document document;
    bf_document_term *terms;
    bf_document_form *forms;
    bf_document_token *tokens;
    bf_document_value values[MODEL_SLOTS];
    unsigned char keys[MODEL_SLOTS][BF_TIME_KEY_BYTES];
    bf_document_keyword *keywords;
} model_document;

static inline model_document *model_document_new(model *m)
{
    model_document *d = model_array(m, 1, sizeof *d);
    size_t forms = 0;
    size_t tokens = 0;
    size_t keywords = 0;
    for (size_t i = 0; i < m->term_count; i++) {
        const model_term *t = &m->terms[i];
        uint32_t most = 0;
        for (uint32_t j = 0; j < t->count; j++) {
            most = t->postings[j].count > most ? t->postings[j].count : most;
        }
        tokens += most;
        forms += most < t->form_count ? most : t->form_count;
    }
    for (int field = 0; field < BF_FIELD_COUNT; field++) {
        keywords += m->keywords[field].value_count;
    }
    d->terms = model_array(m, m->term_count, sizeof *d->terms);
    d->forms = model_array(m, forms, sizeof *d->forms);
    d->tokens = model_array(m, tokens, sizeof *d->tokens);
    d->keywords = model_array(m, keywords, sizeof *d->keywords);
    return d;
}

static inline void model_put_tokens(model_document *d, const model_term *t,
                                    const model_posting *p)
{
    bf_document *document = &d->document;
    const size_t first = document->form_count;
    for (uint32_t i = 0; i < p->count; i++) {
        const model_form *form = &t->forms[p->forms[i]];
        size_t place = first;
        while (place < document->form_count &&
               (!bf_str_equal(d->forms[place].word, form->word) ||
                d->forms[place].reach != form->reach)) {
            place++;
        }
        if (place == document->form_count) {
            d->forms[document->form_count++] = (bf_document_form){
                form->word, (uint32_t)document->term_count, form->reach};
        }
        d->tokens[document->token_count++] =
            (bf_document_token){(uint32_t)place, p->positions[i]};
    }
}

static inline int model_compare_tokens(const void *a, const void *b)
{
    const bf_document_token *x = a;
    const bf_document_token *y = b;
    const int order = (x->position > y->position) - (x->position < y->position);
    return order != 0 ? order : (x->form > y->form) - (x->form < y->form);
}

static inline void model_put_values(model_document *d, const model *m,
                                    uint32_t local)
{
    bf_document *document = &d->document;
    for (int slot = 0; slot < MODEL_SLOTS; slot++) {
        if (m->times[slot] && m->times[slot][local] != BF_TIME_NONE) {
            bf_time_key(d->keys[slot], m->times[slot][local]);
            d->values[document->value_count++] = (bf_document_value){
                slot, {(const char *)d->keys[slot], BF_TIME_KEY_BYTES}};
        }
    }
    for (int field = 0; field < BF_FIELD_COUNT; field++) {
        const model_keywords *k = &m->keywords[field];
        if (k->value_count == 0) {
            continue;
        }
        for (uint32_t i = k->first[local]; i < k->first[local + 1]; i++) {
            const model_value *value = &k->values[k->ordinals[i] - 1];
            d->keywords[document->keyword_count++] = (bf_document_keyword){
                (bf_field)field, value->folded, value->shown};
        }
    }
}

/* Put together document `local`. `next` has the place of its posting, or the
 * first one behind it, in each term. */
static inline const bf_document *model_document_at(model_document *d,
                                                   const model *m,
                                                   uint32_t local,
                                                   uint32_t *next)
{
    bf_document *document = &d->document;
    memset(document, 0, sizeof *document);
    for (size_t i = 0; i < m->term_count; i++) {
        const model_term *t = &m->terms[i];
        if (next[i] < t->count && t->postings[next[i]].doc == local) {
            const model_posting *p = &t->postings[next[i]++];
            model_put_tokens(d, t, p);
            d->terms[document->term_count++] = (bf_document_term){
                t->term, t->kind == BF_TERM_FILTER ? 0 : p->freq};
        }
    }
    qsort(d->tokens, document->token_count, sizeof *d->tokens,
          model_compare_tokens);
    model_put_values(d, m, local);
    for (unsigned f = 0; f < MODEL_FIELDS; f++) {
        document->field_starts[model_fields[f]] = m->starts[local][f];
    }
    document->length = m->lengths[local];
    document->terms = d->terms;
    document->forms = d->forms;
    document->tokens = d->tokens;
    document->values = d->values;
    document->keywords = d->keywords;
    return document;
}

/* Build a segment of all documents of a finished model. */
static inline bf_status model_build(bf_segment_info *info, model *m,
                                    const char *folder, size_t memory_bytes,
                                    bf_error *err)
{
    const bf_blocks_options options = {.memory_bytes = memory_bytes,
                                       .no_sync = true};
    uint32_t *next = model_array(m, m->term_count, sizeof *next);
    model_document *d = model_document_new(m);
    bf_blocks_builder *builder;
    bf_status status = bf_blocks_builder_new(&builder, folder, &options, err);
    for (uint32_t i = 0; !status && i < m->documents; i++) {
        status = bf_blocks_builder_add(builder, m->docnums[i],
                                       model_document_at(d, m, i, next), err);
    }
    if (!status) {
        status = bf_blocks_builder_finish(info, builder, err);
    }
    bf_blocks_builder_free(builder);
    return status;
}

#endif
