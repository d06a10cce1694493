/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The table of what is typical, by its hash: common words, single letters (as
 * four bytes of a code point, so that they are no word), and the endings of
 * words (behind a hyphen).
 */

#include "detect.h"

#include <stdlib.h>
#include <string.h>

enum {
    SLOTS = 8192, /* a power of two, at least twice what is entered */
    ITEM_BYTES = 1 + BFI_TYPICAL_BYTES + BFI_CLUSTER_BYTES
};

typedef struct slot {
    uint64_t hash;      /* 0: free */
    uint64_t languages; /* bit i: bfi_typicals[i]; BFI_IN_CODE */
} slot;

struct bf_detector {
    slot slots[SLOTS];
};

static size_t place_of(const bf_detector *detector, uint64_t hash)
{
    size_t at = (size_t)hash & (SLOTS - 1);
    while (detector->slots[at].hash && detector->slots[at].hash != hash) {
        at = (at + 1) & (SLOTS - 1);
    }
    return at;
}

static uint64_t hash_of(bf_str key)
{
    return bf_hash_64(key) | 1;
}

uint64_t bfi_typical_find(const bf_detector *detector, bf_str key)
{
    return detector->slots[place_of(detector, hash_of(key))].languages;
}

static void enter(bf_detector *detector, bf_str key, uint64_t languages)
{
    uint64_t hash = hash_of(key);
    slot *at = &detector->slots[place_of(detector, hash)];
    at->hash = hash;
    at->languages |= languages;
}

bf_str bfi_letter_key(const uint32_t *code)
{
    return (bf_str){(const char *)code, sizeof *code};
}

size_t bfi_typical_form(char out[BFI_CLUSTER_BYTES], bfi_cluster cluster,
                        bfi_script script)
{
    return script == BFI_SCRIPT_HEBREW || script == BFI_SCRIPT_ARABIC
               ? bfi_cluster_folded(out, cluster)
               : bfi_cluster_accented(out, cluster);
}

/* Take the first of the words in `*list`. */
static bf_str next_item(const char **list)
{
    size_t size = strcspn(*list, " ");
    bf_str item = {*list, size};
    *list += size + strspn(*list + size, " ");
    return item;
}

/* The form of `item` in texts of `script`, behind a hyphen. */
static size_t item_form(char form[ITEM_BYTES], bf_str item, bfi_script script)
{
    size_t size = 0;
    size_t at = 0;
    bfi_cluster cluster;
    form[size++] = '-';
    while (size <= BFI_TYPICAL_BYTES && bfi_cluster_read(&cluster, item, &at)) {
        size += bfi_typical_form(form + size, cluster, script);
    }
    return size;
}

static void enter_words(bf_detector *detector, const char *words,
                        bfi_script script, uint64_t languages)
{
    while (*words) {
        char form[ITEM_BYTES];
        size_t size = item_form(form, next_item(&words), script);
        enter(detector, (bf_str){form + 1, size - 1}, languages);
    }
}

static void enter_endings(bf_detector *detector, const char *endings,
                          bfi_script script, uint64_t languages)
{
    while (*endings) {
        char form[ITEM_BYTES];
        size_t size = item_form(form, next_item(&endings), script);
        enter(detector, (bf_str){form, size}, languages);
    }
}

static void enter_letters(bf_detector *detector, const char *letters,
                          uint64_t languages)
{
    const char *end = letters + strlen(letters);
    size_t step;
    for (; letters < end; letters += step) {
        uint32_t code = bf_utf8_next(letters, end, &step);
        enter(detector, bfi_letter_key(&code), languages);
    }
}

bf_status bf_detector_new(bf_detector **out, bf_error *err)
{
    bf_detector *detector = calloc(1, sizeof *detector);
    *out = detector;
    if (!detector) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < bfi_typical_count; i++) {
        const bfi_typical *typical = &bfi_typicals[i];
        uint64_t language = UINT64_C(1) << i;
        enter_words(detector, typical->words, typical->script, language);
        enter_endings(detector, typical->endings, typical->script, language);
        enter_letters(detector, typical->letters, language);
    }
    enter_words(detector, bfi_words_of_code, BFI_SCRIPT_LATIN, BFI_IN_CODE);
    return BF_OK;
}

void bf_detector_free(bf_detector *detector)
{
    free(detector);
}
