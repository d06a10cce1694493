/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Views: the segments of a manifest, and bitmaps of what was removed. */

#include <backfile/manifest.h>

#include "segment.h"

#include <stdlib.h>
#include <string.h>

enum {
    BITS = 64
};

/* What a view holds of one segment. */
typedef struct opened {
    bf_segment *segment;
    uint64_t *removed; /* or NULL */
} opened;

struct bf_blocks_view {
    char *folder; /* that the segments are in; NULL: there are none */
    opened opened[BF_MAX_SEGMENTS];
    bf_blocks_part parts[BF_MAX_SEGMENTS];
    bf_blocks blocks;
};

static void opened_fini(opened *one)
{
    bf_segment_free(one->segment);
    free(one->removed);
    *one = (opened){NULL, NULL};
}

static void clear(bf_blocks_view *view)
{
    for (size_t i = 0; i < view->blocks.part_count; i++) {
        opened_fini(&view->opened[i]);
    }
    view->blocks.part_count = 0;
    free(view->folder);
    view->folder = NULL;
}

bf_status bf_blocks_view_new(bf_blocks_view **out, bf_error *err)
{
    *out = calloc(1, sizeof **out);
    if (!*out) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    (*out)->blocks.parts = (*out)->parts;
    return BF_OK;
}

void bf_blocks_view_free(bf_blocks_view *view)
{
    if (view) {
        clear(view);
        free(view);
    }
}

const bf_blocks *bf_blocks_view_get(const bf_blocks_view *view)
{
    return &view->blocks;
}

/* Opening ----------------------------------------------------------------- */

/* Take the open segment called `name` out of the view; NULL: it is not open, or
 * its file is another one now, since it was damaged and made anew. */
static bf_segment *take(bf_blocks_view *view, const char *folder,
                        const char *name)
{
    for (size_t i = 0; i < view->blocks.part_count; i++) {
        bf_segment *segment = view->opened[i].segment;
        if (segment && strcmp(bf_segment_get_info(segment)->name, name) == 0 &&
            bfi_segment_is_current(segment, folder)) {
            view->opened[i].segment = NULL;
            return segment;
        }
    }
    return NULL;
}

static bool is_same(const bf_segment_info *a, const bf_segment_info *b)
{
    return strcmp(a->name, b->name) == 0 && a->bytes == b->bytes &&
           a->documents == b->documents && a->first == b->first &&
           a->last == b->last && a->length == b->length;
}

static bf_status open_segment(bf_blocks_view *view, bf_segment **out,
                              const char *folder, const bf_segment_info *info,
                              bf_error *err)
{
    bf_status status = BF_OK;
    *out = take(view, folder, info->name);
    if (!*out) {
        status = bf_segment_open(out, folder, info->name, err);
    }
    if (!status && !is_same(info, bf_segment_get_info(*out))) {
        status = bf_fail(err, BF_ERR_CORRUPT,
                         "%s/%s.segment: not as the manifest says", folder,
                         info->name);
    }
    return status;
}

/* Documents of a segment that were removed. */
typedef struct removal {
    const opened *one;
    const bf_docnum *numbers;
    size_t count;
} removal;

/* Set their bits. A number without a document is damage. */
static bf_status set_bits(void *closure, bf_error *err)
{
    const removal *r = closure;
    const bf_segment *segment = r->one->segment;
    for (size_t i = 0; i < r->count; i++) {
        const uint32_t local = bf_segment_local(segment, r->numbers[i]);
        if (bf_segment_docnum(segment, local) != r->numbers[i]) {
            return bf_fail(err, BF_ERR_CORRUPT,
                           "segment %s lacks article %u, which was removed",
                           bf_segment_get_info(segment)->name,
                           (unsigned)r->numbers[i]);
        }
        r->one->removed[local / BITS] |= UINT64_C(1) << local % BITS;
    }
    return BF_OK;
}

static bf_status mark_removed(opened *one, const bf_docnum *removed,
                              size_t count, bf_error *err)
{
    const bf_segment_info *info = bf_segment_get_info(one->segment);
    removal r = {one, removed, count};
    if (count == 0) {
        return BF_OK;
    }
    one->removed = calloc(info->documents / BITS + 1, sizeof *one->removed);
    if (!one->removed) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    return bf_segments_guard(set_bits, &r, err);
}

static bf_status open_part(bf_blocks_view *view, opened *out,
                           const char *folder, bf_manifest *manifest,
                           size_t number, bf_error *err)
{
    size_t count;
    const bf_docnum *removed = bf_manifest_removed(manifest, number, &count);
    bf_status status = open_segment(view, &out->segment, folder,
                                    bf_manifest_segment(manifest, number), err);
    return status ? status : mark_removed(out, removed, count, err);
}

/* Put what was opened in the place of what there was. */
static void replace(bf_blocks_view *view, const opened *fresh, size_t count,
                    char *folder, bf_manifest *manifest)
{
    clear(view);
    view->folder = folder;
    for (size_t i = 0; i < count; i++) {
        size_t removed_count;
        (void)bf_manifest_removed(manifest, i, &removed_count);
        view->opened[i] = fresh[i];
        view->parts[i] = (bf_blocks_part){fresh[i].segment, fresh[i].removed,
                                          (uint32_t)removed_count};
    }
    view->blocks.part_count = count;
}

bf_status bf_blocks_view_set(bf_blocks_view *view, const char *folder,
                             bf_manifest *manifest, bf_error *err)
{
    const size_t count = bf_manifest_count(manifest);
    opened fresh[BF_MAX_SEGMENTS] = {{NULL, NULL}};
    char *copy = strdup(folder);
    bf_status status =
        copy ? BF_OK : bf_fail(err, BF_ERR_NOMEM, "out of memory");
    if (view->folder && strcmp(view->folder, folder) != 0) {
        clear(view);
    }
    for (size_t i = 0; !status && i < count; i++) {
        status = open_part(view, &fresh[i], folder, manifest, i, err);
    }
    if (!status) {
        replace(view, fresh, count, copy, manifest);
        return BF_OK;
    }
    for (size_t i = 0; i < count; i++) {
        opened_fini(&fresh[i]);
    }
    free(copy);
    clear(view);
    return status;
}
