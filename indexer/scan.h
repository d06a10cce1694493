/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_INDEXER_SCAN_H
#define BF_INDEXER_SCAN_H

/*
 * The files of a folder.
 *
 * What begins with a dot is passed over, and so is the folder of the index.
 * Symbolic links are followed. A folder that is met again by another way is
 * read once: by its own path if that is inside, else by the link whose path
 * sorts first. A link back to a folder that holds it is a failure.
 */

#include <backfile/util.h>

#include "formats/formats.h"

#include <sys/stat.h>

/* Most memory for the paths of one source: some twenty million files. */
#define BFI_MAX_PATHS_BYTES ((size_t)1 << 31)

/* What a scan tells on its way. `path` is within the folder, "" itself. */
typedef struct bfi_scan_events {
    void *payload;
    /* A folder or link that cannot be followed: what is below is unknown. */
    void (*failed)(void *payload, bf_str path, const bf_error *why);
    /* A file of another kind, or a folder that was met before. */
    void (*ignored)(void *payload, bf_str path);
} bfi_scan_events;

typedef struct bfi_found {
    const char *path; /* within the folder, with `/` */
    const bfi_format *format;
} bfi_found;

typedef struct bfi_scan {
    int fd;          /* open on the folder, or -1: it cannot be read */
    bf_arena *arena; /* of the paths */
    bfi_found *files;
    size_t count;
    size_t capacity;
} bfi_scan;

/*
 * Find the files below `folder`, by path in byte order. `index` (may be NULL)
 * is the folder to leave out. Fails when memory runs out; the rest is told as
 * events. Follow with bfi_scan_fini(), also after a failure.
 */
bf_status bfi_scan_folder(bfi_scan *out, const char *folder,
                          const struct stat *index,
                          const bfi_scan_events *events, bf_error *err);
void bfi_scan_fini(bfi_scan *scan);

#endif
