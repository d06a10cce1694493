/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Segments as sources of a merge: by the cursors that all readers have. */

#include "segment_source.h"

#include "dictionary.h"
#include "forms.h"

#include <stdlib.h>

/* Renumbering ------------------------------------------------------------- */

bf_status bfi_renumbering_init(bfi_renumbering *out, const bf_blocks_part *part,
                               uint32_t base, bf_error *err)
{
    const uint32_t documents = bf_segment_get_info(part->segment)->documents;
    const size_t words = documents / 64 + 1;
    uint32_t removed = 0;
    *out = (bfi_renumbering){.base = base, .kept = documents};
    if (!part->removed || part->removed_count == 0) {
        return BF_OK;
    }
    out->before = calloc(words, sizeof *out->before);
    if (!out->before) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    out->removed = part->removed;
    for (uint32_t local = 0; local < documents; local++) {
        if (local % 64 == 0) {
            out->before[local / 64] = removed;
        }
        removed += bfi_is_removed(out, local);
    }
    out->kept = documents - removed;
    return BF_OK;
}

void bfi_renumbering_fini(bfi_renumbering *renumbering)
{
    free(renumbering->before);
    renumbering->before = NULL;
}

/* Terms ------------------------------------------------------------------- */

typedef struct segment_source {
    bfi_source source;
    const bf_segment *segment;
    const bfi_renumbering *renumbering;
    bool has_begun;
    bf_term_cursor cursor;
    bf_postings postings;
    bf_positions positions;
    bfi_form *forms;
    size_t form_room;
    size_t before_size; /* of the term before */
    char before[BF_MAX_INDEX_TERM_BYTES];
} segment_source;

static bf_status damaged(const segment_source *s, bf_error *err)
{
    return bf_fail(err, BF_ERR_CORRUPT, "segment %s is damaged",
                   bf_segment_get_info(s->segment)->name);
}

/* What a cursor says at its end. */
static bf_status ended(const segment_source *s, bf_status status, bf_error *err)
{
    if (status == BF_ERR_NOMEM) {
        return bf_fail(err, status, "out of memory");
    }
    return status ? damaged(s, err) : BF_OK;
}

static bool move(segment_source *s)
{
    if (s->has_begun) {
        return bf_term_cursor_next(&s->cursor);
    }
    s->has_begun = true;
    return bf_term_cursor_seek(&s->cursor, s->segment, (bf_str){"", 0});
}

/* Whether the term at hand is above the one before, which it becomes. */
static bool is_in_order(segment_source *s)
{
    const bf_str term = s->cursor.term;
    const bool is_above =
        bfi_compare(term.data, term.size, s->before, s->before_size) > 0;
    memcpy(s->before, term.data, term.size);
    s->before_size = term.size;
    return is_above;
}

/* Whether a document is left that has the term at hand. */
static bool has_documents(segment_source *s)
{
    if (!s->renumbering->removed) {
        return true;
    }
    bf_postings_open(&s->postings, s->segment, &s->cursor.entry);
    while (bf_postings_next(&s->postings)) {
        for (uint32_t i = 0; i < s->postings.count; i++) {
            if (!bfi_is_removed(s->renumbering, s->postings.docs[i])) {
                return true;
            }
        }
    }
    return false;
}

static bool reserve_form(segment_source *s)
{
    const size_t room = s->form_room ? 2 * s->form_room : 16;
    bfi_form *forms;
    if (s->source.form_count < s->form_room) {
        return true;
    }
    forms = realloc(s->forms, room * sizeof *forms);
    if (!forms) {
        return false;
    }
    s->forms = forms;
    s->form_room = room;
    return true;
}

static bf_status read_forms(segment_source *s, bf_error *err)
{
    bfi_forms forms;
    bf_str word;
    uint32_t reach;
    s->source.form_count = 0;
    bfi_forms_open(&forms, &s->cursor.entry);
    while (bfi_forms_next(&word, &reach, &forms, s->cursor.term)) {
        if (!reserve_form(s)) {
            return bf_fail(err, BF_ERR_NOMEM, "out of memory");
        }
        s->forms[s->source.form_count++] = (bfi_form){word, reach, 0};
    }
    s->source.forms = s->forms;
    return forms.is_damaged ||
                   (s->source.kind == BF_TERM_TEXT && s->source.form_count == 0)
               ? damaged(s, err)
               : BF_OK;
}

static bf_status next(bfi_source *source, bf_error *err)
{
    segment_source *s = (segment_source *)(void *)source;
    source->term = (bf_str){NULL, 0};
    do {
        if (!move(s)) {
            return ended(s, s->cursor.status, err);
        }
        if (!is_in_order(s)) {
            return damaged(s, err);
        }
    } while (!has_documents(s) && !s->postings.status);
    source->term = s->cursor.term;
    source->kind = s->cursor.entry.kind;
    return read_forms(s, err);
}

/* Postings ---------------------------------------------------------------- */

/* Read the occurrences of a posting of the block at hand, with the numbers of
 * their forms. */
static bool read_occurrences(segment_source *s, uint32_t place)
{
    bf_positions *positions = &s->positions;
    if (!bf_positions_read(positions, &s->postings,
                           s->postings.block * BFI_GROUP + place) ||
        !bf_positions_forms(positions)) {
        return false;
    }
    for (uint32_t i = 0; i < positions->count; i++) {
        if (positions->forms[i] >= s->source.form_count) {
            positions->status = BF_ERR_CORRUPT;
            return false;
        }
    }
    return true;
}

/* Hand all documents that are left to `each`, with their occurrences when the
 * term is fed as text. */
static bf_status walk(segment_source *s, bf_term_kind kind,
                      void (*each)(segment_source *s, uint32_t place,
                                   void *payload),
                      void *payload, bf_error *err)
{
    const bool is_text = kind == BF_TERM_TEXT;
    bf_status status = BF_OK;
    bf_postings_open(&s->postings, s->segment, &s->cursor.entry);
    if (is_text) {
        bf_positions_fini(&s->positions);
        bf_positions_open(&s->positions, s->segment, &s->cursor.entry);
    }
    while (!status && bf_postings_next(&s->postings) &&
           bf_postings_freqs(&s->postings)) {
        for (uint32_t i = 0; !status && i < s->postings.count; i++) {
            if (bfi_is_removed(s->renumbering, s->postings.docs[i])) {
                continue;
            }
            if (is_text && !read_occurrences(s, i)) {
                status = ended(s, s->positions.status, err);
            } else {
                each(s, i, payload);
            }
        }
    }
    return status ? status : ended(s, s->postings.status, err);
}

static void count_one(segment_source *s, uint32_t place, void *payload)
{
    (void)place;
    (void)payload;
    for (uint32_t i = 0; i < s->positions.count; i++) {
        s->forms[s->positions.forms[i]].occurrences++;
    }
}

static bf_status count(bfi_source *source, bf_error *err)
{
    segment_source *s = (segment_source *)(void *)source;
    return walk(s, BF_TERM_TEXT, count_one, NULL, err);
}

typedef struct feeding {
    bfi_encoder *encoder;
    bf_term_kind kind;
    const uint32_t *numbers;
} feeding;

static void feed_one(segment_source *s, uint32_t place, void *payload)
{
    const feeding *f = payload;
    const bf_positions *positions = &s->positions;
    const uint32_t count = f->kind == BF_TERM_TEXT ? positions->count : 1;
    uint32_t before = 0;
    bfi_encoder_posting(f->encoder,
                        bfi_renumber(s->renumbering, s->postings.docs[place]),
                        s->postings.freqs[place], count);
    if (f->kind != BF_TERM_TEXT) {
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        bfi_encoder_occurrence(f->encoder, positions->positions[i] - before,
                               f->numbers[positions->forms[i]]);
        before = positions->positions[i];
    }
}

static bf_status feed(bfi_source *source, bfi_encoder *encoder,
                      bf_term_kind kind, const uint32_t *numbers, bf_error *err)
{
    segment_source *s = (segment_source *)(void *)source;
    feeding f = {encoder, kind, numbers};
    return walk(s, kind, feed_one, &f, err);
}

static void free_source(bfi_source *source)
{
    segment_source *s = (segment_source *)(void *)source;
    bf_positions_fini(&s->positions);
    free(s->forms);
    free(s);
}

bf_status bfi_segment_source_new(bfi_source **out, const bf_segment *segment,
                                 const bfi_renumbering *renumbering,
                                 bf_error *err)
{
    segment_source *s = calloc(1, sizeof *s);
    *out = NULL;
    if (!s) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    s->source.next = next;
    s->source.count = count;
    s->source.feed = feed;
    s->source.free = free_source;
    s->segment = segment;
    s->renumbering = renumbering;
    bf_buf_init(&s->positions.room, 0); /* so that it can be released */
    *out = &s->source;
    return BF_OK;
}
