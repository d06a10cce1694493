/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A small cache of analyzers. */

#include "analyzers.h"

#include <string.h>

void bfi_analyzers_fini(bfi_analyzers *analyzers)
{
    for (size_t i = 0; i < BFI_MAX_ANALYZERS; i++) {
        bf_analyzer_free(analyzers->items[i]);
    }
    memset(analyzers, 0, sizeof *analyzers);
}

static bool is_for(const bf_analyzer *analyzer, const char *primary)
{
    return analyzer && bf_str_is(bf_analyzer_language(analyzer), primary);
}

/* Where the analyzer for `primary` is, or the one that may give way to it. */
static size_t place_of(const bfi_analyzers *analyzers, const char *primary)
{
    size_t oldest = 0;
    for (size_t i = 0; i < BFI_MAX_ANALYZERS; i++) {
        if (is_for(analyzers->items[i], primary)) {
            return i;
        }
        if (analyzers->used[i] < analyzers->used[oldest]) {
            oldest = i;
        }
    }
    return oldest;
}

bf_status bfi_analyzers_get(bf_analyzer **out, bfi_analyzers *analyzers,
                            bf_str lang, bf_error *err)
{
    char primary[BF_LANGUAGE_BYTES];
    bf_analyzer **item;
    size_t place;
    *out = NULL;
    if (bf_language_primary(primary, lang, NULL)) {
        primary[0] = '\0';
    }
    place = place_of(analyzers, primary);
    item = &analyzers->items[place];
    if (!is_for(*item, primary)) {
        bf_analyzer *made;
        bf_status status = bf_analyzer_new(&made, bf_str_of(primary), err);
        if (status) {
            return status;
        }
        bf_analyzer_free(*item);
        *item = made;
    }
    analyzers->used[place] = ++analyzers->requests;
    *out = *item;
    return BF_OK;
}
