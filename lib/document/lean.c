/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents of lean records: by what they are found without their text. */

#include <backfile/document.h>
#include <backfile/limits.h>

enum {
    OTHER_TERMS = 3 /* id, source and length */
};

typedef struct lean_terms {
    bf_document_term *items;
    size_t count;
    bf_buf term;
    bf_arena *arena;
} lean_terms;

static bf_status add_term(lean_terms *terms, bf_str term, uint32_t frequency,
                          bf_error *err)
{
    const bf_str copy = bf_arena_copy(terms->arena, term);
    if (!copy.data) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    terms->items[terms->count++] =
        (bf_document_term){.term = copy, .frequency = frequency};
    return BF_OK;
}

static bf_status add_value(lean_terms *terms, bf_field field, bf_str value,
                           bf_error *err)
{
    bf_status status;
    if (value.size == 0) {
        return BF_OK;
    }
    bf_buf_reset(&terms->term);
    bf_term_field(&terms->term, field, value);
    status = bf_buf_status(&terms->term, err);
    return status ? status : add_term(terms, bf_buf_str(&terms->term), 0, err);
}

static bf_status add_terms(lean_terms *terms, const bf_document *document,
                           bf_str source, bf_error *err)
{
    bf_status status = add_value(terms, BF_FIELD_ID, document->id, err);
    if (!status) {
        status = add_value(terms, BF_FIELD_SOURCE, source, err);
    }
    for (size_t i = 0; !status && i < document->keyword_count; i++) {
        const bf_document_keyword *keyword = &document->keywords[i];
        status = add_value(terms, keyword->field, keyword->folded, err);
    }
    return status ? status
                  : add_term(terms, bf_str_of(BF_TERM_LENGTH), document->length,
                             err);
}

bf_status bf_document_lean(bf_document *out, const bf_document *document,
                           bf_str source, bf_arena *arena, bf_error *err)
{
    lean_terms terms = {.arena = arena};
    bf_status status;
    *out = (bf_document){.terms = NULL};
    terms.items = bf_arena_array(arena, document->keyword_count + OTHER_TERMS,
                                 sizeof *terms.items);
    if (!terms.items) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    bf_buf_init(&terms.term, BF_MAX_INDEX_TERM_BYTES);
    status = add_terms(&terms, document, source, err);
    bf_buf_fini(&terms.term);
    if (status) {
        return status;
    }
    *out = (bf_document){.id = document->id,
                         .data = document->data,
                         .terms = terms.items,
                         .term_count = terms.count,
                         .values = document->values,
                         .value_count = document->value_count,
                         .length = document->length};
    return BF_OK;
}
