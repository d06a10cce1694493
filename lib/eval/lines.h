/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_EVAL_LINES_H
#define BFI_EVAL_LINES_H

/* Lines of text, their columns, and complaints about them. */

#include <backfile/eval.h>
#include <backfile/util.h>

typedef struct bfi_lines {
    bf_str rest;   /* behind the line that was read last */
    size_t number; /* of that line */
    bf_eval_complain_fn *complain;
    void *payload;
} bfi_lines;

/* Begin at the first line of `text`. BF_ERR_LIMIT: it is too long. */
BF_MUST_CHECK bf_status bfi_lines_init(bfi_lines *lines, bf_str text,
                                       bf_eval_complain_fn *complain,
                                       void *payload, bf_error *err);

/* The next line that has text; those that are not UTF-8 are complained of and
 * passed over. False: there is none. */
bool bfi_lines_next(bf_str *line, bfi_lines *lines);

/* Complain of the line that was read last. */
void bfi_lines_complain(const bfi_lines *lines, bf_eval_fault fault,
                        const char *format, ...) BF_PRINTF(3, 4);

enum {
    BFI_MAX_COLUMNS = 6
};

typedef struct bfi_columns {
    bf_str at[BFI_MAX_COLUMNS];
    size_t count; /* of the line; there may be more than there are in `at` */
} bfi_columns;

/* Split a line at its tabs, or at its spaces when it has no tab. */
void bfi_columns_split(bfi_columns *out, bf_str line);

/* Read a whole number that may have a sign, from `-max` to `max`; false: it is
 * none. */
bool bfi_read_whole(int *out, bf_str text, int max);

/* Read a finite number in decimal notation, with or without an exponent. */
bool bfi_read_real(double *out, bf_str text);

/* As much of `text` as a complaint shows, as the arguments of "%.*s". */
#define BFI_SHOWN(text) (int)bf_utf8_clip((text), 80), (text).data

#endif
