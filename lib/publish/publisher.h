/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_PUBLISH_PUBLISHER_H
#define BFI_PUBLISH_PUBLISHER_H

/*
 * The inside of a publisher: publisher.c changes and commits, records.c reads
 * all records, lost.c replaces those that it could not read, rebuild.c makes
 * blocks of them, which gather.c gathers in several threads, settings.c keeps
 * settings and indexes all anew by others, fold.c keeps segments few, sweep.c
 * deletes the files of those that no manifest names.
 */

#include <backfile/limits.h>
#include <backfile/publish.h>

/* Numbers of documents, by rising number. */
typedef struct bfi_numbers {
    bf_docnum *items;
    size_t count;
    size_t room;
} bfi_numbers;

struct bf_publisher {
    char *path; /* of the index */
    bf_blocks_options options;
    size_t memory_bytes; /* that was asked for; 0: as the settings say */
    bf_settings settings;
    bool keeps_settings; /* they are in the index, or will be by a commit */
    bf_writer *writer;
    bf_indexing *indexing;
    bf_arena *lean;             /* for a document of lean records */
    bf_manifest *manifest;      /* NULL: the blocks are in trouble */
    bf_blocks_builder *builder; /* of this transaction; NULL: none yet */
    uint64_t growth;            /* of its segment */
    /* Documents that came and went in this transaction. */
    bf_docnum *pending;
    size_t pending_count;
    bfi_numbers lost; /* of records that could not be read */
    bf_publisher_lost_fn *on_lost;
    void *on_lost_payload;
    bool has_changes; /* since the last commit */
    bool is_broken;   /* `trouble` says why the blocks are of no use */
    bf_error trouble;
};

/* Whether something changed since the last commit; then BF_ERR_INVALID. */
BF_MUST_CHECK bf_status
bfi_publisher_check_unchanged(const bf_publisher *publisher, bf_error *err);

/* Read the settings that the index has, and put them in force. */
BF_MUST_CHECK bf_status bfi_publisher_read_settings(bf_publisher *publisher,
                                                    bf_error *err);
/* Set the settings in force, if the index has others. */
BF_MUST_CHECK bf_status bfi_publisher_keep_settings(bf_publisher *publisher,
                                                    bf_error *err);

/* Write the record of `article`, of which `document` was made: bf_writer_put().
 */
BF_MUST_CHECK bf_status bfi_publisher_put_record(
    bf_publisher *publisher, bf_docnum *added, bf_docnum *removed,
    const bf_article *article, const bf_document *document, bf_error *err);

/* Give the blocks the document that the records have as `docnum`. */
BF_MUST_CHECK bf_status bfi_publisher_note_added(bf_publisher *publisher,
                                                 bf_docnum docnum,
                                                 const bf_document *document,
                                                 bf_error *err);

/* Called with each record: the article under `docnum`. */
typedef bf_status bfi_record_fn(void *closure, bf_docnum docnum,
                                const bf_article *article, bf_error *err);
/* Call `each` for all records that are committed, by number, but for those that
 * are damaged: their numbers are in `publisher->lost` then. */
BF_MUST_CHECK bf_status bfi_publisher_each_record(bf_publisher *publisher,
                                                  bfi_record_fn *each,
                                                  void *closure, bf_error *err);

BF_MUST_CHECK bf_status bfi_numbers_add(bfi_numbers *all, bf_docnum docnum,
                                        bf_error *err);

/* Reads the records of the last commit; of one thread. */
typedef struct bfi_records {
    bf_reader *reader;
    bf_arena *arena; /* of the article at hand */
} bfi_records;

/* On failure close it as well. */
BF_MUST_CHECK bf_status bfi_records_open(bfi_records *out,
                                         const bf_publisher *publisher,
                                         bf_error *err);
void bfi_records_close(bfi_records *records);
/* Append the numbers of all. */
BF_MUST_CHECK bf_status bfi_records_list(bfi_numbers *out,
                                         const bfi_records *records,
                                         bf_error *err);
/* Call `each` for the record `docnum`; if it is damaged append it to `lost`. */
BF_MUST_CHECK bf_status bfi_records_read(const bfi_records *records,
                                         bf_docnum docnum, bfi_record_fn *each,
                                         void *closure, bfi_numbers *lost,
                                         bf_error *err);

/* How large a section of a segment may get. */
static inline uint64_t bfi_publisher_limit(const bf_publisher *publisher)
{
    return publisher->options.section_bytes ? publisher->options.section_bytes
                                            : BF_MAX_SECTION_BYTES;
}

/* Put empty records in the place of those in `publisher->lost`, which the
 * blocks have not; they are told of. */
BF_MUST_CHECK bf_status bfi_publisher_replace_lost(bf_publisher *publisher,
                                                   bf_error *err);

/* The blocks cannot be used as they are, because of `why`. */
void bfi_publisher_set_trouble(bf_publisher *publisher, const bf_error *why);

/* Make all blocks anew of what is committed, and publish them. Failing is
 * trouble. `step` may be NULL. */
void bfi_publisher_mend(bf_publisher *publisher, bf_publisher_step *step,
                        void *payload);

/* Write the segment of what `builder` was given, and put it behind the others.
 */
BF_MUST_CHECK bf_status bfi_publisher_finish(bf_publisher *publisher,
                                             bf_blocks_builder *builder,
                                             bf_error *err);

/* Write the segment of this transaction. */
BF_MUST_CHECK bf_status bfi_publisher_write_segment(bf_publisher *publisher,
                                                    bf_error *err);

/* Fold the last segments while they are large beside the one before them, and
 * every one of which much was removed. Changes the manifest only. */
BF_MUST_CHECK bf_status bfi_publisher_fold(bf_publisher *publisher,
                                           bf_error *err);

/* Commit the records with the manifest, and sweep. */
BF_MUST_CHECK bf_status bfi_publisher_commit_manifest(bf_publisher *publisher,
                                                      bf_error *err);

/* Delete the files of segments that the manifest does not name, and what a
 * builder that was killed left. Does what it can. */
void bfi_publisher_sweep(const bf_publisher *publisher);

#endif
