/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The analyzer. The first byte chooses the language, the rest is the text.
 *
 * Held for any text: spans rise and lie inside it on borders of code points;
 * forms are valid UTF-8 within their limit; an analyzer that remembers other
 * texts says the same as a new one; joined tokens cover the ordinary ones that
 * they say; a token's span analysed alone gives that token. Folding gives valid
 * UTF-8, and folding again changes nothing.
 */

#include <backfile/limits.h>
#include <backfile/text.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const languages[] = {
    "",   "ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr",
    "ga", "hi", "hu", "hy", "id", "it", "lt", "ne", "nl", "no", "pt",
    "ro", "ru", "sr", "sv", "ta", "tr", "yi", "zh", "ja", "th"};

enum {
    LANGUAGES = sizeof languages / sizeof *languages
};

/* Kept between inputs, so that they remember words. */
static bf_analyzer *kept[LANGUAGES];

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bf_analyzer *analyzer_for(size_t language)
{
    bf_analyzer *analyzer;
    require(!bf_analyzer_new(&analyzer, bf_str_of(languages[language]), NULL));
    return analyzer;
}

static bool is_border(bf_str text, size_t at)
{
    size_t size;
    size_t before = at < 3 ? 0 : at - 3;
    /* No valid sequence begins before `at` and ends after it. */
    for (; before < at; before++) {
        bf_utf8_next(text.data + before, text.data + text.size, &size);
        if (before + size > at && size > 1) {
            return false;
        }
    }
    return true;
}

static void check_forms(const bf_token *token)
{
    require(token->word.size > 0 && token->word.size <= BF_MAX_TERM_BYTES);
    require(token->term.size > 0 && token->term.size <= BF_MAX_TERM_BYTES);
    require(bf_utf8_valid(token->word, NULL));
    require(bf_utf8_valid(token->term, NULL));
    require(token->spelling.size <= BF_MAX_TERM_BYTES);
    require(bf_utf8_valid(token->spelling, NULL));
}

/* Where terms are not stemmed, a spelling folds to the beginning of the word.
 * (Not with periods: the marks on one that is left out, as of U.S.A., stand on
 * the letter before it.) */
static void check_spelling(bf_str text, const bf_token *token)
{
    bf_buf folded;
    if (memchr(text.data + token->span.start, '.',
               token->span.end - token->span.start)) {
        return;
    }
    bf_buf_init(&folded, (size_t)BF_MAX_FOLD_GROWTH * BF_MAX_TERM_BYTES);
    require(!bf_text_fold(&folded, token->spelling, NULL));
    require(folded.size <= token->word.size &&
            (folded.size == 0 ||
             memcmp(folded.data, token->word.data, folded.size) == 0));
    bf_buf_fini(&folded);
}

/* What the tokens before tell of the next one. */
typedef struct reading {
    bf_span last; /* of the ordinary token before */
    uint32_t count;
    size_t ends[BF_MAX_JOINED_TOKENS]; /* of joined tokens, by their last
                                          position modulo the size; or 0 */
} reading;

static void check_ordinary(reading *r, const bf_token *token)
{
    size_t *end = &r->ends[r->count % BF_MAX_JOINED_TOKENS];
    require(token->position == r->count++ && token->reach == 1);
    require(!(token->flags & BF_TOKEN_NAME));
    require(token->span.start >= r->last.start);
    require(token->span.end > r->last.end);
    require(*end == 0 || *end == token->span.end);
    *end = 0;
    r->last = token->span;
}

/* A character of the pair before it: its first one, or its last. */
static void check_unit(const reading *r, const bf_token *token)
{
    require(token->flags & BF_TOKEN_NGRAM && token->reach == 1);
    require(token->span.start == r->last.start ||
            token->span.end == r->last.end);
    require(token->span.start >= r->last.start);
    require(token->span.end <= r->last.end);
}

static void check_joined(reading *r, const bf_token *token)
{
    const uint32_t last = token->position + token->reach - 1;
    require(r->count > 0 && token->position == r->count - 1);
    require(token->reach > 0 && token->reach <= BF_MAX_JOINED_TOKENS);
    if (token->flags & BF_TOKEN_UNIT) {
        check_unit(r, token);
        return;
    }
    require(token->span.start == r->last.start);
    require(token->span.end >= r->last.end);
    require(token->reach == 1 || token->span.end > r->last.end);
    if (token->reach > 1) {
        r->ends[last % BF_MAX_JOINED_TOKENS] = token->span.end;
    }
}

static void check_token(bf_str text, reading *r, const bf_token *token)
{
    const bf_span span = token->span;
    require(span.start < span.end && span.end <= text.size);
    require(is_border(text, span.start) && is_border(text, span.end));
    check_forms(token);
    if (token->flags & BF_TOKEN_JOINED) {
        check_joined(r, token);
    } else {
        check_ordinary(r, token);
    }
}

/* A character alone is an ordinary token. */
static unsigned flags_alone(unsigned flags)
{
    return flags & BF_TOKEN_UNIT ? flags & ~(BF_TOKEN_UNIT | BF_TOKEN_JOINED)
                                 : flags;
}

/* Whether `a`, of the text of `b` alone, is the same. */
static bool same(const bf_token *a, const bf_token *b)
{
    return bf_str_equal(a->word, b->word) && bf_str_equal(a->term, b->term) &&
           bf_str_equal(a->spelling, b->spelling) &&
           a->flags == flags_alone(b->flags) && a->reach == b->reach &&
           a->span.end - a->span.start == b->span.end - b->span.start;
}

/* Whether `text` has a hyphen or dash, which between katakana stands for the
 * mark of a long vowel, and elsewhere for itself. */
static bool has_dash(bf_str text)
{
    const char *end = text.data + text.size;
    size_t size;
    for (size_t at = 0; at < text.size; at += size) {
        const uint32_t code = bf_utf8_next(text.data + at, end, &size);
        if ((code >= 0x2010 && code <= 0x2015) || code == 0x2212 ||
            code == 0x2500 || code == 0x301c || code == 0xff0d ||
            code == 0xff5e) {
            return true;
        }
    }
    return false;
}

/* A pair that is its written form is so to who folds any text. */
static void check_pair(bf_str text, const bf_token *token)
{
    const bf_str span = {text.data + token->span.start,
                         token->span.end - token->span.start};
    bf_buf folded;
    if (!bf_str_equal(span, token->word)) {
        return;
    }
    bf_buf_init(&folded, (size_t)BF_MAX_FOLD_GROWTH * BF_MAX_TERM_BYTES);
    require(!bf_text_fold(&folded, span, NULL));
    require(bf_str_equal(bf_buf_str(&folded), token->word));
    bf_buf_fini(&folded);
}

/* The word `token` of `text` is found by itself: an ordinary one is the only
 * one then, but for other ways to write it. */
static void check_alone(bf_analyzer *analyzer, bf_str text,
                        const bf_token *token)
{
    const bool joined = token->flags & BF_TOKEN_JOINED;
    const bf_str word = {text.data + token->span.start,
                         token->span.end - token->span.start};
    bool found = false;
    bf_token alone;
    bf_analyzer_start(analyzer, word);
    while (bf_analyzer_next(analyzer, &alone)) {
        require(joined || alone.position == 0);
        found = found || (alone.position == 0 && same(&alone, token));
    }
    require(found);
}

static void check_tokens(bf_analyzer *analyzer, bf_analyzer *other, bf_str text)
{
    reading r = {.count = 0};
    bf_token token;
    bf_analyzer_start(analyzer, text);
    while (bf_analyzer_next(analyzer, &token)) {
        check_token(text, &r, &token);
        if (!(token.flags & BF_TOKEN_JOINED) &&
            !bf_language_stems(bf_analyzer_language(analyzer))) {
            check_spelling(text, &token);
        }
        if (!(token.flags & BF_TOKEN_NGRAM)) {
            check_alone(other, text, &token);
        } else if (!has_dash((bf_str){text.data + token.span.start,
                                      token.span.end - token.span.start})) {
            check_alone(other, text, &token);
            check_pair(text, &token);
        }
    }
    for (size_t i = 0; i < BF_MAX_JOINED_TOKENS; i++) {
        require(r.ends[i] == 0);
    }
}

/* Whether `text` may hold U+1100 to U+11FF. */
static bool has_jamo(bf_str text)
{
    for (size_t i = 1; i < text.size; i++) {
        const unsigned char byte = (unsigned char)text.data[i];
        if (text.data[i - 1] == '\xe1' && byte >= 0x84 && byte < 0x88) {
            return true;
        }
    }
    return false;
}

typedef bf_status (*fold_function)(bf_buf *, bf_str, bf_error *);

static void check_fold(fold_function fold, bf_str text)
{
    bf_buf once;
    bf_buf twice;
    /* 11 times its size is the most that NFKC makes of a text. */
    bf_buf_init(&once, 11 * text.size);
    bf_buf_init(&twice, 11 * text.size);
    require(!fold(&once, text, NULL));
    require(bf_utf8_valid(bf_buf_str(&once), NULL));
    require(!fold(&twice, bf_buf_str(&once), NULL));
    /* Folding can leave a consonant of hangul right before a vowel. */
    require(has_jamo(bf_buf_str(&once)) ||
            bf_str_equal(bf_buf_str(&once), bf_buf_str(&twice)));
    bf_buf_fini(&once);
    bf_buf_fini(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t language;
    bf_analyzer *fresh;
    bf_str text;
    if (size == 0) {
        return 0;
    }
    language = data[0] % LANGUAGES;
    if (!kept[language]) {
        kept[language] = analyzer_for(language);
    }
    fresh = analyzer_for(language);
    text = (bf_str){(const char *)data + 1, size - 1};
    check_tokens(fresh, kept[language], text);
    check_tokens(kept[language], fresh, text);
    check_fold(bf_text_fold, text);
    check_fold(bf_keyword_fold, text);
    bf_analyzer_free(fresh);
    return 0;
}
