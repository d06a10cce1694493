/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The analyzer: the segmenter says where words stand, folding and stemming
 * give their forms, the memo spares most of that work. All memory is in the
 * analyzer, so that tokens cost no allocation.
 */

#include <backfile/text.h>

#include "ahead.h"
#include "fold.h"
#include "folding.h"
#include "form.h"
#include "han.h"
#include "join.h"
#include "language.h"
#include "letter_memo.h"
#include "memo.h"
#include "plain.h"
#include "segment.h"
#include "write.h"

#include <stdlib.h>
#include <string.h>

struct bf_analyzer {
    bfi_memo *memo;
    void *memo_room;   /* that it lies in */
    size_t text_bytes; /* that were read, while it may move */
    bfi_letter_memo letters;
    char language[BF_LANGUAGE_BYTES];
    struct sb_stemmer *stemmer; /* NULL: terms are made of written forms */
    const bfi_folding *folding;
    bfi_segmenter segmenter;
    bfi_ahead ahead;
    uint32_t position;
    bfi_form word;     /* folded */
    bfi_form accented; /* for the stemmer */
    bf_span lost;      /* from the first letter of it that the term lacks to the
                          end of the last; empty: none */
    bfi_form term;     /* the stem, folded */
    bfi_form typed[2]; /* the word without accents, and its term */
    bfi_plain plain;   /* what of the last token is yet to be given */
    bool japanese;
    char pair[BF_MAX_TERM_BYTES]; /* the term of a pair */
};

enum {
    CACHE_LINE_BYTES = 64,
    /* Who reads so much text will read more. */
    MUCH_TEXT_BYTES = 1024 * 1024
};

/* A memo that begins on a cache line. Large blocks that are zeroed come from
 * the system page by page, so what no word falls on takes no memory. */
static bool make_memo(bf_analyzer *analyzer)
{
    char *room = calloc(1, sizeof(bfi_memo) + CACHE_LINE_BYTES);
    if (!room) {
        return false;
    }
    analyzer->memo_room = room;
    analyzer->memo =
        (void *)(room + CACHE_LINE_BYTES - (uintptr_t)room % CACHE_LINE_BYTES);
    return true;
}

_Static_assert(sizeof(bfi_memo) % BF_HUGE_BYTES == 0, "it fills large pages");

/* Move the memo to large pages. It is read here and there, and most of the time
 * that takes is for finding its pages. */
static void move_memo(bf_analyzer *analyzer)
{
    bfi_memo *moved = bf_huge_alloc(sizeof *moved);
    if (moved) {
        memcpy(moved, analyzer->memo, sizeof *moved);
        free(analyzer->memo_room);
        analyzer->memo_room = moved;
        analyzer->memo = moved;
    }
}

bf_status bf_analyzer_new(bf_analyzer **out, bf_str lang, bf_error *err)
{
    char language[BF_LANGUAGE_BYTES];
    bf_analyzer *analyzer;
    bf_status status;
    *out = NULL;
    status = bf_language_primary(language, lang, err);
    if (status) {
        return status;
    }
    analyzer = calloc(1, sizeof *analyzer);
    if (!analyzer || !make_memo(analyzer)) {
        free(analyzer);
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    memcpy(analyzer->language, language, sizeof language);
    analyzer->folding = bfi_folding_of(language);
    analyzer->japanese = bfi_is_japanese(language);
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
        free(analyzer->memo_room);
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
    analyzer->ahead.count = 0;
    bfi_plain_forget(&analyzer->plain);
    analyzer->position = 0;
    if (analyzer->text_bytes < MUCH_TEXT_BYTES) {
        analyzer->text_bytes += text.size;
        if (analyzer->text_bytes >= MUCH_TEXT_BYTES) {
            move_memo(analyzer);
        }
    }
}

/* Forms ------------------------------------------------------------------- */

/* Whether terms are made of the accented form, not the written one. */
static bool uses_accented(const bf_analyzer *a)
{
    return a->stemmer || a->folding->kept;
}

static bfi_writing start_writing(bf_analyzer *a)
{
    bfi_form_reset(&a->word);
    bfi_form_reset(&a->accented);
    a->lost = (bf_span){0, 0};
    return (bfi_writing){.folded = &a->word,
                         .accented = &a->accented,
                         .lost = &a->lost,
                         .terms = a->folding,
                         .letters = &a->letters,
                         .dotless = a->folding->dotless};
}

/* The stem of `word`. Letters that the stemmer does not know are folded first:
 * to it "Café" would be another word than "Cafe". */
static bf_str stem(bf_analyzer *a, bf_str word)
{
    const bfi_folding known = {.kept = a->folding->known};
    const bfi_writing w = {
        .folded = &a->term, .folding = &known, .letters = &a->letters};
    bf_str ready = word;
    bf_str stem;
    if (known.kept && a->lost.end > 0) {
        bfi_form_reset(&a->term);
        bfi_write(&w, word);
        ready = a->term.overflown ? word : bfi_form_whole(&a->term);
    }
    stem = bfi_stemmer_stem(a->stemmer, ready);
    return stem.data == ready.data ? word : stem;
}

/* The word of which `a->accented` was written, made ready. */
static bf_str prepare(bf_analyzer *a)
{
    bf_str word = bfi_without_possessive(bfi_form_whole(&a->accented));
    if (a->folding->prepare) {
        word.size = a->folding->prepare(bfi_form_text(&a->accented), word.size);
    }
    return word;
}

/* Whether `text` begins with the characters `start`. */
static bool is_beginning(bf_str text, bf_str start)
{
    return start.size <= text.size &&
           memcmp(text.data, start.data, start.size) == 0 &&
           !bfi_is_mark_due(text, start.size);
}

/* How much of `accented` is in `stem`, accents aside, which some stemmers
 * fold. */
static size_t stem_end(bf_str accented, bf_str stem)
{
    bfi_cluster cluster;
    char folded[2][BFI_CLUSTER_BYTES];
    size_t end = 0;
    size_t at[2] = {0, 0};
    if (is_beginning(accented, stem)) {
        return stem.size;
    }
    while (bfi_cluster_read(&cluster, accented, &at[0])) {
        bf_str letter = {folded[0], bfi_cluster_folded(folded[0], cluster)};
        bf_str other = {folded[1], 0};
        if (!bfi_cluster_read(&cluster, stem, &at[1])) {
            break;
        }
        other.size = bfi_cluster_folded(folded[1], cluster);
        if (!bf_str_equal(letter, other)) {
            break;
        }
        end = at[0];
    }
    return end;
}

/* The part of `accented` that tells its spelling from those of other words with
 * the same stem. */
static bf_str cut_spelling(const bf_analyzer *a, bf_str accented, bf_str stem)
{
    size_t size = a->lost.end;
    size_t least;
    if (a->lost.start >= a->lost.end || a->lost.start >= accented.size) {
        return (bf_str){"", 0};
    }
    least = stem_end(accented, stem);
    size = size > least ? size : least;
    size = size < accented.size ? size : accented.size;
    size = size < BF_MAX_TERM_BYTES ? size : BF_MAX_TERM_BYTES;
    return (bf_str){accented.data, bf_utf8_clip(accented, size)};
}

static bool is_arabic(bf_str text)
{
    return text.size > 0 && (unsigned char)text.data[0] >= 0xd8 &&
           (unsigned char)text.data[0] < 0xdc;
}

/* Write the term that `stem`, a form of `word`, becomes to `form`. */
static bf_str fold_stem(bf_analyzer *a, bfi_form *form, bf_str stem,
                        bf_str word)
{
    const bfi_writing w = {
        .folded = form, .folding = a->folding, .letters = &a->letters};
    bool clipped;
    bf_str term;
    bfi_form_reset(form);
    bfi_write(&w, stem);
    bfi_folding_swap(a->folding, bfi_form_text(form), form->size);
    if (is_arabic(bfi_form_whole(form))) {
        bfi_fold_arabic(bfi_form_text(form), form->size);
    }
    term = bfi_form_finish(form, &clipped);
    return term.size > 0 && !clipped ? term : word;
}

/* Make the forms that follow from the accented one; where that is too long,
 * the written form has to do. */
static void make_term(bf_analyzer *a, bfi_forms *out, bool stemmed)
{
    bf_str base = bfi_without_possessive(out->word);
    bf_str accented = {"", 0};
    out->term = out->word;
    if (!a->accented.overflown) {
        accented = prepare(a);
    } else if (uses_accented(a)) {
        return;
    }
    if (uses_accented(a)) {
        base = a->stemmer && stemmed ? stem(a, accented) : accented;
    }
    out->spelling =
        cut_spelling(a, accented, uses_accented(a) ? base : accented);
    out->term = uses_accented(a) || is_arabic(base)
                    ? fold_stem(a, &a->term, base, out->word)
                    : base;
}

/* Whether a word has another term when it is typed without its accents. Where
 * letters are kept, such a word is another one. */
static bool has_plain(bf_analyzer *a, const bfi_forms *forms)
{
    bfi_form *typed = &a->typed[0];
    const bf_str folded = bfi_without_possessive(forms->word);
    bf_str word;
    if (forms->spelling.size == 0 || !a->stemmer || a->folding->kept) {
        return false;
    }
    bfi_form_reset(typed);
    bfi_form_add(typed, folded.data, folded.size);
    word = bfi_form_whole(typed);
    if (a->folding->prepare) {
        word.size = a->folding->prepare(bfi_form_text(typed), word.size);
    }
    word = bfi_stemmer_stem(a->stemmer, word);
    return !bf_str_equal(fold_stem(a, &a->typed[1], word, forms->word),
                         forms->term);
}

static void finish(bf_analyzer *a, bfi_forms *out)
{
    out->spelling = (bf_str){"", 0};
    out->plain = false;
    out->word = bfi_form_finish(&a->word, &out->clipped);
    if (out->clipped) {
        out->term = out->word;
    } else {
        make_term(a, out, true);
        out->plain = has_plain(a, out) || bfi_plain_is_version(out->word);
    }
}

static bf_str raw_of(const bf_analyzer *a, bf_span span)
{
    return (bf_str){a->segmenter.text.data + span.start, span.end - span.start};
}

/* `part` says what is to be known of the word `raw`. */
static void make_word(bf_analyzer *a, const bfi_part *part, bf_str raw,
                      bfi_forms *out)
{
    const size_t prefix = bfi_folding_prefix(a->folding, raw);
    bfi_writing w = start_writing(a);
    w.paired = part->paired;
    w.without = part->acronym ? "." : NULL;
    bfi_write_prefix(&w, (bf_str){raw.data, prefix});
    bfi_write(&w, (bf_str){raw.data + prefix, raw.size - prefix});
    finish(a, out);
}

/* What stands between the parts of a joined word: the slash of 24/7, but not of
 * AC/DC. */
static const char *join_text(const bf_analyzer *a, const bfi_part *first)
{
    switch (first->join) {
    case BFI_JOIN_AMPERSAND:
    case BFI_JOIN_AND:
        return "&";
    case BFI_JOIN_SLASH:
        return bfi_is_number(first, a->segmenter.text) ? "/" : "";
    default:
        return "";
    }
}

/* What can be left out of a part. */
static const char *left_out(const bfi_part *part)
{
    switch (part->group) {
    case ',':
        return ",";
    case '.':
        return ".";
    default:
        return part->acronym ? "'\"." : "'\"";
    }
}

/* Write a part without its apostrophes, but for that of an ending of the last
 * one; false when nothing is left of it. */
static bool write_part(bf_analyzer *a, bfi_writing *w, const bfi_part *part,
                       bool last)
{
    const size_t size = a->word.size;
    bf_span span = part->span;
    bf_span tail = span;
    tail.start = span.end -= last ? part->tail : 0;
    w->without = left_out(part);
    bfi_write(w, raw_of(a, span));
    w->without = NULL;
    bfi_write(w, raw_of(a, tail));
    return a->word.overflown || a->word.size > size;
}

/* Whether & ties the parts of a segment together. */
static bool has_ampersand(const bfi_segment *segment)
{
    const unsigned join = segment->parts[0].join;
    return segment->kind == BFI_SEGMENT_JOINED &&
           (join == BFI_JOIN_AMPERSAND || join == BFI_JOIN_AND);
}

/* Names such as B&B have a plural that no stemmer knows: B&Bs. */
static void drop_plural(bf_str *term)
{
    const char *end = term->data + term->size;
    if (term->size > 2 && end[-1] == 's' && end[-2] != '&') {
        term->size--;
    }
}

static void make_joined(bf_analyzer *a, const bfi_segment *segment,
                        bfi_forms *out)
{
    const bfi_part *parts = segment->parts;
    const bool bare = segment->kind != BFI_SEGMENT_SIGN;
    bf_span signs = {parts[0].span.end, segment->span.end};
    bfi_writing w = start_writing(a);
    *out = (bfi_forms){.clipped = false};
    for (size_t i = 0; bare && i < segment->part_count; i++) {
        const char *between = i > 0 ? join_text(a, &parts[0]) : "";
        bfi_write_plainly(&w, between);
        if (!write_part(a, &w, &parts[i], i + 1 == segment->part_count)) {
            return;
        }
    }
    if (!bare) {
        bfi_write(&w, raw_of(a, parts[0].span));
        bfi_write(&w, raw_of(a, signs));
    }
    finish(a, out);
    if (has_ampersand(segment) && !out->clipped) {
        drop_plural(&out->term);
    }
}

static void make_forms(bf_analyzer *a, const bfi_segment *segment,
                       bfi_forms *out)
{
    if (segment->kind == BFI_SEGMENT_WORD || segment->parts[0].paired) {
        make_word(a, &segment->parts[0], raw_of(a, segment->span), out);
    } else {
        make_joined(a, segment, out);
    }
}

/* The forms of a segment. They follow from the bytes of `key`. */
static inline void forms_by(bf_analyzer *a, const bfi_segment *segment,
                            const bfi_memo_key *key, bfi_forms *out)
{
    if (key->size > BFI_MEMO_BYTES) {
        make_forms(a, segment, out);
        return;
    }
    if (!bfi_memo_get(a->memo, key, out)) {
        make_forms(a, segment, out);
        if (out->word.size > 0) {
            bfi_memo_put(a->memo, key, out);
        }
    }
}

/* The forms of an ordinary segment. */
static void forms_of_word(bf_analyzer *a, const bfi_segment *segment,
                          bfi_forms *out)
{
    const bfi_memo_key key = bfi_memo_key_of(
        raw_of(a, segment->span), a->segmenter.text.size - segment->span.start);
    forms_by(a, segment, &key, out);
}

/* The forms of a joined segment, which follow from its kind as well. */
static void forms_of_joined(bf_analyzer *a, const bfi_segment *segment,
                            bfi_forms *out)
{
    char room[BFI_MEMO_BYTES + 1];
    const bf_str raw = raw_of(a, segment->span);
    bfi_memo_key key;
    if (raw.size >= sizeof room) {
        make_forms(a, segment, out);
        return;
    }
    room[0] = (char)segment->kind;
    memcpy(room + 1, raw.data, raw.size);
    key = bfi_memo_key_of((bf_str){room, raw.size + 1}, raw.size + 1);
    forms_by(a, segment, &key, out);
}

_Static_assert(BF_MAX_TERM_BYTES <= BFI_MEMO_BYTES, "written forms are keys");

/* The term of the word that is due without its accents. */
static bf_str term_of_plain(bf_analyzer *a)
{
    static const bfi_part part = {.join = BFI_JOIN_NONE};
    const bf_str word = bfi_plain_word(&a->plain);
    const bfi_memo_key key = bfi_memo_key_of(word, BF_MAX_TERM_BYTES);
    bfi_forms forms;
    if (!bfi_memo_get(a->memo, &key, &forms)) {
        make_word(a, &part, word, &forms);
        bfi_memo_put(a->memo, &key, &forms);
    }
    return forms.term;
}

/* The forms of a pair, or of a character of one. */
static void forms_of_pair(bf_analyzer *a, const bfi_segment *segment,
                          bfi_forms *out)
{
    const bf_str raw = raw_of(a, segment->span);
    if (segment->parts[0].plain) {
        *out = (bfi_forms){.word = raw, .term = raw, .spelling = {"", 0}};
    } else {
        forms_of_word(a, segment, out);
    }
    out->term = bfi_fold_pair(a->pair, out->term, a->japanese);
}

/* Whether a segment is a name that is made by its signs. */
static bool is_name(const bfi_segment *segment)
{
    return segment->kind == BFI_SEGMENT_SIGN || has_ampersand(segment);
}

static unsigned flags_of(const bfi_segment *segment)
{
    const bool joined = segment->kind != BFI_SEGMENT_WORD;
    if (segment->parts[0].paired) {
        return joined ? BF_TOKEN_NGRAM | BF_TOKEN_JOINED | BF_TOKEN_UNIT
                      : BF_TOKEN_NGRAM;
    }
    if (!joined) {
        return 0;
    }
    if (is_name(segment)) {
        return BF_TOKEN_JOINED | BF_TOKEN_NAME;
    }
    return segment->kind == BFI_SEGMENT_JOINED &&
                   segment->parts[0].join == BFI_JOIN_PERIOD
               ? BF_TOKEN_JOINED | BF_TOKEN_DOTTED
               : BF_TOKEN_JOINED;
}

bf_str bf_analyzer_unstemmed(bf_analyzer *a, bf_str word)
{
    const bfi_writing w = start_writing(a);
    bfi_forms forms;
    bfi_write(&w, word);
    forms.word = bfi_form_finish(&a->word, &forms.clipped);
    if (forms.clipped) {
        return forms.word;
    }
    make_term(a, &forms, false);
    return bfi_fold_pair(a->pair, forms.term, a->japanese);
}

/* The next segment and its forms, where it takes no rule. */
static inline bool next_plain(bf_analyzer *a, bfi_segment *segment,
                              bfi_forms *out)
{
    const bfi_memo_key *key =
        bfi_ahead_next(&a->ahead, segment, &a->segmenter, a->memo);
    if (key) {
        forms_by(a, segment, key, out);
    }
    return key;
}

/* The same, whatever it is, when no word is read ahead. */
static inline bool next_ruled(bf_analyzer *a, bfi_segment *segment,
                              bfi_forms *out)
{
    if (!bfi_segmenter_next(&a->segmenter, segment)) {
        return false;
    }
    if (segment->parts[0].paired) {
        forms_of_pair(a, segment, out);
    } else if (segment->kind == BFI_SEGMENT_WORD) {
        forms_of_word(a, segment, out);
    } else {
        forms_of_joined(a, segment, out);
    }
    return true;
}

bool bf_analyzer_next(bf_analyzer *a, bf_token *token)
{
    bfi_segment segment;
    bfi_forms forms;
    if (bfi_plain_is_due(&a->plain)) {
        bfi_plain_give(&a->plain, token, term_of_plain(a));
        return true;
    }
    while (next_plain(a, &segment, &forms) || next_ruled(a, &segment, &forms)) {
        const bool joined = segment.kind != BFI_SEGMENT_WORD;
        if (forms.word.size == 0) {
            continue; /* nothing is left of it, or of a part */
        }
        a->position += !joined;
        token->term = forms.term;
        token->word = forms.word;
        token->spelling = forms.spelling;
        token->position = a->position - 1;
        token->reach = (uint32_t)segment.part_count;
        token->span = segment.span;
        token->flags = flags_of(&segment);
        token->flags |= forms.clipped ? BF_TOKEN_CLIPPED : 0;
        if (forms.plain) {
            bfi_plain_note(&a->plain, token);
        }
        return true;
    }
    *token = (bf_token){0};
    return false;
}
