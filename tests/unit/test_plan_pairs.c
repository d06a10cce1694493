/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a query asks of pairs of characters. In the plans that are compared a
 * `0` before a term says that it does not score. */

#include <backfile/limits.h>
#include <backfile/plan.h>

#include "no_expansions.h"
#include "tap.h"

#include <stdlib.h>

enum {
    DOCUMENTS = 1000,
    TEXT_BYTES = 256 * 1024
};

static bf_status frequency(void *context, uint32_t *out, bf_str term,
                           bf_error *err)
{
    (void)context;
    (void)term;
    (void)err;
    *out = 10;
    return BF_OK;
}

static const char *separator(const bf_plan_node *node)
{
    static const char *const separators[] = {
        [BF_PLAN_AND] = " & ",     [BF_PLAN_OR] = " | ",
        [BF_PLAN_AND_NOT] = " - ", [BF_PLAN_AND_MAYBE] = " ~ ",
        [BF_PLAN_PHRASE] = " ",
    };
    return separators[node->kind];
}

static void show(bf_buf *out, const bf_plan_node *node)
{
    if (node->kind == BF_PLAN_TERM) {
        bf_buf_add_text(out, node->weight > 0 ? "" : "0");
        for (size_t i = 0; i < node->term_count; i++) {
            bf_buf_add_text(out, i > 0 ? "/" : "");
            bf_buf_add(out, node->terms[i].data, node->terms[i].size);
        }
        return;
    }
    bf_buf_add_text(out, node->kind == BF_PLAN_PHRASE ? "<" : "(");
    for (size_t i = 0; i < node->child_count; i++) {
        bf_buf_add_text(out, i > 0 ? separator(node) : "");
        show(out, node->children[i]);
    }
    bf_buf_add_text(out, node->kind == BF_PLAN_PHRASE ? ">" : ")");
}

static bf_plan *plan_of(bf_str text, bf_mode mode, const char *language)
{
    const char *const languages[] = {language};
    bf_plan_index index = {.stats = {DOCUMENTS, 10},
                           .languages = languages,
                           .language_count = 1,
                           .frequency = frequency,
                           .expand = no_expansions};
    bf_query *query;
    bf_plan *plan = NULL;
    bf_error err;
    if (bf_query_parse(&query, text, BF_QUERY_AS_TYPED, &err) ||
        bf_plan_build(&plan, query, &index, mode, false, &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
    bf_query_free(query);
    return plan;
}

static void is_planned(const char *text, bf_mode mode, const char *expected)
{
    bf_plan *plan = plan_of(bf_str_of(text), mode, "ja");
    bf_buf shown;
    bf_buf_init(&shown, TEXT_BYTES);
    show(&shown, bf_plan_root(plan));
    is_str(bf_buf_str(&shown), expected, "%s, %s", text,
           mode == BF_MODE_ALL ? "all" : "any");
    bf_buf_fini(&shown);
    bf_plan_free(plan);
}

/* Characters that mean something add to the score. */
static void test_units(void)
{
    is_planned("犬", BF_MODE_ALL, "犬");
    is_planned("子犬", BF_MODE_ALL, "(子犬 ~ (子 | 犬))");
    is_planned("子犬", BF_MODE_ANY, "(子犬 ~ (子 | 犬))");
    is_planned("子犬の", BF_MODE_ALL, "((子犬 & 犬の) ~ (子 | 犬))");
    is_planned("子犬の", BF_MODE_ANY, "((子犬 | 犬の) ~ (子 | 犬))");
    is_planned("すし", BF_MODE_ALL, "すし");
    is_planned("물을", BF_MODE_ALL, "물을");
    is_planned("ไทย", BF_MODE_ALL, "ไทย");
    is_planned("ဘာသာ", BF_MODE_ALL, "(ဘာသာ ~ (ဘာ | သာ))");
    is_planned("\"子犬の\"", BF_MODE_ALL, "<子犬 犬の>");
    is_planned("東京 -子犬", BF_MODE_ALL, "((东京 ~ (东 | 京)) - 子犬)");
}

/* The last mark of a long vowel of a word in katakana. */
static void test_long_vowels(void)
{
    is_planned("メモリー", BF_MODE_ALL, "((メモ & モリ) ~ リー)");
    is_planned("メモリー", BF_MODE_ANY, "((メモ | モリ) ~ リー)");
    is_planned("メモリーの", BF_MODE_ALL, "((メモ & モリ) ~ (リー | ーの))");
    is_planned("メモリー器具", BF_MODE_ALL,
               "((メモ & モリ & 器具) ~ (リー | ー器 | 器 | 具))");
    is_planned("コピー", BF_MODE_ALL, "(コピ & ピー)");
    is_planned("メモリース", BF_MODE_ALL, "(メモ & モリ & リー & ース)");
    is_planned("のメモー", BF_MODE_ALL, "(のメ & メモ & モー)");
    is_planned("メモ リー", BF_MODE_ALL, "(メモ & リー)");
    is_planned("\"メモリー\"", BF_MODE_ALL, "<メモ モリ リー>");
}

/* Hangul whose spaces may be elsewhere. */
static void test_hangul(void)
{
    is_planned("한국", BF_MODE_ALL, "한국");
    is_planned("한국어", BF_MODE_ALL, "(한국 & 국어)");
    is_planned("한국어문", BF_MODE_ALL, "((한국 & 어문) ~ 국어)");
    is_planned("한국어문법", BF_MODE_ALL,
               "((한국 & 문법 & 0국어/어문) ~ (국어 | 어문))");
    is_planned("한국어문법책", BF_MODE_ALL,
               "((한국 & 법책 & 0국어/어문 & 0어문/문법) ~ "
               "(국어 | 어문 | 문법))");
    is_planned("한국어문", BF_MODE_ANY, "(한국 | 국어 | 어문)");
    is_planned("+한국어문 책", BF_MODE_ANY, "(((한국 & 어문) ~ 국어) ~ 책)");
    is_planned("한국어문2한국 책", BF_MODE_ALL,
               "(((한국 & 어문) ~ 국어) & 2 & 한국 & 책)");
    is_planned("한국 OR 한국어문", BF_MODE_ALL,
               "(한국 | ((한국 & 어문) ~ 국어))");
}

/* As many words as a query may have, all of them pairs of kanji. */
static void test_many(void)
{
    bf_buf text;
    bf_plan *plan;
    size_t words;
    bf_buf_init(&text, BF_MAX_QUERY_BYTES);
    for (unsigned i = 0; i < BF_MAX_QUERY_WORDS + 10; i++) {
        char character[4];
        const size_t size = bf_utf8_put(character, 0x4e00 + i);
        bf_buf_add(&text, character, size);
    }
    plan = plan_of(bf_buf_str(&text), BF_MODE_ANY, "zh");
    bf_plan_words(plan, &words);
    is_int(words, BF_MAX_QUERY_WORDS, "as many pairs as there is room for");
    is_int(bf_plan_note_count(plan), 1, "and a note about the rest");
    bf_plan_free(plan);
    bf_buf_reset(&text);
    for (unsigned i = 0; i < BF_MAX_QUERY_WORDS + 1; i++) {
        char syllable[4];
        const size_t size = bf_utf8_put(syllable, 0xac00 + i);
        bf_buf_add(&text, syllable, size);
    }
    plan = plan_of(bf_buf_str(&text), BF_MODE_ALL, "ko");
    is_int(bf_plan_root(plan)->kind, BF_PLAN_AND_MAYBE, "a long run of hangul");
    bf_plan_free(plan);
    bf_buf_fini(&text);
}

int main(void)
{
    test_units();
    test_long_vowels();
    test_hangul();
    test_many();
    return tap_done();
}
