/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_INPUT_H
#define BFI_INPUT_H

/* From a stream to its bytes. */

#include "formats.h"

/* Append the rest of the stream: BF_ERR_IO, or BF_ERR_LIMIT when it is larger
 * than the cap of `out`. */
bf_status bfi_input_read(bf_buf *out, FILE *stream, bf_error *err);

/* Read up to the end of the line, which is taken but not appended. A line over
 * the cap of `out` is passed over whole: `is_long`. `at_end`: there was no
 * further line. BF_ERR_IO. */
bf_status bfi_input_line(bf_buf *out, bool *is_long, bool *at_end, FILE *stream,
                         bf_error *err);

/* `text` without a byte order mark. */
bf_str bfi_skip_bom(bf_str text);

/* The number of the line on which `text[offset]` stands, from 1. */
size_t bfi_line_of(bf_str text, size_t offset);

#endif
