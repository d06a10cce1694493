/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_STORE_H
#define BACKFILE_STORE_H

/**
 * @file
 * The records: a Xapian database that holds every article, and the reference
 * matcher that answers plans from it. The only module that sees Xapian; no
 * exception leaves it.
 *
 *     bf_writer *writer;
 *     status = bf_writer_open(&writer, "news.index", BF_WRITER_CREATE, &err);
 *     status = bf_writer_put(writer, document, &err);
 *     status = bf_writer_commit(writer, &err);
 *     bf_writer_free(writer);            // without commit: nothing happened
 *
 * An *index* is a folder. Its file `LIVE` names the generation folder that
 * readers open; docs/index-format.md has the layout. No absolute path is
 * stored, so an index can be copied anywhere while no writer has it.
 *
 * Statuses of every function here, beside those named: BF_ERR_IO,
 * BF_ERR_CORRUPT, and for readers BF_ERR_STALE: a writer committed twice since
 * the reader was opened, reopened; nothing of the answer may be used: call
 * bf_reader_reopen() and run the whole query again.
 */

#include <backfile/document.h>
#include <backfile/matches.h>
#include <backfile/plan.h>

BF_BEGIN_DECLS

/** The format of an index that this build reads and writes. It rises with every
 *  change of what terms are: articles that did not change are not analysed
 *  again, so an older index would answer partly by the old terms. */
#define BF_INDEX_FORMAT 3u

/** What is known of an article without reading its stored form. Borrowed,
 *  valid during the callback that it is passed to. */
typedef struct bf_entry {
    bf_docnum docnum;
    bf_str id;
    bf_str hash;   /**< BF_HASH_BYTES bytes: bf_article_hash() */
    bf_str origin; /**< path of its file within its source */
    bf_visibility visibility;
} bf_entry;

/** Called for each entry; a failure ends the listing and is returned. */
typedef bf_status bf_entry_fn(void *payload, const bf_entry *entry);

/* Writing ----------------------------------------------------------------- */

typedef struct bf_writer bf_writer;

/** What bf_writer_open() does when there is no index. */
typedef enum bf_writer_mode {
    BF_WRITER_EXISTING, /**< fail with BF_ERR_NOT_FOUND */
    /** make one; @p path may be absent or empty, the folder that it is in is
     *  there, else BF_ERR_NOT_FOUND */
    BF_WRITER_CREATE
} bf_writer_mode;

/**
 * Open an index for writing and begin the one transaction of this writer.
 * Holds the lock of the index until bf_writer_free(). Never waits.
 *
 * Xapian writes its in-memory inversion out every XAPIAN_FLUSH_THRESHOLD
 * documents (an environment variable that only Xapian reads; 10,000 without
 * it): programs set it to 2,000 before the first call, which measured fastest
 * and smallest.
 *
 * @return BF_ERR_LOCKED: another writer holds it. BF_ERR_NOT_FOUND.
 *         BF_ERR_INVALID: a folder that is not an index, and not empty, or
 *         not a folder. BF_ERR_FORMAT: an index of another format.
 */
BF_API BF_MUST_CHECK bf_status bf_writer_open(bf_writer **out, const char *path,
                                              bf_writer_mode mode,
                                              bf_error *err) BF_NOEXCEPT;
/** Give up the lock. What was not committed never happened; an index that
 *  was to be created and never committed is no index. */
BF_API void bf_writer_free(bf_writer *writer) BF_NOEXCEPT;

/**
 * Add @p document; one with the same id is replaced.
 *
 * @param[out] added    its number, above all that were given before
 * @param[out] removed  that of the document it replaced; 0: there was none;
 *                      both may be NULL
 * @return BF_ERR_INVALID or BF_ERR_LIMIT when it has a term that is empty or
 *         too long: then nothing was changed. After any other failure parts of
 *         the transaction may be lost, so the writer refuses everything with
 *         that status, the commit included. The same holds for deleting and
 *         for metadata.
 */
BF_API BF_MUST_CHECK bf_status bf_writer_put(bf_writer *writer,
                                             bf_docnum *added,
                                             bf_docnum *removed,
                                             const bf_document *document,
                                             bf_error *err) BF_NOEXCEPT;
/** Delete the article @p id. @p removed (may be NULL) is the number that it
 * had; 0: there was none, which is not a failure. */
BF_API BF_MUST_CHECK bf_status bf_writer_delete(bf_writer *writer,
                                                bf_docnum *removed, bf_str id,
                                                bf_error *err) BF_NOEXCEPT;
/** Set the metadata value @p key (ASCII, 1 to 64 bytes; `backfile.` is
 *  reserved: BF_ERR_INVALID); an empty value removes it. */
BF_API BF_MUST_CHECK bf_status bf_writer_set_meta(bf_writer *writer,
                                                  const char *key, bf_str value,
                                                  bf_error *err) BF_NOEXCEPT;
/** Set the manifest of the block index (<backfile/manifest.h>), which the next
 *  commit publishes. A commit without it leaves the index without blocks. */
BF_API BF_MUST_CHECK bf_status bf_writer_set_manifest(bf_writer *writer,
                                                      bf_str value,
                                                      bf_error *err)
    BF_NOEXCEPT;
/** Append the manifest of the last commit to @p out; nothing when the index has
 *  none. BF_ERR_CORRUPT: that is of an earlier commit. */
BF_API BF_MUST_CHECK bf_status bf_writer_get_manifest(bf_buf *out,
                                                      bf_writer *writer,
                                                      bf_error *err)
    BF_NOEXCEPT;
/** Set the settings of the index (<backfile/settings.h>), as text, which the
 *  next commit publishes and those after it keep. */
BF_API BF_MUST_CHECK bf_status bf_writer_set_settings(bf_writer *writer,
                                                      bf_str value,
                                                      bf_error *err)
    BF_NOEXCEPT;
/** Append the settings that were set last to @p out; nothing when none were. */
BF_API BF_MUST_CHECK bf_status bf_writer_get_settings(bf_buf *out,
                                                      bf_writer *writer,
                                                      bf_error *err)
    BF_NOEXCEPT;
/** The folder of the generation that is written, in which the files of its
 *  block index go. Borrowed. */
BF_API const char *bf_writer_folder(const bf_writer *writer) BF_NOEXCEPT;
/** List the articles of @p source as the last commit left them, by number. */
BF_API BF_MUST_CHECK bf_status bf_writer_list(bf_writer *writer, bf_str source,
                                              bf_entry_fn *each, void *payload,
                                              bf_error *err) BF_NOEXCEPT;
/** The hash of the article @p id (bf_article_hash()), changes of this
 *  transaction included; @p found: whether there is one. For a few articles: in
 *  the time of some thousand a listing tells all of them. */
BF_API BF_MUST_CHECK bf_status bf_writer_hash(bf_writer *writer, bool *found,
                                              unsigned char hash[BF_HASH_BYTES],
                                              bf_str id, bf_error *err)
    BF_NOEXCEPT;
/** Articles in the index, changes of this transaction included. */
BF_API uint64_t bf_writer_count(const bf_writer *writer) BF_NOEXCEPT;
/**
 * Make everything since the last commit durable and visible at once, raise
 * the change number by one, and begin the next transaction. When it returns
 * BF_OK the data, and the folder entries that lead to it, were synced.
 * After a failure only bf_writer_free() may follow, and the index is in the
 * state before the commit or, where the last sync failed, in the one after it.
 *
 * A few allocations in the middle of Xapian's own commit are made where it may
 * not throw: should one of them fail, the process ends. The index is then as
 * after any crash.
 */
BF_API BF_MUST_CHECK bf_status bf_writer_commit(bf_writer *writer,
                                                bf_error *err) BF_NOEXCEPT;

/* Reading ----------------------------------------------------------------- */

typedef struct bf_reader bf_reader;

/**
 * Open the live generation of an index for reading.
 *
 * @return BF_ERR_NOT_FOUND: nothing at @p path. BF_ERR_INVALID: it is not an
 *         index. BF_ERR_FORMAT: an index of another format. BF_ERR_CORRUPT.
 */
BF_API BF_MUST_CHECK bf_status bf_reader_open(bf_reader **out, const char *path,
                                              bf_error *err) BF_NOEXCEPT;
BF_API void bf_reader_free(bf_reader *reader) BF_NOEXCEPT;

/** Move to the newest state: of this generation, or of the one that `LIVE`
 *  names now. Cheap when nothing changed. @p changed may be NULL. On failure
 *  the reader stays usable for another bf_reader_reopen() only. */
BF_API BF_MUST_CHECK bf_status bf_reader_reopen(bf_reader *reader,
                                                bool *changed, bf_error *err)
    BF_NOEXCEPT;

/**
 * Whether the state that a reader has open is still the newest one. If so, what
 * was read so far is certain to be of one state. If not, a writer may be
 * writing over parts of it, which Xapian 1.4 does not always notice: run the
 * query again to be sure. Costs a few file reads.
 */
BF_API BF_MUST_CHECK bf_status bf_reader_is_newest(bool *out, bf_reader *reader,
                                                   bf_error *err) BF_NOEXCEPT;

/** Facts about the state that a reader has open. */
typedef struct bf_reader_info {
    uint64_t documents;    /**< articles, hidden ones included */
    double average_length; /**< in weighted words */
    uint64_t change;       /**< counts the commits of the index from 1 */
    uint32_t format;       /**< BF_INDEX_FORMAT */
    char generation[32];   /**< the name of the generation's folder */
} bf_reader_info;

BF_API BF_MUST_CHECK bf_status bf_reader_get_info(bf_reader_info *out,
                                                  bf_reader *reader,
                                                  bf_error *err) BF_NOEXCEPT;
/** Append a metadata value to @p out; nothing when it is not set. */
BF_API BF_MUST_CHECK bf_status bf_reader_get_meta(bf_buf *out,
                                                  bf_reader *reader,
                                                  const char *key,
                                                  bf_error *err) BF_NOEXCEPT;
/** Append the manifest of the block index; nothing when there is none.
 *  BF_ERR_CORRUPT: that is of an earlier commit. */
BF_API BF_MUST_CHECK bf_status bf_reader_get_manifest(bf_buf *out,
                                                      bf_reader *reader,
                                                      bf_error *err)
    BF_NOEXCEPT;
/** Append the settings of the index (<backfile/settings.h>), as text; nothing
 *  when it was given none. */
BF_API BF_MUST_CHECK bf_status bf_reader_get_settings(bf_buf *out,
                                                      bf_reader *reader,
                                                      bf_error *err)
    BF_NOEXCEPT;
/** The number of the article @p id: BF_ERR_NOT_FOUND when there is none. */
BF_API BF_MUST_CHECK bf_status bf_reader_find(bf_docnum *out, bf_reader *reader,
                                              bf_str id, bf_error *err)
    BF_NOEXCEPT;
/** Read an article; its text is in @p arena. BF_ERR_NOT_FOUND. */
BF_API BF_MUST_CHECK bf_status bf_reader_article(bf_article *out,
                                                 bf_reader *reader,
                                                 bf_docnum docnum,
                                                 bf_arena *arena, bf_error *err)
    BF_NOEXCEPT;
/** Append the source of an article to @p out, as its terms tell it, without its
 *  stored form: a name that is too long for a term is the one that has the same
 *  term. Nothing when it has none. */
BF_API BF_MUST_CHECK bf_status bf_reader_source(bf_buf *out, bf_reader *reader,
                                                bf_docnum docnum, bf_error *err)
    BF_NOEXCEPT;
/** How many articles have the index term @p term; 0 for an unknown one. */
BF_API BF_MUST_CHECK bf_status bf_reader_frequency(uint32_t *out,
                                                   bf_reader *reader,
                                                   bf_str term, bf_error *err)
    BF_NOEXCEPT;
/** Call @p each for every term that begins with @p prefix, in byte order,
 *  until it fails; its failure is returned. */
BF_API BF_MUST_CHECK bf_status bf_reader_terms(
    bf_reader *reader, bf_str prefix,
    bf_status (*each)(void *payload, bf_str term, uint32_t frequency),
    void *payload, bf_error *err) BF_NOEXCEPT;
/** List the articles of @p source, or of all sources when its data is NULL,
 *  by number. */
BF_API BF_MUST_CHECK bf_status bf_reader_list(bf_reader *reader, bf_str source,
                                              bf_entry_fn *each, void *payload,
                                              bf_error *err) BF_NOEXCEPT;

/* The reference matcher --------------------------------------------------- */

/**
 * Run @p plan. The same plan and state give the same page, and pages follow
 * each other without gap or repetition.
 *
 * @param[out] out   the caller releases it with bf_matches_free()
 * @param      plan  not const: phrase checks use memory of its own
 * @return those of bf_match_request_check().
 */
BF_API BF_MUST_CHECK bf_status bf_reader_match(bf_matches **out,
                                               bf_reader *reader, bf_plan *plan,
                                               const bf_match_request *request,
                                               bf_error *err) BF_NOEXCEPT;
BF_END_DECLS

#endif
