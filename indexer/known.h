/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_INDEXER_KNOWN_H
#define BF_INDEXER_KNOWN_H

/*
 * What is known of each article of a run: a table from the id (by its hash)
 * to the hash that the index holds, and to the place where this run met it.
 * 64 bytes an article or less, whatever its texts.
 */

#include <backfile/util.h>

/* The number of a file of the run, as run.c counts them. */
typedef uint32_t bfi_file_number;

typedef struct bfi_known {
    unsigned char id_hash[BF_HASH_BYTES];
    unsigned char hash[BF_HASH_BYTES]; /* with is_indexed: bf_article_hash() */
    size_t line;                       /* with is_seen */
    bfi_file_number file;              /* with is_seen */
    bool is_taken;                     /* the slot of the table is in use */
    bool is_indexed; /* the index held it, in a source of this run */
    bool is_seen;    /* this run met it */
} bfi_known;

typedef struct bfi_table {
    bfi_known *slots;
    size_t capacity; /* a power of two, or 0 */
    size_t count;
} bfi_table;

void bfi_table_init(bfi_table *table);
void bfi_table_fini(bfi_table *table);

/* What is known of `id`, made anew when nothing is. Valid until the next
 * bfi_table_claim(). NULL: out of memory. */
bfi_known *bfi_table_claim(bfi_table *table, bf_str id);

/* The same without making it: NULL when nothing is known. */
bfi_known *bfi_table_find(const bfi_table *table, bf_str id);

#endif
