/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_QUERY_SYNONYMS_H
#define BFI_QUERY_SYNONYMS_H

/*
 * The inside of synonyms: synonyms_read.c makes the rules of the text;
 * synonyms_find.c finds those that a run of words asks for; synonyms_tree.c
 * puts them into the tree of a query.
 */

#include <backfile/limits.h>
#include <backfile/synonyms.h>

/* Lines below one heading. */
typedef struct bfi_section {
    bf_str languages[BF_MAX_SYNONYM_LANGUAGES]; /* primary subtags */
    size_t language_count;                      /* 0: all languages */
} bfi_section;

/* A line. `from` asks for `to`; where both are the same list, each of them
 * asks for the others. */
typedef struct bfi_rule {
    struct bfi_rule *next;
    const bfi_section *section;
    const bf_str *from;
    size_t from_count;
    const bf_str *to;
    size_t to_count;
} bfi_rule;

typedef struct bfi_protected {
    struct bfi_protected *next;
    const bfi_section *section;
    bf_str word; /* written form */
} bfi_protected;

/* One of rule->from in one language. */
typedef struct bfi_entry {
    uint64_t stems; /* a hash of them, with a space behind each */
    const bfi_rule *rule;
    size_t side; /* of rule->from */
    struct bfi_entry *next;
} bfi_entry;

/* The rules that hold in one language, by the stems of what they are from. */
typedef struct bfi_stemmed {
    struct bfi_stemmed *next;
    bf_str language;
    bfi_entry **buckets;
    size_t bucket_count; /* a power of two */
} bfi_stemmed;

enum {
    BFI_PROTECTED_BUCKETS = 1024
};

struct bf_synonyms {
    bf_arena *arena;
    bfi_rule *rules;                             /* the last one first */
    bfi_protected *words[BFI_PROTECTED_BUCKETS]; /* by their hash */
    size_t count;                                /* of both */
    size_t sides;                                /* in all lines */
    bfi_stemmed *stemmed; /* of the languages that were asked for */
};

/* Whether what stands in `section` holds for the analyzer of `language`. That
 * of "" is for all languages without a stemmer. */
bool bfi_section_holds(const bfi_section *section, bf_str language);

/* A word of a text as rules are compared by. */
typedef struct bfi_rule_word {
    char term[BF_MAX_TERM_BYTES];
    char word[BF_MAX_TERM_BYTES];
    size_t term_size;
    size_t word_size;
    uint32_t position;
    uint32_t end; /* the position behind it */
    unsigned flags;
} bfi_rule_word;

/* The words of a text one by one: its ordinary tokens, but for names (C++),
 * which take the place of what they cover, and, when `joined`, for what can be
 * written as one word (e-mail), or without an apostrophe (O'Neill): that takes
 * the place of its parts as well. So rules, and queries, are read in two
 * ways. */
typedef struct bfi_rule_words {
    bf_analyzer *analyzer;
    bool joined;
    bool joins; /* there was a word that can be read in the other way */
    bool has_next;
    bfi_rule_word next;
} bfi_rule_words;

void bfi_rule_words_start(bfi_rule_words *words, bf_analyzer *analyzer,
                          bf_str text, bool joined);
bool bfi_rule_words_next(bfi_rule_words *words, bfi_rule_word *out);

/* The rules of `language` by stems; NULL when memory ran out. */
const bfi_stemmed *bfi_synonyms_stemmed(bf_synonyms *synonyms,
                                        bf_analyzer *analyzer, bf_str language);
/* The first entry of exactly these stems, and the next one. */
const bfi_entry *bfi_stemmed_find(const bfi_stemmed *stemmed, bf_str stems);
const bfi_entry *bfi_stemmed_next(const bfi_entry *entry);

/* Where the written form `word` is among the protected ones, if it is. */
bfi_protected **bfi_synonyms_bucket(bf_synonyms *synonyms, bf_str word);
/* Whether the written form `word` is protected in `language`. */
bool bfi_synonyms_protects(bf_synonyms *synonyms, bf_str word, bf_str language);

#endif
