/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Merging. Term by term: the sources that have it, in their order; its forms,
 * numbered by how often they stand in all of them, so that the numbers do not
 * depend on what was merged; its postings, one source after the other.
 */

#include "merge.h"

#include "heap.h"
#include "sort.h"
#include "term_writer.h"

#include <stdlib.h>

/* A form of one source. */
typedef struct seen {
    bfi_form form;
    uint64_t total; /* occurrences in all sources */
    size_t place;   /* among those of all sources, in their order */
} seen;

struct bfi_merger {
    bfi_source **sources;
    size_t count;
    bfi_heap heap;
    /* The sources that have the term at hand. */
    bfi_source **having;
    size_t *having_numbers;
    size_t having_count;
    bf_term_kind kind;
    seen *seen;
    seen *seen_room;   /* to sort in */
    uint32_t *numbers; /* of forms, by their place */
    size_t form_room;
    bfi_encoder encoder;
    bfi_term_writer terms;
    bfi_spool *forms;
};

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

/* How many forms there are, with those that several sources have as often. */
static size_t count_forms(const bfi_merger *m)
{
    size_t count = 0;
    for (size_t i = 0; i < m->having_count; i++) {
        count += m->having[i]->form_count;
    }
    return count;
}

/* Whether each source has one form, and all the same. */
static bool has_one_form(const bfi_merger *m)
{
    for (size_t i = 0; i < m->having_count; i++) {
        if (m->having[i]->form_count != 1 ||
            compare_words(m->having[i]->forms, m->having[0]->forms) != 0) {
            return false;
        }
    }
    return true;
}

static bool reserve_forms(bfi_merger *m, size_t count)
{
    if (count <= m->form_room) {
        return true;
    }
    free(m->seen);
    free(m->seen_room);
    free(m->numbers);
    m->seen = calloc(count, sizeof *m->seen);
    m->seen_room = calloc(count, sizeof *m->seen_room);
    m->numbers = calloc(count, sizeof *m->numbers);
    m->form_room = m->seen && m->seen_room && m->numbers ? count : 0;
    return m->form_room > 0;
}

static bf_status collect_forms(bfi_merger *m, bf_error *err)
{
    size_t place = 0;
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < m->having_count; i++) {
        bfi_source *source = m->having[i];
        if (source->count) {
            status = source->count(source, err);
        }
        for (size_t k = 0; !status && k < source->form_count; k++) {
            const bfi_form *form = &source->forms[k];
            m->seen[place] = (seen){*form, form->occurrences, place};
            place++;
        }
    }
    return status;
}

/* Give equal forms of several sources the sum of their occurrences. */
static void add_up(seen *forms, seen *room, size_t count)
{
    bfi_sort_by(forms, room, count, sizeof *forms, by_word);
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

/* Number the forms that stand somewhere; what is left of them in `seen` is each
 * once, by number. Returns how many. */
static size_t number_forms(bfi_merger *m, size_t count)
{
    size_t different = 0;
    if (m->having_count > 1) {
        add_up(m->seen, m->seen_room, count);
    }
    bfi_sort_by(m->seen, m->seen_room, count, sizeof *m->seen, by_total);
    for (size_t i = 0; i < count && m->seen[i].total > 0; i++) {
        if (i == 0 || by_word(&m->seen[different - 1], &m->seen[i]) != 0) {
            m->numbers[m->seen[i].place] = (uint32_t)different;
            m->seen[different++] = m->seen[i];
        } else {
            m->numbers[m->seen[i].place] = (uint32_t)different - 1;
        }
    }
    return different;
}

static void write_forms(bfi_merger *m, size_t count)
{
    bfi_spool_add_varint(m->forms, count);
    for (size_t i = 0; i < count; i++) {
        const bfi_form *form = &m->seen[i].form;
        bfi_spool_add_varint(m->forms, form->reach);
        bfi_spool_add_varint(m->forms, form->word.size);
        bfi_spool_add(m->forms, form->word.data, form->word.size);
    }
}

/* Number the forms of a text term, and write them, unless there is only the
 * term itself. */
static bf_status merge_forms(bfi_merger *m, size_t *different, bf_str term,
                             bf_error *err)
{
    const size_t count = count_forms(m);
    bf_status status = BF_OK;
    *different = 1;
    if (!reserve_forms(m, count)) {
        return no_memory(err);
    }
    if (has_one_form(m)) {
        m->seen[0].form = m->having[0]->forms[0];
        memset(m->numbers, 0, count * sizeof *m->numbers);
    } else {
        status = collect_forms(m, err);
        *different = status ? 0 : number_forms(m, count);
    }
    if (*different > 1 ||
        (*different == 1 && (m->seen[0].form.reach != 1 ||
                             !bf_str_equal(m->seen[0].form.word, term)))) {
        write_forms(m, *different);
    }
    return status;
}

/* Terms ------------------------------------------------------------------- */

/* Find the sources that have the least term. */
static void take_sources(bfi_merger *m)
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

static bf_status feed_all(bfi_merger *m, bf_error *err)
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

static bf_status merge_term(bfi_merger *m, bf_error *err)
{
    const bf_str term = m->having[0]->term;
    const uint64_t forms_start = bfi_spool_size(m->forms);
    size_t forms = 0;
    bfi_lists lists;
    bf_status status = BF_OK;
    if (m->kind == BF_TERM_TEXT) {
        status = merge_forms(m, &forms, term, err);
    }
    if (!status) {
        bfi_encoder_begin(&m->encoder, m->kind, forms);
        status = feed_all(m, err);
    }
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

static bf_status advance(bfi_merger *m, size_t number, bf_error *err)
{
    bfi_source *source = m->sources[number];
    bf_status status = source->next(source, err);
    if (!status && source->term.size > 0) {
        bfi_heap_push(&m->heap, source->term, number);
    }
    return status;
}

bf_status bfi_merger_new(bfi_merger **out, bfi_sections *sections,
                         bfi_source **sources, size_t count,
                         const unsigned char *codes, bf_error *err)
{
    bfi_merger *m = calloc(1, sizeof *m);
    *out = NULL;
    if (!m) {
        return no_memory(err);
    }
    m->sources = sources;
    m->count = count;
    m->forms = bfi_sections_at(sections, BFI_FORMS);
    bfi_encoder_init(&m->encoder, sections->folder,
                     bfi_sections_at(sections, BFI_POSTINGS),
                     bfi_sections_at(sections, BFI_POSITIONS), codes);
    bfi_term_writer_init(&m->terms, bfi_sections_at(sections, BFI_TERMS),
                         bfi_sections_at(sections, BFI_TERM_INDEX));
    m->having = calloc(count + 1, sizeof(bfi_source *));
    m->having_numbers = calloc(count + 1, sizeof *m->having_numbers);
    if (!m->having || !m->having_numbers || !bfi_heap_init(&m->heap, count)) {
        bfi_merger_free(m);
        return no_memory(err);
    }
    *out = m;
    return BF_OK;
}

void bfi_merger_free(bfi_merger *m)
{
    if (m) {
        bfi_encoder_fini(&m->encoder);
        bfi_heap_fini(&m->heap);
        free(m->having);
        free(m->having_numbers);
        free(m->seen);
        free(m->seen_room);
        free(m->numbers);
        free(m);
    }
}

bf_status bfi_merger_run(bfi_merger *m, bf_error *err)
{
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < m->count; i++) {
        status = advance(m, i, err);
    }
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
