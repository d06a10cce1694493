/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Merging values gives each its ordinal, and for each run a table from its
 * numbers to ordinals. Only the tables are held in memory, four bytes a value.
 * Where a value is shown in several ways, that of its first run is taken, which
 * is that of its first document.
 */

#include "keyword_merge.h"

#include "heap.h"

#include <stdlib.h>

enum {
    ROOM_BYTES = BFI_MAX_KEYWORD_BYTES,
    ALIGNMENT = 4
};

/* The values of one run. */
typedef struct values {
    bfi_tape tape;
    uint32_t left;
    uint32_t number; /* of the value at hand */
    bfi_keyword value;
    bf_buf text;
    uint32_t *ordinals; /* by number */
} values;

typedef struct merger {
    const bfi_keyword_writer *writer;
    values *runs;
    bfi_heap heap;
    uint32_t value_count;
    bfi_spool strings;
    bfi_spool ats; /* where they are */
    bfi_spool ordinals;
    bfi_spool *out;
} merger;

static bf_status no_memory(bf_error *err)
{
    return bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

static bf_status values_init(values *v, bfi_keyword_writer *writer,
                             const bfi_keyword_run *run, bf_error *err)
{
    bf_buf_init(&v->text, 2 * (size_t)ROOM_BYTES);
    v->left = run->count;
    v->ordinals = calloc((size_t)run->count + 1, sizeof *v->ordinals);
    bfi_tape_open(&v->tape, &writer->aside, run->offset, ROOM_BYTES);
    return v->ordinals ? bfi_tape_status(&v->tape, err) : no_memory(err);
}

static void values_fini(values *v)
{
    bfi_tape_fini(&v->tape);
    bf_buf_fini(&v->text);
    free(v->ordinals);
}

/* Values ------------------------------------------------------------------ */

static size_t read_text(values *v)
{
    const size_t size = (size_t)bfi_tape_varint(&v->tape);
    if (!bfi_tape_fill(&v->tape, size)) {
        return 0;
    }
    bf_buf_add(&v->text, v->tape.at, size);
    v->tape.at += size;
    return size;
}

/* Move run number `number` to its next value. */
static bf_status advance(merger *m, size_t number, bf_error *err)
{
    values *v = &m->runs[number];
    bf_status status;
    if (v->left == 0) {
        return BF_OK;
    }
    v->left--;
    bf_buf_reset(&v->text);
    v->number = (uint32_t)bfi_tape_varint(&v->tape);
    v->value.folded.size = read_text(v);
    v->value.shown.size = read_text(v);
    v->value.folded.data = v->text.data;
    v->value.shown.data = v->text.data + v->value.folded.size;
    status = bfi_tape_status(&v->tape, err);
    if (!status) {
        status = bf_buf_status(&v->text, err);
    }
    if (!status) {
        bfi_heap_push(&m->heap, v->value.folded, number);
    }
    return status;
}

static void add_string(merger *m, bf_str text)
{
    bfi_spool_add_u32(&m->ats, (uint32_t)bfi_spool_size(&m->strings));
    bfi_spool_add(&m->strings, text.data, text.size);
}

/* Give the least value its ordinal, in all runs that have it. */
static bf_status merge_value(merger *m, bf_buf *folded, bf_error *err)
{
    const bfi_keyword *first = &m->runs[m->heap.items[0].source].value;
    bf_status status;
    bf_buf_reset(folded);
    bf_buf_add(folded, first->folded.data, first->folded.size);
    status = bf_buf_status(folded, err);
    if (status) {
        return status;
    }
    add_string(m, first->folded);
    add_string(m, first->shown);
    m->value_count++;
    do {
        const size_t number = bfi_heap_pop(&m->heap);
        m->runs[number].ordinals[m->runs[number].number] = m->value_count;
        status = advance(m, number, err);
    } while (!status && bfi_heap_has(&m->heap, bf_buf_str(folded)));
    return status;
}

static bf_status merge_values(merger *m, bf_error *err)
{
    bf_buf folded;
    bf_status status = BF_OK;
    bf_buf_init(&folded, ROOM_BYTES);
    for (size_t i = 0; !status && i < m->writer->run_count; i++) {
        status = advance(m, i, err);
    }
    while (!status && m->heap.count > 0) {
        status = merge_value(m, &folded, err);
    }
    bf_buf_fini(&folded);
    bfi_spool_add_u32(&m->ats, (uint32_t)bfi_spool_size(&m->strings));
    return status;
}

/* The column -------------------------------------------------------------- */

static void add_ordinal(bfi_spool *out, unsigned width, uint32_t ordinal)
{
    unsigned char bytes[4];
    bfi_store_u32(bytes, ordinal);
    bfi_spool_add(out, bytes, width);
}

static int compare(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Write the ordinals of the next document; returns how many. */
static uint32_t write_document(merger *m, bfi_tape *tape,
                               const uint32_t *ordinals, unsigned width)
{
    uint32_t own[BFI_MAX_KEYWORDS] = {0};
    const uint32_t count = (uint32_t)bfi_tape_varint(tape);
    for (uint32_t i = 0; i < count; i++) {
        own[i] = ordinals[bfi_tape_varint(tape)];
    }
    if (count > 1) {
        qsort(own, count, sizeof *own, compare);
    }
    for (uint32_t i = 0; i < count || (i == 0 && !m->writer->many); i++) {
        add_ordinal(&m->ordinals, width, own[i]);
    }
    return count;
}

/* Write first[], if documents may have several, to the section, and the
 * ordinals beside it. */
static bf_status write_documents(merger *m, unsigned width, bf_error *err)
{
    const bfi_keyword_writer *writer = m->writer;
    uint64_t total = 0;
    uint32_t document = 0;
    bfi_tape tape;
    bf_status status;
    bfi_tape_open(&tape, (bfi_spool *)&writer->documents, 0, ROOM_BYTES);
    for (size_t i = 0; i < writer->run_count; i++) {
        for (; document < writer->runs[i].documents && !tape.status;
             document++) {
            if (writer->many) {
                bfi_spool_add_u32(m->out, (uint32_t)total);
            }
            total += write_document(m, &tape, m->runs[i].ordinals, width);
        }
    }
    if (writer->many) {
        bfi_spool_add_u32(m->out, (uint32_t)total);
    }
    status = bfi_tape_status(&tape, err);
    bfi_tape_fini(&tape);
    if (!status && total > UINT32_MAX) {
        status = bf_fail(err, BF_ERR_LIMIT,
                         "the articles of one segment have more than %ju "
                         "values of a field",
                         (uintmax_t)UINT32_MAX);
    }
    return status;
}

static unsigned width_of(uint32_t value_count)
{
    if (value_count <= UINT8_MAX) {
        return 1;
    }
    return value_count <= UINT16_MAX ? 2 : 4;
}

static bf_status write_column(merger *m, bfi_sections *sections, bf_error *err)
{
    const unsigned width = width_of(m->value_count);
    const unsigned char head[8] = {(unsigned char)width, m->writer->many};
    bf_status status;
    m->out =
        bfi_sections_add(sections, BFI_KEYWORDS, (uint32_t)m->writer->field);
    bfi_spool_add(m->out, head, sizeof head);
    bfi_spool_add_u32(m->out, m->value_count);
    bfi_spool_add_spool(m->out, &m->ats);
    bfi_spool_add_spool(m->out, &m->strings);
    bfi_spool_align(m->out, ALIGNMENT);
    status = write_documents(m, width, err);
    bfi_spool_add_spool(m->out, &m->ordinals);
    return status ? status : bfi_spool_status(m->out, err);
}

static bf_status open_runs(merger *m, bfi_keyword_writer *writer, bf_error *err)
{
    bf_status status = BF_OK;
    m->runs = calloc(writer->run_count + 1, sizeof *m->runs);
    if (!m->runs || !bfi_heap_init(&m->heap, writer->run_count)) {
        return no_memory(err);
    }
    for (size_t i = 0; !status && i < writer->run_count; i++) {
        status = values_init(&m->runs[i], writer, &writer->runs[i], err);
    }
    return status;
}

bf_status bfi_keyword_merge(bfi_keyword_writer *writer, bfi_sections *sections,
                            bf_error *err)
{
    merger m = {.writer = writer};
    const char *folder = sections->folder;
    bf_status status;
    bfi_spool_init(&m.strings, folder, "keywords", BF_MAX_SECTION_BYTES);
    bfi_spool_init(&m.ats, folder, "keywords", BF_MAX_SECTION_BYTES);
    bfi_spool_init(&m.ordinals, folder, "keywords", BF_MAX_SECTION_BYTES);
    status = open_runs(&m, writer, err);
    if (!status) {
        status = merge_values(&m, err);
    }
    if (!status && m.value_count > 0) {
        status = write_column(&m, sections, err);
    }
    for (size_t i = 0; m.runs && i < writer->run_count; i++) {
        values_fini(&m.runs[i]);
    }
    free(m.runs);
    bfi_heap_fini(&m.heap);
    bfi_spool_fini(&m.strings);
    bfi_spool_fini(&m.ats);
    bfi_spool_fini(&m.ordinals);
    return status;
}
