/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The memo of letters: filled in as they come. */

#include "letter_memo.h"

#include "fold.h"

#include <string.h>

/* Find the forms of the letter at `at` by the rules. */
static bool make(bfi_letter_forms *out, const char *at)
{
    char folded[BFI_CLUSTER_BYTES];
    char accented[BFI_CLUSTER_BYTES];
    bfi_cluster cluster;
    size_t end = 0;
    size_t folded_size;
    size_t accented_size;
    if (!bfi_cluster_read(&cluster, (bf_str){at, 2}, &end)) {
        return false;
    }
    bfi_cluster_keep_word(&cluster);
    folded_size = bfi_cluster_folded(folded, cluster);
    accented_size = bfi_cluster_accented(accented, cluster);
    if (folded_size > BFI_LETTER_BYTES || accented_size > BFI_LETTER_BYTES) {
        return false;
    }
    memcpy(out->folded, folded, folded_size);
    memcpy(out->accented, accented, accented_size);
    out->folded_size = (unsigned char)folded_size;
    out->accented_size = (unsigned char)accented_size;
    return true;
}

const bfi_letter_forms *bfi_letter_memo_get(bfi_letter_memo *memo,
                                            const char *at)
{
    const unsigned code =
        ((unsigned char)at[0] & 0x1fu) << 6 | ((unsigned char)at[1] & 0x3fu);
    bfi_letter_forms *forms = &memo->letters[code - BFI_LETTER_FIRST];
    return forms->folded_size > 0 || make(forms, at) ? forms : NULL;
}
