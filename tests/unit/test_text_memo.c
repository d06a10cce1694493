/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The memo: what it says was told it, and what is used is not forgotten. */

#include <backfile/text.h>

#include "lib/text/memo.h"
#include "lib/text/vector.h"
#include "tap.h"

#include <stdlib.h>

static bfi_memo *new_memo(void)
{
    bfi_memo *memo = calloc(1, sizeof *memo);
    if (!memo) {
        printf("Bail out! out of memory\n");
        exit(1);
    }
    return memo;
}

static bfi_memo_key key_of(bf_str bytes)
{
    return bfi_memo_key_of(bytes, bytes.size);
}

static bool is_known(bfi_memo *memo, bf_str bytes, bfi_forms *out)
{
    const bfi_memo_key key = key_of(bytes);
    return bfi_memo_get(memo, &key, out);
}

static void put(bfi_memo *memo, bf_str bytes, bf_str word, bf_str term,
                bf_str spelling)
{
    const bfi_memo_key key = key_of(bytes);
    const bfi_forms forms = {
        .word = word, .term = term, .spelling = spelling, .plain = true};
    bfi_memo_put(memo, &key, &forms);
}

/* Words of all sizes, with forms that share nothing, something, and all. */
static void test_forms(void)
{
    bfi_memo *memo = new_memo();
    char text[BFI_MEMO_BYTES];
    bfi_forms forms;
    size_t wrong = 0;
    size_t unknown = 0;
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = (char)('a' + (i * 7 + i / 26) % 26);
    }
    for (size_t size = 1; size <= sizeof text; size++) {
        const bf_str key = {text, size};
        const bf_str word = {text + size % 2, size - size % 2};
        const bf_str term = {word.data, word.size / 2};
        put(memo, key, word, term, (bf_str){text, size / 3});
        if (!is_known(memo, key, &forms)) {
            unknown++;
            continue;
        }
        wrong += !bf_str_equal(forms.word, word) ||
                 !bf_str_equal(forms.term, term) || !forms.plain ||
                 !bf_str_equal(forms.spelling, (bf_str){text, size / 3});
    }
    is_int(wrong, 0, "forms of keys of all sizes");
    /* A form that is no beginning of the key takes room of its own. */
    is_int(unknown, BFI_MEMO_BYTES / 2 / 2, "all that there is room for");
    free(memo);
}

static void test_bounds(void)
{
    bfi_memo *memo = new_memo();
    char text[BFI_MEMO_BYTES];
    const bf_str key = {text, BFI_MEMO_BYTES - 10};
    bfi_forms forms;
    memset(text, 'a', sizeof text);
    put(memo, key, bf_str_of("0123456789A"), key, key);
    ok(!is_known(memo, key, &forms), "a byte too many is not remembered");
    put(memo, key, bf_str_of("0123456789"), key, key);
    ok(!is_known(memo, key, &forms), "nor what a term leaves no room for");
    put(memo, key, bf_str_of("0123456789"), bf_str_of("0"), key);
    ok(is_known(memo, key, &forms), "what just fits is");
    put(memo, (bf_str){text, BFI_MEMO_BYTES}, (bf_str){text, 96},
        (bf_str){text, 95}, (bf_str){text, 94});
    ok(is_known(memo, (bf_str){text, BFI_MEMO_BYTES}, &forms),
       "and so is the longest key");
    is_int(sizeof *memo, 4 * 1024 * 1024, "the memory of it");
    free(memo);
}

/* Beside many other words, one that is asked for again and again stays, and
 * none has the forms of another one. */
static void test_many(void)
{
    bfi_memo *memo = new_memo();
    const bf_str often = bf_str_of("often");
    bfi_forms forms;
    bool kept = true;
    size_t wrong = 0;
    size_t known = 0;
    put(memo, often, bf_str_of("frequently"), bf_str_of("frequent"), often);
    for (size_t i = 0; i < 400000; i++) {
        char text[64];
        const size_t number = i * i % 150001;
        const int size =
            snprintf(text, sizeof text, "%zu%.*s", number, (int)(number % 40),
                     "abcdefghijklmnopqrstuvwxyzabcdefghijklmnop");
        const bf_str word = {text, (size_t)size};
        kept = kept && is_known(memo, often, &forms) &&
               bf_str_is(forms.word, "frequently") &&
               bf_str_is(forms.term, "frequent");
        if (is_known(memo, word, &forms)) {
            known++;
            wrong += !bf_str_equal(forms.word, word) || forms.term.size != 1;
        } else {
            put(memo, word, word, (bf_str){text, 1}, (bf_str){text, 0});
        }
    }
    ok(kept, "what is asked for often stays");
    is_int(wrong, 0, "none has the forms of another");
    ok(known > 50000, "many are remembered: %zu", known);
    free(memo);
}

/* What sixteen bytes are, one by one and together. */
static void test_vectors(void)
{
    size_t wrong = 0;
    for (unsigned first = 0; first < 256; first++) {
        char bytes[16];
        unsigned alnum = 0;
        unsigned equal = 0;
        for (unsigned i = 0; i < 16; i++) {
            const unsigned byte = (first + 37 * i) % 256;
            const unsigned small = byte | 0x20;
            bytes[i] = (char)byte;
            alnum |= (unsigned)((small >= 'a' && small <= 'z') ||
                                (byte >= '0' && byte <= '9'))
                     << i;
            equal |= (unsigned)(byte == 'q') << i;
        }
        wrong += bfi_alnum_bits(bytes) != alnum ||
                 bfi_equal_bits((unsigned char *)bytes, 'q') != equal;
    }
    is_int(wrong, 0, "letters and digits among sixteen bytes");
}

int main(void)
{
    test_forms();
    test_bounds();
    test_many();
    test_vectors();
    return tap_done();
}
