/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines about a document and a query. */

#include "pairs.h"

void bfi_pairs_fini(bfi_pairs *pairs)
{
    bfi_table_fini(&pairs->queries);
    bfi_table_fini(&pairs->pairs);
}

bool bfi_check_id(const bfi_lines *lines, const char *name, bf_str id)
{
    if (id.size == 0) {
        bfi_lines_complain(lines, BF_EVAL_ID, "the id of the %s is empty",
                           name);
        return false;
    }
    if (id.size > BF_MAX_ID_BYTES) {
        bfi_lines_complain(lines, BF_EVAL_ID,
                           "the id of the %s is longer than %u bytes", name,
                           BF_MAX_ID_BYTES);
        return false;
    }
    return true;
}

/* The group of a query, which is made when it is new. */
static bf_status group_of(uint32_t *out, bfi_pairs *pairs, bf_str query,
                          size_t line, bf_error *err)
{
    const bfi_record *found = bfi_table_find(&pairs->queries, 0, query);
    const bfi_record made = {.id = query, .line = line};
    *out = (uint32_t)(found ? bfi_table_place(&pairs->queries, found)
                            : pairs->queries.count);
    return found ? BF_OK : bfi_table_add(&pairs->queries, &made, err);
}

bf_status bfi_pairs_add(bfi_pairs *pairs, const bfi_lines *lines, bf_str query,
                        const bfi_record *said, bf_error *err)
{
    const bfi_record *found;
    bfi_record record = *said;
    bf_status status;
    if (!bfi_check_id(lines, "query", query) ||
        !bfi_check_id(lines, "document", record.id)) {
        return BF_OK;
    }
    status = group_of(&record.group, pairs, query, lines->number, err);
    if (status) {
        return status;
    }
    found = bfi_table_find(&pairs->pairs, record.group, record.id);
    if (found) {
        bfi_lines_complain(
            lines, BF_EVAL_DUPLICATE,
            "document %.*s is there already for query %.*s: line %zu stands",
            BFI_SHOWN(record.id), BFI_SHOWN(query), found->line);
        return BF_OK;
    }
    record.line = lines->number;
    return bfi_table_add(&pairs->pairs, &record, err);
}
