/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Analyzers by language; the one that was not asked for longest gives way. */

#include <backfile/text.h>

#include <stdlib.h>

struct bf_analyzer_set {
    bf_analyzer *items[BF_MAX_ANALYZERS];
    uint64_t asked[BF_MAX_ANALYZERS]; /* the count of requests then; 0: never */
    uint64_t requests;
};

bf_status bf_analyzer_set_new(bf_analyzer_set **out, bf_error *err)
{
    *out = calloc(1, sizeof **out);
    return *out ? BF_OK : bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

void bf_analyzer_set_free(bf_analyzer_set *set)
{
    if (!set) {
        return;
    }
    for (size_t i = 0; i < BF_MAX_ANALYZERS; i++) {
        bf_analyzer_free(set->items[i]);
    }
    free(set);
}

static bool is_for(const bf_analyzer *analyzer, const char *primary)
{
    return analyzer && bf_str_is(bf_analyzer_language(analyzer), primary);
}

/* Where the analyzer for `primary` is, or the one that gives way to it. */
static size_t place_of(const bf_analyzer_set *set, const char *primary)
{
    size_t oldest = 0;
    for (size_t i = 0; i < BF_MAX_ANALYZERS; i++) {
        if (is_for(set->items[i], primary)) {
            return i;
        }
        if (set->asked[i] < set->asked[oldest]) {
            oldest = i;
        }
    }
    return oldest;
}

bf_status bf_analyzer_set_get(bf_analyzer **out, bf_analyzer_set *set,
                              bf_str lang, bf_error *err)
{
    char primary[BF_LANGUAGE_BYTES];
    size_t place;
    *out = NULL;
    if (bf_language_primary(primary, lang, NULL)) {
        primary[0] = '\0';
    }
    place = place_of(set, primary);
    if (!is_for(set->items[place], primary)) {
        bf_analyzer *made;
        bf_status status = bf_analyzer_new(&made, bf_str_of(primary), err);
        if (status) {
            return status;
        }
        bf_analyzer_free(set->items[place]);
        set->items[place] = made;
    }
    set->asked[place] = ++set->requests;
    *out = set->items[place];
    return BF_OK;
}
