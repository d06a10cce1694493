/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_AGREE_INDEX_H
#define BF_AGREE_INDEX_H

/*
 * An index of such articles that a publisher keeps, changed from round to
 * round, and the state of it that both matchers are asked in.
 */

#include <backfile/match.h>
#include <backfile/publish.h>

#include "agree_articles.h"
#include "agree_parts.h"

typedef struct agree_index {
    agree_articles *articles;
    char path[300];
    bool lives[AGREE_ARTICLES];
    bf_reader *reader;
    bf_blocks_view *view;
    const bf_blocks *blocks;
    agree_parts *parts;
    bf_analyzer_set *analyzers;
    bf_synonyms *synonyms;
    bf_plan_index plan_index;
} agree_index;

/* Changing ---------------------------------------------------------------- */

/* An article as it is now: with times and, after changes, the text of some
 * other. */
static inline bf_article agree_version(agree_articles *articles, size_t number,
                                       bool is_first)
{
    agree_dice *dice = &articles->dice;
    const size_t from =
        is_first ? number : agree_roll(dice, (uint32_t)articles->count);
    bf_article made = articles->items[from];
    made.id = articles->items[number].id;
    made.origin = made.id;
    made.published = agree_roll(dice, 12) == 0
                         ? AGREE_NOW + agree_roll(dice, 3) - 1
                     : agree_roll(dice, 12) == 0
                         ? BF_TIME_NONE
                         : AGREE_NOW - 1000 * (bf_time)agree_roll(dice, 20) - 9;
    made.updated = agree_roll(dice, 3) == 0
                       ? BF_TIME_NONE
                       : AGREE_NOW - (bf_time)agree_roll(dice, 9);
    made.expires = agree_roll(dice, 12) == 0
                       ? AGREE_NOW + agree_roll(dice, 3) - 1
                       : BF_TIME_NONE;
    made.draft = agree_roll(dice, 40) == 0;
    return made;
}

static inline void agree_put(agree_index *index, bf_publisher *publisher,
                             size_t number, bool is_first)
{
    const bf_article article = agree_version(index->articles, number, is_first);
    bool replaced;
    bf_error err;
    const bf_status status =
        bf_publisher_put(publisher, &replaced, &article, &err);
    if (status != BF_ERR_LIMIT && status != BF_ERR_INVALID) {
        agree_require(status, &err);
        index->lives[number] = true;
    }
}

static inline void agree_delete(agree_index *index, bf_publisher *publisher,
                                size_t number)
{
    bool existed;
    bf_error err;
    agree_require(bf_publisher_delete(publisher, &existed,
                                      index->articles->items[number].id, &err),
                  &err);
    index->lives[number] = false;
}

/* Delete articles that stand side by side: whole blocks of a list go. */
static inline void agree_delete_run(agree_index *index, bf_publisher *publisher)
{
    agree_dice *dice = &index->articles->dice;
    const uint32_t count = (uint32_t)index->articles->count;
    const size_t start = agree_roll(dice, count);
    const size_t end = start + agree_roll(dice, count / 6 + 1);
    for (size_t i = start; i < end && i < count; i++) {
        if (index->lives[i]) {
            agree_delete(index, publisher, i);
        }
    }
}

/* Put one of so many articles again and delete half as many; a change to one
 * article within a run counts, too. */
static inline void agree_change(agree_index *index, bf_publisher *publisher,
                                uint32_t one_of)
{
    agree_dice *dice = &index->articles->dice;
    if (agree_roll(dice, 3) == 0) {
        agree_delete_run(index, publisher);
    }
    for (size_t i = 0; i < index->articles->count; i++) {
        if (agree_roll(dice, one_of) == 0) {
            agree_put(index, publisher, i, false);
        } else if (index->lives[i] && agree_roll(dice, 2 * one_of) == 0) {
            agree_delete(index, publisher, i);
        }
        if (agree_roll(dice, 20 * one_of) == 0) {
            agree_put(index, publisher, i, false);
        }
    }
}

static inline bf_publisher *agree_publisher(const agree_index *index,
                                            size_t memory)
{
    bf_blocks_options options = BF_BLOCKS_OPTIONS_DEFAULT;
    bf_publisher *publisher;
    bf_error err;
    options.memory_bytes = memory;
    options.no_sync = true;
    agree_require(bf_publisher_open(&publisher, index->path, BF_WRITER_CREATE,
                                    &options, &err),
                  &err);
    return publisher;
}

/* Publish all articles, or with `one_of` a change of some. */
static inline void agree_publish(agree_index *index, uint32_t one_of)
{
    bf_publisher *publisher = agree_publisher(index, BF_DEFAULT_BLOCKS_BYTES);
    bf_error err;
    for (size_t i = 0; one_of == 0 && i < index->articles->count; i++) {
        agree_put(index, publisher, i, true);
    }
    if (one_of > 0) {
        agree_change(index, publisher, one_of);
    }
    agree_require(bf_publisher_commit(publisher, &err), &err);
    bf_publisher_free(publisher);
}

static inline void agree_rebuild(agree_index *index)
{
    bf_publisher *publisher = agree_publisher(index, BF_MIN_BLOCKS_BYTES);
    bf_error err;
    agree_require(bf_publisher_rebuild(publisher, NULL, NULL, &err), &err);
    bf_publisher_free(publisher);
}

/* States ------------------------------------------------------------------ */

static inline bf_status agree_frequency(void *context, uint32_t *out,
                                        bf_str term, bf_error *err)
{
    return bf_reader_frequency(out, (bf_reader *)context, term, err);
}

static inline bf_status
agree_terms(void *context, bf_str prefix,
            bf_status (*each)(void *payload, bf_str term, uint32_t frequency),
            void *payload, bf_error *err)
{
    return bf_reader_terms((bf_reader *)context, prefix, each, payload, err);
}

static inline bf_status agree_blocks_frequency(void *context, uint32_t *out,
                                               bf_str term, bf_error *err)
{
    return bf_blocks_frequency(
        out, bf_blocks_view_get((const bf_blocks_view *)context), term, err);
}

static inline bf_status agree_blocks_terms(
    void *context, bf_str prefix,
    bf_status (*each)(void *payload, bf_str term, uint32_t frequency),
    void *payload, bf_error *err)
{
    return bf_blocks_terms(bf_blocks_view_get((const bf_blocks_view *)context),
                           prefix, each, payload, err);
}

/* What plans are made from. */
static inline void agree_plan_from(agree_index *index, bool blocks)
{
    index->plan_index.context =
        blocks ? (void *)index->view : (void *)index->reader;
    index->plan_index.frequency =
        blocks ? agree_blocks_frequency : agree_frequency;
    index->plan_index.expand = blocks ? agree_blocks_terms : agree_terms;
}

static inline void agree_index_begin(agree_index *index,
                                     agree_articles *articles,
                                     const char *folder, const char *name)
{
    static const char *const rules = "tower, lamp\n"
                                     "gull => storm, cliff boat\n"
                                     "sea wall, station\n"
                                     "protect: towers\n"
                                     "[de]\n"
                                     "turm, wache\n";
    bf_error err;
    memset(index, 0, sizeof *index);
    index->articles = articles;
    snprintf(index->path, sizeof index->path, "%s/%s", folder, name);
    agree_publish(index, 0);
    agree_require(bf_reader_open(&index->reader, index->path, &err), &err);
    agree_require(bf_blocks_view_new(&index->view, &err), &err);
    agree_require(bf_analyzer_set_new(&index->analyzers, &err), &err);
    agree_require(
        bf_synonyms_read(&index->synonyms, bf_str_of(rules), NULL, NULL, &err),
        &err);
    index->plan_index.analyzers = index->analyzers;
    index->parts = (agree_parts *)malloc(sizeof *index->parts);
    agree_parts_begin(index->parts, index->path, &articles->dice,
                      index->reader);
}

static inline void agree_index_end(agree_index *index)
{
    agree_parts_end(index->parts);
    free(index->parts);
    bf_synonyms_free(index->synonyms);
    bf_analyzer_set_free(index->analyzers);
    bf_blocks_view_free(index->view);
    bf_reader_free(index->reader);
}

/* Read the newest state. */
static inline void agree_refresh(agree_index *index)
{
    bf_reader_info info;
    bf_manifest *manifest;
    bf_error err;
    bf_buf bytes;
    char folder[400];
    bf_buf_init(&bytes, SIZE_MAX);
    agree_require(bf_reader_reopen(index->reader, NULL, &err), &err);
    agree_require(bf_reader_get_info(&info, index->reader, &err), &err);
    agree_require(bf_reader_get_manifest(&bytes, index->reader, &err), &err);
    agree_require(bf_manifest_decode(&manifest, bf_buf_str(&bytes), &err),
                  &err);
    snprintf(folder, sizeof folder, "%s/%s", index->path, info.generation);
    agree_require(bf_blocks_view_set(index->view, folder, manifest, &err),
                  &err);
    bf_manifest_free(manifest);
    bf_buf_fini(&bytes);
    index->blocks = bf_blocks_view_get(index->view);
    index->plan_index.stats =
        (bf_score_stats){info.documents, info.average_length};
    agree_parts_refresh(index->parts);
}

#endif
