/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The analyzer. The first byte chooses the language, the rest is the text.
 *
 * Held for any text: spans rise and lie inside it on borders of code points;
 * forms are valid UTF-8 within their limit; an analyzer that remembers other
 * texts says the same as a new one; a token's span analysed alone gives that
 * token. Folding gives valid UTF-8, and folding again changes nothing.
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

static void check_token(bf_str text, const bf_token *token, bf_span last)
{
    const bf_span span = token->span;
    require(span.start < span.end && span.end <= text.size);
    require(span.start >= last.start && span.end > last.end);
    require(is_border(text, span.start) && is_border(text, span.end));
    require(token->word.size > 0 && token->word.size <= BF_MAX_TERM_BYTES);
    require(token->term.size > 0 && token->term.size <= BF_MAX_TERM_BYTES);
    require(bf_utf8_valid(token->word, NULL));
    require(bf_utf8_valid(token->term, NULL));
}

/* The word `token` of `text` is found by itself. */
static void check_alone(bf_analyzer *analyzer, bf_str text,
                        const bf_token *token)
{
    bf_token alone;
    const bf_str word = {text.data + token->span.start,
                         token->span.end - token->span.start};
    bf_analyzer_start(analyzer, word);
    require(bf_analyzer_next(analyzer, &alone));
    require(bf_str_equal(alone.word, token->word));
    require(bf_str_equal(alone.term, token->term));
    require(alone.span.start == 0 && alone.span.end == word.size);
    require(alone.flags == token->flags);
    require(!bf_analyzer_next(analyzer, &alone));
}

static void check_tokens(bf_analyzer *analyzer, bf_analyzer *other, bf_str text)
{
    bf_token token;
    bf_span last = {0, 0};
    uint32_t count = 0;
    bf_analyzer_start(analyzer, text);
    while (bf_analyzer_next(analyzer, &token)) {
        require(token.position == count++);
        check_token(text, &token, last);
        check_alone(other, text, &token);
        last = token.span;
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
