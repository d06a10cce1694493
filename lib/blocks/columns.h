/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_COLUMNS_H
#define BFI_BLOCKS_COLUMNS_H

#include "segment.h"

/* An ordinal as it stands there, which may be of no value. */
uint32_t bfi_load_ordinal(const bf_keyword_column *column, size_t index);

#endif
