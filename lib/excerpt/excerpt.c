/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Excerpts. All work is done on a copy of the text in which blanks are tidied
 * (tidy.h), so places in it need no translation; the line ends that it keeps,
 * because a heading ends there, become spaces in the very end.
 */

#include "fragments.h"
#include "tidy.h"

#include <string.h>

enum {
    SCAN_BYTES = BF_MAX_EXCERPT_SCAN_BYTES
};

/* A text that was scanned for the words. */
typedef struct scanned {
    bf_buf copy;
    bfi_marker *marker;
    bool clipped; /* only the beginning of the text is in the copy */
} scanned;

static void forget(scanned *s)
{
    bf_buf_fini(&s->copy);
    bfi_marker_free(s->marker);
}

/* Scan the first `max_bytes` of `text`; forget() releases it in any case. */
static bf_status scan(scanned *s, bf_analyzer *analyzer,
                      const bf_mark_word *words, size_t word_count, bf_str text,
                      size_t max_bytes, bf_error *err)
{
    size_t size = text.size > 0 ? bf_text_clip(text, max_bytes) : 0;
    bf_status status;
    memset(s, 0, sizeof *s);
    s->clipped = size < text.size;
    bf_buf_init(&s->copy, max_bytes);
    if (size > 0) {
        bfi_tidy(&s->copy, (bf_str){text.data, size});
    }
    status = bf_buf_status(&s->copy, err);
    if (!status) {
        status = bfi_marker_new(&s->marker, words, word_count, err);
    }
    return status ? status
                  : bfi_marker_scan(s->marker, analyzer, bf_buf_str(&s->copy),
                                    err);
}

/* Copy `span` of a scanned text out, with its marks. */
static bf_status cut_out(bf_marked *out, const scanned *s, bf_span span,
                         bf_arena *arena, bf_error *err)
{
    bf_str text = bf_buf_str(&s->copy);
    size_t size = span.end - span.start;
    char *copy = bf_arena_alloc(arena, size + 1);
    if (!copy) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    if (size > 0) {
        memcpy(copy, text.data + span.start, size);
    }
    for (size_t i = 0; i < size; i++) {
        if (copy[i] == '\n') {
            copy[i] = ' ';
        }
    }
    *out = (bf_marked){.text = {copy, size},
                       .cut_start = span.start > 0,
                       .cut_end = span.end < text.size || s->clipped};
    return bfi_marker_marks(s->marker, out, arena, span, err);
}

static bf_status cut_fragments(bf_excerpt *out, const scanned *s,
                               const bf_excerpt_opts *opts, bf_arena *arena,
                               bf_error *err)
{
    bf_span spans[BF_MAX_EXCERPT_FRAGMENTS];
    bf_marked *fragments;
    size_t count;
    bf_status status =
        bfi_choose(spans, &count, s->marker, bf_buf_str(&s->copy), opts, err);
    if (status) {
        return status;
    }
    fragments = bf_arena_array(arena, count, sizeof *fragments);
    if (!fragments) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < count && !status; i++) {
        status = cut_out(&fragments[i], s, spans[i], arena, err);
    }
    if (!status) {
        *out = (bf_excerpt){fragments, count};
    }
    return status;
}

bf_status bf_excerpt_opts_check(const bf_excerpt_opts *opts, bf_error *err)
{
    if (opts->max_bytes < BF_MIN_EXCERPT_BYTES ||
        opts->max_bytes > BF_MAX_EXCERPT_BYTES) {
        return bf_fail(err, BF_ERR_INVALID,
                       "the size of an excerpt is from %u to %u bytes",
                       BF_MIN_EXCERPT_BYTES, BF_MAX_EXCERPT_BYTES);
    }
    if (opts->max_fragments < 1 ||
        opts->max_fragments > BF_MAX_EXCERPT_FRAGMENTS) {
        return bf_fail(err, BF_ERR_INVALID,
                       "an excerpt has from 1 to %u fragments",
                       BF_MAX_EXCERPT_FRAGMENTS);
    }
    return BF_OK;
}

bf_status bf_excerpt_make(bf_excerpt *out, bf_arena *arena,
                          bf_analyzer *analyzer, const bf_mark_word *words,
                          size_t word_count, bf_str text,
                          const bf_excerpt_opts *opts, bf_error *err)
{
    scanned s;
    bf_status status = bf_excerpt_opts_check(opts, err);
    *out = (bf_excerpt){NULL, 0};
    if (status) {
        return status;
    }
    status = scan(&s, analyzer, words, word_count, text, SCAN_BYTES, err);
    if (!status) {
        status = cut_fragments(out, &s, opts, arena, err);
    }
    forget(&s);
    return status;
}

bf_status bf_mark_text(bf_marked *out, bf_arena *arena, bf_analyzer *analyzer,
                       const bf_mark_word *words, size_t word_count,
                       bf_str text, bf_error *err)
{
    scanned s;
    bf_status status =
        scan(&s, analyzer, words, word_count, text, BF_MAX_FIELD_BYTES, err);
    memset(out, 0, sizeof *out);
    if (!status) {
        status = cut_out(out, &s, (bf_span){0, s.copy.size}, arena, err);
    }
    if (status) {
        memset(out, 0, sizeof *out);
    }
    forget(&s);
    return status;
}

void bf_marked_html(bf_buf *out, const bf_marked *marked, const char *open,
                    const char *close)
{
    const char *text = marked->text.data;
    size_t at = 0;
    for (size_t i = 0; i < marked->mark_count; i++) {
        bf_span mark = marked->marks[i];
        bf_buf_add_html(out, (bf_str){text + at, mark.start - at});
        bf_buf_add_text(out, open);
        bf_buf_add_html(out,
                        (bf_str){text + mark.start, mark.end - mark.start});
        bf_buf_add_text(out, close);
        at = mark.end;
    }
    bf_buf_add_html(out, (bf_str){text + at, marked->text.size - at});
}
