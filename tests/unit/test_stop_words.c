/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stop words: that those of the lists are ever met, and which are among them.
 */

#include <backfile/text.h>

#include "lib/text/stop_words.h"
#include "tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether `text` is one token, as written. */
static bool is_met(bf_analyzer *analyzer, bf_str text)
{
    bf_token token;
    bf_analyzer_start(analyzer, text);
    return bf_analyzer_next(analyzer, &token) &&
           bf_str_equal(token.word, text) &&
           !bf_analyzer_next(analyzer, &token);
}

/* Check each word of a list; returns how many there are. */
static size_t check_words(bf_analyzer *analyzer, bf_str language,
                          const char *words)
{
    size_t count = 0;
    while (*words) {
        const bf_str word = {words, strcspn(words, " ")};
        /* The spelling without its apostrophe is a joined token. */
        if (!memchr(word.data, '\'', word.size) && !is_met(analyzer, word)) {
            ok(false, "%.*s: %.*s is no written form", (int)language.size,
               language.data, (int)word.size, word.data);
        }
        if (!bf_is_stop_word(language, word)) {
            ok(false, "%.*s is found", (int)word.size, word.data);
        }
        words += word.size + (word.data[word.size] == ' ');
        count++;
    }
    return count;
}

static void test_lists(void)
{
    bf_analyzer *analyzer;
    bf_error err;
    size_t languages = 0;
    if (bf_analyzer_new(&analyzer, bf_str_of(""), &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
    for (char a = 'a'; a <= 'z'; a++) {
        for (char b = 'a'; b <= 'z'; b++) {
            const char code[] = {a, b, '\0'};
            const char *words = bfi_stop_words(bf_str_of(code));
            languages += *words != '\0';
            if (*words) {
                ok(check_words(analyzer, bf_str_of(code), words) >= 30,
                   "%s has a list of written forms", code);
            }
        }
    }
    ok(languages >= 40, "%zu languages have a list", languages);
    bf_analyzer_free(analyzer);
}

static void test_words(void)
{
    static const struct {
        const char *language;
        const char *word;
        bool is_stop;
    } rows[] = {
        {"en", "the", true},      {"en", "wouldn't", true}, {"en", "us", false},
        {"en", "may", false},     {"en", "", false},        {"en", " ", false},
        {"en", "the and", false}, {"en", "th", false},      {"en", "he", true},
        {"en", "die", false},     {"de", "die", true},      {"de", "fur", true},
        {"fr", "ete", false},     {"ru", "который", true},  {"el", "τησ", true},
        {"", "the", false},       {"xx", "the", false},     {"ja", "の", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ok(bf_is_stop_word(bf_str_of(rows[i].language),
                           bf_str_of(rows[i].word)) == rows[i].is_stop,
           "%s: '%s'", rows[i].language, rows[i].word);
    }
}

int main(void)
{
    test_lists();
    test_words();
    return tap_done();
}
