/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Written forms of terms. */

#include "forms.h"

void bfi_forms_open(bfi_forms *out, const bf_term_entry *entry)
{
    const bf_str bytes = entry->forms;
    memset(out, 0, sizeof *out);
    if (entry->kind == BF_TERM_TEXT && bytes.size == 0) {
        out->is_term = true;
        out->left = 1;
    } else if (entry->kind == BF_TERM_TEXT) {
        out->at = (const unsigned char *)bytes.data;
        out->end = out->at + bytes.size;
        out->is_damaged = !bfi_get_varint(&out->left, &out->at, out->end);
    }
}

bool bfi_forms_next(bf_str *word, uint32_t *reach, bfi_forms *forms,
                    bf_str term)
{
    uint32_t size;
    *word = term;
    *reach = 1;
    if (forms->left == 0 || forms->is_damaged) {
        return false;
    }
    forms->left--;
    if (forms->is_term) {
        return true;
    }
    if (!bfi_get_varint(reach, &forms->at, forms->end) ||
        !bfi_get_varint(&size, &forms->at, forms->end) ||
        size > (size_t)(forms->end - forms->at)) {
        forms->is_damaged = true;
        return false;
    }
    *word = (bf_str){(const char *)forms->at, size};
    forms->at += size;
    return true;
}

int64_t bf_segment_form(const bf_segment *segment, const bf_term_entry *entry,
                        bf_str term, bf_str word, uint32_t reach)
{
    bfi_forms forms;
    bf_str has;
    uint32_t has_reach;
    (void)segment;
    bfi_forms_open(&forms, entry);
    for (int64_t number = 0; bfi_forms_next(&has, &has_reach, &forms, term);
         number++) {
        if (has_reach == reach && bf_str_equal(has, word)) {
            return number;
        }
    }
    return -1;
}

bool bf_segment_form_at(const bf_segment *segment, const bf_term_entry *entry,
                        bf_str term, uint32_t number, bf_str *word,
                        uint32_t *reach)
{
    bfi_forms forms;
    (void)segment;
    bfi_forms_open(&forms, entry);
    for (uint32_t i = 0; bfi_forms_next(word, reach, &forms, term); i++) {
        if (i == number) {
            return true;
        }
    }
    *word = (bf_str){NULL, 0};
    *reach = 0;
    return false;
}

bool bf_segment_forms(const bf_term_entry *entry, bf_str term,
                      void (*each)(void *closure, uint32_t number, bf_str word,
                                   uint32_t reach),
                      void *closure)
{
    bfi_forms forms;
    bf_str word;
    uint32_t reach;
    bfi_forms_open(&forms, entry);
    for (uint32_t i = 0; bfi_forms_next(&word, &reach, &forms, term); i++) {
        each(closure, i, word, reach);
    }
    return !forms.is_damaged;
}
