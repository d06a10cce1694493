/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From matches to hits: records, marks, excerpts. */

#include "page.h"
#include "request.h"

/* Copies ------------------------------------------------------------------- */

/* A failed copy is seen once, in the end. */
typedef struct copying {
    bf_arena *arena;
    bool failed;
} copying;

static bf_str copy_str(copying *copier, bf_str text)
{
    bf_str copy = {NULL, 0};
    if (text.data) {
        copy = bf_arena_copy(copier->arena, text);
        copier->failed = copier->failed || !copy.data;
    }
    return copy;
}

static bf_str_list copy_list(copying *copier, bf_str_list list)
{
    bf_str *items = bf_arena_array(copier->arena, list.count, sizeof *items);
    if (!items) {
        copier->failed = true;
        return (bf_str_list){NULL, 0};
    }
    for (size_t i = 0; i < list.count; i++) {
        items[i] = copy_str(copier, list.items[i]);
    }
    return (bf_str_list){items, list.count};
}

/* Copy all of an article but its body. */
static bf_status copy_article(bf_article *out, bf_arena *arena,
                              const bf_article *article, bf_error *err)
{
    copying copier = {arena, false};
    *out = *article;
    out->id = copy_str(&copier, article->id);
    out->url = copy_str(&copier, article->url);
    out->title = copy_str(&copier, article->title);
    out->summary = copy_str(&copier, article->summary);
    out->body = (bf_str){NULL, 0};
    out->authors = copy_list(&copier, article->authors);
    out->section = copy_str(&copier, article->section);
    out->tags = copy_list(&copier, article->tags);
    out->lang = copy_str(&copier, article->lang);
    out->image = copy_str(&copier, article->image);
    out->source = copy_str(&copier, article->source);
    out->origin = copy_str(&copier, article->origin);
    return copier.failed ? bf_fail(err, BF_ERR_NOMEM, "out of memory") : BF_OK;
}

/* Excerpts ----------------------------------------------------------------- */

/* The words of a plan as those to mark. */
static bf_mark_word *words_to_mark(bf_arena *arena, const bf_plan *plan,
                                   size_t *count)
{
    const bf_plan_word *words = bf_plan_words(plan, count);
    bf_mark_word *marks = bf_arena_array(arena, *count, sizeof *marks);
    for (size_t i = 0; marks && i < *count; i++) {
        marks[i] = (bf_mark_word){.term = words[i].term,
                                  .word = words[i].word,
                                  .prefix = words[i].prefix,
                                  .exact = words[i].exact,
                                  .phrase = words[i].phrase,
                                  .place = words[i].place,
                                  .reach = words[i].reach,
                                  .weight = words[i].weight};
    }
    return marks;
}

/* What the hits of one part share. */
typedef struct maker {
    bfi_page *page;
    bf_searcher *searcher;
    const bfi_hit_style *style;
    const bf_mark_word *words;
    size_t word_count;
} maker;

static bf_status mark(bf_hit *hit, const maker *m, const bf_article *article,
                      bf_error *err)
{
    bf_arena *arena = m->page->arena;
    const bf_excerpt_opts *opts = &m->style->request->excerpt;
    bf_analyzer *analyzer;
    bf_status status = bf_analyzer_set_get(&analyzer, m->searcher->analyzers,
                                           article->lang, err);
    if (!status) {
        status = bf_mark_text(&hit->title, arena, analyzer, m->words,
                              m->word_count, article->title, err);
    }
    if (!status) {
        status = bf_excerpt_make(&hit->excerpt, arena, analyzer, m->words,
                                 m->word_count, article->body, opts, err);
    }
    if (!status && hit->excerpt.count == 0) {
        status = bf_excerpt_make(&hit->excerpt, arena, analyzer, m->words,
                                 m->word_count, article->summary, opts, err);
    }
    return status;
}

/* Fill in what comes from the record of a match. */
static bf_status read_record(bf_hit *hit, const maker *m, bf_docnum docnum,
                             bf_error *err)
{
    bf_article article;
    bf_status status;
    bf_arena_reset(m->searcher->scratch);
    status = bf_reader_article(&article, m->searcher->reader, docnum,
                               m->searcher->scratch, err);
    if (!status) {
        status = copy_article(&hit->article, m->page->arena, &article, err);
    }
    if (!status && bfi_request_marks(m->style->request)) {
        status = mark(hit, m, &article, err);
    }
    hit->hidden = !status && !bf_visible_at(bf_article_visibility(&article),
                                            m->style->now);
    return status;
}

static bf_status add_hit(const maker *m, const bf_match *match, bf_error *err)
{
    bf_results *results = &m->page->results;
    bf_hit *hit = &m->page->hits[results->count];
    bf_status status = BF_OK;
    bf_article_init(&hit->article);
    if (m->style->request->stage == BF_STAGE_FULL) {
        status = read_record(hit, m, match->docnum, err);
    }
    if (status) {
        return status;
    }
    hit->rank = results->offset + (uint32_t)results->count + 1;
    hit->score = match->score;
    hit->all_words = m->style->all_words;
    results->count++;
    return BF_OK;
}

bf_status bfi_page_hits(bfi_page *page, bf_searcher *searcher,
                        const bfi_part *part, const bfi_hit_style *style,
                        bf_error *err)
{
    maker m = {.page = page, .searcher = searcher, .style = style};
    bf_status status = BF_OK;
    if (bfi_request_marks(style->request)) {
        m.words = words_to_mark(page->arena, part->plan, &m.word_count);
        if (!m.words) {
            return bf_fail(err, BF_ERR_NOMEM, "out of memory");
        }
    }
    for (size_t i = 0; !status && i < part->matches->count; i++) {
        status = add_hit(&m, &part->matches->items[i], err);
    }
    return status;
}
