/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files are read as a run reads them, and their articles printed rather than
 * indexed. What only a folder tells, such as the language that a path names, is
 * not known here.
 */

#include "extract.h"

#include <backfile/article.h>
#include <backfile/json.h>

#include "input.h"
#include "languages.h"
#include "program/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

/* Enough for the id that an article is given. */
#define MAX_ID_ARENA_BYTES ((size_t)1 << 20)

/* Enough for any article that may be stored, with each byte escaped. */
#define MAX_JSON_BYTES ((size_t)6 * BF_MAX_STORED_BYTES + 65536)

typedef struct extraction {
    const bfi_options *options;
    bfi_report *report;
    bfi_languages languages;
    bf_arena *arena; /* of one article */
    bf_buf line;
    /* What is being read. */
    const bfi_source *source;
    bf_str origin;    /* none for a stream */
    bf_status broken; /* the run cannot go on */
} extraction;

static bfi_place place_at(const extraction *self, size_t line)
{
    return (bfi_place){self->source->path, {NULL, 0}, line};
}

static void on_failed(void *payload, size_t line, const bf_error *why)
{
    extraction *self = payload;
    /* What a signal cut off is no failure of the article. */
    if (!bfi_stop_signal()) {
        bfi_report_failed(self->report, place_at(self, line), why);
    }
}

static void on_mended(void *payload, size_t line, const bf_error *what)
{
    extraction *self = payload;
    bfi_report_mended(self->report, place_at(self, line), what);
}

/* Fill in what the run knows, and see that the article is fit. */
static bf_status prepare(extraction *self, bf_article *article, size_t line,
                         bf_error *err)
{
    bf_status status;
    bf_arena_reset(self->arena);
    bfi_languages_fill(&self->languages, article, self->options->lang, NULL,
                       self->origin);
    article->source = bf_str_of(self->source->name);
    /* The place of one of many articles is no name: lines move. */
    article->origin = line > 0 ? (bf_str){NULL, 0} : self->origin;
    status = bf_article_identify(article, self->arena, err);
    article->origin = self->origin;
    return status ? status : bf_article_check(article, err);
}

static bf_status print(extraction *self, const bf_article *article,
                       bf_error *err)
{
    bf_json json;
    bf_status status;
    bf_buf_reset(&self->line);
    bf_json_init(&json, &self->line);
    bf_article_write_json(&json, article);
    bf_buf_add_byte(&self->line, '\n');
    status = bf_buf_status(&self->line, err);
    bfi_report_erase(self->report);
    if (!status &&
        fwrite(self->line.data, 1, self->line.size, stdout) < self->line.size) {
        status =
            bf_fail(err, BF_ERR_IO, "standard output: %s", strerror(errno));
    }
    return status;
}

static bf_status on_article(void *payload, const bf_article *given, size_t line,
                            bf_error *err)
{
    extraction *self = payload;
    bf_article article = *given;
    bf_error why;
    if (bfi_stop_signal()) {
        return bf_fail(err, BF_ERR_IO, "interrupted");
    }
    bfi_report_progress(self->report);
    if (bf_article_is_empty(&article)) {
        bfi_report_fate(self->report, BFI_SKIPPED, place_at(self, line),
                        (bf_str){NULL, 0});
        return BF_OK;
    }
    if (prepare(self, &article, line, &why)) {
        bfi_report_failed(self->report, place_at(self, line), &why);
        return BF_OK;
    }
    self->broken = print(self, &article, err);
    return self->broken;
}

static bf_status open_source(FILE **out, extraction *self, bf_error *err)
{
    const bfi_source *source = self->source;
    const char *slash = strrchr(source->path, '/');
    uint64_t *bytes = &self->report->bytes;
    self->origin = (bf_str){NULL, 0};
    if (source->kind == BFI_SOURCE_STREAM) {
        return bfi_input_stdin(out, bytes, err);
    }
    self->origin = bf_str_of(slash ? slash + 1 : source->path);
    return bfi_input_open(out, AT_FDCWD, source->path, bytes, err);
}

static bf_status read_source(extraction *self, const bfi_source *source,
                             bf_error *err)
{
    const bfi_sink sink = {self, on_article, on_failed, on_mended};
    bfi_input input;
    bf_status status;
    self->source = source;
    status = open_source(&input.stream, self, err);
    if (!status) {
        input.origin = self->origin;
        status = bfi_format_read(source->format, &input, &sink, err);
        fclose(input.stream);
        self->report->files++;
    }
    if (!status || bfi_stop_signal()) {
        return BF_OK;
    }
    if (self->broken || status == BF_ERR_NOMEM) {
        return status;
    }
    bfi_report_failed(self->report, place_at(self, 0), err);
    return BF_OK;
}

static bf_status extract_all(extraction *self, bf_error *err)
{
    bf_status status = BF_OK;
    for (size_t i = 0;
         i < self->options->source_count && !status && !bfi_stop_signal();
         i++) {
        status = read_source(self, &self->options->sources[i], err);
    }
    if (!status && fflush(stdout) != 0) {
        status =
            bf_fail(err, BF_ERR_IO, "standard output: %s", strerror(errno));
    }
    return status;
}

bf_status bfi_extract(const bfi_options *options, bfi_report *report,
                      bf_error *err)
{
    extraction self = {.options = options, .report = report};
    bf_status status = bf_arena_new(&self.arena, MAX_ID_ARENA_BYTES, err);
    bf_buf_init(&self.line, MAX_JSON_BYTES);
    if (!status) {
        status = bfi_languages_init(&self.languages, err);
    }
    if (!status) {
        report->files_total = options->source_count;
        status = extract_all(&self, err);
    }
    bfi_languages_fini(&self.languages);
    bf_buf_fini(&self.line);
    bf_arena_free(self.arena);
    return status;
}
