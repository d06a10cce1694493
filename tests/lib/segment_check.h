/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_SEGMENT_CHECK_H
#define BF_SEGMENT_CHECK_H

/*
 * Compares all that a segment gives with a model of it. Each function says
 * whether they agree, and prints the first thing on which they do not.
 */

#include <backfile/blocks.h>

#include "segment_model.h"

#define AGREE(condition, ...)                                                  \
    do {                                                                       \
        if (!(condition)) {                                                    \
            printf("# %s:%d: ", __FILE__, __LINE__);                           \
            printf(__VA_ARGS__);                                               \
            putchar('\n');                                                     \
            return false;                                                      \
        }                                                                      \
    } while (0)

static inline bool check_positions(bf_positions *positions,
                                   const bf_postings *postings, uint32_t place,
                                   const model_posting *p)
{
    AGREE(bf_positions_read(positions, postings,
                            postings->block * BF_BLOCK_POSTINGS + place),
          "document %u: no positions", p->doc);
    AGREE(positions->count == p->count, "document %u: %u occurrences, not %u",
          p->doc, positions->count, p->count);
    AGREE(memcmp(positions->positions, p->positions,
                 p->count * sizeof *p->positions) == 0,
          "document %u: other positions", p->doc);
    AGREE(bf_positions_forms(positions), "document %u: no forms", p->doc);
    AGREE(memcmp(positions->forms, p->forms, p->count * sizeof *p->forms) == 0,
          "document %u: other forms", p->doc);
    return true;
}

/* The bounds of a block hold for all of it. */
static inline bool check_maxima(const model *m, const bf_postings *postings,
                                const model_posting *p)
{
    const bf_maxima maxima[] = {
        bf_postings_maxima(postings, postings->block),
        bf_postings_list_maxima(postings),
    };
    for (unsigned i = 0; i < 2; i++) {
        bool is_bound = false;
        for (unsigned pair = 0; pair < 4; pair++) {
            const unsigned f = maxima[i].frequency[pair];
            const unsigned char code = maxima[i].length[pair];
            is_bound =
                is_bound || ((f == 255 || p->freq <= f) &&
                             bf_length_floor(code) <= m->lengths[p->doc]);
        }
        AGREE(is_bound, "document %u: its score is above the bound", p->doc);
    }
    return true;
}

static inline bool check_block(const model *m, const model_term *t,
                               bf_postings *postings, bf_positions *positions)
{
    const uint32_t base = postings->block * BF_BLOCK_POSTINGS;
    const model_posting *p = t->postings + base;
    const uint32_t left = t->count - base;
    const uint32_t count = left < BF_BLOCK_POSTINGS ? left : BF_BLOCK_POSTINGS;
    AGREE(postings->count == count, "%u postings, not %u", postings->count,
          count);
    for (uint32_t i = 0; i < 8; i++) {
        AGREE(postings->docs[count + i] == UINT32_MAX, "no padding");
    }
    AGREE(bf_postings_freqs(postings), "damaged frequencies");
    for (uint32_t i = 0; i < count; i++) {
        AGREE(postings->docs[i] == p[i].doc, "document %u, not %u",
              postings->docs[i], p[i].doc);
        AGREE(postings->freqs[i] == p[i].freq, "frequency %u, not %u",
              postings->freqs[i], p[i].freq);
        if (!check_maxima(m, postings, &p[i]) ||
            (t->kind == BF_TERM_TEXT &&
             !check_positions(positions, postings, i, &p[i]))) {
            return false;
        }
    }
    AGREE(bf_postings_last(postings, postings->block) >= p[count - 1].doc,
          "the last document of a block");
    return true;
}

/* The block that has the first document from `local` on. */
static inline bool check_find(model *m, const model_term *t,
                              const bf_postings *postings)
{
    const uint32_t local = model_below(m, m->documents);
    const uint32_t from = model_below(m, postings->block_count + 1);
    uint32_t first = 0;
    uint32_t block;
    while (first < t->count && t->postings[first].doc < local) {
        first++;
    }
    block = first / BF_BLOCK_POSTINGS;
    if (first == t->count && t->count % BF_BLOCK_POSTINGS != 0) {
        block = postings->block_count - 1; /* which may have it, or not */
    }
    block = block > from ? block : from;
    AGREE(bf_postings_find(postings, from, local) == block,
          "from block %u on, document %u is not in %u but in %u", from, local,
          bf_postings_find(postings, from, local), block);
    return true;
}

static inline bool check_lists(model *m, const bf_segment *segment,
                               const model_term *t, const bf_term_entry *entry)
{
    bf_postings postings;
    bf_positions positions;
    uint32_t blocks = 0;
    bool agree = true;
    bf_postings_open(&postings, segment, entry);
    AGREE(postings.count == 0 && postings.docs[0] == UINT32_MAX,
          "something before the first");
    bf_positions_open(&positions, segment, entry);
    while (agree && bf_postings_next(&postings)) {
        agree = postings.block == blocks++ &&
                check_block(m, t, &postings, &positions) &&
                check_find(m, t, &postings);
    }
    for (int i = 0; agree && i < 10; i++) {
        const uint32_t block = model_below(m, postings.block_count);
        agree = bf_postings_read(&postings, block) &&
                check_block(m, t, &postings, &positions) &&
                check_find(m, t, &postings);
    }
    bf_positions_fini(&positions);
    AGREE(agree && blocks == (t->count + 127) / 128 && !postings.status,
          "%u blocks of postings", blocks);
    return true;
}

typedef struct check_forms_closure {
    const model_term *term;
    uint32_t count;
    bool agree;
} check_forms_closure;

static inline void check_form(void *closure, uint32_t number, bf_str word,
                              uint32_t reach)
{
    check_forms_closure *c = closure;
    const model_form *form = &c->term->forms[number];
    c->agree = c->agree && number == c->count &&
               bf_str_equal(word, form->word) && reach == form->reach;
    c->count++;
}

static inline bool check_forms(const bf_segment *segment, const model_term *t,
                               const bf_term_entry *entry)
{
    check_forms_closure c = {t, 0, true};
    bf_str word;
    uint32_t reach;
    AGREE(bf_segment_forms(entry, t->term, check_form, &c) && c.agree &&
              c.count == t->form_count,
          "all forms at once");
    for (uint32_t i = 0; i < t->form_count; i++) {
        const model_form *form = &t->forms[i];
        AGREE(bf_segment_form_at(segment, entry, t->term, i, &word, &reach) &&
                  bf_str_equal(word, form->word) && reach == form->reach,
              "form %u", i);
        AGREE(bf_segment_form(segment, entry, t->term, form->word,
                              form->reach) == i,
              "the number of form %u", i);
    }
    AGREE(!bf_segment_form_at(segment, entry, t->term, t->form_count, &word,
                              &reach),
          "one form more");
    AGREE(bf_segment_form(segment, entry, t->term, bf_str_of("?"), 1) == -1,
          "a form that there is not");
    return true;
}

static inline bool check_entry(model *m, const bf_segment *segment,
                               const model_term *t, const bf_term_entry *entry)
{
    const bool agree = entry->kind == t->kind && entry->documents == t->count &&
                       entry->occurrences == t->occurrences && !entry->status &&
                       check_forms(segment, t, entry) &&
                       check_lists(m, segment, t, entry);
    AGREE(agree, "term \"%.*s\"", (int)t->term.size, t->term.data);
    return true;
}

/* Each term by its name, and by a walk over all of them. */
static inline bool check_terms(model *m, const bf_segment *segment)
{
    bf_term_cursor cursor;
    bool more = bf_term_cursor_seek(&cursor, segment, bf_str_of(""));
    for (size_t i = 0; i < m->term_count; i++) {
        const model_term *t = &m->terms[i];
        bf_term_entry entry;
        AGREE(more && bf_str_equal(cursor.term, t->term), "term %zu", i);
        AGREE(bf_segment_find(segment, t->term, &entry), "term %zu is lost", i);
        AGREE(memcmp(&entry, &cursor.entry, sizeof entry) == 0,
              "term %zu: two entries", i);
        if (!check_entry(m, segment, t, &entry)) {
            return false;
        }
        more = bf_term_cursor_next(&cursor);
    }
    AGREE(!more && !cursor.status && !bf_term_cursor_next(&cursor),
          "a term too many");
    return true;
}

/* Words that are there or not, by find and by seek. */
static inline bool check_words(model *m, const bf_segment *segment,
                               unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        char room[BF_MAX_INDEX_TERM_BYTES];
        const model_term sought = {.term = model_word(m, room)};
        bf_term_cursor cursor;
        bf_term_entry entry;
        size_t place = 0;
        bool is_there;
        while (place < m->term_count &&
               model_compare_terms(&m->terms[place], &sought) < 0) {
            place++;
        }
        is_there = place < m->term_count &&
                   bf_str_equal(m->terms[place].term, sought.term);
        AGREE(bf_segment_find(segment, sought.term, &entry) == is_there,
              "whether a term is there");
        AGREE(bf_term_cursor_seek(&cursor, segment, sought.term) ==
                      (place < m->term_count) &&
                  !cursor.status,
              "whether there is a term from one on");
        AGREE(place == m->term_count ||
                  bf_str_equal(cursor.term, m->terms[place].term),
              "the first term from one on");
    }
    return true;
}

static inline bool check_fields(const model *m, const bf_segment *segment,
                                uint32_t local)
{
    uint32_t start;
    uint32_t end;
    for (unsigned f = 0; f < MODEL_FIELDS; f++) {
        const uint32_t behind =
            f + 1 < MODEL_FIELDS ? m->starts[local][f + 1] : UINT32_MAX;
        AGREE(bf_segment_field_range(segment, local, model_fields[f], &start,
                                     &end) &&
                  start == m->starts[local][f] && end == behind,
              "document %u: field %u from %u to %u", local, f, start, end);
    }
    AGREE(!bf_segment_field_range(segment, local, BF_FIELD_LANG, &start, &end),
          "a field that is not searched");
    return true;
}

static inline bool check_documents(const model *m, const bf_segment *segment)
{
    const bf_segment_info *info = bf_segment_get_info(segment);
    const uint32_t last = m->documents - 1;
    AGREE(info->documents == m->documents && info->length == m->length &&
              info->first == m->docnums[0] && info->last == m->docnums[last],
          "what the segment says of itself");
    AGREE(memcmp(bf_segment_lengths(segment), m->lengths,
                 m->documents * sizeof *m->lengths) == 0,
          "lengths");
    for (uint32_t i = 0; i < m->documents; i++) {
        const bf_docnum below = i > 0 ? m->docnums[i - 1] + 1 : 0;
        AGREE(bf_segment_docnum(segment, i) == m->docnums[i] &&
                  bf_segment_local(segment, m->docnums[i]) == i &&
                  bf_segment_local(segment, below) == i,
              "document %u", i);
        if (!check_fields(m, segment, i)) {
            return false;
        }
    }
    AGREE(bf_segment_docnum(segment, m->documents) == 0 &&
              bf_segment_local(segment, info->last + 1) == m->documents,
          "a document too many");
    return true;
}

static inline bool check_times(const model *m, const bf_segment *segment,
                               int slot)
{
    bf_time least = INT64_MAX;
    bf_time greatest = BF_TIME_NONE;
    bf_time_column column;
    bf_segment_times(&column, segment, slot);
    for (uint32_t i = 0; i < m->documents; i++) {
        const bf_time time = m->times[slot] ? m->times[slot][i] : BF_TIME_NONE;
        AGREE(bf_time_column_at(&column, i) == time, "slot %d: document %u",
              slot, i);
        if (time != BF_TIME_NONE) {
            least = time < least ? time : least;
            greatest = time > greatest ? time : greatest;
        }
    }
    AGREE(m->times[slot] ? column.least == least && column.greatest == greatest
                         : column.least > column.greatest,
          "slot %d: least and greatest", slot);
    return true;
}

static inline bool check_values(const model_keywords *k,
                                const bf_keyword_column *column)
{
    bf_str folded;
    bf_str shown;
    AGREE(column->value_count == k->value_count, "%u values, not %u",
          column->value_count, k->value_count);
    for (uint32_t i = 0; i < k->value_count; i++) {
        AGREE(bf_keyword_value(column, i + 1, &folded, &shown) &&
                  bf_str_equal(folded, k->values[i].folded) &&
                  bf_str_equal(shown, k->values[i].shown),
              "value %u", i);
        AGREE(bf_keyword_find(column, folded) == i + 1, "value %u is lost", i);
    }
    AGREE(!bf_keyword_value(column, 0, &folded, &shown) &&
              !bf_keyword_value(column, k->value_count + 1, &folded, &shown) &&
              bf_keyword_find(column, bf_str_of("value")) == 0 &&
              bf_keyword_find(column, bf_str_of("w")) == 0,
          "values that there are not");
    return true;
}

static inline bool check_keywords(model *m, const bf_segment *segment,
                                  bf_field field)
{
    const model_keywords *k = &m->keywords[field];
    uint32_t room[BF_MAX_FIELD_VALUES];
    bf_keyword_column column;
    bf_segment_keywords(&column, segment, field);
    if (!check_values(k, &column)) {
        return false;
    }
    for (uint32_t i = 0; i < m->documents; i++) {
        const uint32_t first = k->first ? k->first[i] : 0;
        const uint32_t count = k->first ? k->first[i + 1] - first : 0;
        const uint32_t wanted = model_below(m, BF_MAX_FIELD_VALUES);
        const uint32_t got = count < wanted ? count : wanted;
        AGREE(bf_keyword_column_at(&column, i, room, wanted) == count,
              "field %d: document %u has not %u values", field, i, count);
        AGREE(got == 0 ||
                  memcmp(room, k->ordinals + first, got * sizeof *room) == 0,
              "field %d: document %u: other values", field, i);
    }
    return true;
}

/* All of it. */
static inline bool check_segment(model *m, const bf_segment *segment)
{
    bool agree = check_documents(m, segment) && check_terms(m, segment) &&
                 check_words(m, segment, 200);
    for (int slot = 0; agree && slot < MODEL_SLOTS; slot++) {
        agree = check_times(m, segment, slot);
    }
    for (int field = 0; agree && field < BF_FIELD_COUNT; field++) {
        agree = check_keywords(m, segment, (bf_field)field);
    }
    return agree;
}

#endif
