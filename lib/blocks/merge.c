/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Merging. Term by term: the sources that have it, in their order; its forms,
 * numbered by how often they stand in all of them, so that the numbers do not
 * depend on what was merged; its postings, one source after the other.
 */

#include "merge.h"

#include "heap.h"
#include "term_writer.h"

#include <stdlib.h>

/* A form of one source. */
typedef struct seen {
    bfi_form form;
    uint64_t total; /* occurrences in all sources */
    size_t place;   /* among those of all sources, in their order */
} seen;

typedef struct merger {
    bfi_source **sources;
    bfi_heap heap;
    /* The sources that have the term at hand. */
    bfi_source **having;
    size_t *having_numbers;
    size_t having_count;
    bf_term_kind kind;
    seen *seen;
    uint32_t *numbers; /* of forms, by their place */
    size_t form_room;
    bfi_encoder encoder;
    bfi_term_writer terms;
    bfi_spool *forms;
} merger;

static bf_status no_memory(bf_error *err)
{
    return bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

/* Forms ------------------------------------------------------------------- */

static int compare_words(const bfi_form *a, const bfi_form *b)
{
    const size_t size =
        a->word.size < b->word.size ? a->word.size : b->word.size;
    const int order = memcmp(a->word.data, b->word.data, size);
    if (order != 0) {
        return order;
    }
    if (a->word.size != b->word.size) {
        return a->word.size < b->word.size ? -1 : 1;
    }
    return (a->reach > b->reach) - (a->reach < b->reach);
}

static int by_word(const void *a, const void *b)
{
    return compare_words(&((const seen *)a)->form, &((const seen *)b)->form);
}

/* The order of forms in a segment; equal ones are neighbours in it. */
static int by_total(const void *a, const void *b)
{
    const seen *x = a;
    const seen *y = b;
    return x->total != y->total ? (x->total < y->total ? 1 : -1)
                                : compare_words(&x->form, &y->form);
}

static bf_status collect_forms(merger *m, size_t *count, bf_error *err)
{
    *count = 0;
    for (size_t i = 0; i < m->having_count; i++) {
        *count += m->having[i]->form_count;
    }
    if (*count > m->form_room) {
        free(m->seen);
        free(m->numbers);
        m->seen = malloc(*count * sizeof *m->seen);
        m->numbers = malloc(*count * sizeof *m->numbers);
        m->form_room = m->seen && m->numbers ? *count : 0;
        if (m->form_room == 0) {
            return no_memory(err);
        }
    }
    *count = 0;
    for (size_t i = 0; i < m->having_count; i++) {
        for (size_t k = 0; k < m->having[i]->form_count; k++) {
            const bfi_form *form = &m->having[i]->forms[k];
            m->seen[*count] = (seen){*form, form->occurrences, *count};
            ++*count;
        }
    }
    return BF_OK;
}

/* Give equal forms of several sources the sum of their occurrences. */
static void add_up(seen *forms, size_t count)
{
    qsort(forms, count, sizeof *forms, by_word);
    for (size_t i = 0; i < count;) {
        uint64_t total = 0;
        size_t end = i;
        while (end < count && by_word(&forms[i], &forms[end]) == 0) {
            total += forms[end++].total;
        }
        while (i < end) {
            forms[i++].total = total;
        }
    }
}

static void write_form(bfi_spool *out, const bfi_form *form)
{
    bfi_spool_add_varint(out, form->reach);
    bfi_spool_add_varint(out, form->word.size);
    bfi_spool_add(out, form->word.data, form->word.size);
}

/* Number the forms; returns how many there are. */
static uint32_t number_forms(merger *m, size_t count)
{
    uint32_t number = 0;
    if (m->having_count > 1) {
        add_up(m->seen, count);
    }
    if (count > 1) {
        qsort(m->seen, count, sizeof *m->seen, by_total);
    }
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && by_word(&m->seen[i - 1], &m->seen[i]) != 0) {
            number++;
        }
        m->numbers[m->seen[i].place] = number;
    }
    return count > 0 ? number + 1 : 0;
}

/* Write the forms, unless there is only the term itself. */
static void write_forms(merger *m, size_t count, uint32_t different,
                        bf_str term)
{
    const bfi_form *first = &m->seen[0].form;
    if (different == 1 && first->reach == 1 &&
        bf_str_equal(first->word, term)) {
        return;
    }
    bfi_spool_add_varint(m->forms, different);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || by_word(&m->seen[i - 1], &m->seen[i]) != 0) {
            write_form(m->forms, &m->seen[i].form);
        }
    }
}

/* Terms ------------------------------------------------------------------- */

/* Find the sources that have the least term. */
static void take_sources(merger *m)
{
    const bf_str term = m->heap.items[0].text;
    m->having_count = 0;
    m->kind = BF_TERM_TEXT;
    do {
        const size_t number = bfi_heap_pop(&m->heap);
        bfi_source *source = m->sources[number];
        m->having[m->having_count] = source;
        m->having_numbers[m->having_count++] = number;
        if (source->kind < m->kind) {
            m->kind = source->kind;
        }
    } while (bfi_heap_has(&m->heap, term));
}

static bf_status feed_all(merger *m, bf_error *err)
{
    const uint32_t *numbers = m->numbers;
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < m->having_count; i++) {
        bfi_source *source = m->having[i];
        status = source->feed(source, &m->encoder, m->kind, numbers, err);
        if (m->kind == BF_TERM_TEXT) {
            numbers += source->form_count;
        }
    }
    return status;
}

static bf_status merge_term(merger *m, bf_error *err)
{
    const bf_str term = m->having[0]->term;
    const uint64_t forms_start = bfi_spool_size(m->forms);
    uint32_t different = 0;
    bfi_lists lists;
    bf_status status = BF_OK;
    if (m->kind == BF_TERM_TEXT) {
        size_t count;
        status = collect_forms(m, &count, err);
        if (status) {
            return status;
        }
        different = number_forms(m, count);
        write_forms(m, count, different, term);
    }
    bfi_encoder_begin(&m->encoder, m->kind, different);
    status = feed_all(m, err);
    if (!status) {
        status = bfi_encoder_end(&lists, &m->encoder, err);
    }
    if (!status) {
        lists.forms = forms_start;
        lists.forms_size = bfi_spool_size(m->forms) - forms_start;
        bfi_term_writer_add(&m->terms, term, &lists);
    }
    return status;
}

static bf_status advance(merger *m, size_t number, bf_error *err)
{
    bfi_source *source = m->sources[number];
    bf_status status = source->next(source, err);
    if (!status && source->term.size > 0) {
        bfi_heap_push(&m->heap, source->term, number);
    }
    return status;
}

static bf_status merge_all(merger *m, bf_error *err)
{
    bf_status status = BF_OK;
    while (!status && m->heap.count > 0) {
        take_sources(m);
        status = merge_term(m, err);
        for (size_t i = 0; !status && i < m->having_count; i++) {
            status = advance(m, m->having_numbers[i], err);
        }
    }
    bfi_term_writer_end(&m->terms);
    return status;
}

bf_status bfi_merge(bfi_sections *sections, bfi_source **sources, size_t count,
                    const unsigned char *codes, bf_error *err)
{
    merger *m = calloc(1, sizeof *m);
    bf_status status = BF_OK;
    if (!m) {
        return no_memory(err);
    }
    m->sources = sources;
    m->forms = bfi_sections_at(sections, BFI_SECTION_FORMS);
    bfi_encoder_init(&m->encoder, sections->folder,
                     bfi_sections_at(sections, BFI_SECTION_POSTINGS),
                     bfi_sections_at(sections, BFI_SECTION_POSITIONS), codes);
    bfi_term_writer_init(&m->terms,
                         bfi_sections_at(sections, BFI_SECTION_TERMS),
                         bfi_sections_at(sections, BFI_SECTION_TERM_INDEX));
    m->having = calloc(count + 1, sizeof *m->having);
    m->having_numbers = calloc(count + 1, sizeof *m->having_numbers);
    if (!m->having || !m->having_numbers || !bfi_heap_init(&m->heap, count)) {
        status = no_memory(err);
    }
    for (size_t i = 0; !status && i < count; i++) {
        status = advance(m, i, err);
    }
    if (!status) {
        status = merge_all(m, err);
    }
    bfi_encoder_fini(&m->encoder);
    bfi_heap_fini(&m->heap);
    free(m->having);
    free(m->having_numbers);
    free(m->seen);
    free(m->numbers);
    free(m);
    return status;
}
