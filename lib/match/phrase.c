/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The check of phrases by positions.
 *
 * Mostly each place of a phrase is one word, in one form: then the positions of
 * the rarest word are gone through, and those of the others looked up beside
 * them. Else, where words may be joined or several forms stand for one, all
 * occurrences are gone through in order: for each border between two positions,
 * bit i of its states says that the phrase up to its place i ends there
 * (Baeza-Yates and Gonnet, "A new approach to text searching", 1992), as
 * lib/query does with a text.
 */

#include "phrase_parts.h"

enum {
    BITS = 64
};

/* Tracks ------------------------------------------------------------------ */

/* See whether `doc` has the term of a track; its positions are not read. */
static void ask(bfi_run *run, bfi_track *track, uint32_t doc)
{
    if (track->doc != doc) {
        track->doc = doc;
        track->is_read = false;
        track->is_there = bfi_list_seek(&track->list, doc) &&
                          bfi_list_has(run, &track->list, doc);
    }
}

/* Read the positions in the document that was asked about. */
static bool read_positions(bfi_run *run, bfi_track *track)
{
    if (!track->is_read) {
        track->is_read = true;
        if (!bf_positions_read(&track->positions, &track->list.postings,
                               track->list.place)) {
            run->is_damaged = true;
            track->positions.count = 0;
        }
        (void)bfi_run_goes_on(run, track->positions.count);
    }
    return track->positions.count > 0;
}

static bool read_forms(bfi_run *run, bfi_track *track)
{
    if (!bf_positions_forms(&track->positions)) {
        run->is_damaged = true;
        return false;
    }
    return true;
}

/* One word a place -------------------------------------------------------- */

/* Whether each place has one step whose term is there, and all of them take one
 * position. Sets phrase->chosen to these. */
static bool choose(bfi_run *run, bfi_phrase *phrase, uint32_t doc)
{
    bool is_plain = true;
    for (size_t i = 0; i < phrase->place_count; i++) {
        phrase->chosen[i] = NULL;
    }
    for (size_t i = 0; i < phrase->step_count; i++) {
        const bfi_step *step = &phrase->steps[i];
        ask(run, step->track, doc);
        if (step->track->is_there) {
            is_plain = is_plain && !phrase->chosen[step->place] &&
                       step->to == step->place + 1 && step->reach == 1 &&
                       step->track->reach_count == 0;
            phrase->chosen[step->place] = step;
        }
    }
    return is_plain;
}

/* The first place from `from` on that is not below `value`: it is near. */
static uint32_t gallop(const uint32_t *numbers, uint32_t from, uint32_t count,
                       uint32_t value)
{
    uint32_t step = 1;
    uint32_t low = from;
    while (low + step < count && numbers[low + step] < value) {
        low += step;
        step *= 2;
    }
    return bfi_lower(numbers, low, low + step < count ? low + step : count,
                     value);
}

/* Whether the word of a place stands at `position`; rising from call to call.
 * *is_over: it does not stand there or anywhere behind. */
static bool stands_at(bfi_run *run, bfi_phrase *phrase, size_t place,
                      uint32_t position, bool *is_over)
{
    const bfi_step *step = phrase->chosen[place];
    bf_positions *positions = &step->track->positions;
    uint32_t at = phrase->at[place];
    if (!read_positions(run, step->track)) {
        *is_over = true;
        return false;
    }
    at = gallop(positions->positions, at, positions->count, position);
    phrase->at[place] = at;
    *is_over = at >= positions->count;
    for (; at < positions->count && positions->positions[at] == position;
         at++) {
        if (step->form == BFI_ANY_FORM || positions->form_count == 1 ||
            (read_forms(run, step->track) &&
             positions->forms[at] == step->form)) {
            return true;
        }
    }
    return false;
}

/* Whether all other places stand beside one that begins at `start`. */
static bool stand_beside(bfi_run *run, bfi_phrase *phrase, uint32_t start,
                         bool *is_over)
{
    for (size_t i = 1; i < phrase->place_count; i++) {
        const size_t place = phrase->order[i];
        if (!stands_at(run, phrase, place, start + (uint32_t)place, is_over)) {
            return false;
        }
    }
    return true;
}

static bool check_words(bfi_run *run, bfi_phrase *phrase, uint32_t low,
                        uint32_t high)
{
    const size_t rarest = phrase->order[0];
    bfi_track *track = phrase->chosen[rarest]->track;
    bool is_over = false;
    for (size_t i = 0; i < phrase->place_count; i++) {
        phrase->at[i] = 0;
    }
    if (!read_positions(run, track)) {
        return false;
    }
    for (uint32_t i = 0; i < track->positions.count && !is_over; i++) {
        const uint32_t position = track->positions.positions[i];
        const uint32_t start = position - (uint32_t)rarest;
        if (position >= rarest && start >= low && start < high &&
            stands_at(run, phrase, rarest, position, &is_over) &&
            stand_beside(run, phrase, start, &is_over)) {
            return true;
        }
    }
    return false;
}

/* Any phrase -------------------------------------------------------------- */

/* The states of the border before position `border`. */
static uint64_t *states_at(bfi_phrase *phrase, uint32_t border)
{
    bfi_border *at = &phrase->ring[border % BFI_RING];
    if (at->border != border || !at->is_set) {
        *at = (bfi_border){.border = border, .is_set = true};
    }
    return at->states;
}

static bool may_begin(const uint64_t *states, size_t place)
{
    return place == 0 || (states[(place - 1) / BITS] >> (place - 1) % BITS & 1);
}

/* How many positions the form at hand takes, other than those that a step
 * knows. */
static uint32_t reach_of(const bfi_track *track, uint32_t form)
{
    for (size_t i = 0; i < track->reach_count; i++) {
        if (track->reaches[i].form == form) {
            return track->reaches[i].reach;
        }
    }
    return 1;
}

/* Go on by an occurrence; true: that ends the phrase. */
static bool advance(bfi_phrase *phrase, const bfi_track *track,
                    uint32_t position, uint32_t form)
{
    bool ends = false;
    for (size_t i = 0; i < track->step_count; i++) {
        const bfi_step *step = &phrase->steps[track->first_step + i];
        const uint32_t reach =
            step->form == BFI_ANY_FORM ? reach_of(track, form) : step->reach;
        if ((step->form == BFI_ANY_FORM || step->form == form) &&
            may_begin(states_at(phrase, position), step->place)) {
            states_at(phrase, position + reach)[(step->to - 1) / BITS] |=
                UINT64_C(1) << (step->to - 1) % BITS;
            ends = ends || step->to == phrase->place_count;
        }
    }
    return ends;
}

/* The track that comes next by its position, which is below `high`. */
static bfi_track *next_track(bfi_phrase *phrase, uint32_t high)
{
    bfi_track *found = NULL;
    for (size_t i = 0; i < phrase->track_count; i++) {
        bfi_track *track = &phrase->tracks[i];
        if (track->is_there && track->at < track->positions.count &&
            track->positions.positions[track->at] < high) {
            high = track->positions.positions[track->at];
            found = track;
        }
    }
    return found;
}

static bool check_any(bfi_run *run, bfi_phrase *phrase, uint32_t low,
                      uint32_t high)
{
    bfi_track *track;
    for (size_t i = 0; i < phrase->track_count; i++) {
        track = &phrase->tracks[i];
        if (track->is_there &&
            !(read_positions(run, track) && read_forms(run, track))) {
            return false;
        }
        track->at = track->is_there ? bfi_lower(track->positions.positions, 0,
                                                track->positions.count, low)
                                    : 0;
    }
    for (size_t i = 0; i < BFI_RING; i++) {
        phrase->ring[i].is_set = false;
    }
    while ((track = next_track(phrase, high))) {
        const uint32_t at = track->at++;
        if (advance(phrase, track, track->positions.positions[at],
                    track->positions.forms[at])) {
            return true;
        }
    }
    return false;
}

/* All --------------------------------------------------------------------- */

/* Whether each place has a step whose term is there. */
static bool has_all(const bfi_phrase *phrase)
{
    for (size_t i = 0; i < phrase->place_count; i++) {
        if (!phrase->chosen[i]) {
            return false;
        }
    }
    return true;
}

bool bfi_phrase_stands_in(bfi_run *run, bfi_phrase *phrase, uint32_t doc)
{
    const bool is_plain = choose(run, phrase, doc);
    uint32_t low = 0;
    uint32_t high = UINT32_MAX;
    if (is_plain && !has_all(phrase)) {
        return false;
    }
    if (phrase->field &&
        !bf_segment_field_range(run->segment, doc, phrase->field->field, &low,
                                &high)) {
        run->is_damaged = true;
        return false;
    }
    return is_plain ? check_words(run, phrase, low, high)
                    : check_any(run, phrase, low, high);
}
