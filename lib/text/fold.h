/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_FOLD_H
#define BF_TEXT_FOLD_H

/*
 * Folding, one cluster at a time: a character with the marks that follow it,
 * the largest piece of text whose normal form depends on itself alone.
 *
 * A cluster is taken apart and case folded (default ignorables dropped), then
 * composed and written in one of two forms:
 *
 * - accented: NFKC, case folded; what stemmers expect;
 * - folded: the same without accents; what is written and compared.
 */

#include <backfile/base.h>

enum {
    /* Marks of one character that count, as in Unicode's Stream-Safe Text
     * Format; further ones are ignored. No language needs more than a few. */
    BFI_CLUSTER_MARKS = 30,
    /* Room for the marks and for two of the longest sequences that one code
     * point is taken apart to (18): the first one, and the last mark. */
    BFI_CLUSTER_CODES = 72,
    /* Either form in UTF-8. No code point becomes more than four bytes. */
    BFI_CLUSTER_BYTES = 4 * BFI_CLUSTER_CODES
};

typedef struct bfi_cluster {
    int32_t codes[BFI_CLUSTER_CODES];
    size_t count; /* 0 when nothing is left of it */
} bfi_cluster;

/* How many bytes from `at` on, at most `max`, are ASCII and clusters of one
 * byte each. */
size_t bfi_ascii_run(bf_str text, size_t at, size_t max);
/* `c` or the small letter of it. */
char bfi_ascii_lower(char c);

/* Read the cluster at `*at`, which is moved past it; false at the end. An
 * invalid byte is a cluster that holds U+FFFD. */
bool bfi_cluster_read(bfi_cluster *out, bf_str text, size_t *at);
/* Drop what a word cannot hold, such as the spaces that NFKC makes of some
 * Arabic ligatures. */
void bfi_cluster_keep_word(bfi_cluster *cluster);
/* Write the accented form to `out`; how many bytes it takes. */
size_t bfi_cluster_accented(char out[BFI_CLUSTER_BYTES], bfi_cluster cluster);
/* Write the folded form to `out`; how many bytes it takes. */
size_t bfi_cluster_folded(char out[BFI_CLUSTER_BYTES], bfi_cluster cluster);

#endif
