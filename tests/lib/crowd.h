/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_CROWD_H
#define BF_CROWD_H

/*
 * A collection made at random, for tests of the matcher of blocks: in plain
 * arrays for brute force (crowd_judge.h), and as segments that the builder
 * wrote.
 *
 * There are few words, the first ones frequent. A word has two written forms,
 * and the documents of one "language" have it as another term than those of
 * the other. Here and there two or three words stand joined as one as well.
 * Documents have a title, which counts three times, and a body of two values;
 * many have dates, tags and a section, often the same.
 */

#include <backfile/blocks.h>
#include <backfile/terms.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CROWD_WORDS = 16,
    CROWD_JOINED = 4, /* words that only joined tokens have */
    CROWD_ALL = CROWD_WORDS + CROWD_JOINED,
    CROWD_TERMS = 2 * CROWD_ALL,
    CROWD_TOKENS = 64,
    CROWD_TITLE_WEIGHT = 3,
    CROWD_NAME = 32, /* bytes */
    CROWD_NOW = 1000,
    CROWD_DAYS = 60, /* that documents are dated by */
    CROWD_VALUES = 40,
    CROWD_TAGS = 3
};

typedef struct crowd_token {
    uint32_t position;
    uint8_t word;
    uint8_t form;
    uint8_t reach;
    bool in_title;
} crowd_token;

typedef struct crowd_doc {
    bf_docnum docnum;
    bool removed;
    uint8_t lang; /* 0 or 1 */
    bf_visibility visibility;
    bf_time published; /* or BF_TIME_NONE */
    bf_time updated;
    uint8_t tag_count;
    uint8_t tags[CROWD_TAGS]; /* all different */
    uint8_t section;          /* 0: none */
    uint32_t length;
    uint32_t token_count;
    crowd_token tokens[CROWD_TOKENS];
    uint32_t body;               /* where it begins */
    uint32_t end;                /* behind all fields */
    uint16_t freqs[CROWD_TERMS]; /* weighted */
    /* of the plan at hand */
    bool matches;
    double score;
} crowd_doc;

typedef struct crowd_part {
    uint32_t first;
    uint32_t count;
    bf_segment_info info;
    bf_segment *segment;
    uint64_t *removed;
    uint32_t removed_count;
} crowd_part;

typedef struct crowd {
    uint64_t seed;
    crowd_doc *docs;
    uint32_t doc_count;
    crowd_part parts[8];
    bf_blocks_part views[8];
    size_t part_count;
    bf_blocks blocks;
    double average_length;
} crowd;

static inline uint32_t crowd_dice(crowd *c, uint32_t sides)
{
    c->seed =
        c->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(c->seed >> 33) % sides;
}

/* Small numbers of words are frequent, as in any language. */
static inline unsigned crowd_word(crowd *c)
{
    const uint32_t most = 1 + crowd_dice(c, CROWD_WORDS);
    return crowd_dice(c, crowd_dice(c, 3) ? most : 1 + most / 4);
}

/* The number of a term: of a word in a language. */
static inline unsigned crowd_term(unsigned word, unsigned lang)
{
    return 2 * word + lang;
}

static inline void crowd_term_name(char out[CROWD_NAME], unsigned term)
{
    snprintf(out, CROWD_NAME, "%c%u", term % 2 ? 'x' : 't', term / 2);
}

static inline void crowd_form_name(char out[CROWD_NAME], unsigned word,
                                   unsigned form)
{
    snprintf(out, CROWD_NAME, "w%u_%u", word, form);
}

static inline void crowd_filter_name(char out[CROWD_NAME], unsigned word)
{
    snprintf(out, CROWD_NAME, "XF%u", word);
}

/* Documents --------------------------------------------------------------- */

static inline void crowd_add(crowd *c, crowd_doc *doc, uint32_t *position,
                             bool in_title)
{
    crowd_token *token;
    if (doc->token_count + 2 > CROWD_TOKENS) {
        return;
    }
    token = &doc->tokens[doc->token_count++];
    *token = (crowd_token){*position, (uint8_t)crowd_word(c),
                           (uint8_t)(crowd_dice(c, 4) == 0), 1, in_title};
    if (crowd_dice(c, 12) == 0) {
        token = &doc->tokens[doc->token_count++];
        *token = (crowd_token){
            *position, (uint8_t)(CROWD_WORDS + crowd_dice(c, CROWD_JOINED)), 0,
            (uint8_t)(2 + crowd_dice(c, 2)), in_title};
    }
    *position += 1;
}

/* A joined token must not reach over the end of its value. */
static inline void crowd_trim(crowd_doc *doc, uint32_t end)
{
    for (uint32_t i = 0; i < doc->token_count; i++) {
        crowd_token *token = &doc->tokens[i];
        if (token->position < end && token->position + token->reach > end) {
            token->reach = 1;
        }
    }
}

static inline void crowd_add_value(crowd *c, crowd_doc *doc, uint32_t *position,
                                   uint32_t words, bool in_title)
{
    for (uint32_t i = 0; i < words; i++) {
        crowd_add(c, doc, position, in_title);
    }
    crowd_trim(doc, *position);
    if (words > 0) {
        *position += BF_POSITION_GAP;
    }
}

static inline void crowd_count(crowd_doc *doc)
{
    memset(doc->freqs, 0, sizeof doc->freqs);
    doc->length = 0;
    for (uint32_t i = 0; i < doc->token_count; i++) {
        const crowd_token *token = &doc->tokens[i];
        const uint16_t weight = token->in_title ? CROWD_TITLE_WEIGHT : 1;
        doc->freqs[crowd_term(token->word, doc->lang)] += weight;
        doc->length += weight;
    }
}

static inline bf_time crowd_date(crowd *c)
{
    if (crowd_dice(c, 4) == 0) {
        return BF_TIME_NONE;
    }
    return crowd_dice(c, 300) == 0 ? BF_TIME_MAX - crowd_dice(c, 2)
                                   : (bf_time)crowd_dice(c, CROWD_DAYS) - 10;
}

static inline void crowd_add_values(crowd *c, crowd_doc *doc)
{
    doc->published = crowd_date(c);
    doc->updated = crowd_date(c);
    doc->section = (uint8_t)crowd_dice(c, 5);
    for (uint32_t i = crowd_dice(c, CROWD_TAGS + 1); i > 0; i--) {
        const uint32_t most = 1 + crowd_dice(c, CROWD_VALUES);
        const uint8_t tag = (uint8_t)crowd_dice(c, most);
        if (!memchr(doc->tags, tag, doc->tag_count)) {
            doc->tags[doc->tag_count++] = tag;
        }
    }
}

static inline void crowd_make_doc(crowd *c, crowd_doc *doc)
{
    uint32_t position = 0;
    const uint32_t words =
        crowd_dice(c, 10) == 0 ? crowd_dice(c, 3) : crowd_dice(c, 24);
    doc->lang = crowd_dice(c, 4) == 0;
    doc->token_count = 0;
    crowd_add_value(c, doc, &position, crowd_dice(c, 4), true);
    doc->body = position;
    crowd_add_value(c, doc, &position, words, false);
    crowd_add_value(c, doc, &position, crowd_dice(c, 8), false);
    doc->end = position;
    doc->visibility = (bf_visibility){INT64_MIN, INT64_MAX};
    crowd_add_values(c, doc);
    crowd_count(doc);
}

static inline void crowd_hide_some(crowd *c, crowd_doc *doc)
{
    if (crowd_dice(c, 4) == 0) {
        doc->visibility.from = CROWD_NOW - 2 + crowd_dice(c, 5);
    }
    if (crowd_dice(c, 4) == 0) {
        doc->visibility.until = CROWD_NOW - 2 + crowd_dice(c, 5);
    }
    if (crowd_dice(c, 40) == 0) {
        doc->visibility.from = INT64_MAX;
    }
}

/* Building ---------------------------------------------------------------- */

/* A document as the builder takes it. */
typedef struct crowd_maker {
    char names[CROWD_TERMS + CROWD_WORDS][CROWD_NAME];
    bf_document_term terms[CROWD_TERMS + CROWD_WORDS];
    uint32_t places[CROWD_TERMS]; /* in `terms` */
    char words[CROWD_TOKENS][CROWD_NAME];
    bf_document_form forms[CROWD_TOKENS];
    crowd_token kinds[CROWD_TOKENS]; /* of the forms */
    bf_document_token tokens[CROWD_TOKENS];
    unsigned char times[4][BF_TIME_KEY_BYTES];
    bf_document_value values[4];
    char folded[CROWD_TAGS + 1][CROWD_NAME];
    char shown[CROWD_TAGS + 1][CROWD_NAME];
    bf_document_keyword keywords[CROWD_TAGS + 1];
    bf_document document;
} crowd_maker;

static inline void crowd_put_terms(crowd_maker *m, const crowd_doc *doc)
{
    bf_document *out = &m->document;
    for (unsigned i = 0; i < CROWD_TERMS; i++) {
        if (doc->freqs[i] > 0) {
            char *name = m->names[out->term_count];
            crowd_term_name(name, i);
            m->places[i] = (uint32_t)out->term_count;
            m->terms[out->term_count++] =
                (bf_document_term){bf_str_of(name), doc->freqs[i]};
        }
    }
    for (unsigned word = 0; word < CROWD_WORDS; word++) {
        if (doc->freqs[crowd_term(word, doc->lang)] > 0) {
            char *name = m->names[out->term_count];
            crowd_filter_name(name, word);
            m->terms[out->term_count++] =
                (bf_document_term){bf_str_of(name), 0};
        }
    }
}

static inline uint32_t crowd_put_form(crowd_maker *m, const crowd_doc *doc,
                                      const crowd_token *token)
{
    bf_document *out = &m->document;
    const size_t at = out->form_count;
    for (size_t i = 0; i < at; i++) {
        if (m->kinds[i].word == token->word &&
            m->kinds[i].form == token->form &&
            m->kinds[i].reach == token->reach) {
            return (uint32_t)i;
        }
    }
    m->kinds[at] = *token;
    crowd_form_name(m->words[at], token->word, token->form);
    m->forms[at] = (bf_document_form){
        bf_str_of(m->words[at]), m->places[crowd_term(token->word, doc->lang)],
        token->reach};
    out->form_count++;
    return (uint32_t)at;
}

static inline void crowd_put_tokens(crowd_maker *m, const crowd_doc *doc)
{
    for (uint32_t i = 0; i < doc->token_count; i++) {
        m->tokens[i] = (bf_document_token){
            crowd_put_form(m, doc, &doc->tokens[i]), doc->tokens[i].position};
    }
    m->document.token_count = doc->token_count;
    for (int field = 0; field < BF_FIELD_COUNT; field++) {
        if (bf_field_info_of((bf_field)field)->uses & BF_USE_SEARCH) {
            m->document.field_starts[field] = field <= BF_FIELD_TITLE ? 0
                                              : field <= BF_FIELD_BODY
                                                  ? doc->body
                                                  : doc->end;
        }
    }
}

static inline void crowd_put_time(crowd_maker *m, int slot, bf_time time)
{
    const size_t at = m->document.value_count++;
    bf_time_key(m->times[at], time);
    m->values[at] = (bf_document_value){
        slot, {(const char *)m->times[at], sizeof m->times[at]}};
}

static inline void crowd_put_times(crowd_maker *m, const crowd_doc *doc)
{
    if (doc->visibility.from != INT64_MIN) {
        crowd_put_time(m, BF_SLOT_VISIBLE_FROM, doc->visibility.from);
    }
    if (doc->visibility.until != INT64_MAX) {
        crowd_put_time(m, BF_SLOT_VISIBLE_UNTIL, doc->visibility.until);
    }
    if (doc->published != BF_TIME_NONE) {
        crowd_put_time(m, BF_SLOT_PUBLISHED, doc->published);
    }
    if (doc->updated != BF_TIME_NONE) {
        crowd_put_time(m, BF_SLOT_UPDATED, doc->updated);
    }
}

static inline void crowd_value_name(char out[CROWD_NAME], unsigned value)
{
    snprintf(out, CROWD_NAME, "value%u", value);
}

/* Some show a value in another way than others. */
static inline void crowd_put_keyword(crowd_maker *m, const crowd_doc *doc,
                                     bf_field field, unsigned value)
{
    const size_t at = m->document.keyword_count++;
    crowd_value_name(m->folded[at], value);
    crowd_value_name(m->shown[at], value);
    m->shown[at][0] = doc->docnum % 2 ? 'V' : 'v';
    m->keywords[at] = (bf_document_keyword){field, bf_str_of(m->folded[at]),
                                            bf_str_of(m->shown[at])};
}

static inline void crowd_put_keywords(crowd_maker *m, const crowd_doc *doc)
{
    if (doc->section > 0) {
        crowd_put_keyword(m, doc, BF_FIELD_SECTION, doc->section);
    }
    for (unsigned i = 0; i < doc->tag_count; i++) {
        crowd_put_keyword(m, doc, BF_FIELD_TAGS, doc->tags[i]);
    }
}

static inline bf_status crowd_build_doc(bf_blocks_builder *builder,
                                        crowd_maker *m, const crowd_doc *doc,
                                        bf_error *err)
{
    memset(&m->document, 0, sizeof m->document);
    m->document.id = m->document.data = bf_str_of("");
    m->document.terms = m->terms;
    m->document.values = m->values;
    m->document.forms = m->forms;
    m->document.tokens = m->tokens;
    m->document.keywords = m->keywords;
    m->document.length = doc->length;
    crowd_put_terms(m, doc);
    crowd_put_tokens(m, doc);
    crowd_put_times(m, doc);
    crowd_put_keywords(m, doc);
    return bf_blocks_builder_add(builder, doc->docnum, &m->document, err);
}

static inline bf_status crowd_build(crowd *c, crowd_part *part,
                                    const char *folder, bf_error *err)
{
    bf_blocks_options options = BF_BLOCKS_OPTIONS_DEFAULT;
    bf_blocks_builder *builder;
    crowd_maker *maker = (crowd_maker *)malloc(sizeof *maker);
    bf_status status;
    options.no_sync = true;
    status = bf_blocks_builder_new(&builder, folder, &options, err);
    for (uint32_t i = 0; !status && maker && i < part->count; i++) {
        status =
            crowd_build_doc(builder, maker, &c->docs[part->first + i], err);
    }
    if (!status) {
        status = bf_blocks_builder_finish(&part->info, builder, err);
    }
    bf_blocks_builder_free(builder);
    free(maker);
    return status
               ? status
               : bf_segment_open(&part->segment, folder, part->info.name, err);
}

/* All of it --------------------------------------------------------------- */

/* Documents for segments of `sizes`, the last of which is 0. */
static inline void crowd_make(crowd *c, uint64_t seed, const uint32_t *sizes,
                              bool hides)
{
    bf_docnum docnum = 0;
    memset(c, 0, sizeof *c);
    c->seed = seed;
    for (; sizes[c->part_count] > 0; c->part_count++) {
        c->parts[c->part_count].first = c->doc_count;
        c->parts[c->part_count].count = sizes[c->part_count];
        c->doc_count += sizes[c->part_count];
    }
    c->docs = (crowd_doc *)calloc(c->doc_count, sizeof *c->docs);
    for (uint32_t i = 0; i < c->doc_count; i++) {
        docnum += 1 + (crowd_dice(c, 8) == 0 ? crowd_dice(c, 5) : 0);
        crowd_make_doc(c, &c->docs[i]);
        c->docs[i].docnum = docnum;
        c->average_length += (double)c->docs[i].length / c->doc_count;
        if (hides) {
            crowd_hide_some(c, &c->docs[i]);
        }
    }
}

/* Write the segments and open them. */
static inline bf_status crowd_open(crowd *c, const char *folder, bf_error *err)
{
    bf_status status = BF_OK;
    for (size_t i = 0; i < c->part_count && !status; i++) {
        crowd_part *part = &c->parts[i];
        status = crowd_build(c, part, folder, err);
        part->removed =
            (uint64_t *)calloc(part->count / 64 + 1, sizeof(uint64_t));
        c->views[i] = (bf_blocks_part){part->segment, NULL, 0};
    }
    c->blocks = (bf_blocks){c->views, c->part_count};
    return status;
}

/* Remove one document in so many. */
static inline void crowd_remove(crowd *c, uint32_t share)
{
    for (size_t i = 0; i < c->part_count; i++) {
        crowd_part *part = &c->parts[i];
        for (uint32_t k = 0; k < part->count; k++) {
            crowd_doc *doc = &c->docs[part->first + k];
            if (!doc->removed && crowd_dice(c, share) == 0) {
                doc->removed = true;
                part->removed[k / 64] |= UINT64_C(1) << k % 64;
                part->removed_count++;
            }
        }
        c->views[i].removed = part->removed_count > 0 ? part->removed : NULL;
        c->views[i].removed_count = part->removed_count;
    }
}

static inline void crowd_free(crowd *c)
{
    for (size_t i = 0; i < c->part_count; i++) {
        bf_segment_free(c->parts[i].segment);
        free(c->parts[i].removed);
    }
    free(c->docs);
}

#endif
