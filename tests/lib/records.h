/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_RECORDS_H
#define BF_RECORDS_H

/*
 * Documents made by hand for tests of the store, without an analyzer: a text is
 * its words between single spaces, each word a term. A word `w` is a field term
 * `XFw` of frequency 0 as well. Compiles as C++ too.
 */

#include <backfile/store.h>

#include "scratch.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    RECORD_MAX_TERMS = 256,
    RECORD_TERM_BYTES = 96
};

typedef struct record {
    const char *id;
    const char *text;
    const char *source;
    bf_visibility visibility;
    bf_time published;   /* or BF_TIME_NONE */
    const char *section; /* or NULL; it has no terms */
} record;

typedef struct record_maker {
    char names[RECORD_MAX_TERMS][RECORD_TERM_BYTES];
    bf_document_term terms[RECORD_MAX_TERMS];
    size_t term_count;
    bf_document_value values[8];
    unsigned char hash[BF_HASH_BYTES];
    unsigned char from[BF_TIME_KEY_BYTES];
    unsigned char until[BF_TIME_KEY_BYTES];
    unsigned char published[BF_TIME_KEY_BYTES];
    bf_buf data;
    bf_document document;
} record_maker;

static inline record record_of(const char *id, const char *text)
{
    record made = {id,           text, "site", {INT64_MIN, INT64_MAX},
                   BF_TIME_NONE, NULL};
    return made;
}

static inline void record_add_term(record_maker *maker, const char *prefix,
                                   bf_str word, uint32_t frequency)
{
    size_t at = 0;
    char name[RECORD_TERM_BYTES];
    snprintf(name, sizeof name, "%s%.*s", prefix, (int)word.size, word.data);
    while (at < maker->term_count && strcmp(maker->names[at], name) != 0) {
        at++;
    }
    if (at == RECORD_MAX_TERMS) {
        abort();
    }
    if (at == maker->term_count) {
        maker->term_count++;
        memcpy(maker->names[at], name, sizeof name);
        maker->terms[at].term = bf_str_of(maker->names[at]);
        maker->terms[at].frequency = 0;
    }
    maker->terms[at].frequency += frequency;
}

static inline void record_add_words(record_maker *maker, const char *text)
{
    while (*text) {
        bf_str word = {text, strcspn(text, " ")};
        record_add_term(maker, "", word, 1);
        record_add_term(maker, "XF", word, 0);
        maker->document.length++;
        text += word.size;
        text += *text == ' ';
    }
}

static inline bf_status record_add_made(record_maker *maker,
                                        void (*make)(bf_buf *, bf_str),
                                        bf_str value, bf_error *err)
{
    bf_buf term;
    bf_status status;
    bf_buf_init(&term, BF_MAX_INDEX_TERM_BYTES);
    make(&term, value);
    status = bf_buf_status(&term, err);
    if (!status) {
        record_add_term(maker, "", bf_buf_str(&term), 0);
    }
    bf_buf_fini(&term);
    return status;
}

static inline void record_source_term(bf_buf *out, bf_str source)
{
    bf_term_field(out, BF_FIELD_SOURCE, source);
}

static inline void record_add_value(record_maker *maker, int slot,
                                    const void *data, size_t size)
{
    bf_document_value *value = &maker->values[maker->document.value_count++];
    value->slot = slot;
    value->data.data = (const char *)data;
    value->data.size = size;
}

static inline void record_add_values(record_maker *maker, const record *from,
                                     bf_str origin)
{
    record_add_value(maker, BF_SLOT_ID, from->id, strlen(from->id));
    record_add_value(maker, BF_SLOT_HASH, maker->hash, sizeof maker->hash);
    record_add_value(maker, BF_SLOT_ORIGIN, origin.data, origin.size);
    if (from->visibility.from != INT64_MIN) {
        bf_time_key(maker->from, from->visibility.from);
        record_add_value(maker, BF_SLOT_VISIBLE_FROM, maker->from,
                         sizeof maker->from);
    }
    if (from->visibility.until != INT64_MAX) {
        bf_time_key(maker->until, from->visibility.until);
        record_add_value(maker, BF_SLOT_VISIBLE_UNTIL, maker->until,
                         sizeof maker->until);
    }
    if (from->published != BF_TIME_NONE) {
        bf_time_key(maker->published, from->published);
        record_add_value(maker, BF_SLOT_PUBLISHED, maker->published,
                         sizeof maker->published);
    }
}

/* Put `from` into the index; its origin is `ID.txt`. */
static inline bf_status record_put(bf_writer *writer, const record *from,
                                   bf_error *err)
{
    record_maker *maker = (record_maker *)calloc(1, sizeof *maker);
    char origin[RECORD_TERM_BYTES];
    bf_article article;
    bf_status status;
    if (!maker) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    bf_article_init(&article);
    bf_buf_init(&maker->data, BF_MAX_STORED_BYTES);
    snprintf(origin, sizeof origin, "%s.txt", from->id);
    article.id = bf_str_of(from->id);
    article.body = bf_str_of(from->text);
    article.source = bf_str_of(from->source);
    article.origin = bf_str_of(origin);
    if (from->section) {
        article.section = bf_str_of(from->section);
    }
    status = bf_article_encode(&maker->data, &article, err);
    if (!status) {
        status = bf_article_hash(maker->hash, &article, err);
    }
    if (!status) {
        status = record_add_made(maker, bf_term_id, article.id, err);
    }
    if (!status) {
        status =
            record_add_made(maker, record_source_term, article.source, err);
    }
    if (!status) {
        record_add_words(maker, from->text);
        record_add_values(maker, from, article.origin);
        maker->document.id = article.id;
        maker->document.data = bf_buf_str(&maker->data);
        maker->document.terms = maker->terms;
        maker->document.term_count = maker->term_count;
        maker->document.values = maker->values;
        status = bf_writer_put(writer, NULL, NULL, &maker->document, err);
    }
    bf_buf_fini(&maker->data);
    free(maker);
    return status;
}

/* Scratch folders --------------------------------------------------------- */

/* Run a command made in the manner of printf; true: it succeeded. */
static inline bool BF_PRINTF(1, 2) run_command(const char *format, ...)
{
    char command[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(command, sizeof command, format, args);
    va_end(args);
    fflush(stdout);
    return system(command) == 0;
}

/* A new empty folder; NULL (and errno) when there cannot be one. Static. */
static inline void scratch_remove(const char *path)
{
    (void)run_command("chmod -R u+rwx '%s' && rm -rf '%s'", path, path);
}

#endif
