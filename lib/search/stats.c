/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The statistics of an index. Sections and the like are counted from the stored
 * articles: the index has terms for them, but among these are the single words
 * of a section, and the spelling that people gave it is not.
 */

#include "searcher.h"
#include "tally.h"

#include <string.h>
#include <time.h>

enum {
    FOLDED_BYTES = BF_MAX_FOLD_GROWTH * BF_MAX_FIELD_BYTES
};

/* Articles ----------------------------------------------------------------- */

typedef struct census {
    bf_searcher *searcher;
    bf_stats *stats;
    bf_time now;
    bfi_tally languages;
    bfi_tally sections;
    bfi_tally sources;
    bf_buf folded;
    bf_error *err;
} census;

static bf_status count_language(census *c, const bf_article *article)
{
    char primary[BF_LANGUAGE_BYTES];
    if (bf_language_primary(primary, article->lang, NULL)) {
        primary[0] = '\0';
    }
    return bfi_tally_add(&c->languages, bf_str_of(primary), bf_str_of(primary),
                         c->err);
}

static bf_status count_section(census *c, const bf_article *article)
{
    bf_str section = article->section;
    bf_str key;
    bf_status status;
    bf_buf_reset(&c->folded);
    status = bf_keyword_fold(&c->folded, section, c->err);
    key = c->folded.size > 0 ? bf_buf_str(&c->folded) : (bf_str){"", 0};
    return status ? status
                  : bfi_tally_add(&c->sections, key,
                                  key.size > 0 ? section : key, c->err);
}

static bf_status count_article(void *payload, const bf_entry *entry)
{
    census *c = payload;
    bf_article article;
    bf_status status;
    if (bf_visible_at(entry->visibility, c->now)) {
        c->stats->visible++;
    } else {
        c->stats->hidden++;
    }
    bf_arena_reset(c->searcher->scratch);
    status = bf_reader_article(&article, c->searcher->reader, entry->docnum,
                               c->searcher->scratch, c->err);
    if (!status) {
        status = count_language(c, &article);
    }
    if (!status) {
        status = count_section(c, &article);
    }
    return status ? status
                  : bfi_tally_add(&c->sources, article.source, article.source,
                                  c->err);
}

static bf_status list_counts(const census *c, bf_error *err)
{
    bf_stats *stats = c->stats;
    bf_status status = bfi_tally_list(&stats->languages, &stats->language_count,
                                      &c->languages, err);
    if (!status) {
        status = bfi_tally_list(&stats->sections, &stats->section_count,
                                &c->sections, err);
    }
    return status ? status
                  : bfi_tally_list(&stats->sources, &stats->source_count,
                                   &c->sources, err);
}

static bf_status count_articles(bf_stats *stats, bf_searcher *searcher,
                                bf_arena *arena, bf_error *err)
{
    census c = {
        .searcher = searcher, .stats = stats, .now = time(NULL), .err = err};
    bf_status status;
    bfi_tally_init(&c.languages, arena);
    bfi_tally_init(&c.sections, arena);
    bfi_tally_init(&c.sources, arena);
    bf_buf_init(&c.folded, FOLDED_BYTES);
    status = bf_reader_list(searcher->reader, (bf_str){NULL, 0}, count_article,
                            &c, err);
    if (!status) {
        status = list_counts(&c, err);
    }
    bf_buf_fini(&c.folded);
    return status;
}

/* Other numbers ------------------------------------------------------------ */

static bf_status count_word(void *payload, bf_str term, uint32_t frequency)
{
    uint64_t *terms = payload;
    bool has_prefix = term.data[0] >= 'A' && term.data[0] <= 'Z';
    (void)frequency;
    *terms += !has_prefix;
    return BF_OK;
}

/* All of it ---------------------------------------------------------------- */

typedef struct wanted_stats {
    bf_stats *out;
    bf_arena *arena;
} wanted_stats;

static bf_status gather(bf_searcher *searcher, void *closure, bf_error *err)
{
    const wanted_stats *wanted = closure;
    bf_stats *out = wanted->out;
    bf_status status;
    memset(out, 0, sizeof *out);
    out->info = searcher->info;
    out->settings = searcher->settings;
    status = count_articles(out, searcher, wanted->arena, err);
    if (!status) {
        status = bfi_searcher_check(searcher, err);
    }
    if (!status) {
        status = bfi_searcher_terms(searcher, (bf_str){"", 0}, count_word,
                                    &out->terms, err);
    }
    return status ? status : bfi_folder_size(&out->bytes, searcher->path, err);
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
