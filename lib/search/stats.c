/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The statistics of an index, gathered from its terms and entries. */

#include "searcher.h"

#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum {
    /* Values of one field that are counted; further ones are left out. */
    MAX_VALUES = 10000
};

/* Values of a field
 * ------------------------------------------------------------ */

typedef struct counts {
    bf_arena *arena;
    size_t prefix_size;
    bf_stat_count *items;
    size_t count;
    size_t capacity;
} counts;

static bool grow(counts *c)
{
    size_t capacity = 2 * c->capacity + 16;
    bf_stat_count *items = bf_arena_array(c->arena, capacity, sizeof *items);
    if (!items) {
        return false;
    }
    if (c->count > 0) {
        memcpy(items, c->items, c->count * sizeof *items);
    }
    c->items = items;
    c->capacity = capacity;
    return true;
}

static bf_status add_count(void *payload, bf_str term, uint32_t frequency)
{
    counts *c = payload;
    bf_str name = {term.data + c->prefix_size, term.size - c->prefix_size};
    if (c->count == MAX_VALUES) {
        return BF_OK;
    }
    if (c->count == c->capacity && !grow(c)) {
        return BF_ERR_NOMEM;
    }
    name = bf_arena_copy(c->arena, name);
    if (!name.data) {
        return BF_ERR_NOMEM;
    }
    c->items[c->count++] = (bf_stat_count){name, frequency};
    return BF_OK;
}

/* Most articles first, then by name. */
static int compare_counts(const void *left, const void *right)
{
    const bf_stat_count *a = left;
    const bf_stat_count *b = right;
    size_t size = a->name.size < b->name.size ? a->name.size : b->name.size;
    int order = (a->articles < b->articles) - (a->articles > b->articles);
    if (order == 0) {
        order = memcmp(a->name.data, b->name.data, size);
    }
    return order != 0
               ? order
               : (a->name.size > b->name.size) - (a->name.size < b->name.size);
}

/* Count those that have no value as a value without a name. */
static bf_status count_rest(counts *c, uint64_t articles)
{
    bf_str nothing = {"", 0};
    uint64_t counted = 0;
    for (size_t i = 0; i < c->count; i++) {
        counted += c->items[i].articles;
    }
    c->prefix_size = 0;
    return counted < articles
               ? add_count(c, nothing, (uint32_t)(articles - counted))
               : BF_OK;
}

/* Count the articles of each value of `field`, which has one an article. */
static bf_status count_values(const bf_stat_count **out, size_t *count,
                              bf_searcher *searcher, bf_arena *arena,
                              bf_field field, bf_error *err)
{
    bf_str prefix = bf_str_of(bf_field_info_of(field)->prefix);
    counts c = {.arena = arena, .prefix_size = prefix.size};
    bf_status status =
        bf_reader_terms(searcher->reader, prefix, add_count, &c, err);
    if (!status) {
        status = count_rest(&c, searcher->info.documents);
    }
    if (status == BF_ERR_NOMEM) {
        return bf_fail(err, status, "out of memory");
    }
    if (!status && c.count > 0) {
        qsort(c.items, c.count, sizeof *c.items, compare_counts);
        *out = c.items;
        *count = c.count;
    }
    return status;
}

/* Other numbers
 * ------------------------------------------------------------------ */

static bf_status count_word(void *payload, bf_str term, uint32_t frequency)
{
    uint64_t *terms = payload;
    (void)frequency;
    *terms += !(term.data[0] >= 'A' && term.data[0] <= 'Z');
    return BF_OK;
}

typedef struct sighting {
    bf_stats *stats;
    bf_time now;
} sighting;

static bf_status count_entry(void *payload, const bf_entry *entry)
{
    sighting *sight = payload;
    if (bf_visible_at(entry->visibility, sight->now)) {
        sight->stats->visible++;
    } else {
        sight->stats->hidden++;
    }
    return BF_OK;
}

/* The bytes of all files below `path`. Files that go while they are counted,
 * as a writer's do, count nothing. */
static bf_status count_bytes(uint64_t *out, char *path, bf_error *err)
{
    char *const paths[] = {path, NULL};
    FTS *tree = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    FTSENT *entry;
    *out = 0;
    if (!tree) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    while ((entry = fts_read(tree))) {
        if (entry->fts_info == FTS_F) {
            *out += (uint64_t)entry->fts_statp->st_size;
        }
    }
    fts_close(tree);
    return BF_OK;
}

/* All of it
 * ------------------------------------------------------------------------ */

typedef struct wanted_stats {
    bf_stats *out;
    bf_arena *arena;
} wanted_stats;

static bf_status gather_counts(bf_stats *out, bf_searcher *searcher,
                               bf_arena *arena, bf_error *err)
{
    bf_status status = count_values(&out->languages, &out->language_count,
                                    searcher, arena, BF_FIELD_LANG, err);
    if (!status) {
        status = count_values(&out->sections, &out->section_count, searcher,
                              arena, BF_FIELD_SECTION, err);
    }
    return status ? status
                  : count_values(&out->sources, &out->source_count, searcher,
                                 arena, BF_FIELD_SOURCE, err);
}

static bf_status gather(bf_searcher *searcher, void *closure, bf_error *err)
{
    const wanted_stats *wanted = closure;
    bf_stats *out = wanted->out;
    sighting sight = {out, time(NULL)};
    bf_status status;
    memset(out, 0, sizeof *out);
    out->info = searcher->info;
    status = gather_counts(out, searcher, wanted->arena, err);
    if (!status) {
        status = bf_reader_terms(searcher->reader, (bf_str){"", 0}, count_word,
                                 &out->terms, err);
    }
    if (!status) {
        status = bf_reader_list(searcher->reader, (bf_str){NULL, 0},
                                count_entry, &sight, err);
    }
    return status ? status : count_bytes(&out->bytes, searcher->path, err);
}

bf_status bf_searcher_stats(bf_stats *out, bf_searcher *searcher,
                            bf_arena *arena, bf_error *err)
{
    wanted_stats wanted = {out, arena};
    bf_status status = bfi_searcher_work(searcher, gather, &wanted, err);
    if (status) {
        memset(out, 0, sizeof *out);
    }
    return status;
}
