/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Builders. Documents are gathered by an inverter; when memory is full it
 * writes them as a run behind the others, in one temporary file. At the end
 * all runs are merged.
 */

#include "document_writer.h"
#include "file.h"
#include "inverter.h"
#include "merge.h"
#include "run.h"

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

struct bf_blocks_builder {
    char *folder;
    bf_blocks_options options;
    /* The rest is made when the first document of a segment comes. */
    bool has_begun;
    bfi_inverter *inverter;
    uint32_t inverted;    /* documents that it has */
    bfi_spool runs;       /* all of them */
    uint64_t *run_starts; /* where they begin */
    size_t run_count;
    bfi_sections sections;
    bfi_document_writer documents;
};

/* Begin a segment. */
static bf_status begin(bf_blocks_builder *builder, bf_error *err)
{
    bf_status status;
    builder->has_begun = true;
    bfi_spool_init(&builder->runs, builder->folder, "words", UINT64_MAX);
    bfi_sections_init(&builder->sections, builder->folder);
    status =
        bfi_document_writer_init(&builder->documents, &builder->sections,
                                 bfi_keyword_bytes(&builder->options), err);
    return status ? status : bfi_inverter_new(&builder->inverter, err);
}

/* Release what a segment was gathered in. */
static void clear(bf_blocks_builder *builder)
{
    if (!builder->has_begun) {
        return;
    }
    bfi_document_writer_fini(&builder->documents);
    bfi_sections_fini(&builder->sections);
    bfi_spool_fini(&builder->runs);
    bfi_inverter_free(builder->inverter);
    builder->inverter = NULL;
    builder->run_count = 0;
    builder->inverted = 0;
    builder->has_begun = false;
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
        free(builder->run_starts);
        free(builder->folder);
        free(builder);
    }
}

/* Gathering --------------------------------------------------------------- */

/* Write what was gathered as one more run. */
static bf_status spill(bf_blocks_builder *builder, bf_error *err)
{
    uint64_t *starts =
        realloc(builder->run_starts, (builder->run_count + 1) * sizeof *starts);
    if (!starts) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    builder->run_starts = starts;
    starts[builder->run_count++] = bfi_spool_size(&builder->runs);
    builder->inverted = 0;
    return bfi_inverter_write(builder->inverter, &builder->runs, err);
}

/* See that there is memory for one more document. One alone may take more than
 * there is: it is in memory already, and bounded. */
static bf_status make_room(bf_blocks_builder *builder,
                           const bf_document *document, bf_error *err)
{
    const size_t allowed = builder->options.memory_bytes < most_bytes
                               ? builder->options.memory_bytes
                               : most_bytes;
    const size_t taken = reserve_bytes + bfi_keyword_bytes(&builder->options);
    if (builder->inverted == 0 ||
        taken + bfi_inverter_bytes(builder->inverter) +
                bfi_inverter_bytes_for(document) <=
            allowed) {
        return BF_OK;
    }
    return spill(builder, err);
}

bf_status bf_blocks_builder_add(bf_blocks_builder *builder, bf_docnum docnum,
                                const bf_document *document, bf_error *err)
{
    const uint32_t local = builder->documents.info.documents;
    bf_status status = builder->has_begun ? BF_OK : begin(builder, err);
    if (!status) {
        status = bfi_document_writer_check(&builder->documents, docnum,
                                           document, err);
    }
    if (!status) {
        status = make_room(builder, document, err);
    }
    if (!status) {
        status = bfi_inverter_add(builder->inverter, local, document, err);
    }
    if (!status) {
        builder->inverted++;
        status =
            bfi_document_writer_add(&builder->documents, docnum, document, err);
    }
    return status;
}

/* Merging ----------------------------------------------------------------- */

static size_t tape_bytes(const bf_blocks_builder *builder)
{
    const size_t part =
        builder->options.memory_bytes / 4 / (builder->run_count + 1);
    if (part < LEAST_TAPE_BYTES) {
        return LEAST_TAPE_BYTES;
    }
    return part < MOST_TAPE_BYTES ? part : MOST_TAPE_BYTES;
}

static bf_status merge_runs(bf_blocks_builder *builder, bf_error *err)
{
    const size_t count = builder->run_count;
    bfi_source **sources = calloc(count + 1, sizeof(bfi_source *));
    bfi_merger *merger = NULL;
    bf_status status = BF_OK;
    if (!sources) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; !status && i < count; i++) {
        status = bfi_run_open(&sources[i], &builder->runs,
                              builder->run_starts[i], tape_bytes(builder), err);
    }
    if (!status) {
        status = bfi_merger_new(&merger, &builder->sections, sources, count,
                                builder->documents.codes, err);
    }
    if (!status) {
        status = bfi_merger_run(merger, err);
    }
    bfi_merger_free(merger);
    for (size_t i = 0; i < count && sources[i]; i++) {
        sources[i]->free(sources[i]);
    }
    free(sources);
    return status;
}

static bf_status finish(bf_segment_info *out, bf_blocks_builder *builder,
                        bf_error *err)
{
    bf_status status = BF_OK;
    if (builder->inverted > 0) {
        status = spill(builder, err);
    }
    bfi_inverter_free(builder->inverter); /* its memory serves the merge */
    builder->inverter = NULL;
    if (!status) {
        status = merge_runs(builder, err);
    }
    if (!status) {
        status = bfi_document_writer_end(&builder->documents, err);
    }
    *out = builder->documents.info;
    return status ? status
                  : bfi_sections_write(out, &builder->sections,
                                       builder->options.no_sync, err);
}

bf_status bf_blocks_builder_finish(bf_segment_info *out,
                                   bf_blocks_builder *builder, bf_error *err)
{
    bf_status status;
    memset(out, 0, sizeof *out);
    if (builder->documents.info.documents == 0) {
        return BF_OK;
    }
    status = finish(out, builder, err);
    if (status) {
        memset(out, 0, sizeof *out);
    } else {
        clear(builder);
    }
    return status;
}
