/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The check of phrases against articles. */

#include <backfile/limits.h>
#include <backfile/plan.h>

#include "no_expansions.h"
#include "tap.h"

#include <stdlib.h>

enum {
    TEXT_BYTES = 64 * 1024
};

static bf_status frequency(void *context, uint32_t *out, bf_str term,
                           bf_error *err)
{
    (void)context;
    (void)term;
    (void)err;
    *out = 0;
    return BF_OK;
}

static bf_plan *plan_of(const char *text, bf_phrases phrases)
{
    static const char *const languages[] = {"en", "de"};
    const bf_plan_index index = {.stats = {100, 100},
                                 .languages = languages,
                                 .language_count = 2,
                                 .frequency = frequency,
                                 .expand = no_expansions};
    bf_query *query = NULL;
    bf_plan *plan = NULL;
    bf_error err;
    if (bf_query_parse(&query, bf_str_of(text), BF_QUERY_AS_TYPED, &err) ||
        bf_plan_build(&plan, query, &index, BF_MODE_ALL, phrases, &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
    bf_query_free(query);
    return plan;
}

/* Whether the first phrase of `text` stands in `article`. */
static bool stands(const char *text, bool stems, const bf_article *article)
{
    bf_plan *plan = plan_of(text, stems);
    bf_error err;
    bool found = false;
    bf_status status = bf_plan_phrase_matches(&found, plan, 0, article, &err);
    if (status) {
        printf("# %s\n", err.text);
    }
    bf_plan_free(plan);
    return !status && found;
}

static bool stands_in_body(const char *text, const char *body)
{
    bf_article article;
    bf_article_init(&article);
    article.lang = bf_str_of("en");
    article.body = bf_str_of(body);
    return stands(text, false, &article);
}

static void test_texts(void)
{
    static const struct {
        const char *phrase;
        const char *body;
        bool stands;
    } rows[] = {
        {"\"back channel\"", "A back channel opened.", true},
        {"\"back channel\"", "Back-Channel!", true},
        {"\"back channel\"", "the back\n\nchannel", true},
        {"\"back channel\"", "channel back", false},
        {"\"back channel\"", "back of a channel", false},
        {"\"back channel\"", "back channels", false},
        {"\"back channels\"", "a back channel", false},
        {"\"back channel\"", "back back channel", true},
        {"\"back channel\"", "", false},
        {"\"back channel\"", "back", false},
        {"\"cables\"", "the cables", true},
        {"\"cables\"", "the cable", false},
        {"\"caf\u00e9 ZURICH\"", "Cafe Z\u00fcrich", true},
        {"\"a b a c\"", "a b a b a c", true},
        {"\"a b a c\"", "a b a b c", false},
        {"\"a a a b\"", "a a a a a b", true},
        {"\"a a a b\"", "a a b a a b", false},
        {"\"to be or not to be\"", "To be, or not to be: that is", true},
        {"\"x\" \"y\"", "y", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ok(stands_in_body(rows[i].phrase, rows[i].body) == rows[i].stands,
           "%s %s in: %s", rows[i].phrase,
           rows[i].stands ? "stands" : "does not stand", rows[i].body);
    }
}

/* Joined words, in the phrase, in the text, in both. */
static void test_joined(void)
{
    static const struct {
        const char *phrase;
        const char *body;
        bool stands;
    } rows[] = {
        {"\"back-channel talks\"", "the backchannel talks", true},
        {"\"back-channel talks\"", "the back channel talks", true},
        {"\"back-channel talks\"", "the back-channel talks", true},
        {"\"backchannel talks\"", "the back-channel talks", true},
        {"\"backchannel talks\"", "the back channel talks", false},
        {"\"the backchannel\"", "the back-channel", true},
        {"\"back channel talks\"", "the backchannel talks", false},
        {"\"back-channel talks\"", "the backchannel channel talks", false},
        {"\"backchannel channel\"", "the back-channel", false},
        {"\"back backchannel\"", "the back-channel", false},
        {"\"state-of-the-art art\"", "a stateoftheart art", true},
        {"\"stateoftheart x\"", "state-of-the-art x", true},
        {"\"stateoftheart the\"", "state-of-the-art", false},
        {"\"a-b c-d\"", "ab cd", true},
        {"\"ab cd\"", "a-b c-d", true},
        {"\"a-bc\"", "ab-c", true},
        {"\"a-b a-b x\"", "a b ab ab a-b x", true},
        {"\"oneill said\"", "O'Neill said", true},
        {"\"O'Neill said\"", "oneill said", true},
        {"\"use c++\"", "to use C++ well", true},
        {"\"use c++\"", "to use c", false},
        {"\"c++ well\"", "to use C++ well", true},
        {"\"use c\"", "to use C++ well", true},
        {"\"at&t said\"", "AT&T said", true},
        {"\"at&t said\"", "AT & T said", true},
        {"\"at&t said\"", "at t said", false},
        {"\"at t said\"", "AT&T said", true},
        {"\"the usa\"", "the U.S.A.", true},
        {"\"communication line\"", "commu-\nnication line", true},
        {"\"erreur\"", "L'erreur", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ok(stands_in_body(rows[i].phrase, rows[i].body) == rows[i].stands,
           "%s %s in: %s", rows[i].phrase,
           rows[i].stands ? "stands" : "does not stand", rows[i].body);
    }
}

static void test_fields(void)
{
    const bf_str authors[] = {bf_str_of("Ada Quill"), bf_str_of("Bo Reed")};
    const bf_str tags[] = {bf_str_of("red"), bf_str_of("phone")};
    bf_article article;
    bf_article_init(&article);
    article.lang = bf_str_of("en");
    article.title = bf_str_of("The red");
    article.summary = bf_str_of("phone that rang");
    article.body = bf_str_of("never seen");
    article.section = bf_str_of("Back channels");
    article.authors = (bf_str_list){authors, 2};
    article.tags = (bf_str_list){tags, 2};
    ok(stands("\"the red\"", false, &article), "in the title");
    ok(stands("\"phone that\"", false, &article), "in the summary");
    ok(stands("\"never seen\"", false, &article), "in the body");
    ok(stands("\"back channels\"", false, &article), "in the section");
    ok(stands("\"bo reed\"", false, &article), "in an author");
    ok(!stands("\"red phone\"", false, &article),
       "not from field to field, nor from tag to tag");
    ok(!stands("\"quill bo\"", false, &article), "nor from author to author");
    ok(stands("title:\"the red\"", false, &article), "in this field");
    ok(!stands("title:\"never seen\"", false, &article), "in another field");
    ok(stands("author:\"ada quill\"", false, &article), "in these values");
    ok(!stands("author:\"the red\"", false, &article), "in other values");
}

static void test_stems(void)
{
    bf_article article;
    bf_article_init(&article);
    article.body = bf_str_of("He opened back channels. Die roten Telefone.");
    article.lang = bf_str_of("en-GB");
    ok(!stands("\"back channel\"", false, &article), "as written: no");
    ok(stands("\"back channel\"", true, &article), "by stems: yes");
    ok(stands("x -back-channel", false, &article),
       "a word of two is always compared by stems");
    ok(stands("title:x -\"back channels\"", false, &article), "and as written");
    article.lang = bf_str_of("de");
    ok(stands("\"rote telefon\"", true, &article), "in the article's language");
    article.lang = bf_str_of("fi");
    ok(stands("\"opened back\"", false, &article),
       "as written in a language that is not the index's");
    ok(!stands("\"back channels\"", false, &article),
       "unless one of these is another word there");
    article.lang = bf_str_of("no language!");
    ok(stands("\"opened back\"", false, &article), "or in none");
}

/* More languages than a plan keeps analyzers for. */
static void test_many_languages(void)
{
    static const char *const codes[] = {"fr", "es", "it", "pt", "nl", "sv",
                                        "da", "no", "fi", "ru", "en", "hu"};
    bf_plan *plan = plan_of("\"back channel\"", true);
    bf_error err;
    size_t found = 0;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        bf_article article;
        bool stands_here;
        bf_article_init(&article);
        article.lang = bf_str_of(codes[i]);
        article.body = bf_str_of("the back channels");
        if (bf_plan_phrase_matches(&stands_here, plan, 0, &article, &err)) {
            break;
        }
        found += stands_here && !strcmp(codes[i], "en");
    }
    is_int(found, 1, "each article is read in its language");
    bf_plan_free(plan);
}

/* A phrase of as many words as a query may have, also where only its last
 * word differs. */
static void test_long_phrase(void)
{
    bf_buf phrase;
    bf_buf body;
    bf_buf_init(&phrase, TEXT_BYTES);
    bf_buf_init(&body, TEXT_BYTES);
    bf_buf_add_text(&phrase, "\"");
    for (size_t i = 0; i < BF_MAX_QUERY_WORDS; i++) {
        const char *word = i % 5 == 4 ? "b " : "a ";
        bf_buf_add_text(&phrase, word);
        bf_buf_add_text(&body, word);
    }
    bf_buf_add_text(&phrase, "\"");
    ok(stands_in_body(phrase.data, body.data), "256 words");
    body.data[body.size - 2] = 'c';
    ok(!stands_in_body(phrase.data, body.data), "the last is another");
    body.data[body.size - 2] = 'a';
    body.data[0] = 'c';
    ok(!stands_in_body(phrase.data, body.data), "the first is another");
    bf_buf_fini(&phrase);
    bf_buf_fini(&body);
}

int main(void)
{
    test_texts();
    test_joined();
    test_fields();
    test_stems();
    test_many_languages();
    test_long_phrase();
    return tap_done();
}
