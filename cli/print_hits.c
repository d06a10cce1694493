/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page of results in the formats of `backfile search`. */

#include "cli.h"

#include <inttypes.h>

/* For people --------------------------------------------------------------- */

static void print_heading(bf_buf *out, const bf_results *results,
                          const cli_style *style)
{
    bf_buf_add_text(out, bfi_cli_paint(style, CLI_FAINT));
    bf_buf_printf(out, "%s%" PRIu64 " article%s",
                  results->total_exact ? "" : "at least ", results->total,
                  results->total == 1 ? "" : "s");
    if (results->count > 0 && results->count < results->total) {
        bf_buf_printf(out, ", %" PRIu32 " to %" PRIu32, results->hits[0].rank,
                      results->hits[results->count - 1].rank);
    }
    bf_buf_printf(out, " (%.1f ms)%s\n\n", results->took_ms,
                  bfi_cli_paint(style, CLI_PLAIN));
}

static void add_fact(bf_buf *out, bf_str fact, bool *first)
{
    if (fact.size > 0) {
        bf_buf_add_text(out, *first ? "" : " · ");
        bfi_program_add_clean(out, fact);
        *first = false;
    }
}

/* Section, day, authors and what else one wants to know before opening it. */
static void print_facts(bf_buf *out, const bf_hit *hit, const cli_style *style)
{
    const bf_article *article = &hit->article;
    char day[BF_TIME_TEXT_BYTES];
    bool first = true;
    size_t start = out->size;
    bf_time_format(day, article->published);
    bf_buf_printf(out, "   %s", bfi_cli_paint(style, CLI_FAINT));
    add_fact(out, article->section, &first);
    add_fact(out, (bf_str){day, day[0] ? sizeof "2014-06-20" - 1 : 0}, &first);
    for (size_t i = 0; i < article->authors.count; i++) {
        add_fact(out, article->authors.items[i], &first);
    }
    if (hit->hidden) {
        add_fact(out, bf_str_of("hidden"), &first);
    }
    if (!hit->all_words) {
        add_fact(out, bf_str_of("not all words"), &first);
    }
    bf_buf_printf(out, "%s\n", bfi_cli_paint(style, CLI_PLAIN));
    if (first) {
        bf_buf_truncate(out, start);
    }
}

static void print_title(bf_buf *out, const bf_hit *hit, const cli_style *style)
{
    bf_buf_printf(out, "%s%" PRIu32 ". ", bfi_cli_paint(style, CLI_TITLE),
                  hit->rank);
    bfi_program_add_clean(out, hit->article.title.size > 0 ? hit->article.title
                                                           : hit->article.id);
    bf_buf_printf(out, "%s\n", bfi_cli_paint(style, CLI_PLAIN));
    bf_buf_printf(out, "   %s", bfi_cli_paint(style, CLI_LINK));
    bfi_program_add_clean(out, hit->article.url.size > 0 ? hit->article.url
                                                         : hit->article.id);
    bf_buf_printf(out, "%s\n", bfi_cli_paint(style, CLI_PLAIN));
}

static void print_human(bf_buf *out, const bf_results *results,
                        const cli_hits_style *style)
{
    if (style->heading) {
        print_heading(out, results, &style->style);
    }
    for (size_t i = 0; i < results->count; i++) {
        const bf_hit *hit = &results->hits[i];
        print_title(out, hit, &style->style);
        print_facts(out, hit, &style->style);
        for (size_t j = 0; style->excerpts && j < hit->excerpt.count; j++) {
            bfi_cli_add_wrapped(out, &style->style, 3,
                                &hit->excerpt.fragments[j]);
        }
        if (i + 1 < results->count) {
            bf_buf_add_byte(out, '\n');
        }
    }
}

/* For programs ------------------------------------------------------------- */

static void print_json(bf_buf *out, const bf_results *results)
{
    bf_json json;
    bf_json_init(&json, out);
    bf_results_write_json(&json, results);
    bf_buf_add_byte(out, '\n');
}

static void print_jsonl(bf_buf *out, const bf_results *results)
{
    for (size_t i = 0; i < results->count; i++) {
        bf_json json;
        bf_json_init(&json, out);
        bf_hit_write_json(&json, &results->hits[i]);
        bf_buf_add_byte(out, '\n');
    }
}

static void add_column(bf_buf *out, bf_str value)
{
    bf_buf_add_byte(out, '\t');
    bfi_cli_add_tsv(out, value);
}

/* Within one format version, columns are only ever added at the end. */
static void print_tsv(bf_buf *out, const bf_results *results)
{
    for (size_t i = 0; i < results->count; i++) {
        const bf_hit *hit = &results->hits[i];
        char published[BF_TIME_TEXT_BYTES];
        bf_time_format(published, hit->article.published);
        bf_buf_printf(out, "%" PRIu32 "\t%.6f", hit->rank, hit->score);
        add_column(out, hit->article.id);
        add_column(out, hit->article.url);
        add_column(out, bf_str_of(published));
        add_column(out, hit->article.section);
        add_column(out, hit->article.title);
        bf_buf_add_byte(out, '\n');
    }
}

static void print_ids(bf_buf *out, const bf_results *results, char end)
{
    for (size_t i = 0; i < results->count; i++) {
        bf_str id = results->hits[i].article.id;
        bf_buf_add(out, id.data, id.size);
        bf_buf_add_byte(out, end);
    }
}

void bfi_cli_print_hits(bf_buf *out, const bf_results *results,
                        const cli_hits_style *style)
{
    switch (style->format) {
    case CLI_HUMAN:
        print_human(out, results, style);
        break;
    case CLI_JSON:
        print_json(out, results);
        break;
    case CLI_JSONL:
        print_jsonl(out, results);
        break;
    case CLI_TSV:
        print_tsv(out, results);
        break;
    case CLI_IDS:
        print_ids(out, results, style->id_end);
        break;
    }
}
