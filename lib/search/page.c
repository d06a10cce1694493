/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages: their memory and their notes. */

#include "page.h"

#include <stdlib.h>
#include <string.h>

enum {
    /* All fields of BF_MAX_PAGE articles; a body is in none of them. */
    PAGE_BYTES = 512 * 1024 * 1024,
    /* Missing words that are named; more of them are hard to read. */
    MAX_MISSING = 5,
    NOTE_BYTES = 1024
};

bf_status bfi_page_new(bfi_page **out, bf_error *err)
{
    bfi_page *page = calloc(1, sizeof *page);
    *out = NULL;
    if (!page || bf_arena_new(&page->arena, PAGE_BYTES, NULL)) {
        free(page);
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    *out = page;
    return BF_OK;
}

void bf_results_free(bf_results *results)
{
    /* The results are the first member of their page. */
    bfi_page *page = (bfi_page *)results;
    if (page) {
        bf_arena_free(page->arena);
        free(page);
    }
}

bf_status bfi_page_reset(bfi_page *page, uint32_t limit, bf_error *err)
{
    memset(&page->results, 0, sizeof page->results);
    bf_arena_reset(page->arena);
    page->hits = bf_arena_array(page->arena, limit, sizeof *page->hits);
    page->notes =
        bf_arena_array(page->arena, BFI_MAX_NOTES, sizeof *page->notes);
    if (!page->hits || !page->notes) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    page->results.limit = limit;
    page->results.hits = page->hits;
    page->results.notes = page->notes;
    return BF_OK;
}

/* Notes -------------------------------------------------------------------- */

static bool has_note(const bf_results *results, const char *code, bf_str text)
{
    for (size_t i = 0; i < results->note_count; i++) {
        const bf_note *note = &results->notes[i];
        if (strcmp(note->code, code) == 0 && bf_str_equal(note->text, text)) {
            return true;
        }
    }
    return false;
}

bf_status bfi_page_note(bfi_page *page, const char *code, bf_str text,
                        bf_error *err)
{
    bf_note note;
    if (page->results.note_count == BFI_MAX_NOTES ||
        has_note(&page->results, code, text)) {
        return BF_OK;
    }
    note.code = bf_arena_copy(page->arena, bf_str_of(code)).data;
    note.text = bf_arena_copy(page->arena, text);
    if (!note.code || !note.text.data) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    page->notes[page->results.note_count++] = note;
    return BF_OK;
}

bf_status bfi_page_query_notes(bfi_page *page, const bf_query *query,
                               bf_error *err)
{
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < bf_query_note_count(query); i++) {
        const bf_query_note *note = bf_query_note_at(query, i);
        status = bfi_page_note(page, note->code, note->text, err);
    }
    return status;
}

bf_status bfi_page_plan_notes(bfi_page *page, const bf_plan *plan,
                              bf_error *err)
{
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < bf_plan_note_count(plan); i++) {
        const bf_query_note *note = bf_plan_note_at(plan, i);
        status = bfi_page_note(page, note->code, note->text, err);
    }
    return status;
}

/* Missing words ------------------------------------------------------------ */

static bool is_plain(const bf_plan_word *word)
{
    return !word->prefix && !word->exact && !word->other && word->word.size > 0;
}

static bool is_first(const bf_plan_word *words, size_t i)
{
    for (size_t j = 0; j < i; j++) {
        if (is_plain(&words[j]) && bf_str_equal(words[j].word, words[i].word)) {
            return false;
        }
    }
    return true;
}

/* How many articles have the word of words[first], which stands there once for
 * each of its terms. */
static bf_status count_articles(uint64_t *out, bf_searcher *searcher,
                                const bf_plan_word *words, size_t count,
                                size_t first, bf_error *err)
{
    bf_status status = BF_OK;
    *out = 0;
    for (size_t i = first; !status && *out == 0 && i < count; i++) {
        uint32_t frequency = 0;
        if (is_plain(&words[i]) &&
            bf_str_equal(words[i].word, words[first].word)) {
            status = bfi_searcher_frequency(&frequency, searcher, words[i].term,
                                            err);
        }
        *out += frequency;
    }
    return status;
}

bf_status bfi_page_note_missing(bfi_page *page, bf_searcher *searcher,
                                const bf_plan *plan, bf_error *err)
{
    size_t count;
    size_t missing = 0;
    const bf_plan_word *words = bf_plan_words(plan, &count);
    bf_status status = BF_OK;
    bf_buf text;
    bf_buf_init(&text, NOTE_BYTES);
    bf_buf_add_text(&text, "No article has ");
    for (size_t i = 0; !status && missing < MAX_MISSING && i < count; i++) {
        uint64_t articles = 1;
        if (is_plain(&words[i]) && is_first(words, i)) {
            status = count_articles(&articles, searcher, words, count, i, err);
        }
        if (!status && articles == 0) {
            bf_buf_printf(&text, "%s“%.*s”", missing > 0 ? ", " : "",
                          (int)words[i].word.size, words[i].word.data);
            missing++;
        }
    }
    bf_buf_add_byte(&text, '.');
    if (!status && missing > 0) {
        status = bf_buf_status(&text, err);
    }
    if (!status && missing > 0) {
        status = bfi_page_note(page, "missing_words", bf_buf_str(&text), err);
    }
    bf_buf_fini(&text);
    return status;
}
