/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making a phrase ready for a segment: which of its terms are there, and which
 * numbers the forms have that may stand at its places. */

#include "phrase_parts.h"

enum {
    /* More forms of a term that take several positions are damage. */
    MAX_REACHES = 65536
};

/* A walk over the forms of a track, twice: to count, and to note. */
typedef struct walk {
    const bf_plan_phrase *plan;
    bfi_phrase *phrase;
    bfi_track *track;
    bool notes;
    size_t step_count;
    size_t reach_count;
} walk;

static void add_step(walk *w, size_t place, const bf_plan_step *step,
                     uint32_t form, uint32_t reach)
{
    const size_t to = place + step->reach;
    if (to > w->plan->place_count) {
        return;
    }
    if (w->notes) {
        bfi_phrase *phrase = w->phrase;
        phrase->steps[phrase->step_count++] =
            (bfi_step){w->track, form, reach, place, to};
    }
    w->step_count++;
}

/* Add the steps that have the form `word`. */
static void add_steps(walk *w, bf_str word, uint32_t form, uint32_t reach)
{
    for (size_t i = 0; i < w->plan->place_count; i++) {
        const bf_plan_place *place = &w->plan->places[i];
        for (size_t k = 0; k < place->step_count; k++) {
            if (bf_str_equal(place->steps[k].form, word)) {
                add_step(w, i, &place->steps[k], form, reach);
            }
        }
    }
}

static void see_form(void *closure, uint32_t number, bf_str word,
                     uint32_t reach)
{
    walk *w = closure;
    if (reach == 0 || reach > BF_MAX_JOINED_TOKENS) {
        return;
    }
    if (!w->plan->stems) {
        add_steps(w, word, number, reach);
    } else if (reach > 1) {
        if (w->notes && w->reach_count < w->track->reach_count) {
            w->track->reaches[w->reach_count] = (bfi_reach){number, reach};
        }
        w->reach_count++;
    }
}

static bool walk_track(bfi_run *run, walk *w)
{
    const bfi_list *list = &w->track->list;
    w->step_count = 0;
    w->reach_count = 0;
    if (w->plan->stems) {
        add_steps(w, list->term, BFI_ANY_FORM, 1);
    }
    if (!bf_segment_forms(&list->entry, list->term, see_form, w) ||
        w->reach_count > MAX_REACHES) {
        run->is_damaged = true;
        return false;
    }
    return true;
}

/* The terms --------------------------------------------------------------- */

static bool has_track(const bfi_phrase *phrase, bf_str term)
{
    for (size_t i = 0; i < phrase->track_count; i++) {
        if (bf_str_equal(phrase->tracks[i].list.term, term)) {
            return true;
        }
    }
    return false;
}

static void add_track(bfi_run *run, bfi_phrase *phrase,
                      const bfi_branch *branch, const bfi_list *from)
{
    bfi_track *track = &phrase->tracks[phrase->track_count];
    if (from->entry.kind != BF_TERM_TEXT || has_track(phrase, from->term)) {
        return;
    }
    phrase->track_count++;
    track->list.term = from->term;
    track->list.entry = from->entry;
    track->branch = branch->places ? branch : NULL;
    track->doc = BFI_NONE;
    bfi_list_init(run, &track->list);
    bf_positions_open(&track->positions, run->segment, &track->list.entry);
}

bool bfi_phrase_add_tracks(bfi_run *run, bfi_phrase *phrase,
                           bfi_branch *const *children, size_t child_count)
{
    size_t count = 0;
    for (size_t i = 0; i < child_count; i++) {
        count += children[i]->list_count;
        if (bfi_is_list(children[i])) {
            children[i]->places =
                bf_arena_array(run->arena, BFI_BATCH, sizeof(uint32_t));
        }
    }
    phrase->tracks = bf_arena_array(run->arena, count, sizeof *phrase->tracks);
    if (!phrase->tracks) {
        return false;
    }
    for (size_t i = 0; i < child_count; i++) {
        for (size_t k = 0; k < children[i]->list_count; k++) {
            add_track(run, phrase, children[i], &children[i]->lists[k]);
        }
    }
    return true;
}

/* The steps --------------------------------------------------------------- */

static bool count_steps(bfi_run *run, bfi_phrase *phrase, walk *w)
{
    size_t count = 0;
    for (size_t i = 0; i < phrase->track_count; i++) {
        w->track = &phrase->tracks[i];
        if (!walk_track(run, w)) {
            return true;
        }
        w->track->first_step = count;
        w->track->step_count = w->step_count;
        w->track->reach_count = w->reach_count;
        w->track->reaches = bf_arena_array(run->arena, w->reach_count,
                                           sizeof *w->track->reaches);
        count += w->step_count;
        if (!w->track->reaches) {
            return false;
        }
    }
    phrase->steps = bf_arena_array(run->arena, count, sizeof *phrase->steps);
    return phrase->steps != NULL;
}

static void note_steps(bfi_run *run, bfi_phrase *phrase, walk *w)
{
    w->notes = true;
    for (size_t i = 0; i < phrase->track_count && !run->is_damaged; i++) {
        w->track = &phrase->tracks[i];
        (void)walk_track(run, w);
    }
}

/* The places ------------------------------------------------------------- */

/* Whether a step stands at a place, or over it. */
static bool covers(const bfi_step *step, size_t place)
{
    return step->place <= place && place < step->to;
}

static bool set_options(bfi_run *run, bfi_phrase *phrase, size_t place)
{
    bfi_stand *stand = &phrase->stands[place];
    size_t count = 0;
    for (size_t i = 0; i < phrase->step_count; i++) {
        count += covers(&phrase->steps[i], place);
    }
    stand->options = bf_arena_array(run->arena, count, sizeof *stand->options);
    for (size_t i = 0; i < phrase->step_count && stand->options; i++) {
        const bfi_step *step = &phrase->steps[i];
        if (covers(step, place)) {
            stand->cost += step->track->list.entry.documents;
            stand->options[stand->option_count++] =
                (bfi_option){step->track, step->form, 0};
        }
    }
    return stand->options != NULL;
}

static bool set_places(bfi_run *run, bfi_phrase *phrase)
{
    const size_t count = phrase->place_count;
    phrase->stands = bf_arena_array(run->arena, count, sizeof *phrase->stands);
    phrase->order = bf_arena_array(run->arena, count, sizeof *phrase->order);
    if (!phrase->stands || !phrase->order) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        if (!set_options(run, phrase, i)) {
            return false;
        }
        for (; at > 0 && phrase->stands[phrase->order[at - 1]].cost >
                             phrase->stands[i].cost;
             at--) {
            phrase->order[at] = phrase->order[at - 1];
        }
        phrase->order[at] = i;
    }
    return true;
}

/* How many positions a step takes at most. */
static uint32_t reach_of(const bfi_step *step)
{
    uint32_t most = step->reach;
    for (size_t i = 0; i < step->track->reach_count; i++) {
        const uint32_t reach = step->track->reaches[i].reach;
        most = reach > most ? reach : most;
    }
    return most;
}

/* How far a word may be off: by what the steps at each place may take more or
 * less than places, and by what stands over a place beginning before it. */
static void set_slack(bfi_phrase *phrase)
{
    size_t longest = 1;
    for (size_t place = 0; place < phrase->place_count; place++) {
        size_t most = 0;
        for (size_t i = 0; i < phrase->step_count; i++) {
            const bfi_step *step = &phrase->steps[i];
            const size_t places = step->to - step->place;
            const size_t reach = reach_of(step);
            const size_t more = reach > places ? reach - places : 0;
            const size_t off = more > places - 1 ? more : places - 1;
            most = step->place == place && off > most ? off : most;
            longest = places > longest ? places : longest;
        }
        phrase->slack += (uint32_t)most;
    }
    phrase->slack += (uint32_t)(longest - 1);
}

bf_status bfi_phrase_new(bfi_phrase **out, bfi_run *run, size_t number,
                         bfi_branch *const *children, size_t child_count,
                         bf_error *err)
{
    const bf_plan_phrase *plan =
        run->wanted->phrase_at(run->wanted->context, number);
    bfi_phrase *phrase = bf_arena_alloc(run->arena, sizeof *phrase);
    walk w = {.plan = plan, .phrase = phrase};
    if (!phrase) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    if (!plan || plan->place_count == 0 ||
        plan->place_count > BF_MAX_QUERY_WORDS) {
        return bf_fail(err, BF_ERR_INTERNAL, "a plan without phrase %zu",
                       number);
    }
    *out = phrase;
    phrase->field = plan->field;
    phrase->place_count = plan->place_count;
    if (!bfi_phrase_add_tracks(run, phrase, children, child_count) ||
        !count_steps(run, phrase, &w)) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    phrase->next = run->phrases;
    run->phrases = phrase;
    note_steps(run, phrase, &w);
    set_slack(phrase);
    return set_places(run, phrase)
               ? BF_OK
               : bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

void bfi_phrases_fini(bfi_run *run)
{
    for (bfi_phrase *at = run->phrases; at; at = at->next) {
        for (size_t i = 0; i < at->track_count; i++) {
            bf_positions_fini(&at->tracks[i].positions);
        }
    }
    run->phrases = NULL;
}
