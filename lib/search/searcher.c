/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Searchers: a reader with what is remembered of its state. The reader says
 * when it moved to another one, of which all is read anew. Generation and
 * change number do not tell: an index that took the place of another may have
 * the same.
 */

#include "searcher.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    RETRY_MS = 1000, /* between two tries to open blocks */
    /* An article as it is stored, unpacked and as lists. */
    SCRATCH_BYTES = 2 * BF_MAX_STORED_BYTES
};

bf_status bf_searcher_open(bf_searcher **out, const char *path, bf_error *err)
{
    bf_searcher *searcher = calloc(1, sizeof *searcher);
    bf_status status;
    *out = NULL;
    if (!searcher || !(searcher->path = strdup(path))) {
        bf_searcher_free(searcher);
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = bf_arena_new(&searcher->scratch, SCRATCH_BYTES, err);
    if (!status) {
        status = bf_analyzer_set_new(&searcher->analyzers, err);
    }
    if (!status) {
        status = bf_reader_open(&searcher->reader, path, err);
    }
    if (!status) {
        status = bf_searcher_set_synonyms(searcher, NULL, NULL, NULL, err);
    }
    if (status) {
        bf_searcher_free(searcher);
        return status;
    }
    *out = searcher;
    return BF_OK;
}

void bf_searcher_free(bf_searcher *searcher)
{
    if (searcher) {
        bfi_synonyms_fini(&searcher->synonyms);
        bf_analyzer_set_free(searcher->analyzers);
        bf_arena_free(searcher->scratch);
        bf_reader_free(searcher->reader);
        bfi_search_blocks_fini(&searcher->blocks);
        free(searcher->path);
        free(searcher);
    }
}

double bfi_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* States ------------------------------------------------------------------- */

/* Whether no writer moved on since refresh(). */
static bool is_newest(bf_searcher *searcher)
{
    bool newest;
    return !bf_reader_is_newest(&newest, searcher->reader, NULL) && newest;
}

/* Text that makes no sense may be what a writer wrote over it. */
static bf_status read_settings(bf_searcher *searcher, bf_error *err)
{
    bf_error why;
    bf_buf text;
    bf_status status;
    bf_buf_init(&text, BF_MAX_SETTINGS_BYTES);
    status = bf_reader_get_settings(&text, searcher->reader, &why);
    if (!status) {
        status = bf_settings_read(&searcher->settings, bf_buf_str(&text), NULL,
                                  NULL, &why);
    }
    bf_buf_fini(&text);
    if (status == BF_ERR_INVALID || status == BF_ERR_LIMIT) {
        status = is_newest(searcher) ? BF_ERR_CORRUPT : BF_ERR_STALE;
        return bf_fail(err, status, "%s: its settings: %s", searcher->path,
                       why.text);
    }
    return status ? bf_fail(err, status, "%s", why.text) : BF_OK;
}

/* Leave blocks alone that somebody else found damaged. */
static void apply_distrust(bf_searcher *searcher)
{
    if (searcher->is_known && searcher->blocks.is_whole &&
        searcher->distrusted == searcher->info.change) {
        bfi_search_blocks_drop(&searcher->blocks, &searcher->distrust);
    }
}

/* Open the blocks of the state that is open. That others could not open them
 * says nothing then; that others found damage does. */
static bf_status open_blocks(bf_searcher *searcher, bf_error *err)
{
    bf_status status =
        bfi_search_blocks_open(&searcher->blocks, searcher->path,
                               searcher->reader, &searcher->info, err);
    searcher->blocks_opened_ms = bfi_now_ms();
    if (searcher->blocks.is_whole &&
        searcher->distrust.status != BF_ERR_CORRUPT) {
        searcher->distrusted = 0;
    }
    return status;
}

/* Blocks that could not be opened may be there by now: a file was moved, or
 * there were no more descriptors. Damage stays. */
static bf_status retry_blocks(bf_searcher *searcher, bf_error *err)
{
    const bfi_search_blocks *blocks = &searcher->blocks;
    if (blocks->is_whole || blocks->trouble.status == BF_ERR_CORRUPT ||
        bfi_now_ms() - searcher->blocks_opened_ms < RETRY_MS) {
        return BF_OK;
    }
    return open_blocks(searcher, err);
}

/* Move to the newest state. BF_ERR_STALE: a writer moved on meanwhile, and took
 * the blocks of this one away. */
static bf_status refresh(bf_searcher *searcher, bool is_last, bf_error *err)
{
    bool changed;
    bf_status status = bf_reader_reopen(searcher->reader, &changed, err);
    searcher->is_known = searcher->is_known && !changed;
    if (status) {
        return status;
    }
    if (searcher->is_known) {
        return retry_blocks(searcher, err);
    }
    status = bf_reader_get_info(&searcher->info, searcher->reader, err);
    if (!status) {
        status = read_settings(searcher, err);
    }
    if (!status) {
        status = bfi_languages_read(&searcher->languages, searcher->reader,
                                    searcher->info.documents, err);
    }
    if (!status) {
        status = open_blocks(searcher, err);
    }
    if (!status && !is_last && !searcher->blocks.is_whole &&
        !is_newest(searcher)) {
        return bf_fail(err, BF_ERR_STALE, "%s: %s", searcher->path,
                       searcher->blocks.trouble.text);
    }
    searcher->is_known = status == BF_OK;
    apply_distrust(searcher);
    return status;
}

/* The last try counts also when it was overtaken: under a writer that never
 * rests, an answer that is all but certain is better than none. */
bf_status bfi_searcher_work(bf_searcher *searcher, bfi_work_fn *work,
                            void *closure, bf_error *err)
{
    for (unsigned retries = 0;; retries++) {
        bool is_last = retries == BF_MAX_STALE_RETRIES;
        bf_status status = refresh(searcher, is_last, err);
        if (!status) {
            status = work(searcher, closure, err);
        }
        if (is_last || (status && status != BF_ERR_STALE) ||
            (!status && is_newest(searcher))) {
            return status;
        }
    }
}

bf_status bfi_searcher_check(const bf_searcher *searcher, bf_error *err)
{
    const bfi_search_blocks *blocks = &searcher->blocks;
    if (blocks->is_whole || searcher->settings.records == BF_RECORDS_COMPLETE) {
        return BF_OK;
    }
    return bf_fail(err, BF_ERR_UNAVAILABLE,
                   "a lean index cannot answer until the indexer made its "
                   "blocks anew: %s",
                   blocks->trouble.text);
}

/* Plans -------------------------------------------------------------------- */

static bf_status ask_frequency(void *context, uint32_t *out, bf_str term,
                               bf_error *err)
{
    bf_searcher *searcher = context;
    return bf_reader_frequency(out, searcher->reader, term, err);
}

static bf_status ask_terms(void *context, bf_str prefix,
                           bf_status (*each)(void *payload, bf_str term,
                                             uint32_t frequency),
                           void *payload, bf_error *err)
{
    bf_searcher *searcher = context;
    return bf_reader_terms(searcher->reader, prefix, each, payload, err);
}

static bf_status ask_blocks_frequency(void *context, uint32_t *out, bf_str term,
                                      bf_error *err)
{
    const bf_searcher *searcher = context;
    return bf_blocks_frequency(out, bf_blocks_view_get(searcher->blocks.view),
                               term, err);
}

static bf_status ask_blocks_terms(void *context, bf_str prefix,
                                  bf_status (*each)(void *payload, bf_str term,
                                                    uint32_t frequency),
                                  void *payload, bf_error *err)
{
    const bf_searcher *searcher = context;
    return bf_blocks_terms(bf_blocks_view_get(searcher->blocks.view), prefix,
                           each, payload, err);
}

bf_status bfi_searcher_frequency(uint32_t *out, bf_searcher *searcher,
                                 bf_str term, bf_error *err)
{
    return searcher->settings.records == BF_RECORDS_LEAN
               ? ask_blocks_frequency(searcher, out, term, err)
               : ask_frequency(searcher, out, term, err);
}

bf_status bfi_searcher_terms(bf_searcher *searcher, bf_str prefix,
                             bf_status (*each)(void *payload, bf_str term,
                                               uint32_t frequency),
                             void *payload, bf_error *err)
{
    return searcher->settings.records == BF_RECORDS_LEAN
               ? ask_blocks_terms(searcher, prefix, each, payload, err)
               : ask_terms(searcher, prefix, each, payload, err);
}

bf_plan_index bfi_searcher_plan_index(bf_searcher *searcher,
                                      bf_search_matcher matcher,
                                      const char *lang,
                                      const char *names[BF_MAX_QUERY_LANGUAGES])
{
    const bfi_languages *languages = &searcher->languages;
    const bool from_blocks = matcher == BF_MATCHER_BLOCKS;
    bf_plan_index index = {
        .context = searcher,
        .stats = {searcher->info.documents, searcher->info.average_length},
        .params = &searcher->settings.ranking,
        .languages = names,
        .language_count = 1,
        .analyzers = searcher->analyzers,
        .synonyms = searcher->synonyms.synonyms,
        .frequency = from_blocks ? ask_blocks_frequency : ask_frequency,
        .expand = from_blocks ? ask_blocks_terms : ask_terms,
    };
    names[0] = lang;
    if (!lang) {
        index.language_count = languages->count;
        for (size_t i = 0; i < languages->count; i++) {
            names[i] = languages->names[i];
        }
    }
    return index;
}

/* Articles and facts ------------------------------------------------------- */

typedef struct wanted_article {
    bf_article *out;
    bf_arena *arena;
    bf_str id;
    bool show_hidden;
} wanted_article;

static bf_status get_article(bf_searcher *searcher, void *closure,
                             bf_error *err)
{
    const wanted_article *wanted = closure;
    bf_docnum docnum;
    bf_status status =
        bf_reader_find(&docnum, searcher->reader, wanted->id, err);
    if (!status) {
        status = bf_reader_article(wanted->out, searcher->reader, docnum,
                                   wanted->arena, err);
    }
    if (!status && !wanted->show_hidden &&
        !bf_visible_at(bf_article_visibility(wanted->out), time(NULL))) {
        return bf_fail(err, BF_ERR_NOT_FOUND, "%.*s: no such article",
                       (int)bf_utf8_clip(wanted->id, 200), wanted->id.data);
    }
    return status;
}

bf_status bf_searcher_article(bf_article *out, bf_searcher *searcher,
                              bf_arena *arena, bf_str id, bool show_hidden,
                              bf_error *err)
{
    wanted_article wanted = {out, arena, id, show_hidden};
    bf_status status = bfi_searcher_work(searcher, get_article, &wanted, err);
    if (status) {
        bf_article_init(out);
    }
    return status;
}

static bf_status get_settings(bf_searcher *searcher, void *closure,
                              bf_error *err)
{
    bf_settings *out = closure;
    (void)err;
    *out = searcher->settings;
    return BF_OK;
}

bf_status bf_searcher_settings(bf_settings *out, bf_searcher *searcher,
                               bf_error *err)
{
    bf_settings_init(out);
    return bfi_searcher_work(searcher, get_settings, out, err);
}

static bf_status get_info(bf_searcher *searcher, void *closure, bf_error *err)
{
    bf_reader_info *out = closure;
    *out = searcher->info;
    return bfi_searcher_check(searcher, err);
}

bf_status bf_searcher_info(bf_reader_info *out, bf_searcher *searcher,
                           bf_error *err)
{
    memset(out, 0, sizeof *out);
    return bfi_searcher_work(searcher, get_info, out, err);
}

void bf_searcher_distrust(bf_searcher *searcher, uint64_t change,
                          const bf_error *why)
{
    searcher->distrusted = change;
    searcher->distrust = *why;
    apply_distrust(searcher);
}

bf_status bf_searcher_blocks(uint64_t *change, const bf_searcher *searcher,
                             bf_error *why)
{
    const bfi_search_blocks *blocks = &searcher->blocks;
    bf_error unavailable;
    *change = searcher->is_known ? searcher->info.change : 0;
    if (*change == 0 || blocks->is_whole) {
        return BF_OK;
    }
    return bf_fail(why, blocks->trouble.status, "%s",
                   bfi_searcher_check(searcher, &unavailable)
                       ? unavailable.text
                       : blocks->trouble.text);
}
