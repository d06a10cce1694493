/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_INDEXER_REPORT_H
#define BF_INDEXER_REPORT_H

/*
 * All that a run tells: failures, fates and progress on standard error, the
 * summary on standard output. Names of files and ids may be hostile: control
 * characters and broken UTF-8 in them are printed as `?`.
 */

#include <backfile/util.h>

#include "options.h"
#include "program/progress.h"

/* Where an article is. */
typedef struct bfi_place {
    const char *root; /* the source as given, or NULL */
    bf_str path;      /* within it; empty for the source itself */
    size_t line;      /* 0: not told */
} bfi_place;

/* Append a place as people read it: "site/posts/a.md:12". */
void bfi_place_write(bf_buf *out, bfi_place place);

/* What became of an article. */
typedef enum bfi_fate {
    BFI_ADDED,
    BFI_CHANGED,
    BFI_UNCHANGED,
    BFI_DELETED,
    BFI_KEPT,    /* not found, but its file failed: left as it is */
    BFI_SKIPPED, /* neither title nor text */
    BFI_IGNORED, /* a file that is not for us */
    BFI_FATES    /* their number */
} bfi_fate;

/* Where the language of an article is from. */
typedef enum bfi_language_from {
    BFI_LANGUAGE_DECLARED, /* the article tells it */
    BFI_LANGUAGE_SET,      /* --lang */
    BFI_LANGUAGE_PATH,     /* the names of its folders, or of its file */
    BFI_LANGUAGE_DETECTED, /* its text */
    BFI_LANGUAGE_UNKNOWN,  /* it has none */
    BFI_LANGUAGE_FROMS     /* their number */
} bfi_language_from;

typedef struct bfi_report {
    const bfi_options *options;
    uint64_t fates[BFI_FATES];
    /* Of the added, changed and unchanged ones. */
    uint64_t languages[BFI_LANGUAGE_FROMS];
    uint64_t hidden; /* of the added, changed and unchanged ones */
    uint64_t failed; /* articles, files and folders */
    uint64_t mended; /* articles of which bytes were no text */
    uint64_t files;  /* that were opened, a stream included */
    uint64_t bytes;  /* that were read */
    /* Of the index, that were indexed anew by other settings. */
    uint64_t renewed;
    /* The progress line. */
    bfi_progress progress;
    uint64_t files_total; /* 0: not known */
    double started_at;
} bfi_report;

void bfi_report_init(bfi_report *report, const bfi_options *options);

/* Name a failure and count it. */
void bfi_report_failed(bfi_report *report, bfi_place place,
                       const bf_error *why);
/* Name what was no text in an article, and count that. */
void bfi_report_mended(bfi_report *report, bfi_place place,
                       const bf_error *what);
/* Count a fate, and name it where that was asked for. */
void bfi_report_fate(bfi_report *report, bfi_fate fate, bfi_place place,
                     bf_str id);
/* Say something that is neither: why the run ended. */
void bfi_report_note(bfi_report *report, const char *text);

/* Say that other settings have all `articles` of the index indexed anew; and
 * count and show each of them. */
void bfi_report_renewal(bfi_report *report, uint64_t articles);
void bfi_report_renewed(bfi_report *report);

/* Show how far the run is, at most ten times a second. */
void bfi_report_progress(bfi_report *report);
/* Take the progress line away. */
void bfi_report_erase(bfi_report *report);

/* Print the summary; `articles` is how many the index holds now. The exit
 * code of what stands in the way, or 0. */
int bfi_report_summary(bfi_report *report, uint64_t articles, bool committed);

#endif
