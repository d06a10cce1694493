/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_PUBLISH_H
#define BACKFILE_PUBLISH_H

/**
 * @file
 * Publishing: articles in, one commit out, that readers see whole or not at
 * all. Keeps the records (<backfile/store.h>) and the block index
 * (<backfile/blocks.h>) of an index together: each commit writes a segment for
 * the documents that came, notes which went, folds small segments into larger
 * ones, and publishes the manifest with the records.
 *
 *     bf_publisher *publisher;
 *     status = bf_publisher_open(&publisher, "news.index", BF_WRITER_CREATE,
 *                                &options, &err);
 *     status = bf_publisher_put(publisher, &replaced, &article, &err);
 *     status = bf_publisher_commit(publisher, &err);
 *     bf_publisher_free(publisher);      // without commit: nothing happened
 *
 * The settings of the index are kept with it: its first commit sets those that
 * are in force, which without bf_publisher_set_settings() are the defaults.
 *
 * Blocks that are missing or damaged are made anew from the records by the next
 * commit, or by bf_publisher_rebuild(). A record that is damaged then, which
 * no query could show, holds nothing up: an empty one takes its place, which is
 * hidden, and which no article has the hash of, so that the article is indexed
 * again when its source is read next. bf_publisher_on_lost() tells of them.
 *
 * Statuses of every function here, beside those named: those of the store, and
 * BF_ERR_IO.
 */

#include <backfile/manifest.h>
#include <backfile/settings.h>
#include <backfile/store.h>

BF_BEGIN_DECLS

typedef struct bf_publisher bf_publisher;

/**
 * Open an index for publishing. Holds the lock until bf_publisher_free().
 *
 * @param options  with 0 bytes of memory: as much as the settings say
 * @return statuses of bf_writer_open(). BF_ERR_CORRUPT: the settings of the
 *         index are damaged.
 */
BF_API BF_MUST_CHECK bf_status
bf_publisher_open(bf_publisher **out, const char *path, bf_writer_mode mode,
                  const bf_blocks_options *options, bf_error *err) BF_NOEXCEPT;
/** Give up the lock. What was not committed never happened. */
BF_API void bf_publisher_free(bf_publisher *publisher) BF_NOEXCEPT;

/** Why the blocks have to be made anew; NULL when they are whole. Borrowed. */
BF_API const char *bf_publisher_trouble(const bf_publisher *publisher)
    BF_NOEXCEPT;

/** Told the id of an article of which the record was damaged. */
typedef void bf_publisher_lost_fn(void *payload, bf_str id);
/** Call @p each for every article that is lost from now on; NULL: nobody is
 *  told. */
BF_API void bf_publisher_on_lost(bf_publisher *publisher,
                                 bf_publisher_lost_fn *each, void *payload)
    BF_NOEXCEPT;

/** The settings in force. Borrowed until others are set. */
BF_API const bf_settings *bf_publisher_settings(const bf_publisher *publisher)
    BF_NOEXCEPT;
/** Called before each article that is indexed anew, or some of them, by the
 *  thread that called; a failure ends it. */
typedef bf_status bf_publisher_step(void *payload, bf_error *err);
/**
 * Put @p settings in force, and in the index with the next commit. Where the
 * index holds other things of its articles by them
 * (bf_settings_same_index()), all articles are indexed anew from its records.
 *
 * @param step  may be NULL
 * @return BF_ERR_INVALID: there are changes that were not committed; or what
 *         @p step returned. After any failure only bf_publisher_free() may
 *         follow.
 */
BF_API BF_MUST_CHECK bf_status bf_publisher_set_settings(
    bf_publisher *publisher, const bf_settings *settings,
    bf_publisher_step *step, void *payload, bf_error *err) BF_NOEXCEPT;

/**
 * Add @p article, which was identified and checked, or put it in the place of
 * the one with its id.
 *
 * @param[out] replaced  whether there was one
 * @return BF_ERR_LIMIT or BF_ERR_INVALID: the article is not fit, and nothing
 *         was changed. After any other failure only bf_publisher_free() may
 *         follow; the same holds for deleting.
 */
BF_API BF_MUST_CHECK bf_status bf_publisher_put(bf_publisher *publisher,
                                                bool *replaced,
                                                const bf_article *article,
                                                bf_error *err) BF_NOEXCEPT;
/** Delete the article @p id; that there was none is not a failure. */
BF_API BF_MUST_CHECK bf_status bf_publisher_delete(bf_publisher *publisher,
                                                   bool *existed, bf_str id,
                                                   bf_error *err) BF_NOEXCEPT;
/** As bf_writer_list(). */
BF_API BF_MUST_CHECK bf_status bf_publisher_list(bf_publisher *publisher,
                                                 bf_str source,
                                                 bf_entry_fn *each,
                                                 void *payload, bf_error *err)
    BF_NOEXCEPT;
/** As bf_writer_hash(). */
BF_API BF_MUST_CHECK bf_status bf_publisher_hash(
    bf_publisher *publisher, bool *found, unsigned char hash[BF_HASH_BYTES],
    bf_str id, bf_error *err) BF_NOEXCEPT;
/** As bf_writer_count(). */
BF_API uint64_t bf_publisher_count(const bf_publisher *publisher) BF_NOEXCEPT;

/**
 * Make everything since the last commit durable and visible at once. Blocks
 * that were in trouble are then made anew, and published by a commit of their
 * own. Should that fail, the articles are published nevertheless, without
 * blocks: it is no failure of the commit, but what bf_publisher_trouble()
 * tells.
 */
BF_API BF_MUST_CHECK bf_status bf_publisher_commit(bf_publisher *publisher,
                                                   bf_error *err) BF_NOEXCEPT;
/** Compare all bytes of the blocks with their checksums; damage is no failure,
 *  but what bf_publisher_trouble() tells from then on. Nothing may be
 *  uncommitted (BF_ERR_INVALID). */
BF_API BF_MUST_CHECK bf_status bf_publisher_check(bf_publisher *publisher,
                                                  bf_error *err) BF_NOEXCEPT;
/**
 * Make all blocks anew from the records that are committed, in several threads
 * (bf_blocks_options.threads), and publish them. The same records give the same
 * bytes, whatever the threads and the memory.
 *
 * @param step  may be NULL
 * @return BF_ERR_INVALID: there are changes that were not committed; or what
 *         @p step returned. After a failure the index is as it was.
 */
BF_API BF_MUST_CHECK bf_status bf_publisher_rebuild(bf_publisher *publisher,
                                                    bf_publisher_step *step,
                                                    void *payload,
                                                    bf_error *err) BF_NOEXCEPT;

BF_END_DECLS

#endif
