/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents of a segment, without their terms. */

#include "document_writer.h"

#include <backfile/terms.h>

#include "maxima.h"

#include <stdlib.h>

bool bfi_is_time_slot(int slot)
{
    return slot == BF_SLOT_VISIBLE_FROM || slot == BF_SLOT_VISIBLE_UNTIL ||
           slot == BF_SLOT_PUBLISHED || slot == BF_SLOT_UPDATED;
}

bf_status bfi_document_writer_init(bfi_document_writer *writer,
                                   bfi_sections *sections, size_t keyword_bytes,
                                   bf_error *err)
{
    bf_status status = BF_OK;
    memset(writer, 0, sizeof *writer);
    writer->sections = sections;
    writer->keyword_bytes = keyword_bytes;
    for (int slot = 0; slot < BFI_TIME_SLOTS; slot++) {
        if (bfi_is_time_slot(slot)) {
            bfi_time_writer_init(&writer->times[writer->time_count++],
                                 sections->folder, slot);
        }
    }
    for (int field = 0; !status && field < BF_FIELD_COUNT; field++) {
        if (bf_field_info_of((bf_field)field)->uses & BF_USE_FACET) {
            status = bfi_keyword_writer_init(
                &writer->keywords[writer->keyword_count++], sections->folder,
                (bf_field)field, err);
        }
    }
    return status;
}

void bfi_document_writer_fini(bfi_document_writer *writer)
{
    for (size_t i = 0; i < writer->time_count; i++) {
        bfi_time_writer_fini(&writer->times[i]);
    }
    for (size_t i = 0; i < writer->keyword_count; i++) {
        bfi_keyword_writer_fini(&writer->keywords[i]);
    }
    free(writer->codes);
    memset(writer, 0, sizeof *writer);
}

/* Checking ---------------------------------------------------------------- */

static bf_status check_fields(const bf_document *document, bf_error *err)
{
    uint32_t before = 0;
    for (int field = 0; field < BF_FIELD_COUNT; field++) {
        const uint32_t start = document->field_starts[field];
        if (!(bf_field_info_of((bf_field)field)->uses & BF_USE_SEARCH)) {
            continue;
        }
        if (field == BF_FIELD_TITLE ? start != 0 : start < before) {
            return bf_fail(err, BF_ERR_INVALID,
                           "a document with fields out of order");
        }
        before = start;
    }
    return BF_OK;
}

static bf_status check_values(const bf_document *document, bf_error *err)
{
    for (size_t i = 0; i < document->value_count; i++) {
        const bf_document_value *value = &document->values[i];
        if (bfi_is_time_slot(value->slot) &&
            value->data.size != BF_TIME_KEY_BYTES) {
            return bf_fail(err, BF_ERR_INVALID,
                           "a document with a time that is none");
        }
    }
    return BF_OK;
}

static bf_status check_keywords(const bf_document *document, bf_error *err)
{
    if (document->keyword_count > BFI_MAX_KEYWORDS) {
        return bf_fail(err, BF_ERR_INVALID, "a document with %zu keywords",
                       document->keyword_count);
    }
    for (size_t i = 0; i < document->keyword_count; i++) {
        const bf_document_keyword *keyword = &document->keywords[i];
        if (keyword->folded.size > BFI_MAX_KEYWORD_BYTES ||
            keyword->shown.size > BFI_MAX_KEYWORD_BYTES) {
            return bf_fail(err, BF_ERR_INVALID,
                           "a document with a keyword that is too long");
        }
    }
    return BF_OK;
}

bf_status bfi_document_check(const bf_segment_info *before, bf_docnum docnum,
                             const bf_document *document, bf_error *err)
{
    bf_status status;
    if (docnum == 0 || docnum <= before->last) {
        return bf_fail(err, BF_ERR_INVALID,
                       "document number %u does not follow %u",
                       (unsigned)docnum, (unsigned)before->last);
    }
    if (before->documents == BF_MAX_SEGMENT_DOCUMENTS) {
        return bf_fail(err, BF_ERR_LIMIT, "more than %u articles in a segment",
                       BF_MAX_SEGMENT_DOCUMENTS);
    }
    status = check_fields(document, err);
    if (!status) {
        status = check_values(document, err);
    }
    return status ? status : check_keywords(document, err);
}

/* Adding ------------------------------------------------------------------ */

static bf_status add_code(bfi_document_writer *writer, uint32_t length,
                          bf_error *err)
{
    const size_t count = writer->info.documents;
    if (count == writer->code_room) {
        const size_t room = count + count / 2 + 256;
        unsigned char *codes = realloc(writer->codes, room);
        if (!codes) {
            return bf_fail(err, BF_ERR_NOMEM, "out of memory");
        }
        writer->codes = codes;
        writer->code_room = room;
    }
    writer->codes[count] = bfi_length_code(length);
    return BF_OK;
}

static void add_fields(bfi_document_writer *writer, const bf_document *document)
{
    bfi_spool *starts = bfi_sections_at(writer->sections, BFI_FIELD_STARTS);
    uint32_t before = 0;
    if (writer->info.documents % BFI_FIELD_STEP == 0) {
        bfi_spool_add_u32(bfi_sections_at(writer->sections, BFI_FIELD_INDEX),
                          (uint32_t)bfi_spool_size(starts));
    }
    for (int field = BF_FIELD_TITLE + 1; field < BF_FIELD_COUNT; field++) {
        const uint32_t start = document->field_starts[field];
        if (bf_field_info_of((bf_field)field)->uses & BF_USE_SEARCH) {
            bfi_spool_add_varint(starts, start - before);
            before = start;
        }
    }
}

static void add_times(bfi_document_writer *writer, const bf_document *document)
{
    for (size_t i = 0; i < writer->time_count; i++) {
        bf_time time = BF_TIME_NONE;
        for (size_t k = 0; k < document->value_count; k++) {
            const bf_document_value *value = &document->values[k];
            if (value->slot == writer->times[i].slot &&
                !bf_time_of_key(&time, value->data)) {
                time = BF_TIME_NONE; /* they have been checked */
            }
        }
        bfi_time_writer_add(&writer->times[i], time);
    }
}

/* Put values of keywords aside where they take too much. */
static bf_status spill_keywords(bfi_document_writer *writer, bf_error *err)
{
    size_t bytes = 0;
    bf_status status = BF_OK;
    for (size_t i = 0; i < writer->keyword_count; i++) {
        bytes += bfi_keyword_writer_bytes(&writer->keywords[i]);
    }
    for (size_t i = 0;
         !status && bytes > writer->keyword_bytes && i < writer->keyword_count;
         i++) {
        status = bfi_keyword_writer_spill(&writer->keywords[i], err);
    }
    return status;
}

static bf_status add_keywords(bfi_document_writer *writer,
                              const bf_document *document, bf_error *err)
{
    bf_status status = spill_keywords(writer, err);
    for (size_t i = 0; !status && i < writer->keyword_count; i++) {
        status =
            bfi_keyword_writer_add(&writer->keywords[i], document->keywords,
                                   document->keyword_count, err);
    }
    return status;
}

void bfi_document_count(bf_segment_info *info, bf_docnum docnum,
                        const bf_document *document)
{
    info->first = info->documents > 0 ? info->first : docnum;
    info->last = docnum;
    info->documents++;
    info->length += document->length;
}

bf_status bfi_document_writer_add(bfi_document_writer *writer, bf_docnum docnum,
                                  const bf_document *document, bf_error *err)
{
    bf_status status = add_code(writer, document->length, err);
    if (status) {
        return status;
    }
    bfi_spool_add_u32(bfi_sections_at(writer->sections, BFI_DOCNUMS), docnum);
    bfi_spool_add_u32(bfi_sections_at(writer->sections, BFI_LENGTHS),
                      document->length);
    add_fields(writer, document);
    add_times(writer, document);
    status = add_keywords(writer, document, err);
    bfi_document_count(&writer->info, docnum, document);
    return status;
}

/* The end ----------------------------------------------------------------- */

bf_status bfi_document_writer_end(bfi_document_writer *writer, bf_error *err)
{
    const bfi_spool *starts =
        bfi_sections_at(writer->sections, BFI_FIELD_STARTS);
    bf_status status = BF_OK;
    bfi_spool_add_u32(bfi_sections_at(writer->sections, BFI_FIELD_INDEX),
                      (uint32_t)bfi_spool_size(starts));
    for (size_t i = 0; !status && i < writer->time_count; i++) {
        status = bfi_time_writer_end(&writer->times[i], writer->sections, err);
    }
    for (size_t i = 0; !status && i < writer->keyword_count; i++) {
        status =
            bfi_keyword_writer_end(&writer->keywords[i], writer->sections, err);
    }
    return status;
}
