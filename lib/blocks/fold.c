/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Folding: segments are read as documents without terms, and then as sources of
 * terms, and written by what builds segments, to the same bytes. All that is
 * allocated while segments are read hangs on the fold, for the reading may be
 * left at any moment.
 */

#include <backfile/terms.h>

#include "document_writer.h"
#include "merge.h"
#include "segment.h"
#include "segment_source.h"

#include <stdlib.h>

typedef struct fold {
    const bf_blocks_part *parts;
    size_t count;
    bfi_sections sections;
    bfi_document_writer documents;
    bfi_renumbering *renumberings;
    bfi_source **sources;
    bfi_merger *merger;
    /* Of the part that is read. */
    bf_time_column times[BFI_TIME_SLOTS];
    bf_keyword_column keywords[BF_FIELD_COUNT];
    /* Of a document. */
    bf_document document;
    unsigned char keys[BFI_TIME_SLOTS][BF_TIME_KEY_BYTES];
    bf_document_value values[BFI_TIME_SLOTS];
    bf_document_keyword own[BFI_MAX_KEYWORDS];
} fold;

static bf_status no_memory(bf_error *err)
{
    return bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

static bf_status damaged(const bf_segment *segment, bf_error *err)
{
    return bf_fail(err, BF_ERR_CORRUPT, "segment %s is damaged",
                   bf_segment_get_info(segment)->name);
}

/* Documents --------------------------------------------------------------- */

static void open_columns(fold *f, const bf_segment *segment)
{
    for (int slot = 0; slot < BFI_TIME_SLOTS; slot++) {
        bf_segment_times(&f->times[slot], segment, slot);
    }
    for (int field = 0; field < BF_FIELD_COUNT; field++) {
        bf_segment_keywords(&f->keywords[field], segment, (bf_field)field);
    }
}

static void read_times(fold *f, uint32_t local)
{
    bf_document *document = &f->document;
    for (int slot = 0; slot < BFI_TIME_SLOTS; slot++) {
        const bf_time time = bf_time_column_at(&f->times[slot], local);
        bf_document_value *value = &f->values[document->value_count];
        if (time == BF_TIME_NONE) {
            continue;
        }
        bf_time_key(f->keys[slot], time);
        value->slot = slot;
        value->data = (bf_str){(const char *)f->keys[slot], BF_TIME_KEY_BYTES};
        document->value_count++;
    }
}

static bool read_keywords(fold *f, bf_field field, uint32_t local)
{
    const bf_keyword_column *column = &f->keywords[field];
    bf_document *document = &f->document;
    uint32_t ordinals[BFI_MAX_KEYWORDS];
    const uint32_t count =
        bf_keyword_column_at(column, local, ordinals, BFI_MAX_KEYWORDS);
    if (count > BFI_MAX_KEYWORDS - document->keyword_count) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        bf_document_keyword *keyword = &f->own[document->keyword_count++];
        keyword->field = field;
        if (!bf_keyword_value(column, ordinals[i], &keyword->folded,
                              &keyword->shown)) {
            return false;
        }
    }
    return true;
}

/* Read what a segment has of a document, but for its terms. */
static bool read_document(fold *f, const bf_segment *segment, uint32_t local)
{
    bf_document *document = &f->document;
    *document = (bf_document){.values = f->values, .keywords = f->own};
    document->length = bf_segment_lengths(segment)[local];
    read_times(f, local);
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        const bf_field field = (bf_field)i;
        uint32_t end;
        if ((bf_field_info_of(field)->uses & BF_USE_SEARCH) &&
            !bf_segment_field_range(segment, local, field,
                                    &document->field_starts[i], &end)) {
            return false;
        }
        if (!read_keywords(f, field, local)) {
            return false;
        }
    }
    return true;
}

static bf_status add_document(fold *f, const bf_segment *segment,
                              uint32_t local, bf_error *err)
{
    const bf_docnum docnum = bf_segment_docnum(segment, local);
    bf_status status;
    if (!read_document(f, segment, local)) {
        return damaged(segment, err);
    }
    status = bfi_document_check(&f->documents.info, docnum, &f->document, err);
    return status ? status
                  : bfi_document_writer_add(&f->documents, docnum, &f->document,
                                            err);
}

static bf_status add_part(fold *f, size_t number, bf_error *err)
{
    const bf_segment *segment = f->parts[number].segment;
    const uint32_t documents = bf_segment_get_info(segment)->documents;
    bf_status status = BF_OK;
    open_columns(f, segment);
    for (uint32_t local = 0; !status && local < documents; local++) {
        if (!bfi_is_removed(&f->renumberings[number], local)) {
            status = add_document(f, segment, local, err);
        }
    }
    return status;
}

/* The whole ---------------------------------------------------------------- */

static bf_status fold_init(fold *f, const char *folder,
                           const bf_blocks_options *options, bf_error *err)
{
    bf_status status;
    uint64_t base = 0;
    bfi_sections_init(&f->sections, folder, bfi_section_bytes(options));
    status = bfi_document_writer_init(&f->documents, &f->sections,
                                      bfi_keyword_bytes(options), err);
    f->renumberings = calloc(f->count + 1, sizeof *f->renumberings);
    f->sources = calloc(f->count + 1, sizeof(bfi_source *));
    if (!f->renumberings || !f->sources) {
        return no_memory(err);
    }
    for (size_t i = 0; !status && i < f->count; i++) {
        status = bfi_renumbering_init(&f->renumberings[i], &f->parts[i],
                                      (uint32_t)base, err);
        base += f->renumberings[i].kept;
        if (!status) {
            status = bfi_segment_source_new(&f->sources[i], f->parts[i].segment,
                                            &f->renumberings[i], err);
        }
    }
    return status;
}

static void fold_free(fold *f)
{
    bfi_merger_free(f->merger);
    for (size_t i = 0; f->sources && i < f->count; i++) {
        if (f->sources[i]) {
            f->sources[i]->free(f->sources[i]);
        }
    }
    for (size_t i = 0; f->renumberings && i < f->count; i++) {
        bfi_renumbering_fini(&f->renumberings[i]);
    }
    free(f->sources);
    free(f->renumberings);
    bfi_document_writer_fini(&f->documents);
    bfi_sections_fini(&f->sections);
    free(f);
}

/* Read all parts. */
static bf_status gather(void *closure, bf_error *err)
{
    fold *f = closure;
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < f->count; i++) {
        status = add_part(f, i, err);
    }
    if (!status) {
        status = bfi_merger_new(&f->merger, &f->sections, f->sources, f->count,
                                f->documents.codes, err);
    }
    return status ? status : bfi_merger_run(f->merger, err);
}

static bf_status fold_all(bf_segment_info *out, fold *f, const char *folder,
                          const bf_blocks_options *options, bf_error *err)
{
    bf_status status = fold_init(f, folder, options, err);
    if (!status) {
        status = bf_segments_guard(gather, f, err);
    }
    if (status || f->documents.info.documents == 0) {
        return status;
    }
    status = bfi_document_writer_end(&f->documents, err);
    *out = f->documents.info;
    return status
               ? status
               : bfi_sections_write(out, &f->sections, options->no_sync, err);
}

/* The bytes that `parts` have of a section. */
static uint64_t section_bytes(const bf_blocks_part *parts, size_t count,
                              const bfi_section *section)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < count; i++) {
        bytes += bfi_segment_section(parts[i].segment, section->kind,
                                     section->number)
                     .size;
    }
    return bytes;
}

bool bf_blocks_fit(const bf_blocks_part *parts, size_t count,
                   const bf_blocks_options *options)
{
    uint64_t documents = 0;
    for (size_t i = 0; i < count; i++) {
        const bf_segment *segment = parts[i].segment;
        documents += bf_segment_get_info(segment)->documents;
        for (size_t j = 0; j < segment->section_count; j++) {
            if (section_bytes(parts, count, &segment->sections[j]) >
                bfi_section_bytes(options)) {
                return false;
            }
        }
    }
    return documents <= BF_MAX_SEGMENT_DOCUMENTS;
}

bf_status bf_blocks_fold(bf_segment_info *out, const char *folder,
                         const bf_blocks_part *parts, size_t count,
                         const bf_blocks_options *options, bf_error *err)
{
    fold *f = calloc(1, sizeof *f);
    bf_status status;
    memset(out, 0, sizeof *out);
    if (!f) {
        return no_memory(err);
    }
    f->parts = parts;
    f->count = count;
    status = fold_all(out, f, folder, options, err);
    fold_free(f);
    if (status) {
        memset(out, 0, sizeof *out);
    }
    return status;
}
