/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The languages of an index, from the filter terms of its language field. Those
 * that have no terms of their own, and articles without a language, are
 * analysed in one and the same way: for their sake words are looked up so as
 * well, as those of the language "".
 */

#include "searcher.h"

#include <string.h>

typedef struct collector {
    bfi_languages *languages;
    uint64_t counts[BF_MAX_QUERY_LANGUAGES];
    uint64_t own; /* articles in languages with terms of their own */
    size_t prefix_size;
} collector;

/* Put a language where its count belongs. Were there ever more such than
 * BF_MAX_QUERY_LANGUAGES, the rarest languages would fall out. */
static void insert(collector *c, const char *name, uint64_t count)
{
    bfi_languages *languages = c->languages;
    size_t at = languages->count;
    if (at == BF_MAX_QUERY_LANGUAGES) {
        at--;
        if (c->counts[at] >= count) {
            return;
        }
    } else {
        languages->count++;
    }
    for (; at > 0 && c->counts[at - 1] < count; at--) {
        c->counts[at] = c->counts[at - 1];
        memcpy(languages->names[at], languages->names[at - 1],
               BF_LANGUAGE_BYTES);
    }
    c->counts[at] = count;
    memcpy(languages->names[at], name, strlen(name) + 1);
}

static bf_status collect(void *payload, bf_str term, uint32_t frequency)
{
    collector *c = payload;
    char name[BF_LANGUAGE_BYTES];
    bf_str tag = {term.data + c->prefix_size, term.size - c->prefix_size};
    if (bf_language_has_terms(tag) && !bf_language_primary(name, tag, NULL)) {
        insert(c, name, frequency);
        c->own += frequency;
    }
    return BF_OK;
}

bf_status bfi_languages_read(bfi_languages *out, bf_reader *reader,
                             uint64_t documents, bf_error *err)
{
    bf_str prefix = bf_str_of(bf_field_info_of(BF_FIELD_LANG)->prefix);
    collector c = {.languages = out, .prefix_size = prefix.size};
    bf_status status;
    memset(out, 0, sizeof *out);
    status = bf_reader_terms(reader, prefix, collect, &c, err);
    if (!status && (c.own < documents || out->count == 0)) {
        insert(&c, "", documents > c.own ? documents - c.own : 0);
    }
    return status;
}
