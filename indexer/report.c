/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Telling. Each line is built in memory and written in one piece, so lines of
 * several processes on one terminal do not mix.
 */

#include "report.h"

#include <backfile/json.h>

#include "program/times.h"

#include <stdio.h>
#include <string.h>

enum {
    MAX_LINE_BYTES = 64 * 1024,
    /* Skipped articles that are named when not all fates are. */
    MAX_SKIPPED_NAMED = 10
};

static const char *const language_names[BFI_LANGUAGE_FROMS] = {
    [BFI_LANGUAGE_DECLARED] = "declared", [BFI_LANGUAGE_SET] = "set",
    [BFI_LANGUAGE_PATH] = "path",         [BFI_LANGUAGE_DETECTED] = "detected",
    [BFI_LANGUAGE_UNKNOWN] = "unknown",
};

static const char *const fate_names[BFI_FATES] = {
    [BFI_ADDED] = "added",         [BFI_CHANGED] = "changed",
    [BFI_UNCHANGED] = "unchanged", [BFI_DELETED] = "deleted",
    [BFI_KEPT] = "kept",           [BFI_SKIPPED] = "skipped",
    [BFI_IGNORED] = "ignored",
};

void bfi_report_init(bfi_report *report, const bfi_options *options)
{
    memset(report, 0, sizeof *report);
    report->options = options;
    report->started_at = bfi_seconds_now();
    bfi_progress_init(&report->progress, options->quiet);
}

/* Lines ------------------------------------------------------------------- */

void bfi_place_write(bf_buf *out, bfi_place place)
{
    bf_str root = bf_str_of(place.root);
    bfi_program_add_clean(out, root);
    if (root.size > 0 && place.path.size > 0 &&
        root.data[root.size - 1] != '/') {
        bf_buf_add_byte(out, '/');
    }
    bfi_program_add_clean(out, place.path);
    if (place.line > 0) {
        bf_buf_printf(out, ":%zu", place.line);
    }
}

/* Write a line to standard error, above the progress line. */
static void say(bfi_report *report, bf_buf *line)
{
    bf_buf_add_byte(line, '\n');
    bfi_report_erase(report);
    if (line->data) {
        fwrite(line->data, 1, line->size, stderr);
    }
    bf_buf_fini(line);
}

static void say_trouble(bfi_report *report, bfi_place place,
                        const bf_error *what, const char *more)
{
    bf_buf line;
    bf_buf_init(&line, MAX_LINE_BYTES);
    bf_buf_printf(&line, "%s: ", bfi_indexer.name);
    bfi_place_write(&line, place);
    if (place.root || place.path.size > 0) {
        bf_buf_add_text(&line, ": ");
    }
    bfi_program_add_clean(&line, bf_str_of(what->text));
    bf_buf_add_text(&line, more);
    say(report, &line);
}

void bfi_report_failed(bfi_report *report, bfi_place place, const bf_error *why)
{
    report->failed++;
    say_trouble(report, place, why, "");
}

void bfi_report_mended(bfi_report *report, bfi_place place,
                       const bf_error *what)
{
    report->mended++;
    say_trouble(report, place, what, "; read as U+FFFD");
}

/* A skipped file is often a mistake, so everyone is told of some; but a site
 * may be full of empty pages on purpose. */
static bool is_named(const bfi_report *report, bfi_fate fate)
{
    if (report->options->verbose) {
        return true;
    }
    return fate == BFI_SKIPPED && !report->options->quiet &&
           (report->options->extract ||
            report->fates[BFI_SKIPPED] <= MAX_SKIPPED_NAMED);
}

static void tell_unnamed(bfi_report *report)
{
    uint64_t skipped = report->fates[BFI_SKIPPED];
    bf_buf line;
    if (skipped > MAX_SKIPPED_NAMED && !is_named(report, BFI_SKIPPED) &&
        !report->options->quiet) {
        bf_buf_init(&line, MAX_LINE_BYTES);
        bf_buf_printf(&line, "skipped %llu more: -v names them",
                      (unsigned long long)(skipped - MAX_SKIPPED_NAMED));
        say(report, &line);
    }
}

void bfi_report_fate(bfi_report *report, bfi_fate fate, bfi_place place,
                     bf_str id)
{
    bf_buf line;
    report->fates[fate]++;
    if (!is_named(report, fate)) {
        return;
    }
    bf_buf_init(&line, MAX_LINE_BYTES);
    bf_buf_printf(&line, "%s ", fate_names[fate]);
    bfi_place_write(&line, place);
    if (fate == BFI_SKIPPED) {
        bf_buf_add_text(&line, ": neither title nor text");
    } else if (id.size > 0) {
        bf_buf_add_text(&line, place.root || place.path.size ? " as " : "");
        bfi_program_add_clean(&line, id);
    }
    say(report, &line);
}

void bfi_report_note(bfi_report *report, const char *text)
{
    bfi_report_erase(report);
    bfi_program_say(&bfi_indexer, "%s", text);
}

void bfi_report_renewal(bfi_report *report, uint64_t articles)
{
    const bool is_dry = report->options->dry_run;
    char text[160];
    snprintf(text, sizeof text,
             "the settings change what the index holds: all %llu articles of "
             "it %s indexed anew",
             (unsigned long long)articles, is_dry ? "would be" : "are");
    report->renewed = is_dry ? articles : 0;
    if (!report->options->quiet) {
        bfi_report_note(report, text);
    }
}

/* Progress ---------------------------------------------------------------- */

void bfi_report_renewed(bfi_report *report)
{
    report->renewed++;
    bfi_progress_show(&report->progress, "%llu articles indexed anew, %.0f s",
                      (unsigned long long)report->renewed,
                      bfi_seconds_now() - report->started_at);
}

static uint64_t count_read(const bfi_report *report)
{
    return report->fates[BFI_ADDED] + report->fates[BFI_CHANGED] +
           report->fates[BFI_UNCHANGED];
}

void bfi_report_progress(bfi_report *report)
{
    const double seconds = bfi_seconds_now() - report->started_at;
    const double megabytes = (double)report->bytes / 1e6;
    const unsigned long long articles = count_read(report);
    if (report->files_total > 0) {
        bfi_progress_show(&report->progress,
                          "%llu articles, %llu of %llu files, %.1f MB, %.0f s",
                          articles, (unsigned long long)report->files,
                          (unsigned long long)report->files_total, megabytes,
                          seconds);
    } else {
        bfi_progress_show(&report->progress, "%llu articles, %.1f MB, %.0f s",
                          articles, megabytes, seconds);
    }
}

void bfi_report_erase(bfi_report *report)
{
    bfi_progress_erase(&report->progress);
}

/* The summary ------------------------------------------------------------- */

static void add_json(bf_buf *out, const bfi_report *report, uint64_t articles,
                     bool committed, double seconds)
{
    bf_json json;
    bf_json_init(&json, out);
    bf_json_object(&json);
    bf_json_key(&json, "read");
    bf_json_uint(&json, count_read(report));
    for (int fate = 0; fate < BFI_FATES; fate++) {
        bf_json_key(&json, fate_names[fate]);
        bf_json_uint(&json, report->fates[fate]);
    }
    bf_json_key(&json, "renewed");
    bf_json_uint(&json, report->renewed);
    bf_json_key(&json, "hidden");
    bf_json_uint(&json, report->hidden);
    bf_json_key(&json, "languages");
    bf_json_object(&json);
    for (int from = 0; from < BFI_LANGUAGE_FROMS; from++) {
        bf_json_key(&json, language_names[from]);
        bf_json_uint(&json, report->languages[from]);
    }
    bf_json_end(&json);
    bf_json_key(&json, "failed");
    bf_json_uint(&json, report->failed);
    bf_json_key(&json, "mended");
    bf_json_uint(&json, report->mended);
    bf_json_key(&json, "files");
    bf_json_uint(&json, report->files);
    bf_json_key(&json, "bytes");
    bf_json_uint(&json, report->bytes);
    bf_json_key(&json, "seconds");
    bf_json_real(&json, seconds, 6);
    bf_json_key(&json, "articles");
    bf_json_uint(&json, articles);
    bf_json_key(&json, "dry_run");
    bf_json_bool(&json, report->options->dry_run);
    bf_json_key(&json, "committed");
    bf_json_bool(&json, committed);
    bf_json_end(&json);
    bf_buf_add_byte(out, '\n');
}

static void add_count(bf_buf *out, const char *name, uint64_t count)
{
    bf_buf_printf(out, "%s %llu", name, (unsigned long long)count);
}

/* Say how languages were found, unless every article tells its own or all were
 * told by --lang. */
static void add_languages(bf_buf *out, const bfi_report *report)
{
    uint64_t found = report->languages[BFI_LANGUAGE_PATH] +
                     report->languages[BFI_LANGUAGE_DETECTED];
    const char *before = "languages: ";
    if (found + report->languages[BFI_LANGUAGE_UNKNOWN] == 0) {
        return;
    }
    for (int from = 0; from < BFI_LANGUAGE_FROMS; from++) {
        if (report->languages[from] > 0) {
            bf_buf_add_text(out, before);
            add_count(out, language_names[from], report->languages[from]);
            before = ", ";
        }
    }
    bf_buf_add_text(out, report->languages[BFI_LANGUAGE_UNKNOWN] > 0
                             ? " (--lang sets it)\n"
                             : "\n");
}

static void add_text(bf_buf *out, const bfi_report *report, uint64_t articles,
                     double seconds)
{
    static const bfi_fate shown[] = {BFI_ADDED, BFI_CHANGED, BFI_UNCHANGED,
                                     BFI_DELETED};
    double megabytes = (double)report->bytes / 1e6;
    add_count(out, "read", count_read(report));
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        bf_buf_add_text(out, ", ");
        add_count(out, fate_names[shown[i]], report->fates[shown[i]]);
    }
    add_count(out, ", hidden", report->hidden);
    add_count(out, ", skipped", report->fates[BFI_SKIPPED]);
    add_count(out, ", failed", report->failed);
    if (report->mended > 0) {
        add_count(out, ", mended", report->mended);
    }
    if (report->fates[BFI_KEPT] > 0) {
        add_count(out, ", kept", report->fates[BFI_KEPT]);
    }
    bf_buf_add_byte(out, '\n');
    if (report->renewed > 0) {
        add_count(out, "indexed anew by other settings:", report->renewed);
        bf_buf_add_byte(out, '\n');
    }
    add_languages(out, report);
    bf_buf_printf(out, "%.1f MB in %.1f s", megabytes, seconds);
    if (seconds >= 0.1) {
        bf_buf_printf(out, " (%.1f MB/s)", megabytes / seconds);
    }
    bf_buf_printf(out, "; the index %s %llu article%s\n",
                  report->options->dry_run ? "would hold" : "holds",
                  (unsigned long long)articles, articles == 1 ? "" : "s");
    if (report->options->dry_run) {
        bf_buf_add_text(out, "dry run: nothing was written\n");
    }
}

int bfi_report_summary(bfi_report *report, uint64_t articles, bool committed)
{
    double seconds = bfi_seconds_now() - report->started_at;
    bf_buf text;
    bf_error err;
    int code;
    tell_unnamed(report);
    bfi_report_erase(report);
    bf_buf_init(&text, MAX_LINE_BYTES);
    if (report->options->json) {
        add_json(&text, report, articles, committed, seconds);
    } else if (!report->options->quiet) {
        add_text(&text, report, articles, seconds);
    }
    code = bf_buf_status(&text, &err)
               ? bfi_program_fail(&bfi_indexer, &err)
               : bfi_program_print(&bfi_indexer, bf_buf_str(&text));
    bf_buf_fini(&text);
    return code;
}
