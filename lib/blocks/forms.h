/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_BLOCKS_FORMS_H
#define BFI_BLOCKS_FORMS_H

/* The written forms of a term, one by one. */

#include "segment.h"

typedef struct bfi_forms {
    const unsigned char *at;
    const unsigned char *end;
    uint32_t left;
    bool is_term; /* there is one, which is not written down: the term */
    bool is_damaged;
} bfi_forms;

/* Begin with the forms of a text term; others have none. */
void bfi_forms_open(bfi_forms *out, const bf_term_entry *entry);
/* The next one; false: there is none, or what should be one is damaged. */
bool bfi_forms_next(bf_str *word, uint32_t *reach, bfi_forms *forms,
                    bf_str term);

#endif
