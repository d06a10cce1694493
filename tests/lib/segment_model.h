/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_SEGMENT_MODEL_H
#define BF_SEGMENT_MODEL_H

/*
 * What a segment says, in plain arrays: made at random, written down by
 * segment_encode.h, compared with what is read by segment_check.h.
 *
 *     model m;
 *     model_begin(&m, seed, documents);
 *     model_add(&m, bf_str_of("word"), &(model_style){.kind = BF_TERM_TEXT,
 *               .documents = 300, .forms = 3, .occurrences = 4});
 *     model_finish(&m);
 *     model_end(&m);
 */

#include <backfile/blocks.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MODEL_SLOTS = 8,
    MODEL_FIELDS = 6, /* to search */
    MODEL_MAX_TERMS = 4096
};

static const bf_field model_fields[MODEL_FIELDS] = {
    BF_FIELD_TITLE,   BF_FIELD_SUMMARY, BF_FIELD_BODY,
    BF_FIELD_AUTHORS, BF_FIELD_SECTION, BF_FIELD_TAGS,
};

typedef struct model_posting {
    uint32_t doc;
    uint32_t freq;
    uint32_t count;
    uint32_t *positions;
    uint32_t *forms; /* numbers */
} model_posting;

typedef struct model_form {
    bf_str word;
    uint32_t reach;
    uint32_t uses;
    uint32_t number; /* once sorted */
} model_form;

typedef struct model_term {
    bf_str term;
    bf_term_kind kind;
    model_posting *postings;
    uint32_t count;
    uint32_t occurrences;
    model_form *forms;
    uint32_t form_count;
} model_term;

typedef struct model_value {
    bf_str folded;
    bf_str shown;
} model_value;

/* A column of keywords; values by folded form. */
typedef struct model_keywords {
    model_value *values;
    uint32_t value_count; /* 0: no column */
    uint32_t *first;      /* documents + 1 */
    uint32_t *ordinals;
} model_keywords;

typedef struct model {
    bf_arena *arena;
    uint64_t random;
    uint32_t documents;
    bf_docnum *docnums;
    uint32_t *lengths;
    uint64_t length;
    uint32_t (*starts)[MODEL_FIELDS];
    model_term terms[MODEL_MAX_TERMS];
    size_t term_count;
    bf_time *times[MODEL_SLOTS]; /* NULL: no column */
    model_keywords keywords[BF_FIELD_COUNT];
} model;

/* How to make a term. */
typedef struct model_style {
    bf_term_kind kind;
    uint32_t documents;   /* that have it */
    uint32_t occurrences; /* most in a document; 0: 1 */
    uint32_t forms;       /* most that it may have; 0: the term itself */
    uint32_t step;        /* most between positions; 0: 50 */
    bool counts_differ;   /* frequencies are not the counts */
} model_style;

/* Chance, by Steele, Lea, Flood, "Fast splittable pseudorandom number
 * generators", 2014. */
static inline uint64_t model_random(model *m)
{
    uint64_t x = m->random += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

static inline uint32_t model_below(model *m, uint32_t bound)
{
    return (uint32_t)(model_random(m) % bound);
}

static inline void *model_array(model *m, size_t count, size_t size)
{
    void *array = bf_arena_array(m->arena, count, size);
    if (!array) {
        printf("Bail out! out of memory\n");
        exit(1);
    }
    return array;
}

static inline void model_begin(model *m, uint64_t seed, uint32_t documents)
{
    memset(m, 0, sizeof *m);
    if (bf_arena_new(&m->arena, SIZE_MAX, NULL)) {
        printf("Bail out! out of memory\n");
        exit(1);
    }
    m->random = seed;
    m->documents = documents;
    m->docnums = model_array(m, documents, sizeof *m->docnums);
    m->lengths = model_array(m, documents, sizeof *m->lengths);
    m->starts = model_array(m, documents, sizeof *m->starts);
    for (uint32_t i = 0, last = model_below(m, 5); i < documents; i++) {
        last += 1 + (model_below(m, 4) == 0 ? model_below(m, 100) : 0);
        m->docnums[i] = last;
        for (unsigned f = 1; f < MODEL_FIELDS; f++) {
            m->starts[i][f] =
                m->starts[i][f - 1] +
                (model_below(m, 3) == 0 ? model_below(m, 100000) : 0);
        }
    }
}

static inline void model_end(model *m)
{
    bf_arena_free(m->arena);
}

/* `count` different numbers below `bound`, rising. */
static inline uint32_t *model_choose(model *m, uint32_t count, uint32_t bound)
{
    uint32_t *chosen = model_array(m, count, sizeof *chosen);
    uint32_t got = 0;
    for (uint32_t i = 0; i < bound && got < count; i++) {
        if (model_below(m, bound - i) < count - got) {
            chosen[got++] = i;
        }
    }
    return chosen;
}

/* `text`, not much of it, `between`, and a number of six digits. */
static inline bf_str model_name(model *m, bf_str text, char between,
                                uint32_t number)
{
    char room[BF_MAX_INDEX_TERM_BYTES];
    text.size = text.size < 200 ? text.size : 200;
    memcpy(room, text.data, text.size);
    snprintf(room + text.size, 16, "%c%06u", between, (unsigned)number);
    return bf_arena_copy(m->arena, (bf_str){room, text.size + 7});
}

static inline void model_add_forms(model *m, model_term *t, uint32_t count)
{
    t->form_count = count > 0 ? count : 1;
    t->forms = model_array(m, t->form_count, sizeof *t->forms);
    if (count == 0) {
        t->forms[0] = (model_form){.word = t->term, .reach = 1};
    }
    for (uint32_t i = 0; i < count; i++) {
        t->forms[i].word = model_name(m, t->term, '-', i / 2);
        t->forms[i].reach = 1 + i % 2;
    }
}

static inline void model_add_posting(model *m, model_term *t, model_posting *p,
                                     const model_style *style)
{
    const uint32_t most = style->occurrences > 0 ? style->occurrences : 1;
    uint32_t position = model_below(m, 2000);
    p->freq = 1 + model_below(m, most);
    if (style->kind == BF_TERM_FILTER) {
        p->freq = 1;
    }
    if (style->kind != BF_TERM_TEXT) {
        return;
    }
    p->count = p->freq;
    if (style->counts_differ && model_below(m, 2) == 0) {
        p->freq = p->count * (1 + model_below(m, 9));
    }
    p->positions = model_array(m, p->count, sizeof *p->positions);
    p->forms = model_array(m, p->count, sizeof *p->forms);
    for (uint32_t i = 0; i < p->count; i++) {
        position += model_below(m, (style->step > 0 ? style->step : 50)) + 1;
        p->positions[i] = position;
        p->forms[i] = model_below(m, t->form_count);
        t->forms[p->forms[i]].uses++;
    }
    t->occurrences += p->count;
}

static inline model_term *model_add(model *m, bf_str term,
                                    const model_style *style)
{
    model_term *t = &m->terms[m->term_count++];
    const uint32_t *docs = model_choose(m, style->documents, m->documents);
    t->term = bf_arena_copy(m->arena, term);
    t->kind = style->kind;
    t->count = style->documents;
    t->postings = model_array(m, t->count, sizeof *t->postings);
    if (t->kind == BF_TERM_TEXT) {
        model_add_forms(m, t, style->forms);
    }
    for (uint32_t i = 0; i < t->count; i++) {
        t->postings[i].doc = docs[i];
        model_add_posting(m, t, &t->postings[i], style);
    }
    return t;
}

/* Columns ----------------------------------------------------------------- */

/* Values for one in `every` documents, up to `range` apart. */
static inline void model_add_times(model *m, int slot, bf_time base,
                                   uint64_t range, uint32_t every)
{
    m->times[slot] = model_array(m, m->documents, sizeof **m->times);
    for (uint32_t i = 0; i < m->documents; i++) {
        m->times[slot][i] = BF_TIME_NONE;
        if (model_below(m, every) == 0) {
            m->times[slot][i] = base + (bf_time)(model_random(m) % range);
        }
    }
    m->times[slot][model_below(m, m->documents)] = INT64_MAX;
    m->times[slot][model_below(m, m->documents)] = base;
}

static inline int model_compare_numbers(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Up to `most` ordinals of `values` for a document, each once, rising; the
 * first documents see to it that each value is somewhere. */
static inline uint32_t model_ordinals(model *m, uint32_t *out, uint32_t local,
                                      uint32_t values, uint32_t most)
{
    const uint32_t count =
        local < values ? 1 + model_below(m, most) : model_below(m, most + 1);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        out[i] = 1 + model_below(m, values);
    }
    if (local < values) {
        out[0] = local + 1;
    }
    qsort(out, count, sizeof *out, model_compare_numbers);
    for (uint32_t i = 0; i < count; i++) {
        if (kept == 0 || out[kept - 1] != out[i]) {
            out[kept++] = out[i];
        }
    }
    return kept;
}

/* `values` different ones, of which there are no more than documents, and up
 * to `most` in each. */
static inline void model_add_keywords(model *m, bf_field field, uint32_t values,
                                      uint32_t most)
{
    model_keywords *k = &m->keywords[field];
    uint32_t count = 0;
    k->value_count = values < m->documents ? values : m->documents;
    k->values = model_array(m, k->value_count, sizeof *k->values);
    k->first = model_array(m, m->documents + (size_t)1, sizeof *k->first);
    k->ordinals =
        model_array(m, (size_t)m->documents * most, sizeof *k->ordinals);
    for (uint32_t i = 0; i < k->value_count; i++) {
        k->values[i].folded = model_name(m, bf_str_of("value"), '-', i);
        k->values[i].shown = model_name(m, bf_str_of("Value"), ' ', i);
    }
    for (uint32_t i = 0; i < m->documents; i++) {
        k->first[i] = count;
        count +=
            model_ordinals(m, k->ordinals + count, i, k->value_count, most);
    }
    k->first[m->documents] = count;
}

/* Finishing --------------------------------------------------------------- */

static inline int model_compare_terms(const void *a, const void *b)
{
    const bf_str x = ((const model_term *)a)->term;
    const bf_str y = ((const model_term *)b)->term;
    const int order = memcmp(x.data, y.data, x.size < y.size ? x.size : y.size);
    return order != 0 ? order : (x.size > y.size) - (x.size < y.size);
}

/* By falling number of uses, then the word, then its reach. */
static inline int model_compare_forms(const void *a, const void *b)
{
    const model_form *x = *(const model_form *const *)a;
    const model_form *y = *(const model_form *const *)b;
    const size_t size =
        x->word.size < y->word.size ? x->word.size : y->word.size;
    int order = (x->uses < y->uses) - (x->uses > y->uses);
    if (order == 0) {
        order = memcmp(x->word.data, y->word.data, size);
    }
    if (order == 0) {
        order = (x->word.size > y->word.size) - (x->word.size < y->word.size);
    }
    return order != 0 ? order : (x->reach > y->reach) - (x->reach < y->reach);
}

/* Number the forms as they have to be, without those that are not used. */
static inline void model_number_forms(model *m, model_term *t)
{
    const model_form **sorted = model_array(m, t->form_count, sizeof *sorted);
    model_form *forms = model_array(m, t->form_count, sizeof *forms);
    uint32_t count = 0;
    for (uint32_t i = 0; i < t->form_count; i++) {
        sorted[i] = &t->forms[i];
    }
    qsort(sorted, t->form_count, sizeof *sorted, model_compare_forms);
    for (uint32_t i = 0; i < t->form_count && sorted[i]->uses > 0; i++) {
        t->forms[sorted[i] - t->forms].number = i;
        forms[count++] = *sorted[i];
    }
    for (uint32_t i = 0; i < t->count; i++) {
        for (uint32_t j = 0; j < t->postings[i].count; j++) {
            uint32_t *form = &t->postings[i].forms[j];
            *form = t->forms[*form].number;
        }
    }
    t->forms = forms;
    t->form_count = count;
}

/* Sort the terms, drop those that are there twice, sum up the lengths. */
static inline void model_finish(model *m)
{
    size_t kept = 0;
    qsort(m->terms, m->term_count, sizeof *m->terms, model_compare_terms);
    for (size_t i = 0; i < m->term_count; i++) {
        if (kept == 0 ||
            !bf_str_equal(m->terms[kept - 1].term, m->terms[i].term)) {
            m->terms[kept++] = m->terms[i];
        }
    }
    m->term_count = kept;
    for (size_t i = 0; i < kept; i++) {
        model_term *t = &m->terms[i];
        for (uint32_t j = 0; t->kind != BF_TERM_FILTER && j < t->count; j++) {
            m->lengths[t->postings[j].doc] += t->postings[j].freq;
            m->length += t->postings[j].freq;
        }
        if (t->kind == BF_TERM_TEXT) {
            model_number_forms(m, t);
        }
    }
}

/* A term of a few letters, some of them NUL or not ASCII, often long and
 * often like others. */
static inline bf_str model_word(model *m, char room[BF_MAX_INDEX_TERM_BYTES])
{
    static const char letters[] = "aabbcde\0\xc3\xff";
    const bool is_long = model_below(m, 20) == 0;
    const size_t size =
        1 + model_below(m, is_long ? BF_MAX_INDEX_TERM_BYTES : 7);
    for (size_t i = 0; i < size; i++) {
        room[i] = is_long ? 'l' : letters[model_below(m, sizeof letters - 1)];
    }
    if (is_long) {
        room[size - 1] = letters[model_below(m, sizeof letters - 1)];
    }
    return (bf_str){room, size};
}

/* Terms of all kinds and sizes. */
static inline void model_add_words(model *m, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char room[BF_MAX_INDEX_TERM_BYTES];
        const uint32_t most = model_below(m, 8) == 0 ? m->documents : 3;
        model_style style = {
            .kind = (bf_term_kind)model_below(m, 3),
            .documents =
                1 + model_below(m, most < m->documents ? most : m->documents),
            .occurrences = model_below(m, 5) == 0 ? 300 : 3,
            .forms = model_below(m, 3) > 0 ? 0 : 1 + model_below(m, 9),
            .step = model_below(m, 20) == 0 ? 1000000 : 0,
            .counts_differ = model_below(m, 2) == 0,
        };
        (void)model_add(m, model_word(m, room), &style);
    }
}

#endif
