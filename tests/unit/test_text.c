/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The analyzer over a table of cases. What is expected is written with one
 * token after the other: its written form, `>` and its term where that
 * differs, `@`, its span in bytes; a pair of characters has a `+` before it.
 */

#include <backfile/text.h>

#include "tap.h"

typedef struct text_case {
    const char *lang;
    const char *text;
    const char *tokens;
} text_case;

static const text_case words[] = {
    {"en", "", ""},
    {"en", " \t\n.,;:!?()'\"-/_ ", ""},
    {"en", "The Quick  FOX", "the@0-3 quick@4-9 fox@11-14"},
    {"en", "running runs ran", "running>run@0-7 runs>run@8-12 ran@13-16"},
    {"", "Running runs", "running@0-7 runs@8-12"},
    {"en", "Cafés", "cafes>cafe@0-6"},
    {"en", "co\xcc\x82te\xcc\x81", "cote@0-8"}, /* NFD */
    {"en", "a", "a@0-1"},
    {"en", "1", "1@0-1"},
    /* apostrophes */
    {"en", "O'Neill O’Neill", "o'neill>o'neil@0-7 o'neill>o'neil@8-17"},
    {"en", "don't DON’T", "don't@0-5 don't@6-13"},
    {"en", "dog's dog’s", "dog's>dog@0-5 dog's>dog@6-13"},
    {"en", "'quoted' ‘so’", "quoted>quot@1-7 so@12-14"},
    {"en", "Hawaiʻi ʻokina", "hawai'i@0-8 okina@11-16"},
    {"en", "O＇Neill", "o'neill>o'neil@0-9"},
    {"", "мʼята м'ята м’ята", "м'ята@0-10 м'ята@11-20 м'ята@21-32"},
    {"fr", "l'homme", "l'homme>l'homm@0-7"},
    {"ca", "col·lecció", "col·leccio>col.lec@0-12"},
    /* what separates and what joins */
    {"en", "e-mail AC/DC foo_bar",
     "e@0-1 mail@2-6 ac@7-9 dc@10-12 "
     "foo@13-16 bar@17-20"},
    {"en", "well‑known", "well@0-4 known@7-12"}, /* U+2011 */
    {"en", "10:30 title:word", "10@0-2 30@3-5 title>titl@6-11 word@12-16"},
    {"en", "3.5 1,000.5 3,x 1.",
     "3.5@0-3 1,000.5@4-11 3@12-13 x@14-15 1@16-17"},
    {"en", "U.S.A. U.S.A", "u.s.a@0-5 u.s.a@7-12"},
    {"en", "example.com", "example.com@0-11"},
    {"en", "end.x a.1 1.a a..b",
     "end.x@0-5 a@6-7 1@8-9 1@10-11 a@12-13 "
     "a@14-15 b@17-18"},
    {"en", "covid19 4th F-16", "covid19@0-7 4th@8-11 f@12-13 16@14-16"},
    {"en", "CO₂ x² word¹", "co2@0-5 x@6-7 word@10-14"},
    {"en", "C++ C# .NET AT&T", "c@0-1 c@4-5 net@8-11 at@12-14 t@15-16"},
    {"en", "#tag @me $5 50%", "tag@1-4 me@6-8 5@10-11 50@12-14"},
    {"en", "naïve\xe2\x80\xaf!", "naive>naiv@0-6"},
    {"en",
     "10\xe2\x80\xaf"
     "000",
     "10@0-2 000@5-8"}, /* U+202F */
    /* invisible characters */
    {"en", "co\xc2\xadoperate", "cooperate>cooper@0-11"},
    {"en", "word\xc2\xad next", "word@0-4 next@7-11"},
    {"en", "zero\xe2\x80\x8bwidth", "zerowidth@0-12"},
    {"en", "\xef\xbb\xbfyes", "yes@3-6"},
    {"en", "\xe2\x80\xaeright\xe2\x80\xac", "right@3-8"},
    {"", "می‌خواهم میخواهم", "میخواهم@0-17 میخواهم@18-32"},
    {"en", "syl‧la‧ble", "syllable>syllabl@0-14"},
    /* broken text */
    {"en",
     "ab\xff"
     "cd",
     "ab@0-2 cd@3-5"},
    {"en", "caf\xc3 x", "caf@0-3 x@5-6"},
    {"en", "\xed\xa0\x80x\xf8y\xc0\xaez", "x@3-4 y@5-6 z@8-9"},
    {"en", "x\xf0\x9f\x98\x80y \xef\xbf\xbd", "x@0-1 y@5-6"}, /* an emoji */
    /* compatibility */
    {"en", "ﬁne Ｆｕｌｌ ⓐ Ⅷ", "fine@0-5 full@6-18 a@19-22 viii@23-26"},
    {"", "ǅ ﷺ", "dz@0-2 صلىاللهعليهوسلم@3-6"},
};

static const text_case languages[] = {
    {"de", "Straße STRASSE", "strasse>strass@0-7 strasse>strass@8-15"},
    {"de", "Häuser haus", "hauser>haus@0-7 haus@8-12"},
    {"da", "smørrebrød Ærø", "smorrebrod@0-12 aero@13-18"},
    {"nb", "bøkene", "bokene>bok@0-7"},
    {"nn", "bøkene", "bokene>bok@0-7"},
    {"", "Łódź đakovo ħ þorn ðe œuvre",
     "lodz@0-7 dakovo@8-15 h@16-18 thorn@19-24 de@25-28 oeuvre@29-35"},
    {"", "İstanbul I\xcc\x87z ılık", "istanbul@0-9 iz@10-14 ilik@15-21"},
    {"fr", "Élèves élève", "eleves>elev@0-8 eleve>elev@9-16"},
    {"es", "niños niño", "ninos>nin@0-6 nino>nin@7-12"},
    {"", "Việt Vie\xcc\xa3\xcc\x82t", "viet@0-6 viet@7-15"},
    {"ru", "Ёлка елка", "елка>елк@0-8 елка>елк@9-17"},
    {"", "мой мои мо\xd0\xb8\xcc\x86 за\xcc\x81мок",
     "мой@0-6 мои@7-13 мой@14-22 замок@23-35"},
    {"", "їжак ўсё ќе", "їжак@0-8 ўсе@9-15 ќе@16-20"},
    {"el", "ᾴ α\xcc\x81\xcd\x85 α\xcd\x85\xcc\x81", "αι@0-3 αι@4-10 αι@11-17"},
    {"", "Ἀθῆναι ΑΘΉΝΑΣ αθηνας", "αθηναι@0-14 αθηνασ@15-27 αθηνασ@28-40"},
    {"", "שָׁלוֹם שלום צה״ל צה\"ל ג'ורג' א\"",
     "שלום@0-14 שלום@15-23 צה\"ל@24-32 צה\"ל@33-40 ג'ורג@41-50 א@52-54"},
    {"", "مُحَمَّد محـمد أحمد احمد مسؤول",
     "محمد@0-16 محمد@17-27 احمد@28-36 احمد@37-45 مسؤول@46-56"},
    {"", "\xd9\x80 \xd9\x80ه", "ه@5-7"}, /* tatweels */
    {"", "हिन्दी क़", "हिन्दी@0-18 क़@19-25"},
    {"hi", "किताबें", "किताबें>किताब@0-21"},
    {"", "١٢٣٫٥", "١٢٣٫٥@0-10"},
};

static const text_case pairs[] = {
    {"zh", "水", "+水@0-3"},
    {"zh", "中国人", "+中国@0-6 +国人@3-9"},
    {"zh-Hans", "iPhone手机 2024年",
     "iphone@0-6 +手机@6-12 2024@13-17 +年@17-20"},
    {"zh", "中国，人", "+中国@0-6 +人@9-12"},
    {"ja", "東京タワーへ",
     "+東京@0-6 +京タ@3-9 +タワ@6-12 +ワー@9-15 +ーへ@12-18"},
    {"ja", "が か\xe3\x82\x99", "+が@0-3 +が@4-10"},
    {"ja", "ｶﾞｽ ガス", "+ガス@0-9 +ガス@10-16"},
    {"ja", "㌔", "+キロ@0-3"},
    {"ja", "葛\xf3\xa0\x84\x80飾", "+葛飾@0-10"},
    {"ko", "한국어 말", "+한국@0-6 +국어@3-9 +말@10-13"},
    {"ko", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab\xe1\x84\x80\xe1\x85\xae",
     "+한구@0-15"},
    {"ko", "한\xe1\x86\xa8", "+한ᆨ@0-6"}, /* no syllable has two finals */
    {"th", "ที่ดี", "+ที่ดี@0-15"},
    {"th", "กข\xe2\x80\x8bคง", "+กข@0-6 +คง@9-15"},
    {"th", "ก๑ น้ำ", "+ก@0-3 ๑@3-6 +น้ํา@7-16"},
    {"zh", "中\xe2\x80\x8b国", "+中国@0-9"},
    {"km", "ភាសា", "+ភាសា@0-12"},
    {"zh", "中ก", "+中@0-3 +ก@3-6"},
    {"ja", "が か\xe3\x82\x9b \xe3\x82\x9b", "+が@0-3 +が@4-10"},
};

static void add_token(bf_buf *out, const bf_token *token)
{
    bf_buf_printf(out, "%s%s%.*s", out->size ? " " : "",
                  token->flags & BF_TOKEN_NGRAM ? "+" : "",
                  (int)token->word.size, token->word.data);
    if (!bf_str_equal(token->word, token->term)) {
        bf_buf_printf(out, ">%.*s", (int)token->term.size, token->term.data);
    }
    bf_buf_printf(out, "@%zu-%zu", token->span.start, token->span.end);
}

static void test_case(const text_case *t)
{
    bf_analyzer *analyzer;
    bf_token token;
    bf_error err;
    bf_buf got;
    uint32_t count = 0;
    bool counted = true;
    bf_buf_init(&got, 10000);
    if (bf_analyzer_new(&analyzer, bf_str_of(t->lang), &err)) {
        ok(false, "%s", err.text);
        return;
    }
    /* The second time the forms are remembered. */
    for (int turn = 0; turn < 2; turn++) {
        bf_buf_reset(&got);
        bf_analyzer_start(analyzer, bf_str_of(t->text));
        for (count = 0; bf_analyzer_next(analyzer, &token); count++) {
            counted = counted && token.position == count;
            add_token(&got, &token);
        }
        is_str(bf_buf_str(&got), t->tokens, "%s \"%s\", turn %d", t->lang,
               t->tokens, turn);
    }
    ok(counted, "positions count from 0");
    bf_buf_fini(&got);
    bf_analyzer_free(analyzer);
}

static void test_table(const text_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        test_case(&cases[i]);
    }
}

static void test_life_cycle(void)
{
    bf_analyzer *analyzer;
    bf_token token = {.position = 7};
    bf_error err;
    is_status(bf_analyzer_new(&analyzer, bf_str_of("pt_BR"), &err), BF_OK, &err,
              "new");
    is_str(bf_analyzer_language(analyzer), "pt", "the language");
    ok(!bf_analyzer_next(analyzer, &token) && !token.word.data &&
           token.position == 0,
       "no text, no token; it is zeroed");
    bf_analyzer_start(analyzer, (bf_str){NULL, 0});
    ok(!bf_analyzer_next(analyzer, &token), "text without data");
    bf_analyzer_start(analyzer, (bf_str){"a\0b", 3});
    ok(bf_analyzer_next(analyzer, &token) && token.span.end == 1 &&
           bf_analyzer_next(analyzer, &token) && token.span.start == 2,
       "NUL separates words");
    bf_analyzer_start(analyzer, bf_str_of("x"));
    ok(bf_analyzer_next(analyzer, &token) && token.position == 0,
       "a new text begins at position 0");
    bf_analyzer_free(analyzer);
    bf_analyzer_free(NULL);
    is_status(bf_analyzer_new(&analyzer, bf_str_of("x"), &err), BF_ERR_INVALID,
              &err, "no language");
    ok(!analyzer, "NULL on failure");
}

#define TEST_TABLE(table) test_table(table, sizeof table / sizeof *table)

int main(void)
{
    TEST_TABLE(words);
    TEST_TABLE(languages);
    TEST_TABLE(pairs);
    test_life_cycle();
    return tap_done();
}
