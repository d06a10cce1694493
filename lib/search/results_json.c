/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages and hits as JSON; docs/json.md describes it. */

#include <backfile/search.h>

enum {
    FORMAT_VERSION = 1,
    SCORE_DIGITS = 9, /* more than any two scores that differ need */
    TIME_DIGITS = 4,
    /* Every byte of a text may become an entity of six. */
    HTML_BYTES = 16 * BF_MAX_EXCERPT_BYTES
};

static void write_html(bf_json *json, const char *key, const bf_marked *marked)
{
    bf_buf html;
    bf_buf_init(&html, HTML_BYTES);
    bf_marked_html(&html, marked, "<mark>", "</mark>");
    if (html.status) {
        json->out->status = html.status;
    }
    bf_json_key(json, key);
    bf_json_str(json, bf_buf_str(&html));
    bf_buf_fini(&html);
}

static void write_flag(bf_json *json, const char *key, bool value)
{
    bf_json_key(json, key);
    bf_json_bool(json, value);
}

static void write_number(bf_json *json, const char *key, uint64_t value)
{
    bf_json_key(json, key);
    bf_json_uint(json, value);
}

static void write_str(bf_json *json, const char *key, bf_str value)
{
    bf_json_key(json, key);
    bf_json_str(json, value);
}

static void write_excerpt(bf_json *json, const bf_excerpt *excerpt)
{
    bf_json_key(json, "excerpt");
    bf_json_array(json);
    for (size_t i = 0; i < excerpt->count; i++) {
        const bf_marked *fragment = &excerpt->fragments[i];
        bf_json_object(json);
        write_str(json, "text", fragment->text);
        write_html(json, "html", fragment);
        write_flag(json, "cut_start", fragment->cut_start);
        write_flag(json, "cut_end", fragment->cut_end);
        bf_json_end(json);
    }
    bf_json_end(json);
}

void bf_hit_write_json(bf_json *json, const bf_hit *hit)
{
    bf_json_object(json);
    write_number(json, "rank", hit->rank);
    bf_json_key(json, "score");
    bf_json_real(json, hit->score, SCORE_DIGITS);
    write_flag(json, "all_words", hit->all_words);
    write_flag(json, "hidden", hit->hidden);
    bf_article_write_members(json, &hit->article);
    if (hit->title.text.data) {
        write_html(json, "title_html", &hit->title);
        write_excerpt(json, &hit->excerpt);
    }
    bf_json_end(json);
}

static void write_notes(bf_json *json, const bf_results *results)
{
    bf_json_key(json, "notes");
    bf_json_array(json);
    for (size_t i = 0; i < results->note_count; i++) {
        bf_json_object(json);
        write_str(json, "code", bf_str_of(results->notes[i].code));
        write_str(json, "text", results->notes[i].text);
        bf_json_end(json);
    }
    bf_json_end(json);
}

void bf_results_write_json(bf_json *json, const bf_results *results)
{
    bf_json_object(json);
    write_number(json, "format_version", FORMAT_VERSION);
    write_str(json, "query", results->query);
    write_str(json, "understood", results->understood);
    write_str(json, "mode", bf_str_of(bf_search_mode_name(results->mode)));
    write_number(json, "total", results->total);
    write_flag(json, "total_exact", results->total_exact);
    write_flag(json, "partial", results->partial);
    write_number(json, "offset", results->offset);
    write_number(json, "limit", results->limit);
    write_notes(json, results);
    bf_json_key(json, "hits");
    bf_json_array(json);
    for (size_t i = 0; i < results->count; i++) {
        bf_hit_write_json(json, &results->hits[i]);
    }
    bf_json_end(json);
    write_number(json, "change", results->change);
    bf_json_key(json, "took_ms");
    bf_json_real(json, results->took_ms, TIME_DIGITS);
    bf_json_end(json);
}
