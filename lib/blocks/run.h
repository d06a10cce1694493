/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_RUN_H
#define BFI_BLOCKS_RUN_H

/* Reads a run, which an inverter wrote, as a source of a merge. */

#include "source.h"
#include "spool.h"

/* A source that reads the run at byte `offset` of `spool`, `room_bytes` at
 * once. Its documents are counted from `base`. */
BF_MUST_CHECK bf_status bfi_run_open(bfi_source **out, bfi_spool *spool,
                                     uint64_t offset, uint32_t base,
                                     size_t room_bytes, bf_error *err);

#endif
