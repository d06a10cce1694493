/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_GENERATE_H
#define BFI_MATCH_GENERATE_H

/* Bringing documents: what the members match, as far as it may come in. */

#include "program.h"

BF_MUST_CHECK bf_status bfi_generate(bfi_run *run, const bfi_program *program,
                                     bf_error *err);

#endif
