/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_MANIFEST_H
#define BACKFILE_MANIFEST_H

/**
 * @file
 * The manifest: which segments make up the block index of one state of the
 * records, and which of their documents were removed since they were written.
 * It is a value of the records, so that one commit publishes both.
 *
 *     bf_manifest *manifest;
 *     status = bf_manifest_decode(&manifest, bytes, &err);
 *     status = bf_manifest_remove(manifest, docnum, &err);
 *     status = bf_manifest_append(manifest, &made, &err);
 *     bf_manifest_encode(&buf, manifest);
 *     bf_manifest_free(manifest);
 *
 * Segments are in the order of their documents' numbers, which never overlap.
 * docs/index-format.md has the bytes.
 */

#include <backfile/blocks.h>

BF_BEGIN_DECLS

/** The format of manifests that this build reads and writes. */
#define BF_MANIFEST_FORMAT 1u

typedef struct bf_manifest bf_manifest;

/** An empty one. */
BF_API BF_MUST_CHECK bf_status bf_manifest_new(bf_manifest **out, bf_error *err)
    BF_NOEXCEPT;
BF_API void bf_manifest_free(bf_manifest *manifest) BF_NOEXCEPT;

/**
 * Read what bf_manifest_encode() wrote; nothing at all gives an empty one.
 *
 * @return BF_ERR_CORRUPT; BF_ERR_FORMAT: it is one of a newer build.
 */
BF_API BF_MUST_CHECK bf_status bf_manifest_decode(bf_manifest **out,
                                                  bf_str bytes, bf_error *err)
    BF_NOEXCEPT;
/** Append the bytes of @p manifest. (Sorts what was removed.) */
BF_API void bf_manifest_encode(bf_buf *out, bf_manifest *manifest) BF_NOEXCEPT;

/** How many segments there are. */
BF_API size_t bf_manifest_count(const bf_manifest *manifest) BF_NOEXCEPT;
/** What segment number @p segment is; borrowed until the next change. */
BF_API const bf_segment_info *bf_manifest_segment(const bf_manifest *manifest,
                                                  size_t segment) BF_NOEXCEPT;
/** The removed documents of a segment by rising number; borrowed until the next
 *  change. */
BF_API const bf_docnum *bf_manifest_removed(bf_manifest *manifest,
                                            size_t segment, size_t *count)
    BF_NOEXCEPT;
/** Documents in the segments that were not removed. */
BF_API uint64_t bf_manifest_documents(const bf_manifest *manifest) BF_NOEXCEPT;

/** Add a segment behind the others. BF_ERR_INVALID: its documents do not follow
 *  theirs; BF_ERR_LIMIT: BF_MAX_SEGMENTS. */
BF_API BF_MUST_CHECK bf_status bf_manifest_append(bf_manifest *manifest,
                                                  const bf_segment_info *info,
                                                  bf_error *err) BF_NOEXCEPT;
/**
 * Note that the document @p docnum was removed.
 *
 * @return BF_ERR_NOT_FOUND: no segment has numbers around it, or more were
 *         removed than a segment has: the manifest is not of these records.
 */
BF_API BF_MUST_CHECK bf_status bf_manifest_remove(bf_manifest *manifest,
                                                  bf_docnum docnum,
                                                  bf_error *err) BF_NOEXCEPT;
/** Put @p info in the place of @p count segments from @p first on, or nothing
 *  when its name is empty. BF_ERR_INVALID: it has other documents than they
 *  have left. */
BF_API BF_MUST_CHECK bf_status bf_manifest_replace(bf_manifest *manifest,
                                                   size_t first, size_t count,
                                                   const bf_segment_info *info,
                                                   bf_error *err) BF_NOEXCEPT;

/* Views ------------------------------------------------------------------- */

/** The segments of a manifest, open. */
typedef struct bf_blocks_view bf_blocks_view;

/** An empty one. */
BF_API BF_MUST_CHECK bf_status bf_blocks_view_new(bf_blocks_view **out,
                                                  bf_error *err) BF_NOEXCEPT;
BF_API void bf_blocks_view_free(bf_blocks_view *view) BF_NOEXCEPT;
/**
 * Open what @p manifest names in @p folder. What is open already stays so,
 * unless its file was replaced: a change opens the new segments only.
 *
 * @return BF_ERR_NOT_FOUND: a segment is missing; BF_ERR_CORRUPT: one is not
 *         what the manifest says, or is damaged; others of bf_segment_open().
 *         On failure the view is empty.
 */
BF_API BF_MUST_CHECK bf_status bf_blocks_view_set(bf_blocks_view *view,
                                                  const char *folder,
                                                  bf_manifest *manifest,
                                                  bf_error *err) BF_NOEXCEPT;
/** What is open; borrowed until the next change. */
BF_API const bf_blocks *bf_blocks_view_get(const bf_blocks_view *view)
    BF_NOEXCEPT;

BF_END_DECLS

#endif
