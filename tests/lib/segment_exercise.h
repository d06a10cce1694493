/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_SEGMENT_EXERCISE_H
#define BF_SEGMENT_EXERCISE_H

/*
 * Calls everything that there is on a segment of which nothing is certain, and
 * aborts when something comes back that never may, however it is damaged.
 *
 *     exercise_segment(segment);
 */

#include <backfile/blocks.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    /* Postings and occurrences that are looked at in one segment: the lists of
     * a hostile one may be many times what it has bytes. */
    EXERCISE_BUDGET = 60000,
    EXERCISE_LOOKS = 500
};

typedef struct exercise {
    const bf_segment *segment;
    uint32_t documents;
    long budget;
    bf_bounds bounds;
} exercise;

static inline void exercise_require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Read each byte, so that what cannot be read is found. */
static inline unsigned exercise_touch(bf_str text)
{
    unsigned sum = 0;
    for (size_t i = 0; i < text.size; i++) {
        sum += (unsigned char)text.data[i];
    }
    return sum;
}

static inline void exercise_positions(exercise *e, bf_positions *positions,
                                      const bf_postings *postings)
{
    for (uint32_t i = 0; i < postings->count && e->budget > 0; i++) {
        if (!bf_positions_read(positions, postings,
                               postings->block * BF_BLOCK_POSTINGS + i)) {
            exercise_require(positions->status != BF_OK);
            return;
        }
        exercise_require(positions->count > 0);
        e->budget -= positions->count;
        for (uint32_t j = 1; j < positions->count; j++) {
            exercise_require(positions->positions[j] >=
                             positions->positions[j - 1]);
        }
        if (!bf_positions_forms(positions)) {
            exercise_require(positions->status != BF_OK);
            return;
        }
        for (uint32_t j = 0; j < positions->count; j++) {
            exercise_require(positions->forms[j] < positions->form_count);
        }
    }
}

static inline void exercise_maxima(const exercise *e, bf_maxima maxima)
{
    const float bound = bf_bounds_of(&e->bounds, maxima);
    exercise_require(bound > 0 && bound <= e->bounds.top);
}

/* The documents of the block rise from `least` on. */
static inline uint64_t exercise_block(exercise *e, bf_postings *postings,
                                      uint64_t least)
{
    exercise_require(postings->count > 0 &&
                     postings->count <= BF_BLOCK_POSTINGS);
    for (uint32_t i = 0; i < postings->count; i++) {
        exercise_require(postings->docs[i] >= least &&
                         postings->docs[i] < e->documents);
        least = postings->docs[i] + UINT64_C(1);
    }
    exercise_require(least - 1 <= bf_postings_last(postings, postings->block));
    for (uint32_t i = 0; i < 8; i++) {
        exercise_require(postings->docs[postings->count + i] == UINT32_MAX);
    }
    exercise_require(bf_postings_freqs(postings) ||
                     postings->status == BF_ERR_CORRUPT);
    for (uint32_t i = 0; i < postings->count; i++) {
        exercise_require(postings->docs[i] < e->documents &&
                         postings->freqs[i] > 0);
    }
    exercise_maxima(e, bf_postings_maxima(postings, postings->block));
    e->budget -= BF_BLOCK_POSTINGS;
    return least;
}

/* Blocks that are skipped to have what they were found for. */
static inline void exercise_skips(exercise *e, bf_postings *postings)
{
    for (uint32_t local = 0; local < e->documents && e->budget > 0;) {
        const uint32_t block = bf_postings_find(postings, 0, local);
        exercise_require(block <= postings->block_count);
        e->budget -= BF_BLOCK_POSTINGS;
        if (!bf_postings_read(postings, block)) {
            exercise_require(postings->count == 0);
            return;
        }
        exercise_require(postings->count < BF_BLOCK_POSTINGS ||
                         postings->docs[postings->count - 1] >= local);
        local = postings->docs[postings->count - 1] < local
                    ? e->documents
                    : postings->docs[postings->count - 1] + 1;
    }
}

static inline void exercise_lists(exercise *e, const bf_term_entry *entry)
{
    bf_postings postings;
    bf_positions positions;
    uint64_t least = 0;
    uint32_t count = 0;
    bf_postings_open(&postings, e->segment, entry);
    bf_positions_open(&positions, e->segment, entry);
    exercise_maxima(e, bf_postings_list_maxima(&postings));
    while (e->budget > 0 && bf_postings_next(&postings)) {
        least = exercise_block(e, &postings, least);
        count += postings.count;
        if (entry->kind == BF_TERM_TEXT) {
            exercise_positions(e, &positions, &postings);
        }
    }
    exercise_require(e->budget <= 0 || count == entry->documents ||
                     postings.status == BF_ERR_CORRUPT);
    if (e->budget > 0) {
        exercise_require(!bf_postings_next(&postings) && postings.count == 0 &&
                         postings.docs[0] == UINT32_MAX);
    }
    bf_postings_open(&postings, e->segment, entry);
    exercise_skips(e, &postings);
    bf_positions_fini(&positions);
}

static inline void exercise_forms(const exercise *e, const bf_term_entry *entry,
                                  bf_str term)
{
    bf_str word;
    uint32_t reach;
    for (uint32_t i = 0; i < 20; i++) {
        if (!bf_segment_form_at(e->segment, entry, term, i, &word, &reach)) {
            break;
        }
        (void)exercise_touch(word);
        exercise_require(
            bf_segment_form(e->segment, entry, term, word, reach) <= i);
    }
}

static inline void exercise_terms(exercise *e, bf_str from, int most)
{
    bf_term_cursor cursor;
    bool more = bf_term_cursor_seek(&cursor, e->segment, from);
    for (int i = 0; more && i < most && e->budget > 0; i++) {
        bf_term_entry entry;
        exercise_require(cursor.term.size <= BF_MAX_INDEX_TERM_BYTES &&
                         cursor.entry.documents > 0 &&
                         cursor.entry.documents <= e->documents);
        (void)exercise_touch(cursor.term);
        if (bf_segment_find(e->segment, cursor.term, &entry)) {
            exercise_require(entry.documents > 0 && !entry.status);
        }
        exercise_forms(e, &cursor.entry, cursor.term);
        exercise_lists(e, &cursor.entry);
        more = bf_term_cursor_next(&cursor);
        e->budget -= 20;
    }
    if (!more) {
        exercise_require(!bf_term_cursor_next(&cursor));
    }
}

static inline bf_status exercise_match(void *payload, bf_str term,
                                       unsigned edits,
                                       const bf_term_entry *entry)
{
    const exercise *e = payload;
    exercise_require(edits <= 2 && entry->documents <= e->documents);
    (void)exercise_touch(term);
    return BF_OK;
}

static inline void exercise_fuzzy(exercise *e, const char *prefix,
                                  const char *word)
{
    for (unsigned edits = 1; edits <= 2; edits++) {
        const bf_fuzzy fuzzy = {bf_str_of(prefix), bf_str_of(word), edits,
                                EXERCISE_LOOKS};
        bool complete;
        const bf_status status = bf_segment_fuzzy(&complete, e->segment, &fuzzy,
                                                  exercise_match, e, NULL);
        exercise_require(!status || status == BF_ERR_CORRUPT);
    }
}

static inline void exercise_documents(const exercise *e)
{
    const uint32_t *lengths = bf_segment_lengths(e->segment);
    const bf_segment_info *info = bf_segment_get_info(e->segment);
    uint64_t sum = 0;
    for (uint32_t i = 0; i < e->documents; i++) {
        sum += lengths[i] + (uint64_t)bf_segment_docnum(e->segment, i);
        exercise_require(bf_segment_local(e->segment, info->first + i) <=
                         e->documents);
        for (int field = -1; i % 7 == 0 && field <= BF_FIELD_COUNT; field++) {
            uint32_t start;
            uint32_t end;
            if (bf_segment_field_range(e->segment, i, (bf_field)field, &start,
                                       &end)) {
                exercise_require(start <= end);
            } else {
                exercise_require(start == 0 && end == 0);
            }
        }
    }
    exercise_require(sum > 0);
}

static inline void exercise_keywords(const exercise *e, bf_field field)
{
    bf_keyword_column column;
    uint32_t room[8];
    bf_str folded;
    bf_str shown;
    bf_segment_keywords(&column, e->segment, field);
    for (uint32_t i = 0; i < column.value_count && i < 1000; i++) {
        if (bf_keyword_value(&column, i, &folded, &shown)) {
            (void)(exercise_touch(folded) + exercise_touch(shown));
            exercise_require(bf_keyword_find(&column, folded) <=
                             column.value_count);
        }
    }
    for (uint32_t i = 0; i <= e->documents; i++) {
        const uint32_t count = bf_keyword_column_at(&column, i, room, 8);
        for (uint32_t j = 0; j < count && j < 8; j++) {
            exercise_require(room[j] > 0 && room[j] <= column.value_count);
        }
        if (count > 1000) {
            break; /* hostile, and slow */
        }
    }
}

static inline void exercise_segment(const bf_segment *segment)
{
    const bf_score_params params = BF_SCORE_PARAMS_DEFAULT;
    const bf_score_stats stats = {1000, 300};
    exercise e = {segment,
                  bf_segment_get_info(segment)->documents,
                  EXERCISE_BUDGET,
                  {{0}, 0}};
    bf_bounds_init(&e.bounds, &params, &stats);
    exercise_documents(&e);
    exercise_terms(&e, bf_str_of(""), 2000);
    exercise_terms(&e, bf_str_of("b"), 10);
    exercise_terms(&e, bf_str_of("zzz"), 10);
    exercise_fuzzy(&e, "", "abba");
    exercise_fuzzy(&e, "b", "\xc3\xa9");
    for (int slot = -1; slot < 20; slot++) {
        bf_time_column column;
        bf_segment_times(&column, segment, slot);
        for (uint32_t i = 0; i < e.documents; i++) {
            (void)bf_time_column_at(&column, i);
        }
    }
    for (int field = -1; field <= BF_FIELD_COUNT; field++) {
        exercise_keywords(&e, (bf_field)field);
    }
}

#endif
