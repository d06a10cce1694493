/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finding rules. Words are compared by their stems, as in articles, so that a
 * rule for `car` serves `cars`. Which stems depends on the language, so there
 * is a table for each that is asked for, made when it first is.
 */

#include "synonyms.h"

#include <string.h>

enum {
    /* The stems of a side. */
    STEMS_BYTES = BF_MAX_SYNONYM_WORDS * (BF_MAX_TERM_BYTES + 1),
    LEAST_BUCKETS = 64
};

bool bfi_section_holds(const bfi_section *section, bf_str language)
{
    for (size_t i = 0; i < section->language_count; i++) {
        if (bf_str_equal(section->languages[i], language) ||
            (language.size == 0 &&
             !bf_language_has_terms(section->languages[i]))) {
            return true;
        }
    }
    return section->language_count == 0;
}

/* Tables ------------------------------------------------------------------- */

static bfi_entry **bucket_of(const bfi_stemmed *stemmed, uint64_t stems)
{
    return &stemmed->buckets[(size_t)stems & (stemmed->bucket_count - 1)];
}

/* A hash of the stems of `text`. The stems themselves would take twice the
 * memory, for each language and thread; that two of a file's have one hash of
 * 64 bits does not happen. */
static uint64_t stems_of(bf_analyzer *analyzer, bf_str text, bool joined,
                         bool *joins)
{
    char room[STEMS_BYTES];
    bfi_rule_words words;
    bfi_rule_word word;
    size_t size = 0;
    bfi_rule_words_start(&words, analyzer, text, joined);
    while (size + BF_MAX_TERM_BYTES < STEMS_BYTES &&
           bfi_rule_words_next(&words, &word)) {
        memcpy(room + size, word.term, word.term_size);
        size += word.term_size;
        room[size++] = ' ';
    }
    *joins = words.joins;
    return bf_hash_64((bf_str){room, size});
}

static bool add_entry(bf_synonyms *synonyms, bfi_stemmed *stemmed,
                      uint64_t stems, const bfi_rule *rule, size_t side)
{
    bfi_entry **bucket = bucket_of(stemmed, stems);
    bfi_entry *entry = bf_arena_alloc(synonyms->arena, sizeof *entry);
    if (entry) {
        *entry = (bfi_entry){stems, rule, side, *bucket};
        *bucket = entry;
    }
    return entry != NULL;
}

/* What is added last comes first in its bucket, so rules and their sides are
 * added from the last one on. */
static bool add_rule(bf_synonyms *synonyms, bfi_stemmed *stemmed,
                     bf_analyzer *analyzer, const bfi_rule *rule)
{
    bool added = true;
    for (size_t i = rule->from_count; added && i-- > 0;) {
        const bf_str side = rule->from[i];
        bool joins;
        uint64_t stems = stems_of(analyzer, side, false, &joins);
        added = add_entry(synonyms, stemmed, stems, rule, i);
        if (added && joins) {
            stems = stems_of(analyzer, side, true, &joins);
            added = add_entry(synonyms, stemmed, stems, rule, i);
        }
    }
    return added;
}

static bfi_stemmed *make_stemmed(bf_synonyms *synonyms, bf_analyzer *analyzer,
                                 bf_str language)
{
    bfi_stemmed *made = bf_arena_alloc(synonyms->arena, sizeof *made);
    if (!made) {
        return NULL;
    }
    made->bucket_count = LEAST_BUCKETS;
    while (made->bucket_count < synonyms->sides) {
        made->bucket_count *= 2;
    }
    made->buckets = bf_arena_array(synonyms->arena, made->bucket_count,
                                   sizeof(bfi_entry *));
    made->language = bf_arena_copy(synonyms->arena, language);
    if (!made->buckets || !made->language.data) {
        return NULL;
    }
    for (const bfi_rule *rule = synonyms->rules; rule; rule = rule->next) {
        if (bfi_section_holds(rule->section, language) &&
            !add_rule(synonyms, made, analyzer, rule)) {
            return NULL;
        }
    }
    return made;
}

const bfi_stemmed *bfi_synonyms_stemmed(bf_synonyms *synonyms,
                                        bf_analyzer *analyzer, bf_str language)
{
    bfi_stemmed *made;
    for (const bfi_stemmed *at = synonyms->stemmed; at; at = at->next) {
        if (bf_str_equal(at->language, language)) {
            return at;
        }
    }
    made = make_stemmed(synonyms, analyzer, language);
    if (made) {
        made->next = synonyms->stemmed;
        synonyms->stemmed = made;
    }
    return made;
}

/* Looking up --------------------------------------------------------------- */

static const bfi_entry *same_from(const bfi_entry *entry, uint64_t stems)
{
    while (entry && entry->stems != stems) {
        entry = entry->next;
    }
    return entry;
}

const bfi_entry *bfi_stemmed_find(const bfi_stemmed *stemmed, bf_str stems)
{
    const uint64_t hash = bf_hash_64(stems);
    return same_from(*bucket_of(stemmed, hash), hash);
}

const bfi_entry *bfi_stemmed_next(const bfi_entry *entry)
{
    return same_from(entry->next, entry->stems);
}

bfi_protected **bfi_synonyms_bucket(bf_synonyms *synonyms, bf_str word)
{
    return &synonyms->words[bf_hash_64(word) % BFI_PROTECTED_BUCKETS];
}

bool bfi_synonyms_protects(bf_synonyms *synonyms, bf_str word, bf_str language)
{
    const bfi_protected *at = *bfi_synonyms_bucket(synonyms, word);
    for (; at; at = at->next) {
        if (bf_str_equal(at->word, word) &&
            bfi_section_holds(at->section, language)) {
            return true;
        }
    }
    return false;
}
