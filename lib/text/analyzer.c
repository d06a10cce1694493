/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The analyzer: the segmenter says where words stand, folding and stemming
 * give their forms, the memo spares most of that work. All memory is in the
 * analyzer, so that tokens cost no allocation.
 */

#include <backfile/text.h>

#include "fold.h"
#include "form.h"
#include "language.h"
#include "memo.h"
#include "segment.h"

#include <stdlib.h>
#include <string.h>

struct bf_analyzer {
    bfi_memo memo; /* first, so that entries lie on cache lines */
    char language[BF_LANGUAGE_BYTES];
    struct sb_stemmer *stemmer; /* NULL: terms are the written forms */
    bfi_segmenter segmenter;
    uint32_t position;
    bfi_form word;     /* folded */
    bfi_form accented; /* for the stemmer */
    bfi_form term;     /* the stem, folded */
};

enum {
    CACHE_LINE_BYTES = 64
};

bf_status bf_analyzer_new(bf_analyzer **out, bf_str lang, bf_error *err)
{
    char language[BF_LANGUAGE_BYTES];
    /* aligned_alloc() wants a multiple of the alignment. */
    const size_t size = (sizeof **out + CACHE_LINE_BYTES - 1) /
                        CACHE_LINE_BYTES * CACHE_LINE_BYTES;
    bf_analyzer *analyzer;
    bf_status status;
    *out = NULL;
    status = bf_language_primary(language, lang, err);
    if (status) {
        return status;
    }
    analyzer = aligned_alloc(CACHE_LINE_BYTES, size);
    if (!analyzer) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    memset(analyzer, 0, size);
    memcpy(analyzer->language, language, sizeof language);
    status = bfi_stemmer_new(&analyzer->stemmer, language, err);
    if (status) {
        bf_analyzer_free(analyzer);
        return status;
    }
    bf_analyzer_start(analyzer, bf_str_of(""));
    *out = analyzer;
    return BF_OK;
}

void bf_analyzer_free(bf_analyzer *analyzer)
{
    if (analyzer) {
        bfi_stemmer_free(analyzer->stemmer);
        free(analyzer);
    }
}

bf_str bf_analyzer_language(const bf_analyzer *analyzer)
{
    return bf_str_of(analyzer->language);
}

void bf_analyzer_start(bf_analyzer *analyzer, bf_str text)
{
    bfi_segmenter_start(&analyzer->segmenter, text);
    analyzer->position = 0;
}

/* Forms ------------------------------------------------------------------- */

/* Write the forms of the ASCII at `at`, which are the same. */
static size_t fold_ascii(bf_str raw, size_t at, bfi_form *folded,
                         bfi_form *accented)
{
    char small[64];
    const size_t size = bfi_ascii_run(raw, at, sizeof small);
    for (size_t i = 0; i < size; i++) {
        small[i] = bfi_ascii_lower(raw.data[at + i]);
    }
    bfi_form_add(folded, small, size);
    if (accented) {
        bfi_form_add(accented, small, size);
    }
    return size;
}

/* Write the folded form of `raw`, and the accented one unless that is NULL. */
static void fold(bf_str raw, bfi_form *folded, bfi_form *accented)
{
    char out[BFI_CLUSTER_BYTES];
    bfi_cluster cluster;
    size_t at = 0;
    bfi_form_reset(folded);
    if (accented) {
        bfi_form_reset(accented);
    }
    while (at < raw.size) {
        const size_t plain = fold_ascii(raw, at, folded, accented);
        at += plain;
        if (plain > 0 || !bfi_cluster_read(&cluster, raw, &at)) {
            continue;
        }
        bfi_cluster_keep_word(&cluster);
        bfi_form_add(folded, out, bfi_cluster_folded(out, cluster));
        if (accented) {
            bfi_form_add(accented, out, bfi_cluster_accented(out, cluster));
        }
    }
}

/* The term of the word of which `a->accented` was written; `word` where it has
 * no stem of its own. */
static bf_str stem(bf_analyzer *a, bf_str word)
{
    bool clipped;
    bf_str term;
    if (a->accented.overflown) {
        return word;
    }
    term = bfi_stemmer_stem(a->stemmer, bfi_form_whole(&a->accented));
    fold(term, &a->term, NULL);
    term = bfi_form_finish(&a->term, &clipped);
    return term.size > 0 && !clipped ? term : word;
}

static void make_forms(bf_analyzer *a, bf_str raw, bfi_forms *out)
{
    fold(raw, &a->word, a->stemmer ? &a->accented : NULL);
    out->word = bfi_form_finish(&a->word, &out->clipped);
    out->term = a->stemmer && !out->clipped ? stem(a, out->word) : out->word;
}

/* The forms of the word that stands in the text as `raw`. */
static void forms_of(bf_analyzer *a, bf_str raw, bfi_forms *out)
{
    bfi_memo_place *place;
    if (raw.size > BFI_MEMO_BYTES) {
        make_forms(a, raw, out);
        return;
    }
    place = bfi_memo_find(&a->memo, raw);
    if (!bfi_memo_get(place, raw, out)) {
        make_forms(a, raw, out);
        bfi_memo_put(place, raw, out);
    }
}

bool bf_analyzer_next(bf_analyzer *a, bf_token *token)
{
    const char *text = a->segmenter.text.data;
    bfi_segment segment;
    while (bfi_segmenter_next(&a->segmenter, &segment)) {
        const bf_span span = segment.span;
        bfi_forms forms;
        forms_of(a, (bf_str){text + span.start, span.end - span.start}, &forms);
        if (forms.word.size == 0) {
            continue; /* nothing is left of it */
        }
        *token = (bf_token){
            .term = forms.term,
            .word = forms.word,
            .position = a->position++,
            .span = span,
            .flags = (segment.paired ? BF_TOKEN_NGRAM : 0u) |
                     (forms.clipped ? BF_TOKEN_CLIPPED : 0u),
        };
        return true;
    }
    *token = (bf_token){0};
    return false;
}
