/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How fast sections grow. Packed blocks take one to two bytes a posting and
 * an occurrence; with four it takes numbers that are chosen for it to make more
 * of them.
 */

#include <backfile/blocks.h>

enum {
    BYTES_EACH = 4,
    KEYWORD_BYTES = 16 /* of its places, beside its texts */
};

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

uint64_t bf_blocks_growth(const bf_document *document)
{
    const uint64_t lists = BYTES_EACH * larger((uint64_t)document->term_count,
                                               (uint64_t)document->token_count);
    uint64_t keywords = 0;
    for (size_t i = 0; i < document->keyword_count; i++) {
        const bf_document_keyword *keyword = &document->keywords[i];
        keywords += KEYWORD_BYTES + keyword->folded.size + keyword->shown.size;
    }
    return larger(lists, keywords);
}
