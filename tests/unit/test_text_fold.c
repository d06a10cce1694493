/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folding of texts and keywords, and language tags. */

#include <backfile/text.h>

#include "tap.h"

#include <libstemmer.h>

typedef bf_status (*fold_function)(bf_buf *, bf_str, bf_error *);

static void test_fold(fold_function fold, const char *text,
                      const char *expected)
{
    bf_error err;
    bf_buf out;
    bf_buf again;
    bf_buf_init(&out, 1000);
    bf_buf_init(&again, 1000);
    is_status(fold(&out, bf_str_of(text), &err), BF_OK, &err, "folds");
    is_str(bf_buf_str(&out), expected, "\"%s\"", text);
    is_status(fold(&again, bf_buf_str(&out), &err), BF_OK, &err, "folds again");
    is_str(bf_buf_str(&again), expected, "and stays");
    bf_buf_fini(&out);
    bf_buf_fini(&again);
}

static void test_texts(void)
{
    static const char *const texts[][2] = {
        {"", ""},
        {"Hello, World!\n", "hello, world!\n"},
        {"Café au LAIT", "cafe au lait"},
        {"cafe\xcc\x81", "cafe"},
        {"O’Neill ‘x’", "o'neill 'x'"},
        {"STRASSE Straße ẞ", "strasse strasse ss"},
        {"Ærø, Łódź", "aero, lodz"},
        {"ﬁ ½ ａ", "fi 1/2 a"},
        {"Йод, ЁЛКА", "йод, елка"},
        {"soft\xc2\xadhyphen", "softhyphen"},
        {"東京ガス", "東京ガス"},
        {"ab\xff\xc3", "ab\xef\xbf\xbd\xef\xbf\xbd"},
        {"\xcc\x81x", "x"}, /* a mark of nothing */
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        test_fold(bf_text_fold, texts[i][0], texts[i][1]);
    }
}

static void test_keywords(void)
{
    static const char *const keywords[][2] = {
        {"", ""},
        {" - _ ", ""},
        {"Social Media", "social-media"},
        {"social-media", "social-media"},
        {"__Social \t_\xc2\xa0 Media--", "social-media"},
        {"Back‐Channel", "back-channel"},
        {"Back‑Channel", "back-channel"},
        {"C++", "c++"},
        {"Années 80", "annees-80"},
        {"a\xe3\x80\x80\xe2\x80\xa8"
         "b",
         "a-b"}, /* U+3000, U+2028 */
        {"x/y", "x/y"},
    };
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        test_fold(bf_keyword_fold, keywords[i][0], keywords[i][1]);
    }
}

/* A buffer whose cap is one less than `text` needs, and one that just fits. */
static void test_caps(fold_function fold, const char *text, size_t needed)
{
    bf_error err;
    bf_buf out;
    bf_buf_init(&out, needed - 1);
    is_status(fold(&out, bf_str_of(text), &err), BF_ERR_LIMIT, &err,
              "\"%s\": the cap is kept", text);
    bf_buf_fini(&out);
    bf_buf_init(&out, needed);
    is_status(fold(&out, bf_str_of(text), &err), BF_OK, &err,
              "\"%s\": the cap can be reached", text);
    is_int(out.size, needed, "all of it is there");
    bf_buf_fini(&out);
}

/* Of each code point, and of each byte that is part of none. */
static void test_growth(void)
{
    unsigned wrong = 0;
    bool reached = false;
    bf_buf out;
    bf_buf_init(&out, 1000);
    for (uint32_t code = 0; code <= 0x110000; code++) {
        char bytes[4] = {(char)0xff};
        const size_t size = code <= 0x10ffff ? bf_utf8_put(bytes, code) : 1;
        bf_buf_reset(&out);
        wrong += bf_text_fold(&out, (bf_str){bytes, size}, NULL) ||
                 out.size > BF_MAX_FOLD_GROWTH * size;
        reached = reached || out.size == BF_MAX_FOLD_GROWTH * size;
    }
    is_int(wrong, 0, "nothing grows more than is said");
    ok(reached, "and something does as much");
    bf_buf_fini(&out);
}

static void test_appending(void)
{
    bf_error err;
    bf_buf out;
    bf_buf_init(&out, 100);
    bf_buf_add_text(&out, "x_");
    is_status(bf_text_fold(&out, bf_str_of("É"), &err), BF_OK, &err, "fold");
    is_status(bf_keyword_fold(&out, bf_str_of(" B c "), &err), BF_OK, &err,
              "fold");
    is_status(bf_text_fold(&out, (bf_str){NULL, 0}, &err), BF_OK, &err, "none");
    is_str(bf_buf_str(&out), "x_eb-c", "what was there stays");
    bf_buf_reset(&out);
    is_status(bf_text_fold(&out, (bf_str){"A\0B", 3}, &err), BF_OK, &err,
              "fold");
    ok(out.size == 3 && !memcmp(out.data, "a\0b", 3), "NUL is kept");
    bf_buf_fini(&out);
}

static void test_primary(void)
{
    static const char *const tags[][2] = {
        {"", ""},
        {"en", "en"},
        {"pt-BR", "pt"},
        {"pt_br", "pt"},
        {"PT", "pt"},
        {"zh-Hans-CN", "zh"},
        {"yue", "yue"},
        {"en-", "en"},
        /* one language, one code */
        {"eng", "en"},
        {"GER-at", "de"},
        {"deu", "de"},
        {"fre", "fr"},
        {"fra", "fr"},
        {"cmn-Hant", "zh"},
        {"iw", "he"},
        {"in", "id"},
        {"ji", "yi"},
        {"no", "nb"},
        {"nor", "nb"},
        {"nno", "nn"},
        {"sh", "sr"},
        {"aar", "aa"}, /* the first and the last */
        {"zul", "zu"},
        {"gsw", "gsw"},
        {"zzz", "zzz"},
        {"aa", "aa"},
    };
    static const char *const bad[] = {"e",      "-en",       "e-n", "en.UTF-8",
                                      "1",      "é",         "en ", "english",
                                      "abcd-x", "i-klingon", " en"};
    char out[BF_LANGUAGE_BYTES];
    bf_error err;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        is_status(bf_language_primary(out, bf_str_of(tags[i][0]), &err), BF_OK,
                  &err, "\"%s\"", tags[i][0]);
        is_str(bf_str_of(out), tags[i][1], "its primary subtag");
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        is_status(bf_language_primary(out, bf_str_of(bad[i]), &err),
                  BF_ERR_INVALID, &err, "\"%s\" is none", bad[i]);
        is_str(bf_str_of(out), "", "nothing on failure");
    }
    is_status(bf_language_primary(out, (bf_str){"en\0x", 4}, &err),
              BF_ERR_INVALID, &err, "a NUL is no part of a tag");
}

static void test_stems(void)
{
    /* Those of libstemmer 2.2, by all their codes. */
    static const char all[] =
        "ar ca da de el en es eu fi fr ga hi hu hy id it lt nb ne nl nn no pt "
        "ro ru sr sv ta tr yi ara cat dan deu ger ell gre eng spa eus baq fin "
        "fra fre gle hin hun hye arm ind in ita lit nob nor nno nep nld dut "
        "por ron rum mo rus srp sh swe tam tur yid ji pt-BR de-AT es-419 "
        "sr-Latn sr-Cyrl-RS en-GB-oxendict";
    static const char *const none[] = {"zh", "ja", "ko", "th",     "he",
                                       "",   "e",  "xx", "porter", "english"};
    for (size_t at = 0; at < sizeof all - 1;) {
        const bf_str tag = {all + at, strcspn(all + at, " ")};
        bf_analyzer *analyzer;
        bf_error err;
        ok(bf_language_stems(tag), "%.*s is stemmed", (int)tag.size, tag.data);
        is_status(bf_analyzer_new(&analyzer, tag, &err), BF_OK, &err,
                  "it has an analyzer");
        bf_analyzer_free(analyzer);
        at += tag.size + 1;
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        ok(!bf_language_stems(bf_str_of(none[i])), "\"%s\" is not", none[i]);
    }
    ok(bf_language_stems(bf_str_of("en-GB")), "the primary subtag counts");
    ok(bf_language_has_terms(bf_str_of("de")), "what is stemmed has own terms");
    ok(bf_language_has_terms(bf_str_of("et-EE")),
       "what folds otherwise as well");
    ok(bf_language_has_terms(bf_str_of("jpn")), "and Japanese");
    ok(!bf_language_has_terms(bf_str_of("zh")), "others have none");
    ok(!bf_language_has_terms(bf_str_of("no tag!")), "nor has what is no tag");
}

/* Every algorithm of libstemmer has a code, and its name is listed. */
static void test_list(void)
{
    char line[64];
    bf_buf list;
    size_t count = 0;
    size_t lines = 0;
    bf_buf_init(&list, 4096);
    bf_language_list(&list);
    for (const char **name = sb_stemmer_list(); *name; name++) {
        if (strcmp(*name, "porter") == 0) {
            continue; /* the first one for English */
        }
        snprintf(line, sizeof line, "\t%s\n", *name);
        ok(memmem(list.data, list.size, line, strlen(line)), "%s is listed",
           *name);
        count++;
    }
    for (size_t i = 0; i < list.size; i++) {
        lines += list.data[i] == '\n';
    }
    is_int(lines, count + 1, "each once, but twice the one of Norwegian");
    bf_buf_fini(&list);
}

int main(void)
{
    test_texts();
    test_keywords();
    test_caps(bf_text_fold, "Émile", 5);
    test_caps(bf_text_fold, "é", 1);
    test_caps(bf_keyword_fold, " a  b ", 3);
    test_growth();
    test_appending();
    test_primary();
    test_stems();
    test_list();
    return tap_done();
}
