/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_CLI_H
#define BF_CLI_H

/*
 * The program `backfile`: one command a file. A command reads its options,
 * asks the library, renders into a buffer, and writes that buffer once; it
 * returns the exit code of the program (docs/exit-codes.md).
 */

#include <backfile/limits.h>
#include <backfile/search.h>

#include <getopt.h>

/* Exit codes of the commands, beside those of bf_status_exit_code(). */
enum {
    CLI_FOUND = 0,
    CLI_NOTHING = 1,
    CLI_USAGE = 2
};

/* The most that a command prints: a page of a thousand hits, or one article
 * of any size as JSON. */
#define CLI_MAX_OUTPUT_BYTES ((size_t)256 * 1024 * 1024)

int bfi_cli_search(int argc, char **argv);
int bfi_cli_show(int argc, char **argv);
int bfi_cli_stats(int argc, char **argv);

/* Options (options.c) ------------------------------------------------------ */

/* What --help of a command prints: an argument line and the rest. */
typedef struct cli_help {
    const char *command;   /* "search" */
    const char *arguments; /* "[OPTION]... QUERY..." */
    const char *text;
} cli_help;

/* Print the help on standard output; the exit code. */
int bfi_cli_print_help(const cli_help *help);

/* Say on standard error what is wrong with the command line, and where help
 * is to be had; CLI_USAGE. */
int bfi_cli_usage(const cli_help *help, const char *format, ...)
    BF_PRINTF(2, 3);

/* For what getopt_long() refused (`?` or `:`): bfi_cli_usage() about it. */
int bfi_cli_bad_option(const cli_help *help, int found, char **argv);

/* Say what failed; the exit code for it. */
int bfi_cli_fail(const cli_help *help, const bf_error *err);

/* Say what a person should know beside the answer, on standard error. */
void bfi_cli_note(const cli_help *help, bf_str text);

/* The folder of the index: `given` by -i, else $BACKFILE_INDEX, else NULL
 * after a bfi_cli_usage(). */
const char *bfi_cli_index(const cli_help *help, const char *given);

/* The place of `name` among `names` (ended by NULL), or -1. */
int bfi_cli_choice(const char *const *names, const char *name);

/* Take "auto", "always" or "never" into `out`; 0, or bfi_cli_usage(). */
int bfi_cli_when(const char **out, const cli_help *help, const char *option,
                 const char *value);

/* Check what --format-version asks for; 0, or bfi_cli_usage(). */
int bfi_cli_format_version(const cli_help *help, const char *value);

/* Output (output.c) -------------------------------------------------------- */

/* How text for people is shown. */
typedef struct cli_style {
    bool colour;
    size_t columns; /* lines are broken there; 0: never */
} cli_style;

/* What the escape sequences of a style are; "" without colour. */
typedef enum cli_paint {
    CLI_PLAIN,
    CLI_TITLE,
    CLI_FAINT,
    CLI_LINK,
    CLI_MARK
} cli_paint;

/* The sequence that begins `paint` (and ends all others for CLI_PLAIN). */
const char *bfi_cli_paint(const cli_style *style, cli_paint paint);

/* Whether standard output is a terminal. */
bool bfi_cli_is_terminal(void);

/* The style for standard output. `colour` is "auto", "always" or "never";
 * "auto" is a terminal without $NO_COLOR (no-color.org) that is not dumb. */
cli_style bfi_cli_style(const char *colour);

/* Append `text` with control characters replaced, so that nothing in an
 * article moves the cursor of a terminal. */
void bfi_cli_add_clean(bf_buf *out, bf_str text);

/* Append `text` as one field of a TSV line: tab, line ends and backslash as
 * \t, \n, \r and \\. */
void bfi_cli_add_tsv(bf_buf *out, bf_str text);

/* Append `text` cleaned, broken at spaces to the width of the style, each
 * line behind `indent` spaces and ended by '\n'. Marks are painted, and an
 * ellipsis stands where the text was cut. */
void bfi_cli_add_wrapped(bf_buf *out, const cli_style *style, size_t indent,
                         const bf_marked *text);

/* Write `out` to standard output; the exit code of what stands in the way,
 * else `code`. */
int bfi_cli_finish(const cli_help *help, const bf_buf *out, int code);

/* Pages of results (print_hits.c) ------------------------------------------ */

typedef enum cli_format {
    CLI_HUMAN,
    CLI_JSON,
    CLI_JSONL,
    CLI_TSV,
    CLI_IDS
} cli_format;

typedef struct cli_hits_style {
    cli_format format;
    cli_style style;
    bool heading;  /* human: say first how many articles there are */
    bool excerpts; /* human: show them */
    char id_end;   /* ids: '\n', or '\0' for -0 */
} cli_hits_style;

/* Render a page of results. */
void bfi_cli_print_hits(bf_buf *out, const bf_results *results,
                        const cli_hits_style *style);

#endif
