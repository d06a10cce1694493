/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile stats: what an index holds. */

#include "cli.h"

#include <inttypes.h>

static const char help[] =
    "Usage: backfile stats [OPTION]...\n"
    "Say what an index holds.\n"
    "\n"
    "  -i, --index=INDEX     the index folder (default: $BACKFILE_INDEX)\n"
    "      --format=FORMAT   human (default), json\n"
    "      --format-version=1\n"
    "                        ask for version 1 of the format, or fail\n"
    "  -h, --help            show this\n"
    "      --version         show the version\n"
    "\n"
    "Exit code: 0, 2 usage; others: docs/exit-codes.md.\n";

static const struct option options[] = {
    {"format", required_argument, NULL, CLI_OPT_FORMAT},
    {"format-version", required_argument, NULL, CLI_OPT_FORMAT_VERSION},
    PROGRAM_OPTIONS,
};

static const program self = {"backfile stats", help, ":hi:", options};

/* Rendering ------------------------------------------------------------------
 */

/* How many of the most frequent values people are shown. */
enum {
    SHOWN_VALUES = 10
};

static void human_counts(bf_buf *out, const char *name,
                         const bf_stat_count *counts, size_t count)
{
    for (size_t i = 0; i < count && i < SHOWN_VALUES; i++) {
        bf_buf_printf(out, "%-16s %10" PRIu32 "  ", i == 0 ? name : "",
                      counts[i].articles);
        bfi_program_add_clean(out, counts[i].name.size > 0
                                       ? counts[i].name
                                       : bf_str_of("(none)"));
        bf_buf_add_byte(out, '\n');
    }
    if (count > SHOWN_VALUES) {
        bf_buf_printf(out, "%-16s %10s  and %zu more\n", "", "",
                      count - SHOWN_VALUES);
    }
}

/* On one line each; `backfile settings` has them as they are given. */
static void human_settings(bf_buf *out, const bf_settings *settings)
{
    const char *before = " ";
    bf_buf_printf(out, "%-16s %10s\n", "records",
                  bf_records_name(settings->records));
    bf_buf_printf(out, "%-16s %10.4g\n", "k1", settings->ranking.k1);
    bf_buf_printf(out, "%-16s %10.4g\n", "b", settings->ranking.b);
    bf_buf_printf(out, "%-17s", "weights");
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        if (settings->weights[i] > 0) {
            bf_buf_printf(out, "%s%s %u", before,
                          bf_field_info_of((bf_field)i)->name,
                          settings->weights[i]);
            before = ", ";
        }
    }
    bf_buf_add_byte(out, '\n');
}

static void print_human(bf_buf *out, const bf_stats *stats)
{
    bf_buf_printf(out, "%-16s %10" PRIu64 "\n", "articles",
                  stats->info.documents);
    bf_buf_printf(out, "%-16s %10" PRIu64 "\n", "visible", stats->visible);
    bf_buf_printf(out, "%-16s %10" PRIu64 "\n", "hidden", stats->hidden);
    bf_buf_printf(out, "%-16s %10" PRIu64 "\n", "terms", stats->terms);
    bf_buf_printf(out, "%-16s %10.1f\n", "average length",
                  stats->info.average_length);
    bf_buf_printf(out, "%-16s %10.1f\n", "megabytes",
                  (double)stats->bytes / 1e6);
    bf_buf_printf(out, "%-16s %10" PRIu64 "\n", "change", stats->info.change);
    bf_buf_printf(out, "%-16s %10" PRIu32 "\n", "format", stats->info.format);
    human_settings(out, &stats->settings);
    human_counts(out, "languages", stats->languages, stats->language_count);
    human_counts(out, "sections", stats->sections, stats->section_count);
    human_counts(out, "sources", stats->sources, stats->source_count);
}

static void json_counts(bf_json *json, const char *key,
                        const bf_stat_count *counts, size_t count)
{
    bf_json_key(json, key);
    bf_json_array(json);
    for (size_t i = 0; i < count; i++) {
        bf_json_object(json);
        bf_json_key(json, "name");
        bf_json_str(json, counts[i].name);
        bf_json_key(json, "articles");
        bf_json_uint(json, counts[i].articles);
        bf_json_end(json);
    }
    bf_json_end(json);
}

static void json_number(bf_json *json, const char *key, uint64_t value)
{
    bf_json_key(json, key);
    bf_json_uint(json, value);
}

static void print_json(bf_buf *out, const bf_stats *stats)
{
    bf_json json;
    bf_json_init(&json, out);
    bf_json_object(&json);
    json_number(&json, "format_version", 1);
    json_number(&json, "articles", stats->info.documents);
    json_number(&json, "visible", stats->visible);
    json_number(&json, "hidden", stats->hidden);
    json_number(&json, "terms", stats->terms);
    bf_json_key(&json, "average_length");
    bf_json_real(&json, stats->info.average_length, 6);
    json_number(&json, "bytes", stats->bytes);
    json_number(&json, "change", stats->info.change);
    json_number(&json, "index_format", stats->info.format);
    bf_json_key(&json, "generation");
    bf_json_text(&json, stats->info.generation);
    bf_json_key(&json, "settings");
    bf_json_object(&json);
    bfi_cli_settings_json(&json, &stats->settings);
    bf_json_end(&json);
    json_counts(&json, "languages", stats->languages, stats->language_count);
    json_counts(&json, "sections", stats->sections, stats->section_count);
    json_counts(&json, "sources", stats->sources, stats->source_count);
    bf_json_end(&json);
    bf_buf_add_byte(out, '\n');
}

static int show_stats(const char *index, bool as_json)
{
    bf_searcher *searcher = NULL;
    bf_arena *arena = NULL;
    bf_stats stats;
    bf_error err;
    bf_buf out;
    int code;
    bf_buf_init(&out, CLI_MAX_OUTPUT_BYTES);
    if (bf_arena_new(&arena, CLI_MAX_OUTPUT_BYTES, &err) ||
        bf_searcher_open(&searcher, index, &err) ||
        bf_searcher_stats(&stats, searcher, arena, &err)) {
        code = bfi_program_fail(&self, &err);
        goto done;
    }
    if (as_json) {
        print_json(&out, &stats);
    } else {
        print_human(&out, &stats);
    }
    code = bfi_cli_finish(&self, &out, 0);
done:
    bf_buf_fini(&out);
    bf_searcher_free(searcher);
    bf_arena_free(arena);
    return code;
}

int bfi_cli_stats(int argc, char **argv)
{
    static const char *const formats[] = {"human", "json", NULL};
    const char *index;
    int format;
    int step = bfi_cli_read_format(&index, &format, &self, formats, argc, argv);
    return step == PROGRAM_GO_ON ? show_stats(index, format == 1) : step;
}
