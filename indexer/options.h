/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_INDEXER_OPTIONS_H
#define BF_INDEXER_OPTIONS_H

/*
 * The command line, checked. All text is borrowed from argv and environment.
 */

#include <backfile/limits.h>
#include <backfile/settings.h>

#include "formats/formats.h"
#include "program/program.h"

/* What a source is. */
typedef enum bfi_source_kind {
    BFI_SOURCE_FOLDER,
    BFI_SOURCE_FILE,
    BFI_SOURCE_STREAM /* JSON Lines on standard input */
} bfi_source_kind;

typedef struct bfi_source {
    const char *path; /* as given, for messages; "standard input" */
    char name[BF_MAX_SOURCE_BYTES + 1];
    bfi_source_kind kind;
    const bfi_format *format; /* of a file or stream */
} bfi_source;

typedef struct bfi_options {
    const char *index;
    bf_str lang;          /* of articles that give none; no data: not set */
    bf_settings settings; /* with has_settings */
    bool has_settings;
    bool lean; /* whatever the settings say of records */
    bool delete_ids;
    bool rebuild_blocks;
    uint32_t threads; /* 0: as many as there are processors */
    bool extract;  /* print articles, touch no index; no source is a folder */
    bool complete; /* files and streams are the whole of their source */
    bool dry_run;
    bool json;
    bool quiet;
    bool verbose;
    bfi_source *sources; /* released by bfi_options_fini() */
    size_t source_count;
    const char *const *ids; /* with delete_ids */
    size_t id_count;
} bfi_options;

/* The program, for its messages. */
extern const program bfi_indexer;

/*
 * Read the command line. A step: after PROGRAM_GO_ON every source exists, has
 * a name of its own, and a format unless it is a folder. A source that is
 * missing has an exit code of its own.
 */
int bfi_options_read(bfi_options *out, int argc, char **argv);

/* Read the settings in the file `path`, and say everything that is wrong with
 * them. A step. */
int bfi_options_read_settings(bfi_options *out, const char *path);

/* Whether the run sets settings, for which it needs no source. */
bool bfi_options_set_settings(const bfi_options *options);

/* Whether what is not in `source` any more is deleted. */
bool bfi_source_is_whole(const bfi_options *options, const bfi_source *source);

void bfi_options_fini(bfi_options *options);

#endif
