/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Builders. Documents are gathered by an inverter; when memory is full it
 * writes their terms as a run behind the others, in one temporary file. What
 * else there is of them goes to slips. At the end all runs are merged, and the
 * slips read: with both, builders that worked side by side are joined to one.
 */

#include "document_writer.h"
#include "file.h"
#include "inverter.h"
#include "merge.h"
#include "run.h"
#include "slips.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    /* What is read of a run at once, at least and at most. */
    LEAST_TAPE_BYTES = 4 * 1024,
    MOST_TAPE_BYTES = 256 * 1024
};

/* For buffers of temporary files and sections, in all. */
static const size_t reserve_bytes = (size_t)4 * 1024 * 1024;
/* A run has offsets of 32 bits in memory. */
static const size_t most_bytes = (size_t)3 * 1024 * 1024 * 1024;

/* What one builder gathered: documents that follow each other. */
typedef struct part {
    bf_segment_info info; /* of them */
    bfi_spool slips;
    bfi_spool runs;       /* all of them */
    uint64_t *run_starts; /* where they begin */
    size_t run_count;
} part;

struct bf_blocks_builder {
    char *folder;
    bf_blocks_options options;
    bf_segment_info info; /* of the documents of all parts */
    /* Those of others, and its own as the last one; none before the first
     * document of a segment. */
    part **parts;
    size_t part_count;
    size_t run_count;       /* of all */
    bfi_inverter *inverter; /* of the last part; NULL: nothing is in it */
    uint32_t inverted;      /* documents that it has */
};

/* Parts ------------------------------------------------------------------- */

static bf_status no_memory(bf_error *err)
{
    return bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

static void part_free(part *p)
{
    bfi_spool_fini(&p->slips);
    bfi_spool_fini(&p->runs);
    free(p->run_starts);
    free(p);
}

static bf_status reserve_parts(bf_blocks_builder *builder, size_t count,
                               bf_error *err)
{
    part **parts = realloc(builder->parts,
                           (builder->part_count + count + 1) * sizeof(part *));
    if (!parts) {
        return no_memory(err);
    }
    builder->parts = parts;
    return BF_OK;
}

static bf_status add_part(bf_blocks_builder *builder, bf_error *err)
{
    bf_status status = reserve_parts(builder, 1, err);
    part *p = status ? NULL : calloc(1, sizeof *p);
    if (!p) {
        return no_memory(err);
    }
    bfi_spool_init(&p->slips, builder->folder, "articles", UINT64_MAX);
    bfi_spool_init(&p->runs, builder->folder, "words", UINT64_MAX);
    builder->parts[builder->part_count++] = p;
    return BF_OK;
}

/* The part that documents are added to. */
static part *own_part(const bf_blocks_builder *builder)
{
    return builder->parts[builder->part_count - 1];
}

/* See that there is a part, and an inverter. */
static bf_status begin(bf_blocks_builder *builder, bf_error *err)
{
    bf_status status = BF_OK;
    if (builder->part_count == 0) {
        status = add_part(builder, err);
    }
    if (!status && !builder->inverter) {
        status = bfi_inverter_new(&builder->inverter, err);
    }
    return status;
}

/* Release what a segment was gathered in. */
static void clear(bf_blocks_builder *builder)
{
    for (size_t i = 0; i < builder->part_count; i++) {
        part_free(builder->parts[i]);
    }
    bfi_inverter_free(builder->inverter);
    builder->inverter = NULL;
    builder->part_count = 0;
    builder->run_count = 0;
    builder->inverted = 0;
    memset(&builder->info, 0, sizeof builder->info);
}

bf_status bf_blocks_builder_new(bf_blocks_builder **out, const char *folder,
                                const bf_blocks_options *options, bf_error *err)
{
    bf_blocks_builder *builder;
    *out = NULL;
    if (options->memory_bytes < BF_MIN_BLOCKS_BYTES) {
        return bf_fail(err, BF_ERR_LIMIT,
                       "%zu bytes are too few to build blocks in: at least %zu",
                       options->memory_bytes, BF_MIN_BLOCKS_BYTES);
    }
    if (access(folder, W_OK | X_OK) != 0) {
        return bfi_file_fail(err, errno, folder, NULL);
    }
    builder = calloc(1, sizeof *builder);
    if (!builder) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    builder->options = *options;
    builder->folder = strdup(folder);
    if (!builder->folder) {
        bf_blocks_builder_free(builder);
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    *out = builder;
    return BF_OK;
}

void bf_blocks_builder_free(bf_blocks_builder *builder)
{
    if (builder) {
        clear(builder);
        free(builder->parts);
        free(builder->folder);
        free(builder);
    }
}

/* Gathering --------------------------------------------------------------- */

/* Write what was gathered as one more run. */
static bf_status write_run(bf_blocks_builder *builder, bf_error *err)
{
    part *own = own_part(builder);
    uint64_t *starts =
        realloc(own->run_starts, (own->run_count + 1) * sizeof *starts);
    if (!starts) {
        return no_memory(err);
    }
    own->run_starts = starts;
    starts[own->run_count++] = bfi_spool_size(&own->runs);
    builder->run_count++;
    builder->inverted = 0;
    return bfi_inverter_write(builder->inverter, &own->runs, err);
}

/* See that there is memory for one more document. One alone may take more than
 * there is: it is in memory already, and bounded. */
static bf_status make_room(bf_blocks_builder *builder,
                           const bf_document *document, bf_error *err)
{
    const size_t allowed = builder->options.memory_bytes < most_bytes
                               ? builder->options.memory_bytes
                               : most_bytes;
    if (builder->inverted == 0 ||
        reserve_bytes + bfi_inverter_bytes(builder->inverter) +
                bfi_inverter_bytes_for(document) <=
            allowed) {
        return BF_OK;
    }
    return write_run(builder, err);
}

bf_status bf_blocks_builder_add(bf_blocks_builder *builder, bf_docnum docnum,
                                const bf_document *document, bf_error *err)
{
    part *own;
    bf_status status =
        bfi_document_check(&builder->info, docnum, document, err);
    if (!status) {
        status = begin(builder, err);
    }
    if (!status) {
        status = make_room(builder, document, err);
    }
    if (status) {
        return status;
    }
    own = own_part(builder);
    status =
        bfi_inverter_add(builder->inverter, own->info.documents, document, err);
    if (!status) {
        builder->inverted++;
        bfi_slip_add(&own->slips, docnum, document);
        bfi_document_count(&own->info, docnum, document);
        bfi_document_count(&builder->info, docnum, document);
        status = bfi_spool_status(&own->slips, err);
    }
    return status;
}

bf_status bf_blocks_builder_spill(bf_blocks_builder *builder, bf_error *err)
{
    bf_status status = BF_OK;
    if (builder->inverted > 0) {
        status = write_run(builder, err);
    }
    bfi_inverter_free(builder->inverter);
    builder->inverter = NULL;
    if (builder->part_count > 0) {
        bfi_spool_settle(&own_part(builder)->runs);
        bfi_spool_settle(&own_part(builder)->slips);
    }
    return status;
}

/* Joining ----------------------------------------------------------------- */

static bf_status check_join(const bf_blocks_builder *builder,
                            const bf_blocks_builder *from, bf_error *err)
{
    if (from->info.first <= builder->info.last) {
        return bf_fail(
            err, BF_ERR_INVALID, "document number %u does not follow %u",
            (unsigned)from->info.first, (unsigned)builder->info.last);
    }
    return from->info.documents >
                   BF_MAX_SEGMENT_DOCUMENTS - builder->info.documents
               ? bf_fail(err, BF_ERR_LIMIT,
                         "more than %u articles in a segment",
                         BF_MAX_SEGMENT_DOCUMENTS)
               : BF_OK;
}

/* Take over the parts of `from`, for which there is room. */
static void take_parts(bf_blocks_builder *builder, bf_blocks_builder *from)
{
    bf_segment_info *info = &builder->info;
    for (size_t i = 0; i < from->part_count; i++) {
        part *p = from->parts[i];
        p->slips.folder = p->runs.folder = builder->folder;
        builder->parts[builder->part_count++] = p;
    }
    info->first = info->documents > 0 ? info->first : from->info.first;
    info->last = from->info.last;
    info->documents += from->info.documents;
    info->length += from->info.length;
    builder->run_count += from->run_count;
    from->part_count = 0;
    clear(from);
}

bf_status bf_blocks_builder_join(bf_blocks_builder *builder,
                                 bf_blocks_builder *from, bf_error *err)
{
    bf_status status;
    if (from->info.documents == 0) {
        return BF_OK;
    }
    status = check_join(builder, from, err);
    if (!status) {
        status = bf_blocks_builder_spill(builder, err);
    }
    if (!status) {
        status = bf_blocks_builder_spill(from, err);
    }
    if (!status) {
        status = reserve_parts(builder, from->part_count, err);
    }
    if (!status) {
        take_parts(builder, from);
    }
    return status;
}

/* Merging ----------------------------------------------------------------- */

/* What a segment is written from. */
typedef struct writing {
    bfi_sections sections;
    bfi_document_writer documents;
    bfi_source **sources;
    size_t source_count;
    bfi_merger *merger;
} writing;

static size_t tape_bytes(const bf_blocks_builder *builder)
{
    const size_t bytes =
        builder->options.memory_bytes / 4 / (builder->run_count + 1);
    if (bytes < LEAST_TAPE_BYTES) {
        return LEAST_TAPE_BYTES;
    }
    return bytes < MOST_TAPE_BYTES ? bytes : MOST_TAPE_BYTES;
}

/* Write the documents of all parts, and begin to read their runs. */
static bf_status read_parts(writing *w, const bf_blocks_builder *builder,
                            bf_error *err)
{
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < builder->part_count; i++) {
        part *p = builder->parts[i];
        const uint32_t base = w->documents.info.documents;
        for (size_t k = 0; !status && k < p->run_count; k++) {
            status =
                bfi_run_open(&w->sources[w->source_count], &p->runs,
                             p->run_starts[k], base, tape_bytes(builder), err);
            w->source_count += !status;
        }
        if (!status) {
            status = bfi_slips_write(&w->documents, &p->slips,
                                     p->info.documents, err);
        }
        /* Nobody asks for them again. */
        bfi_spool_fini(&p->slips);
    }
    return status;
}

static bf_status merge(writing *w, bf_error *err)
{
    bf_status status = bfi_merger_new(&w->merger, &w->sections, w->sources,
                                      w->source_count, w->documents.codes, err);
    return status ? status : bfi_merger_run(w->merger, err);
}

static void writing_fini(writing *w)
{
    bfi_merger_free(w->merger);
    for (size_t i = 0; w->sources && i < w->source_count; i++) {
        w->sources[i]->free(w->sources[i]);
    }
    free(w->sources);
    bfi_document_writer_fini(&w->documents);
    bfi_sections_fini(&w->sections);
}

static bf_status finish(bf_segment_info *out, bf_blocks_builder *builder,
                        bf_error *err)
{
    writing w = {.sources =
                     calloc(builder->run_count + 1, sizeof(bfi_source *))};
    bf_status status;
    bfi_sections_init(&w.sections, builder->folder,
                      bfi_section_bytes(&builder->options));
    status = bfi_document_writer_init(
        &w.documents, &w.sections, bfi_keyword_bytes(&builder->options), err);
    if (!status && !w.sources) {
        status = no_memory(err);
    }
    if (!status) {
        status = read_parts(&w, builder, err);
    }
    if (!status) {
        status = merge(&w, err);
    }
    if (!status) {
        status = bfi_document_writer_end(&w.documents, err);
    }
    *out = w.documents.info;
    if (!status) {
        status =
            bfi_sections_write(out, &w.sections, builder->options.no_sync, err);
    }
    writing_fini(&w);
    return status;
}

bf_status bf_blocks_builder_finish(bf_segment_info *out,
                                   bf_blocks_builder *builder, bf_error *err)
{
    bf_status status;
    memset(out, 0, sizeof *out);
    if (builder->info.documents == 0) {
        return BF_OK;
    }
    /* The memory of the inverter serves the merge. */
    status = bf_blocks_builder_spill(builder, err);
    if (!status) {
        status = finish(out, builder, err);
    }
    if (status) {
        memset(out, 0, sizeof *out);
    } else {
        clear(builder);
    }
    return status;
}
