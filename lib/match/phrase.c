/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The check of phrases by positions.
 *
 * The positions of the rarest word are gone through, and those of the others
 * looked up beside them; no word is read before those that are rarer stand as
 * they should. Mostly that is all. Where words may be joined, on one side or
 * the other, they only have to stand near; then all occurrences are gone
 * through in order: for each border between two positions, bit i of its states
 * says that the phrase up to its place i ends there (Baeza-Yates and Gonnet, "A
 * new approach to text searching", 1992), as lib/query does with a text.
 */

#include "near.h"

enum {
    BITS = 64
};

/* Tracks ------------------------------------------------------------------ */

/* Where the document at hand is in the list of a term; false: nowhere. */
static bool find_posting(bfi_run *run, const bfi_phrase *phrase,
                         bfi_track *track, uint32_t *out)
{
    bfi_list *list = &track->list;
    if (phrase->slot != BFI_NO_SLOT && track->branch) {
        *out = track->branch->places[phrase->slot];
        return true;
    }
    if (!bfi_list_seek(list, phrase->doc) ||
        !bfi_list_has(run, list, phrase->doc)) {
        return false;
    }
    *out = bfi_list_number(list);
    return true;
}

static void read_track(bfi_run *run, const bfi_phrase *phrase, bfi_track *track)
{
    bf_positions *positions = &track->positions;
    uint32_t posting;
    track->doc = phrase->doc;
    positions->count = 0;
    if (find_posting(run, phrase, track, &posting) &&
        !bf_positions_read(positions, &track->list.postings, posting)) {
        run->is_short = run->is_short || positions->status == BF_ERR_NOMEM;
        run->is_damaged = !run->is_short;
        positions->count = 0;
    }
    (void)bfi_run_goes_on(run, 8 + positions->count);
}

/* Read the positions of a term in the document at hand; false: it has none. */
static inline bool read_positions(bfi_run *run, const bfi_phrase *phrase,
                                  bfi_track *track)
{
    if (track->doc != phrase->doc) {
        read_track(run, phrase, track);
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

bool bfi_phrase_read(bfi_run *run, const bfi_phrase *phrase, bfi_track *track)
{
    return read_positions(run, phrase, track);
}

/* Words near each other --------------------------------------------------- */

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

/* Whether the form of occurrence `at` is that of the option. */
static bool has_form(bfi_run *run, const bfi_option *option, uint32_t at)
{
    const bf_positions *positions = &option->track->positions;
    return option->form == BFI_ANY_FORM || positions->form_count == 1 ||
           (read_forms(run, option->track) &&
            positions->forms[at] == option->form);
}

/* Whether an option stands where it should, give or take the slack; without
 * slack, in its form. Positions rise from call to call. */
static bool is_near(bfi_run *run, const bfi_phrase *phrase, bfi_option *option,
                    int64_t position)
{
    const bf_positions *positions = &option->track->positions;
    const int64_t least = position - phrase->slack;
    if (position + phrase->slack < 0) {
        return false;
    }
    option->at = gallop(positions->positions, option->at, positions->count,
                        least > 0 ? (uint32_t)least : 0);
    for (uint32_t at = option->at;
         at < positions->count &&
         positions->positions[at] <= position + phrase->slack;
         at++) {
        if (phrase->slack > 0 || has_form(run, option, at)) {
            return true;
        }
    }
    return false;
}

/* The same for any option of a place. *is_over: none will do further on. */
static bool stands_near(bfi_run *run, const bfi_phrase *phrase, size_t place,
                        int64_t position, bool *is_over)
{
    const bfi_stand *stand = &phrase->stands[place];
    bool is_left = false;
    for (size_t i = 0; i < stand->option_count; i++) {
        bfi_option *option = &stand->options[i];
        if (read_positions(run, phrase, option->track)) {
            if (is_near(run, phrase, option, position)) {
                return true;
            }
            is_left = is_left || option->at < option->track->positions.count;
        }
    }
    *is_over = *is_over || !is_left;
    return false;
}

/* Whether all other places stand near theirs, when the rarest one stands at
 * `position`. */
static bool stand_all(bfi_run *run, const bfi_phrase *phrase, uint32_t position,
                      bool *is_over)
{
    const int64_t start = (int64_t)position - (int64_t)phrase->order[0];
    for (size_t i = 1; i < phrase->place_count; i++) {
        const size_t place = phrase->order[i];
        if (!stands_near(run, phrase, place, start + (int64_t)place, is_over)) {
            return false;
        }
    }
    return true;
}

static void rewind_all(const bfi_phrase *phrase)
{
    for (size_t i = 0; i < phrase->place_count; i++) {
        for (size_t k = 0; k < phrase->stands[i].option_count; k++) {
            phrase->stands[i].options[k].at = 0;
        }
    }
}

/* Whether the phrase may stand where an option of its rarest place does; it
 * does when there is no slack. */
static bool may_stand(bfi_run *run, const bfi_phrase *phrase,
                      const bfi_option *rarest, uint32_t low, uint32_t high)
{
    const bf_positions *positions = &rarest->track->positions;
    bool is_over = false;
    if (!read_positions(run, phrase, rarest->track)) {
        return false;
    }
    rewind_all(phrase);
    for (uint32_t i = 0; i < positions->count && !is_over; i++) {
        const uint32_t position = positions->positions[i];
        if (position >= low && position < high &&
            stand_all(run, phrase, position, &is_over) &&
            (phrase->slack > 0 || has_form(run, rarest, i))) {
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
        if (track->at < track->positions.count &&
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
        track->at = 0;
        if (read_positions(run, phrase, track)) {
            if (!read_forms(run, track)) {
                return false;
            }
            track->at = bfi_lower(track->positions.positions, 0,
                                  track->positions.count, low);
        }
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

bool bfi_phrase_stands_in(bfi_run *run, bfi_phrase *phrase, uint32_t doc,
                          unsigned slot)
{
    const bfi_stand *rarest;
    uint32_t low = 0;
    uint32_t high = UINT32_MAX;
    if (phrase->field &&
        !bf_segment_field_range(run->segment, doc, phrase->field->field, &low,
                                &high)) {
        run->is_damaged = true;
        return false;
    }
    phrase->doc = doc;
    phrase->slot = slot;
    if (phrase->near) {
        return bfi_near_holds(run, phrase, low, high);
    }
    rarest = &phrase->stands[phrase->order[0]];
    for (size_t i = 0; i < rarest->option_count; i++) {
        if (may_stand(run, phrase, &rarest->options[i], low, high)) {
            return phrase->slack == 0 || check_any(run, phrase, low, high);
        }
    }
    return false;
}
