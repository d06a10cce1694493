/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Letters of two bytes that are read and folded by short ways: that these lead
 * where the rules do. */

#include <backfile/text.h>

#include "lib/text/join.h"
#include "lib/text/letter_memo.h"
#include "tap.h"

#include <stdlib.h>

static void test_classes(void)
{
    unsigned plain = 0;
    unsigned wrong = 0;
    for (uint32_t code = 0x80; code < 0x800; code++) {
        char bytes[4];
        (void)bf_utf8_put(bytes, code);
        if (bfi_is_plain_letter(bytes[0], bytes[1])) {
            plain++;
            wrong += bfi_class_of(code) != BFI_LETTER || bfi_has_point(code);
        }
    }
    ok(plain > 500, "%u letters are plain", plain);
    is_int(wrong, 0, "all of them are letters and nothing more");
    ok(!bfi_is_plain_letter('\xc3', 'a') && !bfi_is_plain_letter('\xc3', '\0'),
       "half a letter is none");
    ok(!bfi_is_plain_letter('\xcc', '\x81'), "nor is a mark");
}

/* Append both forms of the one word of `text`. */
static void add_forms(bf_buf *out, bf_analyzer *analyzer, bf_str text)
{
    bf_token token;
    bf_analyzer_start(analyzer, text);
    if (!bf_analyzer_next(analyzer, &token)) {
        exit(1);
    }
    bf_buf_add(out, token.word.data, token.word.size);
    bf_buf_add_byte(out, ' ');
    bf_buf_add(out, token.term.data, token.term.size);
}

/* Whether a letter alone, which goes by the memo, has the forms of one with
 * something invisible behind it, which goes by the rules. */
static bool is_alike(bf_analyzer *analyzer, bf_str letter)
{
    char text[8];
    bf_buf forms[2];
    bool same;
    memcpy(text, letter.data, letter.size);
    memcpy(text + letter.size, "\xe2\x81\xa0", 3); /* U+2060 */
    bf_buf_init(&forms[0], 1024);
    bf_buf_init(&forms[1], 1024);
    add_forms(&forms[0], analyzer, letter);
    add_forms(&forms[1], analyzer, (bf_str){text, letter.size + 3});
    same = bf_str_equal(bf_buf_str(&forms[0]), bf_buf_str(&forms[1]));
    bf_buf_fini(&forms[0]);
    bf_buf_fini(&forms[1]);
    return same;
}

static void test_forms(const char *language)
{
    unsigned wrong = 0;
    bf_analyzer *analyzer;
    if (bf_analyzer_new(&analyzer, bf_str_of(language), NULL)) {
        exit(1);
    }
    for (uint32_t code = 0x80; code < 0x800; code++) {
        char letter[4];
        const size_t size = bf_utf8_put(letter, code);
        wrong += bfi_is_plain_letter(letter[0], letter[1]) &&
                 !is_alike(analyzer, (bf_str){letter, size});
    }
    is_int(wrong, 0, "forms of letters in \"%s\"", language);
    bf_analyzer_free(analyzer);
}

int main(void)
{
    test_classes();
    test_forms("");
    test_forms("fr");
    test_forms("sv");
    test_forms("tr");
    test_forms("ru");
    test_forms("el");
    return tap_done();
}
