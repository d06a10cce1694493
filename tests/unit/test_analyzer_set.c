/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sets of analyzers: one a language, the oldest gives way. */

#include <backfile/text.h>

#include "tap.h"

static bf_analyzer_set *set;

static bf_analyzer *get(const char *lang)
{
    bf_analyzer *analyzer;
    bf_error err;
    bf_status status =
        bf_analyzer_set_get(&analyzer, set, bf_str_of(lang), &err);
    is_status(status, BF_OK, &err, "an analyzer for \"%s\"", lang);
    return analyzer;
}

/* The tag of the n-th of many languages that nobody speaks. */
static const char *made_up(char tag[4], unsigned n)
{
    tag[0] = 'q';
    tag[1] = (char)('a' + n / 26);
    tag[2] = (char)('a' + n % 26);
    tag[3] = '\0';
    return tag;
}

int main(void)
{
    bf_error err;
    bf_analyzer *english;
    char tag[4];
    is_status(bf_analyzer_set_new(&set, &err), BF_OK, &err, "a set is made");
    english = get("en");
    is_str(bf_analyzer_language(english), "en", "it is for its language");
    ok(get("en-GB") == english, "tags of one language share it");
    ok(get("de") != english, "another language has another");
    is_str(bf_analyzer_language(get("no tag!")), "", "no tag: does not stem");
    is_str(bf_analyzer_language(get("")), "", "an empty tag: does not stem");
    for (unsigned n = 0; n < BF_MAX_ANALYZERS - 1; n++) {
        get(made_up(tag, n));
        ok(get("en") == english, "what is in use stays (%u)", n);
    }
    for (unsigned n = 0; n < 3 * BF_MAX_ANALYZERS; n++) {
        is_str(bf_analyzer_language(get(made_up(tag, n))), tag,
               "language %u of too many", n);
    }
    is_str(bf_analyzer_language(get("en")), "en", "one that gave way is back");
    bf_analyzer_set_free(set);
    bf_analyzer_set_free(NULL);
    return tap_done();
}
