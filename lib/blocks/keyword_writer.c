/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of keywords: values by number, and the documents' numbers. */

#include "keyword_writer.h"

#include "keyword_merge.h"
#include "sort.h"

#include <stdlib.h>

static bf_status no_memory(bf_error *err)
{
    return bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

bf_status bfi_keyword_writer_init(bfi_keyword_writer *writer,
                                  const char *folder, bf_field field,
                                  bf_error *err)
{
    *writer = (bfi_keyword_writer){.field = field};
    bfi_spool_init(&writer->documents, folder, "keywords", UINT64_MAX);
    bfi_spool_init(&writer->aside, folder, "keywords", UINT64_MAX);
    return bf_arena_new(&writer->arena, SIZE_MAX, err);
}

void bfi_keyword_writer_fini(bfi_keyword_writer *writer)
{
    bf_arena_free(writer->arena);
    free(writer->values);
    bfi_slots_fini(&writer->slots);
    bfi_spool_fini(&writer->documents);
    bfi_spool_fini(&writer->aside);
    free(writer->runs);
}

/* Values ------------------------------------------------------------------ */

static bf_status add_value(bfi_keyword_writer *writer,
                           const bf_document_keyword *keyword, bf_error *err)
{
    bfi_keyword value;
    if (writer->count == writer->room) {
        const size_t room = writer->room ? 2 * writer->room : 64;
        bfi_keyword *values = realloc(writer->values, room * sizeof *values);
        if (!values) {
            return no_memory(err);
        }
        writer->values = values;
        writer->room = room;
    }
    value.folded = bf_arena_copy(writer->arena, keyword->folded);
    value.shown = bf_arena_copy(writer->arena, keyword->shown);
    if (!value.folded.data || !value.shown.data) {
        return no_memory(err);
    }
    writer->values[writer->count++] = value;
    writer->text_bytes += value.folded.size + value.shown.size;
    return BF_OK;
}

static bf_status find_value(bfi_keyword_writer *writer, uint32_t *out,
                            const bf_document_keyword *keyword, bf_error *err)
{
    const uint32_t hash = (uint32_t)bf_hash_64(keyword->folded);
    bfi_slots *slots = &writer->slots;
    bf_status status;
    int64_t number;
    size_t i;
    if (!bfi_slots_reserve(slots, 1)) {
        return no_memory(err);
    }
    i = bfi_slots_first(slots, hash);
    while ((number = bfi_slots_at(slots, i, hash)) != BFI_NO_NUMBER) {
        if (number >= 0 &&
            bf_str_equal(writer->values[number].folded, keyword->folded)) {
            *out = (uint32_t)number;
            return BF_OK;
        }
        i = bfi_slots_next(slots, i);
    }
    *out = (uint32_t)writer->count;
    status = add_value(writer, keyword, err);
    if (!status) {
        bfi_slots_put(slots, i, hash, *out);
    }
    return status;
}

/* Documents --------------------------------------------------------------- */

static bool has_number(const uint32_t *numbers, size_t count, uint32_t number)
{
    for (size_t i = 0; i < count; i++) {
        if (numbers[i] == number) {
            return true;
        }
    }
    return false;
}

bf_status bfi_keyword_writer_add(bfi_keyword_writer *writer,
                                 const bf_document_keyword *keywords,
                                 size_t count, bf_error *err)
{
    uint32_t numbers[BFI_MAX_KEYWORDS];
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t number = 0;
        bf_status status;
        if (keywords[i].field != writer->field) {
            continue;
        }
        status = find_value(writer, &number, &keywords[i], err);
        if (status) {
            return status;
        }
        if (!has_number(numbers, used, number)) {
            numbers[used++] = number;
        }
    }
    writer->many = writer->many || used > 1;
    writer->document_count++;
    bfi_spool_add_varint(&writer->documents, used);
    for (size_t i = 0; i < used; i++) {
        bfi_spool_add_varint(&writer->documents, numbers[i]);
    }
    return bfi_spool_status(&writer->documents, err);
}

/* Runs -------------------------------------------------------------------- */

size_t bfi_keyword_writer_bytes(const bfi_keyword_writer *writer)
{
    /* Copies in an arena end with a NUL and are aligned. */
    const size_t value =
        sizeof(bfi_keyword) + 2 * sizeof(bfi_sorted) + 2 * (size_t)16;
    return writer->text_bytes + writer->count * value +
           writer->slots.room * sizeof(bfi_slot);
}

static bf_str folded_of(const void *payload, uint32_t number)
{
    const bfi_keyword_writer *writer = payload;
    return writer->values[number].folded;
}

static void write_text(bfi_spool *out, bf_str text)
{
    bfi_spool_add_varint(out, text.size);
    bfi_spool_add(out, text.data, text.size);
}

static bf_status add_run(bfi_keyword_writer *writer, bf_error *err)
{
    bfi_keyword_run *runs =
        realloc(writer->runs, (writer->run_count + 1) * sizeof *runs);
    if (!runs) {
        return no_memory(err);
    }
    writer->runs = runs;
    runs[writer->run_count++] =
        (bfi_keyword_run){.offset = bfi_spool_size(&writer->aside),
                          .count = (uint32_t)writer->count,
                          .documents = writer->document_count};
    return BF_OK;
}

static void forget(bfi_keyword_writer *writer)
{
    bf_arena_reset(writer->arena);
    bfi_slots_reset(&writer->slots);
    writer->count = 0;
    writer->text_bytes = 0;
}

bf_status bfi_keyword_writer_spill(bfi_keyword_writer *writer, bf_error *err)
{
    bfi_sorted *items = calloc(2 * writer->count + 1, sizeof *items);
    bf_status status;
    if (!items) {
        return no_memory(err);
    }
    status = add_run(writer, err);
    if (status) {
        free(items);
        return status;
    }
    for (size_t i = 0; i < writer->count; i++) {
        items[i].number = (uint32_t)i;
    }
    bfi_sort(items, items + writer->count, writer->count, folded_of, writer);
    for (size_t i = 0; i < writer->count; i++) {
        const bfi_keyword *value = &writer->values[items[i].number];
        bfi_spool_add_varint(&writer->aside, items[i].number);
        write_text(&writer->aside, value->folded);
        write_text(&writer->aside, value->shown);
    }
    free(items);
    forget(writer);
    return bfi_spool_status(&writer->aside, err);
}

bf_status bfi_keyword_writer_end(bfi_keyword_writer *writer,
                                 bfi_sections *sections, bf_error *err)
{
    bf_status status = bfi_keyword_writer_spill(writer, err);
    return status ? status : bfi_keyword_merge(writer, sections, err);
}
