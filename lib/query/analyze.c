/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of a leaf. Its text is analysed in each language of the index; all
 * languages cut it into the same tokens and differ in the stems only, so the
 * tokens are gathered by their order.
 *
 * A name such as C++ or AT&T takes the place of what it covers: whoever asks
 * for it means no c and no t. All other joined tokens stand beside the words.
 */

#include "plan.h"

bf_status bfi_planner_nomem(bfi_planner *planner)
{
    return bf_fail(planner->err, BF_ERR_NOMEM, "out of memory");
}

/* Terms -------------------------------------------------------------------- */

static bool contains(const bf_str *list, size_t count, bf_str text)
{
    for (size_t i = 0; i < count; i++) {
        if (bf_str_equal(list[i], text)) {
            return true;
        }
    }
    return false;
}

bool bfi_plan_covers(const bfi_word *other, const bfi_word *word)
{
    return other->place <= word->place &&
           word->place < other->place + other->reach;
}

size_t bfi_plan_terms(const bfi_planner *planner, bf_str out[BFI_WORD_TERMS],
                      const bfi_word *word)
{
    size_t count = 0;
    for (size_t i = 0; i < word->term_count; i++) {
        out[count++] = word->terms[i];
    }
    for (size_t i = 0; i < planner->other_count; i++) {
        const bfi_word *other = &planner->others[i];
        const bool covers = bfi_plan_covers(other, word);
        for (size_t j = 0; covers && j < other->term_count; j++) {
            if (count < BFI_WORD_TERMS &&
                !contains(out, count, other->terms[j])) {
                out[count++] = other->terms[j];
            }
        }
    }
    return count;
}

static bool is_ascii(bf_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((unsigned char)text.data[i] >= 128) {
            return false;
        }
    }
    return true;
}

/* Add `text` to `list` if it is not there. */
static bf_status add_copy(bfi_planner *planner, bf_str *list, size_t *count,
                          size_t room, bf_str text)
{
    bf_str copy;
    if (*count == room || contains(list, *count, text)) {
        return BF_OK;
    }
    copy = bf_arena_copy(planner->plan->arena, text);
    if (!copy.data) {
        return bfi_planner_nomem(planner);
    }
    list[(*count)++] = copy;
    return BF_OK;
}

/* Add the term of `token` in one language, and its spelling. Who typed ASCII
 * typed no accents, though to Turkish I is one letter and i another. */
static bf_status add_forms(bfi_planner *planner, bfi_word *word,
                           const bf_token *token, bf_str text)
{
    const bf_str typed = {text.data + token->span.start,
                          token->span.end - token->span.start};
    const size_t count = word->term_count;
    bf_status status = add_copy(planner, word->terms, &word->term_count,
                                BF_MAX_QUERY_LANGUAGES, token->term);
    if (status || is_ascii(typed)) {
        return status;
    }
    if (token->spelling.size == 0) {
        word->kept |= (uint64_t)(word->term_count - count) << count;
        return BF_OK;
    }
    return add_copy(planner, word->spellings, &word->spelling_count,
                    BFI_WORD_SPELLINGS, token->spelling);
}

/* Analysis ----------------------------------------------------------------- */

/* How far the tokens of a text in one language were gathered. */
typedef struct gathering {
    bfi_planner *planner;
    bf_str text;
    bool first;        /* the language that says which words there are */
    size_t words;      /* gathered so far */
    size_t others;     /* the same */
    size_t units;      /* the same */
    size_t most_words; /* what there is room for, or what the first found */
    size_t most_others;
    size_t most_units;
    uint32_t position; /* tokens before it are part of a name */
    bool full;         /* there is no room for more words */
} gathering;

/* The word that `token` is a form of; NULL when it is none. */
static bfi_word *word_for(gathering *g, const bf_token *token)
{
    bfi_planner *planner = g->planner;
    if (token->position < g->position || token->flags & BF_TOKEN_PLAIN) {
        return NULL;
    }
    if (token->flags & BF_TOKEN_NAME) {
        g->position = token->position + token->reach;
        return &planner->words[g->words - 1];
    }
    if (token->flags & BF_TOKEN_UNIT) {
        return bfi_plan_counts_alone(token->word) && g->units < g->most_units
                   ? &planner->units[g->units++]
                   : NULL;
    }
    if (token->flags & BF_TOKEN_JOINED) {
        return g->others < g->most_others ? &planner->others[g->others++]
                                          : NULL;
    }
    if (g->words == g->most_words) {
        g->full = true;
        return NULL;
    }
    return &planner->words[g->words++];
}

/* Begin `word` with `token`. */
static bf_status begin_word(gathering *g, bfi_word *word, const bf_token *token)
{
    const bool name = token->flags & BF_TOKEN_NAME;
    *word = (bfi_word){
        .word = bf_arena_copy(g->planner->plan->arena, token->word),
        .span = token->span,
        .place = g->words - 1,
        .reach = name ? 1 : token->reach,
        .flags = token->flags,
    };
    return word->word.data ? BF_OK : bfi_planner_nomem(g->planner);
}

static bf_status take_token(gathering *g, const bf_token *token)
{
    bfi_word *word = word_for(g, token);
    bf_status status = BF_OK;
    if (!word) {
        return BF_OK;
    }
    if (g->first) {
        status = begin_word(g, word, token);
    } else if (word->flags & BF_TOKEN_NAME && !(token->flags & BF_TOKEN_NAME)) {
        return BF_OK; /* the name comes next */
    }
    return status ? status : add_forms(g->planner, word, token, g->text);
}

static bf_status gather(gathering *g, bf_analyzer *analyzer)
{
    bf_token token;
    bf_status status = BF_OK;
    bf_analyzer_start(analyzer, g->text);
    while (!status && !g->full && bf_analyzer_next(analyzer, &token)) {
        status = take_token(g, &token);
    }
    return status;
}

/* Drop from `forms` those of words for which there was no room; how many are
 * left. */
static size_t drop_cut(bfi_word *forms, size_t count, size_t word_count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (forms[i].place + forms[i].reach <= word_count) {
            forms[kept++] = forms[i];
        }
    }
    return kept;
}

bf_status bfi_plan_analyze(bfi_planner *planner, bf_str text, bf_span span)
{
    gathering g = {.planner = planner,
                   .text = text,
                   .first = true,
                   .most_words = planner->words_left,
                   .most_others = BFI_MAX_OTHERS,
                   .most_units = BFI_MAX_OTHERS};
    bf_status status = gather(&g, planner->analyzers[0]);
    planner->word_count = g.words;
    planner->other_count = g.others;
    planner->unit_count = g.units;
    planner->words_left -= g.words;
    if (g.full) {
        bfi_notes_add(&planner->plan->notes, BFI_NOTE_TOO_MANY_WORDS, span);
    }
    for (size_t i = 1; !status && i < planner->language_count; i++) {
        g = (gathering){.planner = planner,
                        .text = text,
                        .most_words = planner->word_count,
                        .most_others = planner->other_count,
                        .most_units = planner->unit_count};
        status = gather(&g, planner->analyzers[i]);
    }
    planner->other_count =
        drop_cut(planner->others, planner->other_count, planner->word_count);
    planner->unit_count =
        drop_cut(planner->units, planner->unit_count, planner->word_count);
    return status;
}

/* Add the term that `text` has in one language; `*one` says whether it is one
 * word. */
static bf_status add_word_term(bfi_planner *planner, bfi_word *word,
                               bf_analyzer *analyzer, bf_str text, bool *one)
{
    bf_token token;
    bf_status status = BF_OK;
    size_t count = 0;
    bf_analyzer_start(analyzer, text);
    while (!status && bf_analyzer_next(analyzer, &token)) {
        if (token.flags & BF_TOKEN_PLAIN) {
            continue;
        }
        if (count++ > 0 || token.flags) {
            *one = false;
            break;
        }
        word->span = token.span;
        status = add_forms(planner, word, &token, text);
        if (!status && !word->word.data) {
            word->word = bf_arena_copy(planner->plan->arena, token.word);
            status = word->word.data ? BF_OK : bfi_planner_nomem(planner);
        }
    }
    *one = *one && count == 1;
    return status;
}

bf_status bfi_plan_analyze_word(bfi_planner *planner, bfi_word *out,
                                bf_str text)
{
    bf_status status = BF_OK;
    bool one = true;
    *out = (bfi_word){.reach = 1};
    for (size_t i = 0; !status && one && i < planner->language_count; i++) {
        status = add_word_term(planner, out, planner->analyzers[i], text, &one);
    }
    if (!one) {
        out->term_count = 0;
    }
    return status;
}
