/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_FILE_H
#define BFI_BLOCKS_FILE_H

/* Temporary files of the blocks, and what went wrong with them. */

#include <backfile/util.h>

/* Say that the system refused something, with the errno `cause`, about `name`
 * in `folder`, or about the folder (NULL). BF_ERR_NOMEM or BF_ERR_IO. */
bf_status bfi_file_fail(bf_error *err, int cause, const char *folder,
                        const char *name);

/* Append to `path` the path of a new file in `folder`, its name ending in
 * BF_SEGMENT_TEMPORARY; open for reading and writing. -1, and errno. */
int bfi_file_create(bf_buf *path, const char *folder);

/* A temporary file that has no name any more; -1, and errno. */
int bfi_file_nameless(const char *folder);

/* Write all of it; false, and errno. */
bool bfi_file_write(int fd, const void *data, size_t size);

#endif
