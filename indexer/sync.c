/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Syncing: what the index has of the sources is put in a table, the sources
 * are read and each article is compared with it, and what a whole source no
 * longer has is deleted. Where nothing is deleted the first articles are looked
 * up one by one instead: to change a few must not take longer in a large index.
 * Nothing that failed to be read counts as gone.
 */

#include <backfile/limits.h>

#include "input.h"
#include "known.h"
#include "languages.h"
#include "program/stop.h"
#include "run.h"
#include "scan.h"
#include "spared.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* Enough for the id that an article is given. */
#define MAX_ID_ARENA_BYTES ((size_t)1 << 20)

/* Most memory for the ids of gone articles. */
#define MAX_GONE_BYTES ((size_t)1 << 31)

/* Articles that are looked up before it is sooner done to list all of them. */
enum {
    MAX_LOOK_UPS = 1000
};

/* What is done of one source. */
typedef struct sync_work {
    const bfi_source *source;
    bfi_scan scan; /* of a folder */
    bfi_spared spared;
    bfi_file_number first_file; /* its files are counted from here */
    bool is_listed;             /* the table has its articles */
} sync_work;

typedef struct sync_pass {
    const bfi_options *options;
    bfi_report *report;
    bfi_target *target;
    bfi_table table;
    bfi_languages languages;
    bf_arena *arena; /* of one article */
    unsigned look_ups;
    sync_work *works;
    bf_time now;
    /* What is being read. */
    sync_work *work;
    bfi_file_number file;
    bfi_place place;
    bf_str origin;    /* none for a stream */
    bf_status broken; /* the run cannot go on */
} sync_pass;

/* An article that was gone from its source. */
typedef struct gone_article {
    struct gone_article *next;
    bf_str id;
    bf_str origin;
} gone_article;

static bf_status no_memory(bf_error *err)
{
    return bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

/* Failures ---------------------------------------------------------------- */

/* Name a failure within the source, and spare what came from there. */
static bf_status fail_at(sync_pass *pass, bfi_place place, const bf_error *why,
                         bf_error *err)
{
    bfi_report_failed(pass->report, place, why);
    return bfi_spared_add(&pass->work->spared, pass->origin, err);
}

static bfi_place place_at(const sync_pass *pass, size_t line)
{
    bfi_place place = pass->place;
    place.line = line;
    return place;
}

static void on_failed(void *payload, size_t line, const bf_error *why)
{
    sync_pass *pass = payload;
    /* What a signal cut off is no failure of the article. */
    if (!bfi_stop_signal() && fail_at(pass, place_at(pass, line), why, NULL)) {
        pass->broken = BF_ERR_NOMEM;
    }
}

static void on_mended(void *payload, size_t line, const bf_error *what)
{
    sync_pass *pass = payload;
    bfi_report_mended(pass->report, place_at(pass, line), what);
}

/* What the index has ------------------------------------------------------ */

/* List the articles that the index has of the source of `work`. The only
 * failure of `each` is that memory runs out. */
static bf_status list(sync_pass *pass, const sync_work *work, bf_entry_fn *each,
                      void *payload, bf_error *err)
{
    bf_status status = bfi_target_list(
        pass->target, bf_str_of(work->source->name), each, payload, err);
    return status == BF_ERR_NOMEM ? no_memory(err) : status;
}

static bf_status on_known(void *payload, const bf_entry *entry)
{
    sync_pass *pass = payload;
    bfi_known *known = bfi_table_claim(&pass->table, entry->id);
    if (!known) {
        return BF_ERR_NOMEM;
    }
    known->is_indexed = true;
    if (entry->hash.size == BF_HASH_BYTES) {
        memcpy(known->hash, entry->hash.data, BF_HASH_BYTES);
    }
    return BF_OK;
}

/* Put the articles of a source in the table. Plain files may share its name:
 * then it is listed with the first of them. */
static bf_status list_known(sync_pass *pass, const sync_work *work,
                            bf_error *err)
{
    for (size_t i = 0; i < pass->options->source_count; i++) {
        sync_work *other = &pass->works[i];
        if (!strcmp(other->source->name, work->source->name)) {
            if (other->is_listed) {
                return BF_OK;
            }
            other->is_listed = true;
        }
    }
    return list(pass, work, on_known, pass, err);
}

/* Whether to list a source before it is read. */
static bool is_listed_first(const sync_pass *pass, const sync_work *work)
{
    return pass->options->dry_run ||
           bfi_source_is_whole(pass->options, work->source);
}

/* See that the index was asked for the article `id`. */
static bf_status ask_index(sync_pass *pass, bf_str id, bf_error *err)
{
    bfi_known *known;
    if (pass->work->is_listed) {
        return BF_OK;
    }
    if (pass->look_ups == MAX_LOOK_UPS) {
        return list_known(pass, pass->work, err);
    }
    pass->look_ups++;
    known = bfi_table_claim(&pass->table, id);
    if (!known) {
        return no_memory(err);
    }
    return known->is_seen || known->is_indexed
               ? BF_OK
               : bfi_target_hash(pass->target, &known->is_indexed, known->hash,
                                 id, err);
}

/* Articles ---------------------------------------------------------------- */

/* Where the run met an article before. */
static bfi_place first_place(const sync_pass *pass, const bfi_known *known)
{
    const sync_work *work = pass->works + pass->options->source_count - 1;
    bfi_place place = {.line = known->line};
    while (work->first_file > known->file) {
        work--;
    }
    place.root = work->source->path;
    if (work->source->kind == BFI_SOURCE_FOLDER) {
        size_t number = known->file - work->first_file;
        place.path = bf_str_of(work->scan.files[number].path);
    }
    return place;
}

static bf_status fail_as_second(const sync_pass *pass, bf_str id,
                                const bfi_known *known, bf_error *why)
{
    bf_buf first;
    bf_buf_init(&first, BF_ERROR_TEXT_BYTES);
    bfi_place_write(&first, first_place(pass, known));
    bf_fail(why, BF_ERR_INVALID, "has the id of %s: %.*s",
            first.data ? first.data : "another", (int)id.size, id.data);
    bf_buf_fini(&first);
    return BF_ERR_INVALID;
}

static bfi_language_from fill_language(sync_pass *pass, bf_article *article)
{
    bool is_folder = pass->work->source->kind == BFI_SOURCE_FOLDER;
    return bfi_languages_fill(&pass->languages, article, pass->options->lang,
                              is_folder ? &pass->work->scan : NULL,
                              pass->origin);
}

/* Fill in what the run knows, and see that the article is fit. */
static bf_status prepare(sync_pass *pass, bf_article *article, size_t line,
                         bf_error *why)
{
    bf_status status;
    article->source = bf_str_of(pass->work->source->name);
    /* The place of one of many articles is no name: lines move. */
    article->origin = line > 0 ? (bf_str){NULL, 0} : pass->origin;
    status = bf_article_identify(article, pass->arena, why);
    if (status) {
        return status;
    }
    article->origin = pass->origin;
    return bf_article_check(article, why);
}

/* Compare with the table, and write what is new. */
static bf_status decide(sync_pass *pass, const bf_article *article, size_t line,
                        bf_error *why)
{
    unsigned char hash[BF_HASH_BYTES];
    bool replaced = true;
    bool is_article = false;
    bfi_fate fate = BFI_UNCHANGED;
    bfi_known *known;
    bf_status status = bf_article_hash(hash, article, why);
    if (status) {
        return status;
    }
    pass->broken = ask_index(pass, article->id, why);
    if (pass->broken) {
        return pass->broken;
    }
    known = bfi_table_claim(&pass->table, article->id);
    if (!known) {
        return no_memory(why);
    }
    if (known->is_seen) {
        return fail_as_second(pass, article->id, known, why);
    }
    known->is_seen = true;
    known->file = pass->file;
    known->line = line;
    if (!known->is_indexed || memcmp(known->hash, hash, sizeof hash) != 0) {
        status =
            bfi_target_put(pass->target, article, &replaced, &is_article, why);
        fate = known->is_indexed || replaced ? BFI_CHANGED : BFI_ADDED;
    }
    if (status) {
        pass->broken = is_article ? BF_OK : status;
        return status;
    }
    bfi_report_fate(pass->report, fate, place_at(pass, line), article->id);
    pass->report->hidden +=
        !bf_visible_at(bf_article_visibility(article), pass->now);
    return BF_OK;
}

static bf_status on_article(void *payload, const bf_article *given, size_t line,
                            bf_error *err)
{
    sync_pass *pass = payload;
    bf_article article = *given;
    bfi_language_from from;
    bf_error why;
    bf_status status;
    if (bfi_stop_signal()) {
        return bf_fail(err, BF_ERR_IO, "interrupted");
    }
    bfi_report_progress(pass->report);
    if (bf_article_is_empty(&article)) {
        bfi_report_fate(pass->report, BFI_SKIPPED, place_at(pass, line),
                        (bf_str){NULL, 0});
        return BF_OK;
    }
    bf_arena_reset(pass->arena);
    from = fill_language(pass, &article);
    status = prepare(pass, &article, line, &why);
    if (!status) {
        status = decide(pass, &article, line, &why);
    }
    pass->report->languages[from] += !status;
    if (status == BF_ERR_NOMEM) {
        pass->broken = status;
    }
    if (pass->broken) {
        return bf_fail(err, pass->broken, "%s", why.text);
    }
    return status ? fail_at(pass, place_at(pass, line), &why, err) : BF_OK;
}

/* Files ------------------------------------------------------------------- */

/* Read what pass->file, place and origin tell; `stream` is closed. */
static bf_status read_stream(sync_pass *pass, FILE *stream,
                             const bfi_format *format, bf_error *err)
{
    bfi_input input = {stream, pass->origin};
    bfi_sink sink = {pass, on_article, on_failed, on_mended};
    bf_error why;
    bf_status status = bfi_format_read(format, &input, &sink, &why);
    fclose(stream);
    pass->report->files++;
    if (bfi_stop_signal()) {
        return BF_OK;
    }
    if (pass->broken || status == BF_ERR_NOMEM) {
        return bf_fail(err, pass->broken ? pass->broken : status, "%s",
                       status ? why.text : "out of memory");
    }
    return status ? fail_at(pass, pass->place, &why, err) : BF_OK;
}

static bf_status read_file(sync_pass *pass, int folder_fd, const char *path,
                           const bfi_format *format, bf_error *err)
{
    FILE *stream;
    bf_error why;
    bf_status status =
        bfi_input_open(&stream, folder_fd, path, &pass->report->bytes, &why);
    bfi_report_progress(pass->report);
    if (status == BF_ERR_NOMEM) {
        return no_memory(err);
    }
    return status ? fail_at(pass, pass->place, &why, err)
                  : read_stream(pass, stream, format, err);
}

static bf_status read_folder(sync_pass *pass, bf_error *err)
{
    const bfi_scan *scan = &pass->work->scan;
    bf_status status = BF_OK;
    for (size_t i = 0; i < scan->count && !status && !bfi_stop_signal(); i++) {
        const bfi_found *found = &scan->files[i];
        pass->file = pass->work->first_file + (bfi_file_number)i;
        pass->origin = bf_str_of(found->path);
        pass->place.path = pass->origin;
        status = read_file(pass, scan->fd, found->path, found->format, err);
    }
    return status;
}

static bf_status read_source(sync_pass *pass, sync_work *work, bf_error *err)
{
    const bfi_source *source = work->source;
    const char *slash = strrchr(source->path, '/');
    FILE *stream;
    bf_status status;
    pass->work = work;
    pass->file = work->first_file;
    pass->place = (bfi_place){source->path, {NULL, 0}, 0};
    pass->origin = (bf_str){NULL, 0};
    if (source->kind == BFI_SOURCE_FOLDER) {
        return read_folder(pass, err);
    }
    if (source->kind == BFI_SOURCE_FILE) {
        pass->origin = bf_str_of(slash ? slash + 1 : source->path);
        return read_file(pass, AT_FDCWD, source->path, source->format, err);
    }
    status = bfi_input_stdin(&stream, &pass->report->bytes, err);
    return status ? status : read_stream(pass, stream, source->format, err);
}

/* Before: what there is --------------------------------------------------- */

static void on_scan_failed(void *payload, bf_str path, const bf_error *why)
{
    sync_pass *pass = payload;
    pass->origin = path;
    pass->place.path = path;
    on_failed(pass, 0, why);
}

static void on_scan_ignored(void *payload, bf_str path)
{
    sync_pass *pass = payload;
    pass->place.path = path;
    bfi_report_fate(pass->report, BFI_IGNORED, pass->place, (bf_str){NULL, 0});
}

static bf_status scan_source(sync_pass *pass, sync_work *work, bf_error *err)
{
    bfi_scan_events events = {pass, on_scan_failed, on_scan_ignored};
    struct stat index;
    bool has_index = stat(pass->options->index, &index) == 0;
    bf_status status;
    pass->work = work;
    pass->place = (bfi_place){work->source->path, {NULL, 0}, 0};
    status = bfi_scan_folder(&work->scan, work->source->path,
                             has_index ? &index : NULL, &events, err);
    return !status && pass->broken ? no_memory(err) : status;
}

/* Find the files of all sources, and what the index has of them. */
static bf_status look(sync_pass *pass, bf_error *err)
{
    bfi_file_number files = 0;
    bool has_stream = false;
    bf_status status = BF_OK;
    for (size_t i = 0; i < pass->options->source_count && !status; i++) {
        sync_work *work = &pass->works[i];
        bool is_folder = work->source->kind == BFI_SOURCE_FOLDER;
        status = is_folder ? scan_source(pass, work, err) : BF_OK;
        work->first_file = files;
        files += is_folder ? (bfi_file_number)work->scan.count : 1;
        has_stream = has_stream || work->source->kind == BFI_SOURCE_STREAM;
        if (!status && is_listed_first(pass, work)) {
            status = list_known(pass, work, err);
        }
    }
    pass->report->files_total = has_stream ? 0 : files;
    return status;
}

/* After: what is gone ----------------------------------------------------- */

typedef struct search_gone {
    sync_pass *pass;
    bf_arena *arena;
    gone_article *first;
    gone_article **last;
} search_gone;

static bfi_place place_of_gone(const sync_work *work, bf_str origin)
{
    bool is_folder = work->source->kind == BFI_SOURCE_FOLDER;
    return (bfi_place){work->source->path,
                       is_folder ? origin : (bf_str){NULL, 0}, 0};
}

static bf_status on_indexed(void *payload, const bf_entry *entry)
{
    search_gone *search = payload;
    sync_pass *pass = search->pass;
    bfi_known *known = bfi_table_find(&pass->table, entry->id);
    gone_article *gone;
    if (!known || known->is_seen) {
        return BF_OK;
    }
    known->is_seen = true;
    if (bfi_spared_holds(&pass->work->spared, entry->origin)) {
        bfi_report_fate(pass->report, BFI_KEPT,
                        place_of_gone(pass->work, entry->origin), entry->id);
        return BF_OK;
    }
    gone = bf_arena_alloc(search->arena, sizeof *gone);
    if (!gone) {
        return BF_ERR_NOMEM;
    }
    gone->id = bf_arena_copy(search->arena, entry->id);
    gone->origin = bf_arena_copy(search->arena, entry->origin);
    *search->last = gone;
    search->last = &gone->next;
    return gone->id.data && gone->origin.data ? BF_OK : BF_ERR_NOMEM;
}

static bf_status delete_gone(sync_pass *pass, sync_work *work, bf_error *err)
{
    search_gone search = {.pass = pass, .last = &search.first};
    bf_status status = bf_arena_new(&search.arena, MAX_GONE_BYTES, err);
    pass->work = work;
    if (!status) {
        status = list(pass, work, on_indexed, &search, err);
    }
    for (const gone_article *at = search.first; at && !status; at = at->next) {
        bool existed;
        status = bfi_target_delete(pass->target, &existed, at->id, err);
        if (!status && existed) {
            bfi_report_fate(pass->report, BFI_DELETED,
                            place_of_gone(work, at->origin), at->id);
        }
    }
    bf_arena_free(search.arena);
    return status;
}

/* The whole --------------------------------------------------------------- */

static bf_status sync_all(sync_pass *pass, bf_error *err)
{
    size_t count = pass->options->source_count;
    bf_status status = look(pass, err);
    for (size_t i = 0; i < count && !status && !bfi_stop_signal(); i++) {
        status = read_source(pass, &pass->works[i], err);
    }
    for (size_t i = 0; i < count && !status && !bfi_stop_signal(); i++) {
        if (bfi_source_is_whole(pass->options, pass->works[i].source)) {
            status = delete_gone(pass, &pass->works[i], err);
        }
    }
    return status;
}

static bf_status begin(sync_pass *pass, bf_error *err)
{
    size_t count = pass->options->source_count;
    bf_status status = bf_arena_new(&pass->arena, MAX_ID_ARENA_BYTES, err);
    if (!status) {
        status = bfi_languages_init(&pass->languages, err);
    }
    pass->works = calloc(count, sizeof *pass->works);
    if (!pass->works) {
        return no_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        pass->works[i].source = &pass->options->sources[i];
        pass->works[i].scan.fd = -1;
        bfi_spared_init(&pass->works[i].spared);
    }
    return status;
}

static void end(sync_pass *pass)
{
    for (size_t i = 0; pass->works && i < pass->options->source_count; i++) {
        bfi_scan_fini(&pass->works[i].scan);
        bfi_spared_fini(&pass->works[i].spared);
    }
    free(pass->works);
    bf_arena_free(pass->arena);
    bfi_table_fini(&pass->table);
    bfi_languages_fini(&pass->languages);
}

bf_status bfi_sync(bfi_target *target, const bfi_options *options,
                   bfi_report *report, bf_error *err)
{
    sync_pass pass = {.options = options,
                      .report = report,
                      .target = target,
                      .now = time(NULL)};
    bf_status status = begin(&pass, err);
    if (!status) {
        status = sync_all(&pass, err);
    }
    end(&pass);
    return status;
}
