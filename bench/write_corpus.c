/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "write_corpus.h"

#include <backfile/json.h>
#include <backfile/limits.h>

#include "draw_query.h"
#include "make_article.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* Streams of random numbers; articles have their own. */
enum {
    STREAM_WORDS = 2,
    STREAM_PHRASES
};

/* An article with every byte escaped, and its other fields. */
#define MAX_LINE_BYTES ((size_t)16 * BF_MAX_ARTICLE_BYTES)

typedef struct output {
    FILE *stream;
    char path[4096];
} output;

/* A kind of queries. */
typedef struct query_kind {
    const char *name;
    unsigned stream;
    size_t min_words;
    output file;
    uint32_t drawn;
} query_kind;

typedef struct corpus {
    const bfi_seed *seed;
    const bfi_corpus_plan *plan;
    uint32_t article_count;
    bfi_made made;
    bf_buf line;
    bfi_words title_words;
    bfi_words body_words;
    output json;
    output tsv;
    query_kind words;
    query_kind phrases;
    uint64_t text_bytes; /* of titles and bodies */
    uint64_t paragraph_count;
} corpus;

/* Files ---------------------------------------------------------------------
 */

static bf_status fail_errno(const char *path, bf_error *err)
{
    return bf_fail(err, BF_ERR_IO, "%s: %s", path, strerror(errno));
}

static bf_status output_open(output *out, const char *folder, const char *name,
                             bf_error *err)
{
    int size = snprintf(out->path, sizeof out->path, "%s/%s", folder, name);
    if (size < 0 || (size_t)size >= sizeof out->path) {
        return bf_fail(err, BF_ERR_INVALID, "%s: too long a path", folder);
    }
    out->stream = fopen(out->path, "we");
    return out->stream ? BF_OK : fail_errno(out->path, err);
}

static bf_status output_write(output *out, const bf_buf *text, bf_error *err)
{
    bf_status status = bf_buf_status(text, err);
    if (!status &&
        fwrite(text->data, 1, text->size, out->stream) != text->size) {
        return fail_errno(out->path, err);
    }
    return status;
}

/* Some systems say only now that the disk is full. */
static bf_status output_close(output *out, bf_error *err)
{
    FILE *stream = out->stream;
    out->stream = NULL;
    return !stream || fclose(stream) == 0 ? BF_OK : fail_errno(out->path, err);
}

/* Articles ------------------------------------------------------------------
 */

static void json_member(bf_json *json, const char *key, bf_str text)
{
    if (text.size > 0) {
        bf_json_key(json, key);
        bf_json_str(json, text);
    }
}

static void json_list(bf_json *json, const char *key, bf_str_list list)
{
    if (list.count > 0) {
        bf_json_key(json, key);
        bf_json_array(json);
        for (size_t i = 0; i < list.count; i++) {
            bf_json_str(json, list.items[i]);
        }
        bf_json_end(json);
    }
}

static void print_json(bf_buf *out, const bfi_made *made)
{
    char time[BF_TIME_TEXT_BYTES];
    char id[32];
    char url[64];
    bf_json json;
    bf_time_format(time, made->published);
    snprintf(id, sizeof id, "%08" PRIu64, made->number + 1);
    snprintf(url, sizeof url, "https://bench.example/%s/", id);
    bf_json_init(&json, out);
    bf_json_object(&json);
    json_member(&json, "id", bf_str_of(id));
    json_member(&json, "url", bf_str_of(url));
    json_member(&json, "title", bf_buf_str(&made->title));
    json_member(&json, "body", bf_buf_str(&made->body));
    json_member(&json, "date", bf_str_of(time));
    json_member(&json, "section", made->section);
    json_list(&json, "authors", made->authors);
    json_list(&json, "tags", (bf_str_list){made->tags, made->tag_count});
    json_member(&json, "lang", made->lang);
    bf_json_end(&json);
    bf_buf_add_byte(out, '\n');
}

static void print_flat(bf_buf *out, bf_str text)
{
    char *at = bf_buf_reserve(out, text.size);
    if (!at) {
        return;
    }
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '\t' || c == '\n' || c == '\r') {
            c = ' ';
        }
        at[i] = c;
    }
    bf_buf_grew(out, text.size);
}

static void print_tsv(bf_buf *out, const bfi_made *made)
{
    bf_buf_printf(out, "%08" PRIu64 "\t", made->number + 1);
    print_flat(out, bf_buf_str(&made->title));
    bf_buf_add_byte(out, '\t');
    print_flat(out, bf_buf_str(&made->body));
    bf_buf_add_byte(out, '\n');
}

static bf_status write_article(corpus *self, bf_error *err)
{
    bf_status status;
    bf_buf_reset(&self->line);
    print_json(&self->line, &self->made);
    status = output_write(&self->json, &self->line, err);
    if (status) {
        return status;
    }
    bf_buf_reset(&self->line);
    print_tsv(&self->line, &self->made);
    self->text_bytes += self->made.title.size + self->made.body.size;
    self->paragraph_count += self->made.paragraph_count;
    return output_write(&self->tsv, &self->line, err);
}

/* Queries -------------------------------------------------------------------
 */

/* Draw one query of the article, one of five from the title. When one of the
 * two texts has too few words, the other has a try. */
static bool draw_one(corpus *self, const query_kind *kind, bfi_random *random)
{
    size_t count =
        kind->min_words +
        bfi_random_below(random, BFI_QUERY_WORDS - kind->min_words + 1);
    bool from_title = bfi_random_below(random, 5) == 0;
    for (int tries = 0; tries < 2; tries++) {
        bool title = from_title == (tries == 0);
        if (bfi_query_draw(
                &self->line, title ? &self->title_words : &self->body_words,
                bf_buf_str(title ? &self->made.title : &self->made.body),
                kind->min_words, count, random)) {
            return true;
        }
    }
    return false;
}

/* Draw as many queries as are due after this article. An article without
 * words leaves its queries to the next one. */
static bf_status draw_due(corpus *self, query_kind *kind, bf_error *err)
{
    uint64_t due =
        (self->made.number + 1) * self->plan->query_count / self->article_count;
    bf_status status = BF_OK;
    bfi_random random;
    bfi_random_start(&random, self->plan->seed_number, kind->stream,
                     self->made.number);
    while (!status && kind->drawn < due) {
        bf_buf_reset(&self->line);
        if (!draw_one(self, kind, &random)) {
            return BF_OK;
        }
        bf_buf_add_byte(&self->line, '\n');
        status = output_write(&kind->file, &self->line, err);
        kind->drawn++;
    }
    return status;
}

static bf_status draw_queries(corpus *self, bf_error *err)
{
    bf_status status =
        bfi_words_find(&self->title_words, bf_buf_str(&self->made.title), err);
    if (!status) {
        status = bfi_words_find(&self->body_words, bf_buf_str(&self->made.body),
                                err);
    }
    if (!status) {
        status = draw_due(self, &self->words, err);
    }
    return status ? status : draw_due(self, &self->phrases, err);
}

static bf_status check_drawn(const corpus *self, const query_kind *kind,
                             bf_error *err)
{
    if (kind->drawn < self->plan->query_count) {
        return bf_fail(err, BF_ERR_INVALID,
                       "only %" PRIu32 " of %" PRIu32
                       " queries for %s could be drawn: the last articles "
                       "have too few plain words",
                       kind->drawn, self->plan->query_count, kind->name);
    }
    return BF_OK;
}

/* The whole -----------------------------------------------------------------
 */

static bf_status write_about(corpus *self, bf_error *err)
{
    output about;
    bf_status status =
        output_open(&about, self->plan->folder, "about.tsv", err);
    bf_status closed;
    if (status) {
        return status;
    }
    bf_buf_reset(&self->line);
    bf_buf_printf(
        &self->line,
        "articles\t%" PRIu32 "\nqueries\t%" PRIu32 "\nseed\t%" PRIu32
        "\ntext_bytes\t%" PRIu64 "\nparagraphs\t%" PRIu64 "\nseed_articles\t%zu"
        "\nseed_paragraphs\t%zu\nseed_text_bytes\t%" PRIu64
        "\nseed_hash\t%016" PRIx64 "\n",
        self->article_count, self->plan->query_count, self->plan->seed_number,
        self->text_bytes, self->paragraph_count, self->seed->article_count,
        self->seed->paragraph_count, self->seed->text_bytes, self->seed->hash);
    status = output_write(&about, &self->line, err);
    closed = output_close(&about, status ? NULL : err);
    return status ? status : closed;
}

static bf_status open_all(corpus *self, bf_error *err)
{
    const struct {
        output *file;
        const char *name;
    } files[] = {{&self->json, "articles.jsonl"},
                 {&self->tsv, "articles.tsv"},
                 {&self->words.file, self->words.name},
                 {&self->phrases.file, self->phrases.name}};
    const char *folder = self->plan->folder;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        return fail_errno(folder, err);
    }
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        bf_status status =
            output_open(files[i].file, folder, files[i].name, err);
        if (status) {
            return status;
        }
    }
    return BF_OK;
}

static bf_status close_all(corpus *self, bf_error *err)
{
    output *files[] = {&self->json, &self->tsv, &self->words.file,
                       &self->phrases.file};
    bf_status first = BF_OK;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        bf_status status = output_close(files[i], first ? NULL : err);
        first = first ? first : status;
    }
    return first;
}

static bf_status next_article(corpus *self, uint32_t number, bf_error *err)
{
    return (self->plan->article_count > 0 ? bfi_make_article
                                          : bfi_take_article)(
        &self->made, self->seed, self->plan->seed_number, number, err);
}

static bf_status write_all(corpus *self, bf_error *err)
{
    bf_status status = BF_OK;
    for (uint32_t i = 0; i < self->article_count && !status; i++) {
        status = next_article(self, i, err);
        if (!status) {
            status = write_article(self, err);
        }
        if (!status) {
            status = draw_queries(self, err);
        }
    }
    if (!status) {
        status = check_drawn(self, &self->words, err);
    }
    return status ? status : check_drawn(self, &self->phrases, err);
}

bf_status bfi_corpus_write(const bfi_seed *seed, const bfi_corpus_plan *plan,
                           bf_error *err)
{
    corpus self = {
        .seed = seed,
        .plan = plan,
        .article_count = plan->article_count > 0
                             ? plan->article_count
                             : (uint32_t)seed->article_count,
        .words = {.name = "words.txt", .stream = STREAM_WORDS, .min_words = 1},
        .phrases = {
            .name = "phrases.txt", .stream = STREAM_PHRASES, .min_words = 2}};
    bf_status status;
    bf_status closed;
    bfi_made_init(&self.made);
    bf_buf_init(&self.line, MAX_LINE_BYTES);
    status = open_all(&self, err);
    if (!status) {
        status = write_all(&self, err);
    }
    closed = close_all(&self, status ? NULL : err);
    status = status ? status : closed;
    if (!status) {
        status = write_about(&self, err);
    }
    bfi_words_fini(&self.title_words);
    bfi_words_fini(&self.body_words);
    bf_buf_fini(&self.line);
    bfi_made_fini(&self.made);
    return status;
}
