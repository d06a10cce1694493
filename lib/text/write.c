/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing forms. ASCII and the letters of two bytes that no mark follows, which
 * most text is made of, go by short ways; all else is read as clusters.
 */

#include "write.h"

#include "fold.h"
#include "kana.h"

#include <string.h>

static void put(const bfi_writing *w, bfi_form *form, const char *data,
                size_t size)
{
    if (w->without) {
        bfi_form_add_without(form, data, size, w->without);
    } else {
        bfi_form_add(form, data, size);
    }
}

/* Write a letter of the accented form that the term may lack. */
static void put_letter(const bfi_writing *w, bf_str letter)
{
    const size_t start = w->accented->size;
    put(w, w->accented, letter.data, letter.size);
    if (!bfi_folding_keeps(w->terms, letter)) {
        w->lost->start = w->lost->end > 0 ? w->lost->start : start;
        w->lost->end = w->accented->size;
    }
}

/* Write the small letters of ASCII that stands in the text as `raw`. */
static void put_dotless(const bfi_writing *w, const char *small,
                        const char *raw, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (raw[i] == 'I') {
            put_letter(w, bf_str_of("ı"));
        } else {
            put(w, w->accented, small + i, 1);
        }
    }
}

/* Write the forms of the ASCII at `at`, which are the same. */
static size_t fold_ascii(const bfi_writing *w, bf_str raw, size_t at)
{
    char small[64];
    const size_t size = bfi_ascii_run(raw, at, sizeof small);
    for (size_t i = 0; i < size; i++) {
        small[i] = bfi_ascii_lower(raw.data[at + i]);
    }
    put(w, w->folded, small, size);
    if (w->accented && w->dotless) {
        put_dotless(w, small, raw.data + at, size);
    } else if (w->accented) {
        put(w, w->accented, small, size);
    }
    return size;
}

/* Write the forms of one character. */
static void write_forms(const bfi_writing *w, bf_str accented, bf_str folded)
{
    if (w->accented && bf_str_equal(accented, folded)) {
        put(w, w->accented, accented.data, accented.size);
    } else if (w->accented) {
        put_letter(w, accented);
    }
    if (w->folding && bfi_folding_keeps(w->folding, accented)) {
        folded = accented;
    }
    put(w, w->folded, folded.data, folded.size);
}

/* Write the forms of a cluster that begins with the byte `first`. */
static void fold_cluster(const bfi_writing *w, bfi_cluster *cluster, char first)
{
    char rooms[2][BFI_CLUSTER_BYTES];
    bf_str accented = {rooms[0], 0};
    bf_str folded = {rooms[1], bfi_cluster_folded(rooms[1], *cluster)};
    if (w->accented || w->folding) {
        if (w->dotless && first == 'I' && cluster->count == 1) {
            cluster->codes[0] = 0x131;
        }
        accented.size = bfi_cluster_accented(rooms[0], *cluster);
    }
    write_forms(w, accented, folded);
}

bool bfi_is_mark_due(bf_str text, size_t at)
{
    const char *data = text.data + at;
    return at < text.size && (unsigned char)data[0] >= 128 &&
           !(at + 1 < text.size && bfi_is_plain_letter(data[0], data[1]));
}

/* Write the forms of the letter of two bytes at `at`, if there is one and no
 * mark after it; how many bytes it takes. */
static size_t fold_letter(const bfi_writing *w, bf_str raw, size_t at)
{
    const bfi_letter_forms *forms;
    if (raw.size - at < 2 ||
        !bfi_is_plain_letter(raw.data[at], raw.data[at + 1]) ||
        bfi_is_mark_due(raw, at + 2)) {
        return 0;
    }
    forms = bfi_letter_memo_get(w->letters, raw.data + at);
    if (!forms) {
        return 0;
    }
    write_forms(w, (bf_str){forms->accented, forms->accented_size},
                (bf_str){forms->folded, forms->folded_size});
    return 2;
}

void bfi_write(const bfi_writing *w, bf_str raw)
{
    bfi_cluster cluster;
    size_t at = 0;
    while (at < raw.size) {
        const size_t start = at;
        at += fold_ascii(w, raw, at);
        at += fold_letter(w, raw, at);
        if (at == start && bfi_cluster_read(&cluster, raw, &at)) {
            bfi_cluster_keep_word(&cluster);
            if (w->paired && cluster.count == 1 &&
                bfi_is_like_prolonged((uint32_t)cluster.codes[0])) {
                cluster.codes[0] = BFI_PROLONGED;
            }
            fold_cluster(w, &cluster, raw.data[start]);
        }
    }
}

void bfi_write_plainly(const bfi_writing *w, const char *text)
{
    put(w, w->folded, text, strlen(text));
    if (w->accented) {
        put(w, w->accented, text, strlen(text));
    }
}

void bfi_write_prefix(const bfi_writing *w, bf_str prefix)
{
    put(w, w->folded, prefix.data, prefix.size);
}
