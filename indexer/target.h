/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_INDEXER_TARGET_H
#define BF_INDEXER_TARGET_H

/*
 * The index of a run, for real or for a dry run, which takes no lock, needs
 * no right to write, and makes no index. All changes are one transaction.
 */

#include <backfile/publish.h>

typedef struct bfi_target bfi_target;

/* What to do when there is no index. */
typedef enum bfi_target_mode {
    BFI_TARGET_EXISTING, /* fail: BF_ERR_NOT_FOUND */
    BFI_TARGET_CREATE    /* make one at the commit */
} bfi_target_mode;

/* Fails as bf_writer_open() and bf_reader_open() do. `threads` make blocks of
 * the records; 0: as many as there are processors. */
bf_status bfi_target_open(bfi_target **out, const char *path,
                          bfi_target_mode mode, bool dry_run, unsigned threads,
                          bf_error *err);
/* Call `each` for the articles of which the record is found to be damaged. */
void bfi_target_on_lost(bfi_target *target, bf_publisher_lost_fn *each,
                        void *payload);
/* The settings of the index: in force, or in a dry run those that would be. */
const bf_settings *bfi_target_settings(const bfi_target *target);
/* Put others in force, and index anew what has to be by them, as
 * bf_publisher_set_settings() does; to be called first. */
bf_status bfi_target_set_settings(bfi_target *target,
                                  const bf_settings *settings,
                                  bf_publisher_step *step, void *payload,
                                  bf_error *err);
/* Without a commit: nothing happened. */
void bfi_target_free(bfi_target *target);

/* The articles of `source` before the run. An entry may be told again when
 * another writer was at work during a dry run. */
bf_status bfi_target_list(bfi_target *target, bf_str source, bf_entry_fn *each,
                          void *payload, bf_error *err);

/* The hash that the index has for `id`, if *found. Not for a dry run. */
bf_status bfi_target_hash(bfi_target *target, bool *found,
                          unsigned char hash[BF_HASH_BYTES], bf_str id,
                          bf_error *err);

/* Index an article that was checked; *replaced tells whether the index had one
 * of that id. When *is_article is set the failure is the article's alone. */
bf_status bfi_target_put(bfi_target *target, const bf_article *article,
                         bool *replaced, bool *is_article, bf_error *err);
bf_status bfi_target_delete(bfi_target *target, bool *existed, bf_str id,
                            bf_error *err);

/* What a commit did. */
typedef struct bfi_commit {
    bool committed;    /* something was written */
    bf_error mended;   /* what was wrong with the blocks; "": nothing */
    bf_error unmended; /* why they could not be checked or made anew; "" */
} bfi_commit;

/* Make the changes last, and then blocks that are damaged anew: that the latter
 * fails is no failure, for the articles are published. Writes nothing when
 * there is neither, or in a dry run; a new index is a change. */
bf_status bfi_target_commit(bfi_target *target, bfi_commit *out, bf_error *err);

/* Make the blocks anew from the records; there may be no changes before. */
bf_status bfi_target_rebuild(bfi_target *target, bf_publisher_step *step,
                             void *payload, bf_error *err);

/* Articles in the index with the changes so far. */
uint64_t bfi_target_count(const bfi_target *target);

#endif
