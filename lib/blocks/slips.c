/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents without their terms, put aside. */

#include "slips.h"

#include <backfile/terms.h>

#include <stdlib.h>

enum {
    /* Any text fits. */
    TAPE_BYTES = 256 * 1024
};

/* All texts of one document, and as much again. */
static const size_t most_bytes =
    (size_t)4 * BFI_MAX_KEYWORDS * BFI_MAX_KEYWORD_BYTES;

static bool is_searched(int field)
{
    return (bf_field_info_of((bf_field)field)->uses & BF_USE_SEARCH) != 0;
}

/* Adding ------------------------------------------------------------------ */

static void add_text(bfi_spool *slips, bf_str text)
{
    bfi_spool_add_varint(slips, text.size);
    bfi_spool_add(slips, text.data, text.size);
}

/* The key that the document has in `slot`; NULL: none. */
static const bf_str *find_time(const bf_document *document, int slot)
{
    const bf_str *found = NULL;
    for (size_t i = 0; i < document->value_count; i++) {
        if (document->values[i].slot == slot) {
            found = &document->values[i].data;
        }
    }
    return found;
}

static void add_times(bfi_spool *slips, const bf_document *document)
{
    for (int slot = 0; slot < BFI_TIME_SLOTS; slot++) {
        const bf_str *key =
            bfi_is_time_slot(slot) ? find_time(document, slot) : NULL;
        if (key) {
            bfi_spool_add_varint(slips, (uint64_t)slot + 1);
            bfi_spool_add(slips, key->data, key->size);
        }
    }
    bfi_spool_add_varint(slips, 0);
}

void bfi_slip_add(bfi_spool *slips, bf_docnum docnum,
                  const bf_document *document)
{
    bfi_spool_add_varint(slips, docnum);
    bfi_spool_add_varint(slips, document->length);
    for (int field = 0; field < BF_FIELD_COUNT; field++) {
        if (is_searched(field)) {
            bfi_spool_add_varint(slips, document->field_starts[field]);
        }
    }
    add_times(slips, document);
    bfi_spool_add_varint(slips, document->keyword_count);
    for (size_t i = 0; i < document->keyword_count; i++) {
        const bf_document_keyword *keyword = &document->keywords[i];
        bfi_spool_add_varint(slips, (uint64_t)keyword->field);
        add_text(slips, keyword->folded);
        add_text(slips, keyword->shown);
    }
}

/* Reading ----------------------------------------------------------------- */

/* A document as it is read. */
typedef struct reading {
    bfi_tape tape;
    bf_arena *arena; /* of its texts */
    bool lacks_memory;
    bf_document document;
    bf_document_value values[BFI_TIME_SLOTS];
    bf_document_keyword keywords[BFI_MAX_KEYWORDS];
} reading;

static bf_str read_bytes(reading *r, size_t size)
{
    bf_str text = {NULL, 0};
    if (size > 0 && bfi_tape_fill(&r->tape, size)) {
        text =
            bf_arena_copy(r->arena, (bf_str){(const char *)r->tape.at, size});
        r->tape.at += size;
        r->lacks_memory = r->lacks_memory || !text.data;
    }
    return text;
}

static bf_str read_text(reading *r)
{
    return read_bytes(r, (size_t)bfi_tape_varint(&r->tape));
}

static void read_times(reading *r)
{
    size_t slot;
    while ((slot = (size_t)bfi_tape_varint(&r->tape)) > 0) {
        bf_document_value *value = &r->values[r->document.value_count++];
        value->slot = (int)slot - 1;
        value->data = read_bytes(r, BF_TIME_KEY_BYTES);
    }
    r->document.values = r->values;
}

static void read_keywords(reading *r)
{
    const size_t count = (size_t)bfi_tape_varint(&r->tape);
    for (size_t i = 0; i < count; i++) {
        bf_document_keyword *keyword = &r->keywords[i];
        keyword->field = (bf_field)bfi_tape_varint(&r->tape);
        keyword->folded = read_text(r);
        keyword->shown = read_text(r);
    }
    r->document.keywords = r->keywords;
    r->document.keyword_count = count;
}

static bf_status read_document(reading *r, bf_docnum *docnum, bf_error *err)
{
    bf_status status;
    bf_arena_reset(r->arena);
    r->document = (bf_document){.length = 0};
    *docnum = (bf_docnum)bfi_tape_varint(&r->tape);
    r->document.length = (uint32_t)bfi_tape_varint(&r->tape);
    for (int field = 0; field < BF_FIELD_COUNT; field++) {
        if (is_searched(field)) {
            r->document.field_starts[field] =
                (uint32_t)bfi_tape_varint(&r->tape);
        }
    }
    read_times(r);
    read_keywords(r);
    status = bfi_tape_status(&r->tape, err);
    if (!status && r->lacks_memory) {
        status = bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    return status;
}

static bf_status write_all(bfi_document_writer *writer, reading *r,
                           uint32_t count, bf_error *err)
{
    bf_status status = BF_OK;
    for (uint32_t i = 0; !status && i < count; i++) {
        bf_docnum docnum;
        status = read_document(r, &docnum, err);
        if (!status) {
            status = bfi_document_writer_add(writer, docnum, &r->document, err);
        }
    }
    return status;
}

bf_status bfi_slips_write(bfi_document_writer *writer, bfi_spool *slips,
                          uint32_t count, bf_error *err)
{
    reading *r = calloc(1, sizeof *r);
    bf_status status;
    if (!r) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = bf_arena_new(&r->arena, most_bytes, err);
    if (!status) {
        bfi_tape_open(&r->tape, slips, 0, TAPE_BYTES);
        status = write_all(writer, r, count, err);
        bfi_tape_fini(&r->tape);
    }
    bf_arena_free(r->arena);
    free(r);
    return status;
}
