/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_INDEXER_INPUT_H
#define BF_INDEXER_INPUT_H

/* A file or standard input as a stream that counts its bytes. */

#include <backfile/util.h>

#include <stdio.h>

/*
 * Open the regular file `path` below the folder that `folder_fd` is open on
 * (or AT_FDCWD). Nothing else is opened for reading: a FIFO would hang. Each
 * byte that is read from *out is added to *bytes.
 *
 * The text of a failure says why, without the path. BF_ERR_INVALID: not
 * a regular file.
 */
bf_status bfi_input_open(FILE **out, int folder_fd, const char *path,
                         uint64_t *bytes, bf_error *err);

/* The same for standard input, which may be anything. */
bf_status bfi_input_stdin(FILE **out, uint64_t *bytes, bf_error *err);

#endif
