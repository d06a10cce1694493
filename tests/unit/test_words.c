/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words are hashed and compared in pieces: no byte may be left out, and none
 * beyond them read. */

#include <backfile/words.h>

#include "tap.h"

#include <stdlib.h>

enum {
    LONGEST = 40
};

/* A copy with nothing behind it, so that a sanitizer sees what reads on. */
static bf_str copy_of(const char *bytes, size_t size)
{
    char *copy = malloc(size ? size : 1);
    if (!copy) {
        abort();
    }
    memcpy(copy, bytes, size);
    return (bf_str){copy, size};
}

/* Whether a change of any byte of a word is seen. */
static bool sees_all(const char *bytes, size_t size)
{
    const bf_str word = copy_of(bytes, size);
    bool sees = true;
    for (size_t i = 0; i < size; i++) {
        bf_str other = copy_of(bytes, size);
        ((char *)(uintptr_t)other.data)[i] ^= 1;
        sees = sees && !bf_word_equal(word, other) &&
               bf_word_hash(word) != bf_word_hash(other);
        free((void *)(uintptr_t)other.data);
    }
    free((void *)(uintptr_t)word.data);
    return sees;
}

int main(void)
{
    const char *text = "a word and then another word, and so it goes";
    for (size_t size = 0; size <= LONGEST; size++) {
        const bf_str a = copy_of(text, size);
        const bf_str b = copy_of(text, size);
        ok(bf_word_equal(a, b) && bf_word_hash(a) == bf_word_hash(b),
           "%zu bytes: a word is itself", size);
        ok(sees_all(text, size), "%zu bytes: and no other", size);
        ok(!bf_word_equal(a, (bf_str){text, size + 1}) &&
               bf_word_hash(a) != bf_word_hash((bf_str){text, size + 1}),
           "%zu bytes: not that and one more", size);
        free((void *)(uintptr_t)a.data);
        free((void *)(uintptr_t)b.data);
    }
    ok(bf_word_hash((bf_str){"\0", 1}) != bf_word_hash((bf_str){"", 0}),
       "a NUL is a byte");
    return tap_done();
}
