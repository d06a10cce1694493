/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_AGREE_PARTS_H
#define BF_AGREE_PARTS_H

/*
 * Segments of the same records as no publisher would leave them: up to eight of
 * any size, kept and folded by chance, with articles removed from all of them.
 */

#include <backfile/blocks.h>
#include <backfile/store.h>

#include "agree_articles.h"

#include <sys/stat.h>

enum {
    AGREE_PARTS = 8,
    AGREE_DOCUMENTS = 64 * 1024
};

typedef struct agree_parts {
    char folder[320];
    agree_dice *dice;
    bf_reader *reader;
    bf_indexing *indexing;
    bf_arena *arena;
    bf_segment *segments[AGREE_PARTS];
    uint64_t *removed[AGREE_PARTS];
    bf_blocks_part views[AGREE_PARTS];
    bf_blocks blocks;
    bf_docnum last; /* that a segment has */
    /* The documents of the records, by rising number. */
    bf_docnum live[AGREE_DOCUMENTS];
    size_t live_count;
} agree_parts;

static inline void agree_parts_begin(agree_parts *parts, const char *path,
                                     agree_dice *dice, bf_reader *reader)
{
    bf_error err;
    memset(parts, 0, sizeof *parts);
    parts->dice = dice;
    parts->reader = reader;
    parts->blocks.parts = parts->views;
    snprintf(parts->folder, sizeof parts->folder, "%s-parts", path);
    (void)mkdir(parts->folder, 0777);
    agree_require(bf_indexing_new(&parts->indexing, &err), &err);
    agree_require(bf_arena_new(&parts->arena, SIZE_MAX, &err), &err);
}

static inline void agree_drop_part(agree_parts *parts, size_t at)
{
    bf_segment_free(parts->segments[at]);
    free(parts->removed[at]);
}

static inline void agree_parts_end(agree_parts *parts)
{
    for (size_t i = 0; i < parts->blocks.part_count; i++) {
        agree_drop_part(parts, i);
    }
    parts->blocks.part_count = 0;
    bf_indexing_free(parts->indexing);
    bf_arena_free(parts->arena);
}

/* Building ---------------------------------------------------------------- */

static inline bf_blocks_options agree_parts_options(void)
{
    return (bf_blocks_options){.memory_bytes = BF_MIN_BLOCKS_BYTES,
                               .no_sync = true};
}

static inline void agree_open_part(agree_parts *parts, size_t at,
                                   const bf_segment_info *made)
{
    bf_error err;
    agree_require(
        bf_segment_open(&parts->segments[at], parts->folder, made->name, &err),
        &err);
    parts->removed[at] =
        (uint64_t *)calloc(made->documents / 64 + 1, sizeof(uint64_t));
}

static inline void agree_build_one(agree_parts *parts,
                                   bf_blocks_builder *builder, bf_docnum docnum)
{
    bf_article article;
    const bf_document *document;
    bf_error err;
    bf_arena_reset(parts->arena);
    agree_require(
        bf_reader_article(&article, parts->reader, docnum, parts->arena, &err),
        &err);
    agree_require(bf_indexing_words(&document, parts->indexing, &article, &err),
                  &err);
    agree_require(bf_blocks_builder_add(builder, docnum, document, &err), &err);
}

/* Make a segment of the documents from place `from` up to `to` in the list. */
static inline void agree_build_part(agree_parts *parts, size_t from, size_t to)
{
    const bf_blocks_options options = agree_parts_options();
    bf_blocks_builder *builder;
    bf_segment_info made;
    bf_error err;
    if (from == to) {
        return;
    }
    agree_require(
        bf_blocks_builder_new(&builder, parts->folder, &options, &err), &err);
    for (size_t i = from; i < to; i++) {
        agree_build_one(parts, builder, parts->live[i]);
    }
    agree_require(bf_blocks_builder_finish(&made, builder, &err), &err);
    bf_blocks_builder_free(builder);
    agree_open_part(parts, parts->blocks.part_count++, &made);
    parts->last = parts->live[to - 1];
}

/* Make up to `most` segments of the documents from place `from` on. */
static inline void agree_build_parts(agree_parts *parts, size_t from,
                                     uint32_t most)
{
    for (; most > 1; most--) {
        const size_t left = parts->live_count - from;
        const uint32_t share = agree_roll(parts->dice, 4) ? most : 40;
        const size_t to =
            from + agree_roll(parts->dice, (uint32_t)left / share + 2);
        if (to >= parts->live_count) {
            break;
        }
        agree_build_part(parts, from, to);
        from = to;
    }
    agree_build_part(parts, from, parts->live_count);
}

/* Folding ----------------------------------------------------------------- */

/* Put one segment in the place of `count`. */
static inline void agree_fold_parts(agree_parts *parts, size_t first,
                                    size_t count)
{
    const bf_blocks_options options = agree_parts_options();
    const size_t behind = first + count;
    const size_t left = parts->blocks.part_count - behind;
    bf_segment_info made;
    bf_error err;
    size_t taken = 0;
    agree_require(bf_blocks_fold(&made, parts->folder, parts->views + first,
                                 count, &options, &err),
                  &err);
    for (size_t i = first; i < behind; i++) {
        agree_drop_part(parts, i);
    }
    if (made.name[0]) {
        agree_open_part(parts, first, &made);
        taken = 1;
    }
    memmove(parts->segments + first + taken, parts->segments + behind,
            left * sizeof *parts->segments);
    memmove(parts->removed + first + taken, parts->removed + behind,
            left * sizeof *parts->removed);
    parts->blocks.part_count = first + taken + left;
}

static inline void agree_fold_some(agree_parts *parts)
{
    const uint32_t count = (uint32_t)parts->blocks.part_count;
    const uint32_t first = agree_roll(parts->dice, count);
    agree_fold_parts(parts, first, 1 + agree_roll(parts->dice, count - first));
}

/* Removing ---------------------------------------------------------------- */

static inline bf_status agree_note_live(void *payload, const bf_entry *entry)
{
    agree_parts *parts = (agree_parts *)payload;
    if (parts->live_count == AGREE_DOCUMENTS) {
        return BF_ERR_LIMIT;
    }
    parts->live[parts->live_count++] = entry->docnum;
    return BF_OK;
}

/* Mark what a segment has and the records have not. */
static inline void agree_mark_removed(agree_parts *parts, size_t at)
{
    const bf_segment *segment = parts->segments[at];
    const uint32_t documents = bf_segment_get_info(segment)->documents;
    uint32_t count = 0;
    size_t next = 0;
    for (uint32_t local = 0; local < documents; local++) {
        const bf_docnum docnum = bf_segment_docnum(segment, local);
        while (next < parts->live_count && parts->live[next] < docnum) {
            next++;
        }
        if (next == parts->live_count || parts->live[next] != docnum) {
            parts->removed[at][local / 64] |= UINT64_C(1) << local % 64;
            count++;
        }
    }
    parts->views[at] =
        (bf_blocks_part){segment, count > 0 ? parts->removed[at] : NULL, count};
}

static inline void agree_mark_all(agree_parts *parts)
{
    for (size_t i = 0; i < parts->blocks.part_count; i++) {
        agree_mark_removed(parts, i);
    }
}

/* Follow the records: begin anew, or keep the segments, fold some perhaps, and
 * make others of the documents that came. */
static inline void agree_parts_refresh(agree_parts *parts)
{
    size_t from = 0;
    bf_error err;
    parts->live_count = 0;
    agree_require(bf_reader_list(parts->reader, (bf_str){NULL, 0},
                                 agree_note_live, parts, &err),
                  &err);
    agree_mark_all(parts);
    if (parts->blocks.part_count > 0 && agree_roll(parts->dice, 3) == 0) {
        agree_fold_some(parts);
    }
    if (parts->blocks.part_count == AGREE_PARTS ||
        agree_roll(parts->dice, 4) == 0) {
        while (parts->blocks.part_count > 0) {
            agree_drop_part(parts, --parts->blocks.part_count);
        }
        parts->last = 0;
    }
    while (from < parts->live_count && parts->live[from] <= parts->last) {
        from++;
    }
    agree_build_parts(
        parts, from,
        1 + agree_roll(parts->dice,
                       AGREE_PARTS - (uint32_t)parts->blocks.part_count));
    agree_mark_all(parts);
}

#endif
