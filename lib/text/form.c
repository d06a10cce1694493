/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Forms of words. The hash of a long form is chained: when the room is full,
 * the hash of what it holds, with the hash before it in front, becomes the new
 * one. Pieces are cut at the same places in equal forms, so equal forms have
 * equal hashes.
 */

#include "form.h"

#include <string.h>

enum {
    HASH_DIGITS = 2 * BFI_FORM_HASH_BYTES
};

void bfi_form_reset(bfi_form *form)
{
    memset(form->room, 0, BFI_FORM_HASH_BYTES);
    form->size = 0;
    form->overflown = false;
}

/* Replace the hash and the piece in hand by the hash of both. */
static void chain(bfi_form *form)
{
    const bf_str all = {form->room, BFI_FORM_HASH_BYTES + form->size};
    uint64_t hash = bf_hash_64(all);
    for (size_t i = BFI_FORM_HASH_BYTES; i-- > 0; hash >>= 8) {
        form->room[i] = (char)(hash & 0xff);
    }
    form->size = 0;
}

void bfi_form_add(bfi_form *form, const char *data, size_t size)
{
    while (size > 0) {
        size_t part = BFI_FORM_BYTES - form->size;
        if (part == 0) {
            if (!form->overflown) {
                memcpy(form->head, bfi_form_whole(form).data,
                       sizeof form->head);
            }
            form->overflown = true;
            chain(form);
            continue;
        }
        part = size < part ? size : part;
        memcpy(form->room + BFI_FORM_HASH_BYTES + form->size, data, part);
        form->size += part;
        data += part;
        size -= part;
    }
}

/* How many bytes at the start of `text` are left out. */
static size_t left_out(bf_str text, const char *without)
{
    if (text.size > 1 && memcmp(text.data, "\xc2\xb7", 2) == 0) {
        return 2;
    }
    while (*without != '\0' && *without != text.data[0]) {
        without++;
    }
    return *without != '\0';
}

void bfi_form_add_without(bfi_form *form, const char *data, size_t size,
                          const char *without)
{
    for (size_t i = 0; i < size;) {
        const size_t skip = left_out((bf_str){data + i, size - i}, without);
        if (skip == 0) {
            bfi_form_add(form, data + i, 1);
        }
        i += skip > 0 ? skip : 1;
    }
}

bf_str bfi_form_finish(bfi_form *form, bool *clipped)
{
    static const char digits[] = "0123456789abcdef";
    const bf_str whole = bfi_form_whole(form);
    bf_str head = {form->head, sizeof form->head};
    *clipped = form->overflown || form->size > BF_MAX_TERM_BYTES;
    if (!*clipped) {
        return whole;
    }
    if (!form->overflown) {
        memcpy(form->head, whole.data, sizeof form->head);
    }
    head.size = bf_utf8_clip(head, sizeof form->head - HASH_DIGITS);
    chain(form);
    for (size_t i = 0; i < HASH_DIGITS; i++) {
        const unsigned char byte = (unsigned char)form->room[i / 2];
        form->head[head.size++] = digits[i % 2 ? byte & 0xf : byte >> 4];
    }
    return head;
}
